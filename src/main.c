/* The table of subcommands, nothing else. */
#include "base/prelude.h"

#include <sys/stat.h>

#include "cli/cli.h"

#include "room/room.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} COMMAND[] = {
    {"account", cli_account}, {"deadline", cli_deadline},
    {"demo", cli_demo},       {"flow", cli_flow},
    {"init", cli_init},       {"procedure", cli_procedure},
    {"send", room_send},      {"serve", room_serve},
    {"web", room_web},        {"work", room_work},
};

int main(int argc, char **argv)
{
    /* Database, log and papers are of people: nobody's but their owner's. */
    umask(S_IRWXG | S_IRWXO);
    for (size_t i = 0; argc > 1 && i < COUNT_OF(COMMAND); i++) {
        if (strcmp(argv[1], COMMAND[i].name) == 0)
            return COMMAND[i].run(argc - 1, argv + 1);
    }
    fputs("usage: motcua COMMAND ...\ncommands:", stderr);
    for (size_t i = 0; i < COUNT_OF(COMMAND); i++)
        fprintf(stderr, " %s", COMMAND[i].name);
    fputs("\n", stderr);
    return 2;
}
