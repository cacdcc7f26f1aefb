#include "base/prelude.h"

#include <pthread.h>

#include "base/buf.h"
#include "base/check.h"

#include "web/frame.h"

#include "loop/loop.h"

#define HEADERS_MAX  GUARD_HEADERS_MAX
#define ANSWER_BYTES ((size_t)8 << 20)
/* A body comes in pieces, as from a socket. */
#define PIECE_BYTES 1000

struct bell {
    pthread_mutex_t lock;
    pthread_cond_t rung;
    bool ringing;
};

static void ring(void *p)
{
    struct bell *bell = p;

    pthread_mutex_lock(&bell->lock);
    bell->ringing = true;
    pthread_cond_signal(&bell->rung);
    pthread_mutex_unlock(&bell->lock);
}

static void await(struct bell *bell)
{
    pthread_mutex_lock(&bell->lock);
    while (!bell->ringing)
        pthread_cond_wait(&bell->rung, &bell->lock);
    bell->ringing = false;
    pthread_mutex_unlock(&bell->lock);
}

static void send_body(struct exchange *ex, struct str body)
{
    while (body.n > 0) {
        frame_body(ex, str_sub(body, 0, PIECE_BYTES));
        body = str_sub(body, PIECE_BYTES, body.n);
    }
    frame_body_end(ex);
}

static struct str read_source(struct arena *a, const struct reply_source *s)
{
    struct buf b = buf_new(a, ANSWER_BYTES);
    char piece[PIECE_BYTES];
    ssize_t n;

    while ((n = s->read(s->p, piece, sizeof piece)) > 0)
        buf_add(&b, (struct str){piece, (size_t)n});
    check(n == 0);
    return buf_str(&b);
}

static struct answer read_answer(struct arena *a, const struct reply *rp)
{
    struct buf b = buf_new(a, ANSWER_BYTES);

    for (size_t i = 0; i < rp->header_count; i++)
        buf_printf(&b, "%.*s: %.*s\n", STR_ARG(rp->header[i].name),
                   STR_ARG(rp->header[i].value));
    return (struct answer){
        .status = rp->status,
        .headers = buf_str(&b),
        .body = rp->source.read ? read_source(a, &rp->source)
                                : arena_str(a, rp->body),
    };
}

static void add(struct http_head *head, struct pair *at, struct str name,
                struct str value)
{
    check(head->header_count < HEADERS_MAX);
    at[head->header_count++] = (struct pair){name, value};
}

static void read_headers(struct arena *a, struct http_head *head,
                         struct pair *at, const char *text, struct str body)
{
    struct str rest = arena_str(a, str_c(text));
    struct str line;

    head->header = at;
    while (str_next(&rest, '\n', &line) && line.n > 0) {
        size_t colon = str_find(line, S(": "));

        add(head, at, str_sub(line, 0, colon),
            str_sub(line, colon + 2, line.n));
    }
    if (!head_get(head, S("host")).p)
        add(head, at, S("Host"), S("localhost"));
    if (!body.p)
        return;
    if (!head_get(head, S("content-length")).p)
        add(head, at, S("Content-Length"), arena_printf(a, "%zu", body.n));
    if (!head_get(head, S("content-type")).p)
        add(head, at, S("Content-Type"),
            S("application/x-www-form-urlencoded"));
}

static void run(struct exchange *ex, struct bell *bell, struct str body)
{
    for (;;) {
        switch (frame_next(ex)) {
        case FRAME_BODY: send_body(ex, body); break;
        case FRAME_WAIT:
            frame_launch(ex);
            await(bell);
            break;
        case FRAME_REPLY: return;
        }
    }
}

struct answer loop_request(struct arena *a, struct app *app, const char *method,
                           const char *target, const char *headers,
                           struct str body)
{
    struct bell bell = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
                        false};
    struct pair header[HEADERS_MAX];
    struct http_head head = {
        .method = str_c(method),
        .target = str_c(target),
        .peer = S("127.0.0.1"),
    };
    struct exchange *ex;
    struct answer answer;

    read_headers(a, &head, header, headers, body);
    ex = frame_begin(app, &head, ring, &bell);
    run(ex, &bell, body);
    answer = read_answer(a, frame_reply(ex));
    frame_end(ex, true);
    return answer;
}

/* The value behind "Name: " in the first line that begins so. */
static struct str next_header(struct str *rest, const char *name)
{
    struct str line;

    while (str_next(rest, '\n', &line)) {
        size_t colon = str_find(line, S(": "));

        if (str_eq_c(str_sub(line, 0, colon), name))
            return str_sub(line, colon + 2, line.n);
    }
    return STR_NONE;
}

struct str answer_header(const struct answer *answer, const char *name)
{
    struct str rest = answer->headers;

    return next_header(&rest, name);
}

static struct pair *cookie_place(struct browser *b, struct str name)
{
    for (size_t i = 0; i < b->cookie_count; i++)
        if (str_eq(b->cookie[i].name, name))
            return &b->cookie[i];
    check(b->cookie_count < COUNT_OF(b->cookie));
    return &b->cookie[b->cookie_count++];
}

static void keep_cookies(struct browser *b, const struct answer *answer)
{
    struct str rest = answer->headers;
    struct str line;

    while ((line = next_header(&rest, "Set-Cookie")).p) {
        size_t equals = str_find_char(line, '=', 0);
        struct str name = str_sub(line, 0, equals);

        *cookie_place(b, name) = (struct pair){
            name,
            str_sub(line, equals + 1, str_find_char(line, ';', 0)),
        };
    }
}

static struct str cookie_line(struct browser *b)
{
    struct buf line = buf_new(b->arena, 4096);

    for (size_t i = 0; i < b->cookie_count; i++)
        if (b->cookie[i].value.n > 0)
            buf_printf(&line, "%s%.*s=%.*s",
                       line.n ? "; " : "Cookie: ", STR_ARG(b->cookie[i].name),
                       STR_ARG(b->cookie[i].value));
    buf_add_c(&line, line.n ? "\n" : "");
    return buf_str(&line);
}

static struct answer ask(struct browser *b, const char *method,
                         const char *target, const char *headers,
                         struct str body)
{
    struct str all =
        arena_printf(b->arena, "%.*s%s", STR_ARG(cookie_line(b)), headers);
    struct answer answer =
        loop_request(b->arena, b->app, method, target, all.p, body);

    keep_cookies(b, &answer);
    return answer;
}

struct answer browser_get(struct browser *b, const char *target)
{
    return ask(b, "GET", target, "", STR_NONE);
}

struct answer browser_post_once(struct browser *b, const char *target,
                                const char *headers, struct str body)
{
    return ask(b, "POST", target, headers, body);
}

struct answer browser_post(struct browser *b, const char *target,
                           const char *headers, struct str body)
{
    return (b->post ? b->post : browser_post_once)(b, target, headers, body);
}

struct str browser_cookie(const struct browser *b, const char *name)
{
    for (size_t i = 0; i < b->cookie_count; i++)
        if (str_eq_c(b->cookie[i].name, name))
            return b->cookie[i].value;
    return STR_NONE;
}
