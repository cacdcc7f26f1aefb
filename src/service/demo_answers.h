/*
 * demo_answers.h - the answers of an invented applicant to a real e-form.
 *
 * data/demo/answers/CODE.json holds, for one case of a procedure, answers that
 * its form accepts, with names in place of what differs from person to person:
 * $full_name, $birth_date, $sex, $id_number, $phone, $email, $province,
 * $district, $commune, $detail, $today, $week_ago, and $area_commune,
 * $area_district, $area_province for the unit asked. Demo and tests only.
 *
 * Where the file has a `family` - fathers, mothers (name, birth date), children
 * (middle and given name, sex) - one is drawn for each applicant and day:
 * $father_name, $father_birth, $father_ethnic, the same of $mother, and
 * $child_family, $child_middle, $child_given, $child_sex. An applicant young
 * enough is the father or the mother; $relation says what the applicant is.
 */
#ifndef SERVICE_DEMO_ANSWERS_H
#define SERVICE_DEMO_ANSWERS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"

#define DEMO_ANSWERS_BYTES_MAX 65536

struct demo_applicant {
    struct str full_name;
    struct str birth_date; /* "1990-05-02" */
    struct str sex;        /* of the list `sex` */
    struct str id_number;
    struct str phone;
    struct str email;
    struct str province; /* codes of areas */
    struct str district;
    struct str commune;
    struct str detail;
    struct str ethnic; /* of the list `ethnic` */
    struct day today;
};

/*
 * Fills the template's names in. *ret_case is the case's code; both lie in the
 * arena. ERR_INPUT for a template that is none.
 */
enum err demo_answers(struct arena *a, struct str template_text,
                      const struct demo_applicant *who, struct str *ret_case,
                      const struct json **ret, struct errbox *box) MUST_CHECK;

#endif
