/* A compiled template, from its view to the bytes. */

#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"

#include "web/out.h"
#include "web/url.h"

#include "tpl/greeting.h"

static int begin(void **state)
{
    *state = arena_new(4 << 20);
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

static struct greeting view(struct arena *a)
{
    return (struct greeting){
        .name = S("<Hường>"),
        .days_left = 1,
        .terms = URL_PATH(a, "/dieu-khoan/{}", S("a b")),
        .note = S("\n</textarea>"),
        .json = S("[\"</script>\"]"),
    };
}

static const char *render(struct arena *a, enum lang lang, struct greeting v)
{
    struct out *o = out_new(a, lang, OUT_PAGE_BYTES_MAX);

    tpl_greeting(o, &v);
    assert_false(out_overflowed(o));
    return out_page(o).p;
}

static void a_page_comes_out_whole_and_escaped(void **state)
{
    struct greeting v = view(*state);

    assert_string_equal(
        render(*state, LANG_VI, v),
        "<!DOCTYPE html>\n"
        "<html lang=\"vi\">\n"
        "<title>&lt;Hường&gt;</title>\n"
        "<main>\n"
        "<h1>Xin chào &lt;Hường&gt;</h1>\n"
        "<p>Còn 1 ngày. Xem <a href=\"/dieu-khoan/a%20b#dieu-1\">điều "
        "khoản</a>.</p>\n"
        "<p>Chưa có hồ sơ nào.</p>\n"
        "<textarea name=\"note\">\n\n&lt;/textarea&gt;</textarea>\n"
        "<script type=\"application/json\" id=\"data\">"
        "[\"\\u003c/script\\u003e\"]</script>\n"
        "</main>\n"
        "</html>\n");
}

static void conditions_write_their_attribute_or_nothing(void **state)
{
    static const struct greeting_item items[] = {
        {.code = S_INIT("A/1"),
         .title = S_INIT("Một"),
         .page = 2,
         .is_late = true,
         .is_hidden = true,
         .is_open = true},
        {.code = S_INIT("\""), .title = S_INIT("Hai"), .page = 3},
    };
    struct greeting v = view(*state);
    const char *page;

    v.items = items;
    v.count = COUNT_OF(items);
    page = render(*state, LANG_VI, v);
    assert_non_null(
        strstr(page, "<li class=\"item item--late\" hidden>\n"
                     "<a href=\"/ho-so/A%2F1?trang=2\" aria-current=\"page\""
                     " title=\"Mở hồ sơ A/1\">Một</a>\n</li>\n"));
    assert_non_null(strstr(page, "<li class=\"item \">\n"
                                 "<a href=\"/ho-so/%22?trang=3\""
                                 " title=\"Mở hồ sơ &#34;\">Hai</a>"));
}

static void the_language_of_the_reader_chooses_the_words(void **state)
{
    struct greeting v = view(*state);
    const char *page = render(*state, LANG_EN, v);

    assert_non_null(strstr(page, "<html lang=\"en\">"));
    assert_non_null(strstr(page, "<h1>Hello &lt;Hường&gt;</h1>"));
    assert_non_null(strstr(page, "<p>One day left. See <a "));
    v.days_left = 2;
    assert_non_null(strstr(render(*state, LANG_EN, v), "<p>2 days left. "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_comes_out_whole_and_escaped,
                                        begin, end),
        cmocka_unit_test_setup_teardown(
            conditions_write_their_attribute_or_nothing, begin, end),
        cmocka_unit_test_setup_teardown(
            the_language_of_the_reader_chooses_the_words, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
