/*
 * choice_fields.h - how a person wants to be told of their dossiers, as fields
 * of a form: a choice a channel, which is the consent to it, the language and,
 * of short messages, whether they have marks.
 */
#ifndef WEB_CHOICE_FIELDS_H
#define WEB_CHOICE_FIELDS_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/notify/notify.h"

#include "web/req.h"
#include "web/view_form.h"

#define CHOICE_FIELDS 2

struct choices {
    struct notify_choice of[NOTIFY_CHANNEL_END];
    bool is_given[NOTIFY_CHANNEL_END]; /* the form said so */
};

/* What counts now. */
enum err choices_load(struct tx *t, const struct req *rq, int64_t person_id,
                      struct choices *ret) MUST_CHECK;

/* "tin_nhan" and "thu_bao" of a form; what is none of the choices is not given.
 */
void choices_take(struct req *rq, struct choices *ret);
/* Those that were given. */
enum err choices_put(struct tx *t, int64_t person_id,
                     const struct choices *c) MUST_CHECK;

void choices_fields(const struct req *rq, const struct choices *c,
                    struct field_view ret[CHOICE_FIELDS]);

/* What was chosen, for who reads it: "Đồng ý, tiếng Việt có dấu". */
struct str choice_words(const struct req *rq, const struct choices *c,
                        enum notify_channel channel);

#endif
