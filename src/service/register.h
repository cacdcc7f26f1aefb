/*
 * register.h - the register of a reception point (Sổ theo dõi hồ sơ, Mẫu 06;
 * from Circular 03/2025 on, Mẫu 07): every dossier that it accepted in a
 * period, with all columns of the form, as rows, as PDF and as a spreadsheet.
 *
 * Source: Circular 01/2018/TT-VPCP art. 9, 10.2 and annex, form 06; Decree
 * 61/2018 art. 20.3 (the sign-off at the return).
 */
#ifndef SERVICE_REGISTER_H
#define SERVICE_REGISTER_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"
#include "domain/org/org_store.h"

/* A printed register holds so many; a spreadsheet all. */
#define REGISTER_PDF_MAX 2000

struct register_filter {
    int64_t point_id;
    struct day from, to; /* of acceptance, both included */
    struct str field;    /* code; empty: all             */
    struct str field_name;
};

struct register_entry {
    int64_t id;
    struct str code;
    struct str procedure;
    struct str applicant;
    struct str address; /* and telephone, on lines of their own */
    struct str agency;
    struct str delivery;
    struct str note;
    struct instant accepted_at; /* us == 0: not yet, here and below */
    struct instant due_at;
    struct instant transferred_at;
    struct instant finished_at;
    struct instant returned_at;
};

struct register_entries {
    const struct register_entry *at;
    size_t count;
    bool more;
};

/* The points of which `who` may see the register. Returns how many. */
enum err register_points(struct tx *t, const struct actor *who,
                         struct point ret[GRANTS_MAX],
                         size_t *ret_count) MUST_CHECK;

/* ERR_FORBIDDEN, unless the point is one of them. All below ask so. */
enum err register_list(struct tx *t, const struct actor *who,
                       const struct register_filter *f, struct instant after,
                       int64_t after_id, size_t max,
                       struct register_entries *ret) MUST_CHECK;
enum err register_total(struct tx *t, const struct actor *who,
                        const struct register_filter *f,
                        int64_t *ret) MUST_CHECK;

/* ERR_TOO_LARGE, with words, over REGISTER_PDF_MAX. */
enum err register_pdf(struct tx *t, const struct actor *who,
                      const struct register_filter *f,
                      struct str *ret) MUST_CHECK;
enum err register_xlsx(struct tx *t, const struct actor *who,
                       const struct register_filter *f,
                       struct str *ret) MUST_CHECK;

/* Writes down that `who` took the whole register with them. */
enum err register_record(struct tx *t, const struct actor *who,
                         const struct register_filter *f) MUST_CHECK;

#endif
