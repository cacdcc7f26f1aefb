/*
 * counter.h - a person stands at the counter: who it is, what their dossier
 * will be promised, taking it in. The dossier itself goes the way of every
 * other (service/submit.h).
 *
 * Who it is, is what the officer reads off a paper: the number becomes seen,
 * not verified, so it never keeps anybody else who has it from their own
 * dossiers. Nothing that is known of a person already is written over here.
 */
#ifndef SERVICE_COUNTER_H
#define SERVICE_COUNTER_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/deadline/deadline.h"
#include "domain/form/form_prefill.h"
#include "domain/grant/grant.h"
#include "domain/person/person_store.h"

#include "service/submit.h"

/* As typed, through the door; counter_look() makes it what is kept. */
struct counter_person {
    int64_t id;       /* of somebody found; 0: somebody new        */
    struct str name;  /* as on the paper                           */
    struct str birth; /* typed "7/3/1992", "1992"; kept ISO; empty */
    enum sex sex;
    struct str number;
    enum identifier_kind kind; /* of the number; counter_look() says */
    struct str phone;          /* may be empty                       */
    struct str address;        /* in one line; may be empty          */
};

enum counter_field {
    COUNTER_NAME,
    COUNTER_BIRTH,
    COUNTER_NUMBER,
    COUNTER_PHONE,
    COUNTER_FIELDS
};

/* What is wrong with a field; code is ERR_OK where nothing is. */
struct counter_faults {
    struct errbox field[COUNTER_FIELDS];
    size_t count;
};

/* Looks at every field, and makes each that is right what is kept. */
void counter_look(struct cx *cx, struct counter_person *p,
                  struct counter_faults *ret);

/*
 * Who may be meant: those who have the number or say so, else those whose name
 * begins so. Nobody when neither was typed.
 */
enum err counter_find(struct tx *t, const struct counter_person *p,
                      struct person_lines *ret) MUST_CHECK;

/*
 * The person as a form is filled in with them: as they are known, else as
 * typed. ERR_NOT_FOUND when nobody has that id.
 */
enum err counter_prefill(struct tx *t, const struct counter_person *p,
                         struct form_person *ret) MUST_CHECK;

/* Does a counter of the officer take this procedure in? */
enum err counter_offers(struct tx *t, const struct actor *who,
                        const struct procedure *card, bool *ret) MUST_CHECK;

/* What the receipt would promise now. */
struct counter_promise {
    bool has_limit;
    struct limit limit;
    bool has_due;
    struct deadline due;
};

/* With the answers as far as they have come. */
enum err counter_promise(struct tx *t, const struct filing_of *of,
                         int case_index, const struct json *answers,
                         struct counter_promise *ret) MUST_CHECK;

/*
 * Finds or makes the person, files and accepts. The person has no faults;
 * in->person_id is set here.
 *
 * ERR_INPUT, with words: as submit_intake(); another counter receives it; the
 * person chosen is called otherwise or has another number for certain; the
 * number is for certain somebody else's.
 *
 * Source: Decree 61/2018 art. 17.1 (reception at the counter).
 */
enum err counter_take_in(struct tx *t, const struct filing_of *of,
                         const struct counter_person *p, struct intake *in,
                         struct filing_check *ret_check,
                         struct dossier *ret) MUST_CHECK;

#endif
