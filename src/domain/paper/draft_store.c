#include "base/prelude.h"

#include "base/id.h"

#include "domain/paper/draft.sql.h"
#include "domain/paper/draft_store.h"
#include "domain/paper/paper_store.h"

static struct instant end_of_life(const struct tx *t)
{
    return (struct instant){t->cx->now.us + DRAFT_KEEP_DAYS * DAY_US};
}

enum err draft_find_open(struct tx *t, int64_t account_id, struct str code,
                         struct str case_code, int64_t *ret, bool *ret_found)
{
    struct draft_of_case_row row = {0};

    TRY(draft_of_case(t, account_id, code, case_code, &row, ret_found));
    *ret = row.id;
    return ERR_OK;
}

enum err draft_open(struct tx *t, const struct draft *d, int64_t *ret)
{
    struct draft_insert_row row;

    TRY(draft_insert(t,
                     &(struct draft_insert_in){
                         .id = id_new(t->cx->now),
                         .account_id = d->account_id,
                         .procedure_code = d->procedure_code,
                         .version_id = d->version_id,
                         .case_code = d->case_code,
                         .delivery = (int32_t)d->delivery,
                         .answers = d->answers,
                         .now = t->cx->now,
                         .expires_at = end_of_life(t),
                     },
                     &row));
    *ret = row.id;
    return ERR_OK;
}

enum err draft_load(struct tx *t, int64_t id, struct draft *ret)
{
    struct draft_row_row r;
    bool found;

    TRY(draft_row(t, id, &r, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no draft %" PRId64, id);
    *ret = (struct draft){
        .id = r.id,
        .account_id = r.account_id,
        .procedure_code = r.procedure_code,
        .version_id = r.version_id,
        .case_code = r.case_code,
        .delivery = (enum channel)r.delivery,
        .revision = r.revision,
        .answers = r.answers,
        .page = (size_t)r.page,
        .created_at = r.created_at,
        .saved_at = r.saved_at,
        .expires_at = r.expires_at,
        .dossier_id = r.has_dossier_id ? r.dossier_id : 0,
    };
    return ERR_OK;
}

enum err draft_load_locked(struct tx *t, int64_t id, struct draft *ret)
{
    TRY(draft_lock(t, id, NULL));
    return draft_load(t, id, ret);
}

static enum err conflict_unless(struct tx *t, int64_t changed)
{
    if (changed == 1)
        return ERR_OK;
    return RAISE(&t->cx->err, ERR_CONFLICT, "the draft has moved on");
}

enum err draft_save(struct tx *t, struct draft *d)
{
    int64_t changed;

    TRY(draft_update(t,
                     &(struct draft_update_in){
                         .id = d->id,
                         .revision = d->revision,
                         .version_id = d->version_id,
                         .answers = d->answers,
                         .page = (int32_t)d->page,
                         .now = t->cx->now,
                         .expires_at = end_of_life(t),
                     },
                     &changed));
    TRY(conflict_unless(t, changed));
    d->revision++;
    d->saved_at = t->cx->now;
    d->expires_at = end_of_life(t);
    return ERR_OK;
}

enum err draft_touch(struct tx *t, int64_t id)
{
    int64_t changed;

    TRY(draft_extend(t, id, t->cx->now, end_of_life(t), &changed));
    return conflict_unless(t, changed);
}

enum err draft_freeze(struct tx *t, const struct draft *d, int64_t dossier_id,
                      bool *ret)
{
    int64_t changed;

    TRY(draft_close(t,
                    &(struct draft_close_in){
                        .id = d->id,
                        .revision = d->revision,
                        .saved_at = d->saved_at,
                        .dossier_id = dossier_id,
                        .now = t->cx->now,
                    },
                    &changed));
    *ret = changed == 1;
    return ERR_OK;
}

enum err drafts_of_account(struct tx *t, int64_t account_id, struct drafts *ret)
{
    struct draft_open_list_rows rows;
    struct draft *at;

    TRY(draft_open_list(t, account_id, DRAFTS_MAX, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct draft, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        at[i] = (struct draft){
            .id = rows.row[i].id,
            .account_id = account_id,
            .procedure_code = rows.row[i].procedure_code,
            .version_id = rows.row[i].version_id,
            .case_code = rows.row[i].case_code,
            .page = (size_t)rows.row[i].page,
            .saved_at = rows.row[i].saved_at,
            .expires_at = rows.row[i].expires_at,
        };
    *ret = (struct drafts){at, rows.count};
    return ERR_OK;
}

enum err drafts_expired(struct tx *t, size_t max, const int64_t **ret,
                        size_t *ret_count)
{
    struct draft_expired_list_rows rows;
    int64_t *ids;

    TRY(draft_expired_list(t, t->cx->now, max, &rows));
    ids = ARENA_ARRAY(t->cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        ids[i] = rows.row[i].id;
    *ret = ids;
    *ret_count = rows.count;
    return ERR_OK;
}

enum err draft_drop(struct tx *t, int64_t id)
{
    struct draft d;
    struct papers papers;

    TRY(draft_load_locked(t, id, &d));
    TRY(draft_delete(t, id, NULL));
    if (d.dossier_id)
        return RAISE(&t->cx->err, ERR_CONFLICT, "the draft was filed");
    TRY(papers_of_draft(t, id, &papers));
    for (size_t i = 0; i < papers.count; i++)
        TRY(paper_remove(t, id, papers.at[i].id));
    return ERR_OK;
}
