#include "base/prelude.h"

#include "base/check.h"

#include "domain/dossier/request.h"

static const struct listed_reason reasons[] = {
#define REASON(group, key, words) {S_INIT(key), REASON_FOR_##group, words},
#include "domain/dossier/reasons.def"
#undef REASON
};

enum reason_group request_reasons(enum request_kind kind)
{
    switch (kind) {
    case REQUEST_SUPPLEMENT: return REASON_FOR_SUPPLEMENT;
    case REQUEST_FINANCE: return REASON_FOR_FINANCE;
    case REQUEST_EXTENSION: return REASON_FOR_EXTENSION;
    case REQUEST_REFUSAL: return REASON_FOR_REFUSAL;
    case REQUEST_STOP: return REASON_FOR_STOP;
    case REQUEST_WITHDRAWAL: return REASON_FOR_WITHDRAWAL;
    }
    UNREACHABLE();
}

const struct listed_reason *reasons_listed(size_t *ret_count)
{
    *ret_count = COUNT_OF(reasons);
    return reasons;
}

const struct listed_reason *reason_find(enum reason_group group, struct str key)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (reasons[i].group == group && str_eq(reasons[i].key, key))
            return &reasons[i];
    return NULL;
}

int requests_sent(const struct request *request, size_t count,
                  enum request_kind kind)
{
    int sent = 0;

    for (size_t i = 0; i < count; i++)
        sent += request[i].kind == kind && request[i].sent_at.us;
    return sent;
}

const struct request *request_open(const struct request *request, size_t count,
                                   enum request_kind kind)
{
    for (size_t i = 0; i < count; i++)
        if (request[i].kind == kind && request[i].outcome == REQUEST_OPEN)
            return &request[i];
    return NULL;
}

const struct request *requests_awaited(const struct request *request,
                                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (request[i].outcome == REQUEST_OPEN && request[i].sent_at.us)
            return &request[i];
    return NULL;
}
