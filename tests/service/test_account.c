#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/io.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"
#include "service/demo_people.h"
#include "service/permit.h"
#include "service/sign_in.h"
#include "service/staff.h"

#include "fixture/database.h"
#include "fixture/province.h"

static const struct day today = {20571}; /* 2026-04-28 */

static struct account_policy policy(bool demo)
{
    struct account_policy p = account_policy_default();

    p.cost = PASSWORD_COST_LOW;
    p.demo = demo;
    return p;
}

static struct demo_people read_people(struct database *d)
{
    const struct account_policy p = policy(true);
    struct demo_people people;

    must(io_read_file(&d->cx.err, d->cx.arena,
                      SOURCE_ROOT "/data/demo/people.csv",
                      DEMO_PEOPLE_BYTES_MAX, &people.text),
         &d->cx);
    must(password_make(&d->cx, &p, DEMO_PASSWORD, &people.password_hash),
         &d->cx);
    return people;
}

static void invite(struct database *d)
{
    struct demo_people people = read_people(d);

    must(db_write(d->db, &d->cx, demo_people_import, &people), &d->cx);
}

static enum err list_all(struct tx *t, void *p)
{
    return demo_people_list(t, p);
}

static struct demo_accounts everybody(struct database *d)
{
    struct demo_accounts list;

    must(db_read(d->db, &d->cx, list_all, &list), &d->cx);
    return list;
}

static void the_demos_people_come_once(void **state)
{
    struct database *d = *state;
    struct demo_accounts first, second;

    province_found(d);
    invite(d);
    first = everybody(d);
    invite(d);
    second = everybody(d);
    assert_true(first.count > 50);
    assert_int_equal(first.count, second.count);
    for (size_t i = 0; i < first.count; i++)
        assert_true(first.item[i].account_id == second.item[i].account_id);
    assert_string_equal(first.item[0].name.p, "Trần Thị Ngọc Điệp");
    assert_int_equal(first.item[0].kind, ACCOUNT_CITIZEN);
    assert_int_equal(first.item[11].kind, ACCOUNT_CITIZEN);
    assert_int_equal(first.item[12].kind, ACCOUNT_STAFF);
}

/* An account that holds the role at the desk. */
static bool somebody_is(struct tx *t, const struct demo_accounts *list,
                        const char *role, const char *desk)
{
    struct permit where = {.field = S(""), .procedure = S("")};

    must(staff_desk(t, str_c(desk), today, &where.desk_id), t->cx);
    for (size_t i = 0; i < list->count; i++) {
        struct actor *actor;

        if (list->item[i].kind != ACCOUNT_STAFF)
            continue;
        must(actor_load(t, list->item[i].account_id, &actor), t->cx);
        if (permit_role(t, actor, str_c(role), &where) == ERR_OK)
            return true;
        errbox_clear(&t->cx->err);
    }
    return false;
}

static enum err look_at_posts(struct tx *t, void *arg)
{
    static const char *const communes[] = {"30280", "30283", "30286"};
    static const char *const at_commune[] = {"processor", "leader", "chairman",
                                             "clerk"};
    static const char *const posts[][2] = {
        {"reception", "mc-883"},
        {"division_head", "883-tckh"},
        {"processor", "883-tckh"},
        {"leader", "883-tckh"},
        {"division_head", "883-qldt"},
        {"processor", "883-qldt"},
        {"processor", "883-ldtbxh"},
        {"division_head", "883-ldtbxh"},
        {"leader", "ub-883"},
        {"chairman", "ub-883"},
        {"clerk", "ub-883"},
        {"reception", "ttpvhcc"},
        {"director", "ub-89"},
        {"controller", "ub-89"},
        {"admin", "ub-89"},
        {"division_head", "so-tu_phap"},
        {"processor", "so-tu_phap"},
        {"leader", "so-tu_phap"},
        {"clerk", "so-tu_phap"},
    };
    struct arena *a = t->cx->arena;

    for (size_t c = 0; c < COUNT_OF(communes); c++) {
        assert_true(somebody_is(t, arg, "reception",
                                arena_printf(a, "mc-%s", communes[c]).p));
        for (size_t i = 0; i < COUNT_OF(at_commune); i++)
            assert_true(somebody_is(t, arg, at_commune[i],
                                    arena_printf(a, "ub-%s", communes[c]).p));
    }
    for (size_t i = 0; i < COUNT_OF(posts); i++)
        if (!somebody_is(t, arg, posts[i][0], posts[i][1]))
            fail_msg("nobody is %s at %s", posts[i][0], posts[i][1]);
    assert_false(somebody_is(t, arg, "reception", "mc-30289"));
    assert_false(somebody_is(t, arg, "processor", "ub-30289"));
    return ERR_OK;
}

static void every_post_of_the_main_job_is_held_in_the_demo(void **state)
{
    struct database *d = *state;
    struct demo_accounts list;

    province_found(d);
    invite(d);
    list = everybody(d);
    must(db_read(d->db, &d->cx, look_at_posts, &list), &d->cx);
}

static enum err look_at_citizens(struct tx *t, void *arg)
{
    const struct demo_accounts *list = arg;

    for (size_t i = 0; i < list->count && list->item[i].kind == ACCOUNT_CITIZEN;
         i++) {
        struct identifiers ids;
        struct account account;
        struct id_parts parts;
        struct person p;

        TRY(account_load(t, list->item[i].account_id, &account));
        TRY(person_load(t, account.person_id, &p));
        TRY(person_identifiers(t, account.person_id, &ids));
        assert_int_equal(ids.count, 1);
        assert_true(id_number_read(ids.item[0].value, &parts));
        assert_int_equal(parts.sex, p.sex);
        assert_string_equal(str_sub(p.birth_date, 0, 4).p,
                            arena_printf(t->cx->arena, "%d%s", parts.birth_year,
                                         p.birth_date.p + 4)
                                .p);
        assert_true(str_find(p.address, S("\"district\":\"8")) < p.address.n);
    }
    return ERR_OK;
}

static void the_demos_citizens_are_of_one_piece(void **state)
{
    struct database *d = *state;
    struct demo_accounts list;

    province_found(d);
    invite(d);
    list = everybody(d);
    must(db_read(d->db, &d->cx, look_at_citizens, &list), &d->cx);
}

static void a_row_that_cannot_be_read_is_named(void **state)
{
    struct database *d = *state;
    struct demo_people people = {.password_hash = S("x")};

    province_found(d);
    people.text = S("login,name,birth_date,sex,ethnic,id_number,phone,email,"
                    "commune,detail,role,desk\n"
                    "thu.mybinh,Lê Văn Thử,,nam,01,,,,,,clerk,ub-nowhere\n");
    assert_int_equal(db_write(d->db, &d->cx, demo_people_import, &people),
                     ERR_INPUT);
    assert_string_equal(d->cx.err.detail, "people: line 2: column desk");
}

struct signing {
    struct account_policy policy;
    struct password_check check;
};

static enum err settle(struct tx *t, void *p)
{
    struct signing *s = p;

    return password_settle(t, &s->policy, &s->check);
}

static struct password_check sign_in(struct database *d, bool demo,
                                     const char *login, struct str password)
{
    struct signing s = {.policy = policy(demo)};

    must(password_compare(&d->cx, d->db, &s.policy, str_c(login), password,
                          &s.check),
         &d->cx);
    must(db_write(d->db, &d->cx, settle, &s), &d->cx);
    return s.check;
}

static void the_demos_password_opens_nothing_where_no_demo_is(void **state)
{
    struct database *d = *state;

    province_found(d);
    invite(d);
    assert_int_equal(sign_in(d, true, "tiepnhan.mybinh", DEMO_PASSWORD).answer,
                     SIGN_IN_RIGHT);
    assert_int_equal(sign_in(d, false, "tiepnhan.mybinh", DEMO_PASSWORD).answer,
                     SIGN_IN_CLOSED);
}

static enum err add_one(struct tx *t, void *p)
{
    const struct account_policy cheap = policy(false);
    struct staff_account s = {.login = S("abc"), .name = S("Lê Văn Thử")};
    int64_t id;

    (void)p;
    TRY(password_make(t->cx, &cheap, S("con meo"), &s.password_hash));
    return staff_add(t, &s, &id);
}

static void a_password_made_at_another_cost_is_hashed_anew(void **state)
{
    struct database *d = *state;
    struct signing s = {.policy = policy(false)};
    struct str fresh;

    must(db_write(d->db, &d->cx, add_one, NULL), &d->cx);
    s.policy.cost.passes++;
    must(password_compare(&d->cx, d->db, &s.policy, S("abc"), S("con meo"),
                          &s.check),
         &d->cx);
    fresh = s.check.fresh_hash;
    assert_true(fresh.n > 0);
    must(db_write(d->db, &d->cx, settle, &s), &d->cx);
    assert_int_equal(s.check.answer, SIGN_IN_RIGHT);
    assert_int_equal(sign_in(d, false, "abc", S("con meo")).answer,
                     SIGN_IN_RIGHT);
}

static void one_password_is_one_however_its_marks_are_written(void **state)
{
    struct database *d = *state;
    const struct account_policy cheap = policy(false);
    struct str composed, decomposed;
    bool same;

    must(password_make(&d->cx, &cheap, S("m\xc3\xa8o"), &composed), &d->cx);
    must(password_verify(&d->cx.err, d->cx.arena, composed,
                         password_read(d->cx.arena, S("me\xcc\x80o")), &same),
         &d->cx);
    assert_true(same);
    must(password_make(&d->cx, &cheap, S("\xff\xfe"), &decomposed), &d->cx);
}

static enum err change_meanwhile(struct tx *t, void *p)
{
    (void)p;
    return staff_password(t, S("abc"), S("another"));
}

static void a_password_changed_meanwhile_is_another_one(void **state)
{
    struct database *d = *state;
    struct signing s = {.policy = policy(false)};

    must(db_write(d->db, &d->cx, add_one, NULL), &d->cx);
    must(password_compare(&d->cx, d->db, &s.policy, S("abc"), S("con meo"),
                          &s.check),
         &d->cx);
    must(db_write(d->db, &d->cx, change_meanwhile, NULL), &d->cx);
    must(db_write(d->db, &d->cx, settle, &s), &d->cx);
    assert_int_equal(s.check.answer, SIGN_IN_WRONG);
}

static enum err lock(struct tx *t, void *p)
{
    (void)p;
    return staff_close(t, S("abc"));
}

static enum err unlock(struct tx *t, void *p)
{
    (void)p;
    return staff_open(t, S("abc"));
}

static void an_operator_locks_and_unlocks(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, add_one, NULL), &d->cx);
    must(db_write(d->db, &d->cx, lock, NULL), &d->cx);
    assert_int_equal(sign_in(d, false, "abc", S("con meo")).answer,
                     SIGN_IN_CLOSED);
    for (int i = 0; i < 5; i++)
        sign_in(d, false, "abc", S("sai"));
    assert_int_equal(sign_in(d, false, "abc", S("con meo")).answer,
                     SIGN_IN_LOCKED);
    must(db_write(d->db, &d->cx, unlock, NULL), &d->cx);
    assert_int_equal(sign_in(d, false, "abc", S("con meo")).answer,
                     SIGN_IN_RIGHT);
}

static void a_login_is_made_once_and_well(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, add_one, NULL), &d->cx);
    assert_int_equal(db_write(d->db, &d->cx, add_one, NULL), ERR_INPUT);
    assert_true(d->cx.err.message != 0);
}

static enum err give(struct tx *t, void *p)
{
    return staff_grant(t, S("abc"), p, 0);
}

static enum err end(struct tx *t, void *p)
{
    return staff_end(t, S("abc"), p, 0);
}

static void a_role_is_given_and_ended_by_its_names(void **state)
{
    struct database *d = *state;
    struct staff_post post = {S("clerk"), S("ub-30280"), today, {INT32_MAX}};
    struct staff_post odd = {S("king"), S("ub-30280"), today, {INT32_MAX}};
    struct staff_post nowhere = {S("clerk"), S("ub-1"), today, {INT32_MAX}};

    province_found(d);
    assert_int_equal(db_write(d->db, &d->cx, give, &post), ERR_NOT_FOUND);
    must(db_write(d->db, &d->cx, add_one, NULL), &d->cx);
    must(db_write(d->db, &d->cx, give, &post), &d->cx);
    assert_int_equal(db_write(d->db, &d->cx, give, &odd), ERR_NOT_FOUND);
    assert_int_equal(db_write(d->db, &d->cx, give, &nowhere), ERR_NOT_FOUND);
    post.to = today;
    must(db_write(d->db, &d->cx, end, &post), &d->cx);
    assert_int_equal(db_write(d->db, &d->cx, end, &post), ERR_NOT_FOUND);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_demos_people_come_once),
        TEST(every_post_of_the_main_job_is_held_in_the_demo),
        TEST(the_demos_citizens_are_of_one_piece),
        TEST(a_row_that_cannot_be_read_is_named),
        TEST(the_demos_password_opens_nothing_where_no_demo_is),
        TEST(a_password_made_at_another_cost_is_hashed_anew),
        TEST(one_password_is_one_however_its_marks_are_written),
        TEST(a_password_changed_meanwhile_is_another_one),
        TEST(an_operator_locks_and_unlocks),
        TEST(a_login_is_made_once_and_well),
        TEST(a_role_is_given_and_ended_by_its_names),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
