/*
 * mail.h - letters to a mail server by SMTP: plain text in UTF-8, base64, with
 * headers that machines believe (RFC 5322, 2047; Auto-Submitted, RFC 3834).
 *
 * The same letter sent again bears the same Message-ID, so that whoever gets
 * it twice can tell.
 */
#ifndef GATEWAY_MAIL_H
#define GATEWAY_MAIL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "gateway/answer.h"
#include "gateway/transfer.h"

struct mail_conf {
    struct str url;  /* "smtp://127.0.0.1:25" */
    struct str from; /* an address            */
    struct transfer_conf transfer;
};

/* Addresses are checked already (domain/person email_ok). */
struct mail {
    struct str to;
    struct str from_name;
    struct str subject;
    struct str text; /* paragraphs, lines ending in LF */
    struct str ref;  /* letters and digits             */
    struct instant date;
};

/* A whole header value in pieces that a mail server takes (RFC 2047). */
struct str mail_words(struct arena *a, struct str text);
/* The letter as it goes out. */
struct str mail_bytes(struct arena *a, struct str from, const struct mail *m);

struct mailer;

enum err mailer_new(const struct mail_conf *conf, struct mailer **ret,
                    struct errbox *box) MUST_CHECK;
void mailer_free(struct mailer *m);

void mail_send(struct mailer *m, struct arena *a, const struct mail *mail,
               struct gateway_answer *ret);
/* Does the server answer, and let us in? */
bool mail_knock(struct mailer *m, struct arena *a);

#endif
