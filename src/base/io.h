/*
 * io.h - small files, whole, and descriptors that close themselves. Blobs and
 * uploads of people are store/blob.h; sockets are the rooms'.
 *
 * Every call names the file and the system's reason in the error's detail:
 * ERR_NOT_FOUND, ERR_TOO_LARGE, ERR_DISK_FULL, else ERR_INTERNAL.
 */
#ifndef BASE_IO_H
#define BASE_IO_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/* FD_CLOSE int fd = open(...); is closed when the name goes out of scope. */
#define FD_CLOSE __attribute__((cleanup(io_close_fd)))
/* Closes *fd unless it is -1. */
void io_close_fd(const int *fd);

/* Does the errno say that there is no room left for us? */
bool io_is_full(int system_error);

/* The content of a file, NUL-terminated; ERR_TOO_LARGE over bytes_max. */
enum err io_read_file(struct errbox *box, struct arena *a, const char *path,
                      size_t bytes_max, struct str *ret) MUST_CHECK;

/*
 * Puts a file in its place whole or not at all: written beside it, synced,
 * renamed over it, the folder synced.
 */
enum err io_write_file(struct errbox *box, struct arena *a, const char *path,
                       mode_t mode, struct str content) MUST_CHECK;

/* Makes durable that `path` is in its folder; `a` for a moment. */
enum err io_sync_folder_of(struct errbox *box, struct arena *a,
                           const char *path) MUST_CHECK;

/* All of it, however often the system asks to go on. `path` is for errors. */
enum err io_write_all(struct errbox *box, int fd, const char *path,
                      struct str content) MUST_CHECK;

/*
 * An unnamed file in `folder` for writing and reading back; gone when it is
 * closed, also by a crash. The caller closes it.
 */
enum err io_temp_file(struct errbox *box, struct arena *a, const char *folder,
                      int *ret) MUST_CHECK;

/* For a call that failed: an error from errno, "open /x: Permission denied". */
enum err io_raise(struct errbox *box, const char *call, const char *path);

#endif
