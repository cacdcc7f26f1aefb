#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/dossier/request_store.h"

#include "service/answering.h"
#include "service/asked.h"
#include "service/clock.h"
#include "service/permit.h"

struct answer {
    struct tx *t;
    const struct answering *a;
    struct dossier d;
    struct requests all;
    struct request r;
    int64_t desk_id; /* 0: the applicant's own doing */
};

static enum err refuse(struct answer *k, enum msg_id words)
{
    return REFUSE(&k->t->cx->err, ERR_INPUT, words);
}

static enum err require_own(struct answer *k)
{
    const struct actor *who = k->a->who;

    if (who->person_id && who->person_id == k->d.person_id)
        return ERR_OK;
    return RAISE(&k->t->cx->err, ERR_FORBIDDEN, "somebody else's dossier");
}

static enum err begin(struct tx *t, const struct answering *a, struct answer *k)
{
    *k = (struct answer){.t = t, .a = a};
    TRY(dossier_load_locked(t, a->dossier_id, &k->d));
    return requests_of_dossier(t, k->d.id, &k->all);
}

static enum err move(struct answer *k, enum dossier_event_kind event)
{
    return clock_move(k->t, &k->d, k->a->pack,
                      &(struct move){
                          .event = event,
                          .who = k->a->who,
                          .desk_id = k->desk_id,
                          .step = k->r.step,
                          .detail = asked_detail(k->t->cx->arena, &k->r),
                          .reason = k->a->words,
                      });
}

/* The request that was sent and waits for the applicant. */
static enum err find_sent(struct answer *k)
{
    const struct request *r = requests_awaited(k->all.at, k->all.count);

    if (!r)
        return REFUSE(&k->t->cx->err, ERR_CONFLICT, MSG_ANSWER_TOO_LATE);
    k->r = *r;
    return ERR_OK;
}

/* Reception records at the step in which it waits; the applicant anywhere. */
static enum err permit_answer(struct answer *k)
{
    struct dossier_step s;

    if (!k->a->step_n) {
        TRY(require_own(k));
        return k->r.kind == REQUEST_SUPPLEMENT
                   ? ERR_OK
                   : refuse(k, MSG_STEP_UNKNOWN_ACTION);
    }
    TRY(permit_step(k->t, k->a->who, &k->d, k->a->step_n, &s));
    k->desk_id = s.desk_id;
    if (s.work != WORK_AWAIT)
        return refuse(k, MSG_STEP_UNKNOWN_ACTION);
    return str_empty(k->a->words) ? refuse(k, MSG_ANSWER_NEEDS_WORDS) : ERR_OK;
}

/* Whole again, before the acceptance: reception looks once more. */
static enum err refiled(struct answer *k)
{
    TRY(asked_receive(k->t, &k->d));
    return move(k, EVENT_REFILE);
}

static enum err go_on(struct answer *k)
{
    bool of_papers = k->r.kind == REQUEST_SUPPLEMENT;

    if (!k->d.accepted_at.us)
        return refiled(k);
    TRY(asked_resume(k->t, &k->d, k->a->pack, &k->r));
    return move(k, of_papers ? EVENT_SUPPLEMENTED : EVENT_FINANCE_MET);
}

enum err answering_met(struct tx *t, const struct answering *a,
                       struct dossier *ret)
{
    struct answer k;

    TRY(begin(t, a, &k));
    TRY(find_sent(&k));
    TRY(permit_answer(&k));
    TRY(move_close_all(t, &k.d, a->who, S("met")));
    TRY(request_close(t, &k.r, REQUEST_MET, a->who->account_id,
                      a->words.p ? a->words : S("")));
    TRY(asked_lapse_all(t, &k.d, a->who, k.r.n));
    TRY(go_on(&k));
    TRY(move_tell(t, &k.d, MOVE_TOPIC,
                  k.r.kind == REQUEST_SUPPLEMENT ? "supplemented"
                                                 : "finance_met"));
    *ret = k.d;
    return ERR_OK;
}

bool answering_may_withdraw(enum dossier_status s)
{
    return dossier_move(s, EVENT_WITHDRAW) != NULL;
}

/* The applicant, or reception for one who stands there. */
static enum err permit_withdrawal(struct answer *k)
{
    const struct permit where = {k->d.point_id, k->d.field,
                                 k->d.procedure_code};

    if (!k->a->step_n)
        return require_own(k);
    k->desk_id = k->d.point_id;
    TRY(permit_capability(k->t, k->a->who, CAP_DOSSIER_RECEIVE, &where));
    return str_empty(k->a->words) ? refuse(k, MSG_ASKING_NEEDS_WORDS) : ERR_OK;
}

static enum err ask_to_withdraw(struct answer *k)
{
    k->r = (struct request){
        .dossier_id = k->d.id,
        .n = (int)k->all.count + 1,
        .kind = REQUEST_WITHDRAWAL,
        .account_id = k->a->who->account_id,
        .desk_id = k->desk_id,
        .step = S(""),
        .reason = k->a->reason,
        .ground = S(""),
        .words = k->a->words.p ? k->a->words : S(""),
        .answer = S(""),
    };
    return request_add(k->t, &k->r);
}

/* Nobody had begun with it: there is nothing to confirm. */
static enum err end_at_once(struct answer *k)
{
    TRY(request_close(k->t, &k->r, REQUEST_MET, k->a->who->account_id, S("")));
    TRY(move(k, EVENT_WITHDRAW));
    return move(k, EVENT_STOP);
}

enum err answering_withdraw(struct tx *t, const struct answering *a,
                            struct dossier *ret)
{
    struct answer k;

    TRY(begin(t, a, &k));
    if (!answering_may_withdraw(k.d.status))
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_WITHDRAW_TOO_LATE);
    TRY(permit_withdrawal(&k));
    if (!reason_find(REASON_FOR_WITHDRAWAL, a->reason))
        return refuse(&k, MSG_ASKING_NEEDS_REASON);
    TRY(move_close_all(t, &k.d, a->who, S("withdraw")));
    TRY(asked_lapse_all(t, &k.d, a->who, 0));
    TRY(ask_to_withdraw(&k));
    if (k.d.accepted_at.us) {
        TRY(asked_to_decide(t, &k.d, a->pack, &k.r, false));
        TRY(move(&k, EVENT_WITHDRAW));
    } else {
        TRY(end_at_once(&k));
    }
    TRY(move_tell(t, &k.d, MOVE_TOPIC,
                  k.d.accepted_at.us ? "withdrawal_asked" : "withdrawn"));
    *ret = k.d;
    return ERR_OK;
}
