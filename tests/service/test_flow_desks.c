/* Whether the province has the desks and the people that flows name. */
#include "base/prelude.h"

#include <dirent.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/msg.h"

#include "service/flow_desks.h"

#include "fixture/database.h"
#include "fixture/province.h"

#define PACKS SOURCE_ROOT "/data/packs/"

struct look {
    struct pack_reader reader;
    struct findings found;
    struct flow_desks desks;
};

static struct look look(struct database *d, const char *code)
{
    struct arena *a = d->cx.arena;
    struct look l = {.found = findings_new(a)};
    const struct json *gathered =
        pack_gather(a, &l.found, arena_printf(a, PACKS "%s", code));

    assert_non_null(gathered);
    l.reader = (struct pack_reader){.arena = a, .scratch = a};
    l.desks.pack = pack_read(a, a, &l.found, gathered);
    assert_int_equal(l.found.errors, 0);
    l.found = findings_new(a);
    l.desks.node.json = json_member(gathered, "flow");
    l.desks.on = instant_day(d->cx.now);
    return l;
}

/* The same with step `at` done by another unit. */
static void put_unit(struct database *d, struct look *l, size_t at,
                     const char *unit)
{
    struct arena *a = d->cx.arena;
    struct pack *pack = ARENA_NEW(a, struct pack);
    struct flow *flow = ARENA_NEW(a, struct flow);
    struct flow_step *step = ARENA_ARRAY(a, struct flow_step, FLOW_STEPS_MAX);

    *pack = *l->desks.pack;
    *flow = *pack->flow;
    memcpy(step, flow->step, flow->step_count * sizeof *step);
    check(flow_unit_parse(a, str_c(unit), &step[at].unit));
    flow->step = step;
    pack->flow = flow;
    l->desks.pack = pack;
}

static enum err check_desks(struct tx *t, void *arg)
{
    return flow_desks_check(t, arg);
}

static void ask(struct database *d, struct look *l)
{
    l->reader.findings = &l->found;
    l->desks.node = node_root(&l->reader, S("flow.json"), l->desks.node.json);
    must(db_read(d->db, &d->cx, check_desks, &l->desks), &d->cx);
}

/* No error in any of data/packs. */
static void ask_all(struct database *d, bool ask_holders)
{
    DIR *folder = opendir(PACKS);
    const struct dirent *entry;

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        struct look l;

        if (entry->d_name[0] == '.')
            continue;
        l = look(d, entry->d_name);
        l.desks.ask_holders = ask_holders;
        ask(d, &l);
        if (l.found.errors > 0)
            fail_msg("%s: %s", entry->d_name,
                     finding_text(d->cx.arena, LANG_EN, &l.found.item[0]).p);
        arena_reset(d->cx.arena);
    }
    closedir(folder);
}

static void every_shipped_flow_has_its_desks(void **state)
{
    province_found(*state);
    ask_all(*state, false);
}

static void the_demo_has_somebody_for_every_step(void **state)
{
    province_found(*state);
    province_people(*state);
    ask_all(*state, true);
}

/* Eight of the eleven districts have no Phòng Quản lý đô thị. */
static void a_unit_that_some_districts_lack_is_found(void **state)
{
    struct database *d = *state;
    struct look l;

    province_found(d);
    l = look(d, "1.009994");
    put_unit(d, &l, 1, "resolver_division:qldt");
    ask(d, &l);
    assert_int_equal(l.found.count, 1);
    assert_int_equal(l.found.item[0].message, MSG_PACK_FLOW_NO_DESK);
    assert_string_equal(l.found.item[0].path.p, "steps[1]");
    assert_string_equal(l.found.item[0].argument[1].p,
                        "resolver_division:qldt");
    assert_true(str_ends(l.found.item[0].argument[2], S(" (+ 7)")));
}

static void a_unit_that_is_nowhere_is_found(void **state)
{
    struct database *d = *state;
    struct look l;

    province_found(d);
    l = look(d, "2.000488");
    put_unit(d, &l, 2, "body:vertical:toa_an");
    ask(d, &l);
    assert_int_equal(l.found.count, 1);
    assert_int_equal(l.found.item[0].message, MSG_PACK_FLOW_NO_DESK);
    assert_string_equal(l.found.item[0].argument[2].p, "tỉnh An Giang");
}

/* One finding a step before anybody is appointed; none where all are. */
static void a_role_that_nobody_was_given_is_found(void **state)
{
    struct database *d = *state;
    struct look l;

    province_found(d);
    l = look(d, "2.000488");
    l.desks.ask_holders = true;
    ask(d, &l);
    assert_int_equal(l.found.count, l.desks.pack->flow->step_count);
    assert_int_equal(l.found.item[0].message, MSG_PACK_FLOW_NO_HOLDER);
    assert_string_equal(l.found.item[0].argument[1].p, "division_head");
    assert_string_equal(l.found.item[0].argument[2].p,
                        "Sở Tư pháp, tỉnh An Giang");
    province_people(d);
    l = look(d, "2.000488");
    l.desks.ask_holders = true;
    ask(d, &l);
    for (size_t i = 0; i < l.found.count; i++)
        assert_string_not_equal(l.found.item[i].argument[0].p, "sign");
    /* Some communes have their people, most have none yet: no error. */
    l = look(d, "1.001193");
    l.desks.ask_holders = true;
    ask(d, &l);
    assert_true(l.found.count > 0);
    assert_int_equal(l.found.errors, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_shipped_flow_has_its_desks,
                                        database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(the_demo_has_somebody_for_every_step,
                                        database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(
            a_unit_that_some_districts_lack_is_found, database_setup,
            database_teardown),
        cmocka_unit_test_setup_teardown(a_unit_that_is_nowhere_is_found,
                                        database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(a_role_that_nobody_was_given_is_found,
                                        database_setup, database_teardown),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
