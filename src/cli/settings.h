/*
 * settings.h - the settings a command was started with: defaults, over them
 * the file of --conf=FILE, over that every other --key=value.
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/prelude.h"

/*
 * Takes the settings out of argv; the rest is the command's own. False when
 * they are wrong: the operator has been told on stderr. Texts live in the
 * arena.
 */
bool settings_read(struct arena *a, int *argc, char **argv,
                   struct conf *ret) MUST_CHECK;

/* The same for a command that has no words of its own. */
bool settings_read_all(struct arena *a, int argc, char **argv,
                       struct conf *ret) MUST_CHECK;

/* Takes a flag of the command's own, "--json", out of argv: was it there? */
bool settings_take_flag(int *argc, char **argv, const char *flag);

#endif
