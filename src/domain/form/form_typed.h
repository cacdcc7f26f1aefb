/*
 * form_typed.h - from what was typed to what is kept; shared by the files that
 * make answers, nobody else includes it.
 */
#ifndef DOMAIN_FORM_FORM_TYPED_H
#define DOMAIN_FORM_FORM_TYPED_H

#include "domain/form/form_answer.h"

/* Through the door; what it refuses becomes U+FFFD. */
struct str form__text(struct arena *a, struct str raw, bool multiline);

/*
 * The answer to a field of one input. NULL when nothing was typed. Kept as
 * typed when it cannot be read.
 */
const struct json *form__typed(struct arena *a, const struct field *f,
                               struct str raw);

/* A date of three inputs. */
const struct json *form__typed_date(struct arena *a, const struct field *f,
                                    struct str day, struct str month,
                                    struct str year);

/* JSON text; NULL of "" and STR_NONE. */
const struct json *form__json_text(struct arena *a, struct str s);

/* A new row of a group: the defaults of its fields. */
const struct json *form__initial_row(struct arena *a,
                                     const struct field *group);

#endif
