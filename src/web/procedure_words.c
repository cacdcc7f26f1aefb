#include "base/prelude.h"

#include "base/check.h"

#include "web/procedure_words.h"

enum msg_id level_name(enum procedure_level level)
{
    switch (level) {
    case LEVEL_COMMUNE: return MSG_LEVEL_COMMUNE;
    case LEVEL_DISTRICT: return MSG_LEVEL_DISTRICT;
    case LEVEL_DEPARTMENT: return MSG_LEVEL_DEPARTMENT;
    case LEVEL_PROVINCE: return MSG_LEVEL_PROVINCE;
    }
    UNREACHABLE();
}

struct str level_key(enum procedure_level level)
{
    switch (level) {
    case LEVEL_COMMUNE: return S("xa");
    case LEVEL_DISTRICT: return S("huyen");
    case LEVEL_DEPARTMENT: return S("so");
    case LEVEL_PROVINCE: return S("tinh");
    }
    UNREACHABLE();
}

enum msg_id channel_filing(enum channel c)
{
    switch (c) {
    case CHANNEL_COUNTER: return MSG_FILE_AT_COUNTER;
    case CHANNEL_ONLINE: return MSG_FILE_ONLINE;
    case CHANNEL_POST: return MSG_FILE_BY_POST;
    case CHANNEL_ANY:
    case CHANNEL_COUNT: break;
    }
    UNREACHABLE();
}

enum msg_id channel_returning(enum channel c)
{
    switch (c) {
    case CHANNEL_COUNTER: return MSG_RETURN_AT_COUNTER;
    case CHANNEL_ONLINE: return MSG_RETURN_ONLINE;
    case CHANNEL_POST: return MSG_RETURN_BY_POST;
    case CHANNEL_ANY:
    case CHANNEL_COUNT: break;
    }
    UNREACHABLE();
}

enum channel procedure_first_channel(const struct procedure *p)
{
    return p->channels & (1U << CHANNEL_ONLINE) ? CHANNEL_ONLINE
                                                : CHANNEL_COUNTER;
}
