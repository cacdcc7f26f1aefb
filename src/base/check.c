#include "base/prelude.h"

#include "base/check.h"

NORETURN void check_failed(const char *what, const char *file, int line,
                           const char *function)
{
    fprintf(stderr, "bug: %s:%d: %s: %s\n", file, line, function, what);
    fflush(stderr);
    abort();
}
