#include "base/prelude.h"

#include "base/instant.h"
#include "base/log.h"

#include "cli/settings.h"

#include "room/room.h"
#include "room/supervisor.h"

#define SERVE_BYTES_MAX ((size_t)1 << 20)
#define WORDS_MAX       64

static const char *const rooms[] = {"web", "work", "send", NULL};

int room_serve(int argc, char **argv)
{
    struct arena *a = arena_new(SERVE_BYTES_MAX);
    char *words[WORDS_MAX + 1] = {NULL};
    struct conf conf;
    char clock_word[40];
    bool good;

    /* settings_read() takes words out of argv; the rooms need them all. */
    for (int i = 1; i < argc && i <= WORDS_MAX; i++)
        words[i - 1] = argv[i];
    good = argc <= WORDS_MAX && settings_read_all(a, argc, argv, &conf);
    if (!good)
        return ROOM_STARTED_WRONGLY;
    /* A room that is started again later goes on with the same clock. */
    snprintf(clock_word, sizeof clock_word, "--clock=%+" PRId64,
             instant_clock_shift() / SECOND_US);
    words[argc - 1] = conf.demo ? clock_word : NULL;
    arena_free(a);
    log_start("serve", LOG_NORMAL, 2);
    return supervise(rooms, words);
}
