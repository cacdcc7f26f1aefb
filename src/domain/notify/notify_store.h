/*
 * notify_store.h - rows of messages, of their sendings, and of what people
 * chose. It decides nothing; service/notify.h does.
 *
 * Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_NOTIFY_STORE_H
#define DOMAIN_NOTIFY_STORE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/notify/notify.h"
#include "domain/notify/wording.h"

struct message {
    int64_t id;
    int64_t person_id;
    int64_t dossier_id;
    const struct notify_kind *kind; /* NULL: this program has no such event */
    int64_t event_key;
    struct notify_facts facts;
    struct instant at;
    bool is_read;
};

/*
 * Tells a person; the id is chosen. False when they were told already: then
 * nothing was written.
 */
enum err message_add(struct tx *t, struct message *m,
                     bool *ret_is_new) MUST_CHECK;

#define MESSAGES_PAGE_MAX 20

struct messages {
    const struct message *at;
    size_t count;
    bool has_more;
};

/* A person's, the newest first, behind `before_id` (0: the first page). */
enum err message_list(struct tx *t, int64_t person_id, int64_t before_id,
                      struct messages *ret) MUST_CHECK;
/* ERR_NOT_FOUND, also when it is somebody else's. */
enum err message_load(struct tx *t, int64_t person_id, int64_t id,
                      struct message *ret) MUST_CHECK;

/* A message goes out by a channel; gives the sending. */
enum err sending_add(struct tx *t, int64_t message_id, enum notify_channel c,
                     int64_t *ret_id) MUST_CHECK;

/* What the person chose last, else what counts without a choice. */
enum err notify_choice_load(struct tx *t, int64_t person_id,
                            enum notify_channel c, bool has_marks,
                            struct notify_choice *ret) MUST_CHECK;
/* Written only where it changes what the person decided before. */
enum err notify_choice_put(struct tx *t, int64_t person_id,
                           enum notify_channel c,
                           struct notify_choice choice) MUST_CHECK;

/* How one telling of a dossier's event went. */
struct notify_line {
    const struct notify_kind *kind; /* NULL as above */
    struct notify_facts facts;
    struct instant at;
    enum notify_channel channel; /* 0: in the portal */
    struct notify_reports reports;
    struct instant read_at; /* in the portal */
};

#define NOTIFY_LINES_MAX 200

/* All of a dossier: first those in the portal, then those sent. */
enum err notify_lines(struct tx *t, int64_t dossier_id,
                      const struct notify_line **ret,
                      size_t *ret_count) MUST_CHECK;

#endif
