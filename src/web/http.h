/*
 * http.h - the HTTP engine: sockets on one side, frames (frame.h) on the
 * other. This seam is all that knows libmicrohttpd, so that the engine can be
 * exchanged for another.
 *
 * TLS, HTTP/2 and the Internet are the business of a proxy in front.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "web/app.h"

#define HTTP_MEMORY_BYTES ((size_t)16 << 10) /* of one connection */

struct http_conf {
    const char *address; /* "127.0.0.1", "::" */
    int port;            /* 0: any free one; http_port() tells */
    int thread_count;    /* 0: as many as there are cores */
    int connections_max;
    int idle_s; /* a connection that says nothing is closed */
};

struct http;

struct http_conf http_conf_default(void);

/*
 * Listens and serves. ERR_INPUT when the address is none, ERR_CONFLICT when it
 * cannot be listened on: its port is taken.
 */
enum err http_start(struct app *app, const struct http_conf *conf,
                    struct http **ret, struct errbox *box) MUST_CHECK;

int http_port(const struct http *http);

/*
 * Takes no more connections, finishes what is running (at most `wait_s`
 * seconds), closes. NULL is fine. False when something was cut off.
 */
bool http_stop(struct http *http, int wait_s);

#endif
