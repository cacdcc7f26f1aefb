#include "base/prelude.h"

#include "base/chance.h"
#include "base/check.h"
#include "base/csv.h"
#include "base/num.h"

#include "domain/calendar/calendar_store.h"
#include "domain/pack/pack_store.h"
#include "domain/dossier/dossier.sql.h"

#include "service/demo.h"
#include "service/demo_act.h"
#include "service/demo_hours.h"
#include "service/demo_settle.h"

/* Acts of one transaction: a few hundred use cases share one commit. */
#define ACTS_PER_PIECE 250

#define DEMO_CITIZENS_MAX 50

struct demo {
    struct db *db;
    struct cx *cx;   /* of the plan */
    struct cx piece; /* of the transaction that is running */
    const struct demo_order *order;
    struct chance chance;
    struct demo_hours hours;
    struct demo_task task[DEMO_TASKS_MAX];
    size_t task_count;
    struct demo_person *person;
    size_t person_count;
    struct demo_papers papers;
    struct demo_plan plan;
    struct demo_cast cast;
    size_t done;
};

static enum err look_for_dossiers(struct tx *t)
{
    struct dossier_any_row row;

    TRY(dossier_any(t, &row));
    if (row.n)
        return RAISE(&t->cx->err, ERR_CONFLICT,
                     "there are dossiers in the database: the demo begins on "
                     "one without");
    return ERR_OK;
}

/* Everybody who has no sessions of their own works as the whole province. */
static enum err load_hours(struct tx *t, struct demo *d)
{
    struct calendar calendar;
    struct work_week week;

    TRY(calendar_load(t, &calendar));
    TRY(work_week_load(t, 0, instant_day(t->cx->now), &week));
    return demo_hours(t->cx->arena, &calendar, &week, t->cx->now, DEMO_DAYS,
                      &d->hours, &t->cx->err);
}

static enum err number_at(struct demo *d, const struct csv *csv,
                          const char *column, int64_t max, int *ret)
{
    int64_t n;
    size_t at;

    TRY(csv_column(&d->cx->err, csv, column, &at));
    if (!num_parse(csv->cell[at], 0, max, &n))
        return RAISE(&d->cx->err, ERR_INPUT, "mix: line %zu: column %s",
                     csv->line, column);
    *ret = (int)n;
    return ERR_OK;
}

static enum err add_task(struct tx *t, struct demo *d, const struct csv *csv)
{
    struct demo_task *task = &d->task[d->task_count];
    const struct demo_files *files = d->order->files;
    size_t at;

    if (d->task_count == DEMO_TASKS_MAX)
        return RAISE(&t->cx->err, ERR_RANGE, "mix: over %d rows",
                     DEMO_TASKS_MAX);
    TRY(csv_column(&t->cx->err, csv, "code", &at));
    task->code = csv->cell[at];
    TRY(number_at(d, csv, "weight", 1000, &task->weight));
    TRY(number_at(d, csv, "online_per_cent", 100, &task->online_per_cent));
    TRY(files->answers(files->data, task->code, &task->answers));
    TRY(pack_in_force(t, task->code, d->hours.day[0], &task->pack,
                      &task->version_id));
    d->task_count++;
    return ERR_OK;
}

static enum err load_tasks(struct tx *t, struct demo *d)
{
    struct csv csv;
    bool found;

    TRY(csv_open(&t->cx->err, t->cx->arena, d->order->files->mix,
                 DEMO_TASKS_MAX, &csv));
    for (;;) {
        TRY(csv_row(&t->cx->err, &csv, &found));
        if (!found)
            return ERR_OK;
        TRY(add_task(t, d, &csv));
    }
}

static enum err add_reason(struct demo *d, const struct csv *csv)
{
    struct demo_reasons *to;
    size_t kind;
    size_t text;

    TRY(csv_column(&d->cx->err, csv, "kind", &kind));
    TRY(csv_column(&d->cx->err, csv, "text", &text));
    to = str_eq_c(csv->cell[kind], "refuse") ? &d->cast.refuse
                                             : &d->cast.send_back;
    if (to->count == DEMO_REASONS_MAX)
        return RAISE(&d->cx->err, ERR_RANGE, "over %d reasons",
                     DEMO_REASONS_MAX);
    to->text[to->count++] = csv->cell[text];
    return ERR_OK;
}

static enum err load_reasons(struct demo *d)
{
    struct csv csv;
    bool found;

    TRY(csv_open(&d->cx->err, d->cx->arena, d->order->files->reasons,
                 2 * DEMO_REASONS_MAX, &csv));
    for (;;) {
        TRY(csv_row(&d->cx->err, &csv, &found));
        if (!found)
            break;
        TRY(add_reason(d, &csv));
    }
    if (!d->cast.refuse.count || !d->cast.send_back.count)
        return RAISE(&d->cx->err, ERR_INPUT, "reasons: some are missing");
    return ERR_OK;
}

static enum err load(struct tx *t, void *arg)
{
    struct demo *d = arg;

    d->task_count = 0;
    TRY(look_for_dossiers(t));
    TRY(load_hours(t, d));
    TRY(load_tasks(t, d));
    return demo_staff_load(t, &d->cast.staff);
}

/* They were there before their first dossier. */
static struct instant before_the_first(const struct demo *d)
{
    return (struct instant){demo_hours_at(&d->hours, 0).us - DAY_US};
}

static enum err settle(struct tx *t, void *arg)
{
    struct demo *d = arg;
    size_t count = DEMO_APPLICANTS;
    size_t citizens;

    TRY(demo_settle(t, d->person, count));
    TRY(demo_citizens(t, d->person, count, &d->person[count], DEMO_CITIZENS_MAX,
                      &citizens));
    d->person_count = count + citizens;
    return ERR_OK;
}

static enum err make_people(struct demo *d)
{
    const struct demo_files *files = d->order->files;
    struct instant now = d->cx->now;
    enum err err;

    d->person = ARENA_ARRAY(d->cx->arena, struct demo_person,
                            DEMO_APPLICANTS + DEMO_CITIZENS_MAX);
    TRY(demo_crowd(d->cx->arena, files->names, files->places, &d->chance,
                   d->hours.day[0], d->person, DEMO_APPLICANTS, &d->cx->err));
    d->cx->now = before_the_first(d);
    err = db_write(d->db, d->cx, settle, d);
    d->cx->now = now;
    return err;
}

static enum err draw_papers(struct demo *d)
{
    for (size_t i = 0; i < d->task_count; i++)
        TRY(demo_papers_draw(d->order->blobs, d->cx, d->task[i].pack->card,
                             &d->papers));
    return ERR_OK;
}

static void draw_plan(struct demo *d)
{
    const struct demo_wish wish = {
        .task = d->task,
        .task_count = d->task_count,
        .person = d->person,
        .person_count = d->person_count,
        .hours = &d->hours,
        .count = d->order->count,
    };

    demo_plan(d->cx->arena, &wish, &d->chance, &d->plan);
}

static void set_cast(struct demo *d)
{
    size_t count = d->plan.filing_count;

    d->cast.task = d->task;
    d->cast.person = d->person;
    d->cast.filing = d->plan.filing;
    d->cast.papers = &d->papers;
    d->cast.site = d->order->site;
    d->cast.dossier_id = ARENA_ARRAY(d->cx->arena, int64_t, count);
    d->cast.rests = ARENA_ARRAY(d->cx->arena, bool, count);
}

static void free_piece(void *p)
{
    arena_free(p);
}

enum err demo_begin(struct db *db, struct cx *cx,
                    const struct demo_order *order, struct demo **ret)
{
    struct demo *d = ARENA_NEW(cx->arena, struct demo);

    check(order->count <= DEMO_COUNT_MAX);
    d->db = db;
    d->cx = cx;
    d->order = order;
    d->chance = chance_new(order->seed);
    d->piece = (struct cx){.arena = arena_new(DEMO_PIECE_ARENA_BYTES)};
    arena_defer(cx->arena, free_piece, d->piece.arena);
    TRY(db_read(db, cx, load, d));
    TRY(load_reasons(d));
    TRY(make_people(d));
    TRY(draw_papers(d));
    draw_plan(d);
    set_cast(d);
    *ret = d;
    return ERR_OK;
}

static size_t piece_end(const struct demo *d)
{
    size_t end = d->done + ACTS_PER_PIECE;

    return end < d->plan.act_count ? end : d->plan.act_count;
}

static enum err do_piece(struct tx *t, void *arg)
{
    struct demo *d = arg;
    size_t end = piece_end(d);

    for (size_t i = d->done; i < end; i++) {
        const struct demo_act *act = &d->plan.act[i];
        struct arena_mark mark = arena_mark(t->cx->arena);

        t->cx->now = act->at;
        TRY(demo_act(t, &d->cast, act));
        arena_release(t->cx->arena, mark);
    }
    return ERR_OK;
}

enum err demo_go_on(struct demo *d, bool *ret_more)
{
    enum err err = db_write(d->db, &d->piece, do_piece, d);

    if (err != ERR_OK) {
        d->cx->err = d->piece.err;
        return err;
    }
    d->done = piece_end(d);
    *ret_more = d->done < d->plan.act_count;
    return ERR_OK;
}

struct demo_progress demo_progress(const struct demo *d)
{
    return (struct demo_progress){d->done, d->plan.act_count,
                                  d->plan.dossier_count};
}
