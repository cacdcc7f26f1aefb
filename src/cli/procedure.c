#include "base/prelude.h"

#include "base/arena.h"
#include "base/msg.h"

#include "domain/pack/pack.h"

#include "cli/cli.h"

static int usage(void)
{
    fputs("usage: motcua procedure check [--english] FOLDER...\n", stderr);
    return 2;
}

static void print_findings(struct arena *a, enum lang lang, const char *folder,
                           const struct findings *f)
{
    for (size_t i = 0; i < f->count; i++) {
        const struct finding *one = &f->item[i];
        struct str mark =
            msg(lang, one->level == FINDING_ERROR ? MSG_PACK_IS_ERROR
                                                  : MSG_PACK_IS_WARNING);

        printf("%s: %.*s: %s\n", folder, STR_ARG(mark),
               finding_text(a, lang, one).p);
    }
    if (f->lost > 0)
        printf("%s: + %zu\n", folder, f->lost);
}

/* True when the pack may be used. */
static bool check_one(enum lang lang, const char *folder)
{
    struct arena *a = arena_new(PACK_ARENA_BYTES);
    struct findings f = findings_new(a);
    const struct json *gathered = pack_gather(a, &f, str_c(folder));
    bool fine;

    if (gathered)
        pack_read(a, a, &f, gathered);
    print_findings(a, lang, folder, &f);
    fine = f.errors == 0;
    if (fine)
        printf("%s: %s\n", folder, msg(lang, MSG_PACK_FINE).p);
    arena_free(a);
    return fine;
}

static int check_all(int argc, char **argv)
{
    enum lang lang = LANG_VI;
    bool fine = true;
    int first = 1;

    if (argc > first && strcmp(argv[first], "--english") == 0) {
        lang = LANG_EN;
        first++;
    }
    if (argc == first)
        return usage();
    for (int i = first; i < argc; i++)
        fine = check_one(lang, argv[i]) && fine;
    return fine ? 0 : 1;
}

int cli_procedure(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "check") == 0)
        return check_all(argc - 1, argv + 1);
    return usage();
}
