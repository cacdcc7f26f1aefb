#include "base/prelude.h"

#include "base/id.h"
#include "base/msg.h"
#include "base/utf8.h"
#include "base/viet.h"

#include "domain/procedure/procedure.sql.h"
#include "domain/procedure/procedure_store.h"

#define SEARCH_BYTES_MAX 200

static bool word_letter(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '.';
}

/* The next word of folded text: letters and digits, points inside. */
static bool next_word(struct str *rest, struct str *ret)
{
    size_t from = 0;
    size_t to;

    while (from < rest->n &&
           (!word_letter(rest->p[from]) || rest->p[from] == '.'))
        from++;
    for (to = from; to < rest->n && word_letter(rest->p[to]);)
        to++;
    *ret = str_sub(*rest, from, to);
    *rest = str_sub(*rest, to, rest->n);
    return ret->n > 0;
}

static enum err add_words(struct tx *t, int64_t id, struct str text)
{
    struct str rest = viet_fold(t->cx->arena, text);
    struct str word;

    while (next_word(&rest, &word))
        TRY(procedure_word_insert(t, id, word, NULL));
    return ERR_OK;
}

static enum err add_all_words(struct tx *t, int64_t id,
                              const struct procedure_entry *entry)
{
    const struct procedure *p = entry->card;

    for (int lang = 0; lang < LANG_COUNT; lang++) {
        TRY(add_words(t, id, p->name.in[lang]));
        TRY(add_words(t, id, p->short_name.in[lang]));
        TRY(add_words(t, id, entry->field_name.in[lang]));
    }
    TRY(add_words(t, id, p->code));
    for (size_t i = 0; i < p->life_event_count; i++)
        TRY(procedure_word_insert(
            t, id, arena_printf(t->cx->arena, "#%s", p->life_event[i].p),
            NULL));
    return ERR_OK;
}

static enum err insert_version(struct tx *t, int64_t id,
                               const struct procedure_entry *entry)
{
    const struct procedure *p = entry->card;
    struct arena *a = t->cx->arena;
    struct procedure_insert_in in = {
        .id = id,
        .code = p->code,
        .version = p->version,
        .valid_from = p->valid_from,
        .valid_to = p->valid_to.n == DAY_NONE.n ? NULL : &p->valid_to,
        .state = PROCEDURE_IMPORTED,
        .digest = digest_str(&entry->digest),
        .name_vi = p->name.in[LANG_VI],
        .name_en = p->name.in[LANG_EN],
        .short_vi = p->short_name.in[LANG_VI],
        .short_en = p->short_name.in[LANG_EN],
        .name_sort = viet_sort_key(a, p->name.in[LANG_VI]),
        .field = p->field,
        .field_vi = entry->field_name.in[LANG_VI],
        .field_en = entry->field_name.in[LANG_EN],
        .level = (int32_t)p->level,
        .online_level = p->online_level,
        .body = body_text(a, p->resolve),
        .imported_at = t->cx->now,
    };

    TRY(procedure_insert(t, &in, NULL));
    TRY(procedure_content_insert(t, id, entry->content, NULL));
    return add_all_words(t, id, entry);
}

enum err procedure_import(struct tx *t, const struct procedure_entry *entry,
                          int64_t *ret_id, bool *ret_is_new)
{
    const struct procedure *p = entry->card;
    struct procedure_row_of_version_row old;
    int64_t id;
    bool found;

    TRY(procedure_row_of_version(t, p->code, p->version, &old, &found));
    if (found && !str_eq(old.digest, digest_str(&entry->digest)))
        return REFUSE3(&t->cx->err, ERR_CONFLICT, MSG_PROCEDURE_CHANGED,
                       p->code, p->version, STR_NONE);
    id = found ? old.id : id_new(t->cx->now);
    if (!found)
        TRY(insert_version(t, id, entry));
    *ret_id = id;
    *ret_is_new = !found;
    return ERR_OK;
}

enum err procedure_publish(struct tx *t, int64_t id)
{
    return procedure_set_published(t, id, PROCEDURE_PUBLISHED, t->cx->now,
                                   NULL);
}

enum err procedure_withdraw(struct tx *t, int64_t id)
{
    return procedure_set_withdrawn(t, id, PROCEDURE_PUBLISHED,
                                   PROCEDURE_WITHDRAWN, t->cx->now, NULL);
}

enum err procedure_version_on(struct tx *t, struct str code, struct day on,
                              int64_t *ret_id, bool *ret_found)
{
    struct procedure_row_in_force_row row;
    bool found;

    TRY(procedure_row_in_force(t, code, PROCEDURE_PUBLISHED, on, &row, &found));
    if (found)
        *ret_id = row.id;
    *ret_found = found;
    return ERR_OK;
}

enum err procedure_version_latest(struct tx *t, struct str code,
                                  int64_t *ret_id, bool *ret_found)
{
    struct procedure_row_latest_row row;
    bool found;

    TRY(procedure_row_latest(t, code, &row, &found));
    if (found)
        *ret_id = row.id;
    *ret_found = found;
    return ERR_OK;
}

enum err procedure_content(struct tx *t, int64_t id, struct str *ret)
{
    struct procedure_content_of_row row;
    bool found;

    TRY(procedure_content_of(t, id, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND,
                     "no procedure version %" PRId64, id);
    *ret = row.content;
    return ERR_OK;
}

/* The least text that no word beginning with `word` reaches. */
static struct str behind(struct arena *a, struct str word)
{
    return word.n > 0 ? arena_printf(a, "%.*s\xF4\x8F\xBF\xBF", STR_ARG(word))
                      : S("");
}

static void split_words(struct arena *a, struct str typed,
                        struct procedure_rows_found_in *in)
{
    struct str *from[] = {&in->from_1, &in->from_2, &in->from_3, &in->from_4};
    struct str *to[] = {&in->to_1, &in->to_2, &in->to_3, &in->to_4};
    struct str rest = viet_fold(a, utf8_cut_bytes(typed, SEARCH_BYTES_MAX));
    struct str word;

    for (size_t i = 0; i < PROCEDURE_WORDS_MAX; i++) {
        if (!next_word(&rest, &word))
            word = S("");
        *from[i] = word;
        *to[i] = behind(a, word);
    }
}

static struct procedure_row row_of(const struct procedure_rows_found_row *r)
{
    return (struct procedure_row){
        .id = r->id,
        .code = r->code,
        .name = {{r->name_vi, r->name_en}},
        .short_name = {{r->short_vi, r->short_en}},
        .field = r->field,
        .field_name = {{r->field_vi, r->field_en}},
        .level = (enum procedure_level)r->level,
        .online_level = r->online_level,
        .body = r->body,
        .sort = r->name_sort,
    };
}

enum err procedure_search(struct tx *t, const struct procedure_query *q,
                          struct day on, size_t max, struct procedure_rows *ret)
{
    struct arena *a = t->cx->arena;
    int32_t level = q->level;
    struct procedure_rows_found_in in = {
        .state = PROCEDURE_PUBLISHED,
        .on_day = on,
        .field = q->field,
        .level = q->level >= 0 ? &level : NULL,
        .body = q->body,
        .after_sort = q->after_sort.p ? q->after_sort : S(""),
        .after_id = q->after_id,
        .event = q->life_event.p
                     ? arena_printf(a, "#%.*s", STR_ARG(q->life_event))
                     : STR_NONE,
    };
    struct procedure_rows_found_rows rows;
    struct procedure_row *row;

    split_words(a, q->words, &in);
    TRY(procedure_rows_found(
        t, &in, max < PROCEDURE_PAGE_MAX ? max : PROCEDURE_PAGE_MAX, &rows));
    row = ARENA_ARRAY(a, struct procedure_row, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = row_of(&rows.row[i]);
    *ret = (struct procedure_rows){row, rows.count, rows.more};
    return ERR_OK;
}

enum err procedure_count_fields(struct tx *t, struct day on,
                                struct procedure_field_counts *ret)
{
    struct procedure_rows_by_field_rows rows;
    struct procedure_field_count *item;

    TRY(procedure_rows_by_field(t, PROCEDURE_PUBLISHED, on,
                                PROCEDURE_FIELDS_MAX, &rows));
    item = ARENA_ARRAY(t->cx->arena, struct procedure_field_count, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        item[i] = (struct procedure_field_count){
            .field = rows.row[i].field,
            .name = {{rows.row[i].field_vi, rows.row[i].field_en}},
            .procedures = rows.row[i].procedures,
        };
    *ret = (struct procedure_field_counts){item, rows.count};
    return ERR_OK;
}

enum err procedure_list(struct tx *t, struct str after_code,
                        struct str after_version, size_t max,
                        struct procedure_versions *ret)
{
    struct procedure_rows_all_rows rows;
    struct procedure_version *item;

    TRY(procedure_rows_all(t, after_code, after_version, max, &rows));
    item = ARENA_ARRAY(t->cx->arena, struct procedure_version, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct procedure_rows_all_row *r = &rows.row[i];

        item[i] = (struct procedure_version){
            .id = r->id,
            .code = r->code,
            .version = r->version,
            .valid_from = r->valid_from,
            .valid_to = r->has_valid_to ? r->valid_to : DAY_NONE,
            .state = (enum procedure_state)r->state,
            .name = {{r->name_vi, r->name_en}},
            .imported_at = r->imported_at,
        };
    }
    *ret = (struct procedure_versions){item, rows.count, rows.more};
    return ERR_OK;
}
