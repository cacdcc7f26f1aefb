#include "base/prelude.h"

#include "base/check.h"

#include "service/demo_life.h"
#include "service/flowing.h"

#define REFUSED_PER_MILLE   35
#define SENT_BACK_PER_MILLE 40
#define OTHER_WAY_PER_MILLE 150

#define HOUR_MINUTES 60
/* What "within the day" leaves to one who comes at 15:00. */
#define SAME_DAY_MINUTES 110
/* Where the card does not know the legal time. */
#define UNKNOWN_MINUTES (5 * DEMO_DAY_MINUTES)
#define WAIT_MIN        5

static void add(struct chance *c, struct demo_life *l, struct demo_stage s)
{
    check(l->count < DEMO_STAGES_MAX);
    s.pick = (size_t)(chance_next(c) & 0xffff);
    l->stage[l->count++] = s;
}

static int64_t limit_minutes(struct limit limit)
{
    switch (limit.unit) {
    case LIMIT_SAME_DAY: return SAME_DAY_MINUTES;
    case LIMIT_WORKING_HOUR: return limit.value * HOUR_MINUTES;
    case LIMIT_WORKING_DAY: return limit.value * DEMO_DAY_MINUTES;
    case LIMIT_DAY: return limit.value * DEMO_DAY_MINUTES * 5 / 7;
    case LIMIT_MONTH: return limit.value * DEMO_DAY_MINUTES * 21;
    }
    UNREACHABLE();
}

int64_t demo_pace(struct chance *c)
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

static const struct flow_way *choose_way(struct chance *c, struct walk *w,
                                         const struct flow_step *s)
{
    const struct flow_way *back = way_back(s);
    const struct flow_way *forward[FLOW_WAYS_MAX];
    size_t count = 0;

    if (back && !w->sent_back && chance_is(c, SENT_BACK_PER_MILLE)) {
        w->sent_back = true;
        return back;
    }
    for (size_t i = 0; i < s->way_count; i++)
        if (&s->way[i] != back)
            forward[count++] = &s->way[i];
    check(count > 0);
    if (count == 1 || w->other_ways == DEMO_OTHER_WAYS_MAX ||
        !chance_is(c, OTHER_WAY_PER_MILLE))
        return forward[0];
    w->other_ways++;
    return forward[1 + chance_below(c, count - 1)];
}

/* Who waits at home fetches a result soon, who has other things to do, not. */
static int64_t draw_fetch(struct chance *c, enum channel channel)
{
    if (channel == CHANNEL_ONLINE)
        return chance_between(c, 20, 300);
    return chance_between(c, 30, 2 * DEMO_DAY_MINUTES);
}

/*
 * All steps together take `minutes`; none less than WAIT_MIN, so that one
 * follows the other.
 */
static void scale(struct demo_stage *stage, size_t count, int64_t minutes)
{
    int64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += stage[i].wait_minutes;
    for (size_t i = 0; i < count; i++) {
        stage[i].wait_minutes = stage[i].wait_minutes * minutes / sum;
        if (stage[i].wait_minutes < WAIT_MIN)
            stage[i].wait_minutes = WAIT_MIN;
    }
}

static void draw_flow(struct chance *c, struct demo_life *l,
                      const struct flow *flow, enum channel channel,
                      int64_t minutes)
{
    struct walk w = {.flow = flow};
    size_t first = l->count;
    size_t at = 0;

    while (flow->step[at].kind != FLOW_RETURN) {
        const struct flow_step *s = &flow->step[at];
        const struct flow_way *way = choose_way(c, &w, s);

        add(c, l,
            (struct demo_stage){
                .work = flowing_work(s->kind),
                .wait_minutes = step_minutes(s) * chance_between(c, 6, 14),
                .what = DEMO_HANDLE,
                .action = way->action,
            });
        at = flow_next(flow, at, way->action);
    }
    scale(&l->stage[first], l->count - first, minutes);
    add(c, l,
        (struct demo_stage){
            .work = WORK_RETURN,
            .wait_minutes = draw_fetch(c, channel),
            .what = DEMO_HANDLE,
            .action = FLOW_DO_RETURN,
        });
}

static void draw_arrival(struct chance *c, struct demo_life *l,
                         const struct demo_task *task, enum channel channel)
{
    bool online = channel == CHANNEL_ONLINE;

    add(c, l, (struct demo_stage){.what = online ? DEMO_FILE : DEMO_TAKE_IN});
    if (online)
        add(c, l,
            (struct demo_stage){
                .work = WORK_RECEIVE,
                .wait_minutes = draw_answer(c),
                .what =
                    chance_is(c, REFUSED_PER_MILLE) ? DEMO_REFUSE : DEMO_ACCEPT,
            });
    else if (!task->pack->card->immediate)
        add(c, l,
            (struct demo_stage){
                .work = WORK_TRANSFER,
                .wait_minutes = chance_between(c, 15, 150),
                .what = DEMO_TRANSFER,
            });
}

bool demo_life_is_refused(const struct demo_life *l)
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

void demo_life(struct chance *c, const struct demo_task *task,
               enum channel channel, int64_t pace, struct demo_life *ret)
{
    int64_t legal = legal_minutes(task, channel);

    *ret = (struct demo_life){.legal_minutes = legal};
    draw_arrival(c, ret, task, channel);
    ret->flow = ret->count;
    if (!demo_life_is_refused(ret))
        draw_flow(c, ret, task->pack->flow, channel, legal * pace / 1000);
}
