/*
 * What no honest browser sends, to the real server: each is answered with its
 * status and words, and changes nothing. What needs no server is in
 * tests/loop and tests/unit.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/num.h"

#include "fault/place.h"

#define GIGABYTE      ((int64_t)1 << 30)
#define MEGABYTE      ((size_t)1 << 20)
#define GROWTH_KB_MAX 16384

static void a_stranger_may_not_file_the_draft_of_another(void **state)
{
    struct place *p = *state;
    struct ready_draft thief = p->draft[1];

    thief.id = p->draft[0].id;
    place_expect(p, place_filing(p, &thief, ""), 404, "Không có trang này");
    thief = p->draft[0];
    thief.csrf = p->draft[1].csrf;
    place_expect(p, place_filing(p, &thief, ""), 403, "Trang này mở đã lâu");
    thief.cookie = S("AAAA");
    place_expect(p, place_filing(p, &thief, ""), 401, "Hãy đăng nhập");
    place_files_after_all(p, &p->draft[0]);
}

static void a_form_is_done_once_and_its_key_serves_no_other(void **state)
{
    struct place *p = *state;
    struct str filing = place_filing(p, &p->draft[0], "");
    struct client_answer first = place_send(p, filing);
    struct client_answer again = place_send(p, filing);

    assert_int_equal(first.status, 303);
    assert_int_equal(again.status, 303);
    assert_true(str_eq(client_header(&first, "Location"),
                       client_header(&again, "Location")));
    place_expect(p, place_filing(p, &p->draft[0], "&more=1"), 409,
                 "đã được dùng cho nội dung khác");
    place_files_after_all(p, &p->draft[0]);
}

static void a_code_that_is_none_finds_nothing(void **state)
{
    static const char *const paths[] = {
        "/ho-so/H01.21.01-260428-0001",
        "/ho-so/x",
        "/ho-so/%F0%9F%92%A9",
        "/nop-ho-so/1.001193/0",
        "/nop-ho-so/1.001193/99999999999999999999",
        "/nop-ho-so/9.999999",
        "/thu-tuc/'--",
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT_OF(paths); i++)
        place_expect(p,
                     client_get(p->d->cx.arena, paths[i], p->draft[0].cookie),
                     404, "Không có trang này");
}

/* An overlong "/", half a letter, a surrogate. */
static void a_form_that_is_not_utf_8_is_not_read(void **state)
{
    static const char *const bad[] = {"%C0%AF", "1%E1%BB", "%ED%A0%80"};
    struct place *p = *state;

    for (size_t i = 0; i < COUNT_OF(bad); i++)
        place_expect(p, place_filing(p, &p->draft[0], bad[i]), 400,
                     "không đọc được");
    place_files_after_all(p, &p->draft[0]);
}

static void a_file_is_judged_by_what_is_in_it(void **state)
{
    static const char *const lies[] = {
        "\177ELF\x02\x01\x01", "<html><script>alert(1)</script></html>",
        "#!/bin/sh\nexit 0\n", "MZ\x90",
        "PK\x03\x04",
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT_OF(lies); i++) {
        struct client_answer answer =
            place_send(p, place_upload(p, &p->draft[1], str_c(lies[i])));

        assert_in_range(answer.status, 415, 422);
        assert_true(str_find(answer.body, S("PDF")) < answer.body.n);
    }
    place_expect(p, place_upload(p, &p->draft[1], S("")), 422, "");
    place_files_after_all(p, &p->draft[0]);
}

static void a_crooked_multipart_form_is_not_read(void **state)
{
    struct place *p = *state;
    struct str whole = place_upload(p, &p->draft[1], S("%PDF-1.4\n"));
    size_t cut = str_find(whole, S("--cut\r\n"));
    struct str crooked =
        arena_printf(p->d->cx.arena, "%.*s--CUT%.*s", (int)cut, whole.p,
                     STR_ARG(str_sub(whole, cut + 5, whole.n)));

    place_expect(p, crooked, 400, "không đọc được");
    place_files_after_all(p, &p->draft[0]);
}

/* The words after the first request must not be taken for a second. */
static void a_smuggled_request_is_not_served(void **state)
{
    static const char *const heads[] = {
        "Content-Length: 5\r\nContent-Length: 60",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Content-Length: +5",
        "Content-Length : 5",
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        struct str request = arena_printf(
            p->d->cx.arena,
            "POST /dang-nhap HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n%s\r\n\r\n"
            "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            heads[i]);
        struct client_answer answer = place_send(p, request);

        assert_int_equal(answer.status, 400);
        assert_true(str_eq_c(client_header(&answer, "Connection"), "close"));
    }
}

/* VmHWM of /proc/PID/status. */
static int64_t peak_kb(struct arena *a, pid_t pid)
{
    struct str status = process_file(a, pid, "status");
    size_t at = str_find(status, S("VmHWM:"));
    struct str line = str_sub(status, at + 6, str_find_char(status, '\n', at));
    int64_t kb = 0;

    line = str_trim(line);
    assert_true(num_parse(str_sub(line, 0, str_find_char(line, ' ', 0)), 1,
                          INT32_MAX, &kb));
    return kb;
}

static void a_gigabyte_is_refused_in_little_memory(void **state)
{
    struct place *p = *state;
    struct arena *a = p->d->cx.arena;
    const struct ready_draft *who = &p->draft[1];
    pid_t web = house_room(&p->house, "web");
    struct str head = arena_printf(
        a,
        "POST /nop-ho-so/1.001193/%" PRId64 "/giay-to/birth_notice HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\nCookie: motcua=%.*s\r\n"
        "Content-Type: multipart/form-data; boundary=cut\r\n"
        "Content-Length: %" PRId64 "\r\n\r\n",
        who->id, STR_ARG(who->cookie), GIGABYTE);
    struct str megabyte = {memset(arena_alloc(a, MEGABYTE), 'x', MEGABYTE),
                           MEGABYTE};
    int64_t before_kb;
    struct client_answer answer;

    place_expect(p, client_get(a, "/thu-tuc", S("")), 200, "");
    before_kb = peak_kb(a, web);
    assert_true(client_flood(&p->client, a, head, megabyte,
                             (size_t)GIGABYTE / MEGABYTE, &answer));
    assert_int_equal(answer.status, 413);
    assert_true(str_find(answer.body, S("quá lớn")) < answer.body.n);
    assert_in_range(peak_kb(a, web) - before_kb, 0, GROWTH_KB_MAX);
    place_files_after_all(p, &p->draft[0]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(a_stranger_may_not_file_the_draft_of_another),
        PLACE_TEST(a_form_is_done_once_and_its_key_serves_no_other),
        PLACE_TEST(a_code_that_is_none_finds_nothing),
        PLACE_TEST(a_form_that_is_not_utf_8_is_not_read),
        PLACE_TEST(a_file_is_judged_by_what_is_in_it),
        PLACE_TEST(a_crooked_multipart_form_is_not_read),
        PLACE_TEST(a_smuggled_request_is_not_served),
        PLACE_TEST(a_gigabyte_is_refused_in_little_memory),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
