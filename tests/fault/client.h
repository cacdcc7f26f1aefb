/*
 * client.h - a browser's connection, as bare as it gets: one request, one
 * answer, kept alive between them. For one thread.
 */
#ifndef TESTS_FAULT_CLIENT_H
#define TESTS_FAULT_CLIENT_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

#define CLIENT_ANSWER_BYTES_MAX ((size_t)256 << 10)

struct client {
    int port;
    int wait_s; /* for an answer */
    int fd;     /* -1: not connected */
};

struct client_answer {
    int status;
    struct str head;
    struct str body;
};

struct client client_new(int port, int wait_s);
void client_close(struct client *c);

/*
 * Sends the bytes and reads one answer. False when no whole answer came: there
 * was no connection, or it broke off, or the time was up. What the server did
 * is then unknown.
 */
bool client_send(struct client *c, struct arena *a, struct str request,
                 struct client_answer *ret) MUST_CHECK;

/*
 * The same with `piece` sent `count` times after the head: more than anybody
 * would hold in memory.
 */
bool client_flood(struct client *c, struct arena *a, struct str head,
                  struct str piece, size_t count,
                  struct client_answer *ret) MUST_CHECK;

/* The bytes of a request with a form. */
struct str client_form(struct arena *a, const char *path, struct str cookie,
                       struct str form);
/* The bytes of a request for a page; an empty cookie is none. */
struct str client_get(struct arena *a, const char *path, struct str cookie);

/* STR_NONE when the answer has no such header. */
struct str client_header(const struct client_answer *answer, const char *name);

#endif
