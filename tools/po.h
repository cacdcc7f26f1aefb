/*
 * po.h - the parts of the message compiler: po_read.c reads the three kinds
 * of file, poc.c compares them and writes the C. See docs/how/messages.md.
 */
#ifndef TOOLS_PO_H
#define TOOLS_PO_H

#include "base/prelude.h"
#include "base/str.h"

#include "tool.h"

#define PO_ENTRIES_MAX 20000

/* Between the forms for one and for many in a compiled text (base/msg.h). */
#define PO_FORM_SEPARATOR "\x1f"

/* Where a text was read, for complaints. */
struct po_place {
    const char *path;
    int line;
};

/* A Vietnamese text of the program. */
struct po_source {
    struct str name; /* LOGIN_TRIES_LEFT, ERR_INPUT; absent for words */
    struct str vi;
    struct str en; /* absent: not translated */
    struct po_place place;
};

/* An entry of po/en. */
struct po_entry {
    struct str vi;
    struct str en;
    struct po_place place;
    bool is_used;
};

struct po_sources {
    struct po_source *item;
    size_t count;
};

struct po_entries {
    struct po_entry *item;
    size_t count;
};

/* M(NAME, "text") lines, and ERR(NAME, status, "text") as ERR_NAME. */
void po_read_def(struct arena *a, const char *path, struct po_sources *all);
/* One text a line, as tplc writes them. */
void po_read_words(struct arena *a, const char *path, struct po_sources *all);
/* gettext's format, without contexts; an entry without msgstr is left out. */
void po_read_entries(struct arena *a, const char *path, struct po_entries *all);

#endif
