/*
 * grant.h - who may do what, in which part of the province, until when.
 *
 * One function answers for a single dossier or page (grant_allows), one gives
 * the roots from which a list is filtered (grant_scopes); both read the same
 * grants, so they cannot disagree. Pure: loading grants is grant_store.h.
 *
 * A desk is whatever works on dossiers: an agency or a reception point. Desks
 * form one tree; a grant reaches from its desk downwards.
 */
#ifndef DOMAIN_GRANT_H
#define DOMAIN_GRANT_H

#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/account/account.h"

enum capability {
#define CAP(name, door) CAP_##name,
#include "domain/grant/capabilities.def"
#undef CAP
    CAP_COUNT
};

/* Who may hold a capability at all. */
enum door { DOOR_PUBLIC, DOOR_ACCOUNT, DOOR_CITIZEN, DOOR_STAFF };

enum role {
#define ROLE(name, key, capabilities) ROLE_##name,
#include "domain/grant/roles.def"
#undef ROLE
    ROLE_COUNT
};

/*
 * A role in a part of the tree, for a term [from, to) (to.n is INT32_MAX when
 * it is open), and, where they are given, only for a field or one procedure.
 */
struct grant {
    enum role role;
    int64_t desk_id;
    struct day from;
    struct day to;
    struct str field;     /* code of a field, or empty      */
    struct str procedure; /* code of a procedure, or empty  */
};

/* One person may hold several posts; more than this is refused. */
#define GRANTS_MAX 32

/* Who is acting. NULL stands for somebody who has not signed in. */
struct actor {
    int64_t account_id;
    int64_t person_id;
    enum account_kind kind;
    struct str name;
    const struct grant *grant;
    size_t count;
};

/* What is acted upon: the desks from the one concerned up to the root. */
struct grant_target {
    const int64_t *desk;
    size_t count;
    struct str field; /* empty when the matter has none */
    struct str procedure;
};

enum door capability_door(enum capability c);
/* "DOSSIER_SEE"; for the route table and the permission matrix. */
const char *capability_name(enum capability c);

/* "reception"; False when no role has that key. */
struct str role_key(enum role r);
bool role_parse(struct str key, enum role *ret);
bool role_has(enum role r, enum capability c);
/* Its name for people: an enum msg_id. */
int role_words(enum role r);

/*
 * May `who` do `c` to the target, today? A PUBLIC capability is everybody's; an
 * ACCOUNT one everybody's who has signed in; a CITIZEN one every citizen's
 * (whether the dossier is their own is the use case's question); a STAFF one
 * needs a grant in force that covers the target. A NULL target asks whether
 * there is any such grant.
 */
bool grant_allows(const struct actor *who, enum capability c,
                  const struct grant_target *target, struct day today);

/*
 * Does `who` hold the role itself, today, for the target? A step of a flow
 * asks for a role and not for a capability: whoever may sign one procedure may
 * only review another.
 */
bool grant_holds(const struct actor *who, enum role role,
                 const struct grant_target *target, struct day today);

/*
 * The desks from which `who` may list what `c` is about, today; at most
 * GRANTS_MAX, each once. Returns how many.
 */
size_t grant_scopes(const struct actor *who, enum capability c,
                    struct day today, int64_t ret_desk[GRANTS_MAX]);

#endif
