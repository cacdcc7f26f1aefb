#include "base/prelude.h"

#include "base/io.h"

#include "cli/settings.h"

#define CONF_FLAG_WORD "--conf="

/* Takes --conf=FILE out of argv; NULL when it is not there. */
static const char *take_path(int *argc, char **argv)
{
    const char *path = NULL;
    int kept = 0;

    for (int i = 0; i < *argc; i++) {
        if (str_starts(str_c(argv[i]), S(CONF_FLAG_WORD)))
            path = argv[i] + strlen(CONF_FLAG_WORD);
        else
            argv[kept++] = argv[i];
    }
    *argc = kept;
    return path;
}

static enum err read_settings(struct errbox *box, struct arena *a, int *argc,
                              char **argv, struct conf *conf)
{
    const char *path = take_path(argc, argv);
    struct str text;

    if (path) {
        TRY(io_read_file(box, a, path, CONF_BYTES_MAX, &text));
        TRY(conf_read(box, a, text, conf));
    }
    return conf_take_args(box, a, argc, argv, conf);
}

bool settings_read(struct arena *a, int *argc, char **argv, struct conf *ret)
{
    struct conf conf = conf_defaults();
    struct errbox box;

    if (read_settings(&box, a, argc, argv, &conf) != ERR_OK) {
        fprintf(stderr, "motcua: %s\n", box.detail);
        return false;
    }
    *ret = conf;
    return true;
}

bool settings_read_all(struct arena *a, int argc, char **argv, struct conf *ret)
{
    if (!settings_read(a, &argc, argv, ret))
        return false;
    if (argc > 1)
        fprintf(stderr, "motcua: what is %s?\n", argv[1]);
    return argc == 1;
}
