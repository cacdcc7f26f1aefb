#include "base/prelude.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/check.h"
#include "base/instant.h"
#include "base/io.h"

#include "store/engine.h"

#define URL_PREFIX S("sqlite:")

#define BUSY_TIMEOUT_US   (10 * SECOND_US)
#define BUSY_WAIT_US      1000
#define TURN_POLITE_TRIES 50
#define OPS_PER_LOOK      4000

/* How the transaction words are kept prepared. */
enum word {
    WORD_BEGIN,
    WORD_BEGIN_WRITE,
    WORD_COMMIT,
    WORD_ROLLBACK,
    WORD_SAVE,
    WORD_RELEASE,
    WORD_UNDO,
    WORD_COUNT,
};

static const char *const words[WORD_COUNT] = {
    [WORD_BEGIN] = "BEGIN",
    [WORD_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [WORD_COMMIT] = "COMMIT",
    [WORD_ROLLBACK] = "ROLLBACK",
    [WORD_SAVE] = "SAVEPOINT request",
    [WORD_RELEASE] = "RELEASE request",
    [WORD_UNDO] = "ROLLBACK TO request",
};

static pthread_once_t configured = PTHREAD_ONCE_INIT;

struct conn {
    sqlite3 *db;
    sqlite3_stmt *word[WORD_COUNT];
    struct prepared prepared;
    enum conn_use use;
    enum db_role role;
    int turn_fd;           /* the door before BEGIN IMMEDIATE; writers only */
    int64_t timeout_us;    /* for one statement; 0: none                    */
    int64_t deadline_us;   /* of the statement that runs now                */
    int64_t busy_since_us; /* when the engine first found itself locked out */
};

static enum err code_err(int rc)
{
    switch (rc) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return ERR_UNIQUE;
    default: break;
    }
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERR_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT: return ERR_BUSY;
    case SQLITE_FULL: return ERR_DISK_FULL;
    case SQLITE_TOOBIG: return ERR_TOO_LARGE;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
    case SQLITE_PERM: return ERR_UNAVAILABLE;
    default: return ERR_INTERNAL;
    }
}

/*
 * Only one of the ways to have no room is SQLITE_FULL to SQLite; the system's
 * reason is kept with the file, and a commit writes to the log.
 */
static bool log_is_full(const struct conn *c)
{
    sqlite3_file *log = NULL;
    int reason = 0;

    sqlite3_file_control(c->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (log && log->pMethods)
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &reason);
    return io_is_full(reason);
}

/* A write through a connection that may only read is our fault. */
static enum err raise(const struct conn *c, const char *what,
                      struct errbox *box)
{
    int rc = sqlite3_extended_errcode(c->db);
    enum err err = code_err(rc);

    if ((rc & 0xff) == SQLITE_IOERR && log_is_full(c))
        err = ERR_DISK_FULL;
    if (rc == SQLITE_READONLY && c->use == CONN_READ)
        err = ERR_INTERNAL;
    return RAISE(box, err == ERR_OK ? ERR_INTERNAL : err, "%s: %s (%d)", what,
                 sqlite3_errmsg(c->db), rc);
}

/*
 * SQLite's own waiting grows to 100 ms a step, too coarse to find the gap
 * between two batches of a busy writer.
 */
static int on_busy(void *arg, int count)
{
    struct conn *c = arg;
    int64_t now_us = monotonic_us();

    if (count == 0)
        c->busy_since_us = now_us;
    if (now_us - c->busy_since_us > BUSY_TIMEOUT_US)
        return 0;
    usleep(BUSY_WAIT_US);
    return 1;
}

static int on_progress(void *arg)
{
    const struct conn *c = arg;

    return c->deadline_us && monotonic_us() > c->deadline_us;
}

static enum err pragma(struct conn *c, const char *text, struct errbox *box)
{
    if (sqlite3_exec(c->db, text, NULL, NULL, NULL) != SQLITE_OK)
        return raise(c, text, box);
    return ERR_OK;
}

/* Source of the numbers: docs/adr/0002-sqlite-writers.md. */
static enum err set_up(struct conn *c, struct errbox *box)
{
    TRY(pragma(c, "PRAGMA journal_mode=WAL", box));
    TRY(pragma(c, "PRAGMA synchronous=FULL", box));
    TRY(pragma(c, "PRAGMA foreign_keys=ON", box));
    TRY(pragma(c, "PRAGMA mmap_size=8589934592", box));
    TRY(pragma(c, "PRAGMA cache_size=-16000", box));
    TRY(pragma(c, "PRAGMA temp_store=memory", box));
    TRY(pragma(c, "PRAGMA trusted_schema=OFF", box));
    if (c->use == CONN_READ)
        TRY(pragma(c, "PRAGMA query_only=ON", box));
    if (c->use == CONN_WRITE && c->role == DB_MAIN)
        return pragma(c, "PRAGMA wal_autocheckpoint=4000", box);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return pragma(c, "PRAGMA wal_autocheckpoint=0", box);
}

static enum err compile(struct conn *c, const char *text, sqlite3_stmt **ret,
                        struct errbox *box)
{
    if (sqlite3_prepare_v3(c->db, text, -1, SQLITE_PREPARE_PERSISTENT, ret,
                           NULL) != SQLITE_OK)
        return raise(c, text, box);
    return ERR_OK;
}

static enum err open_file(struct conn *c, const char *path, bool create,
                          struct errbox *box)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                SQLITE_OPEN_EXRESCODE | (create ? SQLITE_OPEN_CREATE : 0);

    if (sqlite3_open_v2(path, &c->db, flags, NULL) != SQLITE_OK)
        return RAISE(box, ERR_UNAVAILABLE, "%s: %s", path,
                     c->db ? sqlite3_errmsg(c->db) : "no memory");
    sqlite3_busy_handler(c->db, on_busy, c);
    sqlite3_progress_handler(c->db, OPS_PER_LOOK, on_progress, c);
    TRY(set_up(c, box));
    for (int i = 0; i < WORD_COUNT; i++)
        TRY(compile(c, words[i], &c->word[i], box));
    return ERR_OK;
}

static enum err open_turn(struct conn *c, const char *path, struct errbox *box)
{
    char name[PATH_MAX];

    if (c->use == CONN_READ)
        return ERR_OK;
    if (snprintf(name, sizeof name, "%s-turn", path) >= (int)sizeof name)
        return RAISE(box, ERR_INPUT, "the path is too long");
    c->turn_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (c->turn_fd < 0)
        return RAISE(box, ERR_UNAVAILABLE, "%s: %s", name, strerror(errno));
    return ERR_OK;
}

static void sqlite_disconnect(struct conn *c)
{
    for (int i = 0; i < WORD_COUNT; i++)
        sqlite3_finalize(c->word[i]);
    for (size_t i = 0; i < PREPARED_MAX; i++)
        sqlite3_finalize(c->prepared.value[i]);
    check(sqlite3_close(c->db) == SQLITE_OK);
    if (c->turn_fd >= 0)
        close(c->turn_fd);
    free(c);
}

/* Nobody asks how much memory SQLite has; counting it is a lock each time. */
static void count_no_memory(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum err sqlite_connect(const struct db_conf *conf, enum conn_use use,
                               struct conn **ret, struct errbox *box)
{
    struct conn *c = calloc(1, sizeof *c);
    char path[PATH_MAX];
    enum err err;

    check(c != NULL);
    check(pthread_once(&configured, count_no_memory) == 0);
    c->use = use;
    c->role = conf->role;
    c->turn_fd = -1;
    if (use == CONN_READ)
        c->timeout_us = conf->read_timeout_ms * INT64_C(1000);
    snprintf(path, sizeof path, "%.*s",
             STR_ARG(str_sub(conf->url, URL_PREFIX.n, conf->url.n)));
    err = open_file(c, path, conf->create, box);
    if (err == ERR_OK)
        err = open_turn(c, path, box);
    if (err != ERR_OK) {
        sqlite_disconnect(c);
        return err;
    }
    *ret = c;
    return ERR_OK;
}

static enum err say(struct conn *c, enum word word, struct errbox *box)
{
    sqlite3_stmt *stmt = c->word[word];
    int rc = sqlite3_step(stmt);
    enum err err = rc == SQLITE_DONE ? ERR_OK : raise(c, words[word], box);

    sqlite3_reset(stmt);
    return err;
}

static bool turn_lock(const struct conn *c, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_len = 1};

    return fcntl(c->turn_fd, F_OFD_SETLK, &lock) == 0;
}

/*
 * The door: who holds the turn file is the next to get the database. Without
 * it a writer that commits in a loop would leave the others only the
 * microseconds between two commits. Nobody is made to wait for good: after
 * 50 ms a writer goes on without its turn (its holder may have been stopped).
 */
static void turn_take(const struct conn *c)
{
    int tries = c->role == DB_MAIN ? TURN_POLITE_TRIES : TURN_POLITE_TRIES * 20;

    while (!turn_lock(c, F_WRLCK) && tries-- > 0)
        usleep(BUSY_WAIT_US);
}

static enum err sqlite_begin(struct conn *c, struct errbox *box)
{
    enum err err;

    c->deadline_us = 0;
    if (c->use == CONN_READ)
        return say(c, WORD_BEGIN, box);
    turn_take(c);
    err = say(c, WORD_BEGIN_WRITE, box);
    turn_lock(c, F_UNLCK);
    return err;
}

static enum err sqlite_commit(struct conn *c, struct errbox *box)
{
    c->deadline_us = 0;
    return say(c, WORD_COMMIT, box);
}

static bool sqlite_in_transaction(const struct conn *c)
{
    return !sqlite3_get_autocommit(c->db);
}

static void sqlite_rollback(struct conn *c)
{
    struct errbox ignored;

    c->deadline_us = 0;
    if (sqlite_in_transaction(c))
        (void)!say(c, WORD_ROLLBACK, &ignored);
}

static enum err sqlite_save(struct conn *c, struct errbox *box)
{
    return say(c, WORD_SAVE, box);
}

static enum err sqlite_release(struct conn *c, struct errbox *box)
{
    return say(c, WORD_RELEASE, box);
}

static void sqlite_undo(struct conn *c)
{
    struct errbox ignored;

    if (!sqlite_in_transaction(c))
        return;
    if (say(c, WORD_UNDO, &ignored) != ERR_OK ||
        say(c, WORD_RELEASE, &ignored) != ERR_OK)
        sqlite_rollback(c);
}

static int bind(sqlite3_stmt *stmt, int at, enum cell_type type,
                const struct value *v)
{
    switch (v->kind) {
    case VALUE_NULL: return sqlite3_bind_null(stmt, at);
    case VALUE_INT: return sqlite3_bind_int64(stmt, at, v->i);
    case VALUE_BYTES: break;
    }
    if (type == CELL_TEXT)
        return sqlite3_bind_text64(stmt, at, v->s.p, v->s.n, SQLITE_STATIC,
                                   SQLITE_UTF8);
    return sqlite3_bind_blob64(stmt, at, v->s.p, v->s.n, SQLITE_STATIC);
}

static enum err bind_all(struct tx *t, sqlite3_stmt *stmt, const struct stmt *s,
                         const struct value *in)
{
    size_t count = s->param_count + s->limited;

    for (size_t i = 0; i < count; i++) {
        enum cell_type type = i < s->param_count ? s->param[i].type : CELL_I64;

        if (bind(stmt, (int)i + 1, type, &in[i]) != SQLITE_OK)
            return raise(t->conn, s->name, &t->cx->err);
    }
    return ERR_OK;
}

static struct value cell(sqlite3_stmt *stmt, int i)
{
    int type = sqlite3_column_type(stmt, i);
    const char *p;

    if (type == SQLITE_NULL)
        return VALUE_ABSENT;
    if (type == SQLITE_INTEGER)
        return value_int(sqlite3_column_int64(stmt, i));
    p = sqlite3_column_blob(stmt, i);
    return value_bytes(
        (struct str){p ? p : "", (size_t)sqlite3_column_bytes(stmt, i)});
}

static enum err take_rows(struct tx *t, sqlite3_stmt *stmt,
                          const struct stmt *s, struct sink *sink)
{
    struct value row[STMT_COLUMNS_MAX];
    bool go_on = true;
    int rc;

    /* A statement that writes is stepped to its end, or its work is undone. */
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (!go_on && sqlite3_stmt_readonly(stmt))
            return ERR_OK;
        for (size_t i = 0; i < s->column_count; i++)
            row[i] = cell(stmt, (int)i);
        if (go_on)
            TRY(sink_take(sink, row, &go_on));
    }
    if (rc != SQLITE_DONE)
        return raise(t->conn, s->name, &t->cx->err);
    return ERR_OK;
}

static enum err sqlite_prepare(struct tx *t, const struct stmt *s)
{
    void **slot = prepared_slot(&t->conn->prepared, s);
    sqlite3_stmt *stmt;

    if (*slot)
        return ERR_OK;
    TRY(compile(t->conn, s->sqlite, &stmt, &t->cx->err));
    *slot = stmt;
    return ERR_OK;
}

static enum err sqlite_run(struct tx *t, const struct stmt *s,
                           const struct value *in, struct sink *sink,
                           int64_t *ret_changed)
{
    struct conn *c = t->conn;
    sqlite3_stmt *stmt;
    enum err err;

    TRY(sqlite_prepare(t, s));
    stmt = *prepared_slot(&c->prepared, s);
    if (c->timeout_us)
        c->deadline_us = monotonic_us() + c->timeout_us;
    err = bind_all(t, stmt, s, in);
    if (err == ERR_OK)
        err = take_rows(t, stmt, s, sink);
    if (ret_changed)
        *ret_changed = sqlite3_changes64(c->db);
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return err;
}

static enum err sqlite_script(struct tx *t, const char *text)
{
    if (sqlite3_exec(t->conn->db, text, NULL, NULL, NULL) != SQLITE_OK)
        return raise(t->conn, "script", &t->cx->err);
    return ERR_OK;
}

const struct engine engine_sqlite = {
    .name = "sqlite",
    .writer_count_max = 1,
    .batch_max = 256,
    .connect = sqlite_connect,
    .disconnect = sqlite_disconnect,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .save = sqlite_save,
    .release = sqlite_release,
    .undo = sqlite_undo,
    .in_transaction = sqlite_in_transaction,
    .prepare = sqlite_prepare,
    .run = sqlite_run,
    .script = sqlite_script,
};
