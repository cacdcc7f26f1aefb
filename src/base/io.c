#include "base/prelude.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/crypto.h"
#include "base/encode.h"
#include "base/io.h"

#define TEMP_LETTERS 16

void io_close_fd(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

bool io_is_full(int system_error)
{
    return system_error == ENOSPC || system_error == EDQUOT ||
           system_error == EFBIG;
}

static enum err code_of(int system_error)
{
    if (io_is_full(system_error))
        return ERR_DISK_FULL;
    return system_error == ENOENT || system_error == ENOTDIR ? ERR_NOT_FOUND
                                                             : ERR_INTERNAL;
}

enum err io_raise(struct errbox *box, const char *call, const char *path)
{
    int reason = errno;
    enum err code = code_of(reason);

    return RAISE(box, code, "%s %s: %s", call, path, strerrordesc_np(reason));
}

/* Fills `p` or stops at the end of the file; -1 and errno on trouble. */
static ssize_t read_full(int fd, char *p, size_t bytes)
{
    size_t got = 0;

    while (got < bytes) {
        ssize_t n = read(fd, p + got, bytes - got);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

enum err io_read_file(struct errbox *box, struct arena *a, const char *path,
                      size_t bytes_max, struct str *ret)
{
    FD_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    size_t room;
    char *p;
    ssize_t got;

    if (fd < 0)
        return io_raise(box, "open", path);
    if (fstat(fd, &about) != 0)
        return io_raise(box, "fstat", path);
    if (!S_ISREG(about.st_mode))
        return RAISE(box, ERR_INTERNAL, "%s is not a file", path);
    if ((uint64_t)about.st_size > bytes_max)
        return RAISE(box, ERR_TOO_LARGE, "%s is larger than %zu bytes", path,
                     bytes_max);
    room = (size_t)about.st_size;
    p = arena_alloc(a, room + 1);
    got = read_full(fd, p, room);
    if (got < 0)
        return io_raise(box, "read", path);
    *ret = (struct str){p, (size_t)got};
    return ERR_OK;
}

enum err io_write_all(struct errbox *box, int fd, const char *path,
                      struct str content)
{
    while (content.n > 0) {
        ssize_t n = write(fd, content.p, content.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return io_raise(box, "write", path);
        content = str_sub(content, (size_t)n, content.n);
    }
    return ERR_OK;
}

/* The folder a path names a file in: "." for a bare name. */
static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    if (slash == path)
        return "/";
    return arena_str(a, (struct str){path, (size_t)(slash - path)}).p;
}

enum err io_sync_folder_of(struct errbox *box, struct arena *a,
                           const char *path)
{
    const char *folder = folder_of(a, path);
    FD_CLOSE int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return io_raise(box, "open", folder);
    if (fsync(fd) != 0)
        return io_raise(box, "fsync", folder);
    return ERR_OK;
}

static enum err write_synced(struct errbox *box, const char *path, mode_t mode,
                             struct str content)
{
    FD_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

    if (fd < 0)
        return io_raise(box, "open", path);
    TRY(io_write_all(box, fd, path, content));
    if (fsync(fd) != 0)
        return io_raise(box, "fsync", path);
    return ERR_OK;
}

enum err io_write_file(struct errbox *box, struct arena *a, const char *path,
                       mode_t mode, struct str content)
{
    const char *beside =
        arena_printf(a, "%s.%s", path, crypto_random_code(a, TEMP_LETTERS).p).p;
    enum err e = write_synced(box, beside, mode, content);

    if (e == ERR_OK && rename(beside, path) != 0)
        e = io_raise(box, "rename", path);
    if (e != ERR_OK) {
        unlink(beside);
        return e;
    }
    return io_sync_folder_of(box, a, path);
}

/* Named for a moment: O_TMPFILE is not known to every file system. */
enum err io_temp_file(struct errbox *box, struct arena *a, const char *folder,
                      int *ret)
{
    const char *path =
        arena_printf(a, "%s/%s", folder, crypto_random_code(a, TEMP_LETTERS).p)
            .p;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return io_raise(box, "open", path);
    unlink(path);
    *ret = fd;
    return ERR_OK;
}
