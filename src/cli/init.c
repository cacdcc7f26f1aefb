#include "base/prelude.h"

#include "store/blob.h"
#include "store/db.h"
#include "store/migrate.h"

#include "cli/cli.h"
#include "cli/settings.h"

#define INIT_BYTES_MAX ((size_t)16 << 20)

/* A key that is there is left: what it encrypted needs it. */
static enum err make_key(struct cx *cx, const struct conf *conf)
{
    enum err err = blob_key_file_create(conf->blob_key_file.p, &cx->err);

    if (err != ERR_CONFLICT)
        return err;
    errbox_clear(&cx->err);
    return ERR_OK;
}

static enum err init(struct cx *cx, const struct conf *conf)
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_MAIN};
    struct db *db;
    enum err err;

    TRY(make_key(cx, conf));
    TRY(db_open(&db_conf, &db, &cx->err));
    err = db_migrate(db, cx);
    db_close(db);
    return err;
}

int cli_init(int argc, char **argv)
{
    struct cx cx = {
        .arena = arena_new(INIT_BYTES_MAX),
        .now = instant_read_clock(),
    };
    struct conf conf;
    int status = 2;

    if (settings_read_all(cx.arena, argc, argv, &conf)) {
        status = init(&cx, &conf) == ERR_OK ? 0 : 1;
        if (status != 0)
            fprintf(stderr, "motcua init: %s\n", cx.err.detail);
    }
    arena_free(cx.arena);
    return status;
}
