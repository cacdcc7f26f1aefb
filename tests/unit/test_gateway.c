/* What goes to gateways, letter by letter, and when they are left alone. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/encode.h"

#include "gateway/breaker.h"
#include "gateway/mail.h"

#define TEST_BYTES ((size_t)4 << 20)

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(TEST_BYTES);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void base64_is_that_of_the_standard(void **state)
{
    (void)state;
    assert_string_equal(base64_text(arena, S("")).p, "");
    assert_string_equal(base64_text(arena, S("f")).p, "Zg==");
    assert_string_equal(base64_text(arena, S("fo")).p, "Zm8=");
    assert_string_equal(base64_text(arena, S("foobar")).p, "Zm9vYmFy");
    assert_string_equal(base64_text(arena, S("\xff\xfe\xfd")).p, "//79");
}

static void a_header_word_is_short_and_ends_between_letters(void **state)
{
    struct str words = mail_words(
        arena, S("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ Giấy phép xây dựng "
                 "nhà ở riêng lẻ tại đô thị"));
    struct str line;
    size_t count = 0;

    (void)state;
    while (str_next(&words, '\n', &line)) {
        struct str word = str_trim(line);
        size_t letters = word.n - strlen("=?UTF-8?B?") - 2;

        assert_true(word.n <= 75);
        assert_true(str_starts(word, S("=?UTF-8?B?")));
        assert_true(str_ends(word, S("?=")));
        assert_int_equal(letters % 4, 0);
        count++;
    }
    assert_true(count >= 3);
    assert_string_equal(mail_words(arena, S("Hồ")).p, "=?UTF-8?B?SOG7kw==?=");
}

static void a_letter_is_whole_and_its_lines_are_short(void **state)
{
    const struct mail m = {
        .to = S("an@example.vn"),
        .from_name = S("Cổng"),
        .subject = S("Hồ sơ\r\nBcc: x@example.vn"),
        .text = S("Kính gửi ông/bà,\n\nHồ sơ đã xong.\n"),
        .ref = S("0123456789abcdef"),
        .date = instant_at((struct day){20571}, 8 * 60),
    };
    struct str text = mail_bytes(arena, S("dvc@example.vn"), &m);
    struct str line;

    (void)state;
    assert_true(
        str_starts(text, S("Date: Tue, 28 Apr 2026 08:00:00 +0700\r\n")));
    assert_true(str_find(text, S("\r\nMessage-ID: <0123456789abcdef@example.vn>"
                                 "\r\n")) < text.n);
    /* What is in a subject makes no header. */
    assert_true(str_find(text, S("Bcc")) == text.n);
    assert_true(str_find(text, S("S8OtbmggZ+G7rWkgw7RuZy9iw6AsDQoNCkjhu5Mgc8ah"
                                 "IMSR")) < text.n);
    text = str_sub(text, 0, text.n - 1);
    while (str_next(&text, '\n', &line)) {
        assert_true(line.n <= 78);
        assert_true(str_ends(line, S("\r")));
    }
}

static void word(const struct breaker *b, int64_t us, enum breaker_word want)
{
    assert_int_equal(breaker_ask(b, (struct instant){us}), want);
}

static void a_gateway_in_trouble_rests_longer_and_longer(void **state)
{
    struct breaker b = {0};
    int64_t now = 1000 * DAY_US;
    int64_t rest = BREAKER_FIRST_US;

    (void)state;
    word(&b, now, BREAKER_GO);
    for (int i = 0; i < 12; i++) {
        breaker_trouble(&b, (struct instant){now});
        word(&b, now, BREAKER_REST);
        word(&b, now + rest - 1, BREAKER_REST);
        word(&b, now + rest, BREAKER_KNOCK);
        now += rest;
        rest = 2 * rest < BREAKER_LAST_US ? 2 * rest : BREAKER_LAST_US;
    }
    assert_true(rest == BREAKER_LAST_US);
    breaker_answered(&b);
    word(&b, now, BREAKER_GO);
    breaker_trouble(&b, (struct instant){now});
    word(&b, now + BREAKER_FIRST_US, BREAKER_KNOCK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(base64_is_that_of_the_standard),
        TEST(a_header_word_is_short_and_ends_between_letters),
        TEST(a_letter_is_whole_and_its_lines_are_short),
        TEST(a_gateway_in_trouble_rests_longer_and_longer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
