/*
 * tool.h - what our small compilers share: files in, files out, one way to
 * complain. A tool runs once and exits; its arena lives as long as it does.
 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/prelude.h"
#include "base/str.h"

#define TOOL_ARENA_BYTES_MAX ((size_t)512 << 20)
#define TOOL_FILE_BYTES_MAX  ((size_t)32 << 20)

/* "PATH:LINE: message" on standard error, then exit status 1. */
NORETURN void tool_fail(const char *path, int line, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* The same words, but the tool goes on. */
void tool_complain(const char *path, int line, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The whole file, followed by a NUL; fails when it cannot be read. */
struct str tool_read(struct arena *a, const char *path);

/*
 * Writes the file unless it holds just that already, so that what depends on
 * it is not built again.
 */
void tool_write(struct arena *a, const char *path, struct str content);

/* FNV-1a, 64 bits, as 16 hex digits: names that follow from a content. */
struct str tool_hash(struct arena *a, struct str content);

/* Adds `s` as a C string literal, split after each newline. */
void tool_add_literal(struct buf *b, struct str s);

/*
 * Paths of the files in the tree under `folder` that end in `suffix`, sorted;
 * the suffix "" takes all. A folder that is not there has none.
 */
struct tool_paths {
    const char **path;
    size_t count;
};
struct tool_paths tool_list(struct arena *a, const char *folder,
                            const char *suffix);

#endif
