#include "base/prelude.h"

#include "gateway/breaker.h"

enum breaker_word breaker_ask(const struct breaker *b, struct instant now)
{
    if (!b->is_open)
        return BREAKER_GO;
    return now.us < b->until.us ? BREAKER_REST : BREAKER_KNOCK;
}

void breaker_trouble(struct breaker *b, struct instant now)
{
    int64_t rest_us = b->is_open ? 2 * b->rest_us : BREAKER_FIRST_US;

    b->rest_us = rest_us < BREAKER_LAST_US ? rest_us : BREAKER_LAST_US;
    b->until = (struct instant){now.us + b->rest_us};
    b->is_open = true;
}

void breaker_answered(struct breaker *b)
{
    *b = (struct breaker){0};
}
