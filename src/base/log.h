/*
 * log.h - what the operator reads: one line of JSON an event, to stderr.
 *
 *     log_event(LOG_NORMAL, "job_done", LOG_NUMBER("job", id),
 *               LOG_WORD("kind", "mail"), LOG_NUMBER("wait_ms", 12));
 *
 * Only the rooms log (err.h). A field is a number or a C string of ours; what
 * people wrote is struct str and does not fit in, on purpose: no names,
 * numbers or contents of theirs belong in a log, only ids of rows. The time is
 * the machine's, also where cx->now is virtual.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/* A longer line loses the fields that do not fit; pipes keep it whole. */
#define LOG_LINE_BYTES_MAX 2048

enum log_level {
    LOG_DETAIL,  /* to follow a fault; off in service                */
    LOG_NORMAL,  /* what happened                                    */
    LOG_TROUBLE, /* somebody has to look                             */
    LOG_LEVEL_COUNT
};

enum log_kind { LOG_KIND_END, LOG_KIND_NUMBER, LOG_KIND_WORD, LOG_KIND_BOX };

struct log_field {
    enum log_kind kind;
    const char *name;
    int64_t number;
    const char *word;
    const struct errbox *box;
};

#define LOG_NUMBER(name_, n)                                    \
    {                                                           \
        .kind = LOG_KIND_NUMBER, .name = (name_), .number = (n) \
    }
/* A name of an enum, a literal, an errbox's detail. */
#define LOG_WORD(name_, word_)                                  \
    {                                                           \
        .kind = LOG_KIND_WORD, .name = (name_), .word = (word_) \
    }
/* The error's name, its detail and where it was raised. */
#define LOG_BOX(box_)                       \
    {                                       \
        .kind = LOG_KIND_BOX, .box = (box_) \
    }

#define log_event(level, event, ...)                                          \
    log_write((level), (const struct log_field[]){LOG_WORD("event", (event)), \
                                                  ##__VA_ARGS__,              \
                                                  {.name = NULL}})

/* Once, before the threads of the room. Levels below `least` are left out. */
void log_start(const char *room, enum log_level least, int fd);
/* Reads "detail", "normal", "trouble". */
bool log_level_parse(struct str s, enum log_level *ret);

/* Called by log_event(). Any thread. */
void log_write(enum log_level level, const struct log_field *fields);

#endif
