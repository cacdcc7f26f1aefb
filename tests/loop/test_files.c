#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/encode.h"

#include "loop/site.h"

#define TYPE "Content-Type: multipart/form-data; boundary=xYz\n"

/* Big enough to cross the chunks of the blob store. */
#define BIG_BYTES ((size_t)200 << 10)

#define assert_text(s, expected) \
    assert_string_equal(arena_cstr(site->arena, (s)), (expected))

static void add_field(struct buf *b, const char *name, struct str value)
{
    buf_printf(b,
               "--xYz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n"
               "%.*s\r\n",
               name, STR_ARG(value));
}

static void add_file(struct buf *b, const char *name, const char *file_name,
                     struct str bytes)
{
    buf_printf(b,
               "--xYz\r\nContent-Disposition: form-data; name=\"%s\"; "
               "filename=\"%s\"\r\nContent-Type: text/html\r\n\r\n",
               name, file_name);
    buf_add(b, bytes);
    buf_add_c(b, "\r\n");
}

/* A form with its hidden fields in front. */
static struct buf begin_form(struct site *site)
{
    struct buf b = buf_new(site->arena, (size_t)4 << 20);
    struct str form = site_form(site, &site->browser);
    struct str csrf, key;

    str_next(&form, '&', &csrf);
    str_next(&form, '&', &key);
    add_field(&b, "_csrf", str_sub(csrf, strlen("_csrf="), csrf.n));
    add_field(&b, "_key", str_sub(key, strlen("_key="), key.n));
    return b;
}

static struct answer send_form(struct site *site, struct buf *b)
{
    buf_add_c(b, "--xYz--\r\n");
    return browser_post(&site->browser, "/files", TYPE, buf_str(b));
}

static struct str big_file(struct site *site)
{
    char *bytes = arena_alloc(site->arena, BIG_BYTES);

    for (size_t i = 0; i < BIG_BYTES; i++)
        bytes[i] = (char)(i * 31 >> 3);
    memcpy(bytes, "%PDF", 4);
    return (struct str){bytes, BIG_BYTES};
}

static int setup(void **state)
{
    struct site *site;

    site_setup(state);
    site = *state;
    site_login(site, &site->browser, 1);
    return 0;
}

static void a_file_comes_back_as_it_was_sent(void **state)
{
    struct site *site = *state;
    struct str file = big_file(site);
    struct buf b = begin_form(site);
    struct answer a;

    add_file(&b, "cccd", "C:\\\\giấy\\\\Căn cước.pdf", file);
    a = send_form(site, &b);
    assert_int_equal(a.status, 200);
    assert_text(a.body, "cccd Căn cước.pdf 204800 %PDF\n");
    a = browser_get(&site->browser, "/file");
    assert_int_equal(a.status, 200);
    assert_true(str_eq(a.body, file));
    assert_text(answer_header(&a, "Content-Disposition"),
                "attachment; filename*=UTF-8''gi%E1%BA%A5y.pdf");
    assert_text(answer_header(&a, "Cache-Control"), "no-store, private");
}

static void several_files_and_empty_fields_are_told_apart(void **state)
{
    struct site *site = *state;
    struct buf b = begin_form(site);

    add_file(&b, "a", "a.pdf", S("%PDF-1"));
    add_file(&b, "b", "", S(""));
    add_field(&b, "text", S("x"));
    add_file(&b, "c", "bad\xff.pdf", S(""));
    assert_text(send_form(site, &b).body, "a a.pdf 6 %PDF\nc  0 \n");
}

static void a_file_before_the_token_is_refused(void **state)
{
    struct site *site = *state;
    struct buf b = buf_new(site->arena, 1 << 20);

    add_file(&b, "a", "a.pdf", S("%PDF-1"));
    assert_int_equal(send_form(site, &b).status, 403);
}

static void a_stranger_may_send_no_file(void **state)
{
    struct site *site = *state;
    struct buf b;

    site->browser = site_browser(site);
    b = begin_form(site);
    add_file(&b, "a", "a.pdf", S("%PDF-1"));
    assert_int_equal(send_form(site, &b).status, 401);
}

static void too_much_is_refused_with_words(void **state)
{
    struct site *site = *state;
    struct buf b = begin_form(site);
    struct answer a;

    add_file(&b, "a", "a.pdf", big_file(site));
    add_file(&b, "b", "b.pdf", big_file(site));
    a = send_form(site, &b);
    assert_int_equal(a.status, 413);
    assert_true(str_find(a.body, S("quá lớn")) < a.body.n);
}

static void a_cut_off_or_crooked_form_is_refused(void **state)
{
    struct site *site = *state;
    struct buf b = begin_form(site);

    add_file(&b, "a", "a.pdf", S("%PDF-1"));
    assert_int_equal(
        browser_post(&site->browser, "/files", TYPE, buf_str(&b)).status, 400);
    buf_add_c(&b, "--xYz\r\nnonsense\r\n\r\n\r\n");
    assert_int_equal(send_form(site, &b).status, 400);
}

static void the_same_file_sent_again_gets_the_same_answer(void **state)
{
    struct site *site = *state;
    struct buf b = begin_form(site);
    struct str other;

    add_file(&b, "a", "a.pdf", S("%PDF-1"));
    buf_add_c(&b, "--xYz--\r\n");
    for (int i = 0; i < 2; i++)
        assert_int_equal(
            browser_post(&site->browser, "/files", TYPE, buf_str(&b)).status,
            200);
    other = arena_str(site->arena, buf_str(&b));
    ((char *)(uintptr_t)other.p)[str_find(other, S("%PDF-1")) + 5] = '2';
    assert_int_equal(browser_post(&site->browser, "/files", TYPE, other).status,
                     409);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, site_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_comes_back_as_it_was_sent),
        TEST(several_files_and_empty_fields_are_told_apart),
        TEST(a_file_before_the_token_is_refused),
        TEST(a_stranger_may_send_no_file),
        TEST(too_much_is_refused_with_words),
        TEST(a_cut_off_or_crooked_form_is_refused),
        TEST(the_same_file_sent_again_gets_the_same_answer),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
