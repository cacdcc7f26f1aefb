#include "base/prelude.h"

#include "base/msg.h"

#include "domain/dossier/dossier.sql.h"

#include "service/own.h"

static enum err not_there(struct tx *t)
{
    return REFUSE(&t->cx->err, ERR_NOT_FOUND, MSG_OWN_NOT_THERE);
}

enum err own_dossier(struct tx *t, const struct actor *who, struct str code,
                     struct dossier *ret)
{
    struct dossier d;
    int64_t id;
    enum err e = dossier_id_of(t, code, &id);

    if (e == ERR_NOT_FOUND)
        return not_there(t);
    TRY(e);
    TRY(dossier_load(t, id, &d));
    if (!who || who->kind != ACCOUNT_CITIZEN || d.person_id != who->person_id)
        return not_there(t);
    *ret = d;
    return ERR_OK;
}

enum err own_running(struct tx *t, const struct actor *who,
                     struct own_dossiers *ret)
{
    struct dossier_running_of_person_rows rows;
    struct dossier *at;

    TRY(dossier_running_of_person(t, who->person_id, OWN_RUNNING_MAX, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct dossier, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        TRY(dossier_load(t, rows.row[i].id, &at[i]));
    *ret = (struct own_dossiers){at, rows.count, rows.more};
    return ERR_OK;
}

enum err own_ended(struct tx *t, const struct actor *who, int64_t before_id,
                   struct own_dossiers *ret)
{
    struct dossier_ended_of_person_rows rows;
    struct dossier *at;

    TRY(dossier_ended_of_person(
        t, who->person_id, before_id ? before_id : INT64_MAX, OWN_PAGE, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct dossier, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        TRY(dossier_load(t, rows.row[i].id, &at[i]));
    *ret = (struct own_dossiers){at, rows.count, rows.more};
    return ERR_OK;
}

enum err own_count(struct tx *t, const struct actor *who,
                   struct own_counts *ret)
{
    struct dossier_count_of_person_row row;

    TRY(dossier_count_of_person(t, who->person_id, &row));
    *ret = (struct own_counts){row.running, row.ended};
    return ERR_OK;
}
