#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/conf.h"
#include "prop.h"

static struct errbox box;

static int set_up(void **state)
{
    *state = arena_new((size_t)1 << 24);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void a_file_goes_over_the_defaults(void **state)
{
    struct conf conf = conf_defaults();

    assert_int_equal(conf.port, 8080);
    assert_false(conf.tls);
    assert_int_equal(conf_read(&box, *state,
                               S("# portal\r\n"
                                 "  port=443\r\n"
                                 "\r\n"
                                 "tls = yes\n"
                                 "database = postgresql://h/d?x=y\n"
                                 "proxies =\n"),
                               &conf),
                     ERR_OK);
    assert_int_equal(conf.port, 443);
    assert_true(conf.tls);
    assert_string_equal(conf.database.p, "postgresql://h/d?x=y");
    assert_string_equal(conf.proxies.p, "");
    assert_string_equal(conf.address.p, "127.0.0.1");
}

static void a_mistake_is_told_with_its_line_and_changes_nothing(void **state)
{
    static const struct {
        struct str text;
        const char *detail;
    } bad[] = {
        {S_INIT("tls = yes\nprot = 80"), "line 2: there is no setting prot"},
        {S_INIT("\n\nport"), "line 3: 'key = value' expected"},
        {S_INIT("port = 1\nport = 2"), "line 2: port stands twice"},
        {S_INIT("port = 0"), "line 1: port is a number in 1..65535"},
        {S_INIT("port = 80x"), "line 1: port is a number in 1..65535"},
        {S_INIT("tls = true"), "line 1: tls is yes or no"},
        {S_INIT("hosts = a\tb"), "line 1: hosts has a control character"},
        {S_INIT("hosts = \xff"), "line 1: hosts is not UTF-8"},
    };

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct conf conf = conf_defaults();

        assert_int_equal(conf_read(&box, *state, bad[i].text, &conf),
                         ERR_INPUT);
        assert_string_equal(box.detail, bad[i].detail);
        assert_int_equal(conf.port, 8080);
        assert_false(conf.tls);
    }
}

static void arguments_that_are_settings_are_taken_out(void **state)
{
    char port[] = "--port=81";
    char file[] = "pack.json";
    char from[] = "--from=2026";
    char flag[] = "--tls";
    char hosts[] = "--hosts=a.vn,b.vn";
    char *argv[] = {port, file, from, flag, hosts};
    int argc = COUNT_OF(argv);
    struct conf conf = conf_defaults();

    assert_int_equal(conf_take_args(&box, *state, &argc, argv, &conf), ERR_OK);
    assert_int_equal(argc, 3);
    assert_ptr_equal(argv[0], file);
    assert_ptr_equal(argv[1], from);
    assert_ptr_equal(argv[2], flag);
    assert_int_equal(conf.port, 81);
    assert_string_equal(conf.hosts.p, "a.vn,b.vn");
}

static void a_wrong_argument_is_refused(void **state)
{
    char port[] = "--port=-1";
    char *argv[] = {port};
    int argc = 1;
    struct conf conf = conf_defaults();

    assert_int_equal(conf_take_args(&box, *state, &argc, argv, &conf),
                     ERR_INPUT);
    assert_string_equal(box.detail, "port is a number in 1..65535");
}

static void what_is_printed_is_read_back(void **state)
{
    struct conf conf = conf_defaults();
    struct conf back = conf_defaults();
    struct str text;

    assert_int_equal(
        conf_read(&box, *state, S("port=7\ndemo=yes\nhosts=cổng.vn"), &conf),
        ERR_OK);
    text = conf_text(*state, &conf);
    assert_true(str_find(text, S("\nport = 7\n")) < text.n);
    assert_int_equal(conf_read(&box, *state, text, &back), ERR_OK);
    assert_true(str_eq(conf_text(*state, &back), text));
}

static void a_file_too_large_is_refused(void **state)
{
    struct conf conf = conf_defaults();
    struct str text = {arena_alloc(*state, CONF_BYTES_MAX + 1),
                       CONF_BYTES_MAX + 1};

    assert_int_equal(conf_read(&box, *state, text, &conf), ERR_INPUT);
}

static void random_lines_never_break_the_reader(void **state)
{
    struct prop prop = prop_begin("conf");

    for (int round = 0; round < 5000; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct conf conf = conf_defaults();
        struct str text = arena_printf(*state, "hosts = %s\nport=%s",
                                       prop_text(&prop, *state, 9).p,
                                       prop_bytes(&prop, *state, 3).p);
        enum err e = conf_read(&box, *state, text, &conf);

        assert_true(e == ERR_OK || e == ERR_INPUT);
        arena_release(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_goes_over_the_defaults),
        cmocka_unit_test(a_mistake_is_told_with_its_line_and_changes_nothing),
        cmocka_unit_test(arguments_that_are_settings_are_taken_out),
        cmocka_unit_test(a_wrong_argument_is_refused),
        cmocka_unit_test(what_is_printed_is_read_back),
        cmocka_unit_test(a_file_too_large_is_refused),
        cmocka_unit_test(random_lines_never_break_the_reader),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
