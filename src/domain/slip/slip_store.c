#include "base/prelude.h"

#include "base/crypto.h"
#include "base/id.h"

#include "store/series.h"

#include "domain/slip/slip.sql.h"
#include "domain/slip/slip_store.h"
#include "domain/slip/template.h"

enum err slip_template_import(struct tx *t, struct str body)
{
    struct slip_template template;
    struct digest digest = sha256(body);

    TRY(slip_template_read(t->cx->arena, body, &template, &t->cx->err));
    return slip_template_put(
        t,
        &(struct slip_template_put_in){
            .id = id_new(t->cx->now),
            .kind = (int32_t) template.kind,
            .unit_key = template.unit_key,
            .procedure_code = template.procedure_code,
            .version = template.version,
            .valid_from = template.from,
            .valid_to = template.has_to ? &template.to : NULL,
            .digest = digest_str(&digest),
            .body = body,
        },
        NULL);
}

enum err slip_template_today(struct tx *t, enum slip_kind kind,
                             struct str unit_key, struct str procedure_code,
                             int64_t *ret_id, struct str *ret_body)
{
    struct slip_template_on_row row;
    bool found;

    TRY(slip_template_on(t, (int32_t)kind, instant_day(t->cx->now), unit_key,
                         procedure_code, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND,
                     "no template of slip %d is in force", (int)kind);
    *ret_id = row.id;
    *ret_body = row.body;
    return ERR_OK;
}

static int year_of(const struct tx *t)
{
    return day_civil(instant_day(t->cx->now)).year;
}

enum err slip_number(struct tx *t, struct str unit_key, enum slip_kind kind,
                     int64_t *ret)
{
    struct arena *a = t->cx->arena;

    return series_next(t, unit_key, arena_printf(a, "slip-%d", (int)kind),
                       arena_printf(a, "%04d", year_of(t)), ret);
}

enum err slip_write(struct tx *t, const struct slip_row *row, int64_t *ret_id)
{
    int64_t id = id_new(t->cx->now);

    TRY(slip_insert(
        t,
        &(struct slip_insert_in){
            .id = id,
            .dossier_id = row->dossier_id,
            .kind = (int32_t)row->kind,
            .number = row->number,
            .year = year_of(t),
            .desk_id = row->desk_id,
            .data = row->data,
            .made_at = t->cx->now,
            .template_id = row->template_id ? &row->template_id : NULL,
        },
        NULL));
    if (ret_id)
        *ret_id = id;
    return ERR_OK;
}

enum err slip_write_cover(struct tx *t, int64_t slip_id, int64_t dossier_id)
{
    return slip_covers(t, slip_id, dossier_id, NULL);
}

enum err slip_newest(struct tx *t, int64_t dossier_id, enum slip_kind kind,
                     struct str *ret_data)
{
    struct slip_find_row row;
    bool found;

    TRY(slip_find(t, dossier_id, (int32_t)kind, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no slip %d yet", (int)kind);
    *ret_data = row.data;
    return ERR_OK;
}

enum err slip_load(struct tx *t, int64_t dossier_id, int64_t id,
                   struct slip_row *ret, struct str *ret_body)
{
    struct slip_template_body_row template = {STR_NONE};
    struct slip_by_id_row row;
    bool found;

    TRY(slip_by_id(t, dossier_id, id, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such slip of the dossier");
    if (row.has_template_id)
        TRY(slip_template_body(t, row.template_id, &template));
    *ret = (struct slip_row){
        .id = id,
        .dossier_id = dossier_id,
        .kind = (enum slip_kind)row.kind,
        .number = row.number,
        .data = row.data,
        .made_at = row.made_at,
    };
    *ret_body = template.body;
    return ERR_OK;
}

enum err slips_of_dossier(struct tx *t, int64_t dossier_id,
                          const struct slip_row **ret, size_t *ret_count)
{
    struct slips_of_rows rows;
    struct slip_row *list;

    TRY(slips_of(t, dossier_id, SLIPS_MAX, &rows));
    list = ARENA_ARRAY(t->cx->arena, struct slip_row, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        list[i] = (struct slip_row){
            .id = rows.row[i].id,
            .dossier_id = dossier_id,
            .kind = (enum slip_kind)rows.row[i].kind,
            .number = rows.row[i].number,
            .made_at = rows.row[i].made_at,
        };
    *ret = list;
    *ret_count = rows.count;
    return ERR_OK;
}
