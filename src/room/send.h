/*
 * send.h - what the send room does: hands messages to the mail server and the
 * SMS gateway. It is a room of its own so that a gateway that hangs holds up
 * nothing but itself; what waits is in the outbox.
 *
 * A gateway that does not work is left alone (gateway/breaker.h), and no
 * message is blamed for it: none of its tries is used up. Where a gateway took
 * everything and did not answer, the message is handed over once more, with
 * the same reference, and then no more.
 */
#ifndef ROOM_SEND_H
#define ROOM_SEND_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"

#include "gateway/breaker.h"
#include "gateway/mail.h"
#include "gateway/sms.h"

#include "store/db.h"

#include "service/notify.h"

/* Taken at once: the last is done before the lease ends, however slow. */
#define SEND_BATCH_MAX 10
#define SEND_LEASE_US  (12 * MINUTE_US)

/* A channel's gateway. */
struct lane {
    bool is_on;
    struct breaker breaker;
};

struct sender {
    struct db *db;
    struct cx *cx;
    const struct notify_conf *conf;
    struct mailer *mailer; /* NULL: no letters        */
    struct sms_gate *gate; /* NULL: no short messages */
    struct lane lane[NOTIFY_CHANNEL_END];
    bool is_frozen; /* in tests cx->now is the clock */
    bool is_ending; /* we were told to; what is left is laid back */
};

/* Everything that is due and can go out. */
enum err send_round(struct sender *s) MUST_CHECK;

#endif
