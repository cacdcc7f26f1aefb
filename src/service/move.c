#include "base/prelude.h"

#include "base/check.h"
#include "base/json.h"
#include "base/msg.h"

#include "store/outbox.h"

#include "domain/dossier/dossier.sql.h"

#include "service/move.h"

static enum err too_late(struct tx *t)
{
    return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MOVE_TOO_LATE);
}

/* While the clock stands there is no due instant. */
static void stamp_due(struct dossier *d, const struct deadline *due)
{
    d->due_at = due->due;
    d->lawful_due_at = due->lawful_due;
    if (!d->first_due_at.us)
        d->first_due_at = due->due;
}

/* The instants that a status brings with it. */
static void stamp(struct dossier *d, const struct move *m, struct instant now)
{
    if (m->due)
        stamp_due(d, m->due);
    if (d->status == STATUS_ACCEPTED && !d->accepted_at.us)
        d->accepted_at = now;
    if (dossier_clock_ended(d->status) && !d->ended_at.us)
        d->ended_at = now;
    if (d->status == STATUS_RETURNED)
        d->returned_at = now;
}

/* What the applicant's salt seals; an erased one seals nothing any more. */
static enum err salt_of(struct tx *t, int64_t dossier_id, struct str *ret)
{
    struct dossier_answers_find_row row;
    bool found;

    TRY(dossier_answers_find(t, dossier_id, &row, &found));
    *ret = found ? row.salt : S("");
    return ERR_OK;
}

static struct dossier_event event_of(const struct dossier *d,
                                     const struct move *m, struct instant now)
{
    return (struct dossier_event){
        .kind = m->event,
        .account_id = m->who ? m->who->account_id : 0,
        .desk_id = m->desk_id,
        .recorded_at = now,
        .effective_at = now,
        .before = d->status,
        .due_before = d->due_at,
        .step = m->step.p ? m->step : S(""),
        .action = m->action.p ? m->action : S(""),
        .detail = m->detail.p ? m->detail : S(""),
        .reason = m->reason.p ? m->reason : S(""),
        .answers = m->answers.p ? m->answers : S(""),
    };
}

/* The move in memory: status, instants, and the event that tells of it. */
static void make(struct cx *cx, struct dossier *d, const struct move *m,
                 enum dossier_status to, struct str salt,
                 struct sealed_event *ret)
{
    struct dossier_event e = event_of(d, m, cx->now);

    d->status = to;
    stamp(d, m, cx->now);
    e.after = d->status;
    e.due_after = d->due_at;
    dossier_event_seal(cx->arena, d, &e, salt, ret);
}

/* Entered after the due instant, with what ends the clock. */
static bool is_late(const struct dossier *d, enum dossier_status before,
                    struct instant now)
{
    return dossier_clock_ended(d->status) && !dossier_clock_ended(before) &&
           d->due_at.us && d->due_at.us < now.us;
}

static enum err count_status(struct tx *t, const struct dossier *d,
                             enum dossier_status status, bool entered,
                             bool late)
{
    return tally_add(t,
                     &(struct tally_add_in){
                         .resolver_id = d->resolver_id,
                         .day = instant_day(t->cx->now),
                         .procedure_code = d->procedure_code,
                         .channel = (int32_t)d->channel,
                         .status = (int32_t)status,
                         .entered = entered,
                         .entered_late = late,
                         .gone = !entered,
                     },
                     NULL);
}

/* In the order of the statuses, so that two moves never wait in a circle. */
static enum err count(struct tx *t, const struct dossier *d,
                      enum dossier_status before)
{
    if (before == d->status)
        return ERR_OK;
    if (before != STATUS_NONE)
        TRY(count_status(t, d, before, false, false));
    return count_status(t, d, d->status, true, is_late(d, before, t->cx->now));
}

enum err move_make(struct tx *t, struct dossier *d, const struct move *m)
{
    const struct dossier_move *law = dossier_move(d->status, m->event);
    enum dossier_status before = d->status;
    struct sealed_event event;
    struct str salt;

    if (!law)
        return too_late(t);
    TRY(salt_of(t, d->id, &salt));
    make(t->cx, d, m, law->to, salt, &event);
    TRY(dossier_event_write(t, &event));
    TRY(dossier_save(t, d));
    return count(t, d, before);
}

void move_begin(struct cx *cx, struct dossier *d, const struct move *m,
                struct str salt, struct sealed_event *ret)
{
    const struct dossier_move *law = dossier_move(STATUS_NONE, m->event);

    check(law && d->status == STATUS_NONE);
    make(cx, d, m, law->to, salt, ret);
}

enum err move_write_begun(struct tx *t, const struct dossier *d,
                          const struct sealed_event *event)
{
    TRY(dossier_event_write(t, event));
    return count(t, d, STATUS_NONE);
}

void move_next_step(struct dossier *d, struct instant now,
                    struct dossier_step *s)
{
    s->n = ++d->step_count;
    s->opened_at = now;
}

enum err move_open_step(struct tx *t, struct dossier *d, struct dossier_step *s)
{
    move_next_step(d, t->cx->now, s);
    return dossier_step_add(t, d->id, s);
}

enum err move_close_step(struct tx *t, const struct dossier *d, int n,
                         const struct actor *who, struct str action)
{
    int64_t changed;

    TRY(step_close(t,
                   &(struct step_close_in){
                       .dossier_id = d->id,
                       .n = n,
                       .account_id = who ? who->account_id : 0,
                       .closed_at = t->cx->now,
                       .action = action,
                   },
                   &changed));
    return changed ? ERR_OK : too_late(t);
}

enum err move_close_all(struct tx *t, const struct dossier *d,
                        const struct actor *who, struct str action)
{
    const struct dossier_step *step;
    size_t count;

    TRY(dossier_steps(t, d->id, &step, &count));
    for (size_t i = 0; i < count; i++)
        if (!step[i].closed_at.us)
            TRY(move_close_step(t, d, step[i].n, who, action));
    return ERR_OK;
}

enum err move_tell(struct tx *t, const struct dossier *d, const char *topic,
                   const char *what)
{
    return move_tell_until(t, d, topic, what, (struct instant){0});
}

enum err move_tell_until(struct tx *t, const struct dossier *d,
                         const char *topic, const char *what,
                         struct instant until)
{
    struct json *body = json_new_object(t->cx->arena);

    json_set_str(body, "what", str_c(what));
    json_set_i64(body, "status", d->status);
    json_set_i64(body, "event", d->event_count);
    json_set_i64(body, "at", t->cx->now.us);
    json_set_i64(body, "answer_due", d->answer_due_at.us);
    json_set_i64(body, "due", d->due_at.us);
    json_set_i64(body, "until", until.us);
    return outbox_add(t, str_c(topic), d->id, json_text(t->cx->arena, body));
}
