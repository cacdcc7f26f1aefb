/* page_account.h - what the pages about an account share. */
#ifndef WEB_PAGE_ACCOUNT_H
#define WEB_PAGE_ACCOUNT_H

#include "base/err.h"
#include "base/prelude.h"

#include "domain/account/account.h"

#include "web/reply.h"
#include "web/req.h"

/*
 * Where to go after signing in, from "tiep": an address of this site, or
 * URL_NONE.
 */
struct url account_next(const struct pairs *from);

/* In commit: goes there, else to where the kind of account begins. */
void account_go_on(struct req *rq, enum account_kind kind);

/* Notes what is wrong with a new password at "mat_khau"; false: nothing is. */
bool account_note_flaw(struct req *rq, struct str password, struct str login,
                       struct str name);

/* The words noted for a field; STR_NONE without any. */
struct str account_note_words(struct req *rq, const char *field);

/* What is wrong with the form of a new password; STR_NONE: nothing. */
struct account_faults {
    struct str old_password;
    struct str new_password;
};

/* "/tai-khoan" */
enum err account_show(struct tx *t, struct req *rq, struct reply *rp,
                      const struct account_faults *faults) MUST_CHECK;

#endif
