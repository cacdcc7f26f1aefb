#include "base/prelude.h"

#include "base/log.h"

#include "cli/settings.h"

#include "room/room.h"
#include "room/supervisor.h"

#define ROOM_BYTES_MAX ((size_t)4 << 20)

/* Wrong settings and a taken port do not get better by starting again. */
static int exit_status(enum err err)
{
    if (err == ERR_OK)
        return ROOM_DONE;
    return err == ERR_INPUT || err == ERR_CONFLICT ? ROOM_STARTED_WRONGLY
                                                   : ROOM_FAILED;
}

int room_run(const char *name,
             enum err (*run)(struct cx *cx, const struct conf *conf), int argc,
             char **argv)
{
    struct cx cx = {
        .arena = arena_new(ROOM_BYTES_MAX),
        .now = instant_read_clock(),
    };
    enum log_level level;
    struct conf conf;
    enum err err;

    if (!settings_read_all(cx.arena, argc, argv, &conf) ||
        !log_level_parse(conf.log_level, &level))
        return ROOM_STARTED_WRONGLY;
    log_start(name, level, 2);
    room_block_signals();
    err = run(&cx, &conf);
    if (err != ERR_OK)
        log_event(LOG_TROUBLE, "room_failed", LOG_BOX(&cx.err));
    arena_free(cx.arena);
    return exit_status(err);
}
