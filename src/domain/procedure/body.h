/*
 * body.h - the bodies that a pack names: who receives, decides, is asked.
 *
 * A pack names a kind of body, never an agency's code: which agency it is
 * follows from the area of the dossier and the day, and is domain/org's
 * business. docs/how/packs.md lists the kinds.
 */
#ifndef DOMAIN_PROCEDURE_BODY_H
#define DOMAIN_PROCEDURE_BODY_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/procedure/pack_read.h"

enum body_kind {
    BODY_COMMUNE_COMMITTEE,
    BODY_DISTRICT_COMMITTEE,
    BODY_PROVINCE_COMMITTEE,
    BODY_DISTRICT_DIVISION,
    BODY_DEPARTMENT,
    BODY_LAND_OFFICE,
    BODY_LAND_OFFICE_BRANCH,
    BODY_VERTICAL, /* a central agency in the province, only ever asked */
};

struct body {
    enum body_kind kind;
    /*
     * Functions of agencies, "qldt|kth": the first that there is. STR_NONE
     * where the kind says all.
     */
    struct str functions;
};

/* Reads "department:xay_dung"; a mistake is a finding. */
struct body body_read(struct node n);
/* The same of bare text; false when it names no body. */
bool body_parse(struct arena *a, struct str text, struct body *ret);
struct str body_text(struct arena *a, struct body body);

#endif
