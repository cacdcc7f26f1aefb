/*
 * figures.h - how the province and its units do, in numbers that everybody may
 * read: of units, never of a person or a dossier.
 *
 * Read from the counters that every move keeps and from the index of what
 * runs; so they are as of now, and what they cost follows the days that are
 * looked at, not the dossiers there ever were. A unit is a committee or a
 * department; what its divisions and points decide is its own.
 *
 * Who collects late makes nobody late: an end is the result, not its return
 * (dossier_clock_ended()). What was refused ended without a result and is in
 * no share.
 */
#ifndef SERVICE_FIGURES_H
#define SERVICE_FIGURES_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/instant.h"
#include "base/str.h"
#include "base/words.h"

#include "store/tx.h"

#include "domain/area/area.h"
#include "domain/grant/grant.h"

/* The days that count for a share, today among them. */
#define FIGURES_DAYS 30
/* Past due by more than this is late for long. */
#define FIGURES_LONG_DAYS 3
/* More than the units of a province; beyond, the best of them are left out. */
#define FIGURES_UNITS_MAX 500

struct figures {
    int64_t accepted; /* today */
    int64_t accepted_online;
    int64_t returned; /* today */
    int64_t ended;    /* in FIGURES_DAYS */
    int64_t ended_late;
    int64_t running; /* accepted, not ended */
    int64_t late;    /* of these, past the due instant */
    int64_t late_long;
};

struct unit_figures {
    int64_t agency_id;
    struct str key; /* in addresses */
    struct str name;
    struct str short_name; /* "UBND phường Mỹ Bình" */
    enum area_level level;
    int64_t running, late;                         /* now */
    int64_t accepted, returned, ended, ended_late; /* in FIGURES_DAYS */
};

struct units_figures {
    const struct unit_figures *unit;
    size_t count;
};

enum err figures_of_province(struct tx *t, struct figures *ret) MUST_CHECK;

#define FIGURES_ANY_LEVEL (-1)

/* Which units: under an authority, itself too (0: all); of a level. */
struct figures_wish {
    int64_t under_id;
    int level; /* enum area_level, or FIGURES_ANY_LEVEL */
};

/* The units that have any, the greatest share of late ends first; then the
   most that are late now. */
enum err figures_of_units(struct tx *t, const struct figures_wish *wish,
                          struct units_figures *ret) MUST_CHECK;

/* What was done on a day, by whom it was decided. */
struct day_figures {
    struct day day;
    int64_t accepted, returned;
};

/*
 * The last FIGURES_DAYS days that are over, the oldest first, of an authority
 * and what stands under it (0: all). Today is not over.
 */
enum err figures_of_days(struct tx *t, int64_t under_id,
                         struct day_figures ret[FIGURES_DAYS]) MUST_CHECK;

/* A dossier that is late, without what would tell whose it is. */
struct overdue_figures {
    struct str procedure_code;
    struct words name; /* of the procedure; may be none   */
    struct str unit;   /* who answers for it; may be absent */
    int64_t point_id;  /* whose working week counts         */
    struct instant due_at;
};

struct overdue_list {
    const struct overdue_figures *item;
    size_t count;
};

/* At most `max`, the longest late first, of an authority (0: all). */
enum err figures_overdue_of(struct tx *t, int64_t under_id, size_t max,
                            struct overdue_list *ret) MUST_CHECK;

/*
 * The authority whose part of the province an officer watches today: of the
 * first post with CAP_MONITOR_SEE. 0: of nobody, or everybody else.
 */
enum err figures_scope(struct tx *t, const struct actor *who,
                       int64_t *ret) MUST_CHECK;

#endif
