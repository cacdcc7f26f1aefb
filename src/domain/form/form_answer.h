/*
 * form_answer.h - what a person has answered so far.
 *
 * Answers are one JSON object in the shape of the form: a block is an object,
 * a group an array of objects, an address an object of its parts. It is never
 * changed: each function gives a new one back, which shares what stayed.
 *
 * A right answer is kept as it is stored (a number, "2026-02-13"); a wrong one
 * as it was typed, so that nothing is retyped: "abc" for a number, {"day":
 * "31", "month": "2", "year": "2026"} for a date. Which it is, form_check.h
 * says.
 */
#ifndef DOMAIN_FORM_FORM_ANSWER_H
#define DOMAIN_FORM_FORM_ANSWER_H

#include "base/arena.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/form/form.h"

/* A field as a browser posted it: bytes of a stranger. */
struct form_input {
    struct str name;
    struct str value;
};

struct form_inputs {
    const struct form_input *item;
    size_t count;
};

/*
 * The answers with those of a page taken in. Inputs that the page does not ask
 * are passed over, so is an address part or date that was not sent; a box that
 * was not sent is not ticked. Text goes through the door (base/text.h); a
 * letter that it refuses becomes U+FFFD, which no check accepts.
 */
const struct json *form_answers_post(struct arena *a, const struct form *form,
                                     size_t page, const struct json *answers,
                                     struct form_inputs inputs);

/*
 * The answers with a row more, or a row less, in a group. The same answers
 * when `action`, "add:lines" or "remove:lines:1", means nothing or the group
 * is full.
 */
const struct json *form_answers_act(struct arena *a, const struct form *form,
                                    const struct json *answers,
                                    struct str action);

/*
 * What is kept for a field; NULL when there is nothing. `row` counts from 0
 * and is 0 outside groups.
 */
const struct json *answer_at(const struct json *answers, const struct field *f,
                             size_t row);
/* Rows of a group. */
size_t answer_rows(const struct json *answers, const struct field *group);

/* Nothing, "", [] and an address without any part are not filled. */
bool answer_filled(const struct json *answer);
/* Text, number or tick as text ("true"); STR_NONE of anything else. */
struct str answer_text(struct arena *a, const struct json *answer);
/* The same compared with a value, without making text. */
bool answer_is(const struct json *answer, struct str value);
/* A member of an address or of a date as typed; STR_NONE without one. */
struct str answer_part(const struct json *answer, const char *key);

/*
 * A date as far as it is known; month and day may be 0. False when the answer
 * is no such day, or lacks a part that may not be lacking.
 */
bool answer_date(const struct json *answer, bool partial, struct civil *ret);
/* Number, money and decimal in thousandths. False when it is none. */
bool answer_thousandths(const struct json *answer, int64_t *ret);

/* The name that is posted for a field: "lines[2].code". */
struct str field_input_name(struct arena *a, const struct field *f, size_t row);

#endif
