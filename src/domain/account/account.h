/*
 * account.h - the rules of signing in: what a login looks like, which password
 * is taken, when too many tries are too many. Pure; the rows are
 * account_store.h's, the use cases service/account.h's.
 */
#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include "base/arena.h"
#include "base/crypto.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

enum account_kind { ACCOUNT_CITIZEN = 1, ACCOUNT_STAFF = 2 };

#define LOGIN_BYTES_MAX 40

/*
 * The office's own choice: no text that we have read gives these numbers.
 */
struct account_policy {
    int tries_max;
    int lock_minutes;
    int password_letters_min;
    bool demo; /* demo accounts may sign in */
    struct password_cost cost;
};

struct account_policy account_policy_default(void);

/* How often a login was tried in vain, and whether it rests now. */
struct login_tries {
    int failed;
    struct instant locked_until; /* 0: not locked */
};

bool login_is_locked(const struct login_tries *tries, struct instant now);

/*
 * The tries as they stand before another one: what a lock that is over left
 * behind is forgotten.
 */
struct login_tries login_tries_at(const struct login_tries *tries,
                                  struct instant now);

/* After one more wrong password. The one that reaches tries_max locks. */
struct login_tries login_tries_failed(const struct login_tries *tries,
                                      const struct account_policy *policy,
                                      struct instant now);

/* How many wrong passwords are still answered; at least 0. */
int login_tries_left(const struct login_tries *tries,
                     const struct account_policy *policy);

enum password_flaw {
    PASSWORD_GOOD,
    PASSWORD_SHORT,
    PASSWORD_LONG,    /* over PASSWORD_BYTES_MAX */
    PASSWORD_IS_SELF, /* the login, or the person's name */
    PASSWORD_COMMON,  /* among the first that a thief tries */
};

/* `name` is the person's, marks or not. */
enum password_flaw password_look(struct arena *a,
                                 const struct account_policy *policy,
                                 struct str password, struct str login,
                                 struct str name);

/*
 * A password as it is hashed: in NFC where it is text, so that it does not
 * depend on which keyboard wrote its marks (RFC 8265).
 */
struct str password_read(struct arena *a, struct str typed);

/*
 * A Vietnamese telephone number as its ten digits, "0912345678", from what
 * people type: blanks, dots, dashes, brackets, +84 or 84 in front. False when
 * it is none; *ret is then untouched.
 */
bool phone_read(struct arena *a, struct str typed, struct str *ret);

/*
 * A staff login: 3 to LOGIN_BYTES_MAX small letters, digits, '.', '_', '-',
 * beginning with a letter.
 */
bool staff_login_ok(struct str s);

/*
 * What somebody typed to sign in, as it is kept: a telephone number by its
 * digits, anything else in small letters and cut to LOGIN_BYTES_MAX.
 */
struct str login_read(struct arena *a, struct str typed);

#endif
