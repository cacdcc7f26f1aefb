/*
 * notify.h - telling people what happened to their dossier: from the outbox
 * into the portal, and out of the house by mail and short message.
 *
 *     use case   move_tell()          an item of MOVE_TOPIC, with its commit
 *     room work  notify_tell()        the message, and a sending a channel
 *     room send  notify_load()        what is to be sent, if it still is
 *                notify_settle()      how that went
 *     room web   notify_report()      what the network said of it later
 *
 * A message is told once: a person, an event of a dossier, a channel. What
 * goes out may arrive twice where a gateway took it and its answer was lost;
 * both then bear the same reference. No step of a dossier waits for any of it.
 *
 * Source: Decree 61/2018 art. 17.2, 19.9, 20.4.
 */
#ifndef SERVICE_NOTIFY_H
#define SERVICE_NOTIFY_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/outbox.h"
#include "store/tx.h"

#include "domain/notify/notify_store.h"
#include "domain/notify/wording.h"

/* Constant while the house runs. */
struct notify_conf {
    struct notify_house house;
    struct quiet_hours quiet;
    bool sends[NOTIFY_CHANNEL_END]; /* a gateway is set up */
    bool has_marks; /* short messages, unless the person chose */
};

/*
 * Tells the person of the dossier what an item of MOVE_TOPIC says. Running it
 * again changes nothing. Something that people are not told of is no error.
 */
enum err notify_tell(struct tx *t, const struct notify_conf *conf,
                     const struct outbox_item *item) MUST_CHECK;

/* A sending as a gateway is to have it. */
struct notify_outgoing {
    int64_t id;
    enum notify_channel channel;
    struct str ref; /* the same at each try */
    struct str to;  /* an address; a telephone number, "84912345678" */
    struct str from_name;
    struct str title;
    struct str text;
    struct instant not_before; /* quiet hours; us <= now: at once */
    /*
     * Why it is not to be sent any more, for the operator; STR_NONE: it is. ""
     * when it went out already, by what was reported of it.
     */
    struct str moot;
};

enum err notify_load(struct tx *t, const struct notify_conf *conf,
                     int64_t sending_id,
                     struct notify_outgoing *ret) MUST_CHECK;

enum notify_outcome {
    NOTIFY_TAKEN,   /* the gateway has it                                */
    NOTIFY_REFUSED, /* it never will have this one                       */
    NOTIFY_LATER,   /* not now: again after a wait, longer each time     */
    NOTIFY_UNSURE,  /* it may have it: once more after a wait, then never */
};

/* `detail` tells the operator why; no address, nothing of the text. */
enum err notify_settle(struct tx *t, const struct outbox_item *item,
                       enum notify_channel c, enum notify_outcome outcome,
                       struct str detail) MUST_CHECK;

enum notify_report {
    NOTIFY_REPORT_SENT,
    NOTIFY_REPORT_DELIVERED,
    NOTIFY_REPORT_FAILED,
};

/*
 * A delivery report for a short message: in any order, again and again, and
 * for references that we never gave; those change nothing.
 */
enum err notify_report(struct tx *t, struct str ref,
                       enum notify_report report) MUST_CHECK;

/* For the operator's figures, by channel. */
struct notify_figures {
    int64_t waiting[NOTIFY_CHANNEL_END];
    int64_t outcome[NOTIFY_CHANNEL_END][NOTIFY_FAILED + 1];
};
enum err notify_figures(struct tx *t, struct notify_figures *ret) MUST_CHECK;

#endif
