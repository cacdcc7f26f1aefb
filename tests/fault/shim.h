/*
 * shim.h - faults that strike at the n-th step, in this process.
 *
 * A program that is linked with the shim opens its databases through engines
 * that count: each begin, statement and commit is one step. The shim stands
 * in for write(), fsync() and their like too, for SQLite as for the blob
 * store; there each call is one step. Nothing fails until a fault is armed.
 */
#ifndef TESTS_FAULT_SHIM_H
#define TESTS_FAULT_SHIM_H

#include "base/prelude.h"

enum fault {
    FAULT_REFUSED, /* the engine's step is not taken: there is no room     */
    FAULT_KILLED,  /* the connection is gone before it                     */
    FAULT_LOST,    /* a commit is done, but the connection is gone with    */
                   /* its answer; each commit is one step                  */
    FAULT_DISK,    /* a write finds the disk full, or a sync fails         */
    FAULT_COUNT
};

const char *fault_name(enum fault fault);

/* From now on the n-th step, from 1, meets the fault; only that one. */
void fault_arm(enum fault fault, int n);
/* Did it? Nothing fails any more. */
bool fault_disarm(void);

#endif
