#include "base/prelude.h"

#include "domain/paper/paper.sql.h"
#include "domain/paper/paper_store.h"

enum err paper_add(struct tx *t, int64_t draft_id, const struct paper *p,
                   const struct blob_ref *blob)
{
    TRY(blob_keep(t, blob));
    return paper_insert(t,
                        &(struct paper_insert_in){
                            .id = p->id,
                            .draft_id = &draft_id,
                            .component = p->component,
                            .name = p->name,
                            .mime = p->mime,
                            .bytes = p->bytes,
                            .blob_id = blob->id,
                            .added_by = p->added_by,
                            .added_at = p->added_at,
                        },
                        NULL);
}

const struct paper *paper_find(const struct papers *papers, int64_t id)
{
    for (size_t i = 0; i < papers->count; i++)
        if (papers->at[i].id == id)
            return &papers->at[i];
    return NULL;
}

enum err paper_remove(struct tx *t, int64_t draft_id, int64_t paper_id)
{
    struct papers papers;
    const struct paper *p;
    struct paper_blob_uses_row uses;

    TRY(papers_of_draft(t, draft_id, &papers));
    p = paper_find(&papers, paper_id);
    if (!p)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no paper %" PRId64, paper_id);
    TRY(paper_blob_uses(t, draft_id, p->blob_id, &uses));
    TRY(paper_delete(t, draft_id, paper_id, NULL));
    return uses.count > 1 ? ERR_OK : blob_drop(t, p->blob_id);
}

static void from_row(struct paper *ret, const struct paper_list_of_draft_row *r)
{
    *ret = (struct paper){
        .id = r->id,
        .component = r->component,
        .name = r->name,
        .mime = r->mime,
        .bytes = r->bytes,
        .blob_id = r->blob_id,
        .added_by = r->added_by,
        .added_at = r->added_at,
    };
}

enum err papers_of_draft(struct tx *t, int64_t draft_id, struct papers *ret)
{
    struct paper_list_of_draft_rows rows;
    struct paper *at;

    TRY(paper_list_of_draft(t, draft_id, PAPERS_MAX, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct paper, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        from_row(&at[i], &rows.row[i]);
    *ret = (struct papers){at, rows.count};
    return ERR_OK;
}

enum err papers_of_dossier(struct tx *t, int64_t dossier_id, struct papers *ret)
{
    struct paper_list_of_dossier_rows rows;
    struct paper *at;

    TRY(paper_list_of_dossier(t, dossier_id, PAPERS_MAX, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct paper, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct paper_list_of_dossier_row *r = &rows.row[i];

        from_row(&at[i], &(struct paper_list_of_draft_row){
                             r->id, r->component, r->name, r->mime, r->bytes,
                             r->blob_id, r->added_by, r->added_at});
    }
    *ret = (struct papers){at, rows.count};
    return ERR_OK;
}

enum err papers_to_dossier(struct tx *t, int64_t draft_id, int64_t dossier_id)
{
    return paper_hand_over(t, draft_id, dossier_id, NULL);
}

enum err handed_add(struct tx *t, int64_t dossier_id,
                    const struct handed_paper *p)
{
    return handed_insert(t, dossier_id, p->component, p->originals, p->copies,
                         NULL);
}

enum err handed_of_dossier(struct tx *t, int64_t dossier_id,
                           struct handed_papers *ret)
{
    struct handed_list_rows rows;
    struct handed_paper *at;

    TRY(handed_list(t, dossier_id, PROCEDURE_COMPONENTS_MAX, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct handed_paper, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        at[i] = (struct handed_paper){
            rows.row[i].component, rows.row[i].originals, rows.row[i].copies};
    *ret = (struct handed_papers){at, rows.count};
    return ERR_OK;
}

enum err verdicts_of_dossier(struct tx *t, int64_t dossier_id,
                             struct paper_verdicts *ret)
{
    struct verdict_list_rows rows;
    struct paper_verdict *at;

    TRY(verdict_list(t, dossier_id, PAPERS_MAX + PROCEDURE_COMPONENTS_MAX,
                     &rows));
    at = ARENA_ARRAY(t->cx->arena, struct paper_verdict, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        at[i] = (struct paper_verdict){rows.row[i].component,
                                       rows.row[i].paper_id, rows.row[i].fits};
    *ret = (struct paper_verdicts){at, rows.count};
    return ERR_OK;
}
