#include "base/prelude.h"

#include "base/check.h"

#include "domain/deadline/count.h"

/* What is waited for, while the clock stands. */
enum wait { WAIT_SUPPLEMENT = 1, WAIT_FINANCE = 2 };

/* The clock of a dossier between two events. */
struct clock {
    struct count count;
    struct instant due; /* while it stands: when it would have been due */
    unsigned waits;     /* 0: it runs */
    bool will_reset;    /* when it goes on */
    struct instant stopped_at;
    int more_days;
    bool is_extended;
    bool ignores_extension; /* what the law gives is asked for */
    bool has_ended;
    struct instant ended_at;
};

static void say_due(struct clock *k)
{
    count_look_at(&k->count, instant_day(k->due));
    count_say(&k->count, (struct deadline_reason){.kind = REASON_DUE,
                                                  .day = instant_day(k->due),
                                                  .at = k->due});
}

static void say_event(struct clock *k, const struct deadline_event *e,
                      struct instant at)
{
    count_say(&k->count, (struct deadline_reason){.kind = REASON_EVENT,
                                                  .day = instant_day(at),
                                                  .at = at,
                                                  .event = *e});
}

static enum err no_effect(struct clock *k, const struct deadline_event *e,
                          enum deadline_why why)
{
    count_say(&k->count, (struct deadline_reason){.kind = REASON_NO_EFFECT,
                                                  .event = *e,
                                                  .why = why});
    return ERR_OK;
}

static bool is_civil(const struct deadline_question *q)
{
    return q->limit.unit == LIMIT_DAY || q->limit.unit == LIMIT_MONTH;
}

/* `days` later than it is due now. */
static enum err add_days(struct clock *k, int days)
{
    struct count *c = &k->count;

    count_say(c, (struct deadline_reason){.kind = REASON_MORE, .n = days});
    if (count_is_in_minutes(c->q))
        return count_minutes(c, k->due,
                             (int64_t)days * DEADLINE_MINUTES_PER_DAY, &k->due);
    if (!is_civil(c->q))
        return count_working_days(c, instant_day(k->due), days, &k->due);
    c->last.n += days;
    return count_close(c, &k->due);
}

static enum err begin(struct clock *k, struct instant at)
{
    TRY(count_begin(&k->count, at));
    TRY(count_limit(&k->count, &k->due));
    return k->more_days ? add_days(k, k->more_days) : ERR_OK;
}

/* Working days from that of the request, which counts, to the due day. */
static int days_left(const struct clock *k)
{
    const struct count *c = &k->count;
    struct day d = instant_day(k->stopped_at);
    int left = 0;

    if (d.n <= instant_day(c->start).n)
        d.n = instant_day(c->start).n + 1;
    for (; d.n <= instant_day(k->due).n; d.n++)
        left += calendar_is_working(c->q->calendar, c->q->week, d);
    return left > 0 ? left : 1;
}

static enum err go_on_minutes(struct clock *k, struct instant at)
{
    struct count *c = &k->count;
    int64_t left = calendar_minutes_between(c->q->calendar, c->q->week,
                                            k->stopped_at, k->due);

    count_say(c, (struct deadline_reason){.kind = REASON_LEFT_MINUTES,
                                          .n = (int)left});
    TRY(count_begin(c, at));
    return count_minutes(c, c->start, left, &k->due);
}

static enum err go_on_working_days(struct clock *k, struct instant at)
{
    struct count *c = &k->count;
    int left = days_left(k);

    count_say(c, (struct deadline_reason){.kind = REASON_LEFT_DAYS, .n = left});
    TRY(count_begin(c, at));
    return count_working_days(c, instant_day(c->start), left, &k->due);
}

static enum err go_on_civil(struct clock *k, struct instant at)
{
    struct count *c = &k->count;
    int stood = instant_day(at).n - instant_day(k->stopped_at).n;

    c->last.n += stood;
    count_say(c, (struct deadline_reason){
                     .kind = REASON_STOOD, .n = stood, .day = c->last});
    return count_close(c, &k->due);
}

static enum err go_on(struct clock *k, struct instant at)
{
    const struct deadline_question *q = k->count.q;
    bool resets = k->will_reset || q->limit.unit == LIMIT_SAME_DAY;

    k->will_reset = false;
    if (resets) {
        count_say(&k->count, (struct deadline_reason){.kind = REASON_RESET});
        TRY(begin(k, at));
    } else if (count_is_in_minutes(q)) {
        TRY(go_on_minutes(k, at));
    } else if (is_civil(q)) {
        TRY(go_on_civil(k, at));
    } else {
        TRY(go_on_working_days(k, at));
    }
    say_due(k);
    return ERR_OK;
}

static enum err ask(struct clock *k, const struct deadline_event *e,
                    struct instant at, enum wait wait)
{
    if (k->waits & wait)
        return no_effect(k, e, WHY_ONCE);
    if (wait == WAIT_FINANCE && !k->count.q->finance_stops)
        return no_effect(k, e, WHY_RUNS_ON);
    if (!k->waits && at.us >= k->due.us)
        return no_effect(k, e, WHY_EXPIRED);
    if (!k->waits)
        k->stopped_at = at;
    k->waits |= wait;
    if (wait == WAIT_SUPPLEMENT && k->count.q->supplement == DEADLINE_RESET)
        k->will_reset = true;
    count_say(&k->count, (struct deadline_reason){.kind = REASON_STANDS});
    return ERR_OK;
}

static enum err answer(struct clock *k, const struct deadline_event *e,
                       struct instant at, enum wait wait)
{
    if (!(k->waits & wait))
        return no_effect(k, e, WHY_UNASKED);
    k->waits &= ~(unsigned)wait;
    return k->waits ? ERR_OK : go_on(k, at);
}

static enum err verify(struct clock *k, const struct deadline_event *e,
                       struct instant at)
{
    if (e->days < 1 || e->days > LIMIT_VALUE_MAX)
        return RAISE(k->count.box, ERR_RANGE, "%d days of verification",
                     e->days);
    if (k->more_days)
        return no_effect(k, e, WHY_ONCE);
    if (!k->waits && at.us >= k->due.us)
        return no_effect(k, e, WHY_EXPIRED);
    k->more_days = e->days;
    TRY(add_days(k, e->days));
    if (!k->waits)
        say_due(k);
    return ERR_OK;
}

bool deadline_may_extend(struct instant due, struct instant at)
{
    return instant_day(at).n < instant_day(due).n;
}

static enum err extend(struct clock *k, const struct deadline_event *e,
                       struct instant at)
{
    if (k->ignores_extension)
        return ERR_OK;
    if (k->is_extended)
        return no_effect(k, e, WHY_ONCE);
    if (k->waits)
        return no_effect(k, e, WHY_STANDING);
    if (at.us >= k->due.us)
        return no_effect(k, e, WHY_EXPIRED);
    if (!deadline_may_extend(k->due, at))
        return no_effect(k, e, WHY_DUE_DAY);
    if (e->new_due.us <= k->due.us)
        return no_effect(k, e, WHY_NO_LATER);
    k->is_extended = true;
    k->due = instant_minute(e->new_due);
    k->count.last = instant_day(k->due);
    say_due(k);
    return ERR_OK;
}

/* Before the due instant, at it, or after it. */
static void say_end(struct clock *k)
{
    int64_t minutes = (k->ended_at.us - k->due.us) / MINUTE_US;

    if (!k->waits)
        count_say(&k->count, (struct deadline_reason){.kind = REASON_ENDED,
                                                      .n = minutes < 0   ? -1
                                                           : minutes > 0 ? 1
                                                                         : 0});
}

static enum err apply(struct clock *k, const struct deadline_event *e,
                      struct instant at)
{
    switch (e->kind) {
    case DEADLINE_SUPPLEMENT_REQUESTED: return ask(k, e, at, WAIT_SUPPLEMENT);
    case DEADLINE_SUPPLEMENTED: return answer(k, e, at, WAIT_SUPPLEMENT);
    case DEADLINE_FINANCE_REQUESTED: return ask(k, e, at, WAIT_FINANCE);
    case DEADLINE_FINANCE_MET: return answer(k, e, at, WAIT_FINANCE);
    case DEADLINE_VERIFICATION_ORDERED: return verify(k, e, at);
    case DEADLINE_EXTENDED: return extend(k, e, at);
    case DEADLINE_FINISHED:
        k->has_ended = true;
        k->ended_at = at;
        say_end(k);
        return ERR_OK;
    }
    UNREACHABLE();
}

static enum err meet(struct clock *k, const struct deadline_event *e)
{
    struct instant at = instant_minute(e->at);

    say_event(k, e, at);
    if (at.us < instant_minute(k->count.q->accepted).us)
        return no_effect(k, e, WHY_BEFORE);
    if (k->has_ended)
        return no_effect(k, e, WHY_ENDED);
    return apply(k, e, at);
}

static enum err check_question(const struct deadline_question *q,
                               struct errbox *box)
{
    if (q->limit.value < 1 || q->limit.value > LIMIT_VALUE_MAX)
        return RAISE(box, ERR_RANGE, "limit %d is not in 1..%d", q->limit.value,
                     LIMIT_VALUE_MAX);
    if (q->event_count > DEADLINE_EVENTS_MAX)
        return RAISE(box, ERR_RANGE, "%zu events", q->event_count);
    for (size_t i = 1; i < q->event_count; i++)
        if (q->event[i].at.us < q->event[i - 1].at.us)
            return RAISE(box, ERR_INPUT, "event %zu is before event %zu", i + 1,
                         i);
    return ERR_OK;
}

static enum err run(struct clock *k)
{
    const struct deadline_question *q = k->count.q;
    struct instant accepted = instant_minute(q->accepted);

    count_say(&k->count, (struct deadline_reason){.kind = REASON_ACCEPTED,
                                                  .day = instant_day(accepted),
                                                  .at = accepted});
    TRY(begin(k, accepted));
    say_due(k);
    for (size_t i = 0; i < q->event_count; i++)
        TRY(meet(k, &q->event[i]));
    return ERR_OK;
}

static struct instant due_of(const struct clock *k)
{
    return k->waits ? (struct instant){0} : k->due;
}

/* What it would be if no new date had been announced. */
static enum err find_lawful(const struct deadline_question *q,
                            struct instant *ret, struct errbox *box)
{
    struct deadline_question silent = *q;
    struct clock k = {
        .count = {.q = &silent, .box = box},
        .ignores_extension = true,
    };

    silent.unexplained = true;
    TRY(run(&k));
    *ret = due_of(&k);
    return ERR_OK;
}

enum err deadline_due(struct arena *a, const struct deadline_question *q,
                      struct deadline *ret, struct errbox *box)
{
    struct clock k = {.count = {.q = q, .arena = a, .box = box}};
    struct instant lawful;

    TRY(check_question(q, box));
    TRY(run(&k));
    lawful = due_of(&k);
    if (k.is_extended)
        TRY(find_lawful(q, &lawful, box));
    *ret = (struct deadline){
        .start = k.count.start,
        .is_standing = k.waits != 0,
        .due = due_of(&k),
        .lawful_due = lawful,
        .has_ended = k.has_ended,
        .ended_at = k.ended_at,
        .provisional = k.count.provisional,
        .reason = k.count.reason,
        .count = k.count.reasons,
    };
    return ERR_OK;
}
