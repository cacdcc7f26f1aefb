#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "web/guard.h"

#define HEAD_MAX 8

static struct cx cx;
static const struct str hosts[] = {S_INIT("dichvucong.example.vn")};

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

/* `lines`: "Name: value\n…"; the name ends at the first ": ". */
static enum err guard(const char *lines, struct guarded *ret)
{
    struct pair header[HEAD_MAX];
    struct http_head head = {
        .method = S("POST"),
        .target = S("/"),
        .header = header,
        .peer = S("127.0.0.1"),
    };
    struct str rest = str_c(lines);
    struct str line;

    while (str_next(&rest, '\n', &line) && line.n > 0) {
        size_t colon = str_find(line, S(": "));

        header[head.header_count].name = str_sub(line, 0, colon);
        header[head.header_count].value = str_sub(line, colon + 2, line.n);
        head.header_count++;
    }
    return guard_head(&cx, &head, hosts, COUNT_OF(hosts), ret);
}

static void assert_refused(const char *lines)
{
    struct guarded g;

    if (guard(lines, &g) != ERR_SYNTAX)
        fail_msg("accepted: %s", lines);
}

static void a_plain_head_passes(void **state)
{
    struct guarded g;

    (void)state;
    assert_int_equal(guard("Host: DichVuCong.example.vn:443\n"
                           "Content-Length: 12\nAccept: */*\n",
                           &g),
                     ERR_OK);
    assert_int_equal(g.body_bytes, 12);
    assert_true(str_eq(g.host, S("dichvucong.example.vn")));
}

static void loopback_names_pass(void **state)
{
    struct guarded g;

    (void)state;
    assert_int_equal(guard("Host: localhost:8080\n", &g), ERR_OK);
    assert_int_equal(guard("Host: 127.0.0.1\n", &g), ERR_OK);
    assert_int_equal(guard("Host: [::1]:8080\n", &g), ERR_OK);
    assert_true(str_eq(g.host, S("[::1]")));
}

static void a_missing_double_or_foreign_host_is_refused(void **state)
{
    (void)state;
    assert_refused("Accept: */*\n");
    assert_refused("Host: localhost\nHost: localhost\n");
    assert_refused("Host: evil.example\n");
    assert_refused("Host: localhost:80x\n");
    assert_refused("Host: localhost.evil.example\n");
}

static void two_lengths_are_refused(void **state)
{
    (void)state;
    assert_refused("Host: localhost\nContent-Length: 5\nContent-Length: 5\n");
    assert_refused("Host: localhost\nContent-Length: 5\ncontent-length: 6\n");
}

static void any_transfer_encoding_is_refused(void **state)
{
    (void)state;
    assert_refused("Host: localhost\nTransfer-Encoding: chunked\n");
    assert_refused("Host: localhost\ntransfer-encoding: identity\n");
    assert_refused("Host: localhost\nContent-Length: 5\n"
                   "Transfer-Encoding: chunked\n");
    assert_refused("Host: localhost\nTransfer-Encoding : chunked\n");
}

static void a_length_is_digits_and_nothing_else(void **state)
{
    (void)state;
    assert_refused("Host: localhost\nContent-Length: +5\n");
    assert_refused("Host: localhost\nContent-Length: -5\n");
    assert_refused("Host: localhost\nContent-Length: 5x\n");
    assert_refused("Host: localhost\nContent-Length: 5, 5\n");
    assert_refused("Host: localhost\nContent-Length: \n");
    assert_refused("Host: localhost\nContent-Length: 99999999999999999999\n");
}

static void names_are_tokens_and_values_have_no_controls(void **state)
{
    (void)state;
    assert_refused("Host: localhost\nX Y: 1\n");
    assert_refused("Host: localhost\nX\x01: 1\n");
    assert_refused("Host: localhost\nX(: 1\n");
    assert_refused("Host: localhost\nX: a\rb\n");
    assert_refused("Host: localhost\nX: a\x7f"
                   "b\n");
}

static void headers_have_a_ceiling(void **state)
{
    struct pair header[GUARD_HEADERS_MAX + 1];
    struct http_head head = {.method = S("GET"), .target = S("/")};
    struct guarded g;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(header); i++)
        header[i] = (struct pair){S("X"), S("1")};
    header[0] = (struct pair){S("Host"), S("localhost")};
    head.header = header;
    head.header_count = GUARD_HEADERS_MAX;
    assert_int_equal(guard_head(&cx, &head, NULL, 0, &g), ERR_OK);
    head.header_count++;
    assert_int_equal(guard_head(&cx, &head, NULL, 0, &g), ERR_SYNTAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_head_passes),
        cmocka_unit_test(loopback_names_pass),
        cmocka_unit_test(a_missing_double_or_foreign_host_is_refused),
        cmocka_unit_test(two_lengths_are_refused),
        cmocka_unit_test(any_transfer_encoding_is_refused),
        cmocka_unit_test(a_length_is_digits_and_nothing_else),
        cmocka_unit_test(names_are_tokens_and_values_have_no_controls),
        cmocka_unit_test(headers_have_a_ceiling),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
