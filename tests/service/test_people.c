#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/account/account_store.h"
#include "domain/grant/grant_store.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"

#include "fixture/database.h"
#include "fixture/province.h"

#define ID_DIEP S("089190000123")

static const struct day today = {20571}; /* 2026-04-28 */

static struct person natural(const char *name)
{
    return (struct person){
        .kind = PERSON_NATURAL,
        .name = str_c(name),
        .birth_date = S("1990-05-02"),
        .sex = SEX_FEMALE,
        .phone = S("0912345678"),
        .email = S(""),
        .ethnic = S(""),
        .address = S("{}"),
    };
}

static int64_t add_person(struct tx *t, const char *name)
{
    struct person p = natural(name);

    must(person_create(t, &p), t->cx);
    return p.id;
}

/* What a person has of a kind; "" without one. */
static struct identifier number_of(struct tx *t, int64_t person_id,
                                   enum identifier_kind kind)
{
    const struct identifier *found;
    struct identifiers ids;

    must(person_identifiers(t, person_id, &ids), t->cx);
    found = identifier_of(&ids, kind);
    return found ? *found : (struct identifier){.value = S("")};
}

static void write(void **state, tx_fn fn)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, fn, d), &d->cx);
}

static enum err keep_a_person(struct tx *t, void *arg)
{
    struct person p = natural("Trần Thị Ngọc Điệp");
    struct person again;

    (void)arg;
    TRY(person_create(t, &p));
    p.name = S("Trần Thị Ngọc Diệp");
    p.email = S("diep@vidu.vn");
    TRY(person_put(t, &p));
    TRY(person_load(t, p.id, &again));
    assert_string_equal(again.name.p, "Trần Thị Ngọc Diệp");
    assert_string_equal(again.birth_date.p, "1990-05-02");
    assert_string_equal(again.email.p, "diep@vidu.vn");
    assert_int_equal(again.sex, SEX_FEMALE);
    assert_int_equal(person_load(t, 42, &again), ERR_NOT_FOUND);
    return ERR_OK;
}

static void a_person_is_kept_and_corrected(void **state)
{
    write(state, keep_a_person);
}

static enum err declare_twice(struct tx *t, void *arg)
{
    int64_t owner = add_person(t, "Trần Thị Ngọc Điệp");
    int64_t other = add_person(t, "Lê Văn Nhầm");
    struct person_lines found;

    (void)arg;
    TRY(person_declare(t, other, IDENTIFIER_ID_NUMBER, ID_DIEP));
    TRY(person_declare(t, owner, IDENTIFIER_ID_NUMBER, ID_DIEP));
    TRY(person_verify(t, owner, IDENTIFIER_ID_NUMBER, ID_DIEP));
    assert_int_equal(number_of(t, other, IDENTIFIER_ID_NUMBER).assurance,
                     ASSURANCE_DECLARED);
    TRY(person_search_number(t, IDENTIFIER_ID_NUMBER, ID_DIEP, &found));
    assert_int_equal(found.count, 2);
    assert_true(found.line[0].id == owner);
    return ERR_OK;
}

static void a_declared_number_never_locks_out_its_owner(void **state)
{
    write(state, declare_twice);
}

static enum err verify_anothers(struct tx *t, void *arg)
{
    int64_t owner = add_person(t, "Trần Thị Ngọc Điệp");
    int64_t other = add_person(t, "Lê Văn Nhầm");

    (void)arg;
    TRY(person_verify(t, owner, IDENTIFIER_ID_NUMBER, ID_DIEP));
    return person_verify(t, other, IDENTIFIER_ID_NUMBER, ID_DIEP);
}

static void a_verified_number_is_taken_from_nobody(void **state)
{
    struct database *d = *state;

    assert_int_equal(db_write(d->db, &d->cx, verify_anothers, NULL),
                     ERR_CONFLICT);
    assert_true(d->cx.err.message != 0);
}

static enum err verify_own(struct tx *t, void *arg)
{
    int64_t id = add_person(t, "Trần Thị Ngọc Điệp");
    int64_t owner = 0;
    bool found;

    (void)arg;
    TRY(person_of_number(t, IDENTIFIER_ID_NUMBER, ID_DIEP, &owner, &found));
    assert_false(found);
    TRY(person_verify(t, id, IDENTIFIER_ID_NUMBER, ID_DIEP));
    TRY(person_verify(t, id, IDENTIFIER_ID_NUMBER, ID_DIEP));
    TRY(person_declare(t, id, IDENTIFIER_ID_NUMBER, ID_DIEP));
    TRY(person_mark_seen(t, id, IDENTIFIER_ID_NUMBER, ID_DIEP));
    assert_int_equal(number_of(t, id, IDENTIFIER_ID_NUMBER).assurance,
                     ASSURANCE_VERIFIED);
    TRY(person_of_number(t, IDENTIFIER_ID_NUMBER, ID_DIEP, &owner, &found));
    assert_true(found && owner == id);
    return ERR_OK;
}

static void assurance_never_falls(void **state)
{
    write(state, verify_own);
}

static enum err correct_declared(struct tx *t, void *arg)
{
    int64_t id = add_person(t, "Trần Thị Ngọc Điệp");

    (void)arg;
    TRY(person_declare(t, id, IDENTIFIER_ID_NUMBER, S("089190000999")));
    TRY(person_declare(t, id, IDENTIFIER_TAX_CODE, S("1600000001")));
    TRY(person_declare(t, id, IDENTIFIER_ID_NUMBER, ID_DIEP));
    assert_string_equal(number_of(t, id, IDENTIFIER_ID_NUMBER).value.p,
                        ID_DIEP.p);
    TRY(person_declare(t, id, IDENTIFIER_ID_NUMBER, S("")));
    assert_string_equal(number_of(t, id, IDENTIFIER_ID_NUMBER).value.p, "");
    assert_string_equal(number_of(t, id, IDENTIFIER_TAX_CODE).value.p,
                        "1600000001");
    return ERR_OK;
}

static void what_was_declared_can_be_corrected(void **state)
{
    write(state, correct_declared);
}

static enum err correct_verified(struct tx *t, void *arg)
{
    int64_t id = add_person(t, "Trần Thị Ngọc Điệp");

    (void)arg;
    TRY(person_verify(t, id, IDENTIFIER_ID_NUMBER, ID_DIEP));
    return person_declare(t, id, IDENTIFIER_ID_NUMBER, S("089190000999"));
}

static void what_was_verified_is_not_corrected_by_its_owner(void **state)
{
    struct database *d = *state;

    assert_int_equal(db_write(d->db, &d->cx, correct_verified, NULL),
                     ERR_INPUT);
    assert_true(d->cx.err.message != 0);
}

static enum err see_then_declare(struct tx *t, void *arg)
{
    int64_t id = add_person(t, "Trần Thị Ngọc Điệp");

    (void)arg;
    TRY(person_declare(t, id, IDENTIFIER_PASSPORT, S("C1234567")));
    TRY(person_mark_seen(t, id, IDENTIFIER_PASSPORT, S("C1234567")));
    TRY(person_declare(t, id, IDENTIFIER_PASSPORT, S("C7654321")));
    assert_string_equal(number_of(t, id, IDENTIFIER_PASSPORT).value.p,
                        "C1234567");
    assert_int_equal(number_of(t, id, IDENTIFIER_PASSPORT).assurance,
                     ASSURANCE_SEEN);
    return ERR_OK;
}

static void a_number_that_was_seen_stays_when_another_is_declared(void **state)
{
    write(state, see_then_declare);
}

static enum err search(struct tx *t, void *arg)
{
    struct person_after after = {0};
    struct person_lines page;
    struct person company = natural("Công ty TNHH Điệp Phát");
    size_t total = 0;
    int64_t last = 0;

    (void)arg;
    for (int i = 0; i < 45; i++)
        add_person(t, "Trần Thị Ngọc Điệp");
    add_person(t, "Trần Thị Ngọt");
    add_person(t, "Nguyễn Trần Thị Ngọc");
    company.kind = PERSON_ORGANISATION;
    TRY(person_create(t, &company));
    do {
        TRY(person_search_name(t, S("tran THI ngọc"), after, &page));
        for (size_t i = 0; i < page.count; i++) {
            assert_true(page.line[i].id > last);
            last = page.line[i].id;
            after = (struct person_after){page.line[i].name_fold, last};
        }
        total += page.count;
    } while (page.has_more);
    assert_int_equal(total, 45);
    TRY(person_search_name(t, S("cong ty"), (struct person_after){0}, &page));
    assert_int_equal(page.count, 1);
    assert_int_equal(page.line[0].kind, PERSON_ORGANISATION);
    TRY(person_search_name(t, S(""), (struct person_after){0}, &page));
    assert_int_equal(page.count, 0);
    TRY(person_search_name(t, S("%"), (struct person_after){0}, &page));
    assert_int_equal(page.count, 0);
    return ERR_OK;
}

static void persons_are_found_by_the_beginning_of_their_name(void **state)
{
    write(state, search);
}

static struct account new_account(int64_t person_id, const char *login)
{
    return (struct account){
        .person_id = person_id,
        .kind = ACCOUNT_STAFF,
        .login = str_c(login),
        .password_hash = S("hash"),
    };
}

static int64_t add_account(struct tx *t, const char *login)
{
    struct account a = new_account(add_person(t, "Lê Văn Thử"), login);

    must(account_create(t, &a, false), t->cx);
    return a.id;
}

static enum err keep_an_account(struct tx *t, void *arg)
{
    int64_t id = add_account(t, "tiepnhan.mybinh");
    struct account_lines list;
    struct account a;
    bool found;

    (void)arg;
    add_account(t, "vanthu.mybinh");
    TRY(account_by_login(t, S("tiepnhan.mybinh"), &a, &found));
    assert_true(found && a.id == id && !a.is_closed && !a.is_demo);
    TRY(account_password_put(t, id, S("other"), true));
    TRY(account_load(t, id, &a));
    assert_string_equal(a.password_hash.p, "other");
    TRY(account_by_login(t, S("nobody"), &a, &found));
    assert_false(found);
    TRY(account_list(t, ACCOUNT_STAFF, S(""), &list));
    assert_int_equal(list.count, 2);
    TRY(account_list(t, ACCOUNT_STAFF, S("tiepnhan.mybinh"), &list));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.line[0].name.p, "Lê Văn Thử");
    TRY(account_list(t, ACCOUNT_CITIZEN, S(""), &list));
    assert_int_equal(list.count, 0);
    return ERR_OK;
}

static void an_account_is_kept_and_found(void **state)
{
    write(state, keep_an_account);
}

static enum err add_same_login(struct tx *t, void *arg)
{
    struct account a;

    (void)arg;
    add_account(t, "tiepnhan.mybinh");
    a = new_account(add_person(t, "Lê Văn Thử"), "tiepnhan.mybinh");
    return account_create(t, &a, false);
}

static void a_login_is_given_once(void **state)
{
    struct database *d = *state;

    assert_int_equal(db_write(d->db, &d->cx, add_same_login, NULL), ERR_UNIQUE);
    assert_true(d->cx.err.message != 0);
}

static enum err count_tries(struct tx *t, void *arg)
{
    const struct account_policy policy = account_policy_default();
    struct login_tries tries;
    int64_t swept;

    (void)arg;
    for (int i = 0; i < 2; i++) {
        TRY(login_tries_begin(t, S("0912345678"), &tries));
        assert_int_equal(tries.failed, i);
        tries = login_tries_failed(&tries, &policy, t->cx->now);
        TRY(login_tries_put(t, S("0912345678"), &tries));
    }
    TRY(login_tries_begin(t, S("0900000000"), &tries));
    assert_int_equal(tries.failed, 0);
    TRY(login_tries_sweep(t, t->cx->now, 10, &swept));
    assert_int_equal(swept, 0);
    TRY(login_tries_sweep(t, (struct instant){t->cx->now.us + 1}, 10, &swept));
    assert_int_equal(swept, 2);
    return ERR_OK;
}

static void tries_are_counted_for_each_login(void **state)
{
    write(state, count_tries);
}

struct desks {
    int64_t my_binh;
    int64_t my_long;
    int64_t long_xuyen;
};

static enum err find_desks(struct tx *t, struct desks *ret)
{
    TRY(org_point_id(t, S("mc-30280"), today, &ret->my_binh));
    TRY(org_point_id(t, S("mc-30283"), today, &ret->my_long));
    return org_agency_id(t, S("ub-883"), today, &ret->long_xuyen);
}

static struct grant reception_at(int64_t desk_id)
{
    return (struct grant){
        .role = ROLE_RECEPTION,
        .desk_id = desk_id,
        .from = today,
        .to = {INT32_MAX},
        .field = S(""),
        .procedure = S(""),
    };
}

static bool may_receive(struct tx *t, int64_t account_id, int64_t desk_id)
{
    struct grant_target target;
    struct actor *actor;

    must(actor_load(t, account_id, &actor), t->cx);
    must(grant_target_load(t, desk_id, S(""), S(""), &target), t->cx);
    return grant_allows(actor, CAP_DOSSIER_RECEIVE, &target,
                        instant_day(t->cx->now));
}

static enum err give_and_end(struct tx *t, void *arg)
{
    int64_t id = add_account(t, "tiepnhan.mybinh");
    const struct held_grant *held;
    struct desks desks;
    struct grant g;
    size_t count;

    (void)arg;
    TRY(find_desks(t, &desks));
    assert_false(may_receive(t, id, desks.my_binh));
    g = reception_at(desks.my_binh);
    TRY(grant_add(t, id, &g, 0));
    assert_true(may_receive(t, id, desks.my_binh));
    assert_false(may_receive(t, id, desks.my_long));
    assert_false(may_receive(t, id, desks.long_xuyen));
    TRY(grants_load(t, id, &held, &count));
    assert_int_equal(count, 1);
    TRY(grant_end(t, held[0].id, today, 0));
    assert_false(may_receive(t, id, desks.my_binh));
    TRY(grants_load(t, id, &held, &count));
    assert_int_equal(count, 1);
    assert_int_equal(held[0].grant.to.n, today.n);
    assert_int_equal(grant_end(t, held[0].id, today, 0), ERR_NOT_FOUND);
    return ERR_OK;
}

static void a_grant_counts_from_the_day_it_is_given_until_it_ends(void **state)
{
    province_found(*state);
    write(state, give_and_end);
}

static enum err give_for_later(struct tx *t, void *arg)
{
    int64_t id = add_account(t, "tiepnhan.longxuyen");
    struct desks desks;
    struct grant g;

    (void)arg;
    TRY(find_desks(t, &desks));
    g = reception_at(desks.long_xuyen);
    g.from.n = today.n + 1;
    TRY(grant_add(t, id, &g, 0));
    assert_false(may_receive(t, id, desks.my_binh));
    t->cx->now.us += DAY_US;
    assert_true(may_receive(t, id, desks.my_binh));
    t->cx->now.us -= DAY_US;
    return ERR_OK;
}

static void a_grant_for_later_counts_later_and_reaches_down(void **state)
{
    province_found(*state);
    write(state, give_for_later);
}

static enum err give_nowhere(struct tx *t, void *arg)
{
    struct grant g = reception_at(42);

    (void)arg;
    return grant_add(t, add_account(t, "abc"), &g, 0);
}

static enum err give_for_no_day(struct tx *t, void *arg)
{
    struct desks desks;
    struct grant g;

    (void)arg;
    TRY(find_desks(t, &desks));
    g = reception_at(desks.my_binh);
    g.to = today;
    return grant_add(t, add_account(t, "abc"), &g, 0);
}

static enum err give_too_many(struct tx *t, void *arg)
{
    int64_t id = add_account(t, "abc");
    struct desks desks;
    struct grant g;

    (void)arg;
    TRY(find_desks(t, &desks));
    g = reception_at(desks.my_binh);
    for (int i = 0; i < GRANTS_MAX; i++)
        TRY(grant_add(t, id, &g, 0));
    return grant_add(t, id, &g, 0);
}

static void a_grant_that_makes_no_sense_is_refused(void **state)
{
    struct database *d = *state;

    province_found(d);
    assert_int_equal(db_write(d->db, &d->cx, give_nowhere, NULL),
                     ERR_NOT_FOUND);
    assert_int_equal(db_write(d->db, &d->cx, give_for_no_day, NULL), ERR_RANGE);
    assert_int_equal(db_write(d->db, &d->cx, give_too_many, NULL), ERR_RANGE);
    assert_true(d->cx.err.message != 0);
}

static enum err close_account(struct tx *t, void *arg)
{
    int64_t id = add_account(t, "abc");
    struct actor *actor;

    (void)arg;
    TRY(account_close(t, id));
    assert_int_equal(actor_load(t, id, &actor), ERR_NOT_FOUND);
    TRY(account_reopen(t, id));
    TRY(actor_load(t, id, &actor));
    assert_string_equal(actor->name.p, "Lê Văn Thử");
    assert_int_equal(actor->kind, ACCOUNT_STAFF);
    return ERR_OK;
}

static void nobody_acts_from_a_closed_account(void **state)
{
    write(state, close_account);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_person_is_kept_and_corrected),
        TEST(a_declared_number_never_locks_out_its_owner),
        TEST(a_verified_number_is_taken_from_nobody),
        TEST(assurance_never_falls),
        TEST(what_was_declared_can_be_corrected),
        TEST(what_was_verified_is_not_corrected_by_its_owner),
        TEST(a_number_that_was_seen_stays_when_another_is_declared),
        TEST(persons_are_found_by_the_beginning_of_their_name),
        TEST(an_account_is_kept_and_found),
        TEST(a_login_is_given_once),
        TEST(tries_are_counted_for_each_login),
        TEST(a_grant_counts_from_the_day_it_is_given_until_it_ends),
        TEST(a_grant_for_later_counts_later_and_reaches_down),
        TEST(a_grant_that_makes_no_sense_is_refused),
        TEST(nobody_acts_from_a_closed_account),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
