/*
 * demo_life.h - what happens to one dossier of the demo from its arrival to
 * its return, drawn without a date: which stages, who ends each, and how many
 * working minutes each waits. Pure. Putting lives in time is demo_plan.h.
 */
#ifndef SERVICE_DEMO_LIFE_H
#define SERVICE_DEMO_LIFE_H

#include "base/chance.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/dossier/dossier.h"
#include "domain/flow/flow.h"
#include "domain/pack/pack.h"

/* A procedure that people of the demo ask for. */
struct demo_task {
    struct str code;
    int weight; /* how often, beside the others */
    int online_per_cent;
    struct str answers; /* the text of data/demo/answers/CODE.json */
    const struct pack *pack;
    int64_t version_id;
};

enum demo_do {
    DEMO_DRAFT, /* begins, and does not file yet */
    DEMO_FILE,  /* online */
    DEMO_TAKE_IN,
    DEMO_ACCEPT,
    DEMO_REFUSE,
    DEMO_TRANSFER,
    DEMO_HANDLE, /* a step of the flow */
};

#define DEMO_DAY_MINUTES (8 * 60)

/* A dossier takes at most so many of the ways that are not the plain one. */
#define DEMO_OTHER_WAYS_MAX 2
/* Arrival, reception, and the flow once more for each way that leads back. */
#define DEMO_STAGES_MAX (2 + FLOW_STEPS_MAX * (2 + DEMO_OTHER_WAYS_MAX))

/* The time that some work waits, and the act that ends it. */
struct demo_stage {
    enum dossier_work work; /* 0: the filing itself */
    int64_t wait_minutes;
    enum demo_do what;
    enum flow_action action; /* of DEMO_HANDLE */
    size_t pick;             /* chooses among equals: people, reasons */
};

struct demo_life {
    struct demo_stage stage[DEMO_STAGES_MAX];
    size_t count;
    size_t flow;           /* index of its first stage */
    int64_t legal_minutes; /* that the law gives the flow */
};

/*
 * How much of its legal time a dossier takes, in per mille. About one in
 * twenty-five is late: most places report less, the worst much more.
 */
int64_t demo_pace(struct chance *c);

void demo_life(struct chance *c, const struct demo_task *task,
               enum channel channel, int64_t pace, struct demo_life *ret);

bool demo_life_is_refused(const struct demo_life *l);

#endif
