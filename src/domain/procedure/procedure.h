/*
 * procedure.h - an administrative procedure (thủ tục hành chính) as its card
 * says: what the catalogue publishes. Not its e-form (domain/form), not its
 * flow (domain/flow); a folder with all three is a pack (domain/pack).
 *
 * Read once from card.json, then never changed: threads share it. Everything
 * lies in the arena that it was read into. What no source gives is unknown and
 * carries its reason; it is never 0.
 *
 * Source: Circular 32/2017/TT-BTTTT art. 5.1 (information groups); Circular
 * 01/2023/TT-VPCP art. 16.2.a (code, agency, level).
 */
#ifndef DOMAIN_PROCEDURE_PROCEDURE_H
#define DOMAIN_PROCEDURE_PROCEDURE_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/prelude.h"
#include "base/str.h"
#include "base/words.h"

#include "domain/calendar/limit.h"
#include "domain/procedure/body.h"
#include "domain/procedure/pack_read.h"

#define PROCEDURE_CASES_MAX      20
#define PROCEDURE_COMPONENTS_MAX 40
#define PROCEDURE_ROWS_MAX       60
#define PROCEDURE_COPIES_MAX     20

enum procedure_level {
    LEVEL_COMMUNE,
    LEVEL_DISTRICT,
    LEVEL_DEPARTMENT,
    LEVEL_PROVINCE,
};

/*
 * How a dossier is filed, and how a result comes back. The numbers are those
 * of the database; 0 is "any" in a row of a card.
 */
enum channel {
    CHANNEL_ANY,
    CHANNEL_COUNTER,
    CHANNEL_ONLINE,
    CHANNEL_POST,
    CHANNEL_COUNT
};
/* "online"; as in packs and in the database. */
struct str channel_name(enum channel c);
bool channel_parse(struct str name, enum channel *ret);

enum receive_where {
    RECEIVE_AREA_OF_FIELD, /* the unit chosen in form field `field` */
    RECEIVE_FIXED,         /* there is only one                     */
    RECEIVE_CHOICE,        /* any; `field` may hold the choice      */
};

struct procedure_case {
    struct str code;
    struct words name;
    struct words hint;
};

enum component_upload { UPLOAD_REQUIRED, UPLOAD_OPTIONAL, UPLOAD_NONE };

/* A paper of the dossier (thành phần hồ sơ). */
struct procedure_component {
    struct str code;
    struct words name;
    struct words hint;
    int originals;
    int copies;
    bool required;
    bool show_only;     /* shown at the counter and given back  */
    bool keep_original; /* the original stays in the dossier    */
    enum component_upload upload;
    uint32_t cases; /* bit i: asked for in case i */
    struct str source;
};

/* A time that a source gives, or the reason why none does. */
struct procedure_time {
    bool known;
    struct limit limit;
    struct words unknown;
    struct str source;
};

/* One row of time: case_index -1 and CHANNEL_ANY stand for '*'. */
struct procedure_limit {
    int case_index;
    enum channel channel;
    struct procedure_time time;
    /* The whole limit once a step of verifying or consulting is taken. */
    bool has_verified;
    struct procedure_time verified;
};

enum fee_kind { FEE_PHI, FEE_LE_PHI };
enum fee_per { FEE_PER_DOSSIER, FEE_PER_COPY, FEE_PER_PAGE };

struct procedure_fee {
    int case_index;
    enum channel channel;
    enum fee_kind kind;
    enum fee_per per;
    struct words name;
    bool known;
    struct vnd amount; /* when known; 0 means free by law */
    struct words unknown;
    struct words_list exempt;
    struct str source;
};

struct procedure_result {
    struct str code; /* of the national list; STR_NONE when not given */
    struct words name;
    int copies;
};

struct procedure_document {
    struct words name;
    bool is_result; /* a specimen of the result, not a declaration */
};

/* What a request for more papers does to the deadline. */
enum supplement_policy { SUPPLEMENT_RESET, SUPPLEMENT_PAUSE };

struct procedure {
    struct str code;
    struct str version;
    struct day valid_from;
    struct day valid_to; /* half-open; DAY_NONE: no end */
    struct words name;
    struct words short_name;
    struct str field;
    enum procedure_level level;
    int online_level; /* 1..4 */
    const struct str *life_event;
    size_t life_event_count;
    struct words summary;
    struct words_list subjects;
    struct words_list steps;
    unsigned channels; /* bit (1 << enum channel) */
    unsigned returns;  /* the same, for results  */
    struct body receive;
    enum receive_where where;
    struct str where_field; /* STR_NONE when no field says it */
    struct body resolve;
    const struct procedure_case *cases;
    size_t case_count;
    const struct procedure_component *component;
    size_t component_count;
    const struct procedure_limit *limit;
    size_t limit_count;
    enum supplement_policy supplement;
    const struct procedure_fee *fee;
    size_t fee_count;
    const struct procedure_result *result;
    size_t result_count;
    const struct procedure_document *document;
    size_t document_count;
    struct words_list conditions;
    struct words_list legal_basis;
    struct str decision; /* number of the publishing decision */
    struct words decision_note;
    struct words decision_unknown; /* why `decision` is empty */
    bool immediate;     /* the result is given while one waits        */
    bool any_unit;      /* any reception point of the province takes it */
    bool finance_stops; /* the clock stands for a financial obligation */
    bool whole_at_unit; /* received, decided and returned at one place */
    struct words_list notes;
};

/*
 * A time of a card or a step: {"value", "unit"}; `value` may be unknown. Other
 * keys of `n` are the caller's.
 */
struct procedure_time procedure_time_read(struct node n);

/* Reads card.json; what is wrong is among the reader's findings. */
const struct procedure *procedure_read(struct node card);

/* Index of the case, -1 when there is none of that code. */
int procedure_case_index(const struct procedure *p, struct str code);
const struct procedure_component *procedure_component(const struct procedure *p,
                                                      struct str code);

/*
 * The row of time for a case and a channel: the most precise one, and a row
 * for the case is more precise than one for the channel. NULL when the card
 * has none: not published either.
 */
const struct procedure_limit *procedure_limit(const struct procedure *p,
                                              int case_index, enum channel c);

/*
 * How many days an ordered verification adds to a row's limit: the difference
 * of the two where they count alike, all of the longer one where the shorter is
 * of hours or of one day; 0 where the card has none.
 */
int procedure_verification_days(const struct procedure_limit *row);

/*
 * Writes the fees that are due for a case and a channel into `ret`, at most
 * `max`, and says how many. Of the rows of one kind (phí, lệ phí) the most
 * precise ones count, all of that precision. An unknown amount is among them
 * with known == false. No rows at all: the procedure has no fee.
 */
size_t procedure_fees(const struct procedure *p, int case_index, enum channel c,
                      size_t max, const struct procedure_fee **ret);

/*
 * Whether a citizen may file this case online: the card offers it and its time
 * limit is known, for a promise without a date is none.
 */
bool procedure_online(const struct procedure *p, int case_index);

/*
 * Whether some case has no known time limit for a way of filing it that the
 * card offers. An officer has to fill it in before it can be filed so.
 */
bool procedure_lacks_limit(const struct procedure *p);

/* Half-open: from valid_from up to, not with, valid_to. */
bool procedure_in_force(const struct procedure *p, struct day on);

#endif
