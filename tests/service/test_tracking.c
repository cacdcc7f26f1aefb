/* What whoever has a code is told: how far it is. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "service/reception.h"
#include "service/tracking.h"

#include "fixture/case.h"
#include "fixture/province.h"

struct desk {
    struct database *d;
    const struct pack *pack;
    struct actor officer;
    int64_t dossier_id;
};

/* Birth registration, filed at phường Mỹ Bình. */
static struct desk open_desk(void **state)
{
    struct desk k = {.d = *state};

    province_found(k.d);
    province_publish(k.d);
    k.pack = case_pack(k.d, "1.001193");
    k.officer = case_officer(k.d, ROLE_RECEPTION, "mc-30280", 71);
    k.dossier_id = case_file(k.d, k.pack, "30280", case_person(k.d));
    return k;
}

struct question {
    struct str typed;
    struct tracking found;
};

static enum err ask(struct tx *t, void *arg)
{
    struct question *q = arg;

    return tracking_find(t, q->typed, &q->found);
}

static struct tracking track(struct desk *k, struct str typed)
{
    struct question q = {.typed = typed};

    must(db_read(k->d->db, &k->d->cx, ask, &q), &k->d->cx);
    return q.found;
}

static enum err accept_it(struct tx *t, void *arg)
{
    struct desk *k = arg;
    struct dossier d;

    return reception_accept(t,
                            &(struct reception){.dossier_id = k->dossier_id,
                                                .pack = k->pack,
                                                .who = &k->officer,
                                                .site = CASE_SITE,
                                                .reason = S("")},
                            &d);
}

static enum err refuse_it(struct tx *t, void *arg)
{
    struct desk *k = arg;
    struct dossier d;

    return reception_refuse(t,
                            &(struct reception){.dossier_id = k->dossier_id,
                                                .pack = k->pack,
                                                .who = &k->officer,
                                                .site = CASE_SITE,
                                                .reason = S("Thiếu tên mẹ")},
                            &d);
}

/* Filing, acceptance, appraisal, signing, numbering, return. */
static void a_new_dossier_has_done_one_stage(void **state)
{
    struct desk k = open_desk(state);
    struct dossier d = case_load(k.d, k.dossier_id);
    struct tracking t = track(&k, d.submission_code);

    assert_string_equal(
        t.code.p, dossier_code_spaced(k.d->cx.arena, d.submission_code).p);
    assert_int_equal(t.progress.done, 1);
    assert_int_equal(t.progress.total, 6);
    assert_int_equal(t.progress.percent, 16);
}

static void a_code_may_be_typed_as_people_type(void **state)
{
    struct desk k = open_desk(state);
    struct dossier d = case_load(k.d, k.dossier_id);
    struct str spaced = dossier_code_spaced(k.d->cx.arena, d.submission_code);

    assert_int_equal(track(&k, spaced).progress.done, 1);
    must(db_write(k.d->db, &k.d->cx, accept_it, &k), &k.d->cx);
    assert_int_equal(track(&k, S("  h01.21.01-260428-0001 ")).progress.done, 2);
}

static void both_codes_lead_to_the_dossier_code(void **state)
{
    struct desk k = open_desk(state);
    struct dossier d = case_load(k.d, k.dossier_id);
    struct tracking t;

    must(db_write(k.d->db, &k.d->cx, accept_it, &k), &k.d->cx);
    t = track(&k, d.submission_code);
    assert_string_equal(t.code.p, "H01.21.01-260428-0001");
    assert_int_equal(t.progress.done, 2);
    t = track(&k, t.code);
    assert_string_equal(t.code.p, "H01.21.01-260428-0001");
    assert_int_equal(t.progress.done, 2);
}

static void a_refused_dossier_has_come_to_its_end(void **state)
{
    struct desk k = open_desk(state);
    struct dossier d = case_load(k.d, k.dossier_id);

    must(db_write(k.d->db, &k.d->cx, refuse_it, &k), &k.d->cx);
    assert_int_equal(track(&k, d.submission_code).progress.percent, 100);
}

static enum err look_at_rows(struct tx *t, void *arg)
{
    struct desk *k = arg;
    const struct dossier_step *steps;
    struct dossier_step open;
    struct dossier d;
    size_t count;

    TRY(dossier_steps(t, k->dossier_id, &steps, &count));
    assert_int_equal(count, 1);
    assert_int_equal(steps[0].n, 1);
    assert_int_equal(steps[0].work, WORK_RECEIVE);
    assert_int_equal(steps[0].account_id, 0);
    TRY(dossier_open_step(t, k->dossier_id, &open));
    assert_int_equal(open.n, 1);
    assert_int_equal(open.account_id, 0);
    TRY(dossier_load(t, k->dossier_id, &d));
    d.id++;
    d.submission_code = S("00000000000000");
    d.account_id = 0;
    TRY(dossier_create(t, &d, S("x")));
    TRY(dossier_load(t, d.id, &d));
    assert_int_equal(d.account_id, 0);
    return ERR_OK;
}

/* A dossier need not be filed by an account, a step need have nobody yet. */
static void nobody_is_no_account(void **state)
{
    struct desk k = open_desk(state);

    must(db_write(k.d->db, &k.d->cx, look_at_rows, &k), &k.d->cx);
}

static void what_is_no_code_is_answered_like_a_code_that_nobody_has(
    void **state)
{
    static const char *const typed[] = {
        "",
        "H01.21.01-260428-0002",
        "H01.21.01-260428",
        "H01.21.01-260428-0001-KQ1",
        "7K2M9QXDB3RTWA",
        "' OR 1=1 --",
        "Néang Srây Mom",
        "089190000123",
    };
    struct desk k = open_desk(state);

    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        struct question q = {.typed = str_c(typed[i])};

        errbox_clear(&k.d->cx.err);
        assert_int_equal(db_read(k.d->db, &k.d->cx, ask, &q), ERR_NOT_FOUND);
        assert_int_equal(k.d->cx.err.message, 0);
    }
}

int main(int argc, char **argv)
{
#define ON_DATABASE(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        ON_DATABASE(a_new_dossier_has_done_one_stage),
        ON_DATABASE(a_code_may_be_typed_as_people_type),
        ON_DATABASE(both_codes_lead_to_the_dossier_code),
        ON_DATABASE(a_refused_dossier_has_come_to_its_end),
        ON_DATABASE(nobody_is_no_account),
        ON_DATABASE(what_is_no_code_is_answered_like_a_code_that_nobody_has),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
