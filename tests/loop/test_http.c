#include "base/prelude.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/instant.h"

#include "web/http.h"

#include "loop/site.h"

#define ANSWER_BYTES ((size_t)1 << 20)
#define WAIT_S       10

static struct http *http;

static int setup(void **state)
{
    struct http_conf conf = http_conf_default();
    struct site *site;

    site_setup(state);
    site = *state;
    conf.port = 0;
    conf.thread_count = 2;
    must(http_start(site->app, &conf, &http, &site->d->cx.err), &site->d->cx);
    return 0;
}

static int teardown(void **state)
{
    http_stop(http, WAIT_S);
    http = NULL;
    return site_teardown(state);
}

static int dial(void)
{
    struct sockaddr_in to = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)http_port(http)),
        .sin_addr = {htonl(INADDR_LOOPBACK)},
    };
    struct timeval wait = {.tv_sec = WAIT_S};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    check(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    check(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    return fd;
}

static void say(int fd, struct str text)
{
    while (text.n > 0) {
        ssize_t n = send(fd, text.p, text.n, MSG_NOSIGNAL);

        if (n <= 0)
            return;
        text = str_sub(text, (size_t)n, text.n);
    }
}

/* All that comes until the server hangs up. */
static struct str hear(struct site *site, int fd)
{
    struct buf b = buf_new(site->arena, ANSWER_BYTES);
    char piece[4096];
    ssize_t n;

    while ((n = recv(fd, piece, sizeof piece, 0)) > 0)
        buf_add(&b, (struct str){piece, (size_t)n});
    close(fd);
    return n < 0 && errno == EAGAIN ? S("(no answer)") : buf_str(&b);
}

/* What the server says to these bytes until it hangs up. */
static struct str talk(struct site *site, struct str text)
{
    int fd = dial();

    say(fd, text);
    return hear(site, fd);
}

static int status_of(struct str answer)
{
    if (!str_starts(answer, S("HTTP/1.")) || answer.n < 12)
        return 0;
    return (answer.p[9] - '0') * 100 + (answer.p[10] - '0') * 10 +
           (answer.p[11] - '0');
}

static size_t answers_in(struct str text)
{
    size_t count = 0;

    for (size_t at = 0; at < text.n; count++) {
        struct str rest = str_sub(text, at, text.n);
        size_t next = str_find(rest, S("HTTP/1.1 "));

        if (next == rest.n)
            break;
        at += next + 9;
    }
    return count;
}

static struct str join(struct site *site, struct str a, const char *b)
{
    return arena_printf(site->arena, "%.*s%s", STR_ARG(a), b);
}

/* A note as a browser with cookies sends it. */
static struct str note_request(struct site *site, const char *text)
{
    struct str form = site_form(site, &site->browser);
    struct str body = arena_printf(site->arena, "%s&text=%s", form.p, text);

    return arena_printf(
        site->arena,
        "POST /note HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Cookie: motcua-khach=%s\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: %zu\r\n\r\n%s",
        arena_cstr(site->arena, browser_cookie(&site->browser, "motcua-khach")),
        body.n, body.p);
}

static void a_page_comes_over_the_wire(void **state)
{
    struct site *site = *state;
    struct str answer = talk(
        site, S("GET /item/H%E1%BB%93?q=%20a HTTP/1.1\r\nHost: localhost\r\n"
                "Connection: close\r\n\r\n"));

    assert_int_equal(status_of(answer), 200);
    assert_true(str_ends(answer, S("\r\n\r\nHồ a")));
}

static void head_has_no_body(void **state)
{
    struct site *site = *state;
    struct str answer = talk(site, S("HEAD / HTTP/1.1\r\nHost: localhost\r\n"
                                     "Connection: close\r\n\r\n"));

    assert_int_equal(status_of(answer), 200);
    assert_true(str_find(answer, S("Content-Length: 11\r\n")) < answer.n);
    assert_true(str_ends(answer, S("\r\n\r\n")));
}

static void one_connection_carries_many_requests(void **state)
{
    struct site *site = *state;
    struct str answer =
        talk(site, S("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                     "GET /staff HTTP/1.1\r\nHost: localhost\r\n\r\n"
                     "GET / HTTP/1.1\r\nHost: localhost\r\n"
                     "Connection: close\r\n\r\n"));

    assert_int_equal(answers_in(answer), 3);
}

static void a_form_is_written_over_the_wire(void **state)
{
    struct site *site = *state;

    assert_int_equal(status_of(talk(site, note_request(site, "wire"))), 303);
    assert_int_equal(site_count(site, "wire"), 1);
}

static void a_form_in_small_pieces_is_written(void **state)
{
    struct site *site = *state;
    struct str request = note_request(site, "drops");
    int fd = dial();

    for (size_t i = 0; i < request.n; i += 7) {
        say(fd, str_sub(request, i, i + 7));
        usleep(500);
    }
    assert_int_equal(status_of(hear(site, fd)), 303);
    assert_int_equal(site_count(site, "drops"), 1);
}

/* A second request hidden in the first must never be answered. */
static void a_smuggled_request_is_not_answered(void **state)
{
    struct site *site = *state;
    static const char *const smuggled[] = {
        "Content-Length: 0\r\nContent-Length: 45\r\n\r\n",
        "Content-Length: 45\r\nContent-Length: 0\r\n\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 0, 0\r\n\r\n",
        "X\x01y: 1\r\nContent-Length: 0\r\n\r\n",
        "X: a\rb\r\nContent-Length: 0\r\n\r\n",
        "Host: localhost\r\nContent-Length: 0\r\n\r\n",
    };

    for (size_t i = 0; i < COUNT_OF(smuggled); i++) {
        struct str text = arena_printf(
            site->arena, "POST /note HTTP/1.1\r\nHost: localhost\r\n%s",
            smuggled[i]);
        struct str answer = talk(site, join(site, text,
                                            "GET /item/smuggled HTTP/1.1\r\n"
                                            "Host: localhost\r\n\r\n"));

        if (status_of(answer) != 400 ||
            str_find(answer, S("HTTP/1.1 200")) < answer.n)
            fail_msg("case %zu: %.*s", i, STR_ARG(answer));
    }
}

static void a_crooked_request_line_is_refused(void **state)
{
    struct site *site = *state;
    static const char *const crooked[] = {
        "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /../etc HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%2e%2e/etc HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /a%00b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "G<T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    };

    for (size_t i = 0; i < COUNT_OF(crooked); i++) {
        struct str answer = talk(site, str_c(crooked[i]));

        if (status_of(answer) != 400)
            fail_msg("case %zu: %.*s", i, STR_ARG(answer));
    }
}

static void a_body_that_is_too_large_is_read_to_its_end(void **state)
{
    struct site *site = *state;
    size_t n = (size_t)4 << 20;
    char *much = arena_alloc(site->arena, n);
    int fd = dial();

    memset(much, 'a', n);
    say(fd, arena_printf(site->arena,
                         "POST /note HTTP/1.1\r\nHost: localhost\r\n"
                         "Connection: close\r\nContent-Length: %zu\r\n"
                         "Content-Type: application/x-www-form-urlencoded"
                         "\r\n\r\n",
                         n));
    say(fd, (struct str){much, n});
    assert_int_equal(status_of(hear(site, fd)), 413);
}

static void who_waits_for_leave_is_told_at_once(void **state)
{
    struct site *site = *state;
    int fd = dial();

    say(fd, S("POST /note HTTP/1.1\r\nHost: localhost\r\n"
              "Connection: close\r\nContent-Length: 9999999\r\n"
              "Expect: 100-continue\r\n"
              "Content-Type: application/x-www-form-urlencoded\r\n\r\n"));
    assert_int_equal(status_of(hear(site, fd)), 413);
}

static void readers_do_not_wait_for_a_slow_writer(void **state)
{
    struct site *site = *state;
    struct str request = note_request(site, "slow");
    int fd = dial();

    site_hold_writer(true);
    say(fd, request);
    usleep(50000);
    for (int i = 0; i < 4; i++)
        assert_int_equal(
            status_of(talk(site, S("GET / HTTP/1.1\r\nHost: localhost\r\n"
                                   "Connection: close\r\n\r\n"))),
            200);
    assert_int_equal(site_count(site, "slow"), 0);
    site_hold_writer(false);
    assert_int_equal(status_of(hear(site, fd)), 303);
    assert_int_equal(site_count(site, "slow"), 1);
}

static void a_client_that_vanishes_leaves_nothing_behind(void **state)
{
    struct site *site = *state;
    struct str request = note_request(site, "gone");
    int fd = dial();

    site_hold_writer(true);
    say(fd, request);
    usleep(50000);
    close(fd);
    site_hold_writer(false);
    for (int i = 0; i < 1000 && site_count(site, "gone") == 0; i++)
        usleep(2000);
    assert_int_equal(site_count(site, "gone"), 1);
    assert_int_equal(status_of(talk(site, request)), 303);
    assert_int_equal(site_count(site, "gone"), 1);
}

static void a_client_that_stops_in_the_middle_is_let_go(void **state)
{
    struct site *site = *state;
    struct str request = note_request(site, "half");
    int fd = dial();

    say(fd, str_sub(request, 0, request.n - 3));
    usleep(20000);
    close(fd);
    assert_true(http_stop(http, WAIT_S));
    http = NULL;
    assert_int_equal(site_count(site, "half"), 0);
}

struct stopper {
    pthread_t thread;
    bool whole;
};

static void *stop(void *p)
{
    struct stopper *stopper = p;

    stopper->whole = http_stop(http, WAIT_S);
    return NULL;
}

static void stopping_finishes_what_is_running(void **state)
{
    struct site *site = *state;
    struct str request = note_request(site, "last");
    struct stopper stopper;
    int fd = dial();

    site_hold_writer(true);
    say(fd, request);
    usleep(50000);
    check(pthread_create(&stopper.thread, NULL, stop, &stopper) == 0);
    usleep(50000);
    site_hold_writer(false);
    assert_int_equal(status_of(hear(site, fd)), 303);
    pthread_join(stopper.thread, NULL);
    assert_true(stopper.whole);
    http = NULL;
    assert_int_equal(site_count(site, "last"), 1);
}

static void a_taken_port_is_told(void **state)
{
    struct site *site = *state;
    struct http_conf conf = http_conf_default();
    struct http *second = NULL;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t n = sizeof at;

    check(bind(fd, (struct sockaddr *)&at, n) == 0 && listen(fd, 1) == 0);
    check(getsockname(fd, (struct sockaddr *)&at, &n) == 0);
    conf.port = ntohs(at.sin_port);
    assert_int_equal(http_start(site->app, &conf, &second, &site->d->cx.err),
                     ERR_CONFLICT);
    assert_null(second);
    close(fd);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_comes_over_the_wire),
        TEST(head_has_no_body),
        TEST(one_connection_carries_many_requests),
        TEST(a_form_is_written_over_the_wire),
        TEST(a_form_in_small_pieces_is_written),
        TEST(a_smuggled_request_is_not_answered),
        TEST(a_crooked_request_line_is_refused),
        TEST(a_body_that_is_too_large_is_read_to_its_end),
        TEST(who_waits_for_leave_is_told_at_once),
        TEST(readers_do_not_wait_for_a_slow_writer),
        TEST(a_client_that_vanishes_leaves_nothing_behind),
        TEST(a_client_that_stops_in_the_middle_is_let_go),
        TEST(stopping_finishes_what_is_running),
        TEST(a_taken_port_is_told),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
