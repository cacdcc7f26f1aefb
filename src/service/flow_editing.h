/*
 * flow_editing.h - an administrator changes the flow of a procedure: a draft
 * beside the latest version, checked as it stands, that becomes a new version.
 * Publishing that version is service/catalogue.h, and is asked for apart.
 *
 * Who may: CAP_PROCEDURE_EDIT over the whole province, for the procedure's
 * field or itself. Without it each of these is ERR_FORBIDDEN.
 *
 * Source: Decree 61/2018 art. 36.4 (internal processes).
 */
#ifndef SERVICE_FLOW_EDITING_H
#define SERVICE_FLOW_EDITING_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"
#include "domain/flow/flow_edit.h"
#include "domain/pack/pack.h"

/* How the flow of a procedure stands. */
struct flow_editing {
    struct str code;
    struct str version; /* that the draft begins from: the latest */
    int64_t base_id;
    bool has_draft;
    int revision;                /* of the draft; 0 without one     */
    const struct json *flow;     /* the draft's, else the version's */
    const struct json *gathered; /* the version with that flow      */
    const struct pack *pack;     /* read of it; may have errors     */
    struct findings findings;    /* of the whole pack               */
    bool is_behind; /* a version came in since the draft was begun */
};

/* Reads and checks; ERR_NOT_FOUND: no such procedure. */
enum err flow_editing_load(struct tx *t, const struct actor *who,
                           struct str code,
                           struct flow_editing *ret) MUST_CHECK;

/*
 * Saves rows over the draft of that revision; 0 begins one. ERR_CONFLICT, with
 * words: somebody else has saved since.
 */
enum err flow_editing_save(struct tx *t, const struct actor *who,
                           struct str code, int revision,
                           const struct flow_edit *edit) MUST_CHECK;

/* Throws the draft away. */
enum err flow_editing_drop(struct tx *t, const struct actor *who,
                           struct str code) MUST_CHECK;

/*
 * Makes the draft the newest version, not published; it is in force from
 * today when it is. ERR_INPUT, with words, while something is wrong with it or
 * nothing was changed.
 */
enum err flow_editing_finish(struct tx *t, const struct actor *who,
                             struct str code,
                             struct str *ret_version) MUST_CHECK;

#endif
