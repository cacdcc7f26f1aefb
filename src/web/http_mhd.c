#include "base/prelude.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/check.h"
#include "base/instant.h"

#include "web/frame.h"
#include "web/http.h"

#define LISTEN_BACKLOG 4096
#define BLOCK_BYTES    ((size_t)64 << 10)

struct http {
    struct app *app;
    struct MHD_Daemon *daemon;
    atomic_int running;   /* requests begun and not ended             */
    atomic_int suspended; /* of them, those another thread works for  */
    atomic_bool stopping;
};

/*
 * One request. The library would hand us a decoded target, so the raw one is
 * taken at the moment it is read (begin_line), before the headers are.
 */
struct line {
    struct http *http;
    struct MHD_Connection *connection;
    struct exchange *ex;
    bool in_body;
    bool has_body;
    struct http_head head;
    struct pair header[GUARD_HEADERS_MAX + 1];
    char peer[INET6_ADDRSTRLEN];
    size_t target_n;
    char target[];
};

struct http_conf http_conf_default(void)
{
    return (struct http_conf){
        .address = "127.0.0.1",
        .port = 8080,
        .connections_max = 20000,
        .idle_s = 30,
    };
}

static void *begin_line(void *p, const char *target,
                        struct MHD_Connection *connection)
{
    size_t n = strlen(target);
    struct line *line = calloc(1, sizeof *line + n + 1);

    check(line != NULL);
    line->http = p;
    line->connection = connection;
    line->target_n = n;
    memcpy(line->target, target, n);
    atomic_fetch_add(&line->http->running, 1);
    return line;
}

static void end_line(void *p, struct MHD_Connection *connection, void **context,
                     enum MHD_RequestTerminationCode code)
{
    struct line *line = *context;

    (void)p;
    (void)connection;
    if (!line)
        return;
    if (line->ex)
        frame_end(line->ex, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    atomic_fetch_sub(&line->http->running, 1);
    free(line);
    *context = NULL;
}

/* "::ffff:10.0.0.1" is "10.0.0.1". */
static void read_peer(struct line *line)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        line->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct str peer;

    check(info != NULL);
    if (getnameinfo(info->client_addr, sizeof(struct sockaddr_in6), line->peer,
                    sizeof line->peer, NULL, 0, NI_NUMERICHOST) != 0)
        return;
    peer = str_c(line->peer);
    if (str_starts(peer, S("::ffff:")))
        peer = str_sub(peer, 7, peer.n);
    line->head.peer = peer;
}

/* One header too many is kept, so that the guard sees that there was one. */
static enum MHD_Result take_header(void *p, enum MHD_ValueKind kind,
                                   const char *name, size_t name_n,
                                   const char *value, size_t value_n)
{
    struct line *line = p;
    size_t i = line->head.header_count;

    (void)kind;
    if (i == COUNT_OF(line->header))
        return MHD_NO;
    line->header[i].name = (struct str){name, name_n};
    line->header[i].value = (struct str){value ? value : "", value_n};
    line->head.header_count++;
    return MHD_YES;
}

static void wake_line(void *p)
{
    struct line *line = p;

    atomic_fetch_sub(&line->http->suspended, 1);
    MHD_resume_connection(line->connection);
}

static void begin_exchange(struct line *line, const char *method)
{
    line->head.method = str_c(method);
    line->head.target = (struct str){line->target, line->target_n};
    line->head.header = line->header;
    read_peer(line);
    MHD_get_connection_values_n(line->connection, MHD_HEADER_KIND, take_header,
                                line);
    line->has_body = head_get(&line->head, S("content-length")).p != NULL ||
                     head_get(&line->head, S("transfer-encoding")).p != NULL;
    line->ex = frame_begin(line->http->app, &line->head, wake_line, line);
}

static ssize_t read_source(void *p, uint64_t at, char *bytes, size_t room)
{
    const struct reply_source *source = p;
    ssize_t n = source->read(source->p, bytes, room);

    (void)at;
    if (n == 0)
        return MHD_CONTENT_READER_END_OF_STREAM;
    return n < 0 ? MHD_CONTENT_READER_END_WITH_ERROR : n;
}

/* The engine only reads what it takes as void *. */
static void *only_read(const char *p)
{
    return (void *)(uintptr_t)p;
}

static struct MHD_Response *make_response(struct reply *rp)
{
    if (rp->source.read)
        return MHD_create_response_from_callback((uint64_t)rp->source.bytes,
                                                 BLOCK_BYTES, read_source,
                                                 &rp->source, NULL);
    return MHD_create_response_from_buffer(rp->body.n, only_read(rp->body.p),
                                           MHD_RESPMEM_PERSISTENT);
}

static void add_header(struct MHD_Response *response, const struct reply *rp,
                       struct str name, struct str value)
{
    if (MHD_add_response_header(response, arena_cstr(rp->arena, name),
                                arena_cstr(rp->arena, value)) != MHD_YES)
        check(!"a header that the engine does not take");
}

static enum MHD_Result send_reply(struct line *line)
{
    struct reply *rp = frame_reply(line->ex);
    struct MHD_Response *response = make_response(rp);
    enum MHD_Result sent;

    check(response != NULL);
    for (size_t i = 0; i < rp->header_count; i++)
        add_header(response, rp, rp->header[i].name, rp->header[i].value);
    /* What could not be read must not be taken for another request. */
    if (rp->status == 400 || atomic_load(&line->http->stopping))
        add_header(response, rp, S("Connection"), S("close"));
    sent = MHD_queue_response(line->connection, (unsigned)rp->status, response);
    MHD_destroy_response(response);
    return sent;
}

static enum MHD_Result go_on(struct line *line)
{
    for (;;) {
        switch (frame_next(line->ex)) {
        case FRAME_REPLY: return send_reply(line);
        case FRAME_WAIT:
            atomic_fetch_add(&line->http->suspended, 1);
            MHD_suspend_connection(line->connection);
            frame_launch(line->ex);
            return MHD_YES;
        case FRAME_BODY:
            if (line->has_body && !line->in_body) {
                line->in_body = true;
                return MHD_YES;
            }
            frame_body_end(line->ex);
            break;
        }
    }
}

static enum MHD_Result handle(void *p, struct MHD_Connection *connection,
                              const char *url, const char *method,
                              const char *version, const char *data,
                              size_t *data_n, void **context)
{
    struct line *line = *context;

    (void)p;
    (void)connection;
    (void)url;
    (void)version;
    if (!line->ex) {
        begin_exchange(line, method);
        /* An answer to the first call would close the connection. */
        if (!line->has_body)
            return MHD_YES;
    }
    /* A body that was not announced in a way we know. */
    if (*data_n > 0 && !line->in_body)
        return MHD_NO;
    if (*data_n > 0) {
        frame_body(line->ex, (struct str){data, *data_n});
        *data_n = 0;
        return MHD_YES;
    }
    return go_on(line);
}

static void engine_failed(void *p, const char *file, unsigned line,
                          const char *reason)
{
    (void)p;
    check_failed(reason ? reason : "HTTP engine", file, (int)line, "mhd");
}

/* Our guard reads the raw target, so the engine decodes nothing. */
static size_t leave_escaped(void *p, struct MHD_Connection *connection,
                            char *text)
{
    (void)p;
    (void)connection;
    return strlen(text);
}

static struct MHD_Daemon *start_daemon(struct http *http,
                                       const struct http_conf *conf,
                                       const struct addrinfo *address)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                     MHD_USE_ITC | MHD_USE_TURBO;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int threads = conf->thread_count ? conf->thread_count : (int)cores;

    if (address->ai_family == AF_INET6)
        flags |= MHD_USE_DUAL_STACK;
    MHD_set_panic_func(engine_failed, NULL);
    return MHD_start_daemon(
        flags, (uint16_t)conf->port, NULL, NULL, handle, http,
        MHD_OPTION_SOCK_ADDR, address->ai_addr, /**/
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)(threads > 1 ? threads : 0),
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)conf->connections_max,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)conf->idle_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTP_MEMORY_BYTES,
        MHD_OPTION_LISTEN_BACKLOG_SIZE, (unsigned)LISTEN_BACKLOG,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, /**/
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, begin_line, http,
        MHD_OPTION_NOTIFY_COMPLETED, end_line, http, MHD_OPTION_END);
}

enum err http_start(struct app *app, const struct http_conf *conf,
                    struct http **ret, struct errbox *box)
{
    struct addrinfo hints = {
        .ai_family = AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
    };
    struct addrinfo *address;
    struct http *http;
    char port[8];

    snprintf(port, sizeof port, "%d", conf->port);
    if (getaddrinfo(conf->address, port, &hints, &address) != 0)
        return RAISE(box, ERR_INPUT, "%s is not an address", conf->address);
    http = calloc(1, sizeof *http);
    check(http != NULL);
    http->app = app;
    http->daemon = start_daemon(http, conf, address);
    freeaddrinfo(address);
    if (!http->daemon) {
        free(http);
        return RAISE(box, ERR_CONFLICT, "cannot listen on %s port %d",
                     conf->address, conf->port);
    }
    *ret = http;
    return ERR_OK;
}

int http_port(const struct http *http)
{
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);

    check(info != NULL);
    return info->port;
}

static void wait_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

bool http_stop(struct http *http, int wait_s)
{
    int64_t until_us = monotonic_us() + wait_s * SECOND_US;
    MHD_socket listener;
    bool whole;

    if (!http)
        return true;
    atomic_store(&http->stopping, true);
    listener = MHD_quiesce_daemon(http->daemon);
    while (atomic_load(&http->running) > 0 && monotonic_us() < until_us)
        wait_a_little();
    whole = atomic_load(&http->running) == 0;
    /* The engine may not stop over a suspended request; the store ends it. */
    while (atomic_load(&http->suspended) > 0)
        wait_a_little();
    MHD_stop_daemon(http->daemon);
    if (listener != MHD_INVALID_SOCKET)
        close(listener);
    free(http);
    return whole;
}
