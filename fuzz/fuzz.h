/*
 * fuzz.h - what every target here is: one function that takes any bytes and
 * comes back. It uses check() for what must hold of its answer.
 *
 * With -Dfuzz=true (clang) libFuzzer calls it; else replay.c does, once for
 * each file in seeds/, as an ordinary test.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "base/prelude.h"

/* The name and the signature are libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#endif
