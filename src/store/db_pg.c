/*
 * db_pg.c - the engine of PostgreSQL.
 *
 * A transaction is a pipeline: what is asked for no answer (BEGIN, a write
 * whose count of rows nobody wants) is put on the wire and waits for the next
 * statement that is, so a use case that writes ten rows goes to the server and
 * back once. A write that fails is heard of there, at the latest at the commit.
 */
#include "base/prelude.h"

#include <endian.h>
#include <libpq-fe.h>
#include <unistd.h>

#include "base/check.h"
#include "base/instant.h"

#include "store/engine.h"

#define CONNECT_TRIES    6
#define FIRST_PAUSE_US   50000
#define LOCK_TIMEOUT_MS  10000
#define SETTINGS_BYTES   512
#define SQLSTATE_LETTERS 5
/* Answers that wait unread; their bytes must fit into the socket's buffers. */
#define UNHEARD_MAX 64

/* Types of the wire protocol (pg_type.dat). */
enum oid {
    OID_BYTEA = 17,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_BPCHAR = 1042,
    OID_VARCHAR = 1043,
};

struct conn {
    PGconn *pg;
    struct prepared prepared;
    char settings[SETTINGS_BYTES];
    char url[PATH_MAX];
    enum conn_use use;
    const char *unheard[UNHEARD_MAX]; /* what was sent, its answer unread */
    size_t unheard_count;
    bool is_ending; /* a reading whose COMMIT was sent and not heard */
};

static const struct {
    const char *state; /* an SQLSTATE or how it begins */
    enum err err;
} states[] = {
    {"23505", ERR_UNIQUE},   {"40001", ERR_RETRY},    {"40P01", ERR_RETRY},
    {"57014", ERR_BUSY},     {"55P03", ERR_BUSY},     {"53100", ERR_DISK_FULL},
    {"53", ERR_UNAVAILABLE}, {"57P", ERR_RETRY},      {"08", ERR_RETRY},
    {"54", ERR_TOO_LARGE},   {"58", ERR_UNAVAILABLE},
};

static enum err state_err(const char *state)
{
    for (size_t i = 0; state && i < COUNT_OF(states); i++)
        if (strncmp(state, states[i].state, strlen(states[i].state)) == 0)
            return states[i].err;
    return ERR_INTERNAL;
}

/* The server's DETAIL is left out: it quotes the row. */
static enum err raise(const struct conn *c, const PGresult *result,
                      const char *what, struct errbox *box)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    enum err err = state_err(state);

    /* An error without a state is no word of the server: libpq lost it. */
    if (PQstatus(c->pg) != CONNECTION_OK || !state)
        err = ERR_RETRY;
    return RAISE(box, err, "%s: %s (%.*s)", what,
                 text ? text : "the connection is lost", SQLSTATE_LETTERS,
                 state ? state : "");
}

static enum err say(struct conn *c, const char *text, struct errbox *box)
{
    PGresult *result = PQexec(c->pg, text);
    ExecStatusType status = PQresultStatus(result);
    enum err err = ERR_OK;

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        err = raise(c, result, text, box);
    PQclear(result);
    return err;
}

/* What the URL says comes last and so counts. */
static enum err dial(struct conn *c, struct errbox *box)
{
    const char *const key[] = {
        "client_encoding",      "application_name", "connect_timeout",
        "tcp_user_timeout",     "keepalives_idle",  "keepalives_interval",
        "target_session_attrs", "dbname",           NULL,
    };
    const char *const value[] = {
        "UTF8",
        "motcua",
        "2",
        "10000",
        "5",
        "2",
        c->use == CONN_WRITE ? "read-write" : "any",
        c->url,
        NULL,
    };

    PQfinish(c->pg);
    c->prepared = (struct prepared){.count = 0};
    c->pg = PQconnectdbParams(key, value, 1);
    if (PQstatus(c->pg) != CONNECTION_OK)
        return RAISE(box, ERR_UNAVAILABLE, "%s",
                     c->pg ? PQerrorMessage(c->pg) : "no memory");
    return say(c, c->settings, box);
}

/* A failover takes seconds: we try for one and a half, then say so. */
static enum err dial_again(struct conn *c, struct errbox *box)
{
    enum err err = dial(c, box);

    for (int try = 0; err != ERR_OK && try < CONNECT_TRIES - 1; try++) {
        usleep((useconds_t)FIRST_PAUSE_US << try);
        err = dial(c, box);
    }
    return err;
}

static void pg_disconnect(struct conn *c)
{
    PQfinish(c->pg);
    free(c);
}

static enum err pg_connect(const struct db_conf *conf, enum conn_use use,
                           struct conn **ret, struct errbox *box)
{
    struct conn *c = calloc(1, sizeof *c);
    enum err err;

    check(c != NULL);
    c->use = use;
    snprintf(c->url, sizeof c->url, "%.*s", STR_ARG(conf->url));
    if (use == CONN_READ)
        snprintf(c->settings, sizeof c->settings,
                 "SET default_transaction_read_only = on;"
                 "SET default_transaction_isolation = 'repeatable read';"
                 "SET statement_timeout = %d",
                 conf->read_timeout_ms);
    else
        snprintf(c->settings, sizeof c->settings,
                 "SET default_transaction_isolation = 'read committed';"
                 "SET lock_timeout = %d",
                 LOCK_TIMEOUT_MS);
    err = dial(c, box);
    if (err != ERR_OK) {
        pg_disconnect(c);
        return err;
    }
    *ret = c;
    return ERR_OK;
}

/* The answer to what was sent first, for the caller to clear. */
static enum err hear_one(struct conn *c, const char *what, PGresult **ret,
                         struct errbox *box)
{
    ExecStatusType status;

    *ret = PQgetResult(c->pg);
    status = PQresultStatus(*ret);
    /* A NULL stands between the answers. */
    if (*ret)
        PQclear(PQgetResult(c->pg));
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return ERR_OK;
    return raise(c, *ret, what, box);
}

/*
 * Hears the answers up to the mark that was sent last; gives the last of them,
 * for the caller to clear. The first failure is the error: the server skips
 * what comes behind it.
 */
static enum err hear_to_mark(struct conn *c, PGresult **ret, struct errbox *box)
{
    enum err err = ERR_OK;
    struct errbox skipped;

    *ret = NULL;
    for (size_t i = 0; i < c->unheard_count; i++) {
        PQclear(*ret);
        if (err == ERR_OK)
            err = hear_one(c, c->unheard[i], ret, box);
        else
            (void)!hear_one(c, c->unheard[i], ret, &skipped);
    }
    c->unheard_count = 0;
    PQclear(PQgetResult(c->pg));
    return err;
}

static enum err hear(struct conn *c, PGresult **ret, struct errbox *box)
{
    *ret = NULL;
    if (!PQpipelineSync(c->pg))
        return raise(c, NULL, "pipeline", box);
    return hear_to_mark(c, ret, box);
}

static enum err hear_all(struct conn *c, struct errbox *box)
{
    PGresult *last;
    enum err err = hear(c, &last, box);

    PQclear(last);
    return err;
}

/* After something was sent: its answer is to be heard. */
static enum err sent(struct conn *c, const char *what, int ok,
                     struct errbox *box)
{
    if (!ok)
        return raise(c, NULL, what, box);
    check(c->unheard_count < UNHEARD_MAX);
    c->unheard[c->unheard_count++] = what;
    return ERR_OK;
}

static enum err send_word(struct conn *c, const char *word, struct errbox *box)
{
    return sent(c, word,
                PQsendQueryParams(c->pg, word, 0, NULL, NULL, NULL, NULL, 1),
                box);
}

/* What the last reading left: the answer to its COMMIT. */
static void hear_the_end(struct conn *c)
{
    struct errbox ignored;
    PGresult *last;

    if (!c->is_ending)
        return;
    (void)!hear_to_mark(c, &last, &ignored);
    PQclear(last);
    c->is_ending = false;
}

static enum err pg_begin(struct conn *c, struct errbox *box)
{
    hear_the_end(c);
    if (PQstatus(c->pg) != CONNECTION_OK)
        TRY(dial_again(c, box));
    c->unheard_count = 0;
    if (!PQenterPipelineMode(c->pg))
        return raise(c, NULL, "pipeline", box);
    return send_word(c, "BEGIN", box);
}

/* Nothing hangs on how a reading ends, once all it asked for was heard. */
static enum err pg_commit(struct conn *c, struct errbox *box)
{
    bool is_heard = c->unheard_count == 0;

    TRY(send_word(c, "COMMIT", box));
    if (c->use == CONN_READ && is_heard) {
        c->is_ending = PQpipelineSync(c->pg);
        return ERR_OK;
    }
    TRY(hear_all(c, box));
    (void)PQexitPipelineMode(c->pg);
    return ERR_OK;
}

static void pg_rollback(struct conn *c)
{
    struct errbox ignored;

    if (PQstatus(c->pg) != CONNECTION_OK)
        return;
    (void)!hear_all(c, &ignored);
    (void)PQexitPipelineMode(c->pg);
    if (PQtransactionStatus(c->pg) != PQTRANS_IDLE)
        (void)!say(c, "ROLLBACK", &ignored);
}

static bool pg_in_transaction(const struct conn *c)
{
    return PQtransactionStatus(c->pg) == PQTRANS_INTRANS;
}

static Oid type_oid(enum cell_type type)
{
    switch (type) {
    case CELL_I64:
    case CELL_INSTANT:
    case CELL_VND: return OID_INT8;
    case CELL_I32:
    case CELL_DAY:
    case CELL_FLAG: return OID_INT4;
    case CELL_TEXT: return OID_TEXT;
    case CELL_BLOB: return OID_BYTEA;
    }
    UNREACHABLE();
}

static enum cell_type param_type(const struct stmt *s, size_t i)
{
    return i < s->param_count ? s->param[i].type : CELL_I64;
}

/* Whether a column of the server's type can be read as ours. */
static bool type_fits(enum cell_type type, Oid oid)
{
    switch (oid) {
    case OID_INT8:
    case OID_INT4:
    case OID_INT2: return type != CELL_TEXT && type != CELL_BLOB;
    case OID_TEXT:
    case OID_VARCHAR:
    case OID_BPCHAR:
    case OID_NAME: return type == CELL_TEXT;
    case OID_BYTEA: return type == CELL_BLOB;
    default: return false;
    }
}

static enum err check_columns(const PGresult *described, const struct stmt *s,
                              struct errbox *box)
{
    if ((size_t)PQnfields(described) != s->column_count)
        return RAISE(box, ERR_INTERNAL, "%s: %d columns", s->name,
                     PQnfields(described));
    for (int i = 0; i < PQnfields(described); i++)
        if (!type_fits(s->column[i].type, PQftype(described, i)))
            return RAISE(box, ERR_INTERNAL, "%s: column %s is of type %u",
                         s->name, s->column[i].name, PQftype(described, i));
    return ERR_OK;
}

static enum err compile(struct tx *t, const struct stmt *s)
{
    struct conn *c = t->conn;
    size_t count = s->param_count + s->limited;
    Oid oid[STMT_PARAMS_MAX + 1];

    for (size_t i = 0; i < count; i++)
        oid[i] = type_oid(param_type(s, i));
    TRY(sent(c, s->name, PQsendPrepare(c->pg, s->name, s->pg, (int)count, oid),
             &t->cx->err));
    return hear_all(c, &t->cx->err);
}

static enum err describe(struct tx *t, const struct stmt *s)
{
    struct conn *c = t->conn;
    PGresult *described;
    enum err err;

    TRY(sent(c, s->name, PQsendDescribePrepared(c->pg, s->name), &t->cx->err));
    err = hear(c, &described, &t->cx->err);
    if (err == ERR_OK)
        err = check_columns(described, s, &t->cx->err);
    PQclear(described);
    return err;
}

/* Room for one statement and the COMMIT. */
static enum err make_room(struct conn *c, struct errbox *box)
{
    return c->unheard_count + 2 > UNHEARD_MAX ? hear_all(c, box) : ERR_OK;
}

/* What the server has compiled it keeps, whatever then befalls us. */
static enum err pg_prepare(struct tx *t, const struct stmt *s)
{
    static char compiled;
    static char described;
    void **slot = prepared_slot(&t->conn->prepared, s);

    TRY(make_room(t->conn, &t->cx->err));
    if (!*slot) {
        TRY(compile(t, s));
        *slot = &compiled;
    }
    if (*slot == &compiled) {
        TRY(describe(t, s));
        *slot = &described;
    }
    return ERR_OK;
}

/* Parameters as the wire wants them: big-endian integers, bytes as they are. */
struct wire {
    const char *p[STMT_PARAMS_MAX + 1];
    int bytes[STMT_PARAMS_MAX + 1];
    int binary[STMT_PARAMS_MAX + 1];
    uint64_t wide[STMT_PARAMS_MAX + 1];
    uint32_t narrow[STMT_PARAMS_MAX + 1];
};

static void wire_int(struct wire *w, size_t i, enum cell_type type, int64_t n)
{
    if (type_oid(type) == OID_INT8) {
        w->wide[i] = htobe64((uint64_t)n);
        w->p[i] = (const char *)&w->wide[i];
        w->bytes[i] = sizeof w->wide[i];
    } else {
        w->narrow[i] = htobe32((uint32_t)n);
        w->p[i] = (const char *)&w->narrow[i];
        w->bytes[i] = sizeof w->narrow[i];
    }
}

static void wire_fill(struct wire *w, const struct stmt *s,
                      const struct value *in)
{
    for (size_t i = 0; i < s->param_count + s->limited; i++) {
        w->binary[i] = 1;
        w->p[i] = NULL;
        w->bytes[i] = 0;
        if (in[i].kind == VALUE_INT) {
            wire_int(w, i, param_type(s, i), in[i].i);
        } else if (in[i].kind == VALUE_BYTES) {
            check(in[i].s.n <= INT_MAX);
            w->p[i] = in[i].s.p;
            w->bytes[i] = (int)in[i].s.n;
        }
    }
}

static int64_t int_of(const char *p, Oid type)
{
    uint64_t wide;
    uint32_t narrow;
    uint16_t small;

    if (type == OID_INT8) {
        memcpy(&wide, p, sizeof wide);
        return (int64_t)be64toh(wide);
    }
    if (type == OID_INT4) {
        memcpy(&narrow, p, sizeof narrow);
        return (int32_t)be32toh(narrow);
    }
    memcpy(&small, p, sizeof small);
    return (int16_t)be16toh(small);
}

static struct value cell(const PGresult *result, int row, int i)
{
    const char *p = PQgetvalue(result, row, i);
    Oid type = PQftype(result, i);

    if (PQgetisnull(result, row, i))
        return VALUE_ABSENT;
    if (type == OID_INT8 || type == OID_INT4 || type == OID_INT2)
        return value_int(int_of(p, type));
    return value_bytes((struct str){p, (size_t)PQgetlength(result, row, i)});
}

static enum err take_rows(const PGresult *result, struct sink *sink)
{
    struct value value[STMT_COLUMNS_MAX];
    bool go_on = true;

    for (int row = 0; go_on && row < PQntuples(result); row++) {
        for (int i = 0; i < PQnfields(result); i++)
            value[i] = cell(result, row, i);
        TRY(sink_take(sink, value, &go_on));
    }
    return ERR_OK;
}

static int64_t changed_rows(PGresult *result)
{
    return strtoll(PQcmdTuples(result), NULL, 10);
}

static enum err pg_send(struct tx *t, const struct stmt *s,
                        const struct value *in)
{
    struct conn *c = t->conn;
    int count = (int)(s->param_count + s->limited);
    struct wire w;

    TRY(pg_prepare(t, s));
    wire_fill(&w, s, in);
    return sent(
        c, s->name,
        PQsendQueryPrepared(c->pg, s->name, count, w.p, w.bytes, w.binary, 1),
        &t->cx->err);
}

static enum err pg_run(struct tx *t, const struct stmt *s,
                       const struct value *in, struct sink *sink,
                       int64_t *ret_changed)
{
    PGresult *result;
    enum err err;

    TRY(pg_send(t, s, in));
    if (s->column_count == 0 && !ret_changed)
        return ERR_OK;
    err = hear(t->conn, &result, &t->cx->err);
    if (err == ERR_OK)
        err = take_rows(result, sink);
    if (err == ERR_OK && ret_changed)
        *ret_changed = changed_rows(result);
    PQclear(result);
    return err;
}

/* Several statements in one text do not go into a pipeline. */
static enum err pg_script(struct tx *t, const char *text)
{
    struct conn *c = t->conn;
    enum err err = hear_all(c, &t->cx->err);

    (void)PQexitPipelineMode(c->pg);
    if (err == ERR_OK)
        err = say(c, text, &t->cx->err);
    (void)PQenterPipelineMode(c->pg);
    return err;
}

const struct engine engine_pg = {
    .name = "postgresql",
    .writer_count_max = DB_WRITERS_MAX,
    .batch_max = 1,
    .connect = pg_connect,
    .disconnect = pg_disconnect,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .in_transaction = pg_in_transaction,
    .prepare = pg_prepare,
    .run = pg_run,
    .script = pg_script,
};
