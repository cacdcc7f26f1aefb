#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/id.h"

#include "domain/paper/paper.sql.h"
#include "domain/dossier/dossier.sql.h"

#include "service/handling.h"
#include "service/reception.h"

#include "fixture/case.h"
#include "fixture/province.h"

#define COMMUNE "ub-30280"

struct office {
    struct database *d;
    const struct pack *pack;
    struct actor reception;
    struct actor processor;
    struct actor leader;
    struct actor clerk;
    int64_t dossier_id;
};

struct doing {
    struct handling h;
    struct dossier d;
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

/* A birth registration that was accepted and waits for its appraisal. */
static struct office open_office(void **state)
{
    struct office o = {.d = *state};

    province_found(o.d);
    o.pack = case_pack(o.d, "1.001193");
    o.reception = case_officer(o.d, ROLE_RECEPTION, "mc-30280", 71);
    o.processor = case_officer(o.d, ROLE_PROCESSOR, COMMUNE, 72);
    o.leader = case_officer(o.d, ROLE_LEADER, COMMUNE, 73);
    o.clerk = case_officer(o.d, ROLE_CLERK, COMMUNE, 74);
    o.dossier_id = case_file(o.d, o.pack, "30280", case_person(o.d));
    must(db_write(o.d->db, &o.d->cx, accept_it, &o), &o.d->cx);
    return o;
}

static enum err act_it(struct tx *t, void *arg)
{
    struct doing *o = arg;

    return handling_act(t, &o->h, &o->d);
}

static enum err act(struct office *o, const struct actor *who,
                    enum flow_action action, const char *reason)
{
    struct doing doing = {.h = {
                              .dossier_id = o->dossier_id,
                              .step_n = case_open_step(o->d, o->dossier_id).n,
                              .action = action,
                              .pack = o->pack,
                              .who = who,
                              .reason = str_c(reason),
                          }};

    return db_write(o->d->db, &o->d->cx, act_it, &doing);
}

static enum err attach_result(struct tx *t, void *arg)
{
    struct office *o = arg;

    return paper_insert(t,
                        &(struct paper_insert_in){
                            .id = id_new(t->cx->now),
                            .dossier_id = &o->dossier_id,
                            .component = S(RESULT_COMPONENT),
                            .name = S("giay-khai-sinh.pdf"),
                            .mime = S("application/pdf"),
                            .bytes = 1000,
                            .blob_id = S("0"),
                            .added_by = 72,
                            .added_at = t->cx->now,
                        },
                        NULL);
}

static enum err look_at_result(struct tx *t, void *arg)
{
    struct office *o = arg;
    struct result_list_rows rows;

    TRY(result_list(t, o->dossier_id, 10, &rows));
    assert_int_equal(rows.count, 1);
    assert_int_equal(rows.row[0].number, 1);
    assert_int_equal(rows.row[0].year, 2026);
    assert_int_equal(rows.row[0].approved_by, o->leader.account_id);
    assert_int_equal(rows.row[0].issued_by, o->clerk.account_id);
    assert_string_equal(rows.row[0].kind.p, "KQ.G15.000031");
    return ERR_OK;
}

static void a_dossier_goes_from_appraisal_to_the_applicants_hand(void **state)
{
    struct office o = open_office(state);
    struct dossier d;

    must(db_write(o.d->db, &o.d->cx, attach_result, &o), &o.d->cx);
    must(act(&o, &o.processor, FLOW_DO_SUBMIT, ""), &o.d->cx);
    must(act(&o, &o.leader, FLOW_DO_APPROVE, ""), &o.d->cx);
    assert_int_equal(case_load(o.d, o.dossier_id).status, STATUS_PROCESSING);
    must(act(&o, &o.clerk, FLOW_DO_ISSUE, ""), &o.d->cx);
    d = case_load(o.d, o.dossier_id);
    assert_int_equal(d.status, STATUS_DONE);
    assert_true(d.ended_at.us != 0);
    must(db_read(o.d->db, &o.d->cx, look_at_result, &o), &o.d->cx);

    assert_int_equal(case_open_step(o.d, o.dossier_id).work, WORK_RETURN);
    must(act(&o, &o.reception, FLOW_DO_RETURN, ""), &o.d->cx);
    d = case_load(o.d, o.dossier_id);
    assert_int_equal(d.status, STATUS_RETURNED);
    assert_true(d.returned_at.us != 0);
}

static void nothing_is_submitted_without_its_draft(void **state)
{
    struct office o = open_office(state);

    assert_int_equal(act(&o, &o.processor, FLOW_DO_SUBMIT, ""), ERR_INPUT);
    assert_int_equal(case_open_step(o.d, o.dossier_id).work, WORK_PROCESS);
    /* To verify is not to submit. */
    must(act(&o, &o.processor, FLOW_DO_VERIFY, ""), &o.d->cx);
    assert_int_equal(act(&o, &o.processor, FLOW_DO_SUBMIT, ""), ERR_INPUT);
    must(db_write(o.d->db, &o.d->cx, attach_result, &o), &o.d->cx);
    must(act(&o, &o.processor, FLOW_DO_SUBMIT, ""), &o.d->cx);
    assert_int_equal(case_open_step(o.d, o.dossier_id).work, WORK_APPROVE);
}

static void sending_back_asks_for_a_reason(void **state)
{
    struct office o = open_office(state);

    must(db_write(o.d->db, &o.d->cx, attach_result, &o), &o.d->cx);
    must(act(&o, &o.processor, FLOW_DO_SUBMIT, ""), &o.d->cx);
    assert_int_equal(act(&o, &o.leader, FLOW_DO_SEND_BACK, ""), ERR_INPUT);
    must(act(&o, &o.leader, FLOW_DO_SEND_BACK, "Sai họ của mẹ"), &o.d->cx);
    assert_int_equal(case_open_step(o.d, o.dossier_id).work, WORK_PROCESS);
}

static void each_step_is_for_its_role_at_its_desk(void **state)
{
    struct office o = open_office(state);
    struct actor foreign = case_officer(o.d, ROLE_PROCESSOR, "ub-30283", 75);
    struct actor above = case_officer(o.d, ROLE_PROCESSOR, "ub-883", 76);

    must(db_write(o.d->db, &o.d->cx, attach_result, &o), &o.d->cx);
    assert_int_equal(act(&o, &o.leader, FLOW_DO_SUBMIT, ""), ERR_FORBIDDEN);
    assert_int_equal(act(&o, &foreign, FLOW_DO_SUBMIT, ""), ERR_FORBIDDEN);
    assert_int_equal(act(&o, &o.processor, FLOW_DO_APPROVE, ""), ERR_INPUT);
    must(act(&o, &above, FLOW_DO_SUBMIT, ""), &o.d->cx);
}

static void a_step_that_somebody_did_is_a_conflict(void **state)
{
    struct office o = open_office(state);
    struct doing late = {.h = {
                             .dossier_id = o.dossier_id,
                             .step_n = case_open_step(o.d, o.dossier_id).n,
                             .action = FLOW_DO_SUBMIT,
                             .pack = o.pack,
                             .who = &o.processor,
                             .reason = S(""),
                         }};

    must(db_write(o.d->db, &o.d->cx, attach_result, &o), &o.d->cx);
    must(act(&o, &o.processor, FLOW_DO_SUBMIT, ""), &o.d->cx);
    assert_int_equal(db_write(o.d->db, &o.d->cx, act_it, &late), ERR_CONFLICT);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_dossier_goes_from_appraisal_to_the_applicants_hand),
        TEST(nothing_is_submitted_without_its_draft),
        TEST(sending_back_asks_for_a_reason),
        TEST(each_step_is_for_its_role_at_its_desk),
        TEST(a_step_that_somebody_did_is_a_conflict),
    };
#undef TEST

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
