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

/* Everything that was checked and is now to become a dossier. */
struct ready {
    const struct filing_of *of;
    const struct filing *filing;
    int64_t person_id;
    int64_t account_id; /* 0: at the counter */
    const struct json *answers;
    struct str text; /* the same, as it is kept */
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

static enum err route(struct tx *t, const struct ready *r, struct dossier *d)
{
    struct routing routing;
    enum err e;

    d->area = submit_area(t->cx->arena, r->of->pack, r->answers);
    e = routing_find(t, r->of->pack->card, d->area, instant_day(t->cx->now),
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

static struct dossier begin_dossier(struct tx *t, const struct ready *r)
{
    const struct draft *draft = &r->filing->draft;
    const struct filling *f = &r->filing->filling;
    const struct procedure_limit *limit =
        procedure_limit(r->of->pack->card, f->case_index, f->channel);

    check(limit && limit->time.known);
    return (struct dossier){
        .id = id_new(t->cx->now),
        .submission_code = dossier_submission_code(t->cx->arena, t->cx->now),
        .procedure_code = r->of->pack->card->code,
        .version_id = r->of->version_id,
        .field = r->of->pack->card->field,
        .case_code = draft->case_code,
        .channel = f->channel,
        .delivery = draft->delivery,
        .status = STATUS_NONE,
        .person_id = r->person_id,
        .account_id = r->account_id,
        .limit = limit->time.limit,
        .submitted_at = t->cx->now,
        .last_hash = S(""),
    };
}

static enum err keep_answers(struct tx *t, const struct dossier *d,
                             struct str answers)
{
    struct str salt = crypto_random_str(t->cx->arena, EVENT_SALT_BYTES);
    struct digest digest = event_seal(salt, answers);

    return dossier_answers_insert(t, d->id, answers, salt, digest_str(&digest),
                                  NULL);
}

/* The dossier's rows, before its first event. */
static enum err create(struct tx *t, const struct ready *r, struct dossier *ret)
{
    struct arena *a = t->cx->arena;
    struct dossier d = begin_dossier(t, r);
    struct person person;

    TRY(person_load(t, r->person_id, &person));
    TRY(route(t, r, &d));
    TRY(answer_due(t, &d));
    TRY(dossier_create(t, &d, viet_fold(a, person.name)));
    TRY(keep_answers(t, &d, r->text));
    *ret = d;
    return ERR_OK;
}

/* Files that the answers do not ask for any more are nobody's business. */
static enum err hand_papers_over(struct tx *t, const struct filing *f,
                                 const struct filing_check *check,
                                 int64_t dossier_id)
{
    for (size_t i = 0; i < f->papers.count; i++) {
        const struct paper *p = &f->papers.at[i];
        bool is_asked = false;

        for (size_t n = 0; n < check->need_count; n++)
            is_asked |= str_eq(check->need[n].component->code, p->component);
        if (!is_asked)
            TRY(paper_remove(t, f->draft.id, p->id));
    }
    return papers_to_dossier(t, f->draft.id, dossier_id);
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

static enum err begin_online(struct tx *t, const struct ready *r,
                             struct dossier *d)
{
    struct dossier_step step = {
        .work = WORK_RECEIVE,
        .step = S(""),
        .role = role_key(ROLE_RECEPTION),
        .desk_id = d->point_id,
        .due_at = d->answer_due_at,
    };

    TRY(move_open_step(t, d, &step));
    TRY(move_make(t, d,
                  &(struct move){
                      .event = EVENT_SUBMIT,
                      .who = r->of->who,
                      .answers = r->text,
                  }));
    return move_tell(t, d, MOVE_TOPIC, "submitted");
}

static enum err file(struct tx *t, const struct filing_of *of, struct filing *f,
                     struct dossier *ret)
{
    struct filing_check check;
    struct ready r = {
        .of = of,
        .filing = f,
        .person_id = of->who->person_id,
        .account_id = of->who->account_id,
    };
    struct dossier d;

    TRY(freeze(t, of, f, &check));
    r.answers = f->filling.answers;
    r.text = json_text(t->cx->arena, r.answers);
    TRY(create(t, &r, &d));
    TRY(hand_papers_over(t, f, &check, d.id));
    TRY(draft_freeze(t, f->draft.id, d.id));
    TRY(begin_online(t, &r, &d));
    *ret = d;
    return ERR_OK;
}

enum err submit_online(struct tx *t, const struct filing_of *of,
                       const struct submit *s, struct dossier *ret)
{
    struct filing f;

    TRY(filing_load_locked(t, of, s->draft_id, &f));
    if (f.draft.dossier_id)
        return dossier_load(t, f.draft.dossier_id, ret);
    if (f.draft.revision != s->revision)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FILING_OTHER_TAB);
    TRY(filing_allowed(t->cx, of, f.filling.case_index));
    return file(t, of, &f, ret);
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
    struct ready r = {.of = of, .filing = &f, .person_id = in->person_id};
    struct dossier d;

    *ret_check = (struct filing_check){0};
    if (f.filling.case_index < 0)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_CHOOSE_CASE);
    if (in->delivery == CHANNEL_ANY ||
        !(of->pack->card->returns & 1u << in->delivery))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_CHOOSE_RETURN);
    TRY(intake_limit_known(t, of, f.filling.case_index));
    TRY(freeze(t, of, &f, ret_check));
    r.answers = f.filling.answers;
    r.text = json_text(t->cx->arena, r.answers);
    TRY(create(t, &r, &d));
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
