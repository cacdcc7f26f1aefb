/*
 * sms.h - short messages to an SMS gateway over HTTP, by the interface of
 * Kannel's smsbox (sendsms), which others offer too.
 *
 * The gateway is told an address to report to, with a reference of ours in it:
 * the same at each try of the same message.
 */
#ifndef GATEWAY_SMS_H
#define GATEWAY_SMS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "gateway/answer.h"
#include "gateway/transfer.h"

struct sms_conf {
    struct str url; /* "http://127.0.0.1:13013/cgi-bin/sendsms" */
    struct str user;
    struct str password;
    struct str from;        /* a number or a name; may be empty      */
    struct str report_site; /* where it reaches us, "https://…"       */
    int wait_s;
};

struct sms {
    struct str to; /* "84912345678" */
    struct str text;
    struct str ref;
    bool is_gsm; /* every letter is in the GSM alphabet */
};

struct sms_gate;

enum err sms_gate_new(const struct sms_conf *conf, struct sms_gate **ret,
                      struct errbox *box) MUST_CHECK;
void sms_gate_free(struct sms_gate *g);

void sms_send(struct sms_gate *g, struct arena *a, const struct sms *sms,
              struct gateway_answer *ret);
/* Does it answer at all? */
bool sms_knock(struct sms_gate *g, struct arena *a);

#endif
