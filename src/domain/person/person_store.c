#include "base/prelude.h"

#include "base/id.h"
#include "base/msg.h"
#include "base/viet.h"

#include "domain/person/person.sql.h"
#include "domain/person/person_store.h"

enum err person_create(struct tx *t, struct person *p)
{
    int64_t id = id_new(t->cx->now);

    TRY(person_insert(t,
                      &(struct person_insert_in){
                          .id = id,
                          .kind = (int32_t)p->kind,
                          .name = p->name,
                          .name_fold = viet_fold(t->cx->arena, p->name),
                          .birth_date = p->birth_date,
                          .sex = (int32_t)p->sex,
                          .phone = p->phone,
                          .email = p->email,
                          .ethnic = p->ethnic,
                          .address = p->address,
                          .created_at = t->cx->now,
                      },
                      NULL));
    p->id = id;
    return ERR_OK;
}

enum err person_load(struct tx *t, int64_t id, struct person *ret)
{
    struct person_row_row r;
    bool found;

    TRY(person_row(t, id, &r, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such person");
    *ret = (struct person){
        .id = r.id,
        .kind = (enum person_kind)r.kind,
        .name = r.name,
        .birth_date = r.birth_date,
        .sex = (enum sex)r.sex,
        .phone = r.phone,
        .email = r.email,
        .ethnic = r.ethnic,
        .address = r.address,
    };
    return ERR_OK;
}

enum err person_put(struct tx *t, const struct person *p)
{
    return person_set(t,
                      &(struct person_set_in){
                          .id = p->id,
                          .name = p->name,
                          .name_fold = viet_fold(t->cx->arena, p->name),
                          .birth_date = p->birth_date,
                          .sex = (int32_t)p->sex,
                          .phone = p->phone,
                          .email = p->email,
                          .ethnic = p->ethnic,
                          .address = p->address,
                      },
                      NULL);
}

enum err person_identifiers(struct tx *t, int64_t person_id,
                            struct identifiers *ret)
{
    struct identifiers_of_rows rows;
    struct identifier *item;

    TRY(identifiers_of(t, person_id, IDENTIFIERS_MAX, &rows));
    if (rows.more)
        return RAISE(&t->cx->err, ERR_INTERNAL, "a person with %d numbers",
                     IDENTIFIERS_MAX);
    item = ARENA_ARRAY(t->cx->arena, struct identifier, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct identifiers_of_row *r = &rows.row[i];

        item[i] = (struct identifier){r->id, (enum identifier_kind)r->kind,
                                      r->value, (enum assurance)r->assurance};
    }
    *ret = (struct identifiers){item, rows.count};
    return ERR_OK;
}

const struct identifier *identifier_of(const struct identifiers *ids,
                                       enum identifier_kind kind)
{
    for (size_t i = 0; i < ids->count; i++)
        if (ids->item[i].kind == kind)
            return &ids->item[i];
    return NULL;
}

/* Two who verify one number at a time: the second finds it taken. */
static enum err add_number(struct tx *t, int64_t person_id,
                           enum identifier_kind kind, struct str value,
                           enum assurance assurance)
{
    int64_t changed;

    TRY(identifier_insert(
        t,
        &(struct identifier_insert_in){
            .id = id_new(t->cx->now),
            .person_id = person_id,
            .kind = (int32_t)kind,
            .value = value,
            .assurance = (int32_t)assurance,
            .created_at = t->cx->now,
            .verified_at = assurance == ASSURANCE_VERIFIED ? &t->cx->now : NULL,
        },
        &changed));
    if (changed == 0)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_PERSON_NUMBER_TAKEN);
    return ERR_OK;
}

/*
 * Puts a number in the place of what the person has of that kind with no more
 * assurance, and of the same number.
 */
static enum err put_number(struct tx *t, int64_t person_id,
                           enum identifier_kind kind, struct str value,
                           enum assurance assurance)
{
    struct identifiers ids;

    TRY(person_identifiers(t, person_id, &ids));
    for (size_t i = 0; i < ids.count; i++) {
        const struct identifier *old = &ids.item[i];
        bool is_same = old->kind == kind && str_eq(old->value, value);

        if (is_same && old->assurance >= assurance)
            return ERR_OK;
        if (is_same ||
            (old->kind == kind && old->assurance == ASSURANCE_DECLARED))
            TRY(identifier_delete(t, old->id, NULL));
    }
    if (str_empty(value))
        return ERR_OK;
    return add_number(t, person_id, kind, value, assurance);
}

enum err person_declare(struct tx *t, int64_t person_id,
                        enum identifier_kind kind, struct str value)
{
    const struct identifier *surest;
    struct identifiers ids;

    TRY(person_identifiers(t, person_id, &ids));
    surest = identifier_of(&ids, kind);
    if (surest && surest->assurance == ASSURANCE_VERIFIED &&
        !str_eq(surest->value, value))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_PERSON_NUMBER_FIXED);
    return put_number(t, person_id, kind, value, ASSURANCE_DECLARED);
}

enum err person_mark_seen(struct tx *t, int64_t person_id,
                          enum identifier_kind kind, struct str value)
{
    return put_number(t, person_id, kind, value, ASSURANCE_SEEN);
}

enum err person_verify(struct tx *t, int64_t person_id,
                       enum identifier_kind kind, struct str value)
{
    return put_number(t, person_id, kind, value, ASSURANCE_VERIFIED);
}

enum err person_of_number(struct tx *t, enum identifier_kind kind,
                          struct str value, int64_t *ret_id, bool *ret_found)
{
    struct identifier_verified_owner_row r;
    bool found;

    TRY(identifier_verified_owner(t, (int32_t)kind, value, &r, &found));
    if (found)
        *ret_id = r.person_id;
    *ret_found = found;
    return ERR_OK;
}

/* Behind all that begins with `prefix`: U+10FFFF is in no text of ours. */
static struct str behind_prefix(struct arena *a, struct str prefix)
{
    return arena_printf(a, "%.*s\xf4\x8f\xbf\xbf", STR_ARG(prefix));
}

enum err person_search_name(struct tx *t, struct str typed,
                            struct person_after after, struct person_lines *ret)
{
    struct str fold = viet_fold(t->cx->arena, typed);
    struct person_rows_by_name_rows rows;
    struct person_line *line;

    *ret = (struct person_lines){0};
    if (str_empty(fold))
        return ERR_OK;
    TRY(person_rows_by_name(t, fold, behind_prefix(t->cx->arena, fold),
                            after.name_fold.p ? after.name_fold : S(""),
                            after.id, PERSONS_PAGE_MAX, &rows));
    line = ARENA_ARRAY(t->cx->arena, struct person_line, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct person_rows_by_name_row *r = &rows.row[i];

        line[i] = (struct person_line){
            r->id,         (enum person_kind)r->kind, r->name,  r->name_fold,
            r->birth_date, (enum sex)r->sex,          r->phone,
        };
    }
    *ret = (struct person_lines){line, rows.count, rows.more};
    return ERR_OK;
}

enum err person_search_number(struct tx *t, enum identifier_kind kind,
                              struct str value, struct person_lines *ret)
{
    struct person_rows_by_identifier_rows rows;
    struct person_line *line;

    TRY(person_rows_by_identifier(t, (int32_t)kind, value, PERSONS_PAGE_MAX,
                                  &rows));
    line = ARENA_ARRAY(t->cx->arena, struct person_line, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct person_rows_by_identifier_row *r = &rows.row[i];

        line[i] = (struct person_line){
            r->id,         (enum person_kind)r->kind, r->name,  r->name_fold,
            r->birth_date, (enum sex)r->sex,          r->phone,
        };
    }
    *ret = (struct person_lines){line, rows.count, rows.more};
    return ERR_OK;
}
