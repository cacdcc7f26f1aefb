/* Read by tools/mutate only: 1 < 2 in a comment is no token. */
#include "base/prelude.h"

#define DAYS_MAX 20u
#if DAYS_MAX > 1
#endif

// neither is 3 + 4 here
static const char *words = "5 == 6 \" && 7";

bool rule(const struct day *d, int n)
{
    int last = n - 1, first = -1;

    for (int i = 0; i < n; i++)
        last += d->n >= 0x1f ? 1 : '8' << 2;
    check(n > 0 && (last < 9 || first));
    recheck(n - 2);
    return d && (last != first || n <= 9) ? true : 0.5 > n;
}
