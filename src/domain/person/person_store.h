/*
 * person_store.h - the people and organisations that the province deals with,
 * and the numbers by which they are known.
 *
 * A person has an id of ours and nothing else for good: a number is typed
 * wrong, put right, given anew. So numbers hang on the person with a level of
 * assurance, and only a verified one belongs to one person alone. What
 * somebody merely declares never keeps the true owner out.
 *
 * Source: identifiers: Decree 137/2015 art. 13; levels: identity proofing as
 * in Decree 59/2022 art. 11 (level 1, level 2), here without the national
 * database.
 *
 * Texts given are checked already (base/text.h, id_number.h); texts loaded lie
 * in the transaction's arena.
 */
#ifndef DOMAIN_PERSON_STORE_H
#define DOMAIN_PERSON_STORE_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/person/id_number.h"

enum person_kind { PERSON_NATURAL = 1, PERSON_ORGANISATION = 2 };

struct person {
    int64_t id;
    enum person_kind kind;
    struct str name;
    struct str birth_date; /* "1990-05-02", "1990-05", "1990" or empty */
    enum sex sex;
    struct str phone;
    struct str email;
    struct str ethnic;  /* code of the list `ethnic`, or empty */
    struct str address; /* JSON, as an e-form's address; "{}"  */
};

enum identifier_kind {
    IDENTIFIER_ID_NUMBER = 1,
    IDENTIFIER_ID_CARD = 2, /* nine digits, before the ID number */
    IDENTIFIER_PASSPORT = 3,
    IDENTIFIER_TAX_CODE = 4,
};

enum assurance {
    ASSURANCE_DECLARED = 0, /* somebody typed it                      */
    ASSURANCE_SEEN = 1,     /* an officer saw the paper               */
    ASSURANCE_VERIFIED = 2, /* compared with whoever gives the number */
};

struct identifier {
    int64_t id;
    enum identifier_kind kind;
    struct str value;
    enum assurance assurance;
};

/* More on one person is refused as ERR_INTERNAL. */
#define IDENTIFIERS_MAX 32

struct identifiers {
    const struct identifier *item; /* by kind, the surest first */
    size_t count;
};

/* Writes a new person; the id is chosen and put into *p. */
enum err person_create(struct tx *t, struct person *p) MUST_CHECK;
/* ERR_NOT_FOUND. */
enum err person_load(struct tx *t, int64_t id, struct person *ret) MUST_CHECK;
/* Everything but id and kind. */
enum err person_put(struct tx *t, const struct person *p) MUST_CHECK;

enum err person_identifiers(struct tx *t, int64_t person_id,
                            struct identifiers *ret) MUST_CHECK;
/* The surest of a kind, or NULL. */
const struct identifier *identifier_of(const struct identifiers *ids,
                                       enum identifier_kind kind);

/*
 * What the person, or somebody for them, says: takes the place of what they
 * declared before. An empty value takes that back. Nothing changes when the
 * number is there with more assurance. ERR_INPUT, with words, when a number of
 * this kind is verified and another one: only an officer puts that right.
 */
enum err person_declare(struct tx *t, int64_t person_id,
                        enum identifier_kind kind, struct str value) MUST_CHECK;

/* An officer saw the paper: raises the assurance, or adds the number. */
enum err person_mark_seen(struct tx *t, int64_t person_id,
                          enum identifier_kind kind,
                          struct str value) MUST_CHECK;

/*
 * The number is this person's, compared with its issuer. ERR_CONFLICT, with
 * words for the officer, when it is verified as somebody else's: it is taken
 * from nobody, the two are to be compared by hand.
 */
enum err person_verify(struct tx *t, int64_t person_id,
                       enum identifier_kind kind, struct str value) MUST_CHECK;

/* Whose verified number that is. */
enum err person_of_number(struct tx *t, enum identifier_kind kind,
                          struct str value, int64_t *ret_id,
                          bool *ret_found) MUST_CHECK;

#define PERSONS_PAGE_MAX 20

/* A person as found at the counter. */
struct person_line {
    int64_t id;
    enum person_kind kind;
    struct str name;
    struct str name_fold;
    struct str birth_date;
    enum sex sex;
    struct str phone;
};

struct person_lines {
    const struct person_line *line;
    size_t count;
    bool has_more;
};

/* Where the next page of a search by name begins; zeroed for the first. */
struct person_after {
    struct str name_fold;
    int64_t id;
};

/*
 * Those whose name begins with what was typed, marks and case aside, in order
 * of the folded name; at most PERSONS_PAGE_MAX. Nobody when it is empty.
 */
enum err person_search_name(struct tx *t, struct str typed,
                            struct person_after after,
                            struct person_lines *ret) MUST_CHECK;

/* Those who have a number or say so, the surest first. */
enum err person_search_number(struct tx *t, enum identifier_kind kind,
                              struct str value,
                              struct person_lines *ret) MUST_CHECK;

#endif
