/*
 * id_card.h - what a reader types when it sees the QR code of an ID card.
 *
 * Seven fields between bars: number, old number, name, date of birth, sex,
 * place of residence, date of issue. The code is not signed: it saves typing
 * and proves nothing. What newer cards append (parents, spouse, children) is
 * other people's and never looked at. Pure.
 */
#ifndef DOMAIN_PERSON_ID_CARD_H
#define DOMAIN_PERSON_ID_CARD_H

#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/person/id_number.h"

/* Texts lie in what was scanned; empty where the card says nothing. */
struct id_card {
    struct str number;
    struct str name;
    struct civil birth; /* year 0: not readable */
    enum sex sex;
    struct str address;
};

/*
 * False when it is no such code: a code of another kind, or half of one.
 * Blanks around fields, dates with strokes and a missing old number are known
 * of readers and cards in use.
 */
bool id_card_read(struct str scanned, struct id_card *ret);

#endif
