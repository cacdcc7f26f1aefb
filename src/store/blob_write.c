#include "base/prelude.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/encode.h"
#include "base/io.h"

#include "store/blob.h"
#include "store/blob_file.h"

#define TMP_NAME_BYTES 16

struct blob_writer {
    struct blob_store *store;
    struct cx *cx;
    struct str scope;
    int64_t bytes;
    int64_t bytes_max;
    int tmp;              /* the folder of the unfinished, -1 when closed */
    int fd;               /* -1 when there is nothing to give up */
    const char *tmp_name; /* NULL once it has its own name       */
    struct blob_head head;
    crypto_secretstream_xchacha20poly1305_state stream;
    crypto_generichash_state *name;
    unsigned char *plain; /* waits for more, or for the end */
    size_t plain_bytes;
    unsigned char *sealed;
};

static void give_up(void *p)
{
    struct blob_writer *w = p;

    if (w->fd >= 0)
        close(w->fd);
    if (w->tmp_name)
        unlinkat(w->tmp, w->tmp_name, 0);
    io_close_fd(&w->tmp);
    crypto_wipe(w->plain, BLOB_CHUNK_BYTES);
    crypto_wipe(w->name, sizeof *w->name);
    crypto_wipe(w, sizeof *w);
}

static enum err put(struct blob_writer *w, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t done = write(w->fd, p, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return blob_raise(&w->cx->err, "writing a blob");
        p += done;
        n -= (size_t)done;
    }
    return ERR_OK;
}

/* The first key gives names, the last one encrypts. */
static enum err begin_crypto(struct blob_writer *w)
{
    const struct blob_store *store = w->store;
    unsigned char number = store->key[store->key_count - 1].number;
    struct digest name_key =
        keyed_digest(&store->key[0].key, "blob name", w->scope);
    struct digest key;

    check(blob_content_key(store, number, w->scope, &key));
    w->head = (struct blob_head){BLOB_FORMAT, number, {0}};
    check(crypto_secretstream_xchacha20poly1305_init_push(
              &w->stream, w->head.nonce, key.b) == 0);
    check(crypto_generichash_init(w->name, name_key.b, sizeof name_key.b,
                                  DIGEST_BYTES) == 0);
    crypto_wipe(&key, sizeof key);
    crypto_wipe(&name_key, sizeof name_key);
    return put(w, &w->head, sizeof w->head);
}

/* It wants to stand at a multiple of 64 bytes; the arena knows 16. */
static crypto_generichash_state *name_state(struct arena *a)
{
    const uintptr_t step = _Alignof(crypto_generichash_state);
    char *p = arena_alloc(a, sizeof(crypto_generichash_state) + step);

    return (void *)(p + (step - (uintptr_t)p % step));
}

enum err blob_begin(struct blob_store *store, struct cx *cx, struct str scope,
                    int64_t bytes_max, struct blob_writer **ret)
{
    struct blob_writer *w = ARENA_NEW(cx->arena, struct blob_writer);
    struct str random = crypto_random_str(cx->arena, TMP_NAME_BYTES);

    w->store = store;
    w->cx = cx;
    w->scope = arena_str(cx->arena, scope);
    w->bytes_max = bytes_max;
    w->name = name_state(cx->arena);
    w->plain = arena_alloc(cx->arena, BLOB_CHUNK_BYTES);
    w->sealed = arena_alloc(cx->arena, BLOB_SEALED_BYTES);
    w->tmp_name = hex_text(cx->arena, random).p;
    w->tmp = blob_tmp(store);
    w->fd = w->tmp < 0 ? -1
                       : openat(w->tmp, w->tmp_name,
                                O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (w->fd < 0) {
        enum err err = blob_raise(&cx->err, "tmp");

        io_close_fd(&w->tmp);
        return err;
    }
    arena_defer(cx->arena, give_up, w);
    TRY(begin_crypto(w));
    *ret = w;
    return ERR_OK;
}

static enum err seal_chunk(struct blob_writer *w, unsigned char tag,
                           const void *bound, size_t bound_bytes)
{
    unsigned long long n;

    check(crypto_secretstream_xchacha20poly1305_push(
              &w->stream, w->sealed, &n, w->plain, w->plain_bytes, bound,
              bound_bytes, tag) == 0);
    w->plain_bytes = 0;
    return put(w, w->sealed, n);
}

/* A full chunk is sealed when more comes: the last one is sealed otherwise. */
static enum err make_room(struct blob_writer *w)
{
    unsigned char bound[] = {w->head.format, w->head.key_number};

    if (w->plain_bytes < BLOB_CHUNK_BYTES)
        return ERR_OK;
    return seal_chunk(w, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
                      bound, sizeof bound);
}

enum err blob_write(struct blob_writer *w, struct str bytes)
{
    if ((int64_t)bytes.n > w->bytes_max - w->bytes)
        return RAISE(&w->cx->err, ERR_TOO_LARGE, "more than %" PRId64 " bytes",
                     w->bytes_max);
    w->bytes += (int64_t)bytes.n;
    crypto_generichash_update(w->name, (const unsigned char *)bytes.p, bytes.n);
    while (bytes.n > 0) {
        size_t n = bytes.n;

        TRY(make_room(w));
        if (n > BLOB_CHUNK_BYTES - w->plain_bytes)
            n = BLOB_CHUNK_BYTES - w->plain_bytes;
        memcpy(w->plain + w->plain_bytes, bytes.p, n);
        w->plain_bytes += n;
        bytes = str_sub(bytes, n, bytes.n);
    }
    return ERR_OK;
}

static struct str name_of(struct blob_writer *w)
{
    struct digest d;

    check(crypto_generichash_final(w->name, d.b, sizeof d.b) == 0);
    return hex_text(w->cx->arena, digest_str(&d));
}

/*
 * One that a power failure could take is taken back: who comes next would find
 * it and rely on it.
 */
static bool make_folder(int at, const char *name)
{
    if (mkdirat(at, name, 0700) != 0)
        return errno == EEXIST;
    if (fsync(at) == 0)
        return true;
    unlinkat(at, name, AT_REMOVEDIR);
    errno = EIO;
    return false;
}

/* Opens FOLDER/NAME, and makes it durably when it is not there. */
static int folder_in(int at, const char *name)
{
    if (!make_folder(at, name))
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int leaf_folder(const struct blob_store *store, const char *path)
{
    char name[] = {path[0], path[1], '\0'};
    FD_CLOSE int folder = blob_folder(store);
    FD_CLOSE int middle = folder < 0 ? -1 : folder_in(folder, name);

    memcpy(name, path + 3, 2);
    return middle < 0 ? -1 : folder_in(middle, name);
}

/*
 * A blob of that name may be there: it is the same, and gets a new date. The
 * shared lock keeps the sweeper from taking the new one for the old.
 */
static enum err publish(struct blob_writer *w, struct str id)
{
    char path[BLOB_PATH_LETTERS + 1];
    int leaf;
    bool done;

    check(blob_path(id, path));
    leaf = leaf_folder(w->store, path);
    if (leaf < 0)
        return blob_raise(&w->cx->err, "the folder of a blob");
    done = flock(leaf, LOCK_SH) == 0 &&
           renameat(w->tmp, w->tmp_name, leaf, id.p) == 0 && fsync(leaf) == 0;
    if (done)
        w->tmp_name = NULL;
    else
        blob_raise(&w->cx->err, "naming a blob");
    close(leaf);
    return done ? ERR_OK : w->cx->err.code;
}

enum err blob_finish(struct blob_writer *w, struct blob_ref *ret)
{
    struct str id = name_of(w);
    struct blob_seal seal = blob_seal(&w->head, id);

    TRY(seal_chunk(w, crypto_secretstream_xchacha20poly1305_TAG_FINAL, &seal,
                   sizeof seal));
    if (fsync(w->fd) != 0)
        return blob_raise(&w->cx->err, "writing a blob");
    close(w->fd);
    w->fd = -1;
    TRY(publish(w, id));
    *ret = (struct blob_ref){id, w->scope, w->bytes};
    return ERR_OK;
}
