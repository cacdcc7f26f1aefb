#include "base/prelude.h"

#include "base/id.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/paper/paper.sql.h"
#include "domain/paper/paper_store.h"
#include "domain/dossier/dossier_store.h"
#include "domain/dossier/request_store.h"

#include "service/attach.h"
#include "service/handling.h"
#include "service/permit.h"

bool attach_is_for(int work)
{
    return work >= WORK_PROCESS && work <= WORK_ISSUE;
}

static enum err require_open(struct tx *t, const struct actor *who,
                             const struct dossier *d,
                             const struct attachment *a)
{
    struct dossier_step s;

    TRY(permit_step(t, who, d, a->step_n, &s));
    return attach_is_for((int)s.work)
               ? ERR_OK
               : REFUSE(&t->cx->err, ERR_INPUT, MSG_STEP_UNKNOWN_ACTION);
}

static enum err keep(struct tx *t, const struct actor *who, int64_t dossier_id,
                     const struct scan *s)
{
    TRY(blob_keep(t, &s->blob));
    return paper_insert(t,
                        &(struct paper_insert_in){
                            .id = id_new(t->cx->now),
                            .dossier_id = &dossier_id,
                            .component = s->component,
                            .name = s->name,
                            .mime = s->mime,
                            .bytes = s->blob.bytes,
                            .blob_id = s->blob.id,
                            .added_by = who->account_id,
                            .added_at = t->cx->now,
                        },
                        NULL);
}

enum err attach_result(struct tx *t, const struct actor *who,
                       const struct attachment *a)
{
    struct dossier d;
    struct papers papers;

    TRY(dossier_load_locked(t, a->dossier_id, &d));
    TRY(require_open(t, who, &d, a));
    TRY(papers_of_dossier(t, d.id, &papers));
    if (paper_count(&papers, S(RESULT_COMPONENT)) >= RESULT_FILES_MAX)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_RESULT_TOO_MANY);
    return keep(t, who, d.id,
                &(struct scan){
                    .component = S(RESULT_COMPONENT),
                    .name = a->name,
                    .mime = a->mime,
                    .blob = a->blob,
                });
}

static enum err require_handed(struct tx *t, const struct dossier *d,
                               const struct procedure *card,
                               struct str component)
{
    const struct procedure_component *c = procedure_component(card, component);
    struct handed_papers handed;

    if (dossier_is_closed(d->status))
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MOVE_TOO_LATE);
    TRY(handed_of_dossier(t, d->id, &handed));
    return c && !c->show_only && handed_find(&handed, component)
               ? ERR_OK
               : REFUSE(&t->cx->err, ERR_INPUT, MSG_SCAN_NOT_HANDED);
}

static bool is_kept(const struct papers *papers, const struct scan *s)
{
    for (size_t i = 0; i < papers->count; i++)
        if (str_eq(papers->at[i].component, s->component) &&
            str_eq(papers->at[i].blob_id, s->blob.id))
            return true;
    return false;
}

/* The same bytes again change nothing. */
static enum err keep_once(struct tx *t, const struct actor *who,
                          int64_t dossier_id, const struct scan *s)
{
    struct papers papers;

    TRY(papers_of_dossier(t, dossier_id, &papers));
    if (is_kept(&papers, s))
        return ERR_OK;
    if (paper_count(&papers, s->component) >= PAPERS_PER_COMPONENT_MAX ||
        papers.count >= PAPERS_MAX)
        return REFUSE1(&t->cx->err, ERR_INPUT, MSG_PAPER_TOO_MANY,
                       num_vn(t->cx->arena, PAPERS_PER_COMPONENT_MAX));
    return keep(t, who, dossier_id, s);
}

enum err attach_scan(struct tx *t, const struct actor *who,
                     const struct scan *s)
{
    struct permit where;
    struct dossier d;

    TRY(dossier_load_locked(t, s->dossier_id, &d));
    where = (struct permit){d.point_id, d.field, d.procedure_code};
    TRY(permit_capability(t, who, CAP_DOSSIER_RECEIVE, &where));
    TRY(require_handed(t, &d, s->card, s->component));
    return keep_once(t, who, d.id, s);
}

enum err attach_supplement(struct tx *t, const struct actor *who,
                           const struct scan *s)
{
    const struct procedure_component *c =
        procedure_component(s->card, s->component);
    struct requests all;
    struct dossier d;

    TRY(dossier_load_locked(t, s->dossier_id, &d));
    if (!who->person_id || who->person_id != d.person_id)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "somebody else's dossier");
    TRY(requests_of_dossier(t, d.id, &all));
    if (!requests_awaited(all.at, all.count))
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_ANSWER_TOO_LATE);
    if (!c || c->show_only)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_TURN_CHOOSE_PAPER);
    return keep_once(t, who, d.id, s);
}
