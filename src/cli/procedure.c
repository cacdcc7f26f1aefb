#include "base/prelude.h"

#include "base/arena.h"
#include "base/msg.h"

#include "store/db.h"

#include "domain/procedure/procedure_store.h"

#include "cli/cli.h"
#include "cli/packs.h"
#include "cli/settings.h"

#define LIST_PAGE 100

/* What one run of the command has; the arena is emptied after each pack. */
struct run {
    struct cx cx;
    struct db *db;
    bool publish;
    char **word; /* behind the verb */
    int word_count;
};

static int usage(void)
{
    fputs("usage: motcua procedure check [--english] FOLDER...\n"
          "       motcua procedure import [--unpublished] FOLDER...\n"
          "       motcua procedure publish|withdraw CODE VERSION\n"
          "       motcua procedure list\n",
          stderr);
    return 2;
}

static bool check_one(struct run *r, const char *folder)
{
    const struct json *gathered;

    if (!packs_read(&r->cx, folder, true, &gathered))
        return false;
    printf("%s: %s\n", folder, msg(r->cx.lang, MSG_PACK_FINE).p);
    return true;
}

static bool import_one(struct run *r, const char *folder)
{
    enum msg_id said = MSG_PROCEDURE_SAME;
    bool is_new;

    if (!packs_import(r->db, &r->cx, folder, r->publish, &is_new))
        return false;
    if (is_new)
        said = r->publish ? MSG_PROCEDURE_NEW : MSG_PROCEDURE_NEW_UNPUBLISHED;
    printf("%s: %s\n", folder, msg(r->cx.lang, said).p);
    return true;
}

static int for_each(struct run *r, bool (*one)(struct run *, const char *))
{
    bool fine = true;

    for (int i = 0; i < r->word_count; i++) {
        fine = one(r, r->word[i]) && fine;
        errbox_clear(&r->cx.err);
        arena_reset(r->cx.arena);
    }
    return fine ? 0 : 1;
}

/* A page of the list, and where it begins. */
struct list_page {
    struct procedure_versions_query query;
    struct procedure_versions versions;
};

static enum err read_page(struct tx *t, void *arg)
{
    struct list_page *page = arg;

    return procedure_list(t, &page->query, LIST_PAGE, &page->versions);
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

static int failed(const struct run *r)
{
    fprintf(stderr, "motcua procedure: %s\n", r->cx.err.detail);
    return 1;
}

static int list_all(struct run *r)
{
    struct list_page page = {.query = {S(""), S(""), S("")}};

    do {
        if (db_read(r->db, &r->cx, read_page, &page) != ERR_OK)
            return failed(r);
        for (size_t i = 0; i < page.versions.count; i++) {
            const struct procedure_version *v = &page.versions.item[i];

            print_version(r, v);
            page.query.after_code = v->code;
            page.query.after_version = v->version;
        }
    } while (page.versions.more);
    return 0;
}

static int import_all(struct run *r)
{
    return for_each(r, import_one);
}

static enum err set_state(struct tx *t, void *arg)
{
    const struct run *r = arg;
    int64_t id;

    TRY(procedure_version_id(t, str_c(r->word[0]), str_c(r->word[1]), &id));
    return r->publish ? procedure_publish(t, id, 0)
                      : procedure_withdraw(t, id, 0);
}

static int change_state(struct run *r)
{
    return db_write(r->db, &r->cx, set_state, r) == ERR_OK ? 0 : failed(r);
}

static int with_database(struct run *r, const struct conf *conf,
                         int (*verb)(struct run *))
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_SECOND};
    int status;

    if (db_open(&db_conf, &r->db, &r->cx.err) != ERR_OK)
        return failed(r);
    status = verb(r);
    db_close(r->db);
    return status;
}

static int run_verb(struct run *r, const struct conf *conf, const char *verb)
{
    if (strcmp(verb, "check") == 0 && r->word_count > 0)
        return for_each(r, check_one);
    if (strcmp(verb, "import") == 0 && r->word_count > 0)
        return with_database(r, conf, import_all);
    if (strcmp(verb, "list") == 0 && r->word_count == 0)
        return with_database(r, conf, list_all);
    if (r->word_count != 2)
        return usage();
    r->publish = strcmp(verb, "publish") == 0;
    if (r->publish || strcmp(verb, "withdraw") == 0)
        return with_database(r, conf, change_state);
    return usage();
}

int cli_procedure(int argc, char **argv)
{
    struct arena *settings = arena_new(CONF_BYTES_MAX * 4);
    struct run r = {
        .cx = {.arena = arena_new(PACK_ARENA_BYTES),
               .now = instant_read_clock()},
    };
    struct conf conf;
    int status = 2;

    r.cx.lang =
        settings_take_flag(&argc, argv, "--english") ? LANG_EN : LANG_VI;
    r.publish = !settings_take_flag(&argc, argv, "--unpublished");
    if (settings_read(settings, &argc, argv, &conf)) {
        r.word = argv + 2;
        r.word_count = argc - 2;
        status = argc > 1 ? run_verb(&r, &conf, argv[1]) : usage();
    }
    arena_free(settings);
    arena_free(r.cx.arena);
    return status;
}
