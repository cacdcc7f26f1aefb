#include "base/prelude.h"

#include "domain/procedure/procedure.h"

static const char *const CHANNEL[CHANNEL_COUNT] = {
    [CHANNEL_ANY] = "*",
    [CHANNEL_COUNTER] = "counter",
    [CHANNEL_ONLINE] = "online",
    [CHANNEL_POST] = "post",
};

struct str channel_name(enum channel c)
{
    return str_c(CHANNEL[c]);
}

bool channel_parse(struct str name, enum channel *ret)
{
    for (size_t i = CHANNEL_COUNTER; i < CHANNEL_COUNT; i++) {
        if (str_eq_c(name, CHANNEL[i])) {
            *ret = (enum channel)i;
            return true;
        }
    }
    return false;
}

int procedure_case_index(const struct procedure *p, struct str code)
{
    for (size_t i = 0; i < p->case_count; i++) {
        if (str_eq(p->cases[i].code, code))
            return (int)i;
    }
    return -1;
}

const struct procedure_component *procedure_component(const struct procedure *p,
                                                      struct str code)
{
    for (size_t i = 0; i < p->component_count; i++) {
        if (str_eq(p->component[i].code, code))
            return &p->component[i];
    }
    return NULL;
}

/* The row is about something else. */
#define OTHER (-1)

/* OTHER, or the higher the more precise. */
static int precision(int row_case, enum channel row_channel, int case_index,
                     enum channel c)
{
    if (row_case >= 0 && row_case != case_index)
        return OTHER;
    if (row_channel != CHANNEL_ANY && row_channel != c)
        return OTHER;
    return (row_case >= 0 ? 2 : 0) + (row_channel != CHANNEL_ANY ? 1 : 0);
}

const struct procedure_limit *procedure_limit(const struct procedure *p,
                                              int case_index, enum channel c)
{
    const struct procedure_limit *best = NULL;
    int best_precision = OTHER;

    for (size_t i = 0; i < p->limit_count; i++) {
        const struct procedure_limit *row = &p->limit[i];
        int here = precision(row->case_index, row->channel, case_index, c);

        if (here > best_precision) {
            best = row;
            best_precision = here;
        }
    }
    return best;
}

int procedure_verification_days(const struct procedure_limit *row)
{
    struct limit usual = row->time.limit;
    struct limit verified = row->verified.limit;

    if (!row->has_verified || !row->verified.known)
        return 0;
    if (usual.unit == verified.unit)
        return verified.value > usual.value ? verified.value - usual.value : 0;
    return usual.unit == LIMIT_SAME_DAY || usual.unit == LIMIT_WORKING_HOUR
               ? verified.value
               : 0;
}

static int fee_precision(const struct procedure_fee *fee, int case_index,
                         enum channel c)
{
    return precision(fee->case_index, fee->channel, case_index, c);
}

size_t procedure_fees(const struct procedure *p, int case_index, enum channel c,
                      size_t max, const struct procedure_fee **ret)
{
    int best[] = {[FEE_PHI] = 0, [FEE_LE_PHI] = 0};
    size_t count = 0;

    for (size_t i = 0; i < p->fee_count; i++) {
        int here = fee_precision(&p->fee[i], case_index, c);

        if (here > best[p->fee[i].kind])
            best[p->fee[i].kind] = here;
    }
    for (size_t i = 0; i < p->fee_count && count < max; i++) {
        const struct procedure_fee *fee = &p->fee[i];

        if (fee_precision(fee, case_index, c) == best[fee->kind])
            ret[count++] = fee;
    }
    return count;
}

bool procedure_online(const struct procedure *p, int case_index)
{
    const struct procedure_limit *row =
        procedure_limit(p, case_index, CHANNEL_ONLINE);

    return (p->channels & (1U << CHANNEL_ONLINE)) && row && row->time.known;
}

bool procedure_lacks_limit(const struct procedure *p)
{
    for (size_t i = 0; i < p->case_count; i++) {
        for (int c = CHANNEL_COUNTER; c < CHANNEL_COUNT; c++) {
            const struct procedure_limit *row =
                procedure_limit(p, (int)i, (enum channel)c);

            if ((p->channels & (1U << c)) && (!row || !row->time.known))
                return true;
        }
    }
    return false;
}

bool procedure_in_force(const struct procedure *p, struct day on)
{
    return p->valid_from.n <= on.n &&
           (p->valid_to.n == DAY_NONE.n || on.n < p->valid_to.n);
}
