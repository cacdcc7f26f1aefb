/*
 * citizen.h - a citizen at the portal who files something through the pages,
 * as a browser without JavaScript does. The province has been founded and its
 * procedures published.
 */
#ifndef TESTS_LOOP_CITIZEN_H
#define TESTS_LOOP_CITIZEN_H

#include "domain/pack/pack.h"

#include "fixture/sheet.h"
#include "loop/portal.h"

#define CITIZEN_PDF "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"

/* On the way through one form. */
struct citizen {
    struct portal *portal;
    struct arena *arena;
    struct browser b;
    const struct pack *pack;
    struct form_inputs inputs; /* right answers to the whole form */
    struct str case_code;
    const char *at; /* the page that is open */
};

/* Registers, and is signed in. */
struct citizen *citizen_new(void **state, const char *code);
/* Where an answer leads; fails the test when it leads nowhere. */
const char *citizen_location(struct citizen *c, const struct answer *a);

/* Opens a draft. */
void citizen_start(struct citizen *c);
/* The revision of the draft on the open page. */
struct str citizen_revision(struct citizen *c);
/* What the open page sends, but for its tokens and its button. */
struct str citizen_fields(struct citizen *c, struct form_inputs inputs);
/* Posts the open page with a button, gives where it leads. */
const char *citizen_press(struct citizen *c, const char *button,
                          struct form_inputs inputs);
/* Opens a draft and fills all its pages in. */
void citizen_fill_in(struct citizen *c);

struct answer citizen_send_file(struct citizen *c, const char *component,
                                const char *name, struct str bytes);
/* Sends a good file from the page of the papers. */
void citizen_attach(struct citizen *c, const char *component);

/* From nothing to "check your answers" of a birth registration. */
struct citizen *citizen_ready(void **state);
/* What the page "check your answers" sends, but for its tokens. */
struct str citizen_declared(struct citizen *c);
/* Files from that page, gives where it leads. */
const char *citizen_submit(struct citizen *c);

#endif
