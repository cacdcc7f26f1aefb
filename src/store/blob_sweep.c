#include "base/prelude.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/io.h"

#include "store/blob.h"
#include "store/blob_file.h"

struct sweep {
    struct db *db;
    struct cx *cx;
    struct instant before;
    int64_t removed;
    bool in_tmp; /* nothing there counts */
};

struct look {
    struct str id;
    bool found;
};

static enum err look_up(struct tx *t, void *arg)
{
    struct look *look = arg;
    struct blob_ref ref;

    return blob_find(t, look->id, &ref, &look->found);
}

/* The row's memory is given back: a folder may hold many files. */
static enum err is_kept(struct sweep *s, const char *name, bool *ret)
{
    struct look look = {.id = str_c(name)};
    struct arena_mark mark = arena_mark(s->cx->arena);

    if (s->in_tmp) {
        *ret = false;
        return ERR_OK;
    }
    TRY(db_read(s->db, s->cx, look_up, &look));
    arena_release(s->cx->arena, mark);
    *ret = look.found;
    return ERR_OK;
}

static bool is_old(const struct sweep *s, int folder, const char *name)
{
    struct stat st;

    return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(st.st_mode) &&
           st.st_mtim.tv_sec * SECOND_US + st.st_mtim.tv_nsec / 1000 <
               s->before.us;
}

/* Looked at again under the lock: it may have been written anew since. */
static void remove_old(struct sweep *s, int folder, const char *name)
{
    if (flock(folder, LOCK_EX) != 0)
        return;
    if (is_old(s, folder, name) && unlinkat(folder, name, 0) == 0)
        s->removed++;
    flock(folder, LOCK_UN);
}

static enum err sweep_folder(struct sweep *s, DIR *dir)
{
    struct dirent *entry;
    bool kept;

    while ((entry = readdir(dir)) != NULL) {
        if (!is_old(s, dirfd(dir), entry->d_name))
            continue;
        TRY(is_kept(s, entry->d_name, &kept));
        if (!kept)
            remove_old(s, dirfd(dir), entry->d_name);
    }
    return ERR_OK;
}

/* A folder that is not there has nothing to sweep. */
static enum err sweep_at(struct sweep *s, int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir;
    enum err err;

    if (fd < 0 && errno == ENOENT)
        return ERR_OK;
    if (fd < 0)
        return blob_raise(&s->cx->err, name);
    dir = fdopendir(fd);
    check(dir != NULL);
    err = sweep_folder(s, dir);
    closedir(dir);
    return err;
}

enum err blob_sweep(struct blob_store *store, struct db *db, struct cx *cx,
                    int part, struct instant before, int64_t *ret_removed)
{
    struct sweep s = {.db = db, .cx = cx, .before = before, .in_tmp = true};
    FD_CLOSE int folder = blob_folder(store);
    char name[sizeof "ab/cd"];

    check(part >= 0 && part < BLOB_PARTS);
    if (folder < 0)
        return blob_raise(&cx->err, "sweeping");
    TRY(sweep_at(&s, folder, "tmp"));
    s.in_tmp = false;
    for (int i = 0; i < BLOB_PARTS; i++) {
        snprintf(name, sizeof name, "%02x/%02x", part & 0xff, i & 0xff);
        TRY(sweep_at(&s, folder, name));
    }
    *ret_removed = s.removed;
    return ERR_OK;
}
