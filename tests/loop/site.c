#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/id.h"
#include "base/num.h"

#include "web/app.h"
#include "web/download.h"
#include "web/frame.h"
#include "web/session.h"

#include "loop/site.h"
#include "loop/loop.sql.h"

#define TEXT S("text/plain; charset=utf-8")

static const struct text_rule note_rule = {.points_min = 1, .points_max = 10};
static const struct text_rule word_rule = {.points_max = 40};

static pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;

void site_hold_writer(bool hold)
{
    if (hold)
        pthread_mutex_lock(&held);
    else
        pthread_mutex_unlock(&held);
}

static enum err toy_page_home(struct tx *t, struct req *rq, struct reply *rp)
{
    (void)t;
    rp->cache = CACHE_PUBLIC;
    reply_text(rp, TEXT, rq->cx.lang == LANG_EN ? S("Home") : S("Trang chủ"));
    return ERR_OK;
}

static enum err toy_page_form(struct tx *t, struct req *rq, struct reply *rp)
{
    struct form_tokens tokens = req_form_tokens(rq);

    (void)t;
    rp->cache = CACHE_PUBLIC;
    reply_text(rp, TEXT,
               arena_printf(rq->cx.arena, "_csrf=%s&_key=%s", tokens.csrf.p,
                            tokens.key.p));
    return ERR_OK;
}

/* The store asks for it once more the first time, as a rival may make it. */
static enum err toy_page_again(struct tx *t, struct req *rq, struct reply *rp)
{
    static atomic_int runs;

    reply_header(rp, S("X-Run"), arena_printf(rq->cx.arena, "%d", ++runs));
    TRY(toy_page_form(t, rq, rp));
    if (runs % 2)
        return RAISE(&rq->cx.err, ERR_RETRY, "once more");
    return ERR_OK;
}

static enum err toy_page_who(struct tx *t, struct req *rq, struct reply *rp)
{
    (void)t;
    reply_text(rp, TEXT,
               arena_printf(rq->cx.arena, "%" PRId64, rq->actor->account_id));
    return ERR_OK;
}

static enum err toy_page_item(struct tx *t, struct req *rq, struct reply *rp)
{
    struct str q = req_query(rq, "q", word_rule);

    (void)t;
    reply_text(rp, TEXT,
               arena_printf(rq->cx.arena, "%.*s %.*s",
                            STR_ARG(req_capture(rq, "code")), STR_ARG(q)));
    return ERR_OK;
}

static enum err toy_page_fail(struct tx *t, struct req *rq, struct reply *rp)
{
    struct str as = req_query(rq, "as", word_rule);

    (void)t;
    (void)rp;
    for (int e = ERR_OK; e < ERR_COUNT; e++)
        if (str_eq_c(as, err_name((enum err)e)))
            return RAISE(&rq->cx.err, (enum err)e, "as asked");
    return ERR_OK;
}

static enum err toy_prepare_login(struct req *rq)
{
    int64_t *id = ARENA_NEW(rq->cx.arena, int64_t);

    if (!num_parse(pairs_get(&rq->field, S("id")), 1, 2, id))
        return RAISE(&rq->cx.err, ERR_INPUT, "no such account");
    rq->form = id;
    return ERR_OK;
}

static enum err toy_commit_login(struct tx *t, struct req *rq)
{
    const int64_t *id = rq->form;

    req_done(rq, URL_PATH(rq->cx.arena, "/who{}", S("")));
    return session_open(t, rq, *id, *id == 1 ? ACCOUNT_CITIZEN : ACCOUNT_STAFF);
}

static enum err toy_prepare_nothing(struct req *rq)
{
    (void)rq;
    return ERR_OK;
}

static enum err toy_commit_logout(struct tx *t, struct req *rq)
{
    req_done(rq, URL_PATH(rq->cx.arena, "/form{}", S("")));
    return session_close(t, rq);
}

static enum err toy_prepare_note(struct req *rq)
{
    struct str *text = ARENA_NEW(rq->cx.arena, struct str);

    rq->form = text;
    req_field(rq, "text", note_rule, text);
    return req_checked(rq);
}

static enum err toy_commit_plain(struct tx *t, struct req *rq)
{
    const struct str *text = rq->form;
    int64_t who = rq->actor ? rq->actor->account_id : 0;

    pthread_mutex_lock(&held);
    pthread_mutex_unlock(&held);
    return loop_add_note(t, id_new(t->cx->now), who, *text, t->cx->now, NULL);
}

static enum err toy_commit_note(struct tx *t, struct req *rq)
{
    req_done(rq, URL_PATH(rq->cx.arena, "/who{}", S("")));
    return toy_commit_plain(t, rq);
}

static enum err toy_render_note(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct errbox *note = req_note_of(rq, "text");

    (void)t;
    reply_text(rp, TEXT,
               arena_printf(rq->cx.arena, "%s",
                            note ? "look at the text" : "written"));
    return ERR_OK;
}

/* The last file of /files, for /file to give back. */
static struct blob_ref last_file;
static char last_id[128], last_scope[128];

static void remember(const struct blob_ref *ref)
{
    snprintf(last_id, sizeof last_id, "%.*s", STR_ARG(ref->id));
    snprintf(last_scope, sizeof last_scope, "%.*s", STR_ARG(ref->scope));
    last_file =
        (struct blob_ref){str_c(last_id), str_c(last_scope), ref->bytes};
}

static enum err toy_commit_files(struct tx *t, struct req *rq)
{
    for (size_t i = 0; i < rq->upload_count; i++) {
        TRY(blob_keep(t, &rq->upload[i].ref));
        remember(&rq->upload[i].ref);
    }
    return ERR_OK;
}

static enum err toy_render_files(struct tx *t, struct req *rq, struct reply *rp)
{
    struct buf b = buf_new(rq->cx.arena, 4096);

    (void)t;
    for (size_t i = 0; i < rq->upload_count; i++)
        buf_printf(&b, "%.*s %.*s %" PRId64 " %.*s\n",
                   STR_ARG(rq->upload[i].field),
                   STR_ARG(rq->upload[i].file_name), rq->upload[i].ref.bytes,
                   STR_ARG(str_sub(rq->upload[i].head, 0, 4)));
    reply_text(rp, TEXT, buf_str(&b));
    return ERR_OK;
}

static enum err toy_page_file(struct tx *t, struct req *rq, struct reply *rp)
{
    struct blob_ref ref;
    bool found;

    TRY(blob_find(t, last_file.id, &ref, &found));
    if (!found)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such file");
    return reply_blob(rq, rp, &ref, S("application/pdf"), S("giấy.pdf"), false);
}

#define TOY_GET(id, where, cap, limit, flag, fn)                               \
    {                                                                          \
        .name = id, .pattern = where, .method = METHOD_GET, .capability = cap, \
        .rate = limit, .flags = flag, .page = fn,                              \
    }
#define TOY_POST(id, cap, flag, bytes, prepare_fn, commit_fn, render_fn) \
    {                                                                    \
        .name = id, .pattern = "/" id, .method = METHOD_POST,            \
        .capability = cap, .flags = flag, .body_bytes_max = bytes,       \
        .prepare = prepare_fn, .commit = commit_fn, .render = render_fn, \
    }

static const struct route routes[] = {
    TOY_GET("home", "/", CAP_PUBLIC, RATE_NONE, 0, toy_page_home),
    TOY_GET("form", "/form", CAP_PUBLIC, RATE_NONE, 0, toy_page_form),
    TOY_GET("who", "/who", CAP_OWN_DOSSIERS, RATE_NONE, 0, toy_page_who),
    TOY_GET("staff", "/staff", CAP_STAFF_HOME, RATE_NONE, ROUTE_SLOW,
            toy_page_who),
    TOY_GET("item", "/item/{code}", CAP_PUBLIC, RATE_NONE, 0, toy_page_item),
    TOY_GET("fail", "/fail", CAP_PUBLIC, RATE_NONE, 0, toy_page_fail),
    TOY_GET("again", "/again", CAP_PUBLIC, RATE_NONE, 0, toy_page_again),
    TOY_GET("few", "/few", CAP_PUBLIC, RATE_LOOKUP, 0, toy_page_home),
    TOY_GET("healthz", "/healthz", CAP_PUBLIC, RATE_NONE, 0, page_healthz),
    TOY_GET("metrics", "/metrics", CAP_PUBLIC, RATE_NONE,
            ROUTE_LOOPBACK | ROUTE_NO_STORE, page_metrics),
    TOY_POST("login", CAP_PUBLIC, ROUTE_REPEATABLE | ROUTE_HEAVY, FORM_BYTES,
             toy_prepare_login, toy_commit_login, toy_render_note),
    TOY_POST("logout", CAP_PUBLIC, ROUTE_REPEATABLE, FORM_BYTES,
             toy_prepare_nothing, toy_commit_logout, toy_render_note),
    TOY_POST("note", CAP_PUBLIC, 0, 4096, toy_prepare_note, toy_commit_note,
             toy_render_note),
    TOY_POST("plain", CAP_OWN_DOSSIERS, 0, 4096, toy_prepare_note,
             toy_commit_plain, toy_render_note),
    TOY_POST("files", CAP_OWN_DOSSIERS, ROUTE_FILES, SITE_FILES_BYTES,
             toy_prepare_nothing, toy_commit_files, toy_render_files),
    TOY_GET("file", "/file", CAP_OWN_DOSSIERS, RATE_NONE, 0, toy_page_file),
};

static enum err load_grants(struct tx *t, struct actor *actor)
{
    static const struct grant everywhere = {
        .role = ROLE_ADMIN,
        .desk_id = 1,
        .to = {INT32_MAX},
    };

    (void)t;
    actor->grant = &everywhere;
    actor->count = actor->kind == ACCOUNT_STAFF;
    return ERR_OK;
}

static enum err add_accounts(struct tx *t, void *p)
{
    (void)p;
    for (int64_t id = 1; id <= 2; id++) {
        TRY(loop_add_person(t, id, NULL));
        TRY(loop_add_account(t, id, (int32_t)id,
                             arena_printf(t->cx->arena, "login %d", (int)id),
                             NULL));
    }
    return ERR_OK;
}

int site_setup(void **state)
{
    struct app_conf conf = app_conf_default();
    char path[512];
    struct site *site = calloc(1, sizeof *site);

    check(site != NULL);
    database_setup(state);
    site->d = *state;
    site->arena = site->d->cx.arena;
    must(db_write(site->d->db, &site->d->cx, add_accounts, NULL), &site->d->cx);
    snprintf(path, sizeof path, "%s/blob.key", site->d->folder);
    must(blob_key_file_create(path, &site->d->cx.err), &site->d->cx);
    must(blob_store_open(
             arena_printf(site->arena, "%s/blobs", site->d->folder).p, path,
             &site->blobs, &site->d->cx.err),
         &site->d->cx);
    conf.rate[RATE_LOOKUP] = (struct rate_limit){3, 3600000};
    site->app = app_new(&conf, site->d->db, site->blobs, load_grants, routes,
                        COUNT_OF(routes));
    site->app->frozen_at = site->d->cx.now;
    site->browser = site_browser(site);
    *state = site;
    return 0;
}

int site_teardown(void **state)
{
    struct site *site = *state;
    void *database = site->d;

    app_free(site->app);
    blob_store_close(site->blobs);
    free(site);
    return database_teardown(&database);
}

struct browser site_browser(struct site *site)
{
    return (struct browser){.arena = site->arena, .app = site->app};
}

struct count {
    struct str what;
    int64_t count;
};

static enum err count_notes(struct tx *t, void *p)
{
    struct count *count = p;
    struct loop_count_notes_row row;

    TRY(loop_count_notes(t, count->what, &row));
    count->count = row.count;
    return ERR_OK;
}

int64_t site_count(struct site *site, const char *text)
{
    struct count count = {str_c(text), 0};

    must(db_read(site->d->db, &site->d->cx, count_notes, &count), &site->d->cx);
    return count.count;
}

static enum err last_seen(struct tx *t, void *p)
{
    struct loop_last_seen_row row;
    struct instant *seen_at = p;

    TRY(loop_last_seen(t, &row));
    *seen_at = row.seen_at;
    return ERR_OK;
}

void site_await_touch(struct site *site)
{
    struct instant seen_at = {0};

    for (int i = 0; i < 2000 && seen_at.us < site->app->frozen_at.us; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        must(db_read(site->d->db, &site->d->cx, last_seen, &seen_at),
             &site->d->cx);
    }
    assert_int_equal(seen_at.us, site->app->frozen_at.us);
}

struct str site_form(struct site *site, struct browser *b)
{
    struct answer answer = browser_get(b, "/form");

    (void)site;
    assert_int_equal(answer.status, 200);
    return answer.body;
}

void site_login(struct site *site, struct browser *b, int64_t account_id)
{
    struct str form = site_form(site, b);
    struct answer answer = browser_post(
        b, "/login", "",
        arena_printf(site->arena, "%s&id=%d", form.p, (int)account_id));

    assert_int_equal(answer.status, 303);
}
