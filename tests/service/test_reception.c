#include "base/prelude.h"

#include <setjmp.h>
#include <pthread.h>

#include <cmocka.h>

#include "base/check.h"

#include "domain/dossier/dossier.sql.h"
#include "domain/slip/receipt.h"

#include "service/receipt.h"
#include "service/reception.h"

#include "fixture/case.h"
#include "fixture/province.h"

struct desk {
    struct database *d;
    const struct pack *pack;
    struct actor officer;
    int64_t person_id;
};

/* The reception of phường Mỹ Bình, with the pack of birth registration. */
static struct desk open_desk(void **state)
{
    struct desk k = {.d = *state};

    province_found(k.d);
    k.pack = case_pack(k.d, "1.001193");
    k.person_id = case_person(k.d);
    k.officer = case_officer(k.d, ROLE_RECEPTION, "mc-30280", 71);
    return k;
}

struct doing {
    struct reception r;
    struct dossier d;
};

static enum err accept_it(struct tx *t, void *arg)
{
    struct doing *o = arg;

    return reception_accept(t, &o->r, &o->d);
}

static enum err refuse_it(struct tx *t, void *arg)
{
    struct doing *o = arg;

    return reception_refuse(t, &o->r, &o->d);
}

static struct doing doing(struct desk *k, int64_t dossier_id)
{
    return (struct doing){.r = {
                              .dossier_id = dossier_id,
                              .pack = k->pack,
                              .who = &k->officer,
                              .site = CASE_SITE,
                              .reason = S(""),
                          }};
}

static enum err load_receipt(struct tx *t, void *arg)
{
    struct doing *o = arg;
    struct receipt r;

    TRY(receipt_load(t, o->r.dossier_id, &r));
    assert_string_equal(r.code.p, "H01.21.01-260428-0001");
    assert_string_equal(arena_cstr(t->cx->arena, r.authority),
                        "Ủy ban nhân dân\nphường Mỹ Bình, thành phố Long "
                        "Xuyên");
    assert_string_equal(arena_cstr(t->cx->arena, r.place), "Mỹ Bình");
    assert_string_equal(r.applicant.p, "Néang Srây Mom");
    assert_string_equal(r.address.p, "24/6 Lý Thái Tổ, phường Mỹ Bình, thành "
                                     "phố Long Xuyên, tỉnh An Giang");
    assert_int_equal(r.number, 1);
    assert_int_equal(r.entry, 1);
    assert_true(str_starts(
        r.qr, S("https://dichvucong.example.vn/tra-cuu?ma=H01.21.01-260428-"
                "0001#")));
    assert_true(r.due_at.us == o->d.due_at.us);
    return ERR_OK;
}

static void acceptance_gives_code_due_date_and_receipt(void **state)
{
    struct desk k = open_desk(state);
    struct doing o = doing(&k, case_file(k.d, k.pack, "30280", k.person_id));

    must(db_write(k.d->db, &k.d->cx, accept_it, &o), &k.d->cx);
    assert_string_equal(o.d.code.p, "H01.21.01-260428-0001");
    /* Filed online: the data are with the resolver at once. */
    assert_int_equal(o.d.status, STATUS_PROCESSING);
    assert_string_equal(instant_iso(k.d->cx.arena, o.d.due_at).p,
                        "2026-04-28T17:00:00+07:00");
    assert_int_equal(case_open_step(k.d, o.d.id).work, WORK_PROCESS);
    must(db_read(k.d->db, &k.d->cx, load_receipt, &o), &k.d->cx);
}

static void accepting_twice_is_a_conflict(void **state)
{
    struct desk k = open_desk(state);
    struct doing o = doing(&k, case_file(k.d, k.pack, "30280", k.person_id));

    must(db_write(k.d->db, &k.d->cx, accept_it, &o), &k.d->cx);
    assert_int_equal(db_write(k.d->db, &k.d->cx, accept_it, &o), ERR_CONFLICT);
    assert_int_equal(db_write(k.d->db, &k.d->cx, refuse_it, &o), ERR_INPUT);
    o.r.reason = S("Tờ khai thiếu tên mẹ");
    assert_int_equal(db_write(k.d->db, &k.d->cx, refuse_it, &o), ERR_CONFLICT);
}

static void only_its_own_reception_may_accept(void **state)
{
    struct desk k = open_desk(state);
    struct doing o = doing(&k, case_file(k.d, k.pack, "30280", k.person_id));
    struct actor other = case_officer(k.d, ROLE_RECEPTION, "mc-30283", 72);
    struct actor clerk = case_officer(k.d, ROLE_CLERK, "ub-30280", 73);

    o.r.who = &other;
    assert_int_equal(db_write(k.d->db, &k.d->cx, accept_it, &o), ERR_FORBIDDEN);
    o.r.who = &clerk;
    assert_int_equal(db_write(k.d->db, &k.d->cx, accept_it, &o), ERR_FORBIDDEN);
    assert_int_equal(case_load(k.d, o.r.dossier_id).status, STATUS_NEW);
}

static void a_refusal_needs_a_reason_and_ends_the_dossier(void **state)
{
    struct desk k = open_desk(state);
    struct doing o = doing(&k, case_file(k.d, k.pack, "30280", k.person_id));
    struct dossier d;

    assert_int_equal(db_write(k.d->db, &k.d->cx, refuse_it, &o), ERR_INPUT);
    o.r.reason = S("Trẻ sinh ở xã khác, nộp nơi cư trú của cha hoặc mẹ");
    must(db_write(k.d->db, &k.d->cx, refuse_it, &o), &k.d->cx);
    d = case_load(k.d, o.r.dossier_id);
    assert_int_equal(d.status, STATUS_REFUSED);
    assert_true(d.ended_at.us == k.d->cx.now.us);
    assert_null(d.code.p);
}

#define ACCEPTORS 64

struct acceptor {
    struct desk *k;
    struct doing o;
    enum err err;
    pthread_t thread;
};

static void *accept_in_thread(void *arg)
{
    struct acceptor *a = arg;
    struct cx cx = database_cx();

    a->err = db_write(a->k->d->db, &cx, accept_it, &a->o);
    /* The dossier's code lies in the thread's arena. */
    a->o.d.code = a->err == ERR_OK ? str_c(strdup(a->o.d.code.p)) : STR_NONE;
    arena_free(cx.arena);
    return NULL;
}

static int number_of(struct str code)
{
    int64_t n = 0;

    for (size_t i = code.n - 4; i < code.n; i++)
        n = n * 10 + (code.p[i] - '0');
    return (int)n;
}

/* Law: no gap and no number twice, whoever accepts at the same moment. */
static void sixty_four_acceptors_share_one_series_without_gaps(void **state)
{
    struct desk k = open_desk(state);
    struct acceptor *a = ARENA_ARRAY(k.d->cx.arena, struct acceptor, ACCEPTORS);
    bool seen[ACCEPTORS + 1] = {false};

    for (int i = 0; i < ACCEPTORS; i++) {
        a[i].k = &k;
        a[i].o = doing(&k, case_file(k.d, k.pack, "30280", k.person_id));
    }
    for (int i = 0; i < ACCEPTORS; i++)
        check(pthread_create(&a[i].thread, NULL, accept_in_thread, &a[i]) == 0);
    for (int i = 0; i < ACCEPTORS; i++)
        check(pthread_join(a[i].thread, NULL) == 0);
    for (int i = 0; i < ACCEPTORS; i++) {
        int n;

        assert_int_equal(a[i].err, ERR_OK);
        n = number_of(a[i].o.d.code);
        assert_in_range(n, 1, ACCEPTORS);
        assert_false(seen[n]);
        seen[n] = true;
        free((void *)(uintptr_t)a[i].o.d.code.p);
    }
}

static enum err recount(struct tx *t, void *arg)
{
    int64_t *differing = arg;
    struct tally_differs_row row;

    TRY(tally_differs(t, &row));
    *differing = row.n;
    return ERR_OK;
}

static enum err check_chain(struct tx *t, void *arg)
{
    int64_t *id = arg;
    struct event_list_rows rows;
    struct str before = S("");

    TRY(event_list(t, *id, DOSSIER_EVENTS_MAX, &rows));
    assert_true(rows.count >= 3);
    for (size_t i = 0; i < rows.count; i++) {
        struct digest d = event_hash(t->cx->arena, before, rows.row[i].body);

        assert_int_equal(rows.row[i].n, i + 1);
        assert_true(str_eq(digest_str(&d), rows.row[i].hash));
        before = rows.row[i].hash;
    }
    return ERR_OK;
}

static void counters_and_chain_follow_the_events(void **state)
{
    struct desk k = open_desk(state);
    int64_t differing = -1;

    for (int i = 0; i < 5; i++) {
        struct doing o =
            doing(&k, case_file(k.d, k.pack, "30280", k.person_id));

        o.r.reason = S("Hồ sơ trùng");
        must(db_write(k.d->db, &k.d->cx, i % 2 ? refuse_it : accept_it, &o),
             &k.d->cx);
        if (i % 2 == 0)
            must(db_read(k.d->db, &k.d->cx, check_chain, &o.d.id), &k.d->cx);
    }
    must(db_read(k.d->db, &k.d->cx, recount, &differing), &k.d->cx);
    assert_int_equal(differing, 0);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(acceptance_gives_code_due_date_and_receipt),
        TEST(accepting_twice_is_a_conflict),
        TEST(only_its_own_reception_may_accept),
        TEST(a_refusal_needs_a_reason_and_ends_the_dossier),
        TEST(sixty_four_acceptors_share_one_series_without_gaps),
        TEST(counters_and_chain_follow_the_events),
    };
#undef TEST

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
