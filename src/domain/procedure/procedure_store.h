/*
 * procedure_store.h - the catalogue in the database: versions, which one is in
 * force, finding procedures by words.
 *
 * Content is text here; what it means is domain/pack's. A version that is in
 * never changes: it is only published and withdrawn.
 */
#ifndef DOMAIN_PROCEDURE_PROCEDURE_STORE_H
#define DOMAIN_PROCEDURE_PROCEDURE_STORE_H

#include "base/crypto.h"
#include "base/prelude.h"
#include "base/words.h"

#include "store/tx.h"

#include "domain/procedure/procedure.h"

#define PROCEDURE_PAGE_MAX   50
#define PROCEDURE_WORDS_MAX  4 /* of a search; more are passed over */
#define PROCEDURE_FIELDS_MAX 200

/* The numbers are stored. */
enum procedure_state {
    PROCEDURE_IMPORTED = 1,
    PROCEDURE_PUBLISHED = 2,
    PROCEDURE_WITHDRAWN = 3,
};

/* What is written of a version; domain/pack makes it of a pack. */
struct procedure_entry {
    const struct procedure *card;
    struct words field_name;
    struct str content; /* canonical JSON of the whole pack */
    struct digest digest;
};

/*
 * Adds a version. *ret_is_new is false when the very same is in already.
 * ERR_CONFLICT, with words, when another content is in under this version: it
 * needs a version of its own.
 */
enum err procedure_import(struct tx *t, const struct procedure_entry *entry,
                          int64_t *ret_id, bool *ret_is_new) MUST_CHECK;

/* Citizens see it from its first day on. Again is no fault. */
enum err procedure_publish(struct tx *t, int64_t id) MUST_CHECK;
/* No new dossier can be filed under it; those filed keep it. */
enum err procedure_withdraw(struct tx *t, int64_t id) MUST_CHECK;

/* The published version of a procedure that is in force on a day. */
enum err procedure_version_on(struct tx *t, struct str code, struct day on,
                              int64_t *ret_id, bool *ret_found) MUST_CHECK;
/* The version imported last, published or not. */
enum err procedure_version_latest(struct tx *t, struct str code,
                                  int64_t *ret_id, bool *ret_found) MUST_CHECK;
/* Canonical JSON; ERR_NOT_FOUND when there is no such version. */
enum err procedure_content(struct tx *t, int64_t id,
                           struct str *ret) MUST_CHECK;

/* One line of the catalogue. */
struct procedure_row {
    int64_t id; /* of the version in force */
    struct str code;
    struct words name;
    struct words short_name;
    struct str field;
    struct words field_name;
    enum procedure_level level;
    int online_level;
    struct str body;
    struct str sort; /* for `after` */
};

/* STR_NONE and -1 ask nothing. `words` is as typed, with or without marks. */
struct procedure_query {
    struct str words;
    struct str field;
    int level;
    struct str body;
    struct str life_event;
    struct str after_sort; /* of the last row of the page before */
    int64_t after_id;
};

struct procedure_rows {
    const struct procedure_row *row;
    size_t count;
    bool more;
};

/* A page of at most `max` published procedures in force on a day. */
enum err procedure_search(struct tx *t, const struct procedure_query *q,
                          struct day on, size_t max,
                          struct procedure_rows *ret) MUST_CHECK;

struct procedure_field_count {
    struct str field;
    struct words name;
    int64_t procedures;
};

struct procedure_field_counts {
    const struct procedure_field_count *item;
    size_t count;
};

enum err procedure_count_fields(struct tx *t, struct day on,
                                struct procedure_field_counts *ret) MUST_CHECK;

/* One version, for administrators. */
struct procedure_version {
    int64_t id;
    struct str code;
    struct str version;
    struct day valid_from;
    struct day valid_to; /* DAY_NONE: no end */
    enum procedure_state state;
    struct words name;
    struct instant imported_at;
};

struct procedure_versions {
    const struct procedure_version *item;
    size_t count;
    bool more;
};

/* By code and version, behind the pair given ("" and "" to begin). */
enum err procedure_list(struct tx *t, struct str after_code,
                        struct str after_version, size_t max,
                        struct procedure_versions *ret) MUST_CHECK;

#endif
