#include "base/prelude.h"

#include "base/check.h"

#include "service/demo_plan.h"

/* Of the plan's dossiers, so many of each 1000 wait for one kind of work. */
#define WAITING_PER_MILLE 11
#define DRAWS_MAX         400

/* Past the legal time by so much, the evening of the last day is over, too. */
#define LATE_MIN DEMO_DAY_MINUTES

/* A dossier that is not yet placed in time. */
struct life {
    struct demo_filing filing;
    struct demo_life of;
};

struct planner {
    const struct demo_wish *wish;
    struct chance *chance;
    struct demo_filing *filing;
    size_t filing_count;
    struct arena *arena;
    struct demo_act *act;
    size_t act_count;
    size_t act_room;
};

#define ACTS_AT_FIRST 1024

static size_t draw_task(struct planner *p)
{
    int weight[256];

    check(p->wish->task_count <= COUNT_OF(weight));
    for (size_t i = 0; i < p->wish->task_count; i++)
        weight[i] = p->wish->task[i].weight;
    return chance_weighted(p->chance, weight, p->wish->task_count);
}

static size_t draw_person(struct planner *p, bool is_home)
{
    for (int i = 0; i < DRAWS_MAX; i++) {
        size_t n = chance_below(p->chance, p->wish->person_count);

        if (p->wish->person[n].is_home == is_home)
            return n;
    }
    return 0;
}

static struct demo_filing draw_filing(struct planner *p)
{
    struct demo_filing f = {.task = draw_task(p)};
    const struct demo_task *task = &p->wish->task[f.task];

    f.person = draw_person(p, true);
    f.channel = chance_is(p->chance, task->online_per_cent * 10)
                    ? CHANNEL_ONLINE
                    : CHANNEL_COUNTER;
    return f;
}

static void draw_life(struct planner *p, struct demo_filing filing,
                      int64_t pace, struct life *l)
{
    l->filing = filing;
    demo_life(p->chance, &p->wish->task[filing.task], filing.channel, pace,
              &l->of);
}

/* Some second of the minute, so that not everything happens on the minute. */
static struct instant in_minute(struct planner *p, struct instant t)
{
    return (struct instant){t.us + chance_between(p->chance, 0, 59999) * 1000};
}

static void add_act(struct planner *p, struct demo_act act)
{
    if (p->act_count == p->act_room) {
        size_t room = 2 * p->act_room;
        struct demo_act *more = ARENA_ARRAY(p->arena, struct demo_act, room);

        memcpy(more, p->act, p->act_count * sizeof *more);
        p->act = more;
        p->act_room = room;
    }
    p->act[p->act_count++] = act;
}

/*
 * Puts the acts behind each other from `arrival` on, which is minute `first`
 * of the line; those past its end are left out.
 */
static void place(struct planner *p, const struct life *l,
                  struct instant arrival, int64_t first)
{
    const struct demo_hours *h = p->wish->hours;
    int64_t minute = first;

    p->filing[p->filing_count] = l->filing;
    for (size_t i = 0; i < l->of.count; i++) {
        const struct demo_stage *s = &l->of.stage[i];
        struct demo_act act;

        minute += s->wait_minutes;
        if (i > 0 && minute >= h->minutes)
            break;
        act = (struct demo_act){
            .at = i == 0 ? arrival : in_minute(p, demo_hours_at(h, minute)),
            .dossier = p->filing_count,
            .n = (int)i,
            .what = s->what,
            .action = s->action,
            .pick = s->pick,
        };
        add_act(p, act);
    }
    p->filing_count++;
}

/* A day of the line; Mondays are fuller, and it grows a little. */
static struct day draw_day(struct planner *p)
{
    const struct demo_hours *h = p->wish->hours;
    int weight[DEMO_DAYS_MAX];

    for (size_t i = 0; i < h->day_count; i++) {
        weight[i] = 100 + (int)(i * 40 / h->day_count);
        if (day_weekday(h->day[i]) == MONDAY)
            weight[i] += 30;
    }
    return h->day[chance_weighted(p->chance, weight, h->day_count)];
}

/* Minutes of the day from 7 to 17 o'clock, fullest between 8 and 10. */
static int draw_counter_minute(struct chance *c)
{
    static const int weight[] = {12, 22, 20, 11, 0, 0, 10, 13, 9, 3};

    return (7 + (int)chance_weighted(c, weight, COUNT_OF(weight))) * 60 +
           (int)chance_below(c, 60);
}

/* Online people file from six in the morning until late, also on Sundays. */
static int draw_online_minute(struct chance *c)
{
    static const int weight[] = {1, 4, 11, 12, 10, 6, 3, 6,
                                 8, 8, 5,  3,  3,  6, 5, 3};

    return (6 + (int)chance_weighted(c, weight, COUNT_OF(weight))) * 60 +
           (int)chance_below(c, 60);
}

static struct instant draw_online(struct planner *p)
{
    struct day d = draw_day(p);

    if (chance_is(p->chance, 60))
        d.n += 1;
    return in_minute(p, instant_at(d, draw_online_minute(p->chance)));
}

/* At the counter only while somebody sits there. */
static bool is_open(const struct demo_hours *h, struct instant t)
{
    int64_t n = demo_hours_before(h, t);

    return n < h->minutes && demo_hours_at(h, n).us <= t.us &&
           t.us < demo_hours_at(h, n).us + MINUTE_US;
}

static struct instant draw_arrival_at(struct planner *p, enum channel channel)
{
    const struct demo_hours *h = p->wish->hours;
    struct instant t = demo_hours_at(h, 0);

    for (int i = 0; i < DRAWS_MAX; i++) {
        if (channel == CHANNEL_ONLINE)
            t = draw_online(p);
        else
            t = in_minute(
                p, instant_at(draw_day(p), draw_counter_minute(p->chance)));
        if (t.us >= demo_hours_at(h, 0).us && t.us < h->now.us &&
            (channel == CHANNEL_ONLINE || is_open(h, t)))
            return t;
    }
    return demo_hours_at(h, 0);
}

static void plan_ordinary(struct planner *p)
{
    struct life l;
    struct demo_filing f = draw_filing(p);
    struct instant at = draw_arrival_at(p, f.channel);

    draw_life(p, f, demo_pace(p->chance), &l);
    place(p, &l, at, demo_hours_before(p->wish->hours, at));
}

/* The stage that waits for `work`; count when there is none. */
static size_t stage_of(const struct life *l, enum dossier_work work)
{
    for (size_t i = 0; i < l->of.count; i++)
        if (l->of.stage[i].work == work)
            return i;
    return l->of.count;
}

/* Arrived so long ago that `work` has just been waiting for a part of it. */
static bool place_waiting(struct planner *p, const struct life *l,
                          enum dossier_work work)
{
    int64_t first = p->wish->hours->minutes - 1;
    size_t n = stage_of(l, work);

    if (n == l->of.count)
        return false;
    for (size_t i = 0; i < n; i++)
        first -= l->of.stage[i].wait_minutes;
    first -= chance_between(p->chance, 0, l->of.stage[n].wait_minutes - 1);
    if (first < 0)
        return false;
    place(p, l, in_minute(p, demo_hours_at(p->wish->hours, first)), first);
    return true;
}

static void plan_waiting(struct planner *p, enum dossier_work work)
{
    struct life l;

    for (int i = 0; i < DRAWS_MAX; i++) {
        draw_life(p, draw_filing(p), demo_pace(p->chance), &l);
        if (place_waiting(p, &l, work))
            return;
    }
    plan_ordinary(p);
}

static bool is_for_commune(const struct planner *p, const struct demo_filing *f)
{
    return p->wish->task[f->task].pack->card->receive.kind ==
           BODY_COMMUNE_COMMITTEE;
}

/*
 * One filed where the demo has no staff: it waits to be received, since this
 * morning only, and shows that the province is larger than its demo.
 */
static void plan_away(struct planner *p)
{
    struct life l;

    for (int i = 0; i < DRAWS_MAX; i++) {
        struct demo_filing f = draw_filing(p);

        f.person = draw_person(p, false);
        if (f.channel != CHANNEL_ONLINE || !is_for_commune(p, &f))
            continue;
        draw_life(p, f, demo_pace(p->chance), &l);
        l.of.count = l.of.flow;
        if (place_waiting(p, &l, WORK_RECEIVE))
            return;
    }
    plan_ordinary(p);
}

/* Accepted longer ago than the law allows, and still somewhere in its flow. */
static bool place_late(struct planner *p, const struct life *l)
{
    int64_t first = p->wish->hours->minutes - 1;
    int64_t flow = 0;

    if (demo_life_is_refused(&l->of))
        return false;
    for (size_t i = 0; i < l->of.flow; i++)
        first -= l->of.stage[i].wait_minutes;
    for (size_t i = l->of.flow; i + 1 < l->of.count; i++)
        flow += l->of.stage[i].wait_minutes;
    if (flow <= l->of.legal_minutes + LATE_MIN)
        return false;
    first -=
        chance_between(p->chance, l->of.legal_minutes + LATE_MIN, flow - 1);
    if (first < 0)
        return false;
    place(p, l, in_minute(p, demo_hours_at(p->wish->hours, first)), first);
    return true;
}

static void plan_late(struct planner *p)
{
    struct life l;

    for (int i = 0; i < DRAWS_MAX; i++) {
        draw_life(p, draw_filing(p), chance_between(p->chance, 1300, 2500), &l);
        if (place_late(p, &l))
            return;
    }
    plan_ordinary(p);
}

/* What a visitor who signs in as this citizen finds begun. */
static void plan_draft(struct planner *p, size_t person)
{
    const struct demo_hours *h = p->wish->hours;
    int64_t back = chance_between(p->chance, 1, DEMO_DAY_MINUTES);
    struct demo_filing f = draw_filing(p);

    while (p->wish->task[f.task].online_per_cent == 0)
        f.task = draw_task(p);
    f.person = person;
    f.channel = CHANNEL_ONLINE;
    if (back > h->minutes)
        back = h->minutes;
    add_act(p, (struct demo_act){
                   .at = in_minute(p, demo_hours_at(h, h->minutes - back)),
                   .dossier = p->filing_count,
                   .what = DEMO_DRAFT,
               });
    p->filing[p->filing_count++] = f;
}

static int by_instant(const void *left, const void *right)
{
    const struct demo_act *a = left;
    const struct demo_act *b = right;

    if (a->at.us != b->at.us)
        return a->at.us < b->at.us ? -1 : 1;
    if (a->dossier != b->dossier)
        return a->dossier < b->dossier ? -1 : 1;
    return a->n - b->n;
}

/* So many of each kind of work; at least one. */
static size_t waiting_count(size_t count)
{
    size_t n = count * WAITING_PER_MILLE / 1000;

    return n ? n : 1;
}

void demo_plan(struct arena *a, const struct demo_wish *wish,
               struct chance *chance, struct demo_plan *ret)
{
    struct planner p = {.wish = wish, .chance = chance, .arena = a};
    size_t each = waiting_count(wish->count);

    p.filing =
        ARENA_ARRAY(a, struct demo_filing, wish->count + wish->person_count);
    p.act = ARENA_ARRAY(a, struct demo_act, ACTS_AT_FIRST);
    p.act_room = ACTS_AT_FIRST;
    for (int work = WORK_RECEIVE; work <= WORK_RETURN; work++)
        for (size_t i = 0; i < each && p.filing_count < wish->count; i++)
            plan_waiting(&p, (enum dossier_work)work);
    for (size_t i = 0; i < each / 2 && p.filing_count < wish->count; i++)
        plan_late(&p);
    for (size_t i = 0; i < each / 2 && p.filing_count < wish->count; i++)
        plan_away(&p);
    while (p.filing_count < wish->count)
        plan_ordinary(&p);
    for (size_t i = 0; i < wish->person_count; i++)
        if (wish->person[i].is_demo)
            plan_draft(&p, i);
    qsort(p.act, p.act_count, sizeof *p.act, by_instant);
    *ret = (struct demo_plan){
        .filing = p.filing,
        .filing_count = p.filing_count,
        .dossier_count = wish->count,
        .act = p.act,
        .act_count = p.act_count,
    };
}
