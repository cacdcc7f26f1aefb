#include "base/prelude.h"

#include "base/json.h"

#include "domain/calendar/calendar_store.h"

#include "service/clock.h"

#define DAYS_KEY "days"

struct str clock_days(struct arena *a, int days)
{
    struct json *detail = json_new_object(a);

    json_set_i64(detail, DAYS_KEY, days);
    return json_text(a, detail);
}

/* False for what does not touch the clock. */
static bool kind_of(enum dossier_event_kind kind, enum deadline_event_kind *ret)
{
    switch (kind) {
    case EVENT_SUPPLEMENT: *ret = DEADLINE_SUPPLEMENT_REQUESTED; return true;
    case EVENT_SUPPLEMENTED: *ret = DEADLINE_SUPPLEMENTED; return true;
    case EVENT_FINANCE: *ret = DEADLINE_FINANCE_REQUESTED; return true;
    case EVENT_FINANCE_MET: *ret = DEADLINE_FINANCE_MET; return true;
    case EVENT_EXTEND: *ret = DEADLINE_EXTENDED; return true;
    case EVENT_VERIFY: *ret = DEADLINE_VERIFICATION_ORDERED; return true;
    case EVENT_REFUSE:
    case EVENT_FINISH:
    case EVENT_WITHDRAW:
    case EVENT_STOP: *ret = DEADLINE_FINISHED; return true;
    case EVENT_SUBMIT:
    case EVENT_INTAKE:
    case EVENT_ACCEPT:
    case EVENT_TRANSFER:
    case EVENT_ASSIGN:
    case EVENT_ADVANCE:
    case EVENT_RETURN:
    case EVENT_REFILE:
    case EVENT_REQUEST:
    case EVENT_ANSWER:
    case EVENT_MIGRATE: return false;
    }
    return false;
}

static enum err days_of(struct tx *t, struct str detail, int *ret)
{
    const struct json *o;
    int64_t days;

    TRY(json_parse(&t->cx->err, t->cx->arena, detail, detail.n + 1, &o));
    TRY(json_i64(&t->cx->err, o, DAYS_KEY, 1, LIMIT_VALUE_MAX, &days));
    *ret = (int)days;
    return ERR_OK;
}

static enum err add(struct tx *t, const struct dossier_event *e,
                    struct deadline_event *list, size_t *count)
{
    struct deadline_event *to = &list[*count];

    if (!kind_of(e->kind, &to->kind))
        return ERR_OK;
    to->at = e->effective_at;
    to->new_due = e->due_after;
    if (to->kind == DEADLINE_VERIFICATION_ORDERED)
        TRY(days_of(t, e->detail, &to->days));
    ++*count;
    return ERR_OK;
}

static enum err compute(struct tx *t, const struct dossier *d,
                        const struct pack *pack,
                        const struct dossier_event *next, struct deadline *ret)
{
    const struct dossier_event *events;
    struct deadline_event *list;
    struct calendar calendar;
    struct work_week week;
    size_t count;
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .limit = d->limit,
        .mode = DEADLINE_BY_DAYS,
        .accepted = d->accepted_at,
        .supplement = pack->card->supplement == SUPPLEMENT_PAUSE
                          ? DEADLINE_PAUSE
                          : DEADLINE_RESET,
        .finance_stops = pack->card->finance_stops,
        .unexplained = next != NULL,
    };
    struct day from = instant_day(d->accepted_at);

    TRY(dossier_events(t, d->id, &events, &count));
    list = ARENA_ARRAY(t->cx->arena, struct deadline_event, count + 1);
    for (size_t i = 0; i < count; i++) {
        TRY(add(t, &events[i], list, &q.event_count));
        /* What came before the acceptance, in the same minute too, is none of
           this clock's. */
        if (events[i].kind == EVENT_ACCEPT || events[i].kind == EVENT_INTAKE)
            q.event_count = 0;
    }
    if (next)
        TRY(add(t, next, list, &q.event_count));
    q.event = list;
    TRY(calendar_load_from(t, from, &calendar));
    TRY(work_week_load(t, d->point_id, from, &week));
    return deadline_due(t->cx->arena, &q, ret, &t->cx->err);
}

static enum err require_accepted(struct tx *t, const struct dossier *d)
{
    return d->accepted_at.us
               ? ERR_OK
               : RAISE(&t->cx->err, ERR_INPUT, "not accepted: no clock");
}

enum err clock_now(struct tx *t, const struct dossier *d,
                   const struct pack *pack, struct deadline *ret)
{
    TRY(require_accepted(t, d));
    return compute(t, d, pack, NULL, ret);
}

enum err clock_if(struct tx *t, const struct dossier *d,
                  const struct pack *pack, const struct dossier_event *next,
                  struct deadline *ret)
{
    struct dossier_event e = *next;

    e.effective_at = t->cx->now;
    TRY(require_accepted(t, d));
    return compute(t, d, pack, &e, ret);
}

enum err clock_move(struct tx *t, struct dossier *d, const struct pack *pack,
                    const struct move *m)
{
    struct dossier_event next = {.kind = m->event, .detail = m->detail};
    struct move timed = *m;
    struct deadline due;

    if (!d->accepted_at.us)
        return move_make(t, d, m);
    if (m->due)
        next.due_after = m->due->due;
    TRY(clock_if(t, d, pack, &next, &due));
    timed.due = &due;
    return move_make(t, d, &timed);
}
