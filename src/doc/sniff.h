/*
 * sniff.h - what a file is, by its content. What it is called counts nothing.
 *
 * The bytes come in pieces and are not kept but for the first SNIFF_HEAD_BYTES,
 * which libmagic looks at. It is not a virus scanner and does not decode
 * pictures: it finds out what a file claims to be by its own bytes, and the
 * faults that make a PDF useless to whoever opens it.
 *
 * Any thread may sniff; each has a libmagic of its own, made at first use.
 */
#ifndef DOC_SNIFF_H
#define DOC_SNIFF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#define SNIFF_HEAD_BYTES ((size_t)256 << 10)

enum sniff_kind {
    SNIFF_PDF,
    SNIFF_JPEG,
    SNIFF_PNG,
    SNIFF_EMPTY,      /* no bytes at all                          */
    SNIFF_PDF_LOCKED, /* a PDF that asks for a password           */
    SNIFF_PDF_CUT,    /* a PDF that lacks its end or its contents */
    SNIFF_HEIC,       /* what telephones of one maker take        */
    SNIFF_PICTURE,    /* another kind of picture                  */
    SNIFF_WORD,
    SNIFF_SHEET,
    SNIFF_OFFICE, /* Word or Excel of before 2007: not told apart */
    SNIFF_ARCHIVE,
    SNIFF_PROGRAM,
    SNIFF_WEB, /* HTML, SVG, XML: could run in a browser */
    SNIFF_MEDIA,
    SNIFF_OTHER,
};

struct sniff;

struct sniff *sniff_new(struct arena *a);
void sniff_add(struct sniff *s, struct str bytes);

/* Once, after the last piece. ERR_INTERNAL when libmagic has no database. */
enum err sniff_end(struct sniff *s, struct errbox *box,
                   enum sniff_kind *ret) MUST_CHECK;

#endif
