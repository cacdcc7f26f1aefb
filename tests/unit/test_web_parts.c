#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/str.h"

#include "web/parts.h"

#define assert_str(s, expected)                      \
    do {                                             \
        assert_int_equal((s).n, strlen(expected));   \
        assert_memory_equal((s).p, expected, (s).n); \
    } while (0)

static struct cx cx;

static int setup(void **state)
{
    (void)state;
    cx = (struct cx){.arena = arena_new(ARENA_REQUEST_BYTES_MAX)};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(cx.arena);
    return 0;
}

static enum err read_target(const char *text, struct path *path)
{
    struct str query;

    return parts_read_target(&cx, str_c(text), path, &query);
}

static void a_path_is_cut_at_its_slashes(void **state)
{
    struct path path;
    struct str query;

    (void)state;
    assert_int_equal(
        parts_read_target(&cx, S("/thu-tuc/1.001?a=b?c"), &path, &query),
        ERR_OK);
    assert_int_equal(path.count, 2);
    assert_str(path.segment[0], "thu-tuc");
    assert_str(path.segment[1], "1.001");
    assert_str(path.text, "/thu-tuc/1.001");
    assert_str(query, "a=b?c");
    assert_false(path.slash_at_end);
}

static void the_root_is_a_path_without_segments(void **state)
{
    struct path path;

    (void)state;
    assert_int_equal(read_target("/", &path), ERR_OK);
    assert_int_equal(path.count, 0);
    assert_str(path.text, "/");
}

static void a_slash_at_the_end_is_told(void **state)
{
    struct path path;

    (void)state;
    assert_int_equal(read_target("/thu-tuc/", &path), ERR_OK);
    assert_true(path.slash_at_end);
    assert_str(path.text, "/thu-tuc");
}

static void a_path_comes_out_in_nfc(void **state)
{
    struct path path;

    (void)state;
    assert_int_equal(read_target("/Ho%CC%82%CC%80", &path), ERR_OK);
    assert_str(path.segment[0], "Hồ");
}

static void a_crooked_path_is_refused(void **state)
{
    static const char *const crooked[] = {
        "",
        "thu-tuc",
        "http://a/",
        "//",
        "//a",
        "/a//b",
        "/a//",
        "/./a",
        "/a/..",
        "/a/%2e%2E/b",
        "/a%2Fb",
        "/a%5Cb",
        "/a\\b",
        "/a%00",
        "/a%0a",
        "/a%7f",
        "/a%",
        "/a%4",
        "/a%zz",
        "/%ff",
        "/%c0%af",
        "/%ed%a0%80",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13",
    };
    struct path path;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(crooked); i++)
        if (read_target(crooked[i], &path) != ERR_SYNTAX)
            fail_msg("accepted: %s", crooked[i]);
}

static void a_target_has_a_ceiling(void **state)
{
    char text[PARTS_TARGET_BYTES_MAX + 2];
    struct path path;

    (void)state;
    memset(text, 'a', sizeof text);
    text[0] = '/';
    text[PARTS_TARGET_BYTES_MAX] = '\0';
    assert_int_equal(read_target(text, &path), ERR_OK);
    text[PARTS_TARGET_BYTES_MAX] = 'a';
    text[PARTS_TARGET_BYTES_MAX + 1] = '\0';
    assert_int_equal(read_target(text, &path), ERR_SYNTAX);
}

static void pairs_are_decoded(void **state)
{
    struct pairs p;

    (void)state;
    assert_int_equal(parts_read_pairs(&cx, S("a=1&b=x+y%26z&&c&a=2"), 8, &p),
                     ERR_OK);
    assert_int_equal(p.count, 4);
    assert_str(pairs_get(&p, S("a")), "1");
    assert_str(pairs_get(&p, S("b")), "x y&z");
    assert_str(pairs_get(&p, S("c")), "");
    assert_null(pairs_get(&p, S("d")).p);
}

static void no_text_is_no_pairs(void **state)
{
    struct pairs p;

    (void)state;
    assert_int_equal(parts_read_pairs(&cx, STR_NONE, 8, &p), ERR_OK);
    assert_int_equal(p.count, 0);
}

static void malformed_pairs_are_refused(void **state)
{
    static const char *const crooked[] = {"a=%", "a=%0", "a=%00", "=1",
                                          "%zz=1"};
    struct pairs p;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(crooked); i++)
        if (parts_read_pairs(&cx, str_c(crooked[i]), 8, &p) != ERR_SYNTAX)
            fail_msg("accepted: %s", crooked[i]);
}

static void too_many_pairs_are_refused(void **state)
{
    struct pairs p;

    (void)state;
    assert_int_equal(parts_read_pairs(&cx, S("a&b&c"), 3, &p), ERR_OK);
    assert_int_equal(parts_read_pairs(&cx, S("a&b&c&d"), 3, &p), ERR_SYNTAX);
}

static void foreign_cookies_do_no_harm(void **state)
{
    struct pair at[PARTS_COOKIES_MAX];
    struct pairs p = {at, 0};

    (void)state;
    parts_read_cookies(cx.arena, S("x=\"q\"; motcua=abc; bad;=1; y=\xff"), &p);
    assert_int_equal(p.count, 1);
    assert_str(pairs_get(&p, S("motcua")), "abc");
}

static void cookies_have_a_ceiling(void **state)
{
    struct pair at[PARTS_COOKIES_MAX];
    struct pairs p = {at, 0};
    struct str many = S("a=1;b=1;c=1;d=1;e=1;f=1;g=1;h=1;i=1;j=1;");

    (void)state;
    for (int i = 0; i < 5; i++)
        parts_read_cookies(cx.arena, many, &p);
    assert_int_equal(p.count, PARTS_COOKIES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_cut_at_its_slashes),
        cmocka_unit_test(the_root_is_a_path_without_segments),
        cmocka_unit_test(a_slash_at_the_end_is_told),
        cmocka_unit_test(a_path_comes_out_in_nfc),
        cmocka_unit_test(a_crooked_path_is_refused),
        cmocka_unit_test(a_target_has_a_ceiling),
        cmocka_unit_test(pairs_are_decoded),
        cmocka_unit_test(no_text_is_no_pairs),
        cmocka_unit_test(malformed_pairs_are_refused),
        cmocka_unit_test(too_many_pairs_are_refused),
        cmocka_unit_test(foreign_cookies_do_no_harm),
        cmocka_unit_test(cookies_have_a_ceiling),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
