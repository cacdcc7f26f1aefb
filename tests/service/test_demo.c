#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/io.h"
#include "store/blob.h"

#include "domain/calendar/calendar_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/dossier_store.h"
#include "domain/dossier/event.h"

#include "service/demo.h"
#include "service/demo_answers.h"
#include "service/demo_people.h"
#include "service/demo_staff.h"

#include "fixture/database.h"
#include "fixture/province.h"
#include "living.sql.h"

#define COUNT    300
#define ROWS_MAX 1000

#define MIX_HEAD "code,weight,online_per_cent\n"
/* Two procedures, where a test does not need all of them. */
#define MIX_SMALL MIX_HEAD "1.001193,2,75\n2.000815,1,0\n"

/* A province with its procedures and people, and what a demo is made of. */
struct house {
    struct database *d;
    struct cx cx; /* the demo's own, as long as the house */
    struct demo_files files;
    struct demo_order order;
};

static struct str read_data(struct house *h, const char *name)
{
    struct arena *a = h->d->cx.arena;
    struct str path = arena_printf(a, "%s/data/demo/%s", SOURCE_ROOT, name);
    struct str text;

    must(io_read_file(&h->d->cx.err, a, path.p, DEMO_FILE_BYTES_MAX, &text),
         &h->d->cx);
    return text;
}

static enum err read_answers(void *data, struct str code, struct str *ret)
{
    struct house *h = data;

    *ret = read_data(
        h, arena_printf(h->d->cx.arena, "answers/%.*s.json", STR_ARG(code)).p);
    return ERR_OK;
}

static void settle_people(struct house *h)
{
    struct demo_people people = {
        .text = read_data(h, "people.csv"),
        .password_hash = S("none"),
    };

    must(db_write(h->d->db, &h->d->cx, demo_people_import, &people), &h->d->cx);
}

static struct house *open_house(void **state)
{
    struct database *d = *state;
    struct house *h = ARENA_NEW(d->cx.arena, struct house);
    const char *key = arena_printf(d->cx.arena, "%s/key", d->folder).p;
    const char *blobs = arena_printf(d->cx.arena, "%s/blobs", d->folder).p;

    h->d = d;
    h->cx = (struct cx){.arena = arena_new(DEMO_ARENA_BYTES), .now = d->cx.now};
    province_found(d);
    province_publish(d);
    settle_people(h);
    h->files = (struct demo_files){
        .names = read_data(h, "names.csv"),
        .places = read_data(h, "places.csv"),
        .mix = read_data(h, "mix.csv"),
        .reasons = read_data(h, "reasons.csv"),
        .answers = read_answers,
        .data = h,
    };
    h->order = (struct demo_order){
        .files = &h->files,
        .site = S("http://127.0.0.1:8080"),
        .count = COUNT,
        .seed = DEMO_SEED,
    };
    must(blob_key_file_create(key, &d->cx.err), &d->cx);
    must(blob_store_open(blobs, key, &h->order.blobs, &d->cx.err), &d->cx);
    return h;
}

static void close_house(struct house *h)
{
    blob_store_close(h->order.blobs);
    arena_free(h->cx.arena);
}

static void live(struct house *h)
{
    struct demo *demo;
    bool more = true;

    must(demo_begin(h->d->db, &h->cx, &h->order, &demo), &h->cx);
    while (more)
        must(demo_go_on(demo, &more), &h->cx);
}

static void look(struct house *h, tx_fn fn)
{
    must(db_read(h->d->db, &h->d->cx, fn, h), &h->d->cx);
}

static enum err look_at_work(struct tx *t, void *arg)
{
    struct living_open_steps_rows rows;
    struct living_late_row late;
    struct living_drafts_row drafts;
    int waiting[WORK_COUNT] = {0};
    int overdue = 0;

    (void)arg;
    TRY(living_open_steps(t, ROWS_MAX, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        waiting[rows.row[i].kind]++;
        overdue += rows.row[i].kind == WORK_RECEIVE &&
                   rows.row[i].due_at.us < t->cx->now.us;
    }
    for (int work = WORK_RECEIVE; work <= WORK_RETURN; work++)
        assert_true(waiting[work] >= 3);
    assert_true(overdue < waiting[WORK_RECEIVE]);
    TRY(living_late(t, t->cx->now, &late));
    assert_in_range(late.n, 1, COUNT / 10);
    TRY(living_drafts(t, &drafts));
    assert_in_range(drafts.n, 1, 12);
    return ERR_OK;
}

/* Whom the demo has no staff for only files online, and waits to be received.
 */
static enum err look_at_desks(struct tx *t, void *arg)
{
    struct demo_staff staff;
    struct living_open_steps_rows rows;
    size_t without = 0;

    (void)arg;
    TRY(demo_staff_load(t, &staff));
    TRY(living_open_steps(t, ROWS_MAX, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        struct living_open_steps_row *s = &rows.row[i];
        struct demo_post post = {s->role, s->desk_id, s->field,
                                 s->procedure_code};
        const struct actor *who;

        assert_false(dossier_is_closed((enum dossier_status)s->status));
        TRY(demo_staff_at(t, &staff, &post, 0, 0, &who));
        if (who)
            continue;
        assert_int_equal(s->kind, WORK_RECEIVE);
        without++;
    }
    assert_in_range(without, 1, COUNT / 50);
    return ERR_OK;
}

static enum err check_chain(struct tx *t, int64_t dossier_id, int count)
{
    struct event_list_rows rows;
    struct str before = S("");

    TRY(event_list(t, dossier_id, DOSSIER_EVENTS_MAX, &rows));
    assert_int_equal(rows.count, count);
    for (size_t i = 0; i < rows.count; i++) {
        struct digest d = event_hash(t->cx->arena, before, rows.row[i].body);

        assert_true(str_eq(digest_str(&d), rows.row[i].hash));
        assert_true(i == 0 || rows.row[i].recorded_at.us >=
                                  rows.row[i - 1].recorded_at.us);
        before = rows.row[i].hash;
    }
    return ERR_OK;
}

static enum err look_at_events(struct tx *t, void *arg)
{
    struct living_dossiers_rows rows;
    struct tally_differs_row differs;
    struct living_after_row after;

    (void)arg;
    TRY(living_dossiers(t, 0, ROWS_MAX, &rows));
    assert_int_equal(rows.count, COUNT);
    for (size_t i = 0; i < rows.count; i++)
        TRY(check_chain(t, rows.row[i].id, rows.row[i].event_count));
    TRY(tally_differs(t, &differs));
    assert_int_equal(differs.n, 0);
    TRY(living_after(t, t->cx->now, &after));
    assert_int_equal(after.n, 0);
    return ERR_OK;
}

static void must_be_open(struct tx *t, const struct calendar *calendar,
                         int64_t point_id, struct instant at)
{
    struct work_week week;
    struct instant start;

    must(work_week_load(t, point_id, instant_day(at), &week), t->cx);
    must(calendar_next_start(calendar, &week, at, &start, &t->cx->err), t->cx);
    assert_true(start.us == at.us);
}

/* "H01.21-260428-0037": the number before it is there, too. */
static void must_follow(struct tx *t, struct str code)
{
    int64_t n = 0;
    struct dossier_by_code_row row;
    struct str head = str_sub(code, 0, code.n - 4);
    bool found;

    for (size_t i = head.n; i < code.n; i++)
        n = n * 10 + (code.p[i] - '0');
    assert_true(n >= 1);
    if (n == 1)
        return;
    must(dossier_by_code(
             t,
             arena_printf(t->cx->arena, "%.*s%04d", STR_ARG(head), (int)n - 1),
             &row, &found),
         t->cx);
    assert_true(found);
}

static enum err look_at_codes(struct tx *t, void *arg)
{
    struct living_dossiers_rows rows;
    struct calendar calendar;
    size_t accepted = 0;

    (void)arg;
    TRY(calendar_load(t, &calendar));
    TRY(living_dossiers(t, 0, ROWS_MAX, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        if (!rows.row[i].code.p)
            continue;
        must_follow(t, rows.row[i].code);
        must_be_open(t, &calendar, rows.row[i].point_id,
                     rows.row[i].accepted_at);
        accepted++;
    }
    assert_true(accepted > COUNT * 3 / 4);
    return ERR_OK;
}

static void the_demo_opens_on_a_living_day(void **state)
{
    struct house *h = open_house(state);

    live(h);
    look(h, look_at_work);
    look(h, look_at_desks);
    look(h, look_at_events);
    look(h, look_at_codes);
    close_house(h);
}

struct codes {
    struct str code[COUNT];
    size_t count;
};

static enum err read_codes(struct tx *t, void *arg)
{
    struct codes *c = arg;
    struct living_dossiers_rows rows;

    TRY(living_dossiers(t, 0, ROWS_MAX, &rows));
    c->count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        c->code[i] = rows.row[i].code;
    return ERR_OK;
}

static void read_days(void **state, uint64_t seed, struct arena *a,
                      struct codes *ret)
{
    struct house *h;

    assert_int_equal(database_setup(state), 0);
    h = open_house(state);
    h->order.seed = seed;
    h->order.count = 60;
    h->files.mix = S(MIX_SMALL);
    live(h);
    must(db_read(h->d->db, &h->d->cx, read_codes, ret), &h->d->cx);
    for (size_t i = 0; i < ret->count; i++)
        ret->code[i] = arena_str(a, ret->code[i]);
    close_house(h);
    assert_int_equal(database_teardown(state), 0);
}

static bool same(const struct codes *a, const struct codes *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++)
        same = str_eq(a->code[i], b->code[i]);
    return same;
}

static void the_same_seed_makes_the_same_days(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct codes *codes = ARENA_ARRAY(a, struct codes, 3);

    read_days(state, 1, a, &codes[0]);
    read_days(state, 1, a, &codes[1]);
    read_days(state, 2, a, &codes[2]);
    assert_int_equal(codes[0].count, 60);
    assert_true(same(&codes[0], &codes[1]));
    assert_false(same(&codes[0], &codes[2]));
    arena_free(a);
}

static void a_database_with_dossiers_is_left_alone(void **state)
{
    struct house *h = open_house(state);
    struct demo *demo;

    h->order.count = 10;
    h->files.mix = S(MIX_SMALL);
    live(h);
    assert_int_equal(demo_begin(h->d->db, &h->cx, &h->order, &demo),
                     ERR_CONFLICT);
    close_house(h);
}

static void a_table_that_cannot_be_read_is_named(void **state)
{
    struct house *h = open_house(state);
    struct demo *demo;

    h->files.mix = S(MIX_HEAD "1.001193,often,75\n");
    assert_int_equal(demo_begin(h->d->db, &h->cx, &h->order, &demo), ERR_INPUT);
    assert_string_equal(h->cx.err.detail, "mix: line 2: column weight");
    h->files.mix = read_data(h, "mix.csv");
    h->files.reasons = S("kind,text\nrefuse,no\n");
    assert_int_equal(demo_begin(h->d->db, &h->cx, &h->order, &demo), ERR_INPUT);
    assert_string_equal(h->cx.err.detail, "reasons: some are missing");
    close_house(h);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_demo_opens_on_a_living_day),
        cmocka_unit_test(the_same_seed_makes_the_same_days),
        TEST(a_database_with_dossiers_is_left_alone),
        TEST(a_table_that_cannot_be_read_is_named),
    };
#undef TEST

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
