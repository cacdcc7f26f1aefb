/*
 * banned.h - functions that nobody in this house calls.
 *
 * Unbounded copies, conversions that cannot report an error, anything that
 * follows the process locale or time zone, and weak randomness. What to call
 * instead: str.h, buf.h, num.h, instant.h, crypto.h.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* Fortified glibc headers make macros of these for clang. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison strtok atoi atol atoll atof
#pragma GCC poison gmtime localtime gmtime_r localtime_r mktime timegm
#pragma GCC poison ctime asctime strftime strptime setlocale
#pragma GCC poison srand srandom

/* Not poisoned: libraries' headers have members and arguments of this name. */
int rand(void) __attribute__((deprecated("call crypto_random()")));
long random(void) __attribute__((deprecated("call crypto_random()")));

#endif
