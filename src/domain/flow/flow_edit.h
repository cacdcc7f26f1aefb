/*
 * flow_edit.h - a flow as a table that an administrator changes: rows out of
 * the text of flow.json and back. What a table does not show of a step (its
 * tasks, note and source) stays as it was. Pure.
 *
 * Nothing is checked here: what somebody typed is written as they typed it, and
 * flow_check() says beside the row what is wrong with it.
 */
#ifndef DOMAIN_FLOW_FLOW_EDIT_H
#define DOMAIN_FLOW_FLOW_EDIT_H

#include "base/arena.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"
#include "base/words.h"

#include "domain/flow/flow.h"

/* `when` of a way: "" always, "case:late", or as it was before: "keep:1". */
#define FLOW_EDIT_CASE "case:"
#define FLOW_EDIT_KEEP "keep:"

struct flow_edit_way {
    struct str action; /* empty: there is no such way */
    struct str to;     /* id of a step */
    struct str when;
};

struct flow_edit_row {
    int origin;    /* its place in the text it came from; -1: a new step */
    struct str id; /* never typed: ways of other rows hold on to it */
    struct words name;
    struct str kind;
    struct str role;
    struct str unit;
    struct str value; /* of its limit; empty: none */
    struct str time;  /* "working_day" */
    /*
     * Documents, a line each: "Tiếng Việt | English", or the code of one of
     * the card's components.
     */
    struct str needs;
    struct str output;
    struct flow_edit_way way[FLOW_WAYS_MAX];
    size_t way_count;
};

struct flow_edit {
    struct flow_edit_row row[FLOW_STEPS_MAX];
    size_t count;
};

/* At most as many rows and ways as there may be; text lies in the arena. */
void flow_edit_read(struct arena *a, const struct json *flow,
                    struct flow_edit *ret);

/* The flow with these rows; what they do not show is of `flow`. */
const struct json *flow_edit_write(struct arena *a, const struct json *flow,
                                   const struct flow_edit *e);

/*
 * A new step behind row `after`, with an id of its own; the row before leads
 * to it and it to where that led. False when there are as many as may be.
 */
bool flow_edit_add(struct arena *a, struct flow_edit *e, size_t after);

/* Takes the row out; ways to it lead to where its own first way led. */
void flow_edit_remove(struct flow_edit *e, size_t at);

/* Changes places with the row above or below, where there is one. */
void flow_edit_move(struct flow_edit *e, size_t at, bool up);

#endif
