#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/calendar/calendar_store.h"
#include "domain/dossier/request_store.h"

#include "service/asked.h"
#include "service/asking.h"
#include "service/clock.h"
#include "service/flowing.h"
#include "service/permit.h"

/* A request on its way. */
struct ask {
    struct tx *t;
    const struct asking *a;
    struct dossier d;
    struct dossier_step step; /* from which it is made, sent or decided */
    struct requests all;      /* of the dossier, before this one */
    struct request r;
};

static enum err refuse(struct ask *k, enum msg_id words)
{
    return REFUSE(&k->t->cx->err, ERR_INPUT, words);
}

static enum err begin(struct tx *t, const struct asking *a, struct ask *k)
{
    *k = (struct ask){.t = t, .a = a};
    TRY(dossier_load_locked(t, a->dossier_id, &k->d));
    TRY(permit_step(t, a->who, &k->d, a->step_n, &k->step));
    return requests_of_dossier(t, k->d.id, &k->all);
}

/* The request that the open step, which must be of that work, is about. */
static enum err begin_about(struct tx *t, const struct asking *a,
                            enum dossier_work work, struct ask *k)
{
    TRY(begin(t, a, k));
    if (k->step.work != work)
        return refuse(k, MSG_STEP_UNKNOWN_ACTION);
    return request_load(t, k->d.id, k->step.request_n, &k->r);
}

static bool is_before_acceptance(const struct ask *k)
{
    return !k->d.accepted_at.us;
}

bool asking_is_for(enum dossier_work work, enum request_kind kind)
{
    switch (work) {
    case WORK_RECEIVE: return kind == REQUEST_SUPPLEMENT;
    case WORK_PROCESS:
    case WORK_VERIFY:
    case WORK_APPROVE: return kind != REQUEST_WITHDRAWAL;
    case WORK_ASSIGN: return kind == REQUEST_EXTENSION;
    case WORK_TRANSFER:
    case WORK_CONSULT:
    case WORK_ISSUE:
    case WORK_RETURN:
    case WORK_SEND:
    case WORK_AWAIT:
    case WORK_DECIDE: return false;
    }
    UNREACHABLE();
}

/* What every request needs, and what its kind needs. */
static enum err require_content(struct ask *k, enum request_kind kind)
{
    const struct asking *a = k->a;
    bool of_applicant = kind == REQUEST_SUPPLEMENT || kind == REQUEST_FINANCE;

    if (!reason_find(request_reasons(kind), a->reason))
        return refuse(k, MSG_ASKING_NEEDS_REASON);
    if (str_empty(a->words))
        return refuse(k, of_applicant ? MSG_ASKING_NEEDS_CONTENT
                                      : MSG_ASKING_NEEDS_WORDS);
    if (of_applicant && (a->days < 1 || a->days > REQUEST_DAYS_MAX))
        return refuse(k, MSG_ASKING_NEEDS_DAYS);
    if (kind == REQUEST_FINANCE &&
        (a->amount.dong < 1 || a->amount.dong > REQUEST_AMOUNT_MAX_VND))
        return refuse(k, MSG_ASKING_NEEDS_AMOUNT);
    if (kind == REQUEST_REFUSAL && str_empty(a->ground))
        return refuse(k, MSG_ASKING_NEEDS_GROUND);
    return ERR_OK;
}

static struct request request_of(const struct ask *k, enum request_kind kind)
{
    const struct asking *a = k->a;

    return (struct request){
        .dossier_id = k->d.id,
        .n = (int)k->all.count + 1,
        .kind = kind,
        .account_id = a->who->account_id,
        .desk_id = k->step.desk_id,
        .step = k->step.step,
        .reason = a->reason,
        .ground = a->ground.p ? a->ground : S(""),
        .words = a->words,
        .days = a->days,
        .amount = a->amount,
        .answer = S(""),
    };
}

static enum err closing_of(struct ask *k, struct day day, struct instant *ret)
{
    struct tx *t = k->t;
    struct day today = instant_day(t->cx->now);
    struct calendar calendar;
    struct work_week week;

    TRY(calendar_load_from(t, today, &calendar));
    TRY(work_week_load(t, k->d.point_id, today, &week));
    return calendar_closing(&calendar, &week, day, ret, &t->cx->err);
}

/*
 * The last instant at which an appraisal may find a dossier wanting.
 *
 * Source: Decree 61/2018 art. 19.4 (3 working days from the reception).
 */
static enum err notice_due(struct ask *k, struct instant *ret)
{
    struct tx *t = k->t;
    struct day from = instant_day(k->d.accepted_at);
    struct calendar calendar;
    struct work_week week;
    struct deadline due;
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .limit = {LIMIT_WORKING_DAY, ASKING_NOTICE_DAYS},
        .accepted = k->d.accepted_at,
        .unexplained = true,
    };

    TRY(calendar_load_from(t, from, &calendar));
    TRY(work_week_load(t, k->d.point_id, from, &week));
    TRY(deadline_due(t->cx->arena, &q, &due, &t->cx->err));
    *ret = due.due;
    return ERR_OK;
}

static enum err move(struct ask *k, enum dossier_event_kind event,
                     const struct deadline *due, struct str words)
{
    return clock_move(k->t, &k->d, k->a->pack,
                      &(struct move){
                          .event = event,
                          .who = k->a->who,
                          .desk_id = k->step.desk_id,
                          .step = k->step.step,
                          .detail = asked_detail(k->t->cx->arena, &k->r),
                          .reason = words,
                          .due = due,
                      });
}

/* The applicant hears of it: the status that waits for them. */
static enum err send(struct ask *k)
{
    bool of_papers = k->r.kind == REQUEST_SUPPLEMENT;
    struct day last = {instant_day(k->t->cx->now).n + k->r.days};

    TRY(closing_of(k, last, &k->r.due_at));
    TRY(request_send(k->t, &k->r, k->r.due_at));
    TRY(asked_await(k->t, &k->d, &k->r));
    TRY(move(k, of_papers ? EVENT_SUPPLEMENT : EVENT_FINANCE, NULL,
             k->r.words));
    return move_tell_until(k->t, &k->d, MOVE_TOPIC,
                           of_papers ? "supplement_asked" : "finance_asked",
                           k->r.due_at);
}

/* Into the hands of reception, for the applicant. */
static enum err to_reception(struct ask *k)
{
    struct instant due;

    if (is_before_acceptance(k))
        return send(k);
    if (k->r.kind == REQUEST_SUPPLEMENT)
        TRY(notice_due(k, &due));
    else
        TRY(closing_of(k, instant_day(k->t->cx->now), &due));
    TRY(asked_to_send(k->t, &k->d, &k->r, due));
    return move(k, EVENT_REQUEST, NULL, k->r.words);
}

static enum err to_decider(struct ask *k, bool side)
{
    TRY(asked_to_decide(k->t, &k->d, k->a->pack, &k->r, side));
    return move(k, EVENT_REQUEST, NULL, k->r.words);
}

/* Late, a supplement is asked for only where a special law lets one. */
static enum err require_notice_in_time(struct ask *k)
{
    struct instant due;

    if (is_before_acceptance(k) || !str_empty(k->a->ground))
        return ERR_OK;
    TRY(notice_due(k, &due));
    return k->t->cx->now.us <= due.us ? ERR_OK : refuse(k, MSG_SUPPLEMENT_LATE);
}

static enum err propose_supplement(struct ask *k)
{
    TRY(require_notice_in_time(k));
    TRY(request_add(k->t, &k->r));
    TRY(move_close_step(k->t, &k->d, k->step.n, k->a->who, S("supplement")));
    return requests_sent(k->all.at, k->all.count, REQUEST_SUPPLEMENT)
               ? to_decider(k, false)
               : to_reception(k);
}

static enum err propose_finance(struct ask *k)
{
    TRY(request_add(k->t, &k->r));
    TRY(move_close_step(k->t, &k->d, k->step.n, k->a->who, S("finance")));
    return to_reception(k);
}

/*
 * A new date may be announced once, at the latest on the day before the due
 * one, and it is a working day.
 *
 * Source: Decree 61/2018 art. 19.9.
 */
static enum err require_extension(struct ask *k, const struct request *r)
{
    struct instant closing;

    for (size_t i = 0; i < k->all.count; i++)
        if (k->all.at[i].kind == REQUEST_EXTENSION &&
            k->all.at[i].outcome == REQUEST_MET)
            return refuse(k, MSG_EXTENSION_ONCE);
    if (!k->d.due_at.us || !deadline_may_extend(k->d.due_at, k->t->cx->now))
        return refuse(k, MSG_EXTENSION_LATE);
    TRY(closing_of(k, instant_day(r->new_due), &closing));
    if (closing.us != r->new_due.us)
        return refuse(k, MSG_EXTENSION_NO_WORKING_DAY);
    return r->new_due.us > k->d.due_at.us ? ERR_OK
                                          : refuse(k, MSG_EXTENSION_NO_LATER);
}

static enum err propose_extension(struct ask *k)
{
    struct day wanted = k->a->new_day;

    if (wanted.n <= instant_day(k->t->cx->now).n)
        return refuse(k, MSG_EXTENSION_NO_LATER);
    TRY(closing_of(k, wanted, &k->r.new_due));
    if (instant_day(k->r.new_due).n != wanted.n)
        return refuse(k, MSG_EXTENSION_NO_WORKING_DAY);
    TRY(require_extension(k, &k->r));
    TRY(request_add(k->t, &k->r));
    return to_decider(k, true);
}

static enum err propose_end(struct ask *k, const char *action)
{
    TRY(request_add(k->t, &k->r));
    TRY(move_close_step(k->t, &k->d, k->step.n, k->a->who, str_c(action)));
    return to_decider(k, false);
}

static enum err propose(struct ask *k)
{
    switch (k->r.kind) {
    case REQUEST_SUPPLEMENT: return propose_supplement(k);
    case REQUEST_FINANCE: return propose_finance(k);
    case REQUEST_EXTENSION: return propose_extension(k);
    case REQUEST_REFUSAL: return propose_end(k, "refuse");
    case REQUEST_STOP: return propose_end(k, "stop");
    case REQUEST_WITHDRAWAL: break;
    }
    UNREACHABLE();
}

enum err asking_propose(struct tx *t, const struct asking *a,
                        enum request_kind kind, struct dossier *ret)
{
    struct ask k;

    TRY(begin(t, a, &k));
    if (!asking_is_for(k.step.work, kind))
        return refuse(&k, MSG_STEP_UNKNOWN_ACTION);
    if (request_open(k.all.at, k.all.count, kind))
        return refuse(&k, MSG_ASKING_OPEN);
    TRY(require_content(&k, kind));
    k.r = request_of(&k, kind);
    TRY(propose(&k));
    *ret = k.d;
    return ERR_OK;
}

/* What befalls the dossier when it ends without a result. */
static enum err end(struct ask *k, enum dossier_event_kind event,
                    struct str words, const char *what)
{
    TRY(move_close_all(k->t, &k->d, k->a->who, S("end")));
    TRY(asked_lapse_all(k->t, &k->d, k->a->who, k->r.n));
    TRY(move(k, event, NULL, words));
    return move_tell(k->t, &k->d, MOVE_TOPIC, what);
}

/* What lets a supervisor allow a second supplement is a listed reason too. */
static enum err agree_supplement(struct ask *k)
{
    struct instant due;

    if (!reason_find(REASON_FOR_SECOND, k->a->reason))
        return refuse(k, MSG_SUPPLEMENT_SECOND);
    k->r.reason = k->a->reason;
    TRY(closing_of(k, instant_day(k->t->cx->now), &due));
    TRY(asked_to_send(k->t, &k->d, &k->r, due));
    return move(k, EVENT_ANSWER, NULL, k->a->words);
}

static enum err agree_extension(struct ask *k)
{
    const struct deadline due = {.due = k->r.new_due};

    TRY(require_extension(k, &k->r));
    TRY(move(k, EVENT_EXTEND, &due, k->r.words));
    return move_tell(k->t, &k->d, MOVE_TOPIC, "extended");
}

static enum err agree(struct ask *k)
{
    switch (k->r.kind) {
    case REQUEST_SUPPLEMENT: return agree_supplement(k);
    case REQUEST_EXTENSION: return agree_extension(k);
    case REQUEST_REFUSAL: return end(k, EVENT_REFUSE, k->r.words, "refused");
    case REQUEST_STOP:
    case REQUEST_WITHDRAWAL: return end(k, EVENT_STOP, k->r.words, "stopped");
    case REQUEST_FINANCE: break;
    }
    UNREACHABLE();
}

/* The dossier goes on as if nothing had been proposed. */
static enum err go_back(struct ask *k)
{
    const struct request *waits = requests_awaited(k->all.at, k->all.count);

    if (k->step.side)
        return ERR_OK;
    if (waits)
        return asked_await(k->t, &k->d, waits);
    return is_before_acceptance(k)
               ? asked_receive(k->t, &k->d)
               : asked_resume(k->t, &k->d, k->a->pack, &k->r);
}

static enum err decline(struct ask *k)
{
    if (k->r.kind == REQUEST_WITHDRAWAL)
        return refuse(k, MSG_STEP_UNKNOWN_ACTION);
    if (str_empty(k->a->words))
        return refuse(k, MSG_DECLINE_NEEDS_WORDS);
    TRY(request_close(k->t, &k->r, REQUEST_DECLINED, k->a->who->account_id,
                      k->a->words));
    TRY(go_back(k));
    return move(k, EVENT_ANSWER, NULL, k->a->words);
}

/* What still has to be sent stays open until the applicant did it. */
static enum err close_agreed(struct ask *k)
{
    if (k->r.kind == REQUEST_SUPPLEMENT)
        return ERR_OK;
    return request_close(k->t, &k->r, REQUEST_MET, k->a->who->account_id,
                         k->a->words.p ? k->a->words : S(""));
}

enum err asking_decide(struct tx *t, const struct asking *a, bool agreed,
                       struct dossier *ret)
{
    struct ask k;

    TRY(begin_about(t, a, WORK_DECIDE, &k));
    TRY(permit_apart(t, a->who, &k.d));
    TRY(move_close_step(t, &k.d, k.step.n, a->who,
                        agreed ? S("agree") : S("decline")));
    if (agreed) {
        TRY(close_agreed(&k));
        TRY(agree(&k));
    } else {
        TRY(decline(&k));
    }
    *ret = k.d;
    return ERR_OK;
}

enum err asking_send(struct tx *t, const struct asking *a, struct dossier *ret)
{
    struct ask k;

    TRY(begin_about(t, a, WORK_SEND, &k));
    TRY(move_close_step(t, &k.d, k.step.n, a->who, S("send")));
    TRY(send(&k));
    *ret = k.d;
    return ERR_OK;
}

/* Nothing was decided on before the acceptance: reception ends it. */
static enum err stop_at_reception(struct ask *k, struct str words)
{
    TRY(request_close(k->t, &k->r, REQUEST_LAPSED, k->a->who->account_id,
                      S("")));
    return end(k, EVENT_STOP, words, "stopped");
}

static enum err propose_stop(struct ask *k, struct str words)
{
    bool of_papers = k->r.kind == REQUEST_SUPPLEMENT;
    struct request stop = request_of(k, REQUEST_STOP);

    stop.reason = of_papers ? S("lapsed") : S("unpaid");
    stop.words = words;
    k->r = stop;
    TRY(request_add(k->t, &k->r));
    TRY(move_close_step(k->t, &k->d, k->step.n, k->a->who, S("stop")));
    return to_decider(k, false);
}

enum err asking_stop(struct tx *t, const struct asking *a, struct dossier *ret)
{
    struct ask k;

    TRY(begin_about(t, a, WORK_AWAIT, &k));
    if (t->cx->now.us <= k.r.due_at.us)
        return refuse(&k, MSG_STOP_TOO_EARLY);
    if (str_empty(a->words))
        return refuse(&k, MSG_ASKING_NEEDS_WORDS);
    TRY(is_before_acceptance(&k) ? stop_at_reception(&k, a->words)
                                 : propose_stop(&k, a->words));
    *ret = k.d;
    return ERR_OK;
}
