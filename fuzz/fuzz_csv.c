#include "base/prelude.h"

#include "base/check.h"
#include "base/csv.h"
#include "fuzz.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define ROWS_MAX    1000

/* A row that was read is read the same after it was written. */
static void check_row(struct arena *a, const struct csv *csv)
{
    struct arena_mark mark = arena_mark(a);
    struct buf b = buf_new(a, (size_t)1 << 20);
    struct csv_out out = csv_begin(&b);
    struct csv back;
    struct errbox box;

    for (size_t i = 0; i < csv->columns; i++)
        csv_add(&out, csv->cell[i]);
    csv_end_row(&out);
    check(b.full || csv_open(&box, a, buf_str(&b), 1, &back) == ERR_OK);
    for (size_t i = 0; i < csv->columns && !b.full; i++)
        check(str_ends(back.name[i], csv->cell[i]));
    arena_release(a, mark);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct str text = {(const char *)bytes, count};
    struct errbox box;
    struct csv csv;
    bool found = true;

    if (csv_open(&box, a, text, ROWS_MAX, &csv) == ERR_OK)
        while (csv_row(&box, &csv, &found) == ERR_OK && found)
            check_row(a, &csv);
    arena_free(a);
    return 0;
}
