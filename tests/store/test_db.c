#include "base/prelude.h"

#include <setjmp.h>
#include <pthread.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/engine.h"
#include "store/migrate.h"

#include "fixture/database.h"
#include "store/probe.sql.h"

static enum err echo_all(struct tx *t, void *arg)
{
    struct probe_echo_row *row = arg;
    struct probe_echo_in in = {
        .a = INT64_MIN,
        .b = INT32_MAX,
        .c = true,
        .d = S("Nguyễn Thị Hường"),
        .e = {"\0\377\1", 3},
        .f = {-1},
        .g = {INT64_MAX},
        .h = {50000},
    };

    return probe_echo(t, &in, row);
}

static void every_type_comes_back_as_it_went_in(void **state)
{
    struct database *d = *state;
    struct probe_echo_row row;

    must(db_read(d->db, &d->cx, echo_all, &row), &d->cx);
    assert_true(row.a == INT64_MIN);
    assert_int_equal(row.b, INT32_MAX);
    assert_true(row.c);
    assert_true(str_eq(row.d, S("Nguyễn Thị Hường")));
    assert_int_equal(row.e.n, 3);
    assert_memory_equal(row.e.p, "\0\377\1", 3);
    assert_int_equal(row.f.n, -1);
    assert_true(row.g.us == INT64_MAX);
    assert_int_equal(row.h.dong, 50000);
}

static enum err echo_absent(struct tx *t, void *arg)
{
    return probe_echo_absent(t, NULL, STR_NONE, NULL, STR_NONE, arg);
}

static enum err echo_empty(struct tx *t, void *arg)
{
    int64_t zero = 0;
    struct day day = {0};

    return probe_echo_absent(t, &zero, S(""), &day, S(""), arg);
}

static void absent_and_empty_are_two_things(void **state)
{
    struct database *d = *state;
    struct probe_echo_absent_row row;

    must(db_read(d->db, &d->cx, echo_absent, &row), &d->cx);
    assert_false(row.has_a);
    assert_null(row.b.p);
    assert_false(row.has_c);
    assert_null(row.d.p);
    must(db_read(d->db, &d->cx, echo_empty, &row), &d->cx);
    assert_true(row.has_a);
    assert_non_null(row.b.p);
    assert_true(row.has_c);
    assert_non_null(row.d.p);
}

struct put {
    const char *kind;
    const char *period;
    int64_t next;
    enum err then; /* answered after the row was written */
};

static enum err put(struct tx *t, void *arg)
{
    const struct put *p = arg;

    TRY(probe_put(t, str_c(p->kind), str_c(p->period), p->next, NULL));
    return p->then;
}

struct get {
    const char *kind;
    const char *period;
    int64_t next;
    bool found;
};

static enum err get(struct tx *t, void *arg)
{
    struct get *g = arg;
    struct probe_get_row row = {0};

    TRY(probe_get(t, str_c(g->kind), str_c(g->period), &row, &g->found));
    g->next = row.next;
    return ERR_OK;
}

static bool is_there(struct database *d, const char *kind, const char *period)
{
    struct get g = {kind, period, 0, false};

    must(db_read(d->db, &d->cx, get, &g), &d->cx);
    return g.found;
}

static void a_written_row_is_there_for_the_next_reader(void **state)
{
    struct database *d = *state;
    struct put p = {"k", "1", 7, ERR_OK};
    struct get g = {"k", "1", 0, false};

    assert_false(is_there(d, "k", "1"));
    must(db_write(d->db, &d->cx, put, &p), &d->cx);
    must(db_read(d->db, &d->cx, get, &g), &d->cx);
    assert_true(g.found);
    assert_int_equal(g.next, 7);
}

static void a_reader_cannot_write(void **state)
{
    struct database *d = *state;
    struct put p = {"k", "1", 7, ERR_OK};

    assert_int_equal(db_read(d->db, &d->cx, put, &p), ERR_INTERNAL);
    assert_false(is_there(d, "k", "1"));
}

static void a_refusal_takes_everything_back(void **state)
{
    struct database *d = *state;
    struct put p = {"k", "1", 7, ERR_INPUT};

    assert_int_equal(db_write(d->db, &d->cx, put, &p), ERR_INPUT);
    assert_false(is_there(d, "k", "1"));
}

static void a_row_that_is_there_already_is_told(void **state)
{
    struct database *d = *state;
    struct put p = {"k", "1", 7, ERR_OK};

    must(db_write(d->db, &d->cx, put, &p), &d->cx);
    assert_int_equal(db_write(d->db, &d->cx, put, &p), ERR_UNIQUE);
}

/* Writes, fails, and does not look. */
static enum err ignore_failure(struct tx *t, void *arg)
{
    (void)arg;
    TRY(probe_put(t, S("k"), S("1"), 1, NULL));
    (void)!probe_put(t, S("k"), S("1"), 1, NULL);
    (void)!probe_put(t, S("k"), S("2"), 2, NULL);
    return ERR_OK;
}

static void a_failed_statement_ends_its_transaction(void **state)
{
    struct database *d = *state;

    assert_int_equal(db_write(d->db, &d->cx, ignore_failure, NULL), ERR_UNIQUE);
    assert_false(is_there(d, "k", "1"));
    assert_false(is_there(d, "k", "2"));
}

static enum err need(struct tx *t, void *arg)
{
    return probe_need(t, S("k"), S("none"), arg);
}

static enum err two(struct tx *t, void *arg)
{
    bool found;

    return probe_two(t, arg, &found);
}

static enum err null(struct tx *t, void *arg)
{
    return probe_null(t, arg);
}

static enum err absent_parameter(struct tx *t, void *arg)
{
    return probe_need(t, STR_NONE, S("1"), arg);
}

static void a_statement_is_held_to_its_word(void **state)
{
    struct database *d = *state;
    struct probe_need_row need_row = {42};
    struct probe_two_row two_row = {42};
    struct probe_null_row null_row = {42};

    assert_int_equal(db_read(d->db, &d->cx, need, &need_row), ERR_NOT_FOUND);
    assert_int_equal(db_read(d->db, &d->cx, absent_parameter, &need_row),
                     ERR_INTERNAL);
    assert_int_equal(db_read(d->db, &d->cx, two, &two_row), ERR_INTERNAL);
    assert_int_equal(db_read(d->db, &d->cx, null, &null_row), ERR_INTERNAL);
    assert_int_equal(need_row.next, 42);
    assert_int_equal(two_row.n, 42);
    assert_int_equal(null_row.n, 42);
}

static enum err put_five(struct tx *t, void *arg)
{
    (void)arg;
    for (int i = 0; i < 5; i++)
        TRY(probe_put(t, S("k"), arena_printf(t->cx->arena, "%d", i), i, NULL));
    return ERR_OK;
}

static enum err list_three(struct tx *t, void *arg)
{
    return probe_list(t, S("k"), 3, arg);
}

static enum err list_five(struct tx *t, void *arg)
{
    return probe_list(t, S("k"), 5, arg);
}

static enum err list_none(struct tx *t, void *arg)
{
    return probe_list(t, S("other"), 5, arg);
}

static void a_list_stops_at_its_maximum_and_says_so(void **state)
{
    struct database *d = *state;
    struct probe_list_rows rows;

    must(db_write(d->db, &d->cx, put_five, NULL), &d->cx);
    must(db_read(d->db, &d->cx, list_three, &rows), &d->cx);
    assert_int_equal(rows.count, 3);
    assert_true(rows.more);
    assert_int_equal(rows.row[2].next, 2);
    must(db_read(d->db, &d->cx, list_five, &rows), &d->cx);
    assert_int_equal(rows.count, 5);
    assert_false(rows.more);
    must(db_read(d->db, &d->cx, list_none, &rows), &d->cx);
    assert_int_equal(rows.count, 0);
    assert_false(rows.more);
}

static enum err bump_two(struct tx *t, void *arg)
{
    return probe_bump(t, S("k"), 2, arg);
}

static void a_change_reaches_rows_beyond_those_shown(void **state)
{
    struct database *d = *state;
    struct probe_bump_rows shown;
    struct probe_list_rows rows;

    must(db_write(d->db, &d->cx, put_five, NULL), &d->cx);
    must(db_write(d->db, &d->cx, bump_two, &shown), &d->cx);
    assert_int_equal(shown.count, 2);
    assert_true(shown.more);
    must(db_read(d->db, &d->cx, list_five, &rows), &d->cx);
    for (int i = 0; i < 5; i++)
        assert_int_equal(rows.row[i].next, i + 1);
}

static enum err change(struct tx *t, void *arg)
{
    TRY(put_five(t, NULL));
    return probe_change(t, S("k"), 9, arg);
}

static void changed_rows_are_counted(void **state)
{
    struct database *d = *state;
    int64_t changed = 0;

    must(db_write(d->db, &d->cx, change, &changed), &d->cx);
    assert_int_equal(changed, 5);
}

static enum err endless(struct tx *t, void *arg)
{
    return probe_endless(t, arg);
}

static void a_statement_that_does_not_end_is_stopped(void **state)
{
    struct database *d = *state;
    struct db *db = database_open(d, (struct db_conf){.read_timeout_ms = 200});
    struct probe_endless_row row;

    assert_int_equal(db_read(db, &d->cx, endless, &row), ERR_BUSY);
    /* The connection is whole. */
    must(db_read(db, &d->cx, list_none, &(struct probe_list_rows){0}), &d->cx);
    db_close(db);
}

static void migrating_again_changes_nothing(void **state)
{
    struct database *d = *state;
    struct put p = {"k", "1", 7, ERR_OK};

    must(db_write(d->db, &d->cx, put, &p), &d->cx);
    must(db_migrate(d->db, &d->cx), &d->cx);
    assert_true(is_there(d, "k", "1"));
}

static enum err spoil_checksum(struct tx *t, void *arg)
{
    (void)arg;
    return t->engine->script(
        t, "UPDATE migration SET checksum = 'x' WHERE number = 1");
}

static void a_changed_migration_is_refused(void **state)
{
    struct database *d = *state;

    must(db_write(d->db, &d->cx, spoil_checksum, NULL), &d->cx);
    assert_int_equal(db_migrate(d->db, &d->cx), ERR_CONFLICT);
}

static void a_url_that_is_none_is_refused(void **state)
{
    struct database *d = *state;
    struct db *db = NULL;

    assert_int_equal(
        db_open(&(struct db_conf){.url = S("motcua.db")}, &db, &d->cx.err),
        ERR_INPUT);
    assert_int_equal(
        db_open(&(struct db_conf){.url = S("sqlite:/nowhere/at/all.db")}, &db,
                &d->cx.err),
        ERR_UNAVAILABLE);
    assert_int_equal(
        db_open(&(struct db_conf){.url = S("host=/nowhere dbname=x")}, &db,
                &d->cx.err),
        ERR_UNAVAILABLE);
    assert_null(db);
}

/* Who serves a file that was moved away must not serve an empty one. */
static void a_file_is_made_for_whoever_asks_only(void **state)
{
    struct database *d = *state;
    const char *path = arena_printf(d->cx.arena, "%s/no.db", d->folder).p;
    struct db_conf conf = {.url = arena_printf(d->cx.arena, "sqlite:%s", path)};
    struct db *db = NULL;

    assert_int_equal(db_open(&conf, &db, &d->cx.err), ERR_UNAVAILABLE);
    assert_null(db);
    assert_int_equal(access(path, F_OK), -1);
    conf.create = true;
    must(db_open(&conf, &db, &d->cx.err), &d->cx);
    db_close(db);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(every_type_comes_back_as_it_went_in),
        TEST(absent_and_empty_are_two_things),
        TEST(a_written_row_is_there_for_the_next_reader),
        TEST(a_reader_cannot_write),
        TEST(a_refusal_takes_everything_back),
        TEST(a_row_that_is_there_already_is_told),
        TEST(a_failed_statement_ends_its_transaction),
        TEST(a_statement_is_held_to_its_word),
        TEST(a_list_stops_at_its_maximum_and_says_so),
        TEST(a_change_reaches_rows_beyond_those_shown),
        TEST(changed_rows_are_counted),
        TEST(a_statement_that_does_not_end_is_stopped),
        TEST(migrating_again_changes_nothing),
        TEST(a_changed_migration_is_refused),
        TEST(a_url_that_is_none_is_refused),
        TEST(a_file_is_made_for_whoever_asks_only),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
