#include "base/prelude.h"

#include "store/retry.h"

#define FIRST_US (30 * SECOND_US)
#define LAST_US  (6 * HOUR_US)

struct instant retry_at(struct instant now, int tries)
{
    int64_t wait_us = FIRST_US;

    for (int i = 1; i < tries && wait_us < LAST_US; i++)
        wait_us *= 2;
    return (struct instant){now.us + (wait_us < LAST_US ? wait_us : LAST_US)};
}
