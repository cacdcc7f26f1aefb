/* Running dossiers go on by a newer version's flow, when somebody says so. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/msg.h"

#include "domain/dossier/dossier.sql.h"

#include "service/flow_editing.h"
#include "service/flow_migrate.h"
#include "service/handling.h"
#include "service/reception.h"

#include "fixture/case.h"
#include "fixture/office.h"
#include "fixture/province.h"

#define CODE "1.001193"

struct office {
    struct database *d;
    const struct pack *pack;
    struct actor controller;
    struct actor reception;
    int64_t dossier_id;
    struct flow_migration m;
    struct flow_migrants found;
    /* what the next version changes */
    void (*edit)(struct arena *a, struct flow_edit *e);
};

static enum err accept_it(struct tx *t, void *arg)
{
    struct office *o = arg;
    struct dossier d;

    return reception_accept(t,
                            &(struct reception){
                                .dossier_id = o->dossier_id,
                                .pack = o->pack,
                                .who = &o->reception,
                                .site = CASE_SITE,
                            },
                            &d);
}

static enum err make_version(struct tx *t, void *arg)
{
    struct office *o = arg;
    struct flow_editing e;
    struct flow_edit *edit = ARENA_NEW(t->cx->arena, struct flow_edit);
    struct str version;

    TRY(flow_editing_load(t, &o->controller, S(CODE), &e));
    flow_edit_read(t->cx->arena, e.flow, edit);
    o->edit(t->cx->arena, edit);
    TRY(flow_editing_save(t, &o->controller, S(CODE), 0, edit));
    TRY(flow_editing_finish(t, &o->controller, S(CODE), &version));
    assert_string_equal(arena_cstr(t->cx->arena, version), "2022.2");
    return ERR_OK;
}

/* A birth that is being appraised, and version 2022.2 with a change. */
static struct office open_office(void **state, void (*edit)(struct arena *,
                                                            struct flow_edit *))
{
    struct office o = {
        .d = *state,
        .edit = edit,
        .m = {.code = S(CODE), .from = S("2022.1"), .to = S("2022.2")},
    };

    province_found(o.d);
    o.pack = office_procedure(o.d, CODE);
    o.reception = case_officer(o.d, ROLE_RECEPTION, "mc-30280", 71);
    o.controller = case_officer(o.d, ROLE_CONTROLLER, "ub-89", 75);
    o.dossier_id = case_file(o.d, o.pack, "30280", case_person(o.d));
    must(db_write(o.d->db, &o.d->cx, accept_it, &o), &o.d->cx);
    must(db_write(o.d->db, &o.d->cx, make_version, &o), &o.d->cx);
    return o;
}

static enum err look(struct tx *t, void *arg)
{
    struct office *o = arg;

    TRY(flow_migrate_plan(t, &o->m));
    return flow_migrate_list(t, &o->m, 0, &o->found);
}

static enum err move_it(struct tx *t, void *arg)
{
    struct office *o = arg;

    TRY(flow_migrate_plan(t, &o->m));
    return flow_migrate_one(t, &o->m, o->dossier_id);
}

static void add_a_check(struct arena *a, struct flow_edit *e)
{
    check(flow_edit_add(a, e, 0));
    e->row[1].name.in[LANG_VI] = S("Xem lại");
    e->row[1].name.in[LANG_EN] = S("Second look");
}

static void let_another_appraise(struct arena *a, struct flow_edit *e)
{
    (void)a;
    e->row[0].role = S("leader");
}

static void drop_the_appraisal(struct arena *a, struct flow_edit *e)
{
    add_a_check(a, e);
    flow_edit_remove(e, 0);
    e->row[0].way[e->row[0].way_count++] =
        (struct flow_edit_way){S("verify"), S("verify"), S("")};
}

static enum err last_event(struct tx *t, void *arg)
{
    const struct office *o = arg;
    struct event_list_rows rows;

    TRY(event_list(t, o->dossier_id, DOSSIER_EVENTS_MAX, &rows));
    assert_int_equal(rows.row[rows.count - 1].event, EVENT_MIGRATE);
    return ERR_OK;
}

static void a_dossier_keeps_its_version_until_it_is_moved(void **state)
{
    struct office o = open_office(state, add_a_check);
    struct dossier_step before = case_open_step(o.d, o.dossier_id);
    struct dossier d = case_load(o.d, o.dossier_id);
    struct dossier_step after;

    must(db_read(o.d->db, &o.d->cx, look, &o), &o.d->cx);
    assert_int_equal(d.version_id, o.m.from_id);
    assert_true(o.m.changes.count > 0);
    assert_int_equal(o.found.count, 1);
    assert_int_equal(o.found.at[0].id, o.dossier_id);
    assert_int_equal(o.found.at[0].blocked, 0);
    assert_false(o.found.at[0].reopens);
    assert_int_equal(case_load(o.d, o.dossier_id).version_id, o.m.from_id);

    must(db_write(o.d->db, &o.d->cx, move_it, &o), &o.d->cx);
    d = case_load(o.d, o.dossier_id);
    after = case_open_step(o.d, o.dossier_id);
    assert_int_equal(d.version_id, o.m.to_id);
    assert_int_equal(d.status, STATUS_PROCESSING);
    assert_int_equal(after.n, before.n);
    must(db_read(o.d->db, &o.d->cx, last_event, &o), &o.d->cx);
    /* Once moved it runs by the old one no more. */
    must(db_read(o.d->db, &o.d->cx, look, &o), &o.d->cx);
    assert_int_equal(o.found.count, 0);
    assert_int_equal(db_write(o.d->db, &o.d->cx, move_it, &o), ERR_CONFLICT);
}

static void a_step_that_others_do_now_is_opened_anew(void **state)
{
    struct office o = open_office(state, let_another_appraise);
    struct dossier_step before;
    struct dossier_step after;

    before = case_open_step(o.d, o.dossier_id);
    must(db_read(o.d->db, &o.d->cx, look, &o), &o.d->cx);
    assert_true(o.found.at[0].reopens);
    must(db_write(o.d->db, &o.d->cx, move_it, &o), &o.d->cx);
    after = case_open_step(o.d, o.dossier_id);
    assert_true(after.n > before.n);
    assert_string_equal(arena_cstr(o.d->cx.arena, after.step), "appraise");
    assert_string_equal(arena_cstr(o.d->cx.arena, after.role), "leader");
}

static void a_step_that_is_gone_needs_another_in_its_place(void **state)
{
    static const struct flow_step_instead instead[] = {
        {S_INIT("appraise"), S_INIT("verify")}};
    struct office o = open_office(state, drop_the_appraisal);

    must(db_read(o.d->db, &o.d->cx, look, &o), &o.d->cx);
    assert_int_equal(o.found.at[0].blocked, MSG_MIGRATE_NO_STEP);
    assert_int_equal(db_write(o.d->db, &o.d->cx, move_it, &o), ERR_INPUT);
    assert_int_equal(case_load(o.d, o.dossier_id).version_id, o.m.from_id);
    errbox_clear(&o.d->cx.err);
    o.m.instead = instead;
    o.m.instead_count = 1;
    must(db_write(o.d->db, &o.d->cx, move_it, &o), &o.d->cx);
    assert_string_equal(
        arena_cstr(o.d->cx.arena, case_open_step(o.d, o.dossier_id).step),
        "verify");
}

static void nothing_moves_to_the_same_or_to_nowhere(void **state)
{
    struct office o = open_office(state, add_a_check);

    o.m.to = S("2022.1");
    assert_int_equal(db_read(o.d->db, &o.d->cx, look, &o), ERR_INPUT);
    errbox_clear(&o.d->cx.err);
    o.m.to = S("2099.1");
    assert_int_equal(db_read(o.d->db, &o.d->cx, look, &o), ERR_NOT_FOUND);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_dossier_keeps_its_version_until_it_is_moved, database_setup,
            database_teardown),
        cmocka_unit_test_setup_teardown(
            a_step_that_others_do_now_is_opened_anew, database_setup,
            database_teardown),
        cmocka_unit_test_setup_teardown(
            a_step_that_is_gone_needs_another_in_its_place, database_setup,
            database_teardown),
        cmocka_unit_test_setup_teardown(nothing_moves_to_the_same_or_to_nowhere,
                                        database_setup, database_teardown),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
