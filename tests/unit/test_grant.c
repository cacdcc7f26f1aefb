#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/grant/grant.h"

/* The tree of these tests: province 1 > commune 2 > its point 3; commune 4. */
static const int64_t at_point[] = {3, 2, 1};
static const int64_t at_other[] = {4, 1};
static const struct grant_target own = {at_point, 3, S_INIT("ho_tich"),
                                        S_INIT("1.001193")};
static const struct grant_target foreign = {at_other, 2, S_INIT("ho_tich"),
                                            S_INIT("1.001193")};
static const struct day today = {20000};

static struct grant post(enum role role, int64_t desk)
{
    return (struct grant){.role = role,
                          .desk_id = desk,
                          .from = {19000},
                          .to = {INT32_MAX},
                          .field = STR_NONE,
                          .procedure = STR_NONE};
}

static struct actor staff(const struct grant *g)
{
    return (struct actor){
        .account_id = 7, .kind = ACCOUNT_STAFF, .grant = g, .count = 1};
}

static void a_grant_reaches_downwards_only(void **state)
{
    struct grant commune = post(ROLE_RECEPTION, 2);
    struct grant province = post(ROLE_RECEPTION, 1);
    struct actor a = staff(&commune);
    struct actor b = staff(&province);
    const int64_t root[] = {1};
    const struct grant_target above = {root, 1, STR_NONE, STR_NONE};

    (void)state;
    assert_true(grant_allows(&a, CAP_DOSSIER_RECEIVE, &own, today));
    assert_false(grant_allows(&a, CAP_DOSSIER_RECEIVE, &foreign, today));
    assert_false(grant_allows(&a, CAP_DOSSIER_RECEIVE, &above, today));
    assert_true(grant_allows(&b, CAP_DOSSIER_RECEIVE, &foreign, today));
}

static void a_role_has_only_its_own_capabilities(void **state)
{
    struct grant g = post(ROLE_RECEPTION, 2);
    struct actor a = staff(&g);

    (void)state;
    assert_false(grant_allows(&a, CAP_DOSSIER_APPROVE, &own, today));
    assert_false(grant_allows(&a, CAP_OWN_DOSSIERS, NULL, today));
    assert_true(grant_allows(&a, CAP_PUBLIC, NULL, today));
}

static void a_grant_holds_for_its_term_only(void **state)
{
    struct grant g = post(ROLE_CLERK, 2);
    struct actor a = staff(&g);

    (void)state;
    g.from.n = today.n;
    g.to.n = today.n + 1;
    assert_true(grant_allows(&a, CAP_RESULT_ISSUE, &own, today));
    assert_false(
        grant_allows(&a, CAP_RESULT_ISSUE, &own, (struct day){today.n + 1}));
    assert_false(
        grant_allows(&a, CAP_RESULT_ISSUE, &own, (struct day){today.n - 1}));
}

static void a_grant_may_be_narrowed_to_a_field_or_procedure(void **state)
{
    struct grant g = post(ROLE_PROCESSOR, 2);
    struct actor a = staff(&g);

    (void)state;
    g.field = S("dat_dai");
    assert_false(grant_allows(&a, CAP_DOSSIER_PROCESS, &own, today));
    g.field = S("ho_tich");
    assert_true(grant_allows(&a, CAP_DOSSIER_PROCESS, &own, today));
    g.procedure = S("1.000656");
    assert_false(grant_allows(&a, CAP_DOSSIER_PROCESS, &own, today));
    assert_true(grant_allows(&a, CAP_DOSSIER_PROCESS, NULL, today));
}

static void the_mask_holds_exactly_what_the_table_says(void **state)
{
    static const struct {
        enum role role;
        const char *names;
    } expected[] = {
        {ROLE_RECEPTION, "STAFF_HOME DOSSIER_SEE DOSSIER_RECEIVE "
                         "DOSSIER_TRANSFER RESULT_RETURN "},
        {ROLE_CLERK, "STAFF_HOME DOSSIER_SEE RESULT_ISSUE "},
        {ROLE_ADMIN, "STAFF_HOME PROCEDURE_EDIT ACCOUNT_ADMIN "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        char names[400] = "";
        size_t n = 0;

        for (int c = 0; c < CAP_COUNT; c++)
            if (role_has(expected[i].role, (enum capability)c))
                n += (size_t)snprintf(names + n, sizeof names - n, "%s ",
                                      capability_name((enum capability)c));
        assert_string_equal(names, expected[i].names);
    }
}

static void nobody_and_citizens_hold_no_staff_capability(void **state)
{
    struct grant g = post(ROLE_ADMIN, 1);
    struct actor citizen = {.kind = ACCOUNT_CITIZEN, .grant = &g, .count = 1};
    int64_t desk[GRANTS_MAX];

    (void)state;
    for (int c = 0; c < CAP_COUNT; c++) {
        enum door door = capability_door((enum capability)c);

        assert_int_equal(grant_allows(NULL, (enum capability)c, &own, today),
                         door == DOOR_PUBLIC);
        assert_int_equal(
            grant_allows(&citizen, (enum capability)c, &own, today),
            door != DOOR_STAFF);
    }
    assert_int_equal(grant_scopes(&citizen, CAP_ACCOUNT_ADMIN, today, desk), 0);
    assert_int_equal(grant_scopes(NULL, CAP_ACCOUNT_ADMIN, today, desk), 0);
}

static void a_step_asks_for_the_role_itself(void **state)
{
    struct grant g = post(ROLE_LEADER, 2);
    struct actor a = staff(&g);

    (void)state;
    assert_true(grant_holds(&a, ROLE_LEADER, &own, today));
    assert_false(grant_holds(&a, ROLE_CHAIRMAN, &own, today));
    assert_false(grant_holds(&a, ROLE_LEADER, &foreign, today));
    assert_false(grant_holds(&a, ROLE_LEADER, &own, (struct day){18999}));
    assert_false(grant_holds(NULL, ROLE_LEADER, &own, today));
    a.kind = ACCOUNT_CITIZEN;
    assert_false(grant_holds(&a, ROLE_LEADER, &own, today));
}

/* Whatever a list shows, the single check allows, and the other way round. */
static void lists_and_single_checks_agree(void **state)
{
    struct grant g[3] = {post(ROLE_DIRECTOR, 3), post(ROLE_DIRECTOR, 3),
                         post(ROLE_RECEPTION, 4)};
    struct actor a = {.kind = ACCOUNT_STAFF, .grant = g, .count = 3};
    int64_t desk[GRANTS_MAX];

    (void)state;
    for (int c = 0; c < CAP_COUNT; c++) {
        size_t count = grant_scopes(&a, (enum capability)c, today, desk);

        if (capability_door((enum capability)c) != DOOR_STAFF)
            continue;
        for (int64_t id = 1; id <= 4; id++) {
            const struct grant_target t = {&id, 1, STR_NONE, STR_NONE};
            bool listed = false;

            for (size_t i = 0; i < count; i++)
                listed = listed || desk[i] == id;
            assert_int_equal(grant_allows(&a, (enum capability)c, &t, today),
                             listed);
        }
    }
    assert_int_equal(grant_scopes(&a, CAP_MONITOR_SEE, today, desk), 1);
    assert_int_equal(grant_scopes(&a, CAP_DOSSIER_SEE, today, desk), 2);
}

static void roles_are_known_by_their_key(void **state)
{
    enum role r = ROLE_ADMIN;

    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_true(role_parse(role_key((enum role)i), &r));
        assert_int_equal(r, i);
    }
    assert_false(role_parse(S("king"), &r));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grant_reaches_downwards_only),
        cmocka_unit_test(a_role_has_only_its_own_capabilities),
        cmocka_unit_test(a_grant_holds_for_its_term_only),
        cmocka_unit_test(a_grant_may_be_narrowed_to_a_field_or_procedure),
        cmocka_unit_test(the_mask_holds_exactly_what_the_table_says),
        cmocka_unit_test(nobody_and_citizens_hold_no_staff_capability),
        cmocka_unit_test(a_step_asks_for_the_role_itself),
        cmocka_unit_test(lists_and_single_checks_agree),
        cmocka_unit_test(roles_are_known_by_their_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
