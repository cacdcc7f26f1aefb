#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/id.h"
#include "base/msg.h"

#include "store/registry.h"
#include "store/stmt.h"

#include "domain/account/account_store.h"
#include "domain/grant/grant_store.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"
#include "service/move.h"
#include "service/permit.h"
#include "service/queue.h"

#include "fixture/database.h"
#include "fixture/province.h"

static const struct day today = {20571}; /* 2026-04-28 */

#define OFFICERS 5
#define DOSSIERS 130

/* The officers of the scene. */
enum { MY_BINH, MY_LONG, CITY, LEADER, DOUBLE };

struct scene {
    int64_t account[OFFICERS];
    int64_t desk[2];  /* committees of Mỹ Bình and Mỹ Long */
    int64_t point[2]; /* their reception points */
    int64_t person_id;
    int64_t dossier[DOSSIERS];
    struct queue_rows rows;
    int64_t seen[DOSSIERS];
    size_t seen_count;
};

static struct scene scene;

static struct instant hours_from_now(const struct tx *t, int hours)
{
    return (struct instant){t->cx->now.us + hours * HOUR_US};
}

static enum err add_person(struct tx *t, struct str name, int64_t *ret)
{
    struct person p = {.kind = PERSON_NATURAL,
                       .name = name,
                       .birth_date = S("1990"),
                       .phone = S(""),
                       .email = S(""),
                       .ethnic = S(""),
                       .address = S("{}")};

    TRY(person_create(t, &p));
    *ret = p.id;
    return ERR_OK;
}

static enum err add_officer(struct tx *t, struct str login, int64_t *ret)
{
    struct account a = {.kind = ACCOUNT_STAFF,
                        .login = login,
                        .password_hash = S("x"),
                        .lang = LANG_VI};

    TRY(add_person(t, login, &a.person_id));
    TRY(account_create(t, &a, true));
    *ret = a.id;
    return ERR_OK;
}

static enum err give(struct tx *t, int64_t account, enum role role,
                     int64_t desk, const char *field)
{
    struct grant g = {.role = role,
                      .desk_id = desk,
                      .from = today,
                      .to = {INT32_MAX},
                      .field = str_c(field),
                      .procedure = S("")};

    return grant_add(t, account, &g, 0);
}

static enum err place_officers(struct tx *t, void *arg)
{
    static const char *const login[OFFICERS] = {"my-binh", "my-long", "city",
                                                "leader", "double"};
    int64_t city;

    (void)arg;
    TRY(org_agency_in(t, S("30280"), S("committee"), S(""), today,
                      &scene.desk[0]));
    TRY(org_agency_in(t, S("30283"), S("committee"), S(""), today,
                      &scene.desk[1]));
    TRY(org_agency_in(t, S("883"), S("committee"), S(""), today, &city));
    for (int i = 0; i < 2; i++)
        TRY(org_point_of(t, scene.desk[i], today, &scene.point[i]));
    for (int i = 0; i < OFFICERS; i++)
        TRY(add_officer(t, str_c(login[i]), &scene.account[i]));
    TRY(give(t, scene.account[MY_BINH], ROLE_RECEPTION, scene.point[0], ""));
    TRY(give(t, scene.account[MY_LONG], ROLE_RECEPTION, scene.point[1], ""));
    TRY(give(t, scene.account[CITY], ROLE_RECEPTION, city, "dat_dai"));
    TRY(give(t, scene.account[LEADER], ROLE_LEADER, city, ""));
    TRY(give(t, scene.account[DOUBLE], ROLE_RECEPTION, scene.point[0], ""));
    TRY(give(t, scene.account[DOUBLE], ROLE_RECEPTION, city, ""));
    TRY(give(t, scene.account[DOUBLE], ROLE_PROCESSOR, scene.desk[0], ""));
    return add_person(t, S("Trần Thị Ngọc Điệp"), &scene.person_id);
}

/* Filed an hour ago at commune `at`, to be answered in `hours`. */
static enum err file(struct tx *t, int at, int hours, const char *field,
                     int64_t *ret)
{
    struct dossier d = {
        .id = id_new(t->cx->now),
        .submission_code = dossier_submission_code(t->cx->arena, t->cx->now),
        .procedure_code = S("1.001193"),
        .version_id = 1,
        .field = str_c(field),
        .case_code = S("on_time"),
        .channel = CHANNEL_ONLINE,
        .delivery = CHANNEL_COUNTER,
        .point_id = scene.point[at],
        .receiver_id = scene.desk[at],
        .resolver_id = scene.desk[at],
        .return_point_id = scene.point[at],
        .area = at == 0 ? S("30280") : S("30283"),
        .person_id = scene.person_id,
        .limit = {LIMIT_SAME_DAY, 1},
        .submitted_at = hours_from_now(t, -1),
        .answer_due_at = hours_from_now(t, hours),
        .last_hash = S(""),
    };
    struct dossier_step s = {.work = WORK_RECEIVE,
                             .step = S(""),
                             .role = S("reception"),
                             .desk_id = scene.point[at],
                             .due_at = hours_from_now(t, hours)};
    struct move m = {.event = EVENT_SUBMIT};

    TRY(dossier_create(t, &d, S("tran thi ngoc diep")));
    TRY(move_open_step(t, &d, &s));
    *ret = d.id;
    return move_make(t, &d, &m);
}

static enum err file_some(struct tx *t, void *arg)
{
    int *count = arg;

    for (int i = 0; i < *count; i++)
        TRY(file(t, i % 2, (i * 7) % 50 - 5, i % 4 ? "ho_tich" : "dat_dai",
                 &scene.dossier[i]));
    return ERR_OK;
}

static void scene_make(struct database *d, int dossiers)
{
    province_found(d);
    must(db_write(d->db, &d->cx, place_officers, NULL), &d->cx);
    must(db_write(d->db, &d->cx, file_some, &dossiers), &d->cx);
}

static enum err list(struct tx *t, int officer, enum queue q,
                     const struct queue_filter *f)
{
    struct actor *who;

    TRY(actor_load(t, scene.account[officer], &who));
    return queue_list(t, who, q, f, &scene.rows);
}

static enum err look_at_lists(struct tx *t, void *arg)
{
    const struct queue_filter all = {0};

    (void)arg;
    TRY(list(t, MY_BINH, QUEUE_RECEIVE, &all));
    assert_int_equal(scene.rows.count, 10);
    for (size_t i = 0; i < scene.rows.count; i++) {
        assert_true(scene.rows.row[i].point_id == scene.point[0]);
        assert_string_equal(scene.rows.row[i].area.p, "Phường Mỹ Bình");
        assert_string_equal(scene.rows.row[i].person.p, "Trần Thị Ngọc Điệp");
        if (i)
            assert_true(scene.rows.row[i - 1].sort_due.us <=
                        scene.rows.row[i].sort_due.us);
    }
    TRY(list(t, MY_LONG, QUEUE_RECEIVE, &all));
    for (size_t i = 0; i < scene.rows.count; i++)
        assert_true(scene.rows.row[i].point_id == scene.point[1]);
    TRY(list(t, CITY, QUEUE_RECEIVE, &all));
    assert_int_equal(scene.rows.count, 5); /* of its field only */
    TRY(list(t, LEADER, QUEUE_RECEIVE, &all));
    assert_int_equal(scene.rows.count, 0); /* not its role */
    TRY(list(t, MY_BINH, QUEUE_SIGN, &all));
    assert_int_equal(scene.rows.count, 0);
    return ERR_OK;
}

static void officers_see_the_steps_of_their_posts_and_no_others(void **state)
{
    struct database *d = *state;

    scene_make(d, 20);
    must(db_read(d->db, &d->cx, look_at_lists, NULL), &d->cx);
}

/* What the list shows is what permit_role() allows, for everybody. */
static enum err look_for_agreement(struct tx *t, void *arg)
{
    const struct queue_filter all = {0};

    (void)arg;
    for (int officer = 0; officer < OFFICERS; officer++) {
        struct actor *who;
        size_t allowed = 0;

        TRY(actor_load(t, scene.account[officer], &who));
        for (int i = 0; i < 40; i++) {
            struct dossier d;
            struct dossier_step s;
            struct permit where;

            TRY(dossier_load(t, scene.dossier[i], &d));
            TRY(dossier_open_step(t, d.id, &s));
            where = (struct permit){s.desk_id, d.field, d.procedure_code};
            if (permit_role(t, who, s.role, &where) == ERR_OK)
                allowed++;
            errbox_clear(&t->cx->err);
        }
        TRY(queue_list(t, who, QUEUE_RECEIVE, &all, &scene.rows));
        assert_int_equal(scene.rows.count, allowed);
    }
    return ERR_OK;
}

static void the_list_and_the_permission_agree(void **state)
{
    struct database *d = *state;

    scene_make(d, 40);
    must(db_read(d->db, &d->cx, look_for_agreement, NULL), &d->cx);
}

static enum err look_at_counts(struct tx *t, void *arg)
{
    struct queue_count count[QUEUE_COUNT];
    const struct queue_filter all = {0};
    const struct queue_filter late = {.late_only = true};
    struct actor *who;

    (void)arg;
    /* Two posts that reach the same desk count a step once. */
    TRY(actor_load(t, scene.account[DOUBLE], &who));
    TRY(queue_counts_of(t, who, count));
    assert_int_equal(count[QUEUE_RECEIVE].waiting, 40);
    assert_int_equal(count[QUEUE_RECEIVE].unheld, 40);
    assert_int_equal(count[QUEUE_SIGN].waiting, 0);
    assert_int_equal(count[QUEUE_RUNNING].waiting, 0);
    TRY(queue_list(t, who, QUEUE_RECEIVE, &all, &scene.rows));
    assert_int_equal(scene.rows.count, 40);
    TRY(queue_list(t, who, QUEUE_RECEIVE, &late, &scene.rows));
    assert_true(scene.rows.count > 0 && scene.rows.count < 40);
    assert_int_equal(count[QUEUE_RECEIVE].late, scene.rows.count);
    TRY(actor_load(t, scene.account[LEADER], &who));
    TRY(queue_counts_of(t, who, count));
    assert_int_equal(count[QUEUE_RECEIVE].waiting, 0);
    return ERR_OK;
}

static void counts_are_those_of_the_lists(void **state)
{
    struct database *d = *state;

    scene_make(d, 40);
    must(db_read(d->db, &d->cx, look_at_counts, NULL), &d->cx);
}

static enum err wait_for_collection(struct tx *t, void *arg)
{
    struct dossier d;
    struct dossier_step s = {.work = WORK_RETURN,
                             .step = S("return"),
                             .role = S("reception"),
                             .desk_id = scene.point[0],
                             .due_at = hours_from_now(t, -100)};
    struct dossier_step first;

    (void)arg;
    TRY(dossier_load_locked(t, scene.dossier[0], &d));
    TRY(dossier_open_step(t, d.id, &first));
    TRY(move_close_step(t, &d, first.n, NULL, S("issue")));
    TRY(move_open_step(t, &d, &s));
    return dossier_save(t, &d);
}

static enum err look_at_collection(struct tx *t, void *arg)
{
    struct queue_count count[QUEUE_COUNT];
    const struct queue_filter all = {0};
    const struct queue_filter late = {.late_only = true};
    struct actor *who;

    (void)arg;
    TRY(actor_load(t, scene.account[MY_BINH], &who));
    TRY(queue_counts_of(t, who, count));
    assert_int_equal(count[QUEUE_RETURN].waiting, 1);
    assert_int_equal(count[QUEUE_RETURN].late, 0);
    TRY(queue_list(t, who, QUEUE_RETURN, &all, &scene.rows));
    assert_int_equal(scene.rows.count, 1);
    return queue_list(t, who, QUEUE_RETURN, &late, &scene.rows);
}

/* The clock stopped at the result; who collects late makes nobody late. */
static void what_waits_to_be_collected_is_never_late(void **state)
{
    struct database *d = *state;

    scene_make(d, 1);
    must(db_write(d->db, &d->cx, wait_for_collection, NULL), &d->cx);
    must(db_read(d->db, &d->cx, look_at_collection, NULL), &d->cx);
    assert_int_equal(scene.rows.count, 0);
}

static enum err look_at_filters(struct tx *t, void *arg)
{
    struct queue_filter f = {.name = S("Ngọc ĐIỆP")};

    (void)arg;
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 20);
    f.name = S("goc diep"); /* not at the beginning of a word */
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 0);
    f = (struct queue_filter){.field = S("dat_dai")};
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 5);
    f = (struct queue_filter){.procedure = S("1.001612")};
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 0);
    f = (struct queue_filter){.channel = CHANNEL_POST};
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 0);
    f = (struct queue_filter){
        .has_from = true, .from = today, .has_to = true, .to = today};
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 20);
    f.to.n = f.from.n = today.n - 1;
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 0);
    f = (struct queue_filter){.holder = HOLDER_ME};
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &f));
    assert_int_equal(scene.rows.count, 0);
    return ERR_OK;
}

static void a_filter_narrows_and_never_widens(void **state)
{
    struct database *d = *state;

    scene_make(d, 20);
    must(db_read(d->db, &d->cx, look_at_filters, NULL), &d->cx);
}

/* The officer accepts: the step is closed. */
static enum err close_first(struct tx *t, void *arg)
{
    struct dossier d;
    struct dossier_step s;
    struct actor *who;
    const int64_t *id = arg;

    TRY(actor_load(t, scene.account[DOUBLE], &who));
    TRY(dossier_load_locked(t, *id, &d));
    TRY(dossier_open_step(t, *id, &s));
    return move_close_step(t, &d, s.n, who, S("accept"));
}

static enum err next_page(struct tx *t, void *arg)
{
    struct queue_filter *f = arg;

    TRY(list(t, DOUBLE, QUEUE_RECEIVE, f));
    for (size_t i = 0; i < scene.rows.count; i++) {
        for (size_t k = 0; k < scene.seen_count; k++)
            assert_true(scene.seen[k] != scene.rows.row[i].id);
        scene.seen[scene.seen_count++] = scene.rows.row[i].id;
    }
    if (scene.rows.count) {
        f->after_due = scene.rows.row[scene.rows.count - 1].sort_due;
        f->after_id = scene.rows.row[scene.rows.count - 1].id;
    }
    return ERR_OK;
}

static void pages_hold_every_row_once_while_rows_leave(void **state)
{
    struct database *d = *state;
    struct queue_filter f = {0};
    bool more;

    scene_make(d, DOSSIERS);
    scene.seen_count = 0;
    do {
        must(db_read(d->db, &d->cx, next_page, &f), &d->cx);
        assert_true(scene.rows.count <= QUEUE_PAGE_MAX);
        more = scene.rows.more;
        /* A row of the page that was shown is done meanwhile. */
        must(db_write(d->db, &d->cx, close_first,
                      &scene.seen[scene.seen_count - 1]),
             &d->cx);
    } while (more);
    assert_int_equal(scene.seen_count, DOSSIERS);
}

struct taking {
    int officer;
    enum err (*fn)(struct tx *, const struct actor *, int64_t, int);
};

static enum err take_first(struct tx *t, void *arg)
{
    const struct taking *taking = arg;
    struct dossier_step s;
    struct actor *who;

    TRY(actor_load(t, scene.account[taking->officer], &who));
    TRY(dossier_open_step(t, scene.dossier[0], &s));
    return taking->fn(t, who, scene.dossier[0], s.n);
}

static enum err attempt(struct database *d, int officer,
                        enum err (*fn)(struct tx *, const struct actor *,
                                       int64_t, int))
{
    struct taking taking = {officer, fn};

    errbox_clear(&d->cx.err);
    return db_write(d->db, &d->cx, take_first, &taking);
}

static enum err look_who_holds(struct tx *t, void *arg)
{
    const struct queue_filter nobody = {.holder = HOLDER_NOBODY};
    const struct queue_filter me = {.holder = HOLDER_ME};

    (void)arg;
    TRY(list(t, DOUBLE, QUEUE_RECEIVE, &nobody));
    assert_int_equal(scene.rows.count, 3);
    TRY(list(t, MY_BINH, QUEUE_RECEIVE, &me));
    assert_int_equal(scene.rows.count, 1);
    assert_true(scene.rows.row[0].holder_id == scene.account[MY_BINH]);
    assert_string_equal(scene.rows.row[0].holder.p, "my-binh");
    return ERR_OK;
}

static void only_one_officer_takes_a_step(void **state)
{
    struct database *d = *state;

    scene_make(d, 4);
    assert_int_equal(attempt(d, MY_LONG, queue_take), ERR_FORBIDDEN);
    assert_int_equal(attempt(d, LEADER, queue_take), ERR_FORBIDDEN);
    must(attempt(d, MY_BINH, queue_take), &d->cx);
    assert_int_equal(attempt(d, DOUBLE, queue_take), ERR_CONFLICT);
    must(db_read(d->db, &d->cx, look_who_holds, NULL), &d->cx);
    assert_int_equal(attempt(d, DOUBLE, queue_lay_back), ERR_CONFLICT);
    must(attempt(d, MY_BINH, queue_lay_back), &d->cx);
    must(attempt(d, DOUBLE, queue_take), &d->cx);
}

static enum err act_on_first_step(struct tx *t, const struct actor *who,
                                  int64_t dossier_id, int n)
{
    struct dossier d;
    struct dossier_step s;

    TRY(dossier_load(t, dossier_id, &d));
    assert_int_equal(permit_step(t, who, &d, n + 1, &s), ERR_CONFLICT);
    return permit_step(t, who, &d, n, &s);
}

/* Whoever has the same role at the same desk keeps off what another holds. */
static void a_step_that_is_held_is_done_by_its_holder(void **state)
{
    struct database *d = *state;

    scene_make(d, 4);
    must(attempt(d, DOUBLE, act_on_first_step), &d->cx);
    assert_int_equal(attempt(d, LEADER, act_on_first_step), ERR_FORBIDDEN);
    must(attempt(d, MY_BINH, queue_take), &d->cx);
    assert_int_equal(attempt(d, DOUBLE, act_on_first_step), ERR_CONFLICT);
    assert_int_equal(d->cx.err.message, MSG_MOVE_HELD);
    must(attempt(d, MY_BINH, act_on_first_step), &d->cx);
    must(attempt(d, MY_BINH, queue_lay_back), &d->cx);
    must(attempt(d, DOUBLE, act_on_first_step), &d->cx);
}

/* The first dossier is accepted, due in `arg` hours; the step goes on. */
static enum err accept_first(struct tx *t, void *arg)
{
    const int *hours = arg;
    struct dossier d;
    struct dossier_step s;
    struct actor *who;
    const struct deadline due = {.due = hours_from_now(t, *hours)};
    struct move m = {.event = EVENT_ACCEPT, .due = &due};

    TRY(actor_load(t, scene.account[MY_BINH], &who));
    TRY(dossier_load_locked(t, scene.dossier[0], &d));
    TRY(dossier_open_step(t, d.id, &s));
    TRY(move_close_step(t, &d, s.n, who, S("accept")));
    s.work = WORK_TRANSFER;
    TRY(move_open_step(t, &d, &s));
    m.who = who;
    d.code = S("H01.21-260428-0001");
    return move_make(t, &d, &m);
}

static enum err look_at_units(struct tx *t, void *arg)
{
    const struct queue_filter all = {0};

    (void)arg;
    TRY(list(t, MY_BINH, QUEUE_RUNNING, &all));
    assert_int_equal(scene.rows.count, 1);
    assert_int_equal(scene.rows.row[0].work, WORK_TRANSFER);
    assert_string_equal(scene.rows.row[0].code.p, "H01.21-260428-0001");
    TRY(list(t, MY_BINH, QUEUE_LATE, &all));
    assert_int_equal(scene.rows.count, 1);
    TRY(list(t, LEADER, QUEUE_LATE, &all));
    assert_int_equal(scene.rows.count, 1);
    TRY(list(t, DOUBLE, QUEUE_RUNNING, &all));
    assert_int_equal(scene.rows.count, 1); /* once, though it is his twice */
    TRY(list(t, MY_LONG, QUEUE_RUNNING, &all));
    assert_int_equal(scene.rows.count, 0);
    return ERR_OK;
}

static enum err look_for_person(struct tx *t, void *arg)
{
    struct actor *who;

    (void)arg;
    TRY(actor_load(t, scene.account[MY_BINH], &who));
    TRY(queue_of_person(t, who, S("089190000001"), &scene.rows));
    assert_int_equal(scene.rows.count, 2);
    TRY(queue_of_person(t, who, S("089190000002"), &scene.rows));
    assert_int_equal(scene.rows.count, 0);
    return ERR_OK;
}

static enum err declare(struct tx *t, void *arg)
{
    (void)arg;
    return person_declare(t, scene.person_id, IDENTIFIER_ID_NUMBER,
                          S("089190000001"));
}

static void a_unit_sees_what_runs_in_it_and_what_is_late(void **state)
{
    struct database *d = *state;
    int hours = -3;

    scene_make(d, 4);
    must(db_write(d->db, &d->cx, accept_first, &hours), &d->cx);
    must(db_write(d->db, &d->cx, declare, NULL), &d->cx);
    must(db_read(d->db, &d->cx, look_at_units, NULL), &d->cx);
    must(db_read(d->db, &d->cx, look_for_person, NULL), &d->cx);
}

/* One line of the engine's plan. */
struct plan_row {
    struct str detail;
};

static const struct column plan_column_sqlite[] = {
    {.name = "id", .type = CELL_I64, .offset = sizeof(struct plan_row)},
    {.name = "parent", .type = CELL_I64, .offset = sizeof(struct plan_row)},
    {.name = "notused", .type = CELL_I64, .offset = sizeof(struct plan_row)},
    {.name = "detail", .type = CELL_TEXT, .offset = 0},
};
static const struct column plan_column_pg[] = {
    {.name = "QUERY PLAN", .type = CELL_TEXT, .offset = 0},
};

static const struct stmt *statement(const char *name)
{
    for (size_t i = 0; i < registry_count; i++)
        if (strcmp(registry[i].name, name) == 0)
            return &registry[i];
    check_failed(name, __FILE__, __LINE__, __func__);
}

/* The plan's lines, joined. The store knows a statement by its place. */
static enum err explain(struct tx *t, const char *name, int mode,
                        struct buf *ret)
{
    struct arena *a = t->cx->arena;
    struct stmt *s = ARENA_NEW(a, struct stmt);
    struct value in[STMT_PARAMS_MAX];
    struct stmt_rows rows;
    bool sqlite = database_is_sqlite();

    *s = *statement(name);
    s->name = arena_printf(a, "plan_%d_%s", mode, name).p;
    s->sqlite = arena_printf(a, "EXPLAIN QUERY PLAN %s", s->sqlite).p;
    s->pg = arena_printf(a, "EXPLAIN (COSTS OFF) %s", s->pg).p;
    s->column = sqlite ? plan_column_sqlite : plan_column_pg;
    s->column_count = sqlite ? COUNT_OF(plan_column_sqlite) : 1;
    s->row_bytes = sizeof(struct plan_row) + sizeof(int64_t);
    for (size_t i = 0; i < s->param_count; i++)
        in[i] =
            s->param[i].type == CELL_TEXT ? value_bytes(S("")) : value_int(0);
    if (s->param_count > 3)
        in[2] = s->param[2].type == CELL_I32 ? value_int(mode) : in[2];
    TRY(stmt_many(t, s, in, 500, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const struct plan_row *row =
            (const void *)((const char *)rows.row + i * s->row_bytes);

        buf_add(ret, row->detail);
        buf_add_char(ret, '\n');
    }
    return ERR_OK;
}

static enum err look_at_plans(struct tx *t, void *arg)
{
    static const struct stmt no_scans = {.name = "no_scans",
                                         .sqlite = "SELECT 1",
                                         .pg =
                                             "SET LOCAL enable_seqscan = off"};
    static const struct {
        const char *statement;
        int mode;
        const char *index[2];
    } want[] = {
        {"queue_counts", 0, {"dossier_step_waiting"}},
        {"running_counts", 0, {"dossier_running", "dossier_running_at"}},
        {"queue_page", 0, {"dossier_step_waiting"}},
        {"queue_page", 1, {"dossier_running", "dossier_running_at"}},
        {"queue_page", 2, {"person_identifier_value", "dossier_of_person"}},
    };

    (void)arg;
    if (!database_is_sqlite())
        TRY(stmt_exec(t, &no_scans, NULL, NULL));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        struct buf plan = buf_new(t->cx->arena, 1 << 16);

        TRY(explain(t, want[i].statement, want[i].mode, &plan));
        if (getenv("MOTCUA_SHOW_PLANS"))
            print_message("%s\n", buf_str(&plan).p);
        for (size_t k = 0; k < COUNT_OF(want[i].index); k++)
            if (want[i].index[k] && !strstr(buf_str(&plan).p, want[i].index[k]))
                fail_msg("%s goes not by %s:\n%s", want[i].statement,
                         want[i].index[k], buf_str(&plan).p);
    }
    return ERR_OK;
}

static void lists_are_read_by_their_indexes(void **state)
{
    struct database *d = *state;

    scene_make(d, 4);
    must(db_write(d->db, &d->cx, look_at_plans, NULL), &d->cx);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(officers_see_the_steps_of_their_posts_and_no_others),
        TEST(the_list_and_the_permission_agree),
        TEST(counts_are_those_of_the_lists),
        TEST(what_waits_to_be_collected_is_never_late),
        TEST(a_filter_narrows_and_never_widens),
        TEST(pages_hold_every_row_once_while_rows_leave),
        TEST(only_one_officer_takes_a_step),
        TEST(a_step_that_is_held_is_done_by_its_holder),
        TEST(a_unit_sees_what_runs_in_it_and_what_is_late),
        TEST(lists_are_read_by_their_indexes),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
