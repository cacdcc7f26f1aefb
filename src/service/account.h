/*
 * account.h - opening an account and keeping it up to date.
 *
 * What a person writes about themselves is checked here field by field
 * (profile_look); the page only shows what came out. All of it is declared,
 * nothing verified: see domain/person/person_store.h.
 *
 * Source: Decree 45/2020 art. 7 (filing online from an account).
 */
#ifndef SERVICE_ACCOUNT_H
#define SERVICE_ACCOUNT_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/account/account_store.h"
#include "domain/person/person_store.h"

/* Through the door already (base/text.h); empty where nothing was written. */
struct profile {
    struct str name;
    struct str birth_day, birth_month, birth_year;
    enum sex sex;
    struct str id_number;
    struct str phone;
    struct str email;
};

enum profile_field {
    PROFILE_NAME,
    PROFILE_BIRTH,
    PROFILE_ID_NUMBER,
    PROFILE_PHONE,
    PROFILE_EMAIL,
    PROFILE_FIELDS
};

/* What is wrong with a field; code is ERR_OK where nothing is. */
struct profile_faults {
    struct errbox field[PROFILE_FIELDS];
    size_t count;
};

/*
 * Looks at every field, and turns telephone and ID number into the digits
 * that are kept. Name and telephone are needed, the rest may be empty.
 */
void profile_look(struct cx *cx, struct profile *p, struct profile_faults *ret);

/* "1990-05-02" of a profile without faults; "" without a date. */
struct str profile_birth_date(struct arena *a, const struct profile *p);

struct registration {
    struct profile profile; /* without faults */
    struct str password_hash;
};

/*
 * A citizen's person and account; the telephone number is the login. The
 * person has agreed to the use of their data. ERR_INPUT, with words for the
 * telephone number, when it has an account.
 */
enum err account_register(struct tx *t, const struct registration *r,
                          int64_t *ret_account_id) MUST_CHECK;

/*
 * What a person corrects about themselves, their login aside. ERR_INPUT, with
 * words, when name, birth or sex of somebody change whose identity is
 * verified: the one-stop unit does that, with papers.
 */
enum err account_profile_put(struct tx *t, int64_t person_id,
                             const struct profile *p) MUST_CHECK;

#endif
