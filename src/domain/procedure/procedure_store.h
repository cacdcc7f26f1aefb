/*
 * procedure_store.h - the catalogue in the database: versions, which one is in
 * force, finding procedures by words.
 *
 * Content is text here; what it means is domain/pack's. A version that is in
 * never changes: it is only published and withdrawn, so that a dossier keeps
 * the one it was filed under. Everything loaded lies in the transaction's
 * arena.
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
#define PROCEDURE_TERMS_MAX  200
#define PROCEDURE_BODIES_MAX 100

/* The numbers are stored. */
enum procedure_state {
    PROCEDURE_IMPORTED = 1,
    PROCEDURE_PUBLISHED = 2,
    PROCEDURE_WITHDRAWN = 3,
};

/* The numbers are stored; procedure.sql writes them, too. */
enum procedure_term_kind { TERM_FIELD = 1, TERM_LIFE_EVENT = 2 };

/* A field or a life event: {"ho_tich", {"Hộ tịch", "Civil status"}}. */
struct procedure_term {
    struct str value;
    struct words name;
    int place; /* among the others of its list */
};

struct procedure_terms {
    const struct procedure_term *term;
    size_t count;
};

/* What is written of a version; domain/pack makes it of a pack. */
struct procedure_entry {
    const struct procedure *card;
    struct procedure_term field;
    struct procedure_terms events;
    struct str content; /* canonical JSON of the whole pack */
    struct digest digest;
};

/*
 * Adds a version, unpublished. *ret_is_new is false when the very same is in
 * already. ERR_CONFLICT, with words, when another content is in under this
 * version: it needs a version of its own.
 */
enum err procedure_import(struct tx *t, const struct procedure_entry *entry,
                          int64_t *ret_id, bool *ret_is_new) MUST_CHECK;

/*
 * Citizens see it from its first day on. Again is no fault. `by` is the
 * account that does so, 0 the operator at the machine.
 */
enum err procedure_publish(struct tx *t, int64_t id, int64_t by) MUST_CHECK;
/* No new dossier can be filed under it; those filed keep it. */
enum err procedure_withdraw(struct tx *t, int64_t id, int64_t by) MUST_CHECK;

/* ERR_NOT_FOUND when that version was never imported. */
enum err procedure_version_id(struct tx *t, struct str code, struct str version,
                              int64_t *ret) MUST_CHECK;
/*
 * The published version that is in force on a day; ERR_NOT_FOUND when the
 * procedure has none.
 */
enum err procedure_version_on(struct tx *t, struct str code, struct day on,
                              int64_t *ret) MUST_CHECK;
/* The version imported last, published or not. */
enum err procedure_version_latest(struct tx *t, struct str code, int64_t *ret,
                                  bool *ret_found) MUST_CHECK;
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
    struct str body; /* who decides: body_parse() reads it */
    bool online;     /* some case of it may be filed online */
    bool has_limit;  /* one limit holds for all cases and channels */
    struct limit limit;
};

/*
 * STR_NONE and -1 ask nothing. `words` is as typed, with or without marks, and
 * each has to begin a word of the name, the field or the code.
 */
struct procedure_query {
    struct str words;
    struct str field;
    int level; /* enum procedure_level */
    struct str body;
    struct str life_event;
    struct str after; /* code of the last row of the page before */
};

struct procedure_rows {
    const struct procedure_row *row;
    size_t count;
    bool more;
    int64_t total; /* on all pages; 0 when this page is empty */
};

/*
 * A page of at most `max` published procedures in force on a day, in
 * Vietnamese order. An `after` that is not in force begins at the beginning.
 */
enum err procedure_search(struct tx *t, const struct procedure_query *q,
                          struct day on, size_t max,
                          struct procedure_rows *ret) MUST_CHECK;

/* Those that have a published procedure in force on a day, in list order. */
enum err procedure_terms_in_use(struct tx *t, enum procedure_term_kind kind,
                                struct day on,
                                struct procedure_terms *ret) MUST_CHECK;

/* Short names of the first `max` procedures of a life event, by name. */
enum err procedure_event_names(struct tx *t, struct str event, struct day on,
                               size_t max, struct words_list *ret) MUST_CHECK;

/* *ret_found is false when the procedure is not in force on that day. */
enum err procedure_short(struct tx *t, struct str code, struct day on,
                         struct words *ret, bool *ret_found) MUST_CHECK;

/* Kinds of bodies that decide a procedure in force. */
struct procedure_bodies {
    const struct str *body; /* body_parse() reads it */
    size_t count;
};
enum err procedure_bodies_in_use(struct tx *t, struct day on,
                                 struct procedure_bodies *ret) MUST_CHECK;

/* One version, for administrators. */
struct procedure_version {
    int64_t id;
    struct str code;
    struct str version;
    struct day valid_from;
    struct day valid_to; /* DAY_NONE: no end */
    enum procedure_state state;
    struct words name;
    struct words field_name;
    enum procedure_level level;
    bool online;
    struct instant imported_at;
};

struct procedure_versions {
    const struct procedure_version *item;
    size_t count;
    bool more;
};

/* The versions behind a code and version, "" and "" to begin. */
struct procedure_versions_query {
    struct str words; /* as in a search; two are looked at */
    struct str after_code;
    struct str after_version;
};

/* By code and version, at most `max`. */
enum err procedure_list(struct tx *t, const struct procedure_versions_query *q,
                        size_t max, struct procedure_versions *ret) MUST_CHECK;

/* Those of one procedure, at most `max`, as they came in. */
enum err procedure_versions_of(struct tx *t, struct str code, size_t max,
                               struct procedure_versions *ret) MUST_CHECK;

#endif
