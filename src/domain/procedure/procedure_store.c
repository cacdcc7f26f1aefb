#include "base/prelude.h"

#include "base/check.h"
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
        TRY(procedure_word_insert(t, word, id, NULL));
    return ERR_OK;
}

/* No word of a text begins with '#'. */
static struct str event_word(struct arena *a, struct str event)
{
    return arena_printf(a, "#%.*s", STR_ARG(event));
}

static enum err add_all_words(struct tx *t, int64_t id,
                              const struct procedure_entry *entry)
{
    const struct procedure *p = entry->card;

    for (int lang = 0; lang < LANG_COUNT; lang++) {
        TRY(add_words(t, id, p->name.in[lang]));
        TRY(add_words(t, id, p->short_name.in[lang]));
        TRY(add_words(t, id, entry->field.name.in[lang]));
    }
    for (size_t i = 0; i < p->life_event_count; i++)
        TRY(procedure_word_insert(t, event_word(t->cx->arena, p->life_event[i]),
                                  id, NULL));
    return add_words(t, id, p->code);
}

static enum err put_term(struct tx *t, enum procedure_term_kind kind,
                         const struct procedure_term *term)
{
    return procedure_term_put(t,
                              &(struct procedure_term_put_in){
                                  .kind = (int32_t)kind,
                                  .value = term->value,
                                  .name_vi = term->name.in[LANG_VI],
                                  .name_en = term->name.in[LANG_EN],
                                  .place = term->place,
                              },
                              NULL);
}

static enum err put_terms(struct tx *t, const struct procedure_entry *entry)
{
    TRY(put_term(t, TERM_FIELD, &entry->field));
    for (size_t i = 0; i < entry->events.count; i++)
        TRY(put_term(t, TERM_LIFE_EVENT, &entry->events.term[i]));
    return ERR_OK;
}

/* The one limit of all cases and channels; NULL when they differ. */
static const struct limit *only_limit(const struct procedure *p)
{
    const struct limit *only =
        p->limit_count > 0 ? &p->limit[0].time.limit : NULL;

    for (size_t i = 0; i < p->limit_count; i++) {
        const struct procedure_time *time = &p->limit[i].time;

        if (!time->known || time->limit.unit != only->unit ||
            time->limit.value != only->value)
            return NULL;
    }
    return only;
}

static bool any_online(const struct procedure *p)
{
    for (size_t i = 0; i < p->case_count; i++)
        if (procedure_online(p, (int)i))
            return true;
    return false;
}

static enum err insert_row(struct tx *t, int64_t id,
                           const struct procedure_entry *entry)
{
    const struct procedure *p = entry->card;
    const struct limit *limit = only_limit(p);
    struct arena *a = t->cx->arena;
    int32_t value = limit ? limit->value : 0;
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
        .level = (int32_t)p->level,
        .body = body_text(a, p->resolve),
        .online = any_online(p),
        .limit_unit = limit ? limit_unit_name(limit->unit) : STR_NONE,
        .limit_value = limit ? &value : NULL,
        .imported_at = t->cx->now,
    };

    return procedure_insert(t, &in, NULL);
}

static enum err insert_version(struct tx *t, int64_t id,
                               const struct procedure_entry *entry)
{
    TRY(insert_row(t, id, entry));
    TRY(procedure_content_insert(t, id, entry->content, NULL));
    TRY(put_terms(t, entry));
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

static enum err note_change(struct tx *t, int64_t id,
                            enum procedure_state state, int64_t by)
{
    return procedure_change_add(t,
                                &(struct procedure_change_add_in){
                                    .id = id_new(t->cx->now),
                                    .version_id = id,
                                    .state = (int32_t)state,
                                    .account_id = by,
                                    .at = t->cx->now,
                                },
                                NULL);
}

enum err procedure_publish(struct tx *t, int64_t id, int64_t by)
{
    int64_t changed;

    TRY(procedure_set_published(t, id, PROCEDURE_PUBLISHED, t->cx->now,
                                &changed));
    return changed > 0 ? note_change(t, id, PROCEDURE_PUBLISHED, by) : ERR_OK;
}

enum err procedure_withdraw(struct tx *t, int64_t id, int64_t by)
{
    int64_t changed;

    TRY(procedure_set_withdrawn(t, id, PROCEDURE_PUBLISHED, PROCEDURE_WITHDRAWN,
                                t->cx->now, &changed));
    return changed > 0 ? note_change(t, id, PROCEDURE_WITHDRAWN, by) : ERR_OK;
}

enum err procedure_version_id(struct tx *t, struct str code, struct str version,
                              int64_t *ret)
{
    struct procedure_row_of_version_row row;
    bool found;

    TRY(procedure_row_of_version(t, code, version, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such procedure version");
    *ret = row.id;
    return ERR_OK;
}

enum err procedure_version_on(struct tx *t, struct str code, struct day on,
                              int64_t *ret)
{
    struct procedure_row_in_force_row row;
    bool found;

    TRY(procedure_row_in_force(t, code, PROCEDURE_PUBLISHED, on, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such procedure in force");
    *ret = row.id;
    return ERR_OK;
}

enum err procedure_version_latest(struct tx *t, struct str code, int64_t *ret,
                                  bool *ret_found)
{
    struct procedure_row_latest_row row;
    bool found;

    TRY(procedure_row_latest(t, code, &row, &found));
    if (found)
        *ret = row.id;
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

/* A word and the end of its range; "" and "" when there are no more. */
static void take_word(struct arena *a, struct str *rest, struct str *ret_from,
                      struct str *ret_to)
{
    struct str word;

    if (!next_word(rest, &word))
        word = S("");
    *ret_from = word;
    *ret_to = behind(a, word);
}

static struct str search_text(struct arena *a, struct str typed)
{
    return viet_fold(a, utf8_cut_bytes(typed, SEARCH_BYTES_MAX));
}

static void split_words(struct arena *a, struct str typed,
                        struct procedure_rows_found_in *in)
{
    struct str rest = search_text(a, typed);

    take_word(a, &rest, &in->from_1, &in->to_1);
    take_word(a, &rest, &in->from_2, &in->to_2);
    take_word(a, &rest, &in->from_3, &in->to_3);
    take_word(a, &rest, &in->from_4, &in->to_4);
}

/* Where the page begins: behind the row of that code. */
static enum err find_after(struct tx *t, struct str code, struct day on,
                           struct procedure_rows_found_in *in)
{
    struct procedure_row_in_force_row row;
    bool found = false;

    in->after_sort = S("");
    if (!str_empty(code))
        TRY(procedure_row_in_force(t, code, PROCEDURE_PUBLISHED, on, &row,
                                   &found));
    if (found) {
        in->after_sort = row.name_sort;
        in->after_id = row.id;
    }
    return ERR_OK;
}

static struct procedure_row row_of(const struct procedure_rows_found_row *r)
{
    struct procedure_row row = {
        .id = r->id,
        .code = r->code,
        .name = {{r->name_vi, r->name_en}},
        .short_name = {{r->short_vi, r->short_en}},
        .field = r->field,
        .field_name = {{r->field_vi, r->field_en}},
        .level = (enum procedure_level)r->level,
        .body = r->body,
        .online = r->online,
        .has_limit = r->has_limit_value,
        .limit.value = r->limit_value,
    };

    if (row.has_limit)
        check(limit_unit_parse(r->limit_unit, &row.limit.unit));
    return row;
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
        .event = q->life_event.p ? event_word(a, q->life_event) : STR_NONE,
    };
    struct procedure_rows_found_rows rows;
    struct procedure_row *row;

    check(max <= PROCEDURE_PAGE_MAX);
    split_words(a, q->words, &in);
    TRY(find_after(t, q->after, on, &in));
    TRY(procedure_rows_found(t, &in, max, &rows));
    row = ARENA_ARRAY(a, struct procedure_row, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = row_of(&rows.row[i]);
    *ret = (struct procedure_rows){row, rows.count, rows.more,
                                   rows.count > 0 ? rows.row[0].total : 0};
    return ERR_OK;
}

enum err procedure_terms_in_use(struct tx *t, enum procedure_term_kind kind,
                                struct day on, struct procedure_terms *ret)
{
    struct procedure_terms_found_rows rows;
    struct procedure_term *term;

    TRY(procedure_terms_found(t, (int32_t)kind, PROCEDURE_PUBLISHED, on,
                              PROCEDURE_TERMS_MAX, &rows));
    term = ARENA_ARRAY(t->cx->arena, struct procedure_term, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct procedure_terms_found_row *r = &rows.row[i];

        term[i] = (struct procedure_term){
            r->value, {{r->name_vi, r->name_en}}, r->place};
    }
    *ret = (struct procedure_terms){term, rows.count};
    return ERR_OK;
}

enum err procedure_event_names(struct tx *t, struct str event, struct day on,
                               size_t max, struct words_list *ret)
{
    struct arena *a = t->cx->arena;
    struct procedure_of_event_rows rows;
    struct words *name;

    TRY(procedure_of_event(t, event_word(a, event), PROCEDURE_PUBLISHED, on,
                           max, &rows));
    name = ARENA_ARRAY(a, struct words, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        name[i] = (struct words){{rows.row[i].short_vi, rows.row[i].short_en}};
    *ret = (struct words_list){name, rows.count};
    return ERR_OK;
}

enum err procedure_short(struct tx *t, struct str code, struct day on,
                         struct words *ret, bool *ret_found)
{
    struct procedure_short_name_row row;

    TRY(procedure_short_name(t, code, PROCEDURE_PUBLISHED, on, &row,
                             ret_found));
    if (*ret_found)
        *ret = (struct words){{row.short_vi, row.short_en}};
    return ERR_OK;
}

enum err procedure_bodies_in_use(struct tx *t, struct day on,
                                 struct procedure_bodies *ret)
{
    struct procedure_bodies_deciding_rows rows;
    struct str *body;

    TRY(procedure_bodies_deciding(t, PROCEDURE_PUBLISHED, on,
                                  PROCEDURE_BODIES_MAX, &rows));
    body = ARENA_ARRAY(t->cx->arena, struct str, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        body[i] = rows.row[i].body;
    *ret = (struct procedure_bodies){body, rows.count};
    return ERR_OK;
}

static struct procedure_version version_of(
    const struct procedure_rows_all_row *r)
{
    return (struct procedure_version){
        .id = r->id,
        .code = r->code,
        .version = r->version,
        .valid_from = r->valid_from,
        .valid_to = r->has_valid_to ? r->valid_to : DAY_NONE,
        .state = (enum procedure_state)r->state,
        .name = {{r->name_vi, r->name_en}},
        .field_name = {{r->field_vi, r->field_en}},
        .level = (enum procedure_level)r->level,
        .online = r->online,
        .imported_at = r->imported_at,
    };
}

enum err procedure_list(struct tx *t, const struct procedure_versions_query *q,
                        size_t max, struct procedure_versions *ret)
{
    struct arena *a = t->cx->arena;
    struct str rest = search_text(a, q->words);
    struct procedure_rows_all_in in = {
        .after_code = q->after_code,
        .after_version = q->after_version,
    };
    struct procedure_rows_all_rows rows;
    struct procedure_version *item;

    take_word(a, &rest, &in.from_1, &in.to_1);
    take_word(a, &rest, &in.from_2, &in.to_2);
    TRY(procedure_rows_all(t, &in, max, &rows));
    item = ARENA_ARRAY(a, struct procedure_version, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        item[i] = version_of(&rows.row[i]);
    *ret = (struct procedure_versions){item, rows.count, rows.more};
    return ERR_OK;
}

/* Ids grow with time. */
static void put_in_order(struct procedure_version *item, size_t count,
                         const struct procedure_version *one)
{
    size_t at = count;

    for (; at > 0 && item[at - 1].id > one->id; at--)
        item[at] = item[at - 1];
    item[at] = *one;
}

enum err procedure_versions_of(struct tx *t, struct str code, size_t max,
                               struct procedure_versions *ret)
{
    struct procedure_version *item =
        ARENA_ARRAY(t->cx->arena, struct procedure_version, max);
    struct procedure_versions found;
    size_t count = 0;

    TRY(procedure_list(t,
                       &(struct procedure_versions_query){
                           .words = code,
                           .after_code = S(""),
                           .after_version = S(""),
                       },
                       max, &found));
    for (size_t i = 0; i < found.count; i++) {
        if (str_eq(found.item[i].code, code))
            put_in_order(item, count++, &found.item[i]);
    }
    *ret = (struct procedure_versions){item, count, found.more};
    return ERR_OK;
}
