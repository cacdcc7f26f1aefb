/*
 * account_store.h - accounts and the tries to sign in to them.
 *
 * An account belongs to one person; a person may have several. What a staff
 * account may do is in grants (domain/grant). The person's data are in
 * domain/person.
 *
 * Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_ACCOUNT_STORE_H
#define DOMAIN_ACCOUNT_STORE_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/account/account.h"

#define ACCOUNTS_PAGE_MAX 200

struct account {
    int64_t id;
    int64_t person_id;
    enum account_kind kind;
    struct str login;
    struct str password_hash;
    enum lang lang;
    bool is_demo;
    bool is_closed;
};

/*
 * Writes a new account; `id` is chosen and put into *a. ERR_UNIQUE, with words
 * for the person, when somebody has that login: the transaction may not go on.
 */
enum err account_create(struct tx *t, struct account *a,
                        bool has_consented) MUST_CHECK;

/* ERR_NOT_FOUND. A closed account is found, and says so. */
enum err account_load(struct tx *t, int64_t id, struct account *ret) MUST_CHECK;
enum err account_by_login(struct tx *t, struct str login, struct account *ret,
                          bool *ret_found) MUST_CHECK;

/* `is_new`: the person chose another; else only its cost is. */
enum err account_password_put(struct tx *t, int64_t id, struct str hash,
                              bool is_new) MUST_CHECK;
/* Nobody signs in to a closed account, and its sessions are dead at once. */
enum err account_close(struct tx *t, int64_t id) MUST_CHECK;
enum err account_reopen(struct tx *t, int64_t id) MUST_CHECK;

struct account_line {
    int64_t id;
    struct str login;
    struct str name;
    bool is_demo;
    bool is_closed;
};

struct account_lines {
    const struct account_line *line;
    size_t count;
    bool has_more;
};

/* By login, those behind `after`; at most ACCOUNTS_PAGE_MAX. */
enum err account_list(struct tx *t, enum account_kind kind, struct str after,
                      struct account_lines *ret) MUST_CHECK;

/*
 * How a login stands, whether anybody has it or not. Until the transaction
 * ends nobody else gets an answer for the same login: parallel guesses are
 * counted one by one.
 */
enum err login_tries_begin(struct tx *t, struct str login,
                           struct login_tries *ret) MUST_CHECK;
enum err login_tries_put(struct tx *t, struct str login,
                         const struct login_tries *tries) MUST_CHECK;

/* For the work room: forgets up to `max` logins last tried before `before`. */
enum err login_tries_sweep(struct tx *t, struct instant before, int max,
                           int64_t *ret_count) MUST_CHECK;

#endif
