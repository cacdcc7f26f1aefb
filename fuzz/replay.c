/*
 * replay.c - runs a fuzz target over the files of a folder, so that what was
 * found once is tried again by every build: fuzz_x FOLDER
 */
#include "base/prelude.h"

#include <dirent.h>

#include "base/arena.h"
#include "base/io.h"
#include "fuzz.h"

#define SEED_BYTES_MAX ((size_t)1 << 20)

static bool replay(const char *folder, const char *name)
{
    struct arena *a = arena_new(SEED_BYTES_MAX * 2);
    struct errbox box;
    struct str seed;
    enum err e = io_read_file(&box, a, arena_printf(a, "%s/%s", folder, name).p,
                              SEED_BYTES_MAX, &seed);

    if (e == ERR_OK)
        LLVMFuzzerTestOneInput((const uint8_t *)seed.p, seed.n);
    else
        fprintf(stderr, "%s\n", box.detail);
    arena_free(a);
    return e == ERR_OK;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    const struct dirent *entry;
    int replayed = 0;
    int failed = 0;

    if (!folder) {
        fprintf(stderr, "usage: fuzz_x FOLDER\n");
        return 2;
    }
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        failed += !replay(argv[1], entry->d_name);
        replayed++;
    }
    closedir(folder);
    return failed > 0 || replayed == 0;
}
