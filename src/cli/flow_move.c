#include "base/prelude.h"

#include "base/arena.h"
#include "base/msg.h"

#include "store/db.h"

#include "service/flow_migrate.h"

#include "cli/flow_move.h"
#include "cli/settings.h"

#define INSTEAD_MAX 20

/* One run: what is asked, and how it goes. */
struct moving {
    struct cx cx;
    struct db *db;
    struct flow_migration m;
    struct flow_step_instead instead[INSTEAD_MAX];
    bool apply;
    int64_t after; /* the page of dossiers behind this one */
    struct flow_migrants page;
    int64_t one; /* the dossier that is being moved */
    size_t moved;
    size_t kept;
};

static int usage(void)
{
    fputs("usage: motcua flow migrate [--english] [--apply] "
          "[--step OLD=NEW]... CODE FROM TO\n",
          stderr);
    return 2;
}

static void say(const struct moving *v, enum msg_id id, struct str x,
                struct str y, struct str z)
{
    struct str args[] = {x, y, z};

    printf(
        "%s\n",
        msg_format(v->cx.arena, v->cx.lang, (int)id, COUNT_OF(args), args).p);
}

static int failed(struct moving *v)
{
    struct str words = v->cx.err.message
                           ? errbox_words(v->cx.arena, &v->cx.err, v->cx.lang)
                           : str_c(v->cx.err.detail);

    fprintf(stderr, "motcua flow: %.*s\n", STR_ARG(words));
    return 1;
}

static enum err plan(struct tx *t, void *arg)
{
    struct moving *v = arg;

    return flow_migrate_plan(t, &v->m);
}

static enum err read_page(struct tx *t, void *arg)
{
    struct moving *v = arg;

    TRY(flow_migrate_plan(t, &v->m));
    return flow_migrate_list(t, &v->m, v->after, &v->page);
}

static enum err move_one(struct tx *t, void *arg)
{
    struct moving *v = arg;

    return flow_migrate_one(t, &v->m, v->one);
}

static void tell_changes(const struct moving *v)
{
    for (size_t i = 0; i < v->m.changes.count; i++)
        printf(
            "    %s\n",
            pack_change_text(v->cx.arena, v->cx.lang, &v->m.changes.item[i]).p);
    if (v->m.changes.lost > 0)
        printf("    + %zu\n", v->m.changes.lost);
}

static void tell_kept(struct moving *v, const struct flow_migrant *one,
                      struct str why)
{
    v->kept++;
    say(v, MSG_MIGRATE_BLOCKED, one->code, why, STR_NONE);
}

static void tell_moved(struct moving *v, const struct flow_migrant *one)
{
    v->moved++;
    say(v, MSG_MIGRATE_LINE, one->code, one->before, one->after);
    if (one->reopens)
        printf("    %s\n", msg(v->cx.lang, MSG_MIGRATE_REOPENS).p);
}

/* False when the database fails; a refusal is told and the next one comes. */
static bool go_through(struct moving *v, const struct flow_migrant *one)
{
    enum err err = ERR_OK;

    v->one = one->id;
    if (one->blocked) {
        tell_kept(v, one, msg(v->cx.lang, (enum msg_id)one->blocked));
        return true;
    }
    if (v->apply)
        err = db_write(v->db, &v->cx, move_one, v);
    if (err == ERR_INPUT || err == ERR_CONFLICT) {
        tell_kept(v, one, errbox_words(v->cx.arena, &v->cx.err, v->cx.lang));
        errbox_clear(&v->cx.err);
        return true;
    }
    if (err == ERR_OK)
        tell_moved(v, one);
    return err == ERR_OK;
}

static bool go_through_page(struct moving *v)
{
    struct flow_migrants page = v->page;

    for (size_t i = 0; i < page.count; i++) {
        v->after = page.at[i].id;
        if (!go_through(v, &page.at[i]))
            return false;
    }
    return true;
}

static int move_all(struct moving *v)
{
    struct str count;

    if (db_read(v->db, &v->cx, plan, v) != ERR_OK)
        return failed(v);
    tell_changes(v);
    do {
        if (db_read(v->db, &v->cx, read_page, v) != ERR_OK ||
            !go_through_page(v))
            return failed(v);
    } while (v->page.more);
    count = arena_printf(v->cx.arena, "%zu", v->moved);
    say(v, v->apply ? MSG_MIGRATE_DONE : MSG_MIGRATE_WOULD, count, v->m.to,
        STR_NONE);
    return v->kept ? 1 : 0;
}

static int with_database(struct moving *v, const struct conf *conf)
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_SECOND};
    int status;

    if (db_open(&db_conf, &v->db, &v->cx.err) != ERR_OK)
        return failed(v);
    status = move_all(v);
    db_close(v->db);
    return status;
}

/* "OLD=NEW"; false when it is no such pair or there are too many. */
static bool add_instead(struct moving *v, struct str pair)
{
    size_t at = str_find_char(pair, '=', 0);

    if (at == 0 || at + 1 >= pair.n || v->m.instead_count == INSTEAD_MAX)
        return false;
    v->instead[v->m.instead_count++] = (struct flow_step_instead){
        str_sub(pair, 0, at), str_sub(pair, at + 1, pair.n)};
    return true;
}

/* Takes "--step OLD=NEW" out of the words, as often as it stands there. */
static bool take_steps(struct moving *v, int *argc, char **argv)
{
    int kept = 0;

    for (int i = 0; i < *argc; i++) {
        if (strcmp(argv[i], "--step") != 0)
            argv[kept++] = argv[i];
        else if (++i == *argc || !add_instead(v, str_c(argv[i])))
            return false;
    }
    *argc = kept;
    return true;
}

int flow_move(int argc, char **argv)
{
    struct moving *v;
    struct arena *own = arena_new(PACK_ARENA_BYTES);
    struct conf conf;
    int status = 2;

    v = ARENA_NEW(own, struct moving);
    v->cx = (struct cx){.arena = arena_new(2 * PACK_ARENA_BYTES),
                        .now = instant_read_clock()};
    v->m.instead = v->instead;
    v->cx.lang =
        settings_take_flag(&argc, argv, "--english") ? LANG_EN : LANG_VI;
    v->apply = settings_take_flag(&argc, argv, "--apply");
    if (!take_steps(v, &argc, argv)) {
        status = usage();
    } else if (settings_read(own, &argc, argv, &conf)) {
        v->m.code = str_c(argc == 4 ? argv[1] : "");
        v->m.from = str_c(argc == 4 ? argv[2] : "");
        v->m.to = str_c(argc == 4 ? argv[3] : "");
        status = argc == 4 ? with_database(v, &conf) : usage();
    }
    arena_free(v->cx.arena);
    arena_free(own);
    return status;
}
