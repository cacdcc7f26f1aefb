/*
 * staff.h - staff accounts: made, given roles, taken back. The words of an
 * operator at the machine, or of an administrator.
 *
 * Errors are for the operator: ERR_NOT_FOUND names the login, role or desk
 * that there is none of; refusals have words for people too.
 */
#ifndef SERVICE_STAFF_H
#define SERVICE_STAFF_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/account/account_store.h"
#include "domain/grant/grant_store.h"
#include "domain/person/person_store.h"

struct staff_account {
    struct str login;
    struct str name;
    struct str password_hash;
};

/* A staff account and its person. ERR_INPUT when the login is none, or taken.
 */
enum err staff_add(struct tx *t, const struct staff_account *s,
                   int64_t *ret_account_id) MUST_CHECK;

/* A role at a desk, named as in the data files: "mc-30280", "ub-883". */
struct staff_post {
    struct str role;
    struct str desk;
    struct day from;
    struct day to; /* n is INT32_MAX: open */
};

/* Gives a role. `by`: the account that does so, 0 the operator. */
enum err staff_grant(struct tx *t, struct str login,
                     const struct staff_post *post, int64_t by) MUST_CHECK;
/* Ends what is in force of that role at that desk, from post->to on. */
enum err staff_end(struct tx *t, struct str login,
                   const struct staff_post *post, int64_t by) MUST_CHECK;

enum err staff_password(struct tx *t, struct str login,
                        struct str hash) MUST_CHECK;
/* Of citizens' accounts too. A closed one is signed out everywhere. */
enum err staff_close(struct tx *t, struct str login) MUST_CHECK;
/* Opens it again, and forgets wrong passwords. */
enum err staff_open(struct tx *t, struct str login) MUST_CHECK;

/* The desk of a key: a reception point or an agency. ERR_NOT_FOUND. */
enum err staff_desk(struct tx *t, struct str key, struct day on,
                    int64_t *ret) MUST_CHECK;

#endif
