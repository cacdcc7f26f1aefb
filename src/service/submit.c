#include "base/prelude.h"

#include "base/check.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/json.h"
#include "base/msg.h"
#include "base/num.h"
#include "base/viet.h"

#include "domain/dossier/dossier.sql.h"
#include "domain/person/person_store.h"

#include "service/flowing.h"
#include "service/move.h"
#include "service/reception.h"
#include "service/routing.h"
#include "service/submit.h"

/* What a dossier is made of. */
struct made {
    const struct filing_of *of;
    const struct filing *filing;
    int64_t person_id;
    struct str name;    /* of that person */
    int64_t account_id; /* 0: at the counter */
    const struct json *answers;
};

/*
 * What is checked is what is kept: the frozen answers, without anything that
 * the form does not ask.
 */
static enum err freeze(struct tx *t, const struct filing_of *of,
                       struct filing *f, struct filing_check *ret)
{
    struct arena *a = t->cx->arena;

    f->filling.answers = form_freeze(a, &f->filling);
    filing_check(a, of->pack, f, ret);
    if (filing_left(ret) == 0)
        return ERR_OK;
    return REFUSE1(&t->cx->err, ERR_INPUT, MSG_FILING_LEFT,
                   num_vn(a, (int64_t)filing_left(ret)));
}

struct str submit_area(struct arena *a, const struct pack *pack,
                       const struct json *answers)
{
    struct str path = pack->card->where_field;
    const struct field *f;

    if (str_empty(path))
        return S("");
    f = form_field(pack->form, path);
    check(f != NULL);
    return answer_text(a, answer_at(answers, f, 0));
}

static enum err route(struct tx *t, const struct made *m, struct dossier *d)
{
    struct routing routing;
    enum err e;

    d->area = submit_area(t->cx->arena, m->of->pack, m->answers);
    e = routing_find(t, m->of->pack->card, d->area, instant_day(t->cx->now),
                     &routing);
    if (e == ERR_NOT_FOUND)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_NOBODY_RECEIVES);
    TRY(e);
    d->point_id = d->return_point_id = routing.point_id;
    d->receiver_id = routing.receiver_id;
    d->resolver_id = routing.resolver_id;
    return ERR_OK;
}

static enum err answer_due(struct tx *t, struct dossier *d)
{
    struct deadline due;

    if (d->channel != CHANNEL_ONLINE)
        return ERR_OK;
    TRY(flowing_due(t, d->point_id, ANSWER_LIMIT, &due));
    d->answer_due_at = due.due;
    return ERR_OK;
}

static struct dossier begin_dossier(struct tx *t, const struct made *m)
{
    const struct draft *draft = &m->filing->draft;
    const struct filling *f = &m->filing->filling;
    const struct procedure_limit *limit =
        procedure_limit(m->of->pack->card, f->case_index, f->channel);

    check(limit && limit->time.known);
    return (struct dossier){
        .id = id_new(t->cx->now),
        .submission_code = dossier_submission_code(t->cx->arena, t->cx->now),
        .procedure_code = m->of->pack->card->code,
        .version_id = m->of->version_id,
        .field = m->of->pack->card->field,
        .case_code = draft->case_code,
        .channel = f->channel,
        .delivery = draft->delivery,
        .status = STATUS_NONE,
        .person_id = m->person_id,
        .account_id = m->account_id,
        .limit = limit->time.limit,
        .submitted_at = t->cx->now,
        .last_hash = S(""),
    };
}

/* The dossier in memory: whose it is, who receives and who decides. */
static enum err compose(struct tx *t, const struct made *m, struct dossier *ret,
                        struct str *ret_name)
{
    struct dossier d = begin_dossier(t, m);

    TRY(route(t, m, &d));
    TRY(answer_due(t, &d));
    *ret = d;
    *ret_name = viet_fold(t->cx->arena, m->name);
    return ERR_OK;
}

static enum err write_dossier(struct tx *t, const struct submission *s)
{
    TRY(dossier_create(t, &s->dossier, s->name_fold));
    return dossier_answers_insert(t, s->dossier.id, s->answers, s->salt,
                                  digest_str(&s->seal), NULL);
}

static void seal_answers(struct arena *a, const struct json *answers,
                         struct submission *s)
{
    s->answers = json_text(a, answers);
    s->salt = crypto_random_str(a, EVENT_SALT_BYTES);
    s->seal = event_seal(s->salt, s->answers);
}

/* Files that the answers do not ask for any more are nobody's business. */
static void find_unasked(struct arena *a, const struct filing *f,
                         const struct filing_check *check, struct submission *s)
{
    int64_t *unasked = ARENA_ARRAY(a, int64_t, f->papers.count);

    for (size_t i = 0; i < f->papers.count; i++) {
        const struct paper *p = &f->papers.at[i];
        bool is_asked = false;

        for (size_t n = 0; n < check->need_count; n++)
            is_asked |= str_eq(check->need[n].component->code, p->component);
        if (!is_asked)
            unasked[s->unasked_count++] = p->id;
    }
    s->unasked = unasked;
}

/* What the case does not ask for was given back. */
static enum err keep_handed(struct tx *t, const struct handed_papers *handed,
                            const struct filing_check *check,
                            int64_t dossier_id)
{
    for (size_t i = 0; i < check->need_count; i++) {
        const struct handed_paper *p =
            handed_find(handed, check->need[i].component->code);

        if (p)
            TRY(handed_add(t, dossier_id, p));
    }
    return ERR_OK;
}

/* The first step and the first event, in memory. */
static void begin_online(struct cx *cx, const struct actor *who,
                         struct submission *s)
{
    struct dossier *d = &s->dossier;

    s->step = (struct dossier_step){
        .work = WORK_RECEIVE,
        .step = S(""),
        .role = role_key(ROLE_RECEPTION),
        .desk_id = d->point_id,
        .due_at = d->answer_due_at,
    };
    move_next_step(d, cx->now, &s->step);
    move_begin(cx, d,
               &(struct move){
                   .event = EVENT_SUBMIT,
                   .who = who,
                   .answers = s->answers,
               },
               s->salt, &s->event);
}

static enum err look(struct tx *t, const struct filing_of *of, struct filing *f,
                     struct submission *s)
{
    struct filing_check check;
    struct made m = {
        .of = of,
        .filing = f,
        .person_id = of->who->person_id,
        .name = of->who->name,
        .account_id = of->who->account_id,
    };

    TRY(freeze(t, of, f, &check));
    m.answers = f->filling.answers;
    TRY(compose(t, &m, &s->dossier, &s->name_fold));
    seal_answers(t->cx->arena, m.answers, s);
    find_unasked(t->cx->arena, f, &check, s);
    begin_online(t->cx, of->who, s);
    return ERR_OK;
}

enum err submit_look(struct tx *t, const struct filing_of *of,
                     const struct submit *wish, struct submission *ret)
{
    struct filing f;

    *ret = (struct submission){0};
    TRY(filing_load(t, of, wish->draft_id, &f));
    ret->draft = f.draft;
    if (f.draft.dossier_id)
        return ERR_OK;
    if (f.draft.revision != wish->revision)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FILING_CHANGED);
    TRY(filing_allowed(t->cx, of, f.filling.case_index));
    return look(t, of, &f, ret);
}

/* Somebody was here between looking and filing: the same wish, or another. */
static enum err meet(struct tx *t, const struct submission *s,
                     struct dossier *ret)
{
    struct draft now;

    TRY(draft_load(t, s->draft.id, &now));
    if (!now.dossier_id)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FILING_CHANGED);
    return dossier_load(t, now.dossier_id, ret);
}

static enum err write_begun(struct tx *t, const struct submission *s)
{
    const struct dossier *d = &s->dossier;

    TRY(write_dossier(t, s));
    for (size_t i = 0; i < s->unasked_count; i++)
        TRY(paper_remove(t, s->draft.id, s->unasked[i]));
    TRY(papers_to_dossier(t, s->draft.id, d->id));
    TRY(dossier_step_add(t, d->id, &s->step));
    TRY(move_tell(t, d, MOVE_TOPIC, "submitted"));
    return move_write_begun(t, d, &s->event);
}

enum err submit_write(struct tx *t, const struct submission *s,
                      struct dossier *ret)
{
    bool is_ours = false;

    if (!s->draft.dossier_id)
        TRY(draft_freeze(t, &s->draft, s->dossier.id, &is_ours));
    if (!is_ours)
        return meet(t, s, ret);
    TRY(write_begun(t, s));
    *ret = s->dossier;
    return ERR_OK;
}

enum err submit_online(struct tx *t, const struct filing_of *of,
                       const struct submit *wish, struct dossier *ret)
{
    struct submission s;
    struct draft draft;

    /* This is no snapshot: without the lock the papers may go meanwhile. */
    TRY(draft_load_locked(t, wish->draft_id, &draft));
    TRY(submit_look(t, of, wish, &s));
    return submit_write(t, &s, ret);
}

static enum err intake_limit_known(struct tx *t, const struct filing_of *of,
                                   int case_index)
{
    const struct procedure_limit *limit =
        procedure_limit(of->pack->card, case_index, CHANNEL_COUNTER);

    if (limit && limit->time.known)
        return ERR_OK;
    return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_LIMIT_UNKNOWN);
}

static enum err begin_intake(struct tx *t, const struct made *m,
                             struct dossier *ret)
{
    struct submission s = {0};

    TRY(compose(t, m, &s.dossier, &s.name_fold));
    seal_answers(t->cx->arena, m->answers, &s);
    TRY(write_dossier(t, &s));
    *ret = s.dossier;
    return ERR_OK;
}

enum err submit_intake(struct tx *t, const struct filing_of *of,
                       const struct intake *in, struct filing_check *ret_check,
                       struct dossier *ret)
{
    const struct papers none = {0};
    struct filing f = {
        .draft.case_code = in->case_code,
        .draft.delivery = in->delivery,
        .handed = in->handed,
        .filling = filing_filling(t, of->pack, &none, in->case_code,
                                  CHANNEL_COUNTER, in->answers),
    };
    struct made m = {.of = of, .filing = &f, .person_id = in->person_id};
    struct person person;
    struct dossier d;

    *ret_check = (struct filing_check){0};
    if (f.filling.case_index < 0)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_CHOOSE_CASE);
    if (in->delivery == CHANNEL_ANY ||
        !(of->pack->card->returns & 1u << in->delivery))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_CHOOSE_RETURN);
    TRY(intake_limit_known(t, of, f.filling.case_index));
    TRY(freeze(t, of, &f, ret_check));
    TRY(person_load(t, in->person_id, &person));
    m.name = person.name;
    m.answers = f.filling.answers;
    TRY(begin_intake(t, &m, &d));
    TRY(keep_handed(t, &in->handed, ret_check, d.id));
    TRY(reception_take_in(t,
                          &(struct reception){
                              .dossier_id = d.id,
                              .pack = of->pack,
                              .who = of->who,
                              .site = in->site,
                          },
                          &d));
    *ret = d;
    return ERR_OK;
}
