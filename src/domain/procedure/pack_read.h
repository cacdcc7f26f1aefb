/*
 * pack_read.h - reading the JSON of a procedure pack, strictly.
 *
 * The reader never stops at the first mistake: each is noted as a finding with
 * its file, its path and words, and a harmless value is given back, so that an
 * author sees everything wrong with a pack at once. A pack with an error among
 * its findings is never used.
 *
 * Nodes may be absent (the key is not there): every read_ function then gives
 * its fallback in silence. That a key is needed is said once, by read_object().
 * What is read is copied into the reader's arena; paths live in its scratch.
 */
#ifndef DOMAIN_PROCEDURE_PACK_READ_H
#define DOMAIN_PROCEDURE_PACK_READ_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"
#include "base/words.h"

#define FINDINGS_MAX    200
#define PACK_ID_BYTES   40
#define PACK_TEXT_BYTES 4000

enum finding_level { FINDING_ERROR, FINDING_WARNING };

/* One thing to mend; `message` is an enum msg_id. */
struct finding {
    enum finding_level level;
    struct str file; /* "form.json" */
    struct str path; /* "pages[0].fields[2].type" */
    int message;
    struct str argument[3];
};

/* Found so far; what passes the ceiling is counted, not kept. */
struct findings {
    struct arena *arena;
    struct finding *item;
    size_t count;
    size_t errors;
    size_t lost;
};

struct findings findings_new(struct arena *a);

struct pack_reader {
    struct arena *arena;   /* what is read lives here           */
    struct arena *scratch; /* paths; given back after reading   */
    struct findings *findings;
    struct errbox box; /* what base/json.h complains of: never shown */
};

struct node {
    struct pack_reader *reader;
    const struct json *json; /* NULL: absent */
    struct str file;
    struct str path;
};

struct node node_root(struct pack_reader *r, struct str file,
                      const struct json *json);
bool node_absent(struct node n);
/* Member `key`; absent when it is not there or `n` is no object. */
struct node node_key(struct node n, const char *key);
/* Element i of a list. */
struct node node_at(struct node n, size_t i);
bool node_is_text(struct node n);
bool node_is_object(struct node n);
bool node_is_list(struct node n);
bool node_is_whole(struct node n);
bool node_is_null(struct node n);
/* Elements of a list, members of an object; 0 otherwise. In silence. */
size_t node_count(struct node n);

/* The bare text, unchecked; STR_NONE when it is none. In silence. */
struct str node_text(struct node n);

/* Notes a finding at this node. */
void node_error(struct node n, int message);
void node_error1(struct node n, int message, struct str a);
void node_error2(struct node n, int message, struct str a, struct str b);
void node_error3(struct node n, int message, struct str a, struct str b,
                 struct str c);
void node_warn3(struct node n, int message, struct str a, struct str b,
                struct str c);
void node_warn2(struct node n, int message, struct str a, struct str b);

/*
 * Checks that `n` is an object with no other keys than those of `keys`,
 * "code! name! hint": an exclamation mark makes one needed. False, and noted,
 * when it is no object at all; other faults are noted and true comes back.
 */
bool read_object(struct node n, const char *keys);
/* How many elements; noted when it is no list or longer than `max`. */
size_t read_list(struct node n, size_t max);
/* The same of a list that may not be empty. */
size_t read_some(struct node n, size_t max);

/* Text of at most `max` bytes, in NFC, not empty. */
struct str read_text(struct node n, size_t max);
/* A lower-case ASCII word: [a-z][a-z0-9_]*, at most PACK_ID_BYTES. */
struct str read_id(struct node n);
/* A code from outside: ASCII letters, digits, '_', '-', '.'. */
struct str read_code(struct node n);
struct words read_words(struct node n);
struct words_list read_words_list(struct node n, size_t max);
/* Ids, each once. */
const struct str *read_ids(struct node n, size_t max, size_t *ret_count);
int64_t read_whole(struct node n, int64_t min, int64_t max, int64_t fallback);
bool read_flag(struct node n, bool fallback);
/* "2026-02-13"; {INT32_MIN} when absent, null or wrong. */
struct day read_day(struct node n);
/* The index of the text among `names`, `fallback` when absent or wrong. */
int read_name(struct node n, const char *const *names, size_t count,
              int fallback);
/* One bit for each name of a list. */
unsigned read_names(struct node n, const char *const *names, size_t count);
/*
 * True when the value is {"unknown": {vi, en}}: no source gives it. Its reason
 * is in *ret.
 */
bool read_unknown(struct node n, struct words *ret);

#define DAY_NONE ((struct day){INT32_MIN})

#endif
