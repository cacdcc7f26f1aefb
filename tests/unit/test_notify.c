/*
 * What people are told, in every language and by every way; when it may ring;
 * what a short message costs.
 */
#include "base/prelude.h"

#include <glob.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/utf8.h"

#include "domain/notify/notify.h"
#include "domain/notify/sms.h"
#include "domain/notify/wording.h"

#define TEST_BYTES  ((size_t)64 << 20)
#define SITE        S("https://dichvucong.angiang.gov.vn")
#define SOURCE_MAX  ((size_t)1 << 20)
#define SHORT_PARTS 3

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

static struct str letters(const char *one, int count)
{
    struct buf b = buf_new(arena, 4096);

    for (int i = 0; i < count; i++)
        buf_add_c(&b, one);
    return buf_str(&b);
}

static struct str joined(struct str a, struct str b)
{
    return arena_printf(arena, "%s%s", a.p, b.p);
}

static void parts(struct str text, bool is_gsm, int units, int count)
{
    struct sms_size size = sms_size(text);

    assert_int_equal(size.is_gsm, is_gsm);
    assert_int_equal(size.units, units);
    assert_int_equal(size.parts, count);
}

static void plain_letters_cost_160_then_153_a_part(void **state)
{
    (void)state;
    parts(S(""), true, 0, 0);
    parts(letters("a", 160), true, 160, 1);
    parts(letters("a", 161), true, 161, 2);
    parts(letters("a", 306), true, 306, 2);
    parts(letters("a", 307), true, 307, 3);
    parts(S("Ha Noi @ 5$ \xc3\xa8\xc3\xb1\n"), true, 15, 1);
}

static void a_letter_of_the_extension_costs_two(void **state)
{
    (void)state;
    parts(S("[\\]^{|}~\xe2\x82\xac"), true, 18, 1);
    parts(letters("\xe2\x82\xac", 80), true, 160, 1);
    parts(letters("\xe2\x82\xac", 81), true, 162, 2);
    /* 152 and the first half of a bracket do not share a part. */
    parts(joined(joined(letters("a", 152), S("[")), letters("b", 152)), true,
          306, 3);
}

static void a_mark_makes_it_70_then_67_a_part(void **state)
{
    (void)state;
    parts(letters("\xe1\xbb\x93", 70), false, 70, 1);
    parts(letters("\xe1\xbb\x93", 71), false, 71, 2);
    parts(letters("\xe1\xbb\x93", 134), false, 134, 2);
    parts(letters("\xe1\xbb\x93", 135), false, 135, 3);
    parts(S("`"), false, 1, 1);
    /* One mark is enough for all. */
    parts(joined(letters("a", 69), S("\xc4\x91\x61")), false, 71, 2);
}

static void what_lies_beyond_the_first_plane_is_not_cut(void **state)
{
    const char *smile = "\xf0\x9f\x98\x80";

    (void)state;
    parts(letters(smile, 35), false, 70, 1);
    parts(letters(smile, 36), false, 72, 2);
    /* 67 is odd: a part holds 33 of them. */
    parts(letters(smile, 67), false, 134, 3);
}

static void without_marks_it_is_plain(void **state)
{
    struct str bare;

    (void)state;
    bare = sms_bare(
        arena, S("H\xe1\xbb\x93 s\xc6\xa1 \xc4\x90\xe1\xbb\x97 \xe2\x80\x93 "
                 "\xe2\x80\x9c\xc4\x91\xc6\xb0\xe1\xbb\xa3\x63\xe2\x80\x9d"
                 "\xe2\x80\xa6 \xe5\xad\x97 `"));
    assert_string_equal(bare.p, "Ho so Do - \"duoc\"... ? '");
    assert_true(sms_size(bare).is_gsm);
}

static struct notify_facts some_facts(const char *name_vi, const char *name_en)
{
    return (struct notify_facts){
        .code = S("H01.21.01-260428-0001"),
        .key = S("H01.21.01-260428-0001"),
        .name = {{str_c(name_vi), str_c(name_en)}},
        .until = instant_at((struct day){20578}, 17 * 60),
        .place = S("Quầy Mỹ Bình"),
    };
}

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_c(part)) < text.n;
}

/* Whole words: no hole left open, nothing empty where a value belongs. */
static void is_whole(struct str text)
{
    if (text.n == 0 || holds(text, "{") || holds(text, "}") ||
        holds(text, ": .") || holds(text, "  ") || holds(text, "?ma= "))
        fail_msg("broken: %s", text.p);
    assert_true(utf8_valid(text));
    assert_memory_equal(utf8_nfc(arena, text).p, text.p, text.n);
}

static void texts_are_whole(enum lang lang, const struct notify_kind *k,
                            const struct notify_facts *f)
{
    const struct notify_house house = {SITE, S("tỉnh An Giang"),
                                       S("0296 000 0000")};
    struct str text = notify_text(arena, lang, k, f);
    struct str letter = notify_letter(arena, lang, &house, k, f);
    struct str title = notify_title(arena, lang, k, f);

    is_whole(text);
    is_whole(title);
    is_whole(letter);
    assert_true(holds(title, f->name.in[lang].p));
    assert_true(holds(text, f->name.in[lang].p));
    assert_true(holds(text, f->code.p));
    assert_true(holds(letter, text.p));
    assert_true(holds(letter, "/tra-cuu?ma=H01.21.01-260428-0001"));
    assert_true(holds(letter, "0296 000 0000"));
}

static void short_is_whole(enum notify_voice voice, const struct notify_kind *k,
                           const struct notify_facts *f)
{
    struct str words = notify_short(arena, voice, SITE, k, f);
    struct sms_size size = sms_size(words);

    is_whole(words);
    if (size.parts > SHORT_PARTS)
        fail_msg("%d parts: %s", size.parts, words.p);
    assert_int_equal(size.is_gsm, voice != VOICE_VI);
    assert_true(holds(words, f->code.p));
    assert_true(holds(words, "/tra-cuu?ma=H01.21.01-260428-0001"));
}

static void every_event_is_told_in_whole_words(void **state)
{
    struct notify_facts known = some_facts("Khai sinh", "Birth");
    struct notify_facts unknown = known;
    size_t count;
    const struct notify_kind *k = notify_kinds(&count);

    (void)state;
    unknown.until = (struct instant){0};
    assert_true(count > 20);
    for (size_t i = 0; i < count; i++) {
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            texts_are_whole((enum lang)lang, &k[i], &known);
            texts_are_whole((enum lang)lang, &k[i], &unknown);
        }
        for (int voice = VOICE_VI; voice <= VOICE_EN; voice++) {
            short_is_whole((enum notify_voice)voice, &k[i], &known);
            short_is_whole((enum notify_voice)voice, &k[i], &unknown);
        }
    }
}

static void what_was_promised_is_told_with_its_day(void **state)
{
    struct notify_facts f = some_facts("Khai sinh", "Birth");
    const struct notify_kind *k = notify_kind_of(S("extended"));

    (void)state;
    assert_true(holds(notify_text(arena, LANG_VI, k, &f), "17:00 thứ "));
    assert_true(holds(notify_text(arena, LANG_VI, k, &f), "05/5/2026."));
    assert_true(
        holds(notify_short(arena, VOICE_EN, SITE, k, &f), "17:00 05/5/2026"));
    assert_true(holds(notify_short(arena, VOICE_VI_BARE, SITE, k, &f),
                      "Xin loi ong/ba: ho so Khai sinh, ma H01"));
}

/* As long as the longest of data/packs. */
static void no_name_of_ours_is_cut(void **state)
{
    struct notify_facts f =
        some_facts("Cấp Giấy chứng nhận lần đầu", "Civil-status correction");
    size_t count;
    const struct notify_kind *k = notify_kinds(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_true(holds(notify_short(arena, VOICE_VI, SITE, &k[i], &f),
                          "Cấp Giấy chứng nhận lần đầu"));
        assert_true(holds(notify_short(arena, VOICE_EN, SITE, &k[i], &f),
                          "Civil-status correction"));
    }
}

static void a_name_that_is_too_long_is_cut(void **state)
{
    struct notify_facts f =
        some_facts(letters("Đăng ký ", 40).p, letters("Register ", 60).p);
    size_t count;
    const struct notify_kind *k = notify_kinds(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        short_is_whole(VOICE_VI, &k[i], &f);
        short_is_whole(VOICE_EN, &k[i], &f);
    }
}

static void frozen_facts_say_the_same(void **state)
{
    struct notify_facts f = some_facts("Khai sinh", "Birth");
    struct notify_facts again;
    struct errbox box = {0};

    (void)state;
    assert_int_equal(
        notify_facts_thaw(&box, arena, notify_facts_freeze(arena, &f), &again),
        ERR_OK);
    assert_true(str_eq(f.code, again.code) && str_eq(f.key, again.key));
    assert_true(str_eq(f.name.in[LANG_EN], again.name.in[LANG_EN]));
    assert_true(str_eq(f.place, again.place));
    assert_true(f.until.us == again.until.us);
    assert_int_not_equal(
        notify_facts_thaw(&box, arena, S("{\"code\": 1}"), &again), ERR_OK);
}

static void a_result_before_its_day_is_early(void **state)
{
    struct instant due = instant_at((struct day){20578}, 17 * 60);
    struct instant before = instant_at((struct day){20577}, 23 * 60);
    struct instant same_day = instant_at((struct day){20578}, 0);

    (void)state;
    assert_string_equal(notify_word(S("finished"), before, due).p,
                        "finished_early");
    assert_string_equal(notify_word(S("finished"), same_day, due).p,
                        "finished");
    assert_string_equal(notify_word(S("returned"), before, due).p, "returned");
    assert_string_equal(
        notify_word(S("finished"), before, (struct instant){0}).p, "finished");
}

static void rings(struct quiet_hours q, int at_minute, int day, int minute)
{
    struct day d = {20000};
    struct instant then = notify_after_quiet(q, instant_at(d, at_minute));

    d.n += day;
    assert_true(then.us == instant_at(d, minute).us);
}

static void nothing_rings_in_the_quiet_hours(void **state)
{
    struct quiet_hours night = {21, 7};
    struct quiet_hours noon = {11, 13};

    (void)state;
    rings(night, 21 * 60 - 1, 0, 21 * 60 - 1);
    rings(night, 21 * 60, 1, 7 * 60);
    rings(night, 23 * 60 + 59, 1, 7 * 60);
    rings(night, 0, 0, 7 * 60);
    rings(night, 7 * 60 - 1, 0, 7 * 60);
    rings(night, 7 * 60, 0, 7 * 60);
    rings(noon, 12 * 60, 0, 13 * 60);
    rings(noon, 13 * 60, 0, 13 * 60);
    rings(noon, 3 * 60, 0, 3 * 60);
    rings((struct quiet_hours){7, 7}, 7 * 60, 0, 7 * 60);
}

static void few_events_ring_at_night(void **state)
{
    (void)state;
    assert_true(notify_kind_of(S("revoked"))->is_urgent);
    assert_true(notify_kind_of(S("lost"))->is_urgent);
    assert_false(notify_kind_of(S("accepted"))->is_urgent);
    assert_null(notify_kind_of(S("no_such_event")));
}

static enum notify_standing stands(int64_t sent, int64_t delivered,
                                   int64_t failed)
{
    struct notify_reports r = {{sent}, {delivered}, {failed}};

    return notify_standing(&r);
}

static void reports_count_in_any_order(void **state)
{
    (void)state;
    assert_int_equal(stands(0, 0, 0), NOTIFY_WAITING);
    assert_int_equal(stands(5, 0, 0), NOTIFY_SENT);
    assert_int_equal(stands(5, 0, 6), NOTIFY_FAILED);
    assert_int_equal(stands(0, 4, 0), NOTIFY_DELIVERED);
    assert_int_equal(stands(5, 4, 0), NOTIFY_DELIVERED);
    assert_int_equal(stands(5, 7, 6), NOTIFY_DELIVERED);
}

static void old_news_stay_at_home(void **state)
{
    struct instant then = {1000 * DAY_US};

    (void)state;
    assert_false(notify_is_stale(then, (struct instant){then.us + 3 * DAY_US}));
    assert_true(
        notify_is_stale(then, (struct instant){then.us + 3 * DAY_US + 1}));
}

static void who_chose_nothing_gets_their_own_language(void **state)
{
    (void)state;
    assert_int_equal(notify_choice_default(NOTIFY_SMS, LANG_VI, false).voice,
                     VOICE_VI_BARE);
    assert_int_equal(notify_choice_default(NOTIFY_SMS, LANG_VI, true).voice,
                     VOICE_VI);
    assert_int_equal(notify_choice_default(NOTIFY_MAIL, LANG_VI, false).voice,
                     VOICE_VI);
    assert_int_equal(notify_choice_default(NOTIFY_SMS, LANG_EN, true).voice,
                     VOICE_EN);
    assert_true(notify_voice_fits(NOTIFY_SMS, VOICE_VI_BARE));
    assert_false(notify_voice_fits(NOTIFY_MAIL, VOICE_VI_BARE));
    assert_false(notify_voice_fits(NOTIFY_SMS, 0));
    assert_false(notify_voice_fits(NOTIFY_SMS, 4));
}

/* Each word in quotes there has its messages; says how many there are. */
static size_t words_known(struct str text)
{
    size_t count = 0;
    struct str word;

    for (bool quoted = false; str_next(&text, '"', &word); quoted = !quoted) {
        if (!quoted)
            continue;
        if (!notify_kind_of(word))
            fail_msg("nobody is told of \"%.*s\"", STR_ARG(word));
        count++;
    }
    return count;
}

/* What stands behind each MOVE_TOPIC of a source text. */
static size_t words_told(struct str text)
{
    const struct str topic = S("MOVE_TOPIC,");
    size_t count = 0;

    for (size_t at; (at = str_find(text, topic)) < text.n;) {
        text = str_sub(text, at + topic.n, text.n);
        count += words_known(str_sub(text, 0, str_find(text, S(");"))));
    }
    return count;
}

static void every_word_that_use_cases_tell_has_its_messages(void **state)
{
    struct errbox box = {0};
    size_t count = 0;
    glob_t found;

    (void)state;
    assert_int_equal(glob(SOURCE_ROOT "/src/service/*.c", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct str text;

        assert_int_equal(
            io_read_file(&box, arena, found.gl_pathv[i], SOURCE_MAX, &text),
            ERR_OK);
        count += words_told(text);
        arena_release(arena, mark);
    }
    globfree(&found);
    assert_true(count >= 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(plain_letters_cost_160_then_153_a_part),
        TEST(a_letter_of_the_extension_costs_two),
        TEST(a_mark_makes_it_70_then_67_a_part),
        TEST(what_lies_beyond_the_first_plane_is_not_cut),
        TEST(without_marks_it_is_plain),
        TEST(every_event_is_told_in_whole_words),
        TEST(what_was_promised_is_told_with_its_day),
        TEST(no_name_of_ours_is_cut),
        TEST(a_name_that_is_too_long_is_cut),
        TEST(frozen_facts_say_the_same),
        TEST(a_result_before_its_day_is_early),
        TEST(nothing_rings_in_the_quiet_hours),
        TEST(few_events_ring_at_night),
        TEST(reports_count_in_any_order),
        TEST(old_news_stay_at_home),
        TEST(who_chose_nothing_gets_their_own_language),
        TEST(every_word_that_use_cases_tell_has_its_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
