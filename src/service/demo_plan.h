/*
 * demo_plan.h - who does what when in the demo's last weeks: every filing,
 * acceptance and step with its instant, drawn before anything is done.
 *
 * Pure: the same seed, packs and hours make the same plan, so that the walk
 * through it (demo.h) may run a transaction again. Nothing in it is later than
 * the hours' end; what would be is left waiting.
 *
 * Most dossiers arrive over all the days, as people do, with a peak in the
 * morning. The others are there so that each kind of work has some waiting
 * now, some of it late; they are placed backwards from now.
 */
#ifndef SERVICE_DEMO_PLAN_H
#define SERVICE_DEMO_PLAN_H

#include "base/arena.h"
#include "base/chance.h"
#include "base/prelude.h"
#include "base/str.h"

#include "service/demo_crowd.h"
#include "service/demo_hours.h"
#include "service/demo_life.h"

struct demo_act {
    struct instant at;
    size_t dossier;
    int n; /* of the dossier's acts */
    enum demo_do what;
    enum flow_action action; /* of DEMO_HANDLE */
    size_t pick;             /* chooses among equals: people, reasons */
};

struct demo_filing {
    size_t task;
    size_t person;
    enum channel channel;
};

struct demo_plan {
    const struct demo_filing *filing;
    size_t filing_count; /* dossiers, and drafts behind them */
    size_t dossier_count;
    const struct demo_act *act; /* by instant */
    size_t act_count;
};

struct demo_wish {
    const struct demo_task *task;
    size_t task_count;
    const struct demo_person *person;
    size_t person_count;
    const struct demo_hours *hours;
    size_t count; /* of dossiers */
};

void demo_plan(struct arena *a, const struct demo_wish *wish,
               struct chance *chance, struct demo_plan *ret);

#endif
