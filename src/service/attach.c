#include "base/prelude.h"

#include "base/id.h"
#include "base/msg.h"

#include "domain/paper/paper.sql.h"
#include "domain/paper/paper_store.h"
#include "domain/dossier/dossier_store.h"

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
    struct permit where;
    enum err e = dossier_open_step(t, d->id, &s);

    if (e == ERR_NOT_FOUND || (e == ERR_OK && s.n != a->step_n))
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MOVE_TOO_LATE);
    TRY(e);
    where = (struct permit){s.desk_id, d->field, d->procedure_code};
    TRY(permit_role(t, who, s.role, &where));
    return attach_is_for((int)s.work)
               ? ERR_OK
               : REFUSE(&t->cx->err, ERR_INPUT, MSG_STEP_UNKNOWN_ACTION);
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
    TRY(blob_keep(t, &a->blob));
    return paper_insert(t,
                        &(struct paper_insert_in){
                            .id = id_new(t->cx->now),
                            .dossier_id = &d.id,
                            .component = S(RESULT_COMPONENT),
                            .name = a->name,
                            .mime = a->mime,
                            .bytes = a->blob.bytes,
                            .blob_id = a->blob.id,
                            .added_by = who->account_id,
                            .added_at = t->cx->now,
                        },
                        NULL);
}
