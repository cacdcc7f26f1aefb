/*
 * flow_desks.h - whether the province has the units and the people that a flow
 * names. domain/flow/flow_check.h asks what can be asked without a database;
 * here each step is sent to its desk in every area that the procedure is
 * received for, as it will be when a dossier comes there.
 */
#ifndef SERVICE_FLOW_DESKS_H
#define SERVICE_FLOW_DESKS_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/pack/pack.h"

struct flow_desks {
    const struct pack *pack;
    struct node node; /* of its flow.json: findings go to its steps */
    struct day on;
    bool ask_holders; /* also whether somebody there has the role */
};

/*
 * Notes, at each step and task, in how many areas it has no desk, or a desk
 * where nobody holds its role; the first of them by name. A role that somebody
 * holds elsewhere is a warning, all else an error. The errors returned
 * are the database's own.
 */
enum err flow_desks_check(struct tx *t, const struct flow_desks *f) MUST_CHECK;

#endif
