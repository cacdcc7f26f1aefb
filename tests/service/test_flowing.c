/* Which step a dossier goes to, where its case or answers choose. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "service/flowing.h"

#include "fixture/case.h"
#include "fixture/database.h"

struct going {
    const struct pack *pack;
    struct dossier d;
    const char *from;
    enum flow_action action;
    size_t to;
};

static enum err go(struct tx *t, void *arg)
{
    struct going *g = arg;
    size_t from = flow_step_index(g->pack->flow, str_c(g->from));

    check(from < g->pack->flow->step_count);
    return flowing_next(t, &g->d, g->pack, from, g->action, &g->to);
}

/* To step `to`, or nowhere when it is NULL. */
static void expect_next(struct database *d, const char *code,
                        const char *case_code, const char *from,
                        enum flow_action action, const char *to)
{
    struct going g = {
        .pack = case_pack(d, code),
        .d = {.case_code = str_c(case_code), .channel = CHANNEL_COUNTER},
        .from = from,
        .action = action,
    };
    const struct flow *flow = g.pack->flow;

    must(db_read(d->db, &d->cx, go, &g), &d->cx);
    assert_int_equal(g.to,
                     to ? flow_step_index(flow, str_c(to)) : flow->step_count);
}

static void the_case_chooses_the_way(void **state)
{
    struct database *d = *state;

    expect_next(d, "1.001699", "determine", "prepare", FLOW_DO_VERIFY,
                "council");
    expect_next(d, "1.001699", "determine", "prepare", FLOW_DO_SUBMIT, NULL);
    expect_next(d, "1.001699", "reissue", "prepare", FLOW_DO_SUBMIT,
                "certificate");
    expect_next(d, "1.001699", "reissue", "prepare", FLOW_DO_VERIFY, NULL);
    expect_next(d, "1.004859", "complete", "compare", FLOW_DO_SUBMIT, "sign");
    expect_next(d, "1.004859", "correct", "compare", FLOW_DO_SUBMIT, "review");
}

/* No condition: the answers are not asked for. */
static void without_conditions_the_way_is_one(void **state)
{
    struct database *d = *state;

    expect_next(d, "1.001612", "", "sign", FLOW_DO_SEND_BACK, "appraise");
    expect_next(d, "1.001612", "", "sign", FLOW_DO_ISSUE, NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_case_chooses_the_way,
                                        database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(without_conditions_the_way_is_one,
                                        database_setup, database_teardown),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
