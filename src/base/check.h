/*
 * check.h - assertions that stay on in production.
 *
 * A failed check is a bug of ours: it prints where and aborts the room, which
 * the supervisor starts again. It is never used for input, which gets a
 * refusal (err.h).
 */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

#include "base/prelude.h"

#define check(condition)   \
    ((condition) ? (void)0 \
                 : check_failed(#condition, __FILE__, __LINE__, __func__))

/* The place after a switch that handles every member of a closed enum. */
#define UNREACHABLE() check_failed("unreachable", __FILE__, __LINE__, __func__)

NORETURN void check_failed(const char *what, const char *file, int line,
                           const char *function);

#endif
