#include "base/prelude.h"

#include "base/check.h"

#include "domain/dossier/dossier.h"

#include "service/demo_plan.h"
#include "service/flowing.h"

/*
 * Acts of one dossier: filing, acceptance, and the flow once more for each way
 * that leads back.
 */
#define ACTS_MAX (2 + FLOW_STEPS_MAX * (2 + OTHER_WAYS_MAX))

/* Of the plan's dossiers, so many of each 1000 wait for one kind of work. */
#define WAITING_PER_MILLE 11
#define DRAWS_MAX         400

#define REFUSED_PER_MILLE   35
#define SENT_BACK_PER_MILLE 40
#define OTHER_WAY_PER_MILLE 150
/* A dossier that goes one of the ways that are not the plain one. */
#define OTHER_WAYS_MAX 2

#define HOUR_MINUTES 60
#define DAY_MINUTES  (8 * HOUR_MINUTES)
/* What "within the day" leaves to one who comes at 15:00. */
#define SAME_DAY_MINUTES 110
#define UNKNOWN_MINUTES  (5 * DAY_MINUTES)
#define WAIT_MIN         5
/* Past the legal time by so much, the evening of the last day is over, too. */
#define LATE_MIN DAY_MINUTES

/* The time that some work waits, and the act that ends it. */
struct stage {
    enum dossier_work work; /* 0: the filing itself */
    int64_t wait;           /* working minutes */
    enum demo_do what;
    enum flow_action action;
    size_t pick;
};

/* All that happens to one dossier, counted from its arrival. */
struct life {
    struct demo_filing filing;
    struct stage stage[ACTS_MAX];
    size_t count;
    size_t flow;   /* index of its first stage */
    int64_t legal; /* minutes that the law gives the flow */
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

static void add(struct planner *p, struct life *l, struct stage s)
{
    check(l->count < ACTS_MAX);
    s.pick = (size_t)(chance_next(p->chance) & 0xffff);
    l->stage[l->count++] = s;
}

static int64_t limit_minutes(struct limit limit)
{
    switch (limit.unit) {
    case LIMIT_SAME_DAY: return SAME_DAY_MINUTES;
    case LIMIT_WORKING_HOUR: return limit.value * HOUR_MINUTES;
    case LIMIT_WORKING_DAY: return limit.value * DAY_MINUTES;
    case LIMIT_DAY: return limit.value * DAY_MINUTES * 5 / 7;
    case LIMIT_MONTH: return limit.value * DAY_MINUTES * 21;
    }
    UNREACHABLE();
}

/*
 * How much of its legal time a dossier takes, in per mille. About one in
 * twenty-five is late, as the province's own figures have it.
 */
static int64_t draw_pace(struct chance *c)
{
    static const int weight[] = {560, 400, 28, 12};
    static const int64_t from[] = {180, 600, 1020, 1500};
    static const int64_t to[] = {600, 900, 1500, 2500};
    size_t which = chance_weighted(c, weight, COUNT_OF(weight));

    return chance_between(c, from[which], to[which]);
}

/* Mostly within hours, a few past the eight that the counter has. */
static int64_t draw_answer(struct chance *c)
{
    static const int weight[] = {55, 38, 7};
    static const int64_t from[] = {8, 120, 480};
    static const int64_t to[] = {120, 460, 900};
    size_t which = chance_weighted(c, weight, COUNT_OF(weight));

    return chance_between(c, from[which], to[which]);
}

static int64_t step_minutes(const struct flow_step *s)
{
    return s->has_limit ? limit_minutes(s->limit) : HOUR_MINUTES;
}

/* One way through a flow, and how much it strayed from the plain one. */
struct walk {
    const struct flow *flow;
    int other_ways;
    bool sent_back;
};

static const struct flow_way *way_back(const struct flow_step *s)
{
    for (size_t i = 0; i < s->way_count; i++)
        if (s->way[i].action == FLOW_DO_SEND_BACK)
            return &s->way[i];
    return NULL;
}

static const struct flow_way *choose_way(struct planner *p, struct walk *w,
                                         const struct flow_step *s)
{
    const struct flow_way *back = way_back(s);
    const struct flow_way *forward[FLOW_WAYS_MAX];
    size_t count = 0;

    if (back && !w->sent_back && chance_is(p->chance, SENT_BACK_PER_MILLE)) {
        w->sent_back = true;
        return back;
    }
    for (size_t i = 0; i < s->way_count; i++)
        if (&s->way[i] != back)
            forward[count++] = &s->way[i];
    check(count > 0);
    if (count == 1 || w->other_ways == OTHER_WAYS_MAX ||
        !chance_is(p->chance, OTHER_WAY_PER_MILLE))
        return forward[0];
    w->other_ways++;
    return forward[1 + chance_below(p->chance, count - 1)];
}

/* Who waits at home fetches a result soon, who has other things to do, not. */
static int64_t draw_fetch(struct chance *c, enum channel channel)
{
    if (channel == CHANNEL_ONLINE)
        return chance_between(c, 20, 300);
    return chance_between(c, 30, 2 * DAY_MINUTES);
}

/*
 * All steps together take `minutes`; none less than WAIT_MIN, so that one
 * follows the other.
 */
static void scale(struct stage *stage, size_t count, int64_t minutes)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += stage[i].wait;
    for (size_t i = 0; i < count; i++) {
        stage[i].wait = stage[i].wait * minutes / sum;
        if (stage[i].wait < WAIT_MIN)
            stage[i].wait = WAIT_MIN;
    }
}

static void draw_flow(struct planner *p, struct life *l,
                      const struct flow *flow, int64_t minutes)
{
    struct walk w = {.flow = flow};
    size_t first = l->count;
    size_t at = 0;

    while (flow->step[at].kind != FLOW_RETURN) {
        const struct flow_step *s = &flow->step[at];
        const struct flow_way *way = choose_way(p, &w, s);

        add(p, l,
            (struct stage){
                .work = flowing_work(s->kind),
                .wait = step_minutes(s) * chance_between(p->chance, 6, 14),
                .what = DEMO_HANDLE,
                .action = way->action,
            });
        at = way->to;
    }
    scale(&l->stage[first], l->count - first, minutes);
    add(p, l,
        (struct stage){
            .work = WORK_RETURN,
            .wait = draw_fetch(p->chance, l->filing.channel),
            .what = DEMO_HANDLE,
            .action = FLOW_DO_RETURN,
        });
}

static void draw_arrival(struct planner *p, struct life *l)
{
    bool online = l->filing.channel == CHANNEL_ONLINE;
    const struct demo_task *task = &p->wish->task[l->filing.task];

    add(p, l, (struct stage){.what = online ? DEMO_FILE : DEMO_TAKE_IN});
    if (online)
        add(p, l,
            (struct stage){
                .work = WORK_RECEIVE,
                .wait = draw_answer(p->chance),
                .what = chance_is(p->chance, REFUSED_PER_MILLE) ? DEMO_REFUSE
                                                                : DEMO_ACCEPT,
            });
    else if (!task->pack->card->immediate)
        add(p, l,
            (struct stage){
                .work = WORK_TRANSFER,
                .wait = chance_between(p->chance, 15, 150),
                .what = DEMO_TRANSFER,
            });
}

static bool is_refused(const struct life *l)
{
    return l->stage[l->count - 1].what == DEMO_REFUSE;
}

/* The legal time of the case that the demo's answers are for. */
static int64_t legal_minutes(const struct demo_task *task, enum channel channel)
{
    const struct procedure_limit *limit =
        procedure_limit(task->pack->card, 0, channel);

    return limit && limit->time.known ? limit_minutes(limit->time.limit)
                                      : UNKNOWN_MINUTES;
}

/* At `pace` per mille of the legal time. */
static void draw_life(struct planner *p, struct demo_filing filing,
                      int64_t pace, struct life *l)
{
    const struct demo_task *task = &p->wish->task[filing.task];

    *l = (struct life){
        .filing = filing,
        .legal = legal_minutes(task, filing.channel),
    };
    draw_arrival(p, l);
    l->flow = l->count;
    if (!is_refused(l))
        draw_flow(p, l, task->pack->flow, l->legal * pace / 1000);
}

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
    for (size_t i = 0; i < l->count; i++) {
        const struct stage *s = &l->stage[i];
        struct demo_act act;

        minute += s->wait;
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

    draw_life(p, f, draw_pace(p->chance), &l);
    place(p, &l, at, demo_hours_before(p->wish->hours, at));
}

/* The stage that waits for `work`; count when there is none. */
static size_t stage_of(const struct life *l, enum dossier_work work)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->stage[i].work == work)
            return i;
    return l->count;
}

/* Arrived so long ago that `work` has just been waiting for a part of it. */
static bool place_waiting(struct planner *p, const struct life *l,
                          enum dossier_work work)
{
    int64_t first = p->wish->hours->minutes - 1;
    size_t n = stage_of(l, work);

    if (n == l->count)
        return false;
    for (size_t i = 0; i < n; i++)
        first -= l->stage[i].wait;
    first -= chance_between(p->chance, 0, l->stage[n].wait - 1);
    if (first < 0)
        return false;
    place(p, l, in_minute(p, demo_hours_at(p->wish->hours, first)), first);
    return true;
}

static void plan_waiting(struct planner *p, enum dossier_work work)
{
    struct life l;

    for (int i = 0; i < DRAWS_MAX; i++) {
        draw_life(p, draw_filing(p), draw_pace(p->chance), &l);
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
        draw_life(p, f, draw_pace(p->chance), &l);
        l.count = l.flow;
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

    if (is_refused(l))
        return false;
    for (size_t i = 0; i < l->flow; i++)
        first -= l->stage[i].wait;
    for (size_t i = l->flow; i + 1 < l->count; i++)
        flow += l->stage[i].wait;
    if (flow <= l->legal + LATE_MIN)
        return false;
    first -= chance_between(p->chance, l->legal + LATE_MIN, flow - 1);
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
    int64_t back = chance_between(p->chance, 1, DAY_MINUTES);
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
