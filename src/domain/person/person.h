/*
 * person.h - what a person's name and address for letters may look like. Pure.
 */
#ifndef DOMAIN_PERSON_PERSON_H
#define DOMAIN_PERSON_PERSON_H

#include "base/prelude.h"
#include "base/str.h"

/*
 * A name has letters, blanks, apostrophes, hyphens and points. Digits and
 * other ASCII signs are no letters; what lies outside ASCII is taken for one.
 *
 * Source: Civil Code 2015 art. 26.3 (no figures, no other signs).
 */
bool person_name_ok(struct str s);

/* name@place.tld in ASCII letters and signs that mail servers take. */
bool email_ok(struct str s);

#endif
