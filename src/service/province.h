/*
 * province.h - brings a province's ground data into the database: areas,
 * agencies, reception points, who serves whom, the calendar, working hours.
 *
 * One transaction; running it again with changed files brings the same keys
 * and days up to date. The files are described in data/README.md.
 */
#ifndef SERVICE_PROVINCE_H
#define SERVICE_PROVINCE_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#define PROVINCE_FILE_BYTES_MAX ((size_t)8 << 20)

/* The text of each file. */
struct province_files {
    struct str areas;
    struct str provinces; /* the others, for addresses */
    struct str agencies;
    struct str points;
    struct str serves;
    struct str holidays;
    struct str sessions;
};

/*
 * A tx_fn over a struct province_files. ERR_INPUT names the file's line: a
 * cell that cannot be read, or a key that points nowhere.
 */
enum err province_import(struct tx *t, void *files) MUST_CHECK;

#endif
