#include "base/prelude.h"

#include "base/buf.h"
#include "base/msg.h"

#include "domain/paper/paper.sql.h"

#include "service/permit.h"
#include "service/verdict.h"

#define WANTING_BYTES_MAX ((size_t)64 << 10)

bool verdict_is_for(int work)
{
    return work == WORK_RECEIVE || work == WORK_TRANSFER ||
           work == WORK_PROCESS || work == WORK_VERIFY;
}

/* The step that the officer saw, if it still waits and is theirs. */
static enum err require_step(struct tx *t, const struct actor *who,
                             const struct dossier *d, int step_n)
{
    struct dossier_step s;

    TRY(permit_step(t, who, d, step_n, &s));
    return verdict_is_for((int)s.work)
               ? ERR_OK
               : REFUSE(&t->cx->err, ERR_INPUT, MSG_STEP_UNKNOWN_ACTION);
}

static enum err require_paper(struct tx *t, const struct verdict *v)
{
    struct handed_papers handed;
    struct papers papers;
    const struct paper *p;
    bool found;

    TRY(papers_of_dossier(t, v->dossier_id, &papers));
    TRY(handed_of_dossier(t, v->dossier_id, &handed));
    p = paper_find(&papers, v->paper_id);
    found = v->paper_id ? p && str_eq(p->component, v->component)
                        : handed_find(&handed, v->component) != NULL;
    return found ? ERR_OK : RAISE(&t->cx->err, ERR_NOT_FOUND, "no such paper");
}

enum err verdict_give(struct tx *t, const struct actor *who,
                      const struct verdict *v)
{
    struct dossier d;

    TRY(dossier_load_locked(t, v->dossier_id, &d));
    TRY(require_step(t, who, &d, v->step_n));
    TRY(require_paper(t, v));
    return verdict_put(t,
                       &(struct verdict_put_in){
                           .dossier_id = d.id,
                           .component = v->component,
                           .paper_id = v->paper_id,
                           .fits = v->fits,
                           .account_id = who->account_id,
                           .at = t->cx->now,
                       },
                       NULL);
}

static void add_name(struct buf *b, const struct procedure *card,
                     enum lang lang, struct str component)
{
    const struct procedure_component *c = procedure_component(card, component);

    if (!c)
        return;
    if (b->n)
        buf_add_c(b, "; ");
    buf_add(b, c->name.in[lang]);
}

enum err verdicts_wanting(struct tx *t, int64_t dossier_id,
                          const struct procedure *card, enum lang lang,
                          struct str *ret)
{
    struct buf b = buf_new(t->cx->arena, WANTING_BYTES_MAX);
    struct str last = STR_NONE;
    struct paper_verdicts all;

    TRY(verdicts_of_dossier(t, dossier_id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct paper_verdict *v = &all.at[i];

        /* In order of component: several files of one are named once. */
        if (v->fits || str_eq(v->component, last))
            continue;
        add_name(&b, card, lang, v->component);
        last = v->component;
    }
    *ret = buf_str(&b);
    return ERR_OK;
}
