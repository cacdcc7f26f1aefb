/*
 * demo_people.h - the accounts that everybody may try in the demo: a dozen
 * citizens and, for a department, a district and three communes, everybody
 * whom a dossier needs. They are data (data/demo/people.csv) and have one
 * password, so they sign in only where the setting `demo` is on.
 */
#ifndef SERVICE_DEMO_PEOPLE_H
#define SERVICE_DEMO_PEOPLE_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/account/account_store.h"

#define DEMO_PASSWORD         S("muanuocnoi")
#define DEMO_PEOPLE_BYTES_MAX ((size_t)1 << 20)
#define DEMO_PEOPLE_MAX       500

struct demo_people {
    struct str text;          /* of the file */
    struct str password_hash; /* of DEMO_PASSWORD */
};

/*
 * A tx_fn over a struct demo_people. An account that is there stays as it is,
 * a post that is held is not given twice, so it may be run again. ERR_INPUT
 * names the file's line.
 */
enum err demo_people_import(struct tx *t, void *people) MUST_CHECK;

struct demo_account {
    int64_t account_id;
    enum account_kind kind;
    struct str login;
    struct str name;
    struct str role; /* key of the first post's role; empty for a citizen */
    struct str desk; /* its desk's short name */
    struct str area; /* where that is; a code */
};

struct demo_accounts {
    struct demo_account *item; /* the caller's, to sort */
    size_t count;
};

/* The demo's citizens by login, then its staff. */
enum err demo_people_list(struct tx *t, struct demo_accounts *ret) MUST_CHECK;

#endif
