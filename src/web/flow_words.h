/* flow_words.h - what stands in a flow, in words for people. */
#ifndef WEB_FLOW_WORDS_H
#define WEB_FLOW_WORDS_H

#include "base/arena.h"
#include "base/msg.h"
#include "base/prelude.h"

#include "domain/flow/flow.h"

/* "Thẩm định", the name of a kind of step. */
enum msg_id flow_kind_words(enum flow_step_kind kind);

/* "Trường hợp: Cấp lại hoặc Cấp đổi", what a way asks for. */
struct str flow_condition_words(struct arena *a, enum lang lang,
                                const struct procedure *card,
                                const struct condition *c);

#endif
