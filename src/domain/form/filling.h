/*
 * filling.h - a form and the answers to it, seen on one day: what shows, what
 * must be filled. Everything that looks at answers (check, result, view) is
 * asked with one of these. Pure: what it cannot know comes by the callbacks.
 */
#ifndef DOMAIN_FORM_FILLING_H
#define DOMAIN_FORM_FILLING_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/prelude.h"

#include "domain/form/form.h"

struct filling {
    const struct form *form;
    const struct json *answers;
    struct day today;
    int case_index; /* of the procedure's cases */
    enum channel channel;

    /*
     * The name of an administrative unit in force today; false when there is
     * none of that code and level. NULL: units are not looked up and their
     * codes stand for their names.
     */
    bool (*area_name)(void *data, struct str code, enum area_level level,
                      struct str *ret);
    /* True when a file came for the component. NULL: none asked. */
    bool (*has_paper)(void *data, struct str component);
    void *data;
};

/* True when the condition holds; of NULL too. `row` counts from 0. */
bool filling_holds(const struct filling *f, const struct condition *c,
                   size_t row);
/* Whether a field is asked at all. */
bool filling_shows(const struct filling *f, const struct field *field,
                   size_t row);
bool filling_requires(const struct filling *f, const struct field *field,
                      size_t row);

/* The answer that counts: NULL when the field is hidden or not filled. */
const struct json *filling_answer(const struct filling *f,
                                  const struct field *field, size_t row);

/*
 * Walks every place where a field can stand, rows and all, in the order of the
 * pages. A block comes before its fields, a group before its first row.
 *
 *     struct filling_walk w = {.filling = f};
 *     while (filling_next(&w)) … w.field, w.row …
 */
struct filling_walk {
    const struct filling *filling;
    const struct field *field;
    size_t row;
};
bool filling_next(struct filling_walk *w);

#endif
