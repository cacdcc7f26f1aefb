#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/io.h"
#include "base/text.h"

#include "service/demo_plan.h"

#define COUNT 400

/* Two sessions from Monday to Friday; Tết from 16 to 20 February 2026. */
static const struct calendar_entry tet[] = {
    {{20500}, CALENDAR_OFF, S_INIT("Tết")},
    {{20501}, CALENDAR_OFF, S_INIT("Tết")},
    {{20502}, CALENDAR_OFF, S_INIT("Tết")},
    {{20503}, CALENDAR_OFF, S_INIT("Tết")},
    {{20504}, CALENDAR_OFF, S_INIT("Tết")},
};
static const struct calendar calendar = {tet, COUNT_OF(tet), 2026, 2026};

static struct work_week weekdays(void)
{
    struct work_week w = {0};

    for (int d = MONDAY; d <= FRIDAY; d++) {
        w.count[d] = 2;
        w.session[d][0] = (struct work_session){7 * 60, 11 * 60};
        w.session[d][1] = (struct work_session){13 * 60, 17 * 60};
    }
    return w;
}

static struct instant at(const char *iso)
{
    struct instant t;

    check(instant_parse_iso(str_c(iso), &t));
    return t;
}

static struct demo_hours hours(struct arena *a, const char *now, size_t days)
{
    struct work_week week = weekdays();
    struct demo_hours h;
    struct errbox box;

    check(demo_hours(a, &calendar, &week, at(now), days, &h, &box) == ERR_OK);
    return h;
}

static void working_minutes_are_one_line(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct demo_hours h = hours(a, "2026-02-25T09:30", 4);

    (void)state;
    assert_int_equal(h.day_count, 4);
    /* Friday the 13th, Monday, Tuesday, and two hours and a half. */
    assert_int_equal(h.minutes, 3 * 480 + 150);
    assert_int_equal(demo_hours_before(&h, at("2026-02-13T10:00")), 180);
    assert_int_equal(demo_hours_before(&h, at("2026-02-13T12:00")), 240);
    assert_int_equal(demo_hours_before(&h, at("2026-02-18T09:00")), 480);
    assert_true(demo_hours_at(&h, 240).us == at("2026-02-13T13:00").us);
    assert_true(demo_hours_at(&h, 480).us == at("2026-02-23T07:00").us);
    assert_true(demo_hours_at(&h, h.minutes - 1).us < h.now.us);
    arena_free(a);
}

static void a_day_that_has_not_opened_has_no_minutes(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct demo_hours early = hours(a, "2026-02-24T06:00", 2);
    struct demo_hours sunday = hours(a, "2026-02-22T12:00", 2);

    (void)state;
    assert_int_equal(early.minutes, 480);
    assert_int_equal(sunday.minutes, 960);
    assert_true(demo_hours_at(&sunday, 959).us == at("2026-02-13T16:59").us);
    arena_free(a);
}

static struct str read_data(struct arena *a, const char *name)
{
    struct errbox box;
    struct str text;

    check(io_read_file(&box, a,
                       arena_printf(a, "%s/data/demo/%s", SOURCE_ROOT, name).p,
                       1 << 20, &text) == ERR_OK);
    return text;
}

static struct demo_person *crowd(struct arena *a, size_t count)
{
    struct demo_person *p = ARENA_ARRAY(a, struct demo_person, count);
    struct chance chance = chance_new(7);
    struct errbox box;

    check(demo_crowd(a, read_data(a, "names.csv"), read_data(a, "places.csv"),
                     &chance, instant_day(at("2026-02-25T09:30")), p, count,
                     &box) == ERR_OK);
    return p;
}

/* Law: Decree 137/2015 art. 13. */
static void invented_numbers_agree_with_their_people(void **state)
{
    struct arena *a = arena_new(16 << 20);
    struct demo_person *p = crowd(a, COUNT);
    struct text_rule rule = {.points_min = 3, .points_max = 60};

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        struct id_parts parts;
        struct errbox box;
        struct str name;
        struct day birth;

        assert_true(id_number_read(p[i].id_number, &parts));
        assert_true(id_place_known(parts.place));
        assert_true(id_agrees_with_sex(parts, p[i].sex));
        assert_true(day_parse_iso(p[i].birth_date, &birth));
        assert_true(id_agrees_with_year(parts, day_civil(birth).year));
        assert_int_equal(text_in(&box, a, p[i].name, rule, &name), ERR_OK);
        assert_true(str_eq(name, p[i].name));
        assert_true(str_starts(p[i].phone, S("0900000")));
        assert_int_equal(p[i].phone.n, 10);
        assert_true(i == 0 || !str_eq(p[i].phone, p[i - 1].phone));
    }
    arena_free(a);
}

static void a_table_of_names_with_a_fault_is_refused(void **state)
{
    struct arena *a = arena_new(16 << 20);
    struct chance chance = chance_new(7);
    struct demo_person p;
    struct errbox box;

    (void)state;
    assert_int_equal(
        demo_crowd(a, S("people,part,sex,text,weight\nkinh,given,any,An,0\n"),
                   read_data(a, "places.csv"), &chance, (struct day){20000}, &p,
                   1, &box),
        ERR_INPUT);
    assert_string_equal(box.detail, "line 2: column weight");
    arena_free(a);
}

static const struct pack *pack(struct arena *a, const char *code)
{
    struct findings f = findings_new(a);
    const struct json *gathered = pack_gather(
        a, &f, arena_printf(a, "%s/data/packs/%s", SOURCE_ROOT, code));
    const struct pack *p = pack_read(a, a, &f, gathered);

    check(f.errors == 0);
    return p;
}

static struct demo_plan plan(struct arena *a, const struct demo_hours *h,
                             uint64_t seed)
{
    struct demo_task *task = ARENA_ARRAY(a, struct demo_task, 2);
    const struct demo_wish wish = {
        .task = task,
        .task_count = 2,
        .person = crowd(a, 50),
        .person_count = 50,
        .hours = h,
        .count = COUNT,
    };
    struct chance chance = chance_new(seed);
    struct demo_plan p;

    task[0] = (struct demo_task){.code = S("1.001776"),
                                 .weight = 2,
                                 .online_per_cent = 50,
                                 .pack = pack(a, "1.001776")};
    task[1] = (struct demo_task){
        .code = S("2.000815"), .weight = 1, .pack = pack(a, "2.000815")};
    demo_plan(a, &wish, &chance, &p);
    return p;
}

/* Works at the counter only while it is open, and nothing has yet to come. */
static void look_at_act(const struct demo_hours *h, const struct demo_act *act)
{
    int64_t minute = demo_hours_before(h, act->at);

    assert_true(act->at.us <= h->now.us);
    if (act->what == DEMO_FILE)
        return;
    assert_true(minute < h->minutes);
    assert_true(demo_hours_at(h, minute).us <= act->at.us);
    assert_true(act->at.us < demo_hours_at(h, minute).us + MINUTE_US);
}

static void a_plan_is_possible_whenever_it_is_made(void **state)
{
    static const char *const now[] = {
        "2026-02-25T09:30", "2026-02-24T06:00", "2026-02-22T12:00",
        "2026-02-18T23:59", "2026-02-25T07:01",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(now); i++) {
        struct arena *a = arena_new(128 << 20);
        struct demo_hours h = hours(a, now[i], 60);
        struct demo_plan p = plan(a, &h, i);
        int done[COUNT] = {0};

        assert_int_equal(p.dossier_count, COUNT);
        for (size_t n = 0; n < p.act_count; n++) {
            assert_true(n == 0 || p.act[n - 1].at.us <= p.act[n].at.us);
            assert_int_equal(p.act[n].n, done[p.act[n].dossier]++);
            look_at_act(&h, &p.act[n]);
        }
        for (size_t n = 0; n < COUNT; n++)
            assert_true(done[n] > 0);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_minutes_are_one_line),
        cmocka_unit_test(a_day_that_has_not_opened_has_no_minutes),
        cmocka_unit_test(invented_numbers_agree_with_their_people),
        cmocka_unit_test(a_table_of_names_with_a_fault_is_refused),
        cmocka_unit_test(a_plan_is_possible_whenever_it_is_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
