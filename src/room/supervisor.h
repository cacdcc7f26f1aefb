/*
 * supervisor.h - starts processes, and starts them again when they die.
 *
 * A child that dies is started again at once if it had lived for a while, else
 * after a wait that doubles, up to SUPERVISOR_WAIT_MS_MAX. SIGTERM or SIGINT
 * to the supervisor is handed to the children, which finish what they do; who
 * is still there after SUPERVISOR_STOP_MS is killed. A child whose supervisor
 * dies is told to end by the kernel.
 */
#ifndef ROOM_SUPERVISOR_H
#define ROOM_SUPERVISOR_H

#include "base/prelude.h"

#define SUPERVISOR_CHILDREN_MAX 16
#define SUPERVISOR_STOP_MS      30000
#define SUPERVISOR_WAIT_MS_MAX  30000

/*
 * Runs this very program once for each name in `rooms` (NULL at the end), as
 * `motcua NAME argument...` (`arguments` ends with NULL). Returns when told to
 * end: the exit status, ROOM_DONE, or what a child that was started wrongly
 * made of it.
 */
int supervise(const char *const *rooms, char *const *arguments);

/* For the rooms: asked-for ends are waited for, errors of write() returned. */
void room_block_signals(void);
/* Waits for SIGTERM or SIGINT for at most wait_ms; true when one came. */
bool room_wait_signal(int64_t wait_ms);

#endif
