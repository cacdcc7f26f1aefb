#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/request_store.h"

#include "service/answering.h"
#include "service/asking.h"
#include "service/clock.h"
#include "service/handling.h"
#include "service/reception.h"

#include "fixture/case.h"
#include "fixture/province.h"

#define COMMUNE "ub-30280"

/* Guardianship: three working days, decided by the commune. */
#define PROCEDURE "1.004837"

struct office {
    struct database *d;
    const struct pack *pack;
    struct actor reception, processor, leader, director, citizen;
    int64_t id;
};

static struct office open_office(void **state)
{
    struct office o = {.d = *state};
    int64_t person;

    province_found(o.d);
    o.pack = case_pack(o.d, PROCEDURE);
    o.reception = case_officer(o.d, ROLE_RECEPTION, "mc-30280", 71);
    o.processor = case_officer(o.d, ROLE_PROCESSOR, COMMUNE, 72);
    o.leader = case_officer(o.d, ROLE_LEADER, COMMUNE, 73);
    o.director = case_officer(o.d, ROLE_DIRECTOR, "mc-30280", 74);
    person = case_person(o.d);
    o.citizen = (struct actor){.account_id = 9,
                               .kind = ACCOUNT_CITIZEN,
                               .person_id = person,
                               .name = S("Néang Srây Mom")};
    o.id = case_file(o.d, o.pack, "30280", person);
    return o;
}

/* Any deed of these use cases, as a transaction takes it. */
struct deed {
    enum { PROPOSE, AGREE, DECLINE, SEND, STOP, MET, WITHDRAW, ACCEPT } what;
    enum request_kind kind;
    struct asking a;
    struct dossier d;
};

static struct answering answer_of(const struct asking *a)
{
    return (struct answering){
        .dossier_id = a->dossier_id,
        .step_n = a->who->kind == ACCOUNT_CITIZEN ? 0 : a->step_n,
        .pack = a->pack,
        .who = a->who,
        .reason = a->reason,
        .words = a->words,
    };
}

static enum err deed_it(struct tx *t, void *arg)
{
    struct deed *o = arg;
    struct answering answer = answer_of(&o->a);

    switch (o->what) {
    case PROPOSE: return asking_propose(t, &o->a, o->kind, &o->d);
    case AGREE: return asking_decide(t, &o->a, true, &o->d);
    case DECLINE: return asking_decide(t, &o->a, false, &o->d);
    case SEND: return asking_send(t, &o->a, &o->d);
    case STOP: return asking_stop(t, &o->a, &o->d);
    case MET: return answering_met(t, &answer, &o->d);
    case WITHDRAW: return answering_withdraw(t, &answer, &o->d);
    case ACCEPT:
        return reception_accept(t,
                                &(struct reception){
                                    .dossier_id = o->a.dossier_id,
                                    .pack = o->a.pack,
                                    .who = o->a.who,
                                    .site = CASE_SITE,
                                },
                                &o->d);
    }
    return ERR_INTERNAL;
}

static struct asking asking(const struct office *o, const struct actor *who)
{
    struct dossier_step s = case_open_step(o->d, o->id);

    return (struct asking){
        .dossier_id = o->id,
        .step_n = s.n,
        .pack = o->pack,
        .who = who,
        .reason = S("missing"),
        .words = S("Giấy cử người giám hộ bản chính"),
        .days = 10,
    };
}

static enum err do_it(struct office *o, int what, enum request_kind kind,
                      struct asking a)
{
    struct deed deed = {.kind = kind, .a = a};

    deed.what = what;
    return db_write(o->d->db, &o->d->cx, deed_it, &deed);
}

static void go(struct office *o, int what, enum request_kind kind,
               struct asking a)
{
    must(do_it(o, what, kind, a), &o->d->cx);
}

static struct day a_day(const char *iso)
{
    struct day d;

    assert_true(day_parse_iso(str_c(iso), &d));
    return d;
}

static void at(struct office *o, const char *iso)
{
    assert_true(instant_parse_iso(str_c(iso), &o->d->cx.now));
}

static void accept_at(struct office *o, const char *iso)
{
    at(o, iso);
    go(o, ACCEPT, 0, asking(o, &o->reception));
}

static void expect(struct office *o, enum dossier_status status,
                   enum dossier_work work, const char *due)
{
    struct dossier d = case_load(o->d, o->id);

    assert_int_equal(d.status, status);
    if (work)
        assert_int_equal(case_open_step(o->d, o->id).work, work);
    if (due)
        assert_string_equal(
            d.due_at.us ? instant_iso(o->d->cx.arena, d.due_at).p : "", due);
}

struct stored {
    struct office *o;
    struct deadline due;
};

static enum err recompute(struct tx *t, void *arg)
{
    struct stored *s = arg;
    struct dossier d;

    TRY(dossier_load(t, s->o->id, &d));
    TRY(clock_now(t, &d, s->o->pack, &s->due));
    assert_int_equal(d.due_at.us, s->due.due.us);
    assert_int_equal(d.lawful_due_at.us, s->due.lawful_due.us);
    return ERR_OK;
}

/* The stored due instant is what the events give. */
static void expect_recomputed(struct office *o)
{
    struct stored s = {.o = o};

    must(db_read(o->d->db, &o->d->cx, recompute, &s), &o->d->cx);
}

/* T3: before the acceptance reception asks, once and in full. */
static void reception_asks_for_what_is_missing_and_looks_again(void **state)
{
    struct office o = open_office(state);
    struct dossier d;

    at(&o, "2026-04-28T09:00");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, asking(&o, &o.reception));
    expect(&o, STATUS_SUPPLEMENT, WORK_AWAIT, "");
    assert_string_equal(
        instant_iso(o.d->cx.arena, case_open_step(o.d, o.id).due_at).p,
        "2026-05-08T17:00:00+07:00");
    at(&o, "2026-04-29T15:00");
    go(&o, MET, 0, asking(&o, &o.citizen));
    expect(&o, STATUS_SUPPLEMENT, WORK_RECEIVE, "");
    d = case_load(o.d, o.id);
    /* The intake clock begins anew: two hours today, six after the holidays. */
    assert_string_equal(instant_iso(o.d->cx.arena, d.answer_due_at).p,
                        "2026-05-04T15:00:00+07:00");
    accept_at(&o, "2026-05-04T08:00");
    expect(&o, STATUS_PROCESSING, 0, "2026-05-07T17:00:00+07:00");
    expect_recomputed(&o);
}

/* The order of the events counts, not the minute to which they are cut. */
static void what_was_asked_in_the_minute_of_the_acceptance_stops_nothing(
    void **state)
{
    struct office o = open_office(state);

    at(&o, "2026-04-20T08:00");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, asking(&o, &o.reception));
    go(&o, MET, 0, asking(&o, &o.citizen));
    go(&o, ACCEPT, 0, asking(&o, &o.reception));
    expect_recomputed(&o);
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-04-23T17:00:00+07:00");
}

static void the_first_is_the_last_unless_a_supervisor_says_why(void **state)
{
    struct office o = open_office(state);
    struct asking a;

    at(&o, "2026-04-28T09:00");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, asking(&o, &o.reception));
    go(&o, MET, 0, asking(&o, &o.citizen));
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, asking(&o, &o.reception));
    expect(&o, STATUS_SUPPLEMENT, WORK_DECIDE, "");
    a = asking(&o, &o.director);
    assert_int_equal(do_it(&o, AGREE, 0, a), ERR_INPUT);
    a.reason = S("own_fault");
    a.who = &o.reception;
    assert_int_equal(do_it(&o, AGREE, 0, a), ERR_FORBIDDEN);
    a.who = &o.director;
    go(&o, AGREE, 0, a);
    expect(&o, STATUS_SUPPLEMENT, WORK_SEND, "");
    go(&o, SEND, 0, asking(&o, &o.reception));
    expect(&o, STATUS_SUPPLEMENT, WORK_AWAIT, "");
}

/* T13: through reception; the limit begins anew when the dossier is whole. */
static void an_appraisal_asks_through_reception_and_the_limit_restarts(
    void **state)
{
    struct office o = open_office(state);
    struct asking a;

    accept_at(&o, "2026-04-20T08:00");
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-04-23T17:00:00+07:00");
    at(&o, "2026-04-21T10:00");
    a = asking(&o, &o.processor);
    assert_int_equal(do_it(&o, SEND, 0, a), ERR_INPUT);
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, a);
    /* Still running: the applicant has not heard of it. */
    expect(&o, STATUS_PROCESSING, WORK_SEND, "2026-04-23T17:00:00+07:00");
    assert_int_equal(do_it(&o, SEND, 0, asking(&o, &o.processor)),
                     ERR_FORBIDDEN);
    go(&o, SEND, 0, asking(&o, &o.reception));
    expect(&o, STATUS_SUPPLEMENT, WORK_AWAIT, "");
    expect_recomputed(&o);
    at(&o, "2026-04-22T16:30");
    a = asking(&o, &o.reception);
    a.words = S("");
    assert_int_equal(do_it(&o, MET, 0, a), ERR_INPUT);
    a.words = S("Đã nộp giấy cử người giám hộ");
    go(&o, MET, 0, a);
    /* 23, 24 and 28 April: behind the week-end comes a holiday's Monday. */
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-04-28T17:00:00+07:00");
    assert_int_equal(case_open_step(o.d, o.id).account_id, 72);
    expect_recomputed(&o);
}

static void after_three_working_days_only_a_special_law_lets_one_ask(
    void **state)
{
    struct office o = open_office(state);
    struct asking a;

    accept_at(&o, "2026-04-20T08:00");
    at(&o, "2026-04-23T17:01");
    a = asking(&o, &o.processor);
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_SUPPLEMENT, a), ERR_INPUT);
    at(&o, "2026-04-23T17:00");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, a);

    o = open_office(state);
    accept_at(&o, "2026-04-20T08:00");
    at(&o, "2026-04-24T08:00");
    a = asking(&o, &o.processor);
    a.ground = S("Điều 20 Luật Hộ tịch");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, a);
}

static void what_is_asked_has_a_reason_words_and_days(void **state)
{
    struct office o = open_office(state);
    struct asking a;

    at(&o, "2026-04-28T09:00");
    a = asking(&o, &o.reception);
    a.reason = S("complex");
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_SUPPLEMENT, a), ERR_INPUT);
    a = asking(&o, &o.reception);
    a.words = S("");
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_SUPPLEMENT, a), ERR_INPUT);
    a = asking(&o, &o.reception);
    a.days = 0;
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_SUPPLEMENT, a), ERR_INPUT);
    a.days = REQUEST_DAYS_MAX + 1;
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_SUPPLEMENT, a), ERR_INPUT);
    a.days = REQUEST_DAYS_MAX;
    /* Before the acceptance there is nothing to refuse, pay or put off. */
    a.reason = S("conditions");
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_REFUSAL, a), ERR_INPUT);
    expect(&o, STATUS_NEW, WORK_RECEIVE, "");
}

/* T16: once, the day before at the latest, and a leader signs. */
static void a_new_date_is_announced_once_and_in_time(void **state)
{
    struct office o = open_office(state);
    struct asking a;
    struct dossier d;

    accept_at(&o, "2026-04-20T08:00");
    at(&o, "2026-04-22T16:00");
    a = asking(&o, &o.processor);
    a.reason = S("complex");
    a.new_day = a_day("2026-04-25"); /* a Saturday */
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_EXTENSION, a), ERR_INPUT);
    a.new_day = a_day("2026-04-23"); /* the due day */
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_EXTENSION, a), ERR_INPUT);
    a.new_day = a_day("2026-04-28");
    go(&o, PROPOSE, REQUEST_EXTENSION, a);
    /* The work goes on meanwhile, the decision is beside it. */
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-04-23T17:00:00+07:00");
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_EXTENSION, a), ERR_INPUT);
    a = asking(&o, &o.leader);
    a.step_n++;
    go(&o, AGREE, 0, a);
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-04-28T17:00:00+07:00");
    d = case_load(o.d, o.id);
    assert_string_equal(instant_iso(o.d->cx.arena, d.first_due_at).p,
                        "2026-04-23T17:00:00+07:00");
    assert_string_equal(instant_iso(o.d->cx.arena, d.lawful_due_at).p,
                        "2026-04-23T17:00:00+07:00");
    expect_recomputed(&o);
    a = asking(&o, &o.processor);
    a.reason = S("complex");
    a.new_day = a_day("2026-05-05");
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_EXTENSION, a), ERR_INPUT);
}

static void on_the_due_day_it_is_too_late_for_a_new_date(void **state)
{
    struct office o = open_office(state);
    struct asking a;

    accept_at(&o, "2026-04-20T08:00");
    at(&o, "2026-04-22T16:00");
    a = asking(&o, &o.processor);
    a.reason = S("complex");
    a.new_day = a_day("2026-04-28");
    go(&o, PROPOSE, REQUEST_EXTENSION, a);
    at(&o, "2026-04-23T00:00");
    a = asking(&o, &o.leader);
    a.step_n++;
    assert_int_equal(do_it(&o, AGREE, 0, a), ERR_INPUT);
    a.words = S("");
    assert_int_equal(do_it(&o, DECLINE, 0, a), ERR_INPUT);
    a.words = S("Làm kịp trong hôm nay");
    go(&o, DECLINE, 0, a);
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-04-23T17:00:00+07:00");
}

/* T18: the obligation is told through reception; the payment recorded there. */
static void an_obligation_waits_for_its_payment(void **state)
{
    struct office o = open_office(state);
    struct asking a;

    accept_at(&o, "2026-04-20T08:00");
    at(&o, "2026-04-21T08:00");
    a = asking(&o, &o.processor);
    a.reason = S("tax");
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_FINANCE, a), ERR_INPUT);
    a.amount.dong = 1500000;
    go(&o, PROPOSE, REQUEST_FINANCE, a);
    go(&o, SEND, 0, asking(&o, &o.reception));
    /* This procedure's clock runs on. */
    expect(&o, STATUS_FINANCE, WORK_AWAIT, "2026-04-23T17:00:00+07:00");
    assert_int_equal(do_it(&o, MET, 0, asking(&o, &o.citizen)), ERR_INPUT);
    go(&o, MET, 0, asking(&o, &o.reception));
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-04-23T17:00:00+07:00");
    expect_recomputed(&o);
}

/* T15: who signs decides on a refusal, with its legal ground. */
static void a_refusal_after_appraisal_is_the_signers(void **state)
{
    struct office o = open_office(state);
    struct asking a;

    accept_at(&o, "2026-04-20T08:00");
    a = asking(&o, &o.processor);
    a.reason = S("conditions");
    assert_int_equal(do_it(&o, PROPOSE, REQUEST_REFUSAL, a), ERR_INPUT);
    a.ground = S("Điều 49 Bộ luật Dân sự 2015");
    go(&o, PROPOSE, REQUEST_REFUSAL, a);
    expect(&o, STATUS_PROCESSING, WORK_DECIDE, NULL);
    go(&o, DECLINE, 0, asking(&o, &o.leader));
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, NULL);
    a.step_n = case_open_step(o.d, o.id).n;
    go(&o, PROPOSE, REQUEST_REFUSAL, a);
    go(&o, AGREE, 0, asking(&o, &o.leader));
    expect(&o, STATUS_STOPPED, 0, NULL);
    assert_true(case_load(o.d, o.id).ended_at.us != 0);
    expect_recomputed(&o);
}

static void nobody_decides_on_what_they_received(void **state)
{
    struct office o = open_office(state);
    struct asking a;
    struct actor both = case_officer(o.d, ROLE_LEADER, COMMUNE, 71);

    accept_at(&o, "2026-04-20T08:00");
    a = asking(&o, &o.processor);
    a.reason = S("conditions");
    a.ground = S("Điều 49 Bộ luật Dân sự 2015");
    go(&o, PROPOSE, REQUEST_REFUSAL, a);
    assert_int_equal(do_it(&o, AGREE, 0, asking(&o, &both)), ERR_INPUT);
    go(&o, AGREE, 0, asking(&o, &o.leader));
}

static void what_lapses_is_stopped_by_who_decides(void **state)
{
    struct office o = open_office(state);

    accept_at(&o, "2026-04-20T08:00");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, asking(&o, &o.processor));
    go(&o, SEND, 0, asking(&o, &o.reception));
    assert_int_equal(do_it(&o, STOP, 0, asking(&o, &o.reception)), ERR_INPUT);
    at(&o, "2026-05-05T08:00");
    go(&o, STOP, 0, asking(&o, &o.reception));
    expect(&o, STATUS_SUPPLEMENT, WORK_DECIDE, "");
    go(&o, DECLINE, 0, asking(&o, &o.leader));
    expect(&o, STATUS_SUPPLEMENT, WORK_AWAIT, "");
    go(&o, STOP, 0, asking(&o, &o.reception));
    go(&o, AGREE, 0, asking(&o, &o.leader));
    expect(&o, STATUS_STOPPED, 0, "");
    assert_int_equal(do_it(&o, MET, 0,
                           (struct asking){.dossier_id = o.id,
                                           .pack = o.pack,
                                           .who = &o.citizen}),
                     ERR_CONFLICT);
}

static void until_the_stop_is_decided_the_applicant_may_still_come(void **state)
{
    struct office o = open_office(state);

    accept_at(&o, "2026-04-20T08:00");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, asking(&o, &o.processor));
    go(&o, SEND, 0, asking(&o, &o.reception));
    at(&o, "2026-05-05T08:00");
    go(&o, STOP, 0, asking(&o, &o.reception));
    go(&o, MET, 0, asking(&o, &o.citizen));
    expect(&o, STATUS_PROCESSING, WORK_PROCESS, "2026-05-08T17:00:00+07:00");
    expect_recomputed(&o);
}

/* T19. */
static void the_applicant_may_take_the_dossier_back(void **state)
{
    struct office o = open_office(state);
    struct actor other = o.citizen;
    struct asking a;

    at(&o, "2026-04-20T08:00");
    other.person_id++;
    a = asking(&o, &other);
    a.reason = S("no_need");
    assert_int_equal(do_it(&o, WITHDRAW, 0, a), ERR_FORBIDDEN);
    a.who = &o.citizen;
    a.reason = S("missing");
    assert_int_equal(do_it(&o, WITHDRAW, 0, a), ERR_INPUT);
    a.reason = S("no_need");
    go(&o, WITHDRAW, 0, a);
    expect(&o, STATUS_STOPPED, 0, "");
    assert_int_equal(do_it(&o, WITHDRAW, 0, a), ERR_CONFLICT);
}

static void a_withdrawal_under_way_is_confirmed_and_ends_the_clock(void **state)
{
    struct office o = open_office(state);
    struct asking a;

    accept_at(&o, "2026-04-20T08:00");
    at(&o, "2026-04-22T09:00");
    a = asking(&o, &o.citizen);
    a.reason = S("twice");
    go(&o, WITHDRAW, 0, a);
    expect(&o, STATUS_WITHDRAWAL, WORK_DECIDE, NULL);
    assert_true(case_load(o.d, o.id).ended_at.us == o.d->cx.now.us);
    assert_int_equal(do_it(&o, DECLINE, 0, asking(&o, &o.leader)), ERR_INPUT);
    at(&o, "2026-04-27T09:00");
    go(&o, AGREE, 0, asking(&o, &o.leader));
    expect(&o, STATUS_STOPPED, 0, NULL);
    expect_recomputed(&o);
}

struct counted {
    int64_t differing;
};

static enum err recount(struct tx *t, void *arg)
{
    struct tally_differs_row row;

    TRY(tally_differs(t, &row));
    ((struct counted *)arg)->differing = row.n;
    return ERR_OK;
}

static void the_counters_follow_all_of_it(void **state)
{
    struct office o = open_office(state);
    struct counted c = {-1};
    struct asking a;

    accept_at(&o, "2026-04-20T08:00");
    go(&o, PROPOSE, REQUEST_SUPPLEMENT, asking(&o, &o.processor));
    go(&o, SEND, 0, asking(&o, &o.reception));
    go(&o, MET, 0, asking(&o, &o.citizen));
    a = asking(&o, &o.citizen);
    a.reason = S("twice");
    go(&o, WITHDRAW, 0, a);
    go(&o, AGREE, 0, asking(&o, &o.leader));
    must(db_read(o.d->db, &o.d->cx, recount, &c), &o.d->cx);
    assert_int_equal(c.differing, 0);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(reception_asks_for_what_is_missing_and_looks_again),
        TEST(what_was_asked_in_the_minute_of_the_acceptance_stops_nothing),
        TEST(the_first_is_the_last_unless_a_supervisor_says_why),
        TEST(an_appraisal_asks_through_reception_and_the_limit_restarts),
        TEST(after_three_working_days_only_a_special_law_lets_one_ask),
        TEST(what_is_asked_has_a_reason_words_and_days),
        TEST(a_new_date_is_announced_once_and_in_time),
        TEST(on_the_due_day_it_is_too_late_for_a_new_date),
        TEST(an_obligation_waits_for_its_payment),
        TEST(a_refusal_after_appraisal_is_the_signers),
        TEST(nobody_decides_on_what_they_received),
        TEST(what_lapses_is_stopped_by_who_decides),
        TEST(until_the_stop_is_decided_the_applicant_may_still_come),
        TEST(the_applicant_may_take_the_dossier_back),
        TEST(a_withdrawal_under_way_is_confirmed_and_ends_the_clock),
        TEST(the_counters_follow_all_of_it),
    };
#undef TEST

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
