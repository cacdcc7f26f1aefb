/*
 * place.h - a test's house that is being served, with citizens who have drafts
 * ready to be filed, and what they send.
 */
#ifndef TESTS_FAULT_PLACE_H
#define TESTS_FAULT_PLACE_H

#include "base/prelude.h"

#include "fault/client.h"
#include "fault/house.h"

#define PLACE_DRAFTS 4
#define PLACE_PAPERS 3

struct place {
    struct database *d; /* its db is closed while the house is served */
    struct house house;
    struct client client;
    struct ready_draft *draft;
};

/* For cmocka: a struct place in *state. */
int place_setup(void **state);
int place_teardown(void **state);

#define PLACE_TEST(name) \
    cmocka_unit_test_setup_teardown(name, place_setup, place_teardown)

/* Fails the test when there is no whole answer. */
struct client_answer place_send(struct place *p, struct str request);

/* Filing the draft; `rest` is added to the form, which ends in a number. */
struct str place_filing(const struct place *p, const struct ready_draft *who,
                        const char *rest);
/* Attaching a file to the draft. */
struct str place_upload(const struct place *p, const struct ready_draft *who,
                        struct str bytes);

/* Is it this status, with these words? */
void place_expect(struct place *p, struct str request, int status,
                  const char *words);
/* The same, and the reference number that is shown stands in the log. */
void place_expect_trouble(struct place *p, struct str request, int status,
                          const char *words);

/* Files the draft, ends the house, and finds the dossier whole. */
void place_files_after_all(struct place *p, const struct ready_draft *who);

#endif
