/*
 * prelude.h - the first include of every .c file: the dialect we write.
 *
 * C17 with GNU attributes. The standard headers below are included here, once,
 * because banned.h poisons some of their functions right after.
 */
#ifndef BASE_PRELUDE_H
#define BASE_PRELUDE_H

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The caller has to look at the answer. */
#define MUST_CHECK              __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#define NORETURN                __attribute__((noreturn))
#define UNUSED                  __attribute__((unused))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/*
 * A file that has to include a foreign header which itself uses banned names
 * (FreeType's) defines this first, holds nothing but the glue, and includes
 * base/banned.h after that header.
 */
#ifndef PRELUDE_FOREIGN_HEADER_FIRST
#include "base/banned.h"
#endif

#endif
