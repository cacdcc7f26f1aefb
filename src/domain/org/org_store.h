/*
 * org_store.h - the authorities and their reception points.
 *
 * An agency (cơ quan, đơn vị) decides: a people's committee, a department, a
 * division. A reception point (bộ phận một cửa) receives and returns, for one
 * agency or several, and an agency may be served by several points in turn:
 * two things, both dated. Either is a desk: something that has work to do.
 * Desks form one tree, through which grants reach (domain/grant).
 *
 * Source: Decree 61/2018 art. 7 (one-stop units of each level).
 *
 * Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_ORG_STORE_H
#define DOMAIN_ORG_STORE_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/area/area_store.h"

struct agency {
    int64_t id;
    struct str key;  /* in the data files: "ub-883"                     */
    struct str code; /* "H01.21"; empty for an agency outside the scheme */
    struct str kind; /* committee, department, division, vertical       */
    struct str task; /* "tckh", "tu_phap"; empty for a committee        */
    struct str name;
    struct str short_name;
    enum area_level level;
    struct str area;
    int64_t parent_id; /* 0: none */
};

struct point {
    int64_t id;
    struct str key;
    struct str kind; /* one_stop, center */
    struct str name;
    struct str short_name;
    int64_t head_agency_id;
    struct str area;
    int counters;
};

struct desk_name {
    struct str name;
    struct str short_name;
    struct str area;
};

/* Deepest way from a desk to the root. */
#define DESK_DEPTH_MAX 8
#define DESKS_MAX      5000

/* ERR_NOT_FOUND when there is none of that id. */
enum err org_agency(struct tx *t, int64_t id, struct agency *ret) MUST_CHECK;
enum err org_point(struct tx *t, int64_t id, struct point *ret) MUST_CHECK;
enum err org_desk_name(struct tx *t, int64_t id,
                       struct desk_name *ret) MUST_CHECK;

/* By the key of the data files; ERR_NOT_FOUND. */
enum err org_agency_id(struct tx *t, struct str key, struct day on,
                       int64_t *ret) MUST_CHECK;
enum err org_point_id(struct tx *t, struct str key, struct day on,
                      int64_t *ret) MUST_CHECK;

/* The agency of a kind and task in an area; ERR_NOT_FOUND. */
enum err org_agency_in(struct tx *t, struct str area, struct str kind,
                       struct str task, struct day on, int64_t *ret) MUST_CHECK;

/*
 * What the agencies of a kind and task are called, wherever they are: "Sở Tư
 * pháp"; of those below the province the short name, which has no place in
 * it. ERR_NOT_FOUND.
 */
enum err org_task_name(struct tx *t, struct str kind, struct str task,
                       struct day on, struct str *ret) MUST_CHECK;

/*
 * The point that receives for an agency; an agency that no point serves is
 * served where the agency above it is. ERR_NOT_FOUND at the root.
 */
enum err org_point_of(struct tx *t, int64_t agency_id, struct day on,
                      int64_t *ret) MUST_CHECK;

/*
 * The authority whose code a dossier received for `agency_id` carries: the
 * agency itself if it is a committee or department, else the nearest above.
 */
enum err org_authority_of(struct tx *t, int64_t agency_id,
                          struct agency *ret) MUST_CHECK;

/* The desks from `desk_id` up to the root, for grant_allows(). */
enum err org_desk_path(struct tx *t, int64_t desk_id,
                       int64_t ret[DESK_DEPTH_MAX],
                       size_t *ret_count) MUST_CHECK;

/* Writes, or brings up to date what has that key and day. `id` is chosen. */
enum err org_agency_put(struct tx *t, const struct agency *a, bool demo_code,
                        struct day from) MUST_CHECK;
enum err org_point_put(struct tx *t, const struct point *p,
                       struct day from) MUST_CHECK;
enum err org_serves_put(struct tx *t, int64_t point_id, int64_t agency_id,
                        struct day from, const struct day *to) MUST_CHECK;

/* Draws the tree of desks anew, as on a day, after agencies or points changed.
   ERR_INTERNAL: a circle, or deeper than DESK_DEPTH_MAX. */
enum err org_tree_draw(struct tx *t, struct day on) MUST_CHECK;

#endif
