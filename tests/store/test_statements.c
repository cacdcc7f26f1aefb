#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "store/engine.h"
#include "store/registry.h"

#include "fixture/database.h"

static enum err prepare_all(struct tx *t, void *arg)
{
    size_t *count = arg;

    for (size_t i = 0; i < registry_count; i++) {
        TRY(t->engine->prepare(t, &registry[i]));
        (*count)++;
    }
    return ERR_OK;
}

/* On connections of its own: the writer that migrated has prepared some of
   them, and these are copies under the same names. */
static void every_statement_of_the_program_is_understood(void **state)
{
    struct database *d = *state;
    struct db *fresh = database_open(d, (struct db_conf){.role = DB_SECOND});
    size_t count = 0;

    must(db_write(fresh, &d->cx, prepare_all, &count), &d->cx);
    db_close(fresh);
    assert_int_equal(count, registry_count);
    assert_true(count > 20);
}

static enum err prepare_one(struct tx *t, void *arg)
{
    return t->engine->prepare(t, arg);
}

static void a_statement_that_is_not_understood_is_told(void **state)
{
    struct database *d = *state;
    struct stmt wrong = {.name = "wrong", .sqlite = "SELEC", .pg = "SELEC"};

    assert_int_equal(db_write(d->db, &d->cx, prepare_one, &wrong),
                     ERR_INTERNAL);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(every_statement_of_the_program_is_understood),
        TEST(a_statement_that_is_not_understood_is_told),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
