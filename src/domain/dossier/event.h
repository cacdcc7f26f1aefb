/*
 * event.h - what happened to a dossier, as an immutable chain.
 *
 * Each event has canonical bytes, the body; its hash covers the body and the
 * hash before it, so that no event can be changed, dropped or put in between
 * without every later hash being wrong. Personal data is not in the body but a
 * salted digest of it: erasing the salt and the data by law leaves the chain
 * whole and tells nothing.
 */
#ifndef DOMAIN_DOSSIER_EVENT_H
#define DOMAIN_DOSSIER_EVENT_H

#include "base/arena.h"
#include "base/crypto.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/dossier/dossier.h"

/* Of the body's form. A new form gets a new number; old bodies stay. The
   second has the detail. */
#define EVENT_SCHEMA 2

#define EVENT_SALT_BYTES 16

struct dossier_event {
    int64_t dossier_id;
    int n; /* 1, 2, 3 … within the dossier */
    enum dossier_event_kind kind;
    int64_t account_id; /* 0: the system    */
    int64_t desk_id;    /* 0: the applicant */
    struct instant recorded_at;
    struct instant effective_at;
    enum dossier_status before;
    enum dossier_status after;
    struct instant due_before; /* us == 0: none */
    struct instant due_after;
    struct str step; /* of the flow, for an advance; else empty */
    struct str action;
    struct str detail;  /* what rules ask of it later: JSON, names nobody */
    struct str reason;  /* free text, may name people              */
    struct str answers; /* what was declared, at filing            */
};

/* SHA-256 of salt and text: a seal that the erased salt makes mute. */
struct digest event_seal(struct str salt, struct str text);

/*
 * The canonical bytes: a line for each member, in this order, text with its
 * length before it, reason and answers as seals in hex.
 */
struct str event_body(struct arena *a, const struct dossier_event *e,
                      struct str salt);

/* Of the first event `before` is empty. */
struct digest event_hash(struct arena *a, struct str before, struct str body);

#endif
