/*
 * transfer.h - one question to a server in the network, and its answer: a GET
 * by HTTP, a letter by SMTP. All that knows libcurl.
 *
 * Every wait has an end. No redirection is followed, no proxy and no password
 * is taken from the environment. A question is never asked twice. Of a mail
 * server the connection is kept; one thread at a time may ask.
 */
#ifndef GATEWAY_TRANSFER_H
#define GATEWAY_TRANSFER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/* What an answer's body is cut at. */
#define TRANSFER_BODY_BYTES_MAX ((size_t)4 << 10)

struct transfer_conf {
    int wait_s;          /* for the whole of one question        */
    struct str user;     /* SMTP only; empty: nobody             */
    struct str password; /* SMTP only                            */
    bool needs_tls;      /* SMTP only: encrypted or not at all   */
};

struct transfer;

/* Copies the texts. ERR_UNAVAILABLE: libcurl has no memory. */
enum err transfer_new(const struct transfer_conf *conf, struct transfer **ret,
                      struct errbox *box) MUST_CHECK;
void transfer_free(struct transfer *t);

/* How far a letter came. */
enum transfer_stage {
    TRANSFER_BEFORE,    /* greeting, TLS, authentication, sender */
    TRANSFER_RECIPIENT, /* the recipient was named               */
    TRANSFER_TEXT,      /* the text was on its way               */
};

struct transfer_answer {
    bool is_done; /* asked and answered in full, not necessarily with a yes */
    bool is_sent; /* all of the question went out                           */
    int status;   /* the last that the server said, 202, 550; 0: nothing    */
    enum transfer_stage stage;
    struct str body;   /* of HTTP */
    struct str detail; /* what was in the way, in libcurl's general words */
};

void transfer_get(struct transfer *t, struct arena *a, struct str url,
                  struct transfer_answer *ret);

/* `text` is the whole letter, its lines ending in CR LF. */
struct transfer_letter {
    struct str url;
    struct str from;
    struct str to;
    struct str text;
};

void transfer_mail(struct transfer *t, struct arena *a,
                   const struct transfer_letter *letter,
                   struct transfer_answer *ret);

/* Greets a mail server, and says who we are; nothing else. */
void transfer_greet(struct transfer *t, struct arena *a, struct str url,
                    struct transfer_answer *ret);

/* As a part of an address: "%20". */
struct str transfer_escape(struct transfer *t, struct arena *a, struct str s);

#endif
