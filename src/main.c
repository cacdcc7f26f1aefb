/* The table of subcommands, nothing else. */
#include "base/prelude.h"

#include "cli/cli.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} COMMAND[] = {
    {"procedure", cli_procedure},
};

int main(int argc, char **argv)
{
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
