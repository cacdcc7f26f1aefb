/*
 * conf.h - the settings of this installation, typed, constant after start.
 *
 * They come from defaults (conf.def), over them a file of `key = value` lines
 * ('#' begins a comment line), over that `--key=value` arguments. Nothing is
 * read from the environment. What the law or an office may change while we
 * run is data in the database and not here; neither are secrets, which have
 * files of their own.
 *
 * Every mistake is ERR_INPUT with a detail for the operator: "line 3: there
 * is no setting prot".
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/* A larger file is not ours. */
#define CONF_BYTES_MAX 65536

struct conf {
#define CONF_TEXT(name, otherwise, help)             struct str name;
#define CONF_NUMBER(name, otherwise, min, max, help) int64_t name;
#define CONF_FLAG(name, otherwise, help)             bool name;
#include "base/conf.def"
#undef CONF_TEXT
#undef CONF_NUMBER
#undef CONF_FLAG
};

struct conf conf_defaults(void);

/*
 * Reads a file's text over *conf, whose texts then live in the arena. A key
 * that is unknown or stands twice is a mistake.
 */
enum err conf_read(struct errbox *box, struct arena *a, struct str text,
                   struct conf *conf) MUST_CHECK;

/*
 * Takes the --key=value arguments that are settings out of argv and puts them
 * over *conf. The rest, in order, is the command's own business.
 */
enum err conf_take_args(struct errbox *box, struct arena *a, int *argc,
                        char **argv, struct conf *conf) MUST_CHECK;

/* The settings as a file that conf_read() takes, each under its help. */
struct str conf_text(struct arena *a, const struct conf *conf);

#endif
