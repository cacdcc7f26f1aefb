#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/encode.h"

#include "domain/dossier/dossier.h"
#include "domain/dossier/event.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)16 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* The moves of this release, written out once more by hand. */
static void only_the_lawful_moves_exist(void **state)
{
    static const int lawful[][3] = {
        {0, EVENT_SUBMIT, 1},
        {0, EVENT_INTAKE, 2},
        {0, EVENT_REFUSE, 3},
        {1, EVENT_ACCEPT, 2},
        {1, EVENT_REFUSE, 3},
        {2, EVENT_TRANSFER, 4},
        {4, EVENT_ASSIGN, 4},
        {4, EVENT_ADVANCE, 4},
        {4, EVENT_FINISH, 9},
        {9, EVENT_RETURN, 10},
        /* supplement */
        {1, EVENT_SUPPLEMENT, 5},
        {4, EVENT_SUPPLEMENT, 5},
        {5, EVENT_SUPPLEMENT, 5},
        {5, EVENT_REFILE, 5},
        {5, EVENT_ACCEPT, 2},
        {5, EVENT_SUPPLEMENTED, 4},
        /* obligation */
        {4, EVENT_FINANCE, 6},
        {6, EVENT_FINANCE_MET, 4},
        /* requests inside, verification, new date */
        {4, EVENT_REQUEST, 4},
        {4, EVENT_ANSWER, 4},
        {5, EVENT_REQUEST, 5},
        {5, EVENT_ANSWER, 5},
        {6, EVENT_REQUEST, 6},
        {6, EVENT_ANSWER, 6},
        {4, EVENT_VERIFY, 4},
        {4, EVENT_EXTEND, 4},
        /* ends without a result */
        {4, EVENT_REFUSE, 8},
        {4, EVENT_STOP, 8},
        {5, EVENT_STOP, 8},
        {6, EVENT_STOP, 8},
        {7, EVENT_STOP, 8},
        {1, EVENT_WITHDRAW, 7},
        {2, EVENT_WITHDRAW, 7},
        {4, EVENT_WITHDRAW, 7},
        {5, EVENT_WITHDRAW, 7},
        {6, EVENT_WITHDRAW, 7},
        {2, EVENT_MIGRATE, 2},
        {4, EVENT_MIGRATE, 4},
    };
    size_t count;

    (void)state;
    dossier_moves(&count);
    assert_int_equal(count, COUNT_OF(lawful));
    for (int from = 0; from < STATUS_COUNT; from++)
        for (int event = 1; event < EVENT_KIND_COUNT; event++) {
            const struct dossier_move *m = dossier_move(
                (enum dossier_status)from, (enum dossier_event_kind)event);
            int to = -1;

            for (size_t i = 0; i < COUNT_OF(lawful); i++)
                if (lawful[i][0] == from && lawful[i][1] == event)
                    to = lawful[i][2];
            assert_int_equal(m ? (int)m->to : -1, to);
        }
}

static void every_move_names_its_source_and_actor(void **state)
{
    size_t count;
    const struct dossier_move *m = dossier_moves(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_non_null(strstr(m[i].source, "Decree"));
        assert_true(capability_door(m[i].actor) != DOOR_PUBLIC);
        assert_int_equal(m[i].slip == SLIP_RECEIPT,
                         m[i].to == STATUS_ACCEPTED && m[i].from != m[i].to);
        assert_int_equal(m[i].slip == SLIP_REFUSAL, m[i].event == EVENT_REFUSE);
        assert_int_equal(m[i].slip == SLIP_SUPPLEMENT,
                         m[i].event == EVENT_SUPPLEMENT);
        assert_int_equal(m[i].slip == SLIP_STOP, m[i].event == EVENT_STOP);
    }
    assert_int_equal(dossier_move(STATUS_NEW, EVENT_ACCEPT)->actor,
                     CAP_DOSSIER_RECEIVE);
    assert_int_equal(dossier_move(STATUS_PROCESSING, EVENT_FINISH)->actor,
                     CAP_RESULT_ISSUE);
}

static void nothing_follows_a_closed_dossier(void **state)
{
    size_t count;
    const struct dossier_move *m = dossier_moves(&count);

    (void)state;
    for (size_t i = 0; i < count; i++)
        assert_false(dossier_is_closed(m[i].from));
    assert_true(dossier_is_closed(STATUS_REFUSED));
    assert_true(dossier_is_closed(STATUS_RETURNED));
    assert_false(dossier_is_closed(STATUS_DONE));
}

static void the_clock_ends_with_the_result_not_with_its_collection(void **state)
{
    static const bool ended[STATUS_COUNT] = {
        [STATUS_REFUSED] = true,  [STATUS_WITHDRAWAL] = true,
        [STATUS_STOPPED] = true,  [STATUS_DONE] = true,
        [STATUS_RETURNED] = true,
    };

    (void)state;
    for (int s = 0; s < STATUS_COUNT; s++)
        assert_int_equal(dossier_clock_ended((enum dossier_status)s), ended[s]);
}

static void expect_progress(enum dossier_status s, int flow_done, int done,
                            int percent)
{
    struct dossier_progress p = dossier_progress(s, flow_done, 4);

    assert_int_equal(p.total, 7);
    assert_int_equal(p.done, done);
    assert_int_equal(p.percent, percent);
}

static void progress_counts_stages(void **state)
{
    (void)state;
    expect_progress(STATUS_NEW, 0, 1, 14);
    expect_progress(STATUS_ACCEPTED, 0, 2, 28);
    expect_progress(STATUS_PROCESSING, 0, 2, 28);
    expect_progress(STATUS_PROCESSING, 3, 5, 71);
    expect_progress(STATUS_DONE, 4, 6, 85);
    expect_progress(STATUS_RETURNED, 4, 7, 100);
    expect_progress(STATUS_REFUSED, 0, 7, 100);
}

static void submission_codes_grow_and_cannot_be_guessed(void **state)
{
    struct instant t;
    struct str first;
    struct str second;
    struct str later;

    (void)state;
    check(instant_parse_iso(S("2026-11-23T09:00"), &t));
    first = dossier_submission_code(arena, t);
    second = dossier_submission_code(arena, t);
    t.us += SECOND_US;
    later = dossier_submission_code(arena, t);
    assert_int_equal(first.n, SUBMISSION_LETTERS);
    assert_true(SUBMISSION_RANDOM_LETTERS * 5 >= 40);
    assert_memory_equal(first.p, second.p, 6);
    assert_false(str_eq(first, second));
    assert_true(str_cmp(str_sub(second, 0, 6), str_sub(later, 0, 6)) < 0);
}

static void expect_time(const char *at, int64_t later_s, const char *letters)
{
    struct instant t;

    check(instant_parse_iso(str_c(at), &t));
    t.us += later_s * SECOND_US;
    assert_true(str_starts(dossier_submission_code(arena, t), str_c(letters)));
}

/* Five bits a letter, of the seconds since 2020 began in Greenwich. */
static void a_submission_code_begins_with_its_second(void **state)
{
    (void)state;
    expect_time("2020-01-01T07:00", 0, "000000");
    expect_time("2020-01-01T07:00", 1, "000001");
    expect_time("2020-01-01T07:00", 33, "000011");
    expect_time("2020-01-01T07:00", INT64_C(1) << 25, "100000");
    expect_time("2020-01-01T07:00", (2 << 20) + (3 << 10), "020300");
}

static void a_dossier_code_is_authority_day_and_number(void **state)
{
    struct day d;

    (void)state;
    check(day_parse_iso(S("2026-04-28"), &d));
    assert_string_equal(dossier_code(arena, S("H01.21"), d, 37).p,
                        "H01.21-260428-0037");
    assert_string_equal(dossier_code(arena, S("H01.21"), d, 9999).p,
                        "H01.21-260428-9999");
    assert_string_equal(dossier_code(arena, S("H01.21"), d, 10000).p,
                        "H01.21-260428-10000");
}

static void codes_are_read_as_people_write_them(void **state)
{
    struct str code;
    bool submission;

    (void)state;
    assert_true(dossier_code_read(arena, S(" h01.21-260428-0037 "), &code,
                                  &submission));
    assert_false(submission);
    assert_string_equal(arena_cstr(arena, code), "H01.21-260428-0037");
    assert_true(
        dossier_code_read(arena, S("7k2m-9qxdb-3rtwo"), &code, &submission));
    assert_true(submission);
    assert_string_equal(code.p, "7K2M9QXDB3RTW0");
    assert_string_equal(dossier_code_spaced(arena, code).p, "7K2M-9QXDB-3RTW0");
    assert_false(
        dossier_code_read(arena, S("H01.21-260428-37"), &code, &submission));
    assert_false(dossier_code_read(arena, S("H01.21-260428-003700"), &code,
                                   &submission));
    assert_false(
        dossier_code_read(arena, S("H01.21-26042-0037"), &code, &submission));
    assert_false(
        dossier_code_read(arena, S("H0!.21-260428-0037"), &code, &submission));
    assert_false(dossier_code_read(arena, S(""), &code, &submission));
}

static void expect_code(const char *typed, bool good)
{
    struct str code;
    bool submission = true;

    assert_int_equal(dossier_code_read(arena, str_c(typed), &code, &submission),
                     good);
    if (good)
        assert_false(submission);
}

static void a_dossier_code_is_read_strictly(void **state)
{
    (void)state;
    expect_code("A09-260428-0037", true);
    expect_code("Z90.Z-260428-0037", true);
    expect_code("a09z-260428-0037", true);
    expect_code("H1-260428-0037", false);
    expect_code("H0123456789012345678-260428-0037", true);
    expect_code("H01234567890123456789-260428-0037", false);
    expect_code("H/1.21-260428-0037", false);
    expect_code("H:1.21-260428-0037", false);
    expect_code("@01.21-260428-0037", false);
    expect_code("[01.21-260428-0037", false);
    expect_code("`01.21-260428-0037", false);
    expect_code("{01.21-260428-0037", false);
    expect_code("H01.21-26042/-0037", false);
    expect_code("H01.21-26042:-0037", false);
    expect_code("H01.21-2604280-0037", false);
    expect_code("H01.21-000000-0000", true);
    expect_code("H01.21-999999-9999", true);
    expect_code("H01.21-260428-10000", true);
    expect_code("H01.21-260428-100000", false);
    expect_code("H01.21-260428-0037-1", false);
    expect_code("H01.21-260428", false);
}

/* A code may be padded by a form or a scanner, but not without end. */
static void what_is_too_long_to_be_a_code_is_none(void **state)
{
    char padded[80];

    (void)state;
    snprintf(padded, sizeof padded, "%-31s-%31s-0", "H01.21", "260428");
    padded[64] = '7';
    padded[65] = '\0';
    expect_code(padded, false);
    expect_code("H01.21                                          -260428-0037",
                true);
    snprintf(padded, sizeof padded, "%-52s%s", "H01.21", "-260428-0037");
    assert_int_equal(strlen(padded), 64);
    expect_code(padded, true);
    snprintf(padded, sizeof padded, "%-53s%s", "H01.21", "-260428-0037");
    expect_code(padded, false);
    expect_code("H01.21-x60428-0037", false);
    expect_code("H01.21-260428-037", false);
}

static struct dossier_event an_event(void)
{
    return (struct dossier_event){
        .dossier_id = 11,
        .n = 2,
        .kind = EVENT_ACCEPT,
        .account_id = 5,
        .desk_id = 6,
        .recorded_at = {1000},
        .effective_at = {900},
        .before = STATUS_NEW,
        .after = STATUS_ACCEPTED,
        .due_after = {5000},
        .step = S(""),
        .action = S(""),
        .detail = S(""),
        .reason = S("đủ giấy tờ"),
        .answers = S("{\"name\":\"Trần Thị Ngọc Điệp\"}"),
    };
}

static void an_event_names_no_person(void **state)
{
    struct dossier_event e = an_event();
    struct str body = event_body(arena, &e, S("0123456789abcdef"));

    (void)state;
    assert_true(str_find(body, S("Điệp")) == body.n);
    assert_true(str_find(body, S("giấy")) == body.n);
    assert_true(str_starts(body, S("schema 2\ndossier 11\nn 2\nevent 3\n")));
}

static struct str hash_of(const struct dossier_event *e, struct str before)
{
    struct digest d =
        event_hash(arena, before, event_body(arena, e, S("0123456789abcdef")));

    return hex_text(arena, digest_str(&d));
}

/* Changing any member, or the event before, changes the hash. */
static void the_chain_covers_everything(void **state)
{
    struct dossier_event e = an_event();
    struct str hash = hash_of(&e, S("before"));
    struct dossier_event changed[16];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(changed); i++)
        changed[i] = e;
    changed[0].dossier_id++;
    changed[1].n++;
    changed[2].kind = EVENT_REFUSE;
    changed[3].account_id++;
    changed[4].desk_id++;
    changed[5].recorded_at.us++;
    changed[6].effective_at.us++;
    changed[7].before = STATUS_NONE;
    changed[8].after = STATUS_REFUSED;
    changed[9].due_before.us++;
    changed[10].due_after.us++;
    changed[11].step = S("sign");
    changed[12].action = S("approve");
    changed[13].reason = S("thiếu giấy tờ");
    changed[14].answers = S("{}");
    changed[15].detail = S("{\"days\":5}");
    for (size_t i = 0; i < COUNT_OF(changed); i++)
        assert_false(str_eq(hash_of(&changed[i], S("before")), hash));
    assert_false(str_eq(hash_of(&e, S("other")), hash));
    assert_true(str_eq(hash_of(&e, S("before")), hash));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_lawful_moves_exist),
        cmocka_unit_test(every_move_names_its_source_and_actor),
        cmocka_unit_test(nothing_follows_a_closed_dossier),
        cmocka_unit_test(
            the_clock_ends_with_the_result_not_with_its_collection),
        cmocka_unit_test(progress_counts_stages),
        cmocka_unit_test(submission_codes_grow_and_cannot_be_guessed),
        cmocka_unit_test(a_submission_code_begins_with_its_second),
        cmocka_unit_test(a_dossier_code_is_authority_day_and_number),
        cmocka_unit_test(codes_are_read_as_people_write_them),
        cmocka_unit_test(a_dossier_code_is_read_strictly),
        cmocka_unit_test(what_is_too_long_to_be_a_code_is_none),
        cmocka_unit_test(an_event_names_no_person),
        cmocka_unit_test(the_chain_covers_everything),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
