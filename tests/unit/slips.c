#include "base/prelude.h"

#include <dirent.h>

#include "base/check.h"
#include "base/io.h"

#include "domain/slip/template.h"

#include "unit/slips.h"

static int is_json(const struct dirent *entry)
{
    return str_ends(str_c(entry->d_name), S(".json"));
}

static struct str text_of(struct arena *a, struct str path)
{
    struct errbox box;
    struct str text;

    check(io_read_file(&box, a, path.p, SLIP_DATA_BYTES_MAX, &text) == ERR_OK);
    return text;
}

size_t slip_samples(struct arena *a, struct slip_sample ret[SLIP_SAMPLES_MAX])
{
    struct dirent **entry;
    int count = scandir(SOURCE_ROOT "/data/slips", &entry, is_json, alphasort);

    check(count > 0 && count <= SLIP_SAMPLES_MAX);
    for (int i = 0; i < count; i++) {
        const char *name = entry[i]->d_name;

        ret[i] = (struct slip_sample){
            .name = arena_printf(a, "%.*s", (int)strlen(name) - 5, name),
            .body =
                text_of(a, arena_printf(a, SOURCE_ROOT "/data/slips/%s", name)),
            .data = text_of(
                a, arena_printf(a, SOURCE_ROOT "/tests/data/slips/%.2s.json",
                                name)),
        };
        free(entry[i]);
    }
    free(entry);
    return (size_t)count;
}
