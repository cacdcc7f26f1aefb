/*
 * demo_crowd.h - the invented applicants of the demo: names as they are borne
 * in An Giang, numbers in the right form, telephones that ring nowhere.
 *
 * Pure: the same seed makes the same people. Demo and tests only.
 */
#ifndef SERVICE_DEMO_CROWD_H
#define SERVICE_DEMO_CROWD_H

#include "base/arena.h"
#include "base/chance.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/person/id_number.h"

/* Their telephones are 0900 000 500 and the numbers behind it. */
#define DEMO_CROWD_MAX 400

struct demo_person {
    struct str name;
    enum sex sex;
    struct str birth_date; /* "1990-05-02" */
    struct str id_number;
    struct str phone;
    struct str ethnic; /* code of the list `ethnic` */
    struct str district;
    struct str commune;
    struct str detail; /* "24/6 Lý Thái Tổ" */
    bool is_home;      /* lives where the demo's staff works */
    bool is_demo;      /* a visitor may sign in as this one  */

    int64_t person_id; /* once there is a row */
    int64_t account_id;
};

/*
 * The texts of data/demo/names.csv and data/demo/places.csv. ERR_INPUT names
 * the line that cannot be read.
 */
enum err demo_crowd(struct arena *a, struct str names, struct str places,
                    struct chance *chance, struct day today,
                    struct demo_person *ret, size_t count,
                    struct errbox *box) MUST_CHECK;

#endif
