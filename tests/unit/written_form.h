/*
 * written_form.h - a form written in the test that asks it, so that a rule
 * stands beside what it is asked.
 *
 * JSON is written with ' for " and # for the words of a label that nobody
 * looks at: {'name':'a','label':#,'type':'text'}.
 */
#ifndef UNIT_WRITTEN_FORM_H
#define UNIT_WRITTEN_FORM_H

#include "base/arena.h"
#include "base/json.h"
#include "base/prelude.h"

#include "domain/form/filling.h"
#include "domain/procedure/procedure.h"

/* The parts of a form; what is NULL is empty. */
struct form_text {
    const char *fields; /* of its only page, without the brackets       */
    const char *pages;  /* instead of `fields`, without the brackets    */
    const char *rules;  /* without the brackets                         */
    const char *blocks; /* "'person':{…}": the contents of data/blocks  */
    const char *lists;  /* the same of data/lists                       */
};

/*
 * A form, what its author did wrong, and no answer to it yet: online, on 28
 * April 2026, in the case "on_time" of a card that has "late" too, is filed
 * online or at the counter, and wants the paper "notice".
 */
struct written_form {
    struct arena *arena;
    struct procedure card;
    struct findings found;
    struct pack_reader reader;
    struct filling f;
};

/* The caller gives it back to written_form_free(). */
struct written_form *written_form(struct form_text text);
void written_form_free(struct written_form *w);

/* The same of a form that has to be right: fails the test on a finding. */
struct written_form *right_form(struct form_text text);

/*
 * What the author of a form is told: one thing, at one place, and nothing at
 * all where `path` is NULL. Arguments that are NULL are not looked at.
 */
struct told {
    struct form_text text;
    const char *path; /* "pages[0].fields[0].max" */
    int message;
    const char *a;
    const char *b;
};
/* Fails the test with the form's text. */
void expect_told(const struct told *row, size_t count);

/*
 * EXPECT_TOLD(RIGHT(.fields = "…"),
 *             WRONG(MSG_PACK_…, "pages[0]…", .fields = "…"))
 */
#define EXPECT_TOLD(...)                           \
    do {                                           \
        const struct told told_[] = {__VA_ARGS__}; \
        expect_told(told_, COUNT_OF(told_));       \
    } while (0)
#define RIGHT(...)              \
    {                           \
        .text = { __VA_ARGS__ } \
    }
#define WRONG(says, at, ...)      WRONG2(says, NULL, NULL, at, __VA_ARGS__)
#define WRONG1(says, of, at, ...) WRONG2(says, of, NULL, at, __VA_ARGS__)
#define WRONG2(says, of, and, at, ...)                                     \
    {                                                                      \
        .text = {__VA_ARGS__}, .path = (at), .message = (says), .a = (of), \
        .b = (and)                                                         \
    }

/* JSON as written above; fails the test when it is none. */
const struct json *written_json(struct arena *a, const char *text);
/* The canonical text of an answer as it is written above; "" of NULL. */
const char *as_written(struct arena *a, const struct json *json);

/* `count` times `format`, which may hold one %zu, with commas between. */
const char *repeated(struct arena *a, size_t count, const char *format);

#endif
