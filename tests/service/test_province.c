#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/area/area_store.h"
#include "domain/calendar/calendar_store.h"
#include "domain/org/org_store.h"
#include "service/province.h"

#include "fixture/database.h"
#include "fixture/province.h"

static const struct day today = {20571}; /* 2026-04-28 */

static enum err look_at_areas(struct tx *t, void *arg)
{
    struct areas districts;
    struct areas communes;
    struct area province;
    struct areas found;
    struct str name;
    size_t total = 0;

    (void)arg;
    TRY(area_province(t, today, &province));
    TRY(area_below(t, province.code, today, &districts));
    for (size_t i = 0; i < districts.count; i++) {
        TRY(area_below(t, districts.area[i].code, today, &communes));
        total += communes.count;
    }
    assert_int_equal(districts.count, 11);
    assert_int_equal(total, 156);
    assert_string_equal(province.code.p, "89");
    TRY(area_provinces(t, today, &found));
    assert_int_equal(found.count, 62);
    TRY(area_full_name(t, S("79"), today, &name));
    assert_string_equal(name.p, "thành phố Hồ Chí Minh");

    TRY(area_full_name(t, S("30280"), today, &name));
    assert_string_equal(name.p, "phường Mỹ Bình, thành phố Long Xuyên, "
                                "tỉnh An Giang");
    TRY(area_search(t, S("my binh"), STR_NONE, today, 10, &found));
    assert_true(found.count >= 1);
    TRY(area_search(t, S("bình mỹ"), S("883"), today, 10, &found));
    assert_int_equal(found.count, 1);
    assert_string_equal(found.area[0].code.p, "30280");
    TRY(area_search(t, S("khong co xa nay"), STR_NONE, today, 10, &found));
    assert_int_equal(found.count, 0);
    return ERR_OK;
}

static void the_168_units_of_2022_are_there(void **state)
{
    struct database *d = *state;

    province_found(d);
    must(db_read(d->db, &d->cx, look_at_areas, NULL), &d->cx);
}

static enum err look_at_desks(struct tx *t, void *arg)
{
    struct agency a;
    int64_t agency_id;
    int64_t point_id;
    int64_t commune_point;
    int64_t path[DESK_DEPTH_MAX];
    size_t count;

    (void)arg;
    TRY(org_agency_in(t, S("883"), S("division"), S("tckh"), today,
                      &agency_id));
    TRY(org_agency(t, agency_id, &a));
    assert_string_equal(a.short_name.p, "Phòng Tài chính – Kế hoạch");
    TRY(org_authority_of(t, agency_id, &a));
    assert_string_equal(a.code.p, "H01.21");
    TRY(org_point_of(t, agency_id, today, &point_id));

    TRY(org_agency_in(t, S("30280"), S("committee"), S(""), today, &agency_id));
    TRY(org_point_of(t, agency_id, today, &commune_point));
    assert_true(point_id != commune_point);
    TRY(org_desk_path(t, commune_point, path, &count));
    /* point, commune, district, province */
    assert_int_equal(count, 4);
    assert_true(path[0] == commune_point && path[1] == agency_id);
    TRY(org_desk_path(t, agency_id, path, &count));
    assert_int_equal(count, 3);
    return ERR_OK;
}

static void desks_hang_in_one_tree(void **state)
{
    struct database *d = *state;

    province_found(d);
    must(db_read(d->db, &d->cx, look_at_desks, NULL), &d->cx);
}

static enum err look_at_calendar(struct tx *t, void *arg)
{
    struct calendar c;
    struct work_week w;
    struct day d;

    (void)arg;
    TRY(calendar_load(t, &c));
    TRY(work_week_load(t, 1, today, &w));
    assert_int_equal(c.first_year, 2022);
    assert_int_equal(c.last_year, 2026);
    check(day_parse_iso(S("2026-11-24"), &d));
    assert_int_equal(calendar_nature(&c, &w, d).kind, DAY_HOLIDAY);
    check(day_parse_iso(S("2026-08-22"), &d));
    assert_int_equal(calendar_nature(&c, &w, d).kind, DAY_MAKE_UP);
    assert_int_equal(w.count[MONDAY], 2);
    assert_int_equal(w.count[SATURDAY], 0);
    return ERR_OK;
}

/* Nobody looks back who counts on from today; the years are still known. */
static enum err look_ahead(struct tx *t, void *arg)
{
    struct calendar c;
    struct day d;

    (void)arg;
    check(day_parse_iso(S("2026-11-24"), &d));
    TRY(calendar_load_from(t, d, &c));
    assert_true(c.count > 0 && c.count < 10);
    assert_int_equal(c.entry[0].day.n, d.n);
    assert_int_equal(c.first_year, 2022);
    assert_int_equal(c.last_year, 2026);
    check(day_parse_iso(S("2027-06-01"), &d));
    TRY(calendar_load_from(t, d, &c));
    assert_int_equal(c.count, 0);
    assert_int_equal(c.last_year, 2026);
    return ERR_OK;
}

static void the_calendar_and_the_week_are_there(void **state)
{
    struct database *d = *state;

    province_found(d);
    must(db_read(d->db, &d->cx, look_at_calendar, NULL), &d->cx);
    must(db_read(d->db, &d->cx, look_ahead, NULL), &d->cx);
}

static void founding_twice_changes_nothing(void **state)
{
    struct database *d = *state;

    province_found(d);
    province_found(d);
    must(db_read(d->db, &d->cx, look_at_areas, NULL), &d->cx);
    must(db_read(d->db, &d->cx, look_at_desks, NULL), &d->cx);
}

static void a_key_that_points_nowhere_is_refused_with_its_line(void **state)
{
    struct database *d = *state;
    struct province_files f = province_texts(d);

    f.serves = S("point,agency,valid_from,valid_to\n"
                 "ttpvhcc,ub-89,2022-01-01,\n"
                 "ttpvhcc,ub-nowhere,2022-01-01,\n");
    assert_int_equal(db_write(d->db, &d->cx, province_import, &f), ERR_INPUT);
    assert_string_equal(d->cx.err.detail, "serves: line 3: column agency");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_168_units_of_2022_are_there,
                                        database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(desks_hang_in_one_tree, database_setup,
                                        database_teardown),
        cmocka_unit_test_setup_teardown(the_calendar_and_the_week_are_there,
                                        database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(founding_twice_changes_nothing,
                                        database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(
            a_key_that_points_nowhere_is_refused_with_its_line, database_setup,
            database_teardown),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
