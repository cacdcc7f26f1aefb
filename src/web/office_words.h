/* office_words.h - the words of queues and steps for officers' pages. */
#ifndef WEB_OFFICE_WORDS_H
#define WEB_OFFICE_WORDS_H

#include "base/msg.h"
#include "base/prelude.h"

#include "domain/dossier/dossier_store.h"
#include "domain/flow/flow.h"
#include "domain/grant/grant.h"

#include "service/queue.h"

/* "Chờ tiếp nhận"; "{0} hồ sơ · phải trả lời …". */
enum msg_id office_queue_words(enum queue q);
enum msg_id office_duty_words(enum queue q);

/* "Trên mạng". */
struct str office_channel_words(enum lang lang, enum channel c);
/* What has to be done: "Tiếp nhận". */
struct str office_work_words(enum lang lang, enum dossier_work work);

/* The button of a flow's action: "Trình ký". */
enum msg_id office_action_words(enum flow_action action);

/*
 * "Đã tiếp nhận H01…, hẹn 05/5." of what was done: the last part of the
 * address that it was posted to.
 */
struct str office_done_words(struct arena *a, enum lang lang,
                             const struct dossier *d, struct str what);

#endif
