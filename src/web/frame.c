#include "base/prelude.h"

#include "base/check.h"
#include "base/crypto.h"
#include "base/encode.h"
#include "base/instant.h"

#include "store/db.h"

#include "web/exchange.h"
#include "web/metrics.h"
#include "web/pool.h"
#include "web/session.h"

/*
 * A refused body is read to its end and thrown away, up to here, since a
 * browser shows no answer to a form that it could not finish sending.
 */
#define DRAIN_BYTES_MAX ((int64_t)2 << 30)

/*
 * A transaction that has to be run again begins with nothing of its last run:
 * what that wrote here (a cookie, a header, who is asking) lay in memory that
 * the store took back.
 */
static void begin_again(struct exchange *ex)
{
    struct cx cx = ex->rq.cx;

    ex->rq = ex->rq_before;
    ex->rq.cx = cx;
    ex->rp = ex->rp_before;
}

static void remember(struct exchange *ex)
{
    ex->rq_before = ex->rq;
    ex->rp_before = ex->rp;
}

static enum err page_tx(struct tx *t, void *p)
{
    struct exchange *ex = p;

    begin_again(ex);
    TRY(admit_person(t, ex));
    return ex->rq.route->page(t, &ex->rq, &ex->rp);
}

static enum err session_tx(struct tx *t, void *p)
{
    begin_again(p);
    return admit_person(t, p);
}

static bool is_get(const struct exchange *ex)
{
    return ex->rq.route->method == METHOD_GET;
}

static enum err look_tx(struct tx *t, void *p)
{
    struct exchange *ex = p;

    begin_again(ex);
    return ex->rq.route->look(t, &ex->rq);
}

static enum err render_tx(struct tx *t, void *p)
{
    struct exchange *ex = p;

    begin_again(ex);
    if (is_get(ex))
        return ex->rq.route->page(t, &ex->rq, &ex->rp);
    return ex->rq.route->render(t, &ex->rq, &ex->rp);
}

static void add_counted(struct sha256_stream *hash, struct str s)
{
    uint64_t n = s.n;

    sha256_add(hash, (struct str){(const char *)&n, sizeof n});
    sha256_add(hash, s);
}

/* What was sent, and where to, but for the token, which differs where nothing
 * else does. */
static struct digest hash_form(const struct req *rq)
{
    struct sha256_stream *hash = sha256_begin(rq->cx.arena);

    add_counted(hash, rq->path.text);
    for (size_t i = 0; i < rq->field.count; i++) {
        if (str_eq(rq->field.at[i].name, S(FIELD_CSRF)))
            continue;
        add_counted(hash, rq->field.at[i].name);
        add_counted(hash, rq->field.at[i].value);
    }
    for (size_t i = 0; i < rq->upload_count; i++) {
        add_counted(hash, rq->upload[i].field);
        add_counted(hash, rq->upload[i].ref.id);
    }
    return sha256_end(hash);
}

static enum err read_key(struct exchange *ex)
{
    struct req *rq = &ex->rq;
    struct str text = pairs_get(&rq->field, S(FIELD_KEY));

    if (rq->route->flags & ROUTE_REPEATABLE)
        return ERR_OK;
    if (!hex_bytes(rq->cx.arena, text, &ex->idem.key) ||
        ex->idem.key.n != IDEM_KEY_BYTES)
        return RAISE(&rq->cx.err, ERR_SYNTAX, "a form without its key");
    ex->idem.route = str_c(rq->route->pattern);
    ex->idem.actor_id = rq->session ? rq->session->account_id : 0;
    ex->idem.body_hash = hash_form(rq);
    return ERR_OK;
}

static enum err finish_uploads(struct req *rq)
{
    for (size_t i = 0; i < rq->upload_count; i++)
        TRY(blob_finish(rq->upload[i].writer, &rq->upload[i].ref));
    return ERR_OK;
}

static enum err prepare(struct exchange *ex)
{
    TRY(req_check_token(&ex->rq));
    TRY(finish_uploads(&ex->rq));
    TRY(read_key(ex));
    return ex->rq.route->prepare(&ex->rq);
}

static enum err run_page(struct exchange *ex)
{
    if (ex->rq.route->flags & ROUTE_NO_STORE)
        return ex->rq.route->page(NULL, &ex->rq, &ex->rp);
    return db_read(ex->app->db, &ex->rq.cx, page_tx, ex);
}

static enum err run_stage(struct exchange *ex)
{
    struct cx *cx = &ex->rq.cx;

    remember(ex);
    switch (ex->stage) {
    case STAGE_PAGE: return run_page(ex);
    case STAGE_SESSION: return db_read(ex->app->db, cx, session_tx, ex);
    case STAGE_PREPARE: return prepare(ex);
    case STAGE_LOOK: return db_read(ex->app->db, cx, look_tx, ex);
    case STAGE_RENDER: return db_read(ex->app->db, cx, render_tx, ex);
    case STAGE_BODY:
    case STAGE_COMMIT:
    case STAGE_REPLY: break;
    }
    UNREACHABLE();
}

/* May the stage run on an HTTP thread, or would it hold up the others? */
static bool stage_blocks(const struct exchange *ex)
{
    unsigned flags = ex->rq.route->flags;

    switch (ex->stage) {
    case STAGE_PAGE:
        return flags & ROUTE_SLOW ||
               (!(flags & ROUTE_NO_STORE) && ex->app->reads_block);
    case STAGE_SESSION:
    case STAGE_LOOK:
    case STAGE_RENDER: return ex->app->reads_block || flags & ROUTE_SLOW;
    case STAGE_PREPARE: return flags & (ROUTE_HEAVY | ROUTE_FILES);
    case STAGE_COMMIT: return true;
    case STAGE_BODY:
    case STAGE_REPLY: break;
    }
    UNREACHABLE();
}

static void end_with(struct exchange *ex, enum err code)
{
    if (code != ERR_OK)
        answer_error(ex, code);
    answer_finish(ex);
    ex->stage = STAGE_REPLY;
}

/*
 * A refusal that the person can correct, or of which the page knows more than
 * an error page could: the page's own function shows it.
 */
static bool is_rendered(const struct exchange *ex, enum err code)
{
    bool tells = ex->rq.route->flags & ROUTE_TELLS_CONFLICT;

    return err_http_status(code) == 422 || (tells && code == ERR_CONFLICT);
}

static void go_render(struct exchange *ex, enum err code)
{
    ex->rq.refused = ex->rq.cx.err;
    ex->rp.status = err_http_status(code);
    errbox_clear(&ex->rq.cx.err);
    ex->stage = STAGE_RENDER;
}

static void after_commit(struct exchange *ex)
{
    if (is_get(ex)) {
        ex->stage = STAGE_RENDER;
        return;
    }
    if (ex->rq.done_at.text.p) {
        reply_see_other(&ex->rp, ex->rq.done_at);
        end_with(ex, ERR_OK);
        return;
    }
    go_render(ex, ERR_OK);
}

/* An answer that is known before the body: at once, or after throwing away. */
static void refuse_body(struct exchange *ex, enum err code)
{
    bool waits = head_get(ex->head, S("expect")).p != NULL;

    ex->body_result = code;
    if (code == ERR_SYNTAX || waits || ex->guarded.body_bytes == 0 ||
        ex->guarded.body_bytes > DRAIN_BYTES_MAX)
        end_with(ex, code);
    else
        ex->stage = STAGE_BODY;
}

static void begin_body(struct exchange *ex)
{
    struct str type = head_get(ex->head, S("content-type"));
    enum err code = body_new(&ex->rq, type, ex->guarded.body_bytes, &ex->body);

    if (code != ERR_OK)
        refuse_body(ex, code);
    else
        ex->stage = STAGE_BODY;
}

static void leave_stage(struct exchange *ex, enum err code)
{
    bool posted =
        !is_get(ex) && (ex->stage == STAGE_PREPARE || ex->stage == STAGE_LOOK ||
                        ex->stage == STAGE_COMMIT);

    if (posted && is_rendered(ex, code))
        go_render(ex, code);
    else if (code != ERR_OK && ex->stage == STAGE_SESSION && !is_get(ex))
        refuse_body(ex, code);
    else if (code != ERR_OK || ex->stage == STAGE_PAGE ||
             ex->stage == STAGE_RENDER)
        end_with(ex, code);
    else if (ex->stage == STAGE_SESSION && is_get(ex))
        ex->stage = STAGE_COMMIT;
    else if (ex->stage == STAGE_SESSION)
        begin_body(ex);
    else if (ex->stage == STAGE_PREPARE && ex->rq.route->look)
        ex->stage = STAGE_LOOK;
    else if (ex->stage == STAGE_PREPARE || ex->stage == STAGE_LOOK)
        ex->stage = STAGE_COMMIT;
    else
        after_commit(ex);
}

/* The writer's thread is done with it: on with the rest elsewhere. */
static void committed(enum err result, void *p)
{
    struct exchange *ex = p;

    ex->result = result;
    ex->ran = true;
    ex->wake(ex->wake_arg);
}

static void run_on_pool(void *p)
{
    struct exchange *ex = p;

    committed(run_stage(ex), ex);
}

static enum err answer_as_before(struct exchange *ex,
                                 const struct idem_answer *answer)
{
    struct req *rq = &ex->rq;

    if (answer->location.n > 0 && !url_local(answer->location, &rq->done_at))
        return RAISE(&rq->cx.err, ERR_INTERNAL, "kept location is foreign");
    return ERR_OK;
}

static void keep_session(struct exchange *ex)
{
    struct str cookie = ex->rq.new_session;

    ex->has_session = cookie.p != NULL;
    ex->session_bytes = cookie.n;
    check(cookie.n <= sizeof ex->session);
    if (cookie.p)
        memcpy(ex->session, cookie.p, cookie.n);
}

/*
 * The connection was lost behind the commit: what an earlier run of this very
 * request did is there, and so is the session that it opened. A double click's
 * session is its own affair.
 */
static enum err find_session(struct tx *t, struct exchange *ex)
{
    struct str cookie = {ex->session, ex->session_bytes};
    bool is_ours = cookie.n == 0;

    if (!ex->has_session)
        return ERR_OK;
    if (!is_ours)
        TRY(session_is_open(t, cookie, &is_ours));
    if (is_ours)
        ex->rq.new_session = cookie;
    return ERR_OK;
}

static enum err commit_once(struct tx *t, struct exchange *ex)
{
    struct req *rq = &ex->rq;
    struct idem_answer answer;
    bool found;

    TRY(idem_find(t, &ex->idem, &answer, &found));
    if (found) {
        TRY(find_session(t, ex));
        return answer_as_before(ex, &answer);
    }
    TRY(rq->route->commit(t, rq));
    keep_session(ex);
    answer.status = rq->done_at.text.p ? 303 : 200;
    answer.location = rq->done_at.text.p ? rq->done_at.text : S("");
    return idem_keep(t, &ex->idem, &answer,
                     (struct instant){t->cx->now.us + rq->keep_answer_us});
}

static enum err commit_tx(struct tx *t, void *p)
{
    struct exchange *ex = p;

    begin_again(ex);
    ex->rq.keep_answer_us = IDEM_KEEP_US;
    if (is_get(ex) || ex->rq.route->flags & ROUTE_REPEATABLE)
        return ex->rq.route->commit(t, &ex->rq);
    return commit_once(t, ex);
}

static enum err launch(struct exchange *ex)
{
    struct cx *cx = &ex->rq.cx;

    if (ex->stage == STAGE_COMMIT) {
        remember(ex);
        return db_write_async(ex->app->db, cx, commit_tx, ex, committed, ex);
    }
    if (!pool_submit(ex->app->pool, run_on_pool, ex))
        return RAISE(&cx->err, ERR_BUSY, "the pool's queue is full");
    return ERR_OK;
}

void frame_launch(struct exchange *ex)
{
    enum err code = launch(ex);

    if (code != ERR_OK)
        committed(code, ex);
}

enum frame_step frame_next(struct exchange *ex)
{
    while (ex->stage != STAGE_REPLY && ex->stage != STAGE_BODY) {
        if (!ex->ran && stage_blocks(ex))
            return FRAME_WAIT;
        if (!ex->ran)
            ex->result = run_stage(ex);
        ex->ran = false;
        leave_stage(ex, ex->result);
    }
    return ex->stage == STAGE_BODY ? FRAME_BODY : FRAME_REPLY;
}

static struct exchange *exchange_new(struct app *app,
                                     const struct http_head *head)
{
    struct arena *a = arena_new(ARENA_REQUEST_BYTES_MAX);
    struct exchange *ex = ARENA_NEW(a, struct exchange);

    ex->app = app;
    ex->head = head;
    ex->begun_us = monotonic_us();
    ex->rq.app = app;
    ex->rq.cx.arena = a;
    ex->rq.cx.now = app_now(app);
    reply_init(&ex->rp, a);
    return ex;
}

struct exchange *frame_begin(struct app *app, const struct http_head *head,
                             void (*wake)(void *), void *p)
{
    struct exchange *ex = exchange_new(app, head);
    bool done = false;
    enum err code = admit_head(ex, &done);

    ex->wake = wake;
    ex->wake_arg = p;
    if (code != ERR_OK)
        refuse_body(ex, code);
    else if (done)
        end_with(ex, ERR_OK);
    else
        ex->stage =
            is_get(ex) && !ex->rq.route->commit ? STAGE_PAGE : STAGE_SESSION;
    return ex;
}

void frame_body(struct exchange *ex, struct str bytes)
{
    check(ex->stage == STAGE_BODY);
    if (ex->body_result == ERR_OK)
        ex->body_result = body_feed(ex->body, bytes);
}

void frame_body_end(struct exchange *ex)
{
    check(ex->stage == STAGE_BODY);
    if (ex->body_result == ERR_OK)
        ex->body_result = body_end(ex->body);
    if (ex->body_result == ERR_OK)
        ex->stage = STAGE_PREPARE;
    else
        end_with(ex, ex->body_result);
}

struct reply *frame_reply(struct exchange *ex)
{
    check(ex->stage == STAGE_REPLY);
    return &ex->rp;
}

void frame_end(struct exchange *ex, bool sent)
{
    int64_t took_us = monotonic_us() - ex->begun_us;

    if (sent)
        metrics_count(ex->app->metrics, ex->rq.route, ex->rp.status, took_us);
    else
        metrics_count_lost(ex->app->metrics);
    session_touch(&ex->rq);
    arena_free(ex->rq.cx.arena);
}
