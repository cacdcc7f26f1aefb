/*
 * room.h - the processes the portal is made of, as subcommands.
 *
 *     motcua serve   starts the rooms below and starts them again
 *     motcua web     HTTP and pages; holds no keys and no decoders
 *     motcua work    jobs and outbox; no keys
 *     motcua send    mail and short messages; network, no keys
 *
 * `sign` (private keys, no network) and `scan` (foreign files, no database)
 * join this list. No room holds state that another needs, so each may be
 * killed at any moment. All take the same settings (cli/settings.h).
 */
#ifndef ROOM_ROOM_H
#define ROOM_ROOM_H

#include "base/conf.h"
#include "base/cx.h"
#include "base/err.h"

/*
 * Exit statuses. A room that failed is started again; one that was started
 * wrongly would only fail again, so the whole house stops.
 */
enum room_exit { ROOM_DONE = 0, ROOM_FAILED = 1, ROOM_STARTED_WRONGLY = 78 };

/*
 * What every room begins and ends with: reads the settings, starts the log,
 * blocks the signals that ask for an end (supervisor.h), and turns the error of
 * `run` into an exit status. cx->arena lives as long as the room.
 */
int room_run(const char *name,
             enum err (*run)(struct cx *cx, const struct conf *conf), int argc,
             char **argv);

int room_serve(int argc, char **argv);
int room_send(int argc, char **argv);
int room_web(int argc, char **argv);
int room_work(int argc, char **argv);

#endif
