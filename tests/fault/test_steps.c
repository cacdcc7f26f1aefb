/*
 * Every use case meets every fault at every step: its n-th begin, statement,
 * commit, write or sync fails, for n = 1, 2, 3 … until nothing is left to
 * fail. Each time the person is told, nothing is half there, and the same form
 * sent again is done once, however often it is sent.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/crypto.h"

#include "store/idem.h"

#include "domain/dossier/dossier.sql.h"

#include "service/staff.h"
#include "service/submit.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "loop/citizen.h"
#include "fault/fault.sql.h"
#include "fault/shim.h"

/* More than any use case has, and than SQLite writes when its log is full. */
#define STEPS_MAX       4000
#define REFERENCE_WORDS "xin đọc mã: "

/* One fault, for one round of use cases. */
static struct {
    struct database *d;
    enum fault fault;
    int n;
    bool met; /* by any of them */
    const char *at;
} trial;

#define assert_here(holds)                                                   \
    do {                                                                     \
        if (!(holds))                                                        \
            fail_msg("%s, step %d, at %s: " #holds, fault_name(trial.fault), \
                     trial.n, trial.at);                                     \
    } while (0)

struct state {
    struct fault_sums_row sums;
    struct fault_breaks_row breaks;
    struct fault_gaps_row gaps;
    struct tally_differs_row tally;
};

static enum err look(struct tx *t, void *arg)
{
    struct state *s = arg;

    TRY(fault_sums(t, &s->sums));
    TRY(fault_breaks(t, &s->breaks));
    TRY(fault_gaps(t, &s->gaps));
    return tally_differs(t, &s->tally);
}

/* What the database holds; whatever happened, it holds together. */
static struct fault_sums_row sums(void)
{
    struct state s;

    must(db_read(trial.d->db, &trial.d->cx, look, &s), &trial.d->cx);
    assert_here(s.breaks.n == 0);
    assert_here(s.gaps.n == 0);
    assert_here(s.tally.n == 0);
    return s.sums;
}

static bool same(const struct fault_sums_row *a, const struct fault_sums_row *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* A lost connection is our affair, the others the person's. */
static bool is_mended_unseen(void)
{
    return trial.fault == FAULT_LOST || trial.fault == FAULT_KILLED;
}

/*
 * SQLite copies its log into the file behind a commit now and then. When that
 * fails it is done later: nothing was lost, and nobody need be told.
 */
static bool is_for_later(bool done)
{
    return done && trial.fault == FAULT_DISK && database_is_sqlite();
}

static void assert_told(const struct answer *a)
{
    assert_here(a->status == 503 || a->status == 507);
    assert_here(str_find(a->body, S(REFERENCE_WORDS)) < a->body.n);
}

/* How the browsers here send: through the fault. */
static struct answer post(struct browser *b, const char *target,
                          const char *headers, struct str body)
{
    struct fault_sums_row before = sums(), after;
    struct browser twin = *b; /* clicked twice: with the same cookies */
    struct answer first, again;

    trial.at = target;
    fault_arm(trial.fault, trial.n);
    first = browser_post_once(b, target, headers, body);
    if (!fault_disarm())
        return first;
    trial.met = true;
    after = sums();
    if (!is_mended_unseen() && !is_for_later(first.status == 303)) {
        assert_told(&first);
        assert_here(same(&before, &after));
        first = browser_post_once(b, target, headers, body);
        after = sums();
    }
    assert_here(first.status == 303);
    again = browser_post_once(&twin, target, headers, body);
    before = sums();
    assert_here(again.status == 303);
    assert_here(str_eq(answer_header(&first, "Location"),
                       answer_header(&again, "Location")));
    assert_here(same(&before, &after));
    return first;
}

/* What one round adds. */
static struct fault_sums_row added(const struct fault_sums_row *before,
                                   const struct fault_sums_row *after)
{
    struct fault_sums_row sum;
    int64_t a[sizeof sum / sizeof(int64_t)];
    int64_t b[COUNT_OF(a)];

    memcpy(a, before, sizeof a);
    memcpy(b, after, sizeof b);
    for (size_t i = 0; i < COUNT_OF(a); i++)
        b[i] -= a[i];
    memcpy(&sum, b, sizeof sum);
    return sum;
}

typedef void (*round_fn)(void *arg);

static struct fault_sums_row play(round_fn round, void *arg)
{
    struct arena *a = trial.d->cx.arena;
    struct arena_mark mark = arena_mark(a);
    struct fault_sums_row before = sums(), after;

    round(arg);
    after = sums();
    arena_release(a, mark);
    return added(&before, &after);
}

/* A round that nothing harms, then one for each step that can fail. */
static void play_with(enum fault fault, round_fn round, void *arg)
{
    struct fault_sums_row unharmed, harmed;

    trial.fault = fault;
    trial.n = STEPS_MAX;
    trial.met = false;
    unharmed = play(round, arg);
    assert_here(!trial.met);
    trial.n = 0;
    do {
        trial.n++;
        trial.met = false;
        harmed = play(round, arg);
        assert_here(same(&unharmed, &harmed));
    } while (trial.met);
    assert_here(trial.n > 1);
    print_message("%s: %d steps\n", fault_name(fault), trial.n - 1);
}

/* On PostgreSQL only a file that is sent is written by this process. */
static void play_all(round_fn round, void *arg, bool sends_files)
{
    play_with(FAULT_REFUSED, round, arg);
    play_with(FAULT_KILLED, round, arg);
    play_with(FAULT_LOST, round, arg);
    if (database_is_sqlite() || sends_files)
        play_with(FAULT_DISK, round, arg);
}

/* --- a citizen ------------------------------------------------------- */

static void register_and_file(void *arg)
{
    citizen_submit(citizen_ready(arg));
}

static void a_citizen_registers_and_files(void **state)
{
    play_all(register_and_file, state, true);
}

/* --- an office ------------------------------------------------------- */

struct office {
    struct portal *portal;
    struct arena *arena;
    const struct pack *pack;
    int64_t person;
    int64_t id;
    struct str code;
    struct browser reception;
    struct browser processor;
    struct browser leader;
    struct browser clerk;
};

static struct browser officer(struct office *o, const char *login,
                              enum role role, const char *desk)
{
    struct browser b;

    office_officer(o->portal->d, login, "Phan Quốc Thái", role, desk);
    b = portal_browser(o->portal);
    assert_int_equal(
        portal_post(
            &b, "/dang-nhap", "/dang-nhap",
            arena_printf(o->arena, "ten=%s&mat_khau=con+meo+ngu+say", login).p)
            .status,
        303);
    return b;
}

static const char *path(struct office *o, const char *rest)
{
    return arena_printf(o->arena, "/can-bo/ho-so/%s%s", o->code.p, rest).p;
}

static void act(struct office *o, struct browser *b, const char *deed,
                const char *fields)
{
    int n = case_open_step(o->portal->d, o->id).n;
    struct str at = arena_printf(o->arena, "/buoc/%d/%s", n, deed);
    struct answer a = portal_post(b, path(o, ""), path(o, at.p), fields);

    if (a.status != 303)
        fail_msg("%s: %d", deed, a.status);
}

static void begin_dossier(struct office *o)
{
    o->id = case_file(o->portal->d, o->pack, "30280", o->person);
    o->code = case_load(o->portal->d, o->id).submission_code;
}

static void attach_result(struct office *o)
{
    int n = case_open_step(o->portal->d, o->id).n;
    const char *at = path(o, arena_printf(o->arena, "/ket-qua/%d", n).p);

    assert_int_equal(
        portal_upload(&o->processor, at, at, "ket-qua.pdf", S(CITIZEN_PDF))
            .status,
        303);
}

static void take_through_the_office(void *arg)
{
    struct office *o = arg;

    begin_dossier(o);
    act(o, &o->reception, "nhan-viec", "");
    act(o, &o->reception, "tiep-nhan", "");
    o->code = case_load(o->portal->d, o->id).code;
    attach_result(o);
    act(o, &o->processor, "submit", "");
    act(o, &o->leader, "send_back", "ly_do=Sai+ten");
    act(o, &o->processor, "submit", "");
    act(o, &o->leader, "approve", "");
    act(o, &o->clerk, "issue", "");
    act(o, &o->reception, "return", "");
    begin_dossier(o);
    act(o, &o->reception, "tu-choi", "ly_do=Sai+noi+nop");
}

static void an_office_takes_a_dossier_from_reception_to_return(void **state)
{
    struct office o = {.portal = *state};
    struct database *d = o.portal->d;

    o.arena = o.portal->arena;
    o.pack = case_pack(d, "1.001193");
    o.person = case_person(d);
    o.reception = officer(&o, "tn.mybinh", ROLE_RECEPTION, "mc-30280");
    o.processor = officer(&o, "tl.mybinh", ROLE_PROCESSOR, "ub-30280");
    o.leader = officer(&o, "ct.mybinh", ROLE_LEADER, "ub-30280");
    o.clerk = officer(&o, "vt.mybinh", ROLE_CLERK, "ub-30280");
    play_all(take_through_the_office, &o, true);
}

/* --- what has no page ------------------------------------------------ */

/* A use case under the key of a form, as the portal's frame runs it. */
struct errand {
    tx_fn fn;
    void *arg;
    struct idem idem;
};

static enum err run_once(struct tx *t, void *arg)
{
    struct errand *e = arg;
    struct idem_answer answer = {303, S("/")};
    bool found;

    TRY(idem_find(t, &e->idem, &answer, &found));
    if (found)
        return ERR_OK;
    TRY(e->fn(t, e->arg));
    return idem_keep(t, &e->idem, &answer,
                     (struct instant){t->cx->now.us + IDEM_KEEP_US});
}

static enum err send(struct errand *e)
{
    return db_write(trial.d->db, &trial.d->cx, run_once, e);
}

static void do_errand(const char *what, tx_fn fn, void *arg)
{
    struct cx *cx = &trial.d->cx;
    struct errand e = {.fn = fn, .arg = arg, .idem = {.route = str_c(what)}};
    struct fault_sums_row before = sums(), after;
    enum err err;

    e.idem.key = crypto_random_str(cx->arena, IDEM_KEY_BYTES);
    trial.at = what;
    fault_arm(trial.fault, trial.n);
    err = send(&e);
    if (!fault_disarm()) {
        must(err, cx);
        return;
    }
    trial.met = true;
    after = sums();
    if (!is_mended_unseen() && !is_for_later(err == ERR_OK)) {
        if (err != ERR_DISK_FULL && err != ERR_UNAVAILABLE)
            fail_msg("step %d: %s: %s", trial.n, err_name(err), cx->err.detail);
        assert_here(same(&before, &after));
        err = send(&e);
        after = sums();
    }
    must(err, cx);
    must(send(&e), cx);
    before = sums();
    assert_here(same(&before, &after));
}

struct counter {
    struct filing_of of;
    struct intake in;
    struct str login;
};

static enum err take_in(struct tx *t, void *arg)
{
    struct counter *c = arg;
    struct filing_check check;
    struct dossier d;

    return submit_intake(t, &c->of, &c->in, &check, &d);
}

static enum err add_officer(struct tx *t, void *arg)
{
    const struct counter *c = arg;
    const struct staff_account account = {.login = c->login,
                                          .name = S("Phan Quốc Thái"),
                                          .password_hash = S("-")};
    int64_t id;

    return staff_add(t, &account, &id);
}

static enum err give_role(struct tx *t, void *arg)
{
    const struct counter *c = arg;
    const struct staff_post post = {
        .role = S("reception"),
        .desk = S("mc-30280"),
        .from = instant_day(t->cx->now),
        .to = {INT32_MAX},
    };

    return staff_grant(t, c->login, &post, 0);
}

static void serve_at_the_counter(void *arg)
{
    struct counter *c = arg;
    static int count;

    c->login = arena_printf(trial.d->cx.arena, "cb%d", ++count);
    do_errand("add an officer", add_officer, c);
    do_errand("give a role", give_role, c);
    do_errand("take in", take_in, c);
}

static void a_counter_takes_in_and_an_operator_adds_officers(void **state)
{
    static const struct handed_paper handed[] = {
        {S_INIT("birth_notice"), 1, 0},
        {S_INIT("identity"), 1, 0},
        {S_INIT("surrogacy_proof"), 1, 0},
    };
    const struct portal *portal = *state;
    struct database *d = portal->d;
    struct actor officer = case_officer(d, ROLE_RECEPTION, "mc-30280", 71);
    struct counter c = {.of = {&officer, case_pack(d, "1.001193"), 1}};

    c.in = (struct intake){
        .person_id = case_person(d),
        .delivery = CHANNEL_COUNTER,
        .handed = {handed, COUNT_OF(handed)},
        .site = CASE_SITE,
    };
    c.in.answers = sheet_answers(d, "1.001193", &c.in.case_code);
    play_all(serve_at_the_counter, &c, false);
}

/* One province for all: each round brings its own people. */
static int found_province(void **state)
{
    struct portal *portal;

    portal_setup(state);
    portal = *state;
    province_found(portal->d);
    province_publish(portal->d);
    portal->post = post;
    trial.d = portal->d;
    return 0;
}

static int forget_the_last(void **state)
{
    const struct portal *portal = *state;

    arena_reset(portal->arena);
    trial.fault = FAULT_COUNT;
    return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, forget_the_last)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_citizen_registers_and_files),
        TEST(an_office_takes_a_dossier_from_reception_to_return),
        TEST(a_counter_takes_in_and_an_operator_adds_officers),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, found_province, portal_teardown);
}
