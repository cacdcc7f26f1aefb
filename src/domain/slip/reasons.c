#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/num.h"
#include "base/viet.h"

#include "domain/slip/words.h"

/* What a line is made of: a sentence and what stands in it. */
struct line {
    struct arena *arena;
    enum lang lang;
};

static struct str number(const struct line *l, int64_t n)
{
    return arena_printf(l->arena, "%" PRId64, n);
}

static struct str day_words(const struct line *l, struct day d)
{
    return arena_printf(l->arena, "%s %s",
                        weekday_words(l->lang, day_weekday(d)).p,
                        day_vn(l->arena, d).p);
}

static struct str instant_words(const struct line *l, struct instant t)
{
    return arena_printf(l->arena, "%s %s", instant_hm(l->arena, t).p,
                        day_words(l, instant_day(t)).p);
}

static struct str say(const struct line *l, enum msg_id id, struct str a,
                      struct str b, struct str c)
{
    const struct str part[] = {a, b, c};

    return msg_format(l->arena, l->lang, (int)id, COUNT_OF(part), part);
}

static struct str say1(const struct line *l, enum msg_id id, struct str a)
{
    return say(l, id, a, S(""), S(""));
}

static struct str say_time(const struct line *l, enum msg_id id, struct str a,
                           int minutes)
{
    struct str hours = number(l, minutes / 60);
    struct str rest = number(l, minutes % 60);

    return a.p ? say(l, id, a, hours, rest) : say(l, id, hours, rest, S(""));
}

static enum msg_id event_words(enum deadline_event_kind kind)
{
    static const enum msg_id words[DEADLINE_EVENT_KIND_COUNT] = {
        [DEADLINE_SUPPLEMENT_REQUESTED] = MSG_DUE_EVENT_SUPPLEMENT_REQUESTED,
        [DEADLINE_SUPPLEMENTED] = MSG_DUE_EVENT_SUPPLEMENTED,
        [DEADLINE_FINANCE_REQUESTED] = MSG_DUE_EVENT_FINANCE_REQUESTED,
        [DEADLINE_FINANCE_MET] = MSG_DUE_EVENT_FINANCE_MET,
        [DEADLINE_VERIFICATION_ORDERED] = MSG_DUE_EVENT_VERIFICATION_ORDERED,
        [DEADLINE_EXTENDED] = MSG_DUE_EVENT_EXTENDED,
        [DEADLINE_FINISHED] = MSG_DUE_EVENT_FINISHED,
    };

    return words[kind];
}

static enum msg_id why_words(enum deadline_why why)
{
    static const enum msg_id words[] = {
        [WHY_BEFORE] = MSG_DUE_WHY_BEFORE,
        [WHY_ENDED] = MSG_DUE_WHY_ENDED,
        [WHY_EXPIRED] = MSG_DUE_WHY_EXPIRED,
        [WHY_STANDING] = MSG_DUE_WHY_STANDING,
        [WHY_ONCE] = MSG_DUE_WHY_ONCE,
        [WHY_UNASKED] = MSG_DUE_WHY_UNASKED,
        [WHY_RUNS_ON] = MSG_DUE_WHY_RUNS_ON,
        [WHY_DUE_DAY] = MSG_DUE_WHY_DUE_DAY,
        [WHY_NO_LATER] = MSG_DUE_WHY_NO_LATER,
    };

    return words[why];
}

static enum msg_id end_words(int n)
{
    return n < 0   ? MSG_DUE_LINE_EARLY
           : n > 0 ? MSG_DUE_LINE_LATE
                   : MSG_DUE_LINE_IN_TIME;
}

static struct str holiday_line(const struct line *l,
                               const struct deadline_reason *r)
{
    struct str day = day_words(l, r->day);

    return str_empty(r->name)
               ? say1(l, MSG_DUE_LINE_HOLIDAY, day)
               : say(l, MSG_DUE_LINE_HOLIDAY_NAMED, day, r->name, S(""));
}

static struct str line(const struct line *l, const struct deadline_reason *r)
{
    struct str day = day_words(l, r->day);
    struct str at = instant_words(l, r->at);
    struct str n = number(l, r->n);

    switch (r->kind) {
    case REASON_ACCEPTED: return say1(l, MSG_DUE_LINE_ACCEPTED, at);
    case REASON_MOVED: return say1(l, MSG_DUE_LINE_MOVED, at);
    case REASON_NOT_COUNTED: return say1(l, MSG_DUE_LINE_NOT_COUNTED, day);
    case REASON_COUNTED: return say(l, MSG_DUE_LINE_COUNTED, day, n, S(""));
    case REASON_MAKE_UP: return say(l, MSG_DUE_LINE_MAKE_UP, day, n, S(""));
    case REASON_HOLIDAY: return holiday_line(l, r);
    case REASON_REST: return say1(l, MSG_DUE_LINE_REST, day);
    case REASON_MINUTES: return say_time(l, MSG_DUE_LINE_MINUTES, day, r->n);
    case REASON_CUTOFF: return say1(l, MSG_DUE_LINE_CUTOFF, day);
    case REASON_LAST_MOVED: return say1(l, MSG_DUE_LINE_LAST_MOVED, day);
    case REASON_DUE: return say1(l, MSG_DUE_LINE_DUE, at);
    case REASON_EVENT: return say1(l, event_words(r->event.kind), at);
    case REASON_NO_EFFECT: return say1(l, why_words(r->why), day);
    case REASON_STANDS: return say1(l, MSG_DUE_LINE_STANDS, day);
    case REASON_RESET: return say1(l, MSG_DUE_LINE_RESET, day);
    case REASON_LEFT_DAYS: return say1(l, MSG_DUE_LINE_LEFT_DAYS, n);
    case REASON_LEFT_MINUTES:
        return say_time(l, MSG_DUE_LINE_LEFT_MINUTES, STR_NONE, r->n);
    case REASON_STOOD: return say(l, MSG_DUE_LINE_STOOD, n, day, S(""));
    case REASON_MORE: return say1(l, MSG_DUE_LINE_MORE, n);
    case REASON_ENDED: return say1(l, end_words(r->n), day);
    }
    UNREACHABLE();
}

const struct str *deadline_lines(struct arena *a, enum lang lang,
                                 const struct deadline *d, size_t *ret_count)
{
    struct line l = {a, lang};
    struct str *lines = ARENA_ARRAY(a, struct str, d->count + 1);

    for (size_t i = 0; i < d->count; i++)
        lines[i] = viet_sentence(a, line(&l, &d->reason[i]));
    *ret_count = d->count;
    if (d->provisional)
        lines[(*ret_count)++] = msg(lang, MSG_DUE_LINE_PROVISIONAL);
    return lines;
}

bool limit_parse_words(struct arena *a, struct str text, struct limit *ret)
{
    struct str wanted = viet_fold(a, str_trim(text));
    int64_t value = 1;
    size_t digits = 0;

    while (digits < wanted.n && wanted.p[digits] >= '0' &&
           wanted.p[digits] <= '9')
        digits++;
    if (digits &&
        !num_parse(str_sub(wanted, 0, digits), 1, LIMIT_VALUE_MAX, &value))
        return false;
    for (int unit = 0; unit < LIMIT_UNIT_COUNT; unit++) {
        struct limit limit = {(enum limit_unit)unit, (int)value};
        struct str words = limit_words(a, LANG_VI, limit);

        if (str_eq(viet_fold(a, words), wanted)) {
            *ret = limit;
            return true;
        }
    }
    return false;
}
