#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "loop/site.h"

#define assert_text(s, expected) \
    assert_string_equal(arena_cstr(site->arena, (s)), (expected))

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_c(part)) < text.n;
}

static struct answer ask(struct site *site, const char *method,
                         const char *target, const char *headers)
{
    return loop_request(site->arena, site->app, method, target, headers,
                        STR_NONE);
}

static struct str join(struct site *site, struct str form, const char *more)
{
    return arena_printf(site->arena, "%s&%s", form.p, more);
}

/* Sends a note as a browser does. */
static struct answer send_note(struct site *site, struct browser *b,
                               const char *field)
{
    struct str form = site_form(site, b);

    return browser_post(b, "/note", "", join(site, form, field));
}

static void a_page_is_answered(void **state)
{
    struct site *site = *state;
    struct answer answer = ask(site, "GET", "/item/H%E1%BB%93-1?q=a+b", "");

    assert_int_equal(answer.status, 200);
    assert_text(answer.body, "Hồ-1 a b");
}

static void head_is_answered_as_get(void **state)
{
    struct site *site = *state;

    assert_int_equal(ask(site, "HEAD", "/", "").status, 200);
    assert_int_equal(ask(site, "HEAD", "/nowhere", "").status, 404);
}

static void an_unknown_address_and_a_wrong_method_are_told_apart(void **state)
{
    struct site *site = *state;
    struct answer wrong = ask(site, "POST", "/who", "");

    assert_int_equal(ask(site, "GET", "/nowhere", "").status, 404);
    assert_int_equal(wrong.status, 405);
    assert_text(answer_header(&wrong, "Allow"), "GET, HEAD");
    assert_int_equal(ask(site, "DELETE", "/", "").status, 405);
    assert_int_equal(ask(site, "GET", "/note", "").status, 405);
}

static void a_slash_too_many_is_taken_away(void **state)
{
    struct site *site = *state;
    struct answer answer = ask(site, "GET", "/item/1/?q=2", "");

    assert_int_equal(answer.status, 308);
    assert_text(answer_header(&answer, "Location"), "/item/1?q=2");
    assert_int_equal(ask(site, "GET", "/nowhere/", "").status, 404);
}

static void a_get_with_a_body_is_refused(void **state)
{
    struct site *site = *state;

    assert_int_equal(
        loop_request(site->arena, site->app, "GET", "/", "", S("x=1")).status,
        400);
}

static void every_answer_is_fenced(void **state)
{
    struct site *site = *state;
    static const char *const targets[] = {"/", "/nowhere", "/who"};

    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        struct answer a = ask(site, "GET", targets[i], "");

        assert_true(holds(answer_header(&a, "Content-Security-Policy"),
                          "default-src 'none'"));
        assert_text(answer_header(&a, "X-Content-Type-Options"), "nosniff");
        assert_text(answer_header(&a, "Referrer-Policy"), "same-origin");
        assert_null(answer_header(&a, "Strict-Transport-Security").p);
    }
}

static void over_tls_cookies_and_headers_say_so(void **state)
{
    struct site *site = *state;
    struct answer a;

    site->app->conf.tls = true;
    a = ask(site, "GET", "/form", "");
    assert_true(holds(answer_header(&a, "Set-Cookie"), "__Host-motcua-khach="));
    assert_true(holds(answer_header(&a, "Set-Cookie"), "; Secure"));
    assert_true(answer_header(&a, "Strict-Transport-Security").n > 0);
}

static void only_a_page_for_everybody_may_be_kept(void **state)
{
    struct site *site = *state;
    struct answer a = browser_get(&site->browser, "/");

    assert_text(answer_header(&a, "Cache-Control"), "public, max-age=60");
    a = browser_get(&site->browser, "/form");
    assert_text(answer_header(&a, "Cache-Control"), "no-store, private");
    site_login(site, &site->browser, 1);
    a = browser_get(&site->browser, "/");
    assert_text(answer_header(&a, "Cache-Control"), "no-store, private");
    assert_true(holds(answer_header(&a, "Vary"), "Cookie"));
}

static void the_language_is_chosen_and_remembered(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct answer a =
        ask(site, "GET", "/", "Accept-Language: en-GB,en;q=0.9\n");

    assert_text(a.body, "Trang chủ");
    assert_text(browser_get(b, "/?lang=en").body, "Home");
    assert_text(browser_get(b, "/").body, "Home");
    assert_text(browser_get(b, "/?lang=vi").body, "Trang chủ");
    assert_text(browser_get(b, "/").body, "Trang chủ");
    assert_text(browser_get(b, "/?lang=xx").body, "Trang chủ");
}

static void an_error_is_words_and_a_reference(void **state)
{
    struct site *site = *state;
    struct answer a = ask(site, "GET", "/fail?as=CONFLICT", "");

    assert_int_equal(a.status, 409);
    assert_true(holds(a.body, "Dữ liệu vừa được người khác sửa"));
    assert_true(holds(a.body, "xin đọc mã"));
    a = ask(site, "GET", "/fail?as=DISK_FULL&lang=en", "");
    assert_int_equal(a.status, 507);
    assert_true(holds(a.body, "read out this code"));
    assert_false(holds(a.body, "as asked"));
}

static void a_machine_gets_errors_as_json(void **state)
{
    struct site *site = *state;
    struct answer a =
        ask(site, "GET", "/fail?as=BUSY", "Accept: application/json\n");

    assert_int_equal(a.status, 503);
    assert_text(answer_header(&a, "Content-Type"), "application/json");
    assert_true(holds(a.body, "\"error\":\"BUSY\""));
    a = ask(site, "GET", "/api/nothing", "");
    assert_text(answer_header(&a, "Content-Type"), "application/json");
}

/* What the first run wrote is gone: one header, one cookie, which holds. */
static void a_page_that_is_run_again_leaves_nothing_of_its_first_run(
    void **state)
{
    struct site *site = *state;
    struct browser b = site_browser(site);
    struct answer a = browser_get(&b, "/again");
    size_t first = str_find(a.headers, S("X-Run: "));

    assert_int_equal(a.status, 200);
    assert_text(answer_header(&a, "X-Run"), "2");
    assert_true(str_find(str_sub(a.headers, first + 1, a.headers.n),
                         S("X-Run: ")) == a.headers.n - first - 1);
    a = browser_post(
        &b, "/note", "",
        arena_printf(site->arena, "%.*s&text=again", STR_ARG(a.body)));
    assert_int_equal(a.status, 303);
}

static void too_many_knocks_have_to_wait(void **state)
{
    struct site *site = *state;
    struct answer a;

    for (int i = 0; i < 3; i++)
        assert_int_equal(ask(site, "GET", "/few", "").status, 200);
    a = ask(site, "GET", "/few", "");
    assert_int_equal(a.status, 429);
    assert_text(answer_header(&a, "Retry-After"), "3600");
    a = ask(site, "GET", "/few", "X-Forwarded-For: 9.9.9.9, 10.0.0.7\n");
    assert_int_equal(a.status, 200);
}

/* What the person wrote stands before what the proxy saw, in whatever form. */
static void nobody_chooses_the_address_that_the_proxy_tells(void **state)
{
    struct site *site = *state;
    struct answer a;

    for (int i = 0; i < 4; i++)
        a = ask(site, "GET", "/few",
                arena_printf(site->arena,
                             "X-Forwarded-For: 9.9.9.%d\n"
                             "X-Forwarded-For: 10.0.0.9\n",
                             i)
                    .p);
    assert_int_equal(a.status, 429);
}

static void what_is_for_the_machine_itself_stays_there(void **state)
{
    struct site *site = *state;

    assert_int_equal(ask(site, "GET", "/metrics", "").status, 200);
    assert_int_equal(
        ask(site, "GET", "/metrics", "X-Forwarded-For: 10.0.0.7\n").status,
        404);
    site->app->conf.proxy_count = 0;
    assert_int_equal(
        ask(site, "GET", "/metrics", "X-Forwarded-For: 127.0.0.1\n").status,
        404);
}

static void health_and_figures_are_told(void **state)
{
    struct site *site = *state;

    assert_text(ask(site, "GET", "/healthz", "").body, "ok\n");
    assert_true(holds(ask(site, "GET", "/metrics", "").body,
                      "motcua_http_requests_total{route=\"/healthz\","
                      "method=\"GET\",status=\"2xx\"} 1\n"));
}

static void a_stranger_is_sent_to_log_in_and_comes_back(void **state)
{
    struct site *site = *state;
    struct answer a = browser_get(&site->browser, "/who?x=1");

    assert_int_equal(a.status, 303);
    assert_text(answer_header(&a, "Location"),
                "/dang-nhap?tiep=%2Fwho%3Fx%3D1");
    a = browser_post(&site->browser, "/plain", "",
                     join(site, site_form(site, &site->browser), "text=a"));
    assert_int_equal(a.status, 401);
}

static void who_is_logged_in_is_known(void **state)
{
    struct site *site = *state;

    site_login(site, &site->browser, 1);
    assert_text(browser_get(&site->browser, "/who").body, "1");
    assert_int_equal(browser_get(&site->browser, "/staff").status, 403);
    site_login(site, &site->browser, 2);
    assert_text(browser_get(&site->browser, "/staff").body, "2");
    assert_int_equal(browser_get(&site->browser, "/who").status, 403);
}

static void a_session_is_closed_by_logging_out(void **state)
{
    struct site *site = *state;
    struct browser thief = site_browser(site);

    site_login(site, &site->browser, 1);
    memcpy(thief.cookie, site->browser.cookie, sizeof thief.cookie);
    thief.cookie_count = site->browser.cookie_count;
    assert_int_equal(browser_get(&thief, "/who").status, 200);
    browser_post(&site->browser, "/logout", "",
                 site_form(site, &site->browser));
    assert_int_equal(browser_cookie(&site->browser, "motcua").n, 0);
    assert_int_equal(browser_get(&thief, "/who").status, 303);
}

static void logging_in_closes_the_session_before(void **state)
{
    struct site *site = *state;
    struct browser old = site_browser(site);

    site_login(site, &site->browser, 1);
    old = site->browser;
    site_login(site, &site->browser, 1);
    assert_int_equal(browser_get(&old, "/who").status, 303);
    assert_int_equal(browser_get(&site->browser, "/who").status, 200);
}

static void pass_time(struct site *site, int64_t us)
{
    site->app->frozen_at.us += us;
}

static void an_idle_session_dies(void **state)
{
    struct site *site = *state;

    site_login(site, &site->browser, 2);
    pass_time(site, 15 * MINUTE_US - SECOND_US);
    assert_int_equal(browser_get(&site->browser, "/staff").status, 200);
    site_await_touch(site);
    pass_time(site, 15 * MINUTE_US - SECOND_US);
    assert_int_equal(browser_get(&site->browser, "/staff").status, 200);
    pass_time(site, 15 * MINUTE_US);
    assert_int_equal(browser_get(&site->browser, "/staff").status, 303);
}

static void a_citizen_may_be_idle_for_longer(void **state)
{
    struct site *site = *state;

    site_login(site, &site->browser, 1);
    pass_time(site, 30 * MINUTE_US - SECOND_US);
    assert_int_equal(browser_get(&site->browser, "/who").status, 200);
}

static void a_busy_session_dies_of_age(void **state)
{
    struct site *site = *state;
    int status = 200;
    int minutes = 0;

    site_login(site, &site->browser, 1);
    for (; status == 200 && minutes < 13 * 60; minutes += 10) {
        pass_time(site, 10 * MINUTE_US);
        status = browser_get(&site->browser, "/who").status;
        if (status == 200)
            site_await_touch(site);
    }
    assert_int_equal(status, 303);
    assert_int_equal(minutes, 12 * 60);
}

static void a_made_up_cookie_opens_nothing(void **state)
{
    struct site *site = *state;
    struct browser b;

    site_login(site, &site->browser, 1);
    b = site->browser;
    for (size_t i = 0; i < b.cookie_count; i++) {
        struct str value = arena_str(site->arena, b.cookie[i].value);
        char *last = arena_alloc(site->arena, value.n + 1);

        if (!str_eq(b.cookie[i].name, S("motcua")))
            continue;
        memcpy(last, value.p, value.n);
        last[20] = last[20] == 'A' ? 'B' : 'A';
        b.cookie[i].value = (struct str){last, value.n};
    }
    assert_int_equal(browser_get(&b, "/who").status, 303);
    assert_int_equal(ask(site, "GET", "/who", "Cookie: motcua=x\n").status,
                     303);
}

static void a_form_is_written_once(void **state)
{
    struct site *site = *state;
    struct answer a = send_note(site, &site->browser, "text=m%E1%BB%99t");

    assert_int_equal(a.status, 303);
    assert_text(answer_header(&a, "Location"), "/who");
    assert_int_equal(site_count(site, "một"), 1);
}

static void decomposed_text_is_composed_at_the_door(void **state)
{
    struct site *site = *state;

    send_note(site, &site->browser, "text=mo%CC%A3%CC%82t");
    assert_int_equal(site_count(site, "một"), 1);
}

static void a_bad_field_shows_the_form_again(void **state)
{
    struct site *site = *state;
    static const char *const bad[] = {"text=", "text=%ff", "text=12345678901",
                                      "text=a%01b", "other=1"};

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct answer a = send_note(site, &site->browser, bad[i]);

        assert_int_equal(a.status, 422);
        assert_text(a.body, "look at the text");
    }
}

static void an_unreadable_form_is_refused(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct str form = site_form(site, b);

    assert_int_equal(
        browser_post(b, "/note", "", join(site, form, "text=%")).status, 400);
    assert_int_equal(browser_post(b, "/note", "Content-Type: text/plain\n",
                                  join(site, form, "text=a"))
                         .status,
                     400);
    assert_int_equal(
        browser_post(b, "/note",
                     "Content-Type: multipart/form-data; boundary=a\n",
                     S("--a--"))
            .status,
        400);
}

static void a_form_that_is_too_large_is_refused_with_words(void **state)
{
    struct site *site = *state;
    struct str form = site_form(site, &site->browser);
    char *much = arena_alloc(site->arena, 5000);
    struct answer a;

    memset(much, 'a', 4999);
    a = browser_post(&site->browser, "/note", "", join(site, form, much));
    assert_int_equal(a.status, 413);
    assert_true(holds(a.body, "quá lớn"));
}

static void a_form_without_its_token_is_refused(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct browser other = site_browser(site);
    struct str form = site_form(site, b);
    struct str foreign = site_form(site, &other);

    assert_int_equal(browser_post(b, "/note", "", S("text=a")).status, 403);
    assert_int_equal(browser_post(b, "/note", "", S("_csrf=AA&text=a")).status,
                     403);
    assert_int_equal(
        browser_post(b, "/note", "", join(site, foreign, "text=a")).status,
        403);
    assert_int_equal(loop_request(site->arena, site->app, "POST", "/note", "",
                                  join(site, form, "text=a"))
                         .status,
                     403);
    assert_int_equal(site_count(site, "a"), 0);
}

static void a_token_from_before_the_login_is_worthless(void **state)
{
    struct site *site = *state;
    struct str form = site_form(site, &site->browser);

    site_login(site, &site->browser, 1);
    assert_int_equal(
        browser_post(&site->browser, "/note", "", join(site, form, "text=a"))
            .status,
        403);
}

static void a_login_cannot_be_forced_from_elsewhere(void **state)
{
    struct site *site = *state;

    assert_int_equal(
        loop_request(site->arena, site->app, "POST", "/login", "", S("id=1"))
            .status,
        403);
}

static void a_form_from_another_site_is_refused(void **state)
{
    struct site *site = *state;
    static const char *const foreign[] = {
        "Origin: http://evil.example\n", "Origin: null\n",
        "Origin: https://localhost\n",   "Origin: http://localhost:81\n",
        "Sec-Fetch-Site: cross-site\n",  "Sec-Fetch-Site: same-site\n",
        "Sec-Fetch-Site: none\n",
    };
    struct browser *b = &site->browser;

    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        struct str form = site_form(site, b);

        assert_int_equal(
            browser_post(b, "/note", foreign[i], join(site, form, "text=a"))
                .status,
            403);
    }
    assert_int_equal(
        browser_post(b, "/note",
                     "Origin: http://localhost\nSec-Fetch-Site: same-origin\n",
                     join(site, site_form(site, b), "text=a"))
            .status,
        303);
}

static void a_form_sent_twice_is_done_once(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct str body = join(site, site_form(site, b), "text=a");
    struct answer first = browser_post(b, "/note", "", body);
    struct answer second = browser_post(b, "/note", "", body);

    assert_int_equal(first.status, 303);
    assert_int_equal(second.status, 303);
    assert_text(answer_header(&second, "Location"), "/who");
    assert_int_equal(site_count(site, "a"), 1);
}

static void a_key_used_for_something_else_is_refused(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct str form = site_form(site, b);

    browser_post(b, "/note", "", join(site, form, "text=a"));
    assert_int_equal(
        browser_post(b, "/note", "", join(site, form, "text=b")).status, 409);
    assert_int_equal(site_count(site, "b"), 0);
}

static void a_refused_form_leaves_its_key_unused(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct str form = site_form(site, b);

    assert_int_equal(
        browser_post(b, "/note", "", join(site, form, "text=")).status, 422);
    assert_int_equal(
        browser_post(b, "/note", "", join(site, form, "text=a")).status, 303);
}

static void a_form_without_its_key_is_refused(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct str form = site_form(site, b);
    struct str csrf = str_sub(form, 0, str_find_char(form, '&', 0));

    assert_int_equal(
        browser_post(b, "/note", "",
                     join(site, arena_str(site->arena, csrf), "text=a"))
            .status,
        400);
    assert_int_equal(
        browser_post(b, "/note", "",
                     join(site, arena_str(site->arena, csrf), "_key=00&text=a"))
            .status,
        400);
}

static void an_answer_without_an_address_is_made_again(void **state)
{
    struct site *site = *state;
    struct browser *b = &site->browser;
    struct str body;

    site_login(site, b, 1);
    body = join(site, site_form(site, b), "text=a");
    assert_text(browser_post(b, "/plain", "", body).body, "written");
    assert_text(browser_post(b, "/plain", "", body).body, "written");
    assert_int_equal(site_count(site, "a"), 1);
}

struct presser {
    pthread_t thread;
    struct browser browser;
    struct str body;
    int status;
};

static void *press(void *p)
{
    struct presser *presser = p;

    presser->status =
        browser_post(&presser->browser, "/note", "", presser->body).status;
    return NULL;
}

static void a_form_sent_by_many_at_once_is_done_once(void **state)
{
    struct site *site = *state;
    struct str body = join(site, site_form(site, &site->browser), "text=many");
    struct presser presser[16];

    for (size_t i = 0; i < COUNT_OF(presser); i++) {
        presser[i].browser = site->browser;
        presser[i].browser.arena = arena_new(ARENA_REQUEST_BYTES_MAX);
        presser[i].body = body;
        check(pthread_create(&presser[i].thread, NULL, press, &presser[i]) ==
              0);
    }
    for (size_t i = 0; i < COUNT_OF(presser); i++) {
        pthread_join(presser[i].thread, NULL);
        assert_int_equal(presser[i].status, 303);
        arena_free(presser[i].browser.arena);
    }
    assert_int_equal(site_count(site, "many"), 1);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, site_setup, site_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_is_answered),
        TEST(head_is_answered_as_get),
        TEST(an_unknown_address_and_a_wrong_method_are_told_apart),
        TEST(a_slash_too_many_is_taken_away),
        TEST(a_get_with_a_body_is_refused),
        TEST(every_answer_is_fenced),
        TEST(over_tls_cookies_and_headers_say_so),
        TEST(only_a_page_for_everybody_may_be_kept),
        TEST(the_language_is_chosen_and_remembered),
        TEST(an_error_is_words_and_a_reference),
        TEST(a_machine_gets_errors_as_json),
        TEST(a_page_that_is_run_again_leaves_nothing_of_its_first_run),
        TEST(too_many_knocks_have_to_wait),
        TEST(nobody_chooses_the_address_that_the_proxy_tells),
        TEST(what_is_for_the_machine_itself_stays_there),
        TEST(health_and_figures_are_told),
        TEST(a_stranger_is_sent_to_log_in_and_comes_back),
        TEST(who_is_logged_in_is_known),
        TEST(a_session_is_closed_by_logging_out),
        TEST(logging_in_closes_the_session_before),
        TEST(an_idle_session_dies),
        TEST(a_citizen_may_be_idle_for_longer),
        TEST(a_busy_session_dies_of_age),
        TEST(a_made_up_cookie_opens_nothing),
        TEST(a_form_is_written_once),
        TEST(decomposed_text_is_composed_at_the_door),
        TEST(a_bad_field_shows_the_form_again),
        TEST(an_unreadable_form_is_refused),
        TEST(a_form_that_is_too_large_is_refused_with_words),
        TEST(a_form_without_its_token_is_refused),
        TEST(a_token_from_before_the_login_is_worthless),
        TEST(a_login_cannot_be_forced_from_elsewhere),
        TEST(a_form_from_another_site_is_refused),
        TEST(a_form_sent_twice_is_done_once),
        TEST(a_key_used_for_something_else_is_refused),
        TEST(a_refused_form_leaves_its_key_unused),
        TEST(a_form_without_its_key_is_refused),
        TEST(an_answer_without_an_address_is_made_again),
        TEST(a_form_sent_by_many_at_once_is_done_once),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
