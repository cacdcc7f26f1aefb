/*
 * data.h - where the province's data files lie (data/README.md), for the
 * commands that read them.
 */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/*
 * The folder of the setting, else the one that belongs to the program: of the
 * source tree that it was built in, or installed with it. ERR_NOT_FOUND.
 */
enum err data_folder(struct errbox *box, struct arena *a,
                     const struct conf *conf, struct str *ret) MUST_CHECK;

/* The text of a file below the folder. */
enum err data_read(struct errbox *box, struct arena *a, struct str folder,
                   const char *name, size_t bytes_max,
                   struct str *ret) MUST_CHECK;

#endif
