#include "base/prelude.h"

#include "base/instant.h"
#include "base/io.h"
#include "base/num.h"

#include "cli/settings.h"

#define CONF_FLAG_WORD "--conf="

/* A century either way. */
#define CLOCK_SHIFT_MAX_S INT64_C(3155760000)

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

/* "+3600" and "-60": seconds; anything else is an instant. */
static bool clock_shift(struct str text, int64_t *ret_us)
{
    struct instant at;
    int64_t seconds;
    bool ahead = str_starts(text, S("+"));

    if (num_parse(str_sub(text, ahead, text.n), -CLOCK_SHIFT_MAX_S,
                  CLOCK_SHIFT_MAX_S, &seconds)) {
        *ret_us = seconds * SECOND_US;
        return true;
    }
    if (!instant_parse_iso(text, &at))
        return false;
    *ret_us = at.us - instant_read_clock().us;
    return true;
}

static enum err move_clock(struct errbox *box, const struct conf *conf)
{
    int64_t us;

    if (str_empty(conf->clock))
        return ERR_OK;
    if (!conf->demo)
        return RAISE(box, ERR_INPUT, "the clock moves in a demo only");
    if (!clock_shift(conf->clock, &us))
        return RAISE(box, ERR_INPUT, "clock: an instant or seconds, please");
    instant_shift_clock(us);
    return ERR_OK;
}

bool settings_read(struct arena *a, int *argc, char **argv, struct conf *ret)
{
    struct conf conf = conf_defaults();
    struct errbox box;

    if (read_settings(&box, a, argc, argv, &conf) != ERR_OK ||
        move_clock(&box, &conf) != ERR_OK) {
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

bool settings_take_flag(int *argc, char **argv, const char *flag)
{
    int kept = 0;
    bool found = false;

    for (int i = 0; i < *argc; i++) {
        if (strcmp(argv[i], flag) == 0)
            found = true;
        else
            argv[kept++] = argv[i];
    }
    *argc = kept;
    return found;
}
