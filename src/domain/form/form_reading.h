/*
 * form_reading.h - shared by the files that read form.json; nobody else
 * includes it. First every field is read (form_read.c), then what speaks of
 * other fields is resolved (form_refs.c, form_rules.c), so that a condition may
 * name a field that stands behind it.
 */
#ifndef DOMAIN_FORM_FORM_READING_H
#define DOMAIN_FORM_FORM_READING_H

#include "domain/form/form.h"

/* A use of a block that has rules: they are read once for each use. */
struct block_use {
    const struct field *holder;
    struct node block;
};

struct form_reading {
    struct pack_reader *reader;
    struct form *form;
    struct field *field; /* form->field, while it may be written       */
    struct node *node;   /* node[i] is where field[i] was written      */
    size_t field_max;
    struct block_use *use;
    size_t use_count;
    struct node blocks;
    struct node lists;
    const struct procedure *card;
};

/*
 * The field that `name` ("requester.id_number") means when `carrier` says it:
 * beside the carrier first, then outside, up to the form. `carrier` may be
 * NULL: looked for on the pages. NULL when there is none.
 */
const struct field *form__lookup(const struct form *form,
                                 const struct field *carrier, struct str name);
/* The same inside one block or group only; NULL is the pages. */
const struct field *form__lookup_in(const struct form *form,
                                    const struct field *holder,
                                    struct str name);

/* The field of that name in a block's file; absent when there is none. */
struct node form__block_field(struct node block, struct str name);
/* True when the block that `f` comes from has that field, but `with` not. */
bool form__left_out(const struct form_reading *r, const struct field *f,
                    struct str name);

/* The condition at `n`; NULL when it is absent or wrong (a finding then). */
const struct condition *form__condition(const struct form *form,
                                        const struct procedure *card,
                                        const struct field *carrier,
                                        struct node n);

/* Resolves what fields say of other fields. */
void form__resolve(struct form_reading *r);
/* Reads the form's rules and those of the blocks that it uses. */
void form__read_rules(struct form_reading *r, struct node rules);

#endif
