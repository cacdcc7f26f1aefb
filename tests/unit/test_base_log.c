#include "base/prelude.h"

#include <setjmp.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/instant.h"
#include "base/json.h"
#include "base/log.h"

static struct errbox box;
static int pipe_ends[2];

static int set_up(void **state)
{
    *state = arena_new((size_t)1 << 20);
    return pipe(pipe_ends);
}

static int tear_down(void **state)
{
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    arena_free(*state);
    return 0;
}

/* The line written last, as JSON; it must be one line. */
static const struct json *line(struct arena *a)
{
    size_t room = (size_t)LOG_LINE_BYTES_MAX * 2;
    char *p = arena_alloc(a, room);
    ssize_t n = read(pipe_ends[0], p, room);
    const struct json *value = NULL;
    struct str text;

    assert_true(n > 0);
    text = (struct str){p, (size_t)n};
    assert_true(text.n <= LOG_LINE_BYTES_MAX);
    assert_int_equal(str_find_char(text, '\n', 0), text.n - 1);
    assert_int_equal(json_parse(&box, a, text, LOG_LINE_BYTES_MAX, &value),
                     ERR_OK);
    return value;
}

static const char *word(const struct json *value, const char *key)
{
    struct str s;

    assert_int_equal(json_str(&box, value, key, &s), ERR_OK);
    return s.p;
}

static void an_event_is_one_line_of_json(void **state)
{
    const struct json *value;
    struct instant t;
    int64_t n;

    log_start("web", LOG_NORMAL, pipe_ends[1]);
    log_event(LOG_NORMAL, "job_done", LOG_NUMBER("job", INT64_MIN),
              LOG_WORD("path", "a\"\\\n\x7f đ"), LOG_WORD("none", NULL));
    value = line(*state);
    assert_true(instant_parse_iso(str_c(word(value, "time")), &t));
    assert_string_equal(word(value, "level"), "normal");
    assert_string_equal(word(value, "room"), "web");
    assert_string_equal(word(value, "event"), "job_done");
    assert_string_equal(word(value, "path"), "a\"\\\n\x7f đ");
    assert_string_equal(word(value, "none"), "");
    assert_int_equal(json_i64(&box, value, "job", INT64_MIN, 0, &n), ERR_OK);
    assert_true(n == INT64_MIN);
}

static void bytes_that_are_no_text_do_not_spoil_the_line(void **state)
{
    log_start("web", LOG_NORMAL, pipe_ends[1]);
    log_event(LOG_NORMAL, "x", LOG_WORD("w", "\xc3( đ"));
    assert_string_equal(word(line(*state), "w"), "?( ??");
}

static void an_error_is_told_with_its_place(void **state)
{
    const struct json *value;
    struct errbox why;

    log_start("web", LOG_NORMAL, pipe_ends[1]);
    assert_int_equal(RAISE(&why, ERR_BUSY, "queue of %d", 9), ERR_BUSY);
    log_event(LOG_TROUBLE, "request_failed", LOG_BOX(&why));
    value = line(*state);
    assert_string_equal(word(value, "error"), "BUSY");
    assert_string_equal(word(value, "detail"), "queue of 9");
    assert_non_null(strstr(word(value, "file"), "test_base_log.c"));
}

static void levels_below_the_least_are_left_out(void **state)
{
    enum log_level least = LOG_TROUBLE;

    assert_false(log_level_parse(S("loud"), &least));
    assert_int_equal(least, LOG_TROUBLE);
    assert_true(log_level_parse(S("normal"), &least));
    log_start("web", least, pipe_ends[1]);
    log_event(LOG_DETAIL, "left_out");
    log_event(LOG_NORMAL, "kept");
    assert_string_equal(word(line(*state), "event"), "kept");
}

static void a_field_that_does_not_fit_is_dropped_whole(void **state)
{
    char *longest = arena_alloc(*state, LOG_LINE_BYTES_MAX + 1);
    const struct json *value;

    memset(longest, 'x', LOG_LINE_BYTES_MAX);
    log_start("web", LOG_NORMAL, pipe_ends[1]);
    log_event(LOG_NORMAL, "x", LOG_WORD("long", longest),
              LOG_WORD("short", "kept"));
    value = line(*state);
    assert_null(json_member(value, "long"));
    assert_string_equal(word(value, "short"), "kept");
    for (size_t n = LOG_LINE_BYTES_MAX; n > LOG_LINE_BYTES_MAX - 300; n--) {
        struct arena_mark mark = arena_mark(*state);

        longest[n] = '\0';
        log_event(LOG_NORMAL, "x", LOG_WORD("long", longest));
        line(*state);
        arena_release(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_one_line_of_json),
        cmocka_unit_test(bytes_that_are_no_text_do_not_spoil_the_line),
        cmocka_unit_test(an_error_is_told_with_its_place),
        cmocka_unit_test(levels_below_the_least_are_left_out),
        cmocka_unit_test(a_field_that_does_not_fit_is_dropped_whole),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
