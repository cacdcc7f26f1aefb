#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/org/org_store.h"

#include "service/figures.h"
#include "service/move.h"

#include "fixture/case.h"
#include "fixture/province.h"

#define MY_BINH "30280"
#define MY_LONG "30283"

struct moving {
    int64_t dossier_id;
    enum channel channel;
    struct move move;
};

static enum err move_it(struct tx *t, void *arg)
{
    struct moving *m = arg;
    struct dossier d;

    TRY(dossier_load(t, m->dossier_id, &d));
    d.channel = m->channel;
    return move_make(t, &d, &m->move);
}

static void go(struct database *d, int64_t id, enum dossier_event_kind event)
{
    struct moving m = {id, CHANNEL_ONLINE, {.event = event}};

    must(db_write(d->db, &d->cx, move_it, &m), &d->cx);
}

/* Accepted and with who decides, due in `hours`. */
static int64_t accepted(struct database *d, const struct pack *pack,
                        const char *area, enum channel channel, int hours)
{
    const struct deadline due = {.due = {d->cx.now.us + hours * HOUR_US}};
    struct moving m = {
        .dossier_id = case_file(d, pack, area, case_person(d)),
        .channel = channel,
        .move = {.event = EVENT_ACCEPT, .due = &due},
    };

    must(db_write(d->db, &d->cx, move_it, &m), &d->cx);
    go(d, m.dossier_id, EVENT_TRANSFER);
    return m.dossier_id;
}

static enum err read_province(struct tx *t, void *arg)
{
    return figures_of_province(t, arg);
}

static struct figures province(struct database *d)
{
    struct figures f;

    must(db_read(d->db, &d->cx, read_province, &f), &d->cx);
    return f;
}

static enum err read_units(struct tx *t, void *arg)
{
    const struct figures_wish all = {.level = FIGURES_ANY_LEVEL};

    return figures_of_units(t, &all, arg);
}

static struct units_figures units(struct database *d)
{
    struct units_figures u;

    must(db_read(d->db, &d->cx, read_units, &u), &d->cx);
    return u;
}

static void assert_unit(const struct unit_figures *u, const char *name,
                        const struct unit_figures *wanted)
{
    assert_string_equal(u->name.p, name);
    assert_int_equal(u->running, wanted->running);
    assert_int_equal(u->late, wanted->late);
    assert_int_equal(u->accepted, wanted->accepted);
    assert_int_equal(u->returned, wanted->returned);
    assert_int_equal(u->ended, wanted->ended);
    assert_int_equal(u->ended_late, wanted->ended_late);
}

/* Two hours after four were accepted: one ended late and was returned, one
   ended in time, one is late, one runs; a fifth was refused. */
static void act(struct database *d)
{
    const struct pack *birth = case_pack(d, "1.001193");
    const struct pack *trade = case_pack(d, "1.001612");
    int64_t late = accepted(d, birth, MY_BINH, CHANNEL_ONLINE, 1);
    int64_t in_time = accepted(d, birth, MY_BINH, CHANNEL_ONLINE, 3);

    accepted(d, birth, MY_LONG, CHANNEL_COUNTER, 1);
    accepted(d, trade, MY_BINH, CHANNEL_ONLINE, 24 * 60);
    go(d, case_file(d, birth, MY_BINH, case_person(d)), EVENT_REFUSE);
    d->cx.now.us += 2 * HOUR_US;
    go(d, late, EVENT_FINISH);
    go(d, late, EVENT_RETURN);
    go(d, in_time, EVENT_FINISH);
}

static void nothing_done_is_counted_as_nothing(void **state)
{
    struct database *d = *state;
    struct figures f;

    province_found(d);
    f = province(d);
    assert_int_equal(f.accepted, 0);
    assert_int_equal(f.ended, 0);
    assert_int_equal(f.running, 0);
    assert_int_equal(units(d).count, 0);
}

static void the_province_is_counted_as_by_hand(void **state)
{
    struct database *d = *state;
    struct figures f;

    province_found(d);
    act(d);
    f = province(d);
    assert_int_equal(f.accepted, 4);
    assert_int_equal(f.accepted_online, 3);
    assert_int_equal(f.returned, 1);
    assert_int_equal(f.ended, 2);
    assert_int_equal(f.ended_late, 1);
    assert_int_equal(f.running, 2);
    assert_int_equal(f.late, 1);
    assert_int_equal(f.late_long, 0);
}

static enum err read_below(struct tx *t, void *arg)
{
    struct figures_wish wish = {.level = AREA_COMMUNE};

    TRY(org_agency_in(t, S("883"), S("committee"), S(""),
                      instant_day(t->cx->now), &wish.under_id));
    TRY(figures_of_units(t, &wish, &((struct units_figures *)arg)[0]));
    wish.level = FIGURES_ANY_LEVEL;
    TRY(figures_of_units(t, &wish, &((struct units_figures *)arg)[1]));
    TRY(org_agency_in(t, S("884"), S("committee"), S(""),
                      instant_day(t->cx->now), &wish.under_id));
    return figures_of_units(t, &wish, &((struct units_figures *)arg)[2]);
}

static enum err read_scopes(struct tx *t, void *arg)
{
    struct day today = instant_day(t->cx->now);
    struct grant post = {.role = ROLE_DIRECTOR, .to = {INT32_MAX}};
    struct actor who = {.kind = ACCOUNT_STAFF, .grant = &post, .count = 1};
    int64_t city;
    int64_t scope;

    (void)arg;
    TRY(org_agency_in(t, S("883"), S("committee"), S(""), today, &city));
    TRY(org_point_of(t, city, today, &post.desk_id));
    TRY(figures_scope(t, &who, &scope));
    assert_true(scope == city);
    post.role = ROLE_RECEPTION; /* watches nothing */
    TRY(figures_scope(t, &who, &scope));
    assert_true(scope == 0);
    TRY(figures_scope(t, NULL, &scope));
    assert_true(scope == 0);
    return ERR_OK;
}

static void an_officer_begins_at_what_the_post_watches(void **state)
{
    struct database *d = *state;

    province_found(d);
    must(db_read(d->db, &d->cx, read_scopes, NULL), &d->cx);
}

static void a_unit_counts_what_stands_under_it_and_no_more(void **state)
{
    struct database *d = *state;
    struct units_figures u[3];

    province_found(d);
    act(d);
    must(db_read(d->db, &d->cx, read_below, u), &d->cx);
    assert_int_equal(u[0].count, 2); /* Mỹ Bình, Mỹ Long */
    assert_int_equal(u[1].count, 3); /* and the city */
    assert_int_equal(u[2].count, 0); /* another city */
}

/* A division's work is that of the committee above it. */
static void units_are_counted_as_by_hand_the_latest_first(void **state)
{
    struct database *d = *state;
    struct units_figures u;

    province_found(d);
    act(d);
    u = units(d);
    assert_int_equal(u.count, 3);
    assert_unit(&u.unit[0],
                "Ủy ban nhân dân phường Mỹ Bình, thành phố Long Xuyên",
                &(struct unit_figures){
                    .accepted = 2, .returned = 1, .ended = 2, .ended_late = 1});
    assert_unit(&u.unit[1],
                "Ủy ban nhân dân phường Mỹ Long, thành phố Long Xuyên",
                &(struct unit_figures){.running = 1, .late = 1, .accepted = 1});
    assert_unit(&u.unit[2], "Ủy ban nhân dân thành phố Long Xuyên",
                &(struct unit_figures){.running = 1, .accepted = 1});
}

static void a_day_is_over_at_midnight_and_a_share_after_thirty(void **state)
{
    struct database *d = *state;
    struct figures f;

    province_found(d);
    act(d);
    d->cx.now.us += (FIGURES_DAYS - 1) * DAY_US;
    f = province(d);
    assert_int_equal(f.accepted, 0);
    assert_int_equal(f.returned, 0);
    assert_int_equal(f.ended, 2);
    assert_int_equal(f.late, 1);
    assert_int_equal(f.late_long, 1);
    assert_int_equal(units(d).unit[0].ended, 2);
    d->cx.now.us += DAY_US;
    assert_int_equal(province(d).ended, 0);
    assert_int_equal(units(d).unit[0].ended, 0);
    assert_int_equal(units(d).count, 2); /* those in which something runs */
}

struct told {
    int64_t under_id; /* 0: all */
    struct day_figures day[FIGURES_DAYS];
    struct overdue_list overdue;
};

static enum err read_told(struct tx *t, void *arg)
{
    struct told *told = arg;

    TRY(figures_of_days(t, told->under_id, told->day));
    return figures_overdue_of(t, told->under_id, 2, &told->overdue);
}

static enum err read_told_of_884(struct tx *t, void *arg)
{
    struct told *told = arg;

    TRY(org_agency_in(t, S("884"), S("committee"), S(""),
                      instant_day(t->cx->now), &told->under_id));
    return read_told(t, arg);
}

static int64_t accepted_in_all(const struct told *told)
{
    int64_t sum = 0;

    for (int i = 0; i < FIGURES_DAYS; i++)
        sum += told->day[i].accepted;
    return sum;
}

static void a_day_is_told_when_it_is_over_and_for_thirty(void **state)
{
    struct database *d = *state;
    struct told told = {0};
    struct day acted;

    province_found(d);
    act(d);
    acted = instant_day(d->cx.now);
    must(db_read(d->db, &d->cx, read_told, &told), &d->cx);
    assert_int_equal(accepted_in_all(&told), 0);
    d->cx.now.us += DAY_US;
    must(db_read(d->db, &d->cx, read_told, &told), &d->cx);
    assert_int_equal(told.day[FIGURES_DAYS - 1].day.n, acted.n);
    assert_int_equal(told.day[FIGURES_DAYS - 1].accepted, 4);
    assert_int_equal(told.day[FIGURES_DAYS - 1].returned, 1);
    assert_int_equal(told.day[0].day.n, acted.n - FIGURES_DAYS + 1);
    d->cx.now.us += (FIGURES_DAYS - 1) * DAY_US;
    must(db_read(d->db, &d->cx, read_told, &told), &d->cx);
    assert_int_equal(told.day[0].accepted, 4);
    d->cx.now.us += DAY_US;
    must(db_read(d->db, &d->cx, read_told, &told), &d->cx);
    assert_int_equal(accepted_in_all(&told), 0);
}

static void the_longest_late_is_told_first_and_only_of_the_unit(void **state)
{
    struct database *d = *state;
    struct told told = {0};

    province_found(d);
    act(d);
    must(db_read(d->db, &d->cx, read_told, &told), &d->cx);
    assert_int_equal(told.overdue.count, 1);
    d->cx.now.us += 90 * DAY_US;
    must(db_read(d->db, &d->cx, read_told, &told), &d->cx);
    assert_int_equal(told.overdue.count, 2);
    assert_string_equal(told.overdue.item[0].unit.p,
                        "Ủy ban nhân dân phường Mỹ Long, thành phố Long Xuyên");
    assert_string_equal(told.overdue.item[1].unit.p,
                        "Ủy ban nhân dân thành phố Long Xuyên");
    assert_true(told.overdue.item[0].due_at.us <
                told.overdue.item[1].due_at.us);
    must(db_read(d->db, &d->cx, read_told_of_884, &told), &d->cx);
    assert_int_equal(told.overdue.count, 0);
    assert_int_equal(accepted_in_all(&told), 0);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(nothing_done_is_counted_as_nothing),
        TEST(the_province_is_counted_as_by_hand),
        TEST(a_unit_counts_what_stands_under_it_and_no_more),
        TEST(an_officer_begins_at_what_the_post_watches),
        TEST(units_are_counted_as_by_hand_the_latest_first),
        TEST(a_day_is_over_at_midnight_and_a_share_after_thirty),
        TEST(a_day_is_told_when_it_is_over_and_for_thirty),
        TEST(the_longest_late_is_told_first_and_only_of_the_unit),
    };
#undef TEST

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
