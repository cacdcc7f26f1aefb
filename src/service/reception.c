#include "base/prelude.h"

#include "base/json.h"
#include "base/msg.h"

#include "store/series.h"

#include "domain/calendar/calendar_store.h"
#include "domain/deadline/deadline.h"
#include "domain/org/org_store.h"

#include "service/flowing.h"
#include "service/move.h"
#include "service/permit.h"
#include "service/reception.h"
#include "service/receipt.h"
#include "service/slips.h"
#include "service/verdict.h"

static enum err permit_at_point(struct tx *t, const struct reception *r,
                                const struct dossier *d, enum capability c)
{
    const struct permit where = {d->point_id, r->pack->card->field,
                                 d->procedure_code};

    return permit_capability(t, r->who, c, &where);
}

/* The open step, which must wait for `work`. */
static enum err close_open_step(struct tx *t, const struct reception *r,
                                const struct dossier *d, enum dossier_work work,
                                const char *action)
{
    struct dossier_step s;
    enum err e = dossier_open_step(t, d->id, &s);

    if (e == ERR_NOT_FOUND || (e == ERR_OK && s.work != work))
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MOVE_TOO_LATE);
    TRY(e);
    TRY(permit_hands(t, r->who, &s));
    return move_close_step(t, d, s.n, r->who, str_c(action));
}

/*
 * The next number of the receiving authority and day, without gaps: the series
 * is taken in this transaction, a rollback gives the number back.
 */
static enum err give_code(struct tx *t, struct dossier *d)
{
    struct arena *a = t->cx->arena;
    struct day today = instant_day(t->cx->now);
    struct civil c = day_civil(today);
    struct agency authority;
    int64_t number;

    TRY(org_agency(t, d->receiver_id, &authority));
    TRY(series_next(
        t, authority.code, S("dossier"),
        arena_printf(a, "%02d%02d%02d", c.year % 100, c.month, c.day),
        &number));
    d->code = dossier_code(a, authority.code, today, number);
    if (number > DOSSIER_NUMBER_ALERT)
        TRY(move_tell(t, d, MOVE_ALERT_TOPIC, "dossier_number_five_digits"));
    return ERR_OK;
}

/* From the end of today, or after 15:00 from the start of the next session. */
static enum err handover_due(struct tx *t, const struct dossier *d,
                             struct instant *ret)
{
    struct instant now = t->cx->now;
    struct day today = instant_day(now);
    struct calendar calendar;
    struct work_week week;

    TRY(calendar_load_from(t, today, &calendar));
    TRY(work_week_load(t, d->point_id, today, &week));
    if (instant_minute_of_day(now) <= DEADLINE_SAME_DAY_CUTOFF)
        return calendar_closing(&calendar, &week, today, ret, &t->cx->err);
    return calendar_next_start(&calendar, &week,
                               instant_at((struct day){today.n + 1}, 0), ret,
                               &t->cx->err);
}

static enum err open_transfer(struct tx *t, struct dossier *d)
{
    struct dossier_step s = {
        .work = WORK_TRANSFER,
        .step = S(""),
        .role = role_key(ROLE_RECEPTION),
        .desk_id = d->point_id,
    };

    TRY(handover_due(t, d, &s.due_at));
    return move_open_step(t, d, &s);
}

static enum err hand_over(struct tx *t, struct dossier *d,
                          const struct reception *r, const struct actor *who)
{
    TRY(flowing_open(t, d, r->pack->flow, 0, 0));
    return move_make(t, d,
                     &(struct move){
                         .event = EVENT_TRANSFER,
                         .who = who,
                         .desk_id = d->point_id,
                     });
}

/* Code, due date, receipt: the same whichever way the dossier came. */
static enum err accept(struct tx *t, const struct reception *r,
                       struct dossier *d, enum dossier_event_kind event)
{
    bool at_once = d->channel == CHANNEL_ONLINE || r->pack->card->immediate;
    struct deadline due;

    TRY(flowing_due(t, d->point_id, d->limit, &due));
    TRY(give_code(t, d));
    if (!at_once)
        TRY(open_transfer(t, d));
    TRY(move_make(t, d,
                  &(struct move){
                      .event = event,
                      .who = r->who,
                      .desk_id = d->point_id,
                      .due = &due,
                  }));
    TRY(receipt_make(t, d, r->pack, r->who, r->site, &due));
    TRY(move_tell(t, d, MOVE_TOPIC, "accepted"));
    return at_once ? hand_over(t, d, r, NULL) : ERR_OK;
}

/* Whoever looked at the papers found them in order, or said nothing. */
static enum err require_fitting(struct tx *t, const struct reception *r,
                                const struct dossier *d)
{
    struct str wanting;

    TRY(verdicts_wanting(t, d->id, r->pack->card, t->cx->lang, &wanting));
    return str_empty(wanting)
               ? ERR_OK
               : REFUSE1(&t->cx->err, ERR_INPUT, MSG_ACCEPT_WANTING, wanting);
}

enum err reception_accept(struct tx *t, const struct reception *r,
                          struct dossier *ret)
{
    struct dossier d;

    TRY(dossier_load_locked(t, r->dossier_id, &d));
    TRY(permit_at_point(t, r, &d, CAP_DOSSIER_RECEIVE));
    TRY(require_fitting(t, r, &d));
    TRY(close_open_step(t, r, &d, WORK_RECEIVE, "accept"));
    TRY(accept(t, r, &d, EVENT_ACCEPT));
    *ret = d;
    return ERR_OK;
}

enum err reception_take_in(struct tx *t, const struct reception *r,
                           struct dossier *d)
{
    TRY(permit_at_point(t, r, d, CAP_DOSSIER_RECEIVE));
    return accept(t, r, d, EVENT_INTAKE);
}

/* The paper that says so: form 03, or the notice of one that is stopped. */
static enum err hand_refusal(struct tx *t, const struct reception *r,
                             const struct dossier *d)
{
    struct arena *a = t->cx->arena;
    struct json *data = json_new_object(a);

    json_set_str(data, "reason", r->reason);
    json_set_str(data, "stopped_day", day_vn(a, instant_day(t->cx->now)));
    return slip_make(
        t,
        &(struct slip_order){
            .kind = d->status == STATUS_STOPPED ? SLIP_STOP : SLIP_REFUSAL,
            .d = d,
            .pack = r->pack,
            .desk_id = d->point_id,
            .who = r->who,
            .site = r->site,
            .data = data,
        },
        NULL);
}

enum err reception_refuse(struct tx *t, const struct reception *r,
                          struct dossier *ret)
{
    struct dossier d;

    if (str_empty(r->reason))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_REFUSE_NEEDS_REASON);
    TRY(dossier_load_locked(t, r->dossier_id, &d));
    TRY(permit_at_point(t, r, &d, CAP_DOSSIER_RECEIVE));
    TRY(close_open_step(t, r, &d, WORK_RECEIVE, "refuse"));
    /* One that was supplemented and is wanting still is stopped: of the ten
       statuses 5 leads to 8 and not to 3. */
    TRY(move_make(
        t, &d,
        &(struct move){
            .event = d.status == STATUS_SUPPLEMENT ? EVENT_STOP : EVENT_REFUSE,
            .who = r->who,
            .desk_id = d.point_id,
            .reason = r->reason,
        }));
    TRY(hand_refusal(t, r, &d));
    TRY(move_tell(t, &d, MOVE_TOPIC, "refused"));
    *ret = d;
    return ERR_OK;
}

enum err reception_transfer(struct tx *t, const struct reception *r,
                            struct dossier *ret)
{
    struct dossier d;

    TRY(dossier_load_locked(t, r->dossier_id, &d));
    TRY(permit_at_point(t, r, &d, CAP_DOSSIER_TRANSFER));
    TRY(close_open_step(t, r, &d, WORK_TRANSFER, "transfer"));
    TRY(hand_over(t, &d, r, r->who));
    *ret = d;
    return ERR_OK;
}
