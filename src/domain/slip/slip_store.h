/*
 * slip_store.h - rows of slips and of the templates they are drawn by.
 *
 * A slip is written once and never changed: what is printed on it is frozen in
 * its row, and its template never changes either. So it can be drawn again,
 * byte for byte.
 */
#ifndef DOMAIN_SLIP_STORE_H
#define DOMAIN_SLIP_STORE_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/dossier/dossier.h"

#define SLIPS_MAX 200 /* of a dossier */

/* Brings a template in (template.h); the very same is in once. */
enum err slip_template_import(struct tx *t, struct str body) MUST_CHECK;

/*
 * The template in force today: the procedure's, that of the desk with the key,
 * or everybody's. ERR_NOT_FOUND.
 */
enum err slip_template_today(struct tx *t, enum slip_kind kind,
                             struct str unit_key, struct str procedure_code,
                             int64_t *ret_id, struct str *ret_body) MUST_CHECK;

/* The next number of a kind of slip at a desk, anew each year. */
enum err slip_number(struct tx *t, struct str unit_key, enum slip_kind kind,
                     int64_t *ret) MUST_CHECK;

struct slip_row {
    int64_t id;
    int64_t dossier_id;
    enum slip_kind kind;
    int64_t number;
    int64_t desk_id;
    int64_t template_id; /* 0: the receipt */
    struct str data;     /* frozen JSON */
    struct instant made_at;
};

/* Now; `made_at` and `id` are written by it. ret_id may be NULL. */
enum err slip_write(struct tx *t, const struct slip_row *row,
                    int64_t *ret_id) MUST_CHECK;
/* The list is about this dossier, too. */
enum err slip_write_cover(struct tx *t, int64_t slip_id,
                          int64_t dossier_id) MUST_CHECK;

/* The frozen data of the newest of a kind; ERR_NOT_FOUND. */
enum err slip_newest(struct tx *t, int64_t dossier_id, enum slip_kind kind,
                     struct str *ret_data) MUST_CHECK;

/* One slip of a dossier, and its template's body (STR_NONE: the receipt);
   ERR_NOT_FOUND. */
enum err slip_load(struct tx *t, int64_t dossier_id, int64_t id,
                   struct slip_row *ret, struct str *ret_body) MUST_CHECK;

/* All of a dossier, the oldest first, without their data. */
enum err slips_of_dossier(struct tx *t, int64_t dossier_id,
                          const struct slip_row **ret,
                          size_t *ret_count) MUST_CHECK;

#endif
