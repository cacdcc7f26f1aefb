/*
 * peer.h - a gateway that misbehaves, by HTTP and by SMTP on one port: it
 * hangs, takes everything and breaks off, puts off, refuses, or reports before
 * it answers. What real servers do only now and then.
 */
#ifndef TESTS_PARTS_PEER_H
#define TESTS_PARTS_PEER_H

#include <pthread.h>

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

enum peer_mood {
    PEER_GOOD,    /* takes everything                             */
    PEER_HANGS,   /* connects, and says nothing                   */
    PEER_BREAKS,  /* takes a whole message, then hangs up         */
    PEER_DEFERS,  /* 451 at the recipient                         */
    PEER_REFUSES, /* 550 at the recipient; 400                    */
    PEER_REPORTS, /* calls our portal with the report, then 202   */
    PEER_REPORTS_AND_BREAKS,
};

#define PEER_HEARD_BYTES_MAX ((size_t)256 << 10)

struct peer {
    int fd;
    int port;
    int portal_port; /* where it reports to */
    bool speaks_smtp;
    enum peer_mood mood;
    pthread_t thread;
    pthread_mutex_t lock;
    char heard[PEER_HEARD_BYTES_MAX];
    size_t heard_bytes;
    bool is_ending;
};

/* On a port of its own (0), or on a given one. */
struct peer *peer_start(int port, bool speaks_smtp, enum peer_mood mood);
void peer_stop(struct peer *p);
void peer_turn(struct peer *p, enum peer_mood mood);

/* All that it was told so far. */
struct str peer_heard(struct peer *p, struct arena *a);

#endif
