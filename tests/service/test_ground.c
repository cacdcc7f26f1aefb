/*
 * Areas, agencies and reception points in a database that holds nothing else:
 * how far one climbs from a desk, what is found in a list, and where it ends.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"

#include "domain/area/area_store.h"
#include "domain/calendar/calendar_store.h"
#include "domain/org/org_store.h"

#include "fixture/database.h"

static const struct day from = {20000};
static const struct day today = {20571};

static void expect(enum err err, struct tx *t, enum err wanted)
{
    if (wanted == ERR_OK)
        must(err, t->cx);
    assert_int_equal(err, wanted);
}

/* The agency of that key, below one that is there already (0: none). */
static int64_t put_agency(struct tx *t, const char *key, const char *kind,
                          int64_t parent)
{
    const struct agency a = {
        .key = str_c(key),
        .code = S(""),
        .kind = str_c(kind),
        .task = S("task"),
        .name = arena_printf(t->cx->arena, "Cơ quan %s", key),
        .short_name = S("Cơ quan"),
        .level = AREA_COMMUNE,
        .area = S("30280"),
        .parent_id = parent,
    };
    int64_t id = 0;

    must(org_agency_put(t, &a, false, from), t->cx);
    must(org_agency_id(t, a.key, today, &id), t->cx);
    return id;
}

static int64_t put_point(struct tx *t, const char *key, int64_t head)
{
    const struct point p = {
        .key = str_c(key),
        .kind = S("one_stop"),
        .name = S("Bộ phận"),
        .short_name = S("BP"),
        .head_agency_id = head,
        .area = S("30280"),
        .counters = 3,
    };
    int64_t id = 0;

    must(org_point_put(t, &p, from), t->cx);
    must(org_point_id(t, p.key, today, &id), t->cx);
    return id;
}

/* So many agencies, each below the one before; the last of them is given. */
static int64_t put_chain(struct tx *t, int count, int64_t ids[])
{
    int64_t above = 0;

    for (int i = 0; i < count; i++) {
        above = put_agency(t, arena_printf(t->cx->arena, "a%d", i).p,
                           i == 0 ? "committee" : "division", above);
        ids[i] = above;
    }
    return above;
}

static enum err draw_eight(struct tx *t, void *arg)
{
    int64_t ids[9];
    int64_t path[DESK_DEPTH_MAX];
    size_t count;

    (void)arg;
    put_chain(t, 8, ids);
    expect(org_tree_draw(t, today), t, ERR_OK);
    expect(org_desk_path(t, ids[7], path, &count), t, ERR_OK);
    assert_int_equal(count, 8);
    for (int i = 0; i < 8; i++)
        assert_int_equal(path[i], ids[7 - i]);
    put_chain(t, 9, ids);
    expect(org_tree_draw(t, today), t, ERR_INTERNAL);
    return ERR_OK;
}

static void eight_desks_stand_above_each_other_at_most(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, draw_eight, NULL), &d->cx);
}

static enum err draw_points(struct tx *t, void *arg)
{
    int64_t ids[8];
    int64_t path[DESK_DEPTH_MAX];
    int64_t point;
    size_t count;

    (void)arg;
    put_chain(t, 7, ids);
    point = put_point(t, "p", ids[6]);
    expect(org_tree_draw(t, today), t, ERR_OK);
    expect(org_desk_path(t, point, path, &count), t, ERR_OK);
    assert_int_equal(count, 8);
    assert_int_equal(path[0], point);
    assert_int_equal(path[7], ids[0]);
    /* The day before they were founded there are none. */
    expect(org_tree_draw(t, (struct day){from.n - 1}), t, ERR_OK);
    expect(org_desk_path(t, point, path, &count), t, ERR_OK);
    assert_int_equal(count, 0);
    return ERR_OK;
}

static void a_point_hangs_below_its_agency(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, draw_points, NULL), &d->cx);
}

static enum err draw_circle(struct tx *t, void *arg)
{
    int64_t one = put_agency(t, "one", "committee", 0);
    int64_t two = put_agency(t, "two", "committee", one);

    (void)arg;
    expect(org_tree_draw(t, today), t, ERR_OK);
    put_agency(t, "one", "committee", two);
    expect(org_tree_draw(t, today), t, ERR_INTERNAL);
    return ERR_OK;
}

static void a_circle_of_agencies_is_refused(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, draw_circle, NULL), &d->cx);
}

static enum err draw_wide(struct tx *t, void *arg)
{
    int64_t ids[15];
    int64_t path[DESK_DEPTH_MAX];
    size_t count;

    (void)arg;
    for (int i = 0; i < 15; i++)
        ids[i] = put_agency(t, arena_printf(t->cx->arena, "a%d", i).p,
                            "committee", i ? ids[(i - 1) / 2] : 0);
    expect(org_tree_draw(t, today), t, ERR_OK);
    for (int i = 0; i < 15; i++) {
        expect(org_desk_path(t, ids[i], path, &count), t, ERR_OK);
        for (int up = i, k = 0;; up = (up - 1) / 2, k++) {
            assert_int_equal(path[k], ids[up]);
            if (up == 0) {
                assert_int_equal(count, k + 1);
                break;
            }
        }
    }
    return ERR_OK;
}

static void every_desk_finds_its_way_to_the_root(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, draw_wide, NULL), &d->cx);
}

static enum err move_agency(struct tx *t, void *arg)
{
    int64_t old = put_agency(t, "old", "division", 0);
    int64_t young = put_agency(t, "young", "committee", 0);
    int64_t leaf = put_agency(t, "leaf", "division", old);
    int64_t path[DESK_DEPTH_MAX];
    size_t count;

    (void)arg;
    put_agency(t, "old", "division", young);
    expect(org_tree_draw(t, today), t, ERR_OK);
    expect(org_desk_path(t, leaf, path, &count), t, ERR_OK);
    assert_int_equal(count, 3);
    assert_int_equal(path[1], old);
    assert_int_equal(path[2], young);
    return ERR_OK;
}

static void an_agency_may_come_below_a_younger_one(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, move_agency, NULL), &d->cx);
}

static enum err orphan(struct tx *t, void *arg)
{
    int64_t old = put_agency(t, "old", "division", 0);
    int64_t young = put_agency(t, "young", "committee", 0);
    int64_t path[DESK_DEPTH_MAX];
    const int64_t gone[] = {5, INT64_MAX, old + 1};
    size_t count;

    (void)arg;
    put_agency(t, "old", "division", young);
    for (size_t i = 0; i < COUNT_OF(gone); i++) {
        int64_t id = put_agency(t, "orphan", "division", gone[i]);

        expect(org_tree_draw(t, today), t, ERR_OK);
        expect(org_desk_path(t, id, path, &count), t, ERR_OK);
        assert_int_equal(count, 2);
        assert_int_equal(path[1], gone[i]);
    }
    return ERR_OK;
}

static void an_agency_that_is_gone_has_nobody_above_it(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, orphan, NULL), &d->cx);
}

static enum err climb(struct tx *t, void *arg)
{
    struct agency a;
    int64_t ids[9];
    int64_t point;
    int64_t found;

    (void)arg;
    put_chain(t, 9, ids);
    expect(org_point_of(t, ids[3], today, &found), t, ERR_NOT_FOUND);
    point = put_point(t, "p", ids[0]);
    expect(org_serves_put(t, point, ids[0], from, NULL), t, ERR_OK);
    expect(org_point_of(t, ids[0], today, &found), t, ERR_OK);
    assert_int_equal(found, point);
    expect(org_point_of(t, ids[7], today, &found), t, ERR_OK);
    assert_int_equal(found, point);
    expect(org_point_of(t, ids[8], today, &found), t, ERR_NOT_FOUND);

    expect(org_authority_of(t, ids[0], &a), t, ERR_OK);
    assert_int_equal(a.id, ids[0]);
    assert_int_equal(a.parent_id, 0);
    expect(org_authority_of(t, ids[7], &a), t, ERR_OK);
    assert_int_equal(a.id, ids[0]);
    expect(org_authority_of(t, ids[8], &a), t, ERR_NOT_FOUND);
    expect(org_authority_of(t, put_agency(t, "sở", "department", ids[0]), &a),
           t, ERR_OK);
    assert_string_equal(a.key.p, "sở");
    assert_int_equal(a.parent_id, ids[0]);
    return ERR_OK;
}

static void one_climbs_eight_desks_for_a_point_or_an_authority(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, climb, NULL), &d->cx);
}

static enum err look_for_nobody(struct tx *t, void *arg)
{
    struct agency a;
    struct point p;
    struct desk_name name;
    struct str task;
    int64_t id;

    (void)arg;
    expect(org_agency(t, 7, &a), t, ERR_NOT_FOUND);
    expect(org_point(t, 7, &p), t, ERR_NOT_FOUND);
    expect(org_desk_name(t, 7, &name), t, ERR_NOT_FOUND);
    expect(org_agency_id(t, S("x"), today, &id), t, ERR_NOT_FOUND);
    expect(org_point_id(t, S("x"), today, &id), t, ERR_NOT_FOUND);
    expect(org_agency_in(t, S("1"), S("x"), S("y"), today, &id), t,
           ERR_NOT_FOUND);
    expect(org_task_name(t, S("x"), S("y"), today, &task), t, ERR_NOT_FOUND);
    expect(org_authority_of(t, 0, &a), t, ERR_NOT_FOUND);
    return ERR_OK;
}

static void who_is_not_there_is_not_found(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, look_for_nobody, NULL), &d->cx);
}

static enum err name_tasks(struct tx *t, void *arg)
{
    struct agency a = {.key = S("so-tp"),
                       .code = S(""),
                       .kind = S("department"),
                       .task = S("tu_phap"),
                       .name = S("Sở Tư pháp"),
                       .short_name = S("STP"),
                       .level = AREA_PROVINCE,
                       .area = S("89")};
    struct str name;

    (void)arg;
    must(org_agency_put(t, &a, true, from), t->cx);
    expect(org_task_name(t, S("department"), S("tu_phap"), today, &name), t,
           ERR_OK);
    assert_string_equal(name.p, "Sở Tư pháp");
    put_agency(t, "ptp", "division", 0);
    expect(org_task_name(t, S("division"), S("task"), today, &name), t, ERR_OK);
    assert_string_equal(name.p, "Cơ quan");
    return ERR_OK;
}

static void below_the_province_a_task_has_no_place_in_its_name(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, name_tasks, NULL), &d->cx);
}

static void put_area(struct tx *t, const char *code, const char *name,
                     enum area_level level, const char *parent)
{
    const struct area area = {str_c(code), str_c(name), S("x"), level,
                              str_c(parent)};

    must(area_put(t, &area, from, NULL), t->cx);
}

static void put_areas(struct tx *t)
{
    put_area(t, "89", "Tỉnh An Giang", AREA_PROVINCE, "");
    put_area(t, "883", "TP Long Xuyên", AREA_DISTRICT, "89");
    put_area(t, "884", "TX Châu Đốc", AREA_DISTRICT, "89");
    put_area(t, "1", "Phường Mỹ Bình", AREA_COMMUNE, "883");
    put_area(t, "2", "Phường Mỹ Hòa", AREA_COMMUNE, "883");
    put_area(t, "3", "Xã Mỹ Bình", AREA_COMMUNE, "884");
    put_area(t, "4", "Đảo", AREA_COMMUNE, "4");
}

/* The codes that are found, in order. */
static void expect_found(struct tx *t, const char *typed, const char *district,
                         size_t max, const char *codes)
{
    struct str said = S("");
    struct areas found;

    must(area_search(t, str_c(typed), str_c(district), today, max, &found),
         t->cx);
    for (size_t i = 0; i < found.count; i++)
        said =
            arena_printf(t->cx->arena, "%s %s", said.p, found.area[i].code.p);
    assert_string_equal(said.p, codes);
}

static enum err search(struct tx *t, void *arg)
{
    (void)arg;
    put_areas(t);
    expect_found(t, "dao", "", 9, " 4");
    expect_found(t, "my binh", "", 9, " 1 3");
    expect_found(t, "bi m", "", 9, " 1 3");
    expect_found(t, "my", "", 9, " 1 2 3");
    expect_found(t, "my", "", 3, " 1 2 3");
    expect_found(t, "my", "", 2, " 1 2");
    expect_found(t, "my", "", 1, " 1");
    expect_found(t, "my", "883", 9, " 1 2");
    expect_found(t, "my", "884", 9, " 3");
    expect_found(t, "inh", "", 9, "");
    expect_found(t, "long xuyen", "", 9, "");
    return ERR_OK;
}

static void communes_are_found_by_the_beginnings_of_words(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, search, NULL), &d->cx);
}

static enum err name_areas(struct tx *t, void *arg)
{
    static const struct {
        const char *code;
        const char *name;
    } row[] = {
        {"89", "tỉnh An Giang"},
        {"884", "tX Châu Đốc, tỉnh An Giang"},
        {"3", "xã Mỹ Bình, tX Châu Đốc, tỉnh An Giang"},
        /* Three levels, even where the data lie in a circle. */
        {"4", "đảo, đảo, đảo"},
    };
    struct area a;
    struct str name;
    bool found;

    (void)arg;
    expect(area_province(t, today, &a), t, ERR_NOT_FOUND);
    put_areas(t);
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        expect(area_full_name(t, str_c(row[i].code), today, &name), t, ERR_OK);
        assert_string_equal(name.p, row[i].name);
    }
    expect(area_full_name(t, S("99"), today, &name), t, ERR_NOT_FOUND);
    expect(area_find(t, S("99"), today, &a, &found), t, ERR_OK);
    assert_false(found);
    expect(area_province(t, today, &a), t, ERR_OK);
    assert_string_equal(a.code.p, "89");
    return ERR_OK;
}

static void an_area_is_named_with_what_it_lies_in(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, name_areas, NULL), &d->cx);
}

static enum err look_below(struct tx *t, void *arg)
{
    struct areas below;

    (void)arg;
    put_areas(t);
    expect(area_below(t, S("883"), today, &below), t, ERR_OK);
    assert_int_equal(below.count, 2);
    assert_string_equal(below.area[0].code.p, "1");
    assert_string_equal(below.area[1].code.p, "2");
    assert_int_equal(below.area[1].level, AREA_COMMUNE);
    expect(area_below(t, S("883"), (struct day){from.n - 1}, &below), t,
           ERR_OK);
    assert_int_equal(below.count, 0);
    return ERR_OK;
}

static void below_a_district_lie_its_communes(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, look_below, NULL), &d->cx);
}

/* The n-th session of a day: from n o'clock, half an hour long. */
static void put_session(struct tx *t, enum weekday d, int n)
{
    const struct work_session session = {n * 60, n * 60 + 30};

    must(work_week_put(t, 0, d, session, from), t->cx);
}

static enum err fill_week(struct tx *t, void *arg)
{
    struct work_week week;

    (void)arg;
    for (int d = MONDAY; d <= SUNDAY; d++)
        for (int n = 8; n < 12; n++)
            put_session(t, (enum weekday)d, n);
    expect(work_week_load(t, 1, today, &week), t, ERR_OK);
    for (int d = MONDAY; d <= SUNDAY; d++) {
        assert_int_equal(week.count[d], 4);
        assert_int_equal(week.session[d][0].from_minute, 480);
        assert_int_equal(week.session[d][3].to_minute, 690);
    }
    expect(work_week_load(t, 1, (struct day){from.n - 1}, &week), t, ERR_OK);
    assert_int_equal(week.count[MONDAY], 0);
    put_session(t, MONDAY, 13);
    expect(work_week_load(t, 1, today, &week), t, ERR_INTERNAL);
    return ERR_OK;
}

static void every_day_has_four_sessions_at_most(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, fill_week, NULL), &d->cx);
}

static enum err read_calendar(struct tx *t, void *arg)
{
    const struct calendar_entry entry = {today, CALENDAR_OFF, S("Nghỉ")};
    struct calendar c;

    (void)arg;
    expect(calendar_load(t, &c), t, ERR_OK);
    assert_int_equal(c.count, 0);
    assert_int_equal(c.first_year, 0);
    must(calendar_put(t, &entry, S("test")), t->cx);
    expect(calendar_load(t, &c), t, ERR_OK);
    assert_int_equal(c.count, 1);
    assert_int_equal(c.entry[0].day.n, today.n);
    assert_int_equal(c.first_year, 2026);
    assert_int_equal(c.last_year, 2026);
    return ERR_OK;
}

static void a_calendar_may_be_empty_or_of_one_day(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, read_calendar, NULL), &d->cx);
}

#define ON_DATABASE(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        ON_DATABASE(eight_desks_stand_above_each_other_at_most),
        ON_DATABASE(a_point_hangs_below_its_agency),
        ON_DATABASE(a_circle_of_agencies_is_refused),
        ON_DATABASE(every_desk_finds_its_way_to_the_root),
        ON_DATABASE(an_agency_may_come_below_a_younger_one),
        ON_DATABASE(an_agency_that_is_gone_has_nobody_above_it),
        ON_DATABASE(one_climbs_eight_desks_for_a_point_or_an_authority),
        ON_DATABASE(who_is_not_there_is_not_found),
        ON_DATABASE(below_the_province_a_task_has_no_place_in_its_name),
        ON_DATABASE(communes_are_found_by_the_beginnings_of_words),
        ON_DATABASE(an_area_is_named_with_what_it_lies_in),
        ON_DATABASE(below_a_district_lie_its_communes),
        ON_DATABASE(every_day_has_four_sessions_at_most),
        ON_DATABASE(a_calendar_may_be_empty_or_of_one_day),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
