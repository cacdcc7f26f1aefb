/*
 * srgb.h - the colour profile that a paper which lasts names as the meaning of
 * its colours: sRGB as an ICC profile of version 2, made of its own numbers.
 *
 * Source: IEC 61966-2-1:1999; ICC.1:2001-04 (the profile's form).
 */
#ifndef DOC_SRGB_H
#define DOC_SRGB_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

/* The bytes of the profile, the same every time. */
struct str srgb_profile(struct arena *a);

#endif
