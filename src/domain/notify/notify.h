/*
 * notify.h - who is told what by which way, and when: the events, the ways
 * (channels), what a person agreed to, the quiet hours. Pure rules; rows are
 * notify_store.h, words wording.h, the alphabets of short messages sms.h.
 *
 * A *message* is what a person is told about one event of their dossier: it
 * always stands in the portal. A *sending* takes it out of the house, by mail
 * or short message, to who agreed to that.
 */
#ifndef DOMAIN_NOTIFY_H
#define DOMAIN_NOTIFY_H

#include "base/cx.h"
#include "base/instant.h"
#include "base/msg.h"
#include "base/prelude.h"
#include "base/str.h"

/* What the {2} of an event's messages stands for. */
enum notify_until {
    NOTIFY_UNTIL_NONE,
    NOTIFY_UNTIL_ANSWER,
    NOTIFY_UNTIL_DUE,
    NOTIFY_UNTIL_GIVEN,
};

enum notify_where { NOTIFY_AT_RECEIVING, NOTIFY_AT_RETURNING };

/* A row of event.def. */
struct notify_kind {
    struct str word;
    enum notify_until until;
    enum notify_where where;
    bool is_urgent;
    enum msg_id title, text, sms;
};

/* NULL: people are not told of that. */
const struct notify_kind *notify_kind_of(struct str word);
/* The whole table, for tests. */
const struct notify_kind *notify_kinds(size_t *ret_count);

/*
 * The word that tells more: a result on an earlier day than promised is
 * "finished_early".
 *
 * Source: Decree 61/2018 art. 20.4.
 */
struct str notify_word(struct str what, struct instant at, struct instant due);

/* Ways out of the house. The numbers are stored. */
enum notify_channel { NOTIFY_MAIL = 1, NOTIFY_SMS = 2 };
#define NOTIFY_CHANNEL_FIRST NOTIFY_MAIL
#define NOTIFY_CHANNEL_END   (NOTIFY_SMS + 1)

/* "mail", "sms": topics of the outbox, words of the metrics. */
const char *notify_channel_name(enum notify_channel c);

/* Language and alphabet. The numbers are stored; mail has marks always. */
enum notify_voice { VOICE_VI = 1, VOICE_VI_BARE = 2, VOICE_EN = 3 };
enum lang notify_lang(enum notify_voice voice);

/* What a person chose for a channel. */
struct notify_choice {
    bool agrees;
    enum notify_voice voice;
};

/*
 * Without a choice of theirs: who gave an address gave it to be told of their
 * dossier, as the form says beside the field and the consent at registration,
 * and may take it back on the page of their account at any time.
 *
 * Source: Decree 13/2023 art. 11, 12 (consent, and withdrawing it); 17.5 (the
 * work of state bodies that a law provides for: Decree 61/2018 art. 17, 19).
 */
struct notify_choice notify_choice_default(enum notify_channel c,
                                           enum lang lang, bool has_marks);

/* False when the stored numbers are none of ours. */
bool notify_voice_fits(enum notify_channel c, int voice);

/* Hours of the day, half open; equal: there are none. 21 and 7 usually. */
struct quiet_hours {
    int from_hour;
    int to_hour;
};

/* When something of `now` may ring: at once, or at the end of the quiet. */
struct instant notify_after_quiet(struct quiet_hours q, struct instant now);

/* News older than this stay in the portal. */
#define NOTIFY_STALE_US (3 * DAY_US)
bool notify_is_stale(struct instant happened, struct instant now);

/*
 * What the gateway and the network reported, in any order and repeatedly; 0
 * where nothing was.
 */
struct notify_reports {
    struct instant sent_at;      /* the gateway took it    */
    struct instant delivered_at; /* the telephone has it   */
    struct instant failed_at;    /* it will not arrive     */
};

enum notify_standing {
    NOTIFY_WAITING,
    NOTIFY_SENT,
    NOTIFY_DELIVERED,
    NOTIFY_FAILED,
};

/* Having arrived outweighs every report to the contrary. */
enum notify_standing notify_standing(const struct notify_reports *r);

#endif
