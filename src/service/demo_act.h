/*
 * demo_act.h - doing one act of the demo's plan through the use case that a
 * person would have used, at the instant that the plan gives it.
 */
#ifndef SERVICE_DEMO_ACT_H
#define SERVICE_DEMO_ACT_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "service/demo_papers.h"
#include "service/demo_plan.h"
#include "service/demo_staff.h"

#define DEMO_REASONS_MAX 50

struct demo_reasons {
    struct str text[DEMO_REASONS_MAX];
    size_t count;
};

/* What all acts are done with; and, by the plan's index, what came of them. */
struct demo_cast {
    const struct demo_task *task;
    const struct demo_person *person;
    const struct demo_filing *filing;
    const struct demo_papers *papers;
    struct demo_staff staff;
    struct demo_reasons refuse;
    struct demo_reasons send_back;
    struct str site;
    int64_t *dossier_id; /* by the filing */
    bool *rests;         /* nobody there could go on with it */
};

/*
 * Inside a transaction whose clock stands at act->at. What nobody of the staff
 * may do is left waiting for good, and so is what would follow.
 */
enum err demo_act(struct tx *t, struct demo_cast *cast,
                  const struct demo_act *act) MUST_CHECK;

#endif
