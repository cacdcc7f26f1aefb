#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/encode.h"
#include "base/msg.h"

#include "fixture/home.h"

static void a_birth_is_filed(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct dossier d;
    struct dossier_step step;
    struct seen s;

    home_fill_in(h);
    home_attach_all(h);
    assert_int_equal(home_left_to_mend(h), 0);
    d = home_submit(h);
    assert_int_equal(d.status, STATUS_NEW);
    assert_int_equal(d.submission_code.n, SUBMISSION_LETTERS);
    assert_true(d.code.p == NULL);
    assert_string_equal(d.area.p, "30280");
    assert_string_equal(d.field.p, "ho_tich");
    assert_int_equal(d.account_id, h->who.account_id);
    assert_int_equal(d.version_id, 7);
    /* Filed at 8; the points work from 7 to 11 and from 13 to 17. */
    assert_string_equal(instant_iso(h->d->cx.arena, d.answer_due_at).p,
                        "2026-04-29T08:00:00+07:00");
    step = case_open_step(h->d, d.id);
    assert_int_equal(step.work, WORK_RECEIVE);
    assert_int_equal(step.desk_id, d.point_id);
    assert_true(step.due_at.us == d.answer_due_at.us);
    s = home_seen(h, d.id);
    assert_int_equal(s.papers.count, 1);
    assert_int_equal(s.events.count, 1);
    assert_int_equal(s.events.row[0].event, EVENT_SUBMIT);
    assert_int_equal(s.events.row[0].account_id, h->who.account_id);
    assert_int_equal(s.differences, 0);
}

static void the_event_holds_the_digest_of_what_was_declared(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct arena *a = h->d->cx.arena;
    struct seen s;
    struct digest seal;

    home_fill_in(h);
    home_attach_all(h);
    s = home_seen(h, home_submit(h).id);
    seal = event_seal(s.answers.salt, s.answers.answers);
    assert_true(str_eq(digest_str(&seal), s.answers.digest));
    assert_true(str_find(s.events.row[0].body, hex_text(a, digest_str(&seal))) <
                s.events.row[0].body.n);
    assert_true(str_find(s.events.row[0].body, S("Trần")) ==
                s.events.row[0].body.n);
}

static void a_household_business_is_filed_with_its_lines(void **state)
{
    struct home *h = home_new(state, "1.001612");
    struct dossier d;
    struct seen s;

    home_fill_in(h);
    home_attach_all(h);
    d = home_submit(h);
    s = home_seen(h, d.id);
    assert_true(str_find(s.answers.answers, S("\"lines\":[{")) <
                s.answers.answers.n);
    assert_int_equal(s.differences, 0);
}

static void a_draft_saved_after_the_look_is_not_filed(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c;

    home_fill_in(h);
    home_attach_all(h);
    c = home_submit_call(h);
    home_save_page(h, 0, h->inputs);
    assert_int_equal(home_try(h, home_submit_it, &c), ERR_CONFLICT);
    c = home_submit_call(h);
    home_do(h, home_submit_it, &c);
}

static void filing_twice_gives_the_same_dossier(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c;
    struct dossier d;

    home_fill_in(h);
    home_attach_all(h);
    c = home_submit_call(h);
    d = home_submit(h);
    home_do(h, home_submit_it, &c);
    assert_int_equal(c.dossier.id, d.id);
    assert_int_equal(home_seen(h, d.id).events.count, 1);
}

/* As a page does it: the first half on a snapshot. */
static struct call looked_through(struct home *h)
{
    struct call c = home_submit_call(h);

    c.h = h;
    must(db_read(h->d->db, &h->d->cx, home_look_through_it, &c), &h->d->cx);
    return c;
}

static void filing_in_halves_is_filing(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c;
    struct seen s;
    size_t papers;

    home_fill_in(h);
    home_attach_all(h);
    papers = home_look(h).filing.papers.count;
    c = looked_through(h);
    assert_int_equal(home_seen(h, c.found.dossier.id).events.count, 0);
    home_do(h, home_write_it, &c);
    s = home_seen(h, c.dossier.id);
    assert_int_equal(c.dossier.status, STATUS_NEW);
    assert_int_equal(s.events.count, 1);
    assert_int_equal(s.papers.count, papers);
    assert_int_equal(s.differences, 0);
}

static void what_changed_after_the_look_is_not_filed(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c;

    home_fill_in(h);
    home_attach_all(h);
    c = looked_through(h);
    h->d->cx.now.us += 1;
    home_attach(h, "birth_notice", "came in between");
    assert_int_equal(home_try(h, home_write_it, &c), ERR_CONFLICT);
    assert_int_equal(home_seen(h, c.found.dossier.id).events.count, 0);
    c = looked_through(h);
    home_save_page(h, 0, h->inputs);
    assert_int_equal(home_try(h, home_write_it, &c), ERR_CONFLICT);
    c = looked_through(h);
    home_do(h, home_write_it, &c);
    h->d->cx.now.us -= 1;
}

static void who_looked_twice_files_once(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call first;
    struct call second;

    home_fill_in(h);
    home_attach_all(h);
    first = looked_through(h);
    second = looked_through(h);
    home_do(h, home_write_it, &first);
    home_do(h, home_write_it, &second);
    assert_int_equal(first.dossier.id, second.dossier.id);
    assert_int_equal(home_seen(h, first.dossier.id).events.count, 1);
    assert_int_equal(home_seen(h, second.found.dossier.id).differences, 0);
    /* And who comes late finds it in the first half. */
    second = looked_through(h);
    home_do(h, home_write_it, &second);
    assert_int_equal(first.dossier.id, second.dossier.id);
}

static void what_is_hidden_or_not_asked_is_not_filed(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct seen s;

    home_fill_in(h);
    home_attach_all(h);
    home_attach(h, "witness_statement", "not asked for");
    home_save_page(h, 0,
                   sheet_with(h->d->cx.arena, h->inputs, "child_given_name",
                              S("not on this page")));
    s = home_seen(h, home_submit(h).id);
    assert_int_equal(s.papers.count, 1);
    assert_string_equal(s.papers.at[0].component.p, "birth_notice");
    assert_true(str_find(s.answers.answers, S("not on this page")) ==
                s.answers.answers.n);
    assert_true(str_find(s.answers.answers, S("birth_country_name")) ==
                s.answers.answers.n);
}

static void a_draft_is_nobody_elses(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c = {0};
    struct actor owner;

    home_fill_in(h);
    home_attach_all(h);
    owner = h->who;
    c.submit = (struct submit){h->draft_id, home_look(h).filing.draft.revision};
    h->who = home_citizen(h->d);
    assert_int_equal(home_try(h, home_load_it, &c), ERR_NOT_FOUND);
    assert_int_equal(home_try(h, home_submit_it, &c), ERR_NOT_FOUND);
    assert_int_equal(home_try(h, home_drop_it, &c), ERR_NOT_FOUND);
    h->who = owner;
    home_do(h, home_drop_it, &c);
    assert_int_equal(home_try(h, home_load_it, &c), ERR_NOT_FOUND);
}

static void only_a_citizens_account_files_online(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c = {0};

    h->who = case_officer(h->d, ROLE_RECEPTION, "mc-30280", 71);
    assert_int_equal(home_try(h, home_open_it, &c), ERR_FORBIDDEN);
    h->of.who = NULL;
    assert_int_equal(home_try(h, home_open_it, &c), ERR_FORBIDDEN);
}

static void what_the_card_does_not_offer_is_not_filed_online(void **state)
{
    struct home *h = home_new(state, "2.000815");
    struct call c = {0};

    assert_int_equal(home_try(h, home_open_it, &c), ERR_FORBIDDEN);
    assert_int_equal(h->d->cx.err.message, MSG_FILING_NOT_ONLINE);
}

static void an_unknown_limit_blocks_the_filing(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct procedure card = *h->of.pack->card;
    struct pack pack = *h->of.pack;
    struct procedure_limit limit = card.limit[0];
    struct call c = {0};

    limit.time.known = false;
    card.limit = &limit;
    pack.card = &card;
    h->of.pack = &pack;
    assert_int_equal(home_try(h, home_open_it, &c), ERR_FORBIDDEN);
    assert_int_equal(h->d->cx.err.message, MSG_FILING_LIMIT_UNKNOWN);
}

#define PARALLEL 64

struct runner {
    struct home *h;
    struct cx cx;
    struct call call;
    enum err result;
};

static void *run(void *arg)
{
    struct runner *r = arg;

    r->result = db_write(r->h->d->db, &r->cx, home_submit_it, &r->call);
    return NULL;
}

/* Each with an account and a draft of its own. */
static void prepare(struct home *h, struct runner *r)
{
    struct home *own = ARENA_NEW(h->d->cx.arena, struct home);

    *own = *h;
    own->who = home_citizen(h->d);
    own->of.who = &own->who;
    home_fill_in(own);
    home_attach_all(own);
    *r = (struct runner){
        .h = own, .cx = database_cx(), .call = home_submit_call(own)};
    r->call.h = own;
}

static void sixty_four_at_once_get_codes_of_their_own(void **state)
{
    struct home *h = home_new(state, "1.001612");
    struct runner *r = calloc(PARALLEL, sizeof *r);
    pthread_t thread[PARALLEL];

    check(r != NULL);
    for (int i = 0; i < PARALLEL; i++)
        prepare(h, &r[i]);
    for (int i = 0; i < PARALLEL; i++)
        check(pthread_create(&thread[i], NULL, run, &r[i]) == 0);
    for (int i = 0; i < PARALLEL; i++) {
        check(pthread_join(thread[i], NULL) == 0);
        must(r[i].result, &r[i].cx);
        for (int k = 0; k < i; k++)
            assert_false(str_eq(r[i].call.dossier.submission_code,
                                r[k].call.dossier.submission_code));
    }
    assert_int_equal(home_seen(h, r[0].call.dossier.id).differences, 0);
    for (int i = 0; i < PARALLEL; i++)
        arena_free(r[i].cx.arena);
    free(r);
}

/* The same draft from many sides: one dossier. */
static void a_draft_submitted_from_all_sides_is_filed_once(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct runner r[8];
    pthread_t thread[8];

    prepare(h, &r[0]);
    for (int i = 1; i < 8; i++) {
        r[i] = r[0];
        r[i].cx = database_cx();
    }
    for (int i = 0; i < 8; i++)
        check(pthread_create(&thread[i], NULL, run, &r[i]) == 0);
    for (int i = 0; i < 8; i++) {
        check(pthread_join(thread[i], NULL) == 0);
        must(r[i].result, &r[i].cx);
        assert_int_equal(r[i].call.dossier.id, r[0].call.dossier.id);
    }
    assert_int_equal(home_seen(h, r[0].call.dossier.id).events.count, 1);
    for (int i = 0; i < 8; i++)
        arena_free(r[i].cx.arena);
}

struct counter {
    struct filing_of of;
    struct intake in;
    struct filing_check check;
    struct dossier d;
};

static enum err take_in(struct tx *t, void *arg)
{
    struct counter *c = arg;

    return submit_intake(t, &c->of, &c->in, &c->check, &c->d);
}

static struct counter counter(struct home *h, struct actor *officer)
{
    static const struct handed_paper handed[] = {
        {S_INIT("birth_notice"), 1, 0},
        {S_INIT("identity"), 1, 0},
        {S_INIT("surrogacy_proof"), 1, 0},
    };
    struct counter c = {.of = h->of};

    c.of.who = officer;
    c.in = (struct intake){
        .person_id = h->who.person_id,
        .delivery = CHANNEL_COUNTER,
        .answers = sheet_answers(h->d, "1.001193", &c.in.case_code),
        .handed = {handed, COUNT_OF(handed)},
        .site = CASE_SITE,
    };
    c.in.case_code = h->case_code;
    return c;
}

static void the_officer_takes_in_and_accepts_at_once(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct actor officer = case_officer(h->d, ROLE_RECEPTION, "mc-30280", 71);
    struct counter c = counter(h, &officer);
    struct seen s;

    must(db_write(h->d->db, &h->d->cx, take_in, &c), &h->d->cx);
    assert_string_equal(c.d.code.p, "H01.21.01-260428-0001");
    assert_int_equal(c.d.channel, CHANNEL_COUNTER);
    assert_int_equal(c.d.account_id, 0);
    s = home_seen(h, c.d.id);
    assert_int_equal(s.events.row[0].event, EVENT_INTAKE);
    assert_int_equal(s.differences, 0);
}

static void what_is_wrong_is_wrong_at_the_counter_too(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct actor officer = case_officer(h->d, ROLE_RECEPTION, "mc-30280", 71);
    struct counter c = counter(h, &officer);
    struct actor other = case_officer(h->d, ROLE_RECEPTION, "mc-30283", 72);

    c.in.answers = json_new_object(h->d->cx.arena);
    assert_int_equal(db_write(h->d->db, &h->d->cx, take_in, &c), ERR_INPUT);
    assert_true(c.check.faults.errors > 0);
    c = counter(h, &other);
    assert_int_equal(db_write(h->d->db, &h->d->cx, take_in, &c), ERR_FORBIDDEN);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        HOME_TEST(a_birth_is_filed),
        HOME_TEST(the_event_holds_the_digest_of_what_was_declared),
        HOME_TEST(a_household_business_is_filed_with_its_lines),
        HOME_TEST(a_draft_saved_after_the_look_is_not_filed),
        HOME_TEST(filing_twice_gives_the_same_dossier),
        HOME_TEST(filing_in_halves_is_filing),
        HOME_TEST(what_changed_after_the_look_is_not_filed),
        HOME_TEST(who_looked_twice_files_once),
        HOME_TEST(what_is_hidden_or_not_asked_is_not_filed),
        HOME_TEST(a_draft_is_nobody_elses),
        HOME_TEST(only_a_citizens_account_files_online),
        HOME_TEST(what_the_card_does_not_offer_is_not_filed_online),
        HOME_TEST(an_unknown_limit_blocks_the_filing),
        HOME_TEST(sixty_four_at_once_get_codes_of_their_own),
        HOME_TEST(a_draft_submitted_from_all_sides_is_filed_once),
        HOME_TEST(the_officer_takes_in_and_accepts_at_once),
        HOME_TEST(what_is_wrong_is_wrong_at_the_counter_too),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, home_found, home_leave);
}
