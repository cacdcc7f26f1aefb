/*
 * area_store.h - administrative units (đơn vị hành chính): province, district,
 * commune. Not the authorities in them, which are domain/org.
 *
 * Units are effective-dated and codes are used again: a unit is a code on a
 * day. Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_AREA_STORE_H
#define DOMAIN_AREA_STORE_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/area/area.h"

#define AREA_CODE_BYTES_MAX 8
#define AREAS_BELOW_MAX     1000

struct area {
    struct str code;
    struct str name; /* "Phường Mỹ Bình" */
    struct str kind; /* "phuong"         */
    enum area_level level;
    struct str parent; /* code; empty for the province, "VN" for others */
};

struct areas {
    const struct area *area;
    size_t count;
};

/* *ret_found is false when no unit has the code on that day. */
enum err area_find(struct tx *t, struct str code, struct day on,
                   struct area *ret, bool *ret_found) MUST_CHECK;

/* The units directly below `parent`, in Vietnamese order. */
enum err area_below(struct tx *t, struct str parent, struct day on,
                    struct areas *ret) MUST_CHECK;

/* The province; ERR_NOT_FOUND before the data are imported. */
enum err area_province(struct tx *t, struct day on,
                       struct area *ret) MUST_CHECK;

/* The other provinces, in Vietnamese order; nothing below them is known. */
enum err area_provinces(struct tx *t, struct day on,
                        struct areas *ret) MUST_CHECK;

/*
 * Communes whose name has every word of `typed` (without marks, any order) at
 * the beginning of a word; in district `district` unless that is empty. At
 * most `max`.
 */
enum err area_search(struct tx *t, struct str typed, struct str district,
                     struct day on, size_t max, struct areas *ret) MUST_CHECK;

/* "phường Mỹ Bình, thành phố Long Xuyên, tỉnh An Giang". */
enum err area_full_name(struct tx *t, struct str code, struct day on,
                        struct str *ret) MUST_CHECK;

/* "Phường Mỹ Bình" within a sentence: "phường Mỹ Bình". */
struct str area_name_inside(struct arena *a, struct str name);

/* Writes a unit, or brings the one of that code and day up to date. */
enum err area_put(struct tx *t, const struct area *area, struct day from,
                  const struct day *to) MUST_CHECK;

#endif
