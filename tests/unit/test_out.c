#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"

#include "web/out.h"
#include "web/out_tpl.h"
#include "web/url.h"

#define HOSTILE "a\"'><script>&Ủy ban"

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

static struct out *page(void **state)
{
    return out_new(*state, LANG_VI, OUT_PAGE_BYTES_MAX);
}

static void text_cannot_become_markup(void **state)
{
    struct out *o = page(state);

    OUT_TEXT(o, S(HOSTILE));
    assert_string_equal(out_page(o).p,
                        "a&#34;&#39;&gt;&lt;script&gt;&amp;Ủy ban");
}

static void an_attribute_cannot_be_left(void **state)
{
    struct out *o = page(state);

    OUT_ATTR(o, S(HOSTILE));
    assert_string_equal(out_page(o).p,
                        "a&#34;&#39;&gt;&lt;script&gt;&amp;Ủy ban");
}

static void a_url_part_stays_one_segment(void **state)
{
    struct out *o = page(state);

    OUT_URL_PART(o, S("H01.1/2?a=b&c#d\" %ủ~"));
    assert_string_equal(out_page(o).p,
                        "H01.1%2F2%3Fa%3Db%26c%23d%22%20%25%E1%BB%A7~");
}

static void a_url_part_cannot_climb(void **state)
{
    struct out *o = page(state);

    OUT_URL_PART(o, S(".."));
    OUT_URL_PART(o, S("."));
    OUT_URL_PART(o, S("..."));
    assert_string_equal(out_page(o).p, "--...");
}

static void the_ends_of_the_integers_are_written_whole(void **state)
{
    struct out *o = page(state);
    size_t most = SIZE_MAX;
    int64_t least = INT64_MIN;

    OUT_TEXT(o, most);
    OUT_TEXT(o, S(" "));
    OUT_ATTR(o, least);
    assert_string_equal(out_page(o).p,
                        "18446744073709551615 -9223372036854775808");
}

static void an_island_of_json_cannot_end_its_script(void **state)
{
    struct out *o = page(state);

    out_json_island(o, S("{\"a\":\"</script><!--&\xe2\x80\xa8\xe2\x80\xa6\"}"));
    assert_string_equal(out_page(o).p,
                        "{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u0026"
                        "\\u2028\xe2\x80\xa6\"}");
}

static void a_page_over_its_budget_says_so(void **state)
{
    struct out *o = out_new(*state, LANG_VI, 8);

    out_text(o, S("12345678"));
    assert_false(out_overflowed(o));
    out_text(o, S("9"));
    assert_true(out_overflowed(o));
}

static void a_part_goes_into_its_page_unescaped(void **state)
{
    struct out *o = page(state);
    struct out *part = out_part_begin(o);

    OUT_MARKUP(part, "<b>");
    OUT_TEXT(part, S("<"));
    OUT_MARKUP(part, "</b>");
    OUT_TEXT(o, out_part_end(part));
    assert_string_equal(out_page(o).p, "<b>&lt;</b>");
}

static void a_part_that_overflows_overflows_its_page(void **state)
{
    struct out *o = out_new(*state, LANG_VI, 4);
    struct out *part = out_part_begin(o);

    OUT_MARKUP(part, "12345");
    OUT_TEXT(o, out_part_end(part));
    assert_true(out_overflowed(o));
}

static void an_empty_part_is_not_an_overflow(void **state)
{
    struct out *o = page(state);

    OUT_TEXT(o, out_part_end(out_part_begin(o)));
    assert_false(out_overflowed(o));
    assert_string_equal(out_page(o).p, "");
}

static const char *const steps[LANG_COUNT] = {
    "Bước {1} trên {0} & <b>",
    "Step {1} of {0}",
};

static void words_and_their_values_are_escaped(void **state)
{
    struct out *o = page(state);

    out_words(
        o, OUT_IN_ATTRIBUTE, steps, 2,
        (const struct out_value[]){OUT_ATTR_VALUE(S("\"")), OUT_ATTR_VALUE(3)});
    assert_string_equal(out_page(o).p, "Bước 3 trên &#34; &amp; &lt;b&gt;");
}

static void a_value_that_looks_like_a_hole_is_not_filled(void **state)
{
    struct out *o = page(state);

    out_words(o, OUT_IN_TEXT, steps, 2,
              (const struct out_value[]){OUT_TEXT_VALUE(S("{1}")),
                                         OUT_TEXT_VALUE(S("{0}"))});
    assert_string_equal(out_page(o).p, "Bước {0} trên {1} &amp; &lt;b&gt;");
}

static void english_tells_one_from_many(void **state)
{
    static const char *const days[LANG_COUNT] = {
        "Còn {0} ngày.",
        "{0} day left.\x1f{0} days left.",
    };
    struct out *o = out_new(*state, LANG_EN, OUT_PAGE_BYTES_MAX);

    out_words(o, OUT_IN_TEXT, days, 1,
              (const struct out_value[]){OUT_TEXT_VALUE(1)});
    out_words(o, OUT_IN_TEXT, days, 1,
              (const struct out_value[]){OUT_TEXT_VALUE(S("2"))});
    out_words(o, OUT_IN_TEXT, days, 1,
              (const struct out_value[]){OUT_TEXT_VALUE(S("1"))});
    assert_string_equal(out_page(o).p, "1 day left.2 days left.1 day left.");
}

static void a_path_is_made_of_encoded_parts(void **state)
{
    struct arena *a = *state;
    struct str page_number = S("2");

    assert_string_equal(URL_PATH(a, "/ho-so").text.p, "/ho-so");
    assert_string_equal(
        URL_PATH(a, "/ho-so/{}/sua?trang={}", S("a/../b"), page_number).text.p,
        "/ho-so/a%2F..%2Fb/sua?trang=2");
    assert_string_equal(URL_PATH(a, "/ho-so/{}", STR_NONE).text.p, "/ho-so/");
}

static void only_a_path_of_this_site_is_a_local_address(void **state)
{
    static const char *const good[] = {
        "/", "/ho-so", "/ho-so/a?b=c&d=%20#e", "/a//b", "/tra-cuu?ma=../x",
    };
    static const char *const bad[] = {
        "",
        "ho-so",
        "//xau.vn",
        "/\\xau.vn",
        "/\t/xau.vn",
        "https://xau.vn",
        "javascript:x",
        "/a/../b",
        "/..",
        "/./a",
        "/a b",
        "/a\"b",
        "/a'b",
        "/ủ",
        "/a\nb",
    };
    struct url u;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(url_local(str_c(good[i]), &u));
        assert_string_equal(u.text.p, good[i]);
    }
    u.text = S("untouched");
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(url_local(str_c(bad[i]), &u));
    assert_string_equal(u.text.p, "untouched");
}

static void a_local_address_has_a_ceiling(void **state)
{
    char *p = arena_alloc(*state, URL_LOCAL_BYTES_MAX + 1);
    struct url u;

    memset(p, '/', 1);
    memset(p + 1, 'a', URL_LOCAL_BYTES_MAX);
    assert_true(url_local((struct str){p, URL_LOCAL_BYTES_MAX}, &u));
    assert_false(url_local((struct str){p, URL_LOCAL_BYTES_MAX + 1}, &u));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_cannot_become_markup, begin, end),
        cmocka_unit_test_setup_teardown(an_attribute_cannot_be_left, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_url_part_stays_one_segment, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_url_part_cannot_climb, begin, end),
        cmocka_unit_test_setup_teardown(
            the_ends_of_the_integers_are_written_whole, begin, end),
        cmocka_unit_test_setup_teardown(an_island_of_json_cannot_end_its_script,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_page_over_its_budget_says_so, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_part_goes_into_its_page_unescaped,
                                        begin, end),
        cmocka_unit_test_setup_teardown(
            a_part_that_overflows_overflows_its_page, begin, end),
        cmocka_unit_test_setup_teardown(an_empty_part_is_not_an_overflow, begin,
                                        end),
        cmocka_unit_test_setup_teardown(words_and_their_values_are_escaped,
                                        begin, end),
        cmocka_unit_test_setup_teardown(
            a_value_that_looks_like_a_hole_is_not_filled, begin, end),
        cmocka_unit_test_setup_teardown(english_tells_one_from_many, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_path_is_made_of_encoded_parts, begin,
                                        end),
        cmocka_unit_test_setup_teardown(
            only_a_path_of_this_site_is_a_local_address, begin, end),
        cmocka_unit_test_setup_teardown(a_local_address_has_a_ceiling, begin,
                                        end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
