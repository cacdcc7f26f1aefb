/*
 * part.h - foreign programs that a test starts for itself on loopback: a mail
 * server (aiosmtpd), and Kannel with an SMS centre of its own (fakesmsc). Each
 * writes into a folder of the test, and is ended with it.
 */
#ifndef TESTS_PARTS_PART_H
#define TESTS_PARTS_PART_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

/* A port that nobody listens on; a moment ago. */
int part_port(void);

/* Waits up to 20 s for `ready(p)`; fails the test, saying what it waited for.
 */
void part_await(bool (*ready)(void *p), void *p, const char *what);

/* All that is in a file; empty when there is none. */
struct str part_file(struct arena *a, const char *path);

/* A real mail server, with what it took in `folder`/box/new. */
struct mail_server {
    pid_t pid;
    int port;
    const char *box;
};
struct mail_server mail_server_start(struct arena *a, const char *folder,
                                     int port);
void mail_server_stop(struct mail_server *m);
/* The letters it took, one behind the other, headers and all. */
struct str mail_server_letters(struct arena *a, const struct mail_server *m,
                               size_t *ret_count);

/* bearerbox, smsbox and a centre of short messages. */
struct kannel {
    pid_t bearerbox, smsbox, centre;
    int port;         /* of smsbox: sendsms */
    const char *seen; /* what telephones got, in fakesmsc's words */
};
struct kannel kannel_start(struct arena *a, const char *folder);
void kannel_stop(struct kannel *k);

#endif
