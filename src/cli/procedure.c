#include "base/prelude.h"

#include "base/arena.h"
#include "base/msg.h"

#include "store/db.h"

#include "domain/pack/pack.h"
#include "domain/procedure/procedure_store.h"

#include "service/catalogue.h"

#include "cli/cli.h"
#include "cli/settings.h"

#define LIST_PAGE 100

/* What one run of the command has. */
struct run {
    struct cx cx; /* for reading packs and for the database */
    struct db *db;
};

static int usage(void)
{
    fputs("usage: motcua procedure check [--english] FOLDER...\n"
          "       motcua procedure import [--english] FOLDER...\n"
          "       motcua procedure list [--english]\n",
          stderr);
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

/* NULL, and told, when the pack may not be used. */
static const struct pack *read_pack(struct cx *cx, const char *folder,
                                    const struct json **ret_gathered)
{
    struct arena *a = cx->arena;
    struct findings f = findings_new(a);
    const struct pack *pack = NULL;

    *ret_gathered = pack_gather(a, &f, str_c(folder));
    if (*ret_gathered)
        pack = pack_read(a, a, &f, *ret_gathered);
    print_findings(a, cx->lang, folder, &f);
    return f.errors == 0 ? pack : NULL;
}

static bool check_one(struct run *r, const char *folder)
{
    const struct json *gathered;

    if (!read_pack(&r->cx, folder, &gathered))
        return false;
    printf("%s: %s\n", folder, msg(r->cx.lang, MSG_PACK_FINE).p);
    return true;
}

static void print_import(struct run *r, const char *folder,
                         const struct catalogue_import *in)
{
    enum lang lang = r->cx.lang;

    printf("%s: %s\n", folder,
           msg(lang, in->is_new ? MSG_PROCEDURE_NEW : MSG_PROCEDURE_SAME).p);
    for (size_t i = 0; in->is_new && i < in->changes.count; i++)
        printf("    %s\n",
               pack_change_text(r->cx.arena, lang, &in->changes.item[i]).p);
    if (in->is_new && in->changes.lost > 0)
        printf("    + %zu\n", in->changes.lost);
}

static bool import_one(struct run *r, const char *folder)
{
    struct catalogue_import in = {.publish = true};
    const struct pack *pack = read_pack(&r->cx, folder, &in.gathered);

    if (!pack)
        return false;
    in.entry = pack_entry(r->cx.arena, pack, in.gathered);
    if (db_write(r->db, &r->cx, catalogue_import, &in) == ERR_OK) {
        print_import(r, folder, &in);
        return true;
    }
    printf("%s: %s\n", folder,
           r->cx.err.message
               ? errbox_words(r->cx.arena, &r->cx.err, r->cx.lang).p
               : r->cx.err.detail);
    return false;
}

/* Every folder with memory of its own. */
static int for_each(struct run *r, bool (*one)(struct run *, const char *),
                    int argc, char **argv)
{
    bool fine = true;

    if (argc == 0)
        return usage();
    for (int i = 0; i < argc; i++) {
        fine = one(r, argv[i]) && fine;
        errbox_clear(&r->cx.err);
        arena_reset(r->cx.arena);
    }
    return fine ? 0 : 1;
}

/* A page of the list, and where the next begins. */
struct list_page {
    struct str after_code;
    struct str after_version;
    struct procedure_versions versions;
};

static enum err read_page(struct tx *t, void *arg)
{
    struct list_page *page = arg;

    return procedure_list(t, page->after_code, page->after_version, LIST_PAGE,
                          &page->versions);
}

static void print_version(struct run *r, const struct procedure_version *v)
{
    static const char *const state[] = {
        [PROCEDURE_IMPORTED] = "imported",
        [PROCEDURE_PUBLISHED] = "published",
        [PROCEDURE_WITHDRAWN] = "withdrawn",
    };
    struct arena *a = r->cx.arena;

    printf("%s\t%s\t%s\t%s\t%s\t%s\n", v->code.p, v->version.p, state[v->state],
           day_iso(a, v->valid_from).p,
           v->valid_to.n == DAY_NONE.n ? "-" : day_iso(a, v->valid_to).p,
           v->name.in[r->cx.lang].p);
}

static int list_all(struct run *r)
{
    struct list_page page = {S(""), S(""), {0}};

    do {
        if (db_read(r->db, &r->cx, read_page, &page) != ERR_OK) {
            fprintf(stderr, "motcua procedure: %s\n", r->cx.err.detail);
            return 1;
        }
        for (size_t i = 0; i < page.versions.count; i++) {
            const struct procedure_version *v = &page.versions.item[i];

            print_version(r, v);
            page.after_code = v->code;
            page.after_version = v->version;
        }
    } while (page.versions.more);
    return 0;
}

/* Takes "--english" out of the words. */
static enum lang take_language(int *argc, char **argv)
{
    enum lang lang = LANG_VI;
    int kept = 0;

    for (int i = 0; i < *argc; i++) {
        if (strcmp(argv[i], "--english") == 0)
            lang = LANG_EN;
        else
            argv[kept++] = argv[i];
    }
    *argc = kept;
    return lang;
}

static int with_database(struct run *r, const struct conf *conf, int argc,
                         char **argv)
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_SECOND};
    int status;

    if (db_open(&db_conf, &r->db, &r->cx.err) != ERR_OK) {
        fprintf(stderr, "motcua procedure: %s\n", r->cx.err.detail);
        return 1;
    }
    if (strcmp(argv[0], "import") == 0)
        status = for_each(r, import_one, argc - 1, argv + 1);
    else
        status = list_all(r);
    db_close(r->db);
    return status;
}

int cli_procedure(int argc, char **argv)
{
    struct run r = {.cx = {.arena = arena_new(PACK_ARENA_BYTES),
                           .now = instant_read_clock(),
                           .lang = take_language(&argc, argv)}};
    struct arena *settings = arena_new(ARENA_REQUEST_BYTES_MAX);
    struct conf conf;
    int status = 2;

    if (argc > 1 && strcmp(argv[1], "check") == 0)
        status = for_each(&r, check_one, argc - 2, argv + 2);
    else if (!settings_read(settings, &argc, argv, &conf))
        status = 2;
    else if (argc > 1 && (strcmp(argv[1], "import") == 0 ||
                          (strcmp(argv[1], "list") == 0 && argc == 2)))
        status = with_database(&r, &conf, argc - 1, argv + 1);
    else
        usage();
    arena_free(settings);
    arena_free(r.cx.arena);
    return status;
}
