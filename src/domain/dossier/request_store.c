#include "base/prelude.h"

#include "base/check.h"

#include "domain/dossier/request.sql.h"
#include "domain/dossier/request_store.h"

static const struct instant *or_null(const struct instant *t)
{
    return t->us ? t : NULL;
}

static struct instant or_never(bool has, struct instant t)
{
    return has ? t : (struct instant){0};
}

static struct request from_row(int64_t dossier_id,
                               const struct request_list_row *r)
{
    return (struct request){
        .dossier_id = dossier_id,
        .n = r->n,
        .kind = (enum request_kind)r->kind,
        .account_id = r->account_id,
        .desk_id = r->desk_id,
        .step = r->step,
        .reason = r->reason,
        .ground = r->ground,
        .words = r->words,
        .days = r->days,
        .amount = r->amount,
        .new_due = or_never(r->has_new_due_at, r->new_due_at),
        .made_at = r->made_at,
        .sent_at = or_never(r->has_sent_at, r->sent_at),
        .due_at = or_never(r->has_due_at, r->due_at),
        .closed_at = or_never(r->has_closed_at, r->closed_at),
        .closed_by = r->has_closed_by ? r->closed_by : 0,
        .outcome = (enum request_outcome)r->outcome,
        .answer = r->answer,
    };
}

enum err requests_of_dossier(struct tx *t, int64_t dossier_id,
                             struct requests *ret)
{
    struct request_list_rows rows;
    struct request *list;

    TRY(request_list(t, dossier_id, REQUESTS_MAX, &rows));
    if (rows.more)
        return RAISE(&t->cx->err, ERR_TOO_LARGE, "too many requests");
    list = ARENA_ARRAY(t->cx->arena, struct request, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        list[i] = from_row(dossier_id, &rows.row[i]);
    *ret = (struct requests){list, rows.count};
    return ERR_OK;
}

enum err request_load(struct tx *t, int64_t dossier_id, int n,
                      struct request *ret)
{
    struct requests all;

    TRY(requests_of_dossier(t, dossier_id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].n == n) {
            *ret = all.at[i];
            return ERR_OK;
        }
    return RAISE(&t->cx->err, ERR_NOT_FOUND, "no request %d", n);
}

enum err request_add(struct tx *t, const struct request *r)
{
    return request_insert(t,
                          &(struct request_insert_in){
                              .dossier_id = r->dossier_id,
                              .n = r->n,
                              .kind = (int32_t)r->kind,
                              .account_id = r->account_id,
                              .desk_id = r->desk_id,
                              .step = r->step,
                              .reason = r->reason,
                              .ground = r->ground,
                              .words = r->words,
                              .days = r->days,
                              .amount = r->amount,
                              .new_due_at = or_null(&r->new_due),
                              .made_at = t->cx->now,
                              .sent_at = or_null(&r->sent_at),
                              .due_at = or_null(&r->due_at),
                          },
                          NULL);
}

static enum err meanwhile(struct tx *t, int64_t changed)
{
    return changed ? ERR_OK
                   : RAISE(&t->cx->err, ERR_CONFLICT, "the request moved on");
}

enum err request_send(struct tx *t, const struct request *r,
                      struct instant due_at)
{
    int64_t changed;

    TRY(request_mark_sent(t, r->dossier_id, r->n, t->cx->now, or_null(&due_at),
                          &changed));
    return meanwhile(t, changed);
}

enum err request_close(struct tx *t, const struct request *r,
                       enum request_outcome outcome, int64_t account_id,
                       struct str answer)
{
    int64_t changed;

    TRY(request_end(t,
                    &(struct request_end_in){
                        .dossier_id = r->dossier_id,
                        .n = r->n,
                        .outcome = (int32_t)outcome,
                        .closed_at = t->cx->now,
                        .closed_by = account_id,
                        .answer = answer,
                    },
                    &changed));
    return meanwhile(t, changed);
}
