/*
 * What is remembered of the still tables: the store's own words in
 * store/memo.h, each of them tried.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/instant.h"

#include "store/engine.h"
#include "store/memo.h"

#include "fixture/database.h"
#include "store/probe.sql.h"

#define TET_DAY ((struct day){20501})

struct holiday {
    struct day day;
    struct str name;
    enum err then; /* answered after it was written */
};

static enum err put(struct tx *t, void *arg)
{
    const struct holiday *h = arg;

    TRY(probe_holiday_put(t, h->day, h->name, NULL));
    return h->then;
}

static enum err get(struct tx *t, void *arg)
{
    struct holiday *h = arg;
    struct probe_holiday_row row = {STR_NONE};
    bool found;

    TRY(probe_holiday(t, h->day, &row, &found));
    h->name = row.name;
    return ERR_OK;
}

static void write_name(struct database *d, struct db *db, const char *name)
{
    struct holiday h = {TET_DAY, str_c(name), ERR_OK};

    must(db_write(db, &d->cx, put, &h), &d->cx);
}

static struct str read_name(struct database *d)
{
    struct holiday h = {.day = TET_DAY};

    must(db_read(d->db, &d->cx, get, &h), &d->cx);
    return h.name;
}

/* A hand at the database itself: no statement of ours, so no new mark. */
static enum err change_by_hand(struct tx *t, void *arg)
{
    (void)arg;
    return t->engine->script(t, "UPDATE calendar_day SET name = 'by hand'");
}

static void what_was_read_is_not_read_again(void **state)
{
    struct database *d = *state;

    write_name(d, d->db, "Tết");
    assert_true(str_eq_c(read_name(d), "Tết"));
    must(db_write(d->db, &d->cx, change_by_hand, NULL), &d->cx);
    assert_true(str_eq_c(read_name(d), "Tết"));
}

static void who_writes_is_seen_by_the_next_reader(void **state)
{
    struct database *d = *state;
    struct db *other = database_open(d, (struct db_conf){.role = DB_SECOND});

    write_name(d, d->db, "Tết");
    assert_true(str_eq_c(read_name(d), "Tết"));
    write_name(d, d->db, "Tết Nguyên đán");
    assert_true(str_eq_c(read_name(d), "Tết Nguyên đán"));
    write_name(d, other, "Tết Bính Ngọ");
    assert_true(str_eq_c(read_name(d), "Tết Bính Ngọ"));
    db_close(other);
}

static void that_a_row_is_missing_is_remembered_until_it_comes(void **state)
{
    struct database *d = *state;

    assert_null(read_name(d).p);
    assert_null(read_name(d).p);
    write_name(d, d->db, "Tết");
    assert_true(str_eq_c(read_name(d), "Tết"));
}

static void what_was_taken_back_is_not_seen(void **state)
{
    struct database *d = *state;
    struct holiday h = {TET_DAY, S("nobody's"), ERR_CONFLICT};

    write_name(d, d->db, "Tết");
    assert_true(str_eq_c(read_name(d), "Tết"));
    assert_int_equal(db_write(d->db, &d->cx, put, &h), ERR_CONFLICT);
    assert_true(str_eq_c(read_name(d), "Tết"));
}

static void who_writes_asks_the_database(void **state)
{
    struct database *d = *state;
    struct holiday h = {.day = TET_DAY};

    write_name(d, d->db, "Tết");
    assert_true(str_eq_c(read_name(d), "Tết"));
    must(db_write(d->db, &d->cx, change_by_hand, NULL), &d->cx);
    must(db_write(d->db, &d->cx, get, &h), &d->cx);
    assert_true(str_eq_c(h.name, "by hand"));
}

struct list {
    size_t max;
    struct probe_holidays_rows rows;
};

static enum err list(struct tx *t, void *arg)
{
    struct list *l = arg;

    return probe_holidays(t, (struct day){0}, l->max, &l->rows);
}

/* However many are asked for: that is another question. */
static void a_list_is_remembered_with_how_much_of_it_was_wanted(void **state)
{
    struct database *d = *state;
    struct list two = {.max = 2};
    struct list all = {.max = 10};

    for (int32_t n = 0; n < 3; n++) {
        struct holiday h = {{n}, S("a day"), ERR_OK};

        must(db_write(d->db, &d->cx, put, &h), &d->cx);
    }
    for (int time = 0; time < 2; time++) {
        must(db_read(d->db, &d->cx, list, &two), &d->cx);
        assert_int_equal(two.rows.count, 2);
        assert_true(two.rows.more);
        must(db_read(d->db, &d->cx, list, &all), &d->cx);
        assert_int_equal(all.rows.count, 3);
        assert_false(all.rows.more);
        for (int32_t n = 0; n < 3; n++) {
            assert_int_equal(all.rows.row[n].day.n, n);
            assert_true(str_eq_c(all.rows.row[n].name, "a day"));
        }
    }
}

/* The memo alone. */

struct place {
    int64_t id;
    struct str name;
    struct str note;
    struct str seal;
};

static const struct param place_param[] = {{CELL_TEXT, true},
                                           {CELL_I64, false}};
static const struct column place_column[] = {
    {"id", CELL_I64, false, offsetof(struct place, id), 0},
    {"name", CELL_TEXT, false, offsetof(struct place, name), 0},
    {"note", CELL_TEXT, true, offsetof(struct place, note), 0},
    {"seal", CELL_BLOB, false, offsetof(struct place, seal), 0},
};
static const struct stmt place_stmt = {
    .name = "place",
    .param = place_param,
    .param_count = COUNT_OF(place_param),
    .column = place_column,
    .column_count = COUNT_OF(place_column),
    .row_bytes = sizeof(struct place),
    .still = true,
};

static struct memo_question ask(const struct value *in)
{
    return (struct memo_question){
        .stmt = &place_stmt, .in = in, .max = 10, .mark = 7};
}

static void keep(struct memo *m, struct arena *a, const struct memo_question *q,
                 const char *name)
{
    struct place place = {1, str_c(name), STR_NONE, {"\0\1", 2}};
    struct stmt_rows rows = {&place, 1, false};

    memo_keep(m, a, q, &rows);
}

static bool is_told(struct memo *m, struct arena *a,
                    const struct memo_question *q, const char *name)
{
    struct stmt_rows rows;
    const struct place *place;

    if (!memo_find(m, a, q, &rows))
        return false;
    place = rows.row;
    assert_int_equal(rows.count, 1);
    assert_int_equal(place->id, 1);
    assert_null(place->note.p);
    assert_int_equal(place->seal.n, 2);
    assert_memory_equal(place->seal.p, "\0\1", 2);
    assert_string_equal(place->name.p, name); /* with its NUL */
    return true;
}

static void another_question_is_not_answered(void **state)
{
    struct database *d = *state;
    struct arena *a = d->cx.arena;
    struct memo *m = memo_new();
    struct value in[] = {value_bytes(S("ab")), value_int(5)};
    struct value no_text[] = {VALUE_ABSENT, value_int(5)};
    struct value no_letters[] = {value_bytes(S("")), value_int(5)};
    struct value other_number[] = {value_bytes(S("ab")), value_int(6)};
    struct memo_question q = ask(in);
    struct memo_question other = q;

    keep(m, a, &q, "Châu Phú A");
    assert_true(is_told(m, a, &q, "Châu Phú A"));
    other = ask(other_number);
    assert_false(is_told(m, a, &other, ""));
    other = q, other.mark = 8;
    assert_false(is_told(m, a, &other, ""));
    other = q, other.max = 9;
    assert_false(is_told(m, a, &other, ""));

    q = ask(no_text), other = ask(no_letters);
    keep(m, a, &q, "none");
    assert_false(is_told(m, a, &other, ""));
    memo_free(m);
}

static void it_is_told_for_a_minute(void **state)
{
    struct database *d = *state;
    struct arena *a = d->cx.arena;
    struct memo *m = memo_new();
    struct value in[] = {VALUE_ABSENT, value_int(5)};
    struct memo_question q = ask(in);

    keep(m, a, &q, "Châu Phú A");
    q.asked_at_us = MINUTE_US - 1;
    assert_true(is_told(m, a, &q, "Châu Phú A"));
    q.asked_at_us = MINUTE_US;
    assert_false(is_told(m, a, &q, ""));
    memo_free(m);
}

static void it_holds_so_much_and_forgets(void **state)
{
    struct database *d = *state;
    struct arena *a = d->cx.arena;
    struct memo *m = memo_new();
    static char name[60 << 10];
    struct value in[] = {VALUE_ABSENT, value_int(0)};
    struct memo_question q = ask(in);
    int told = 0;

    memset(name, 'x', sizeof name - 1);
    for (int64_t n = 0; n < 1000; n++) {
        struct arena_mark mark = arena_mark(a);

        in[1] = value_int(n);
        keep(m, a, &q, name);
        assert_true(is_told(m, a, &q, name));
        arena_release(a, mark);
    }
    for (int64_t n = 0; n < 1000; n++) {
        struct arena_mark mark = arena_mark(a);

        in[1] = value_int(n);
        told += is_told(m, a, &q, name);
        arena_release(a, mark);
    }
    assert_in_range(told, 1, MEMO_BYTES_MAX / sizeof name);
    memo_free(m);
}

static void what_is_too_large_is_not_kept(void **state)
{
    struct database *d = *state;
    struct arena *a = d->cx.arena;
    struct memo *m = memo_new();
    static char text[MEMO_ANSWER_MAX + 1];
    struct value in[] = {VALUE_ABSENT, value_int(0)};
    struct memo_question q = ask(in);

    memset(text, 'x', MEMO_ANSWER_MAX);
    keep(m, a, &q, text);
    assert_false(is_told(m, a, &q, text));
    in[0] = value_bytes((struct str){text, MEMO_ANSWER_MAX});
    keep(m, a, &q, "small");
    assert_false(is_told(m, a, &q, "small"));
    memo_free(m);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_read_is_not_read_again),
        TEST(who_writes_is_seen_by_the_next_reader),
        TEST(that_a_row_is_missing_is_remembered_until_it_comes),
        TEST(what_was_taken_back_is_not_seen),
        TEST(who_writes_asks_the_database),
        TEST(a_list_is_remembered_with_how_much_of_it_was_wanted),
        TEST(another_question_is_not_answered),
        TEST(it_is_told_for_a_minute),
        TEST(it_holds_so_much_and_forgets),
        TEST(what_is_too_large_is_not_kept),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
