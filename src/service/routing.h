/*
 * routing.h - which agencies and points a dossier goes to. A pack names kinds
 * of bodies (domain/procedure/body.h); with the area of the matter and the day
 * they become agencies of this province.
 *
 * Receiving, resolving and returning are three units: reception away from the
 * resolver's area is routing, not a special case.
 */
#ifndef SERVICE_ROUTING_H
#define SERVICE_ROUTING_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/flow/flow.h"
#include "domain/procedure/procedure.h"

struct routing {
    int64_t point_id;    /* receives, and returns unless told otherwise */
    int64_t receiver_id; /* the authority in the dossier's code         */
    int64_t resolver_id;
};

/*
 * `area` is the unit chosen in the form; empty where the card says there is
 * only one. ERR_NOT_FOUND: no such body there, e.g. a commune was needed and a
 * district was given.
 */
enum err routing_find(struct tx *t, const struct procedure *card,
                      struct str area, struct day on,
                      struct routing *ret) MUST_CHECK;

/* The desk where a step of the dossier's flow is done. */
enum err routing_desk(struct tx *t, const struct dossier *d,
                      const struct flow_unit *unit, struct day on,
                      int64_t *ret) MUST_CHECK;

/* The agency that a body is in an area. */
enum err routing_body(struct tx *t, struct body body, struct str area,
                      struct day on, int64_t *ret) MUST_CHECK;

#endif
