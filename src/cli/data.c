#include "base/prelude.h"

#include <unistd.h>

#include "base/io.h"

#include "cli/data.h"

static bool is_data(struct arena *a, struct str folder)
{
    return access(arena_printf(a, "%s/area", folder.p).p, R_OK | X_OK) == 0;
}

enum err data_folder(struct errbox *box, struct arena *a,
                     const struct conf *conf, struct str *ret)
{
    static const char *const beside[] = {"../data", "../share/motcua/data"};
    char program[PATH_MAX] = "";
    char *slash;

    if (conf->data_folder.n > 0) {
        *ret = conf->data_folder;
        return ERR_OK;
    }
    if (readlink("/proc/self/exe", program, sizeof program - 1) < 0)
        return io_raise(box, "readlink", "/proc/self/exe");
    slash = strrchr(program, '/');
    for (size_t i = 0; slash && i < COUNT_OF(beside); i++) {
        *ret = arena_printf(a, "%.*s/%s", (int)(slash - program), program,
                            beside[i]);
        if (is_data(a, *ret))
            return ERR_OK;
    }
    return RAISE(box, ERR_NOT_FOUND,
                 "no data beside the program: say --data_folder=FOLDER");
}

enum err data_read(struct errbox *box, struct arena *a, struct str folder,
                   const char *name, size_t bytes_max, struct str *ret)
{
    return io_read_file(box, a, arena_printf(a, "%s/%s", folder.p, name).p,
                        bytes_max, ret);
}
