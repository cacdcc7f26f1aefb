#include "base/prelude.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/check.h"
#include "base/io.h"

#include "store/blob.h"
#include "store/blob_file.h"

struct blob_reader {
    struct cx *cx;
    struct str id;
    int fd;
    bool end;
    struct blob_head head;
    crypto_secretstream_xchacha20poly1305_state stream;
    unsigned char *plain;
    unsigned char *sealed; /* one byte more, to see the end coming */
    size_t sealed_bytes;
};

static void close_reader(void *p)
{
    struct blob_reader *r = p;

    close(r->fd);
    crypto_wipe(r->plain, BLOB_CHUNK_BYTES);
    crypto_wipe(r, sizeof *r);
}

/* Reads up to n bytes; fewer at the end of the file only. */
static enum err get(struct blob_reader *r, void *to, size_t n, size_t *ret_n)
{
    char *p = to;
    size_t got = 0;

    while (got < n) {
        ssize_t done = read(r->fd, p + got, n - got);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return blob_raise(&r->cx->err, "reading a blob");
        if (done == 0)
            break;
        got += (size_t)done;
    }
    *ret_n = got;
    return ERR_OK;
}

static enum err damaged(struct blob_reader *r, const char *how)
{
    return RAISE(&r->cx->err, ERR_UNAVAILABLE, "blob %.16s… %s", r->id.p, how);
}

static enum err begin_crypto(struct blob_reader *r,
                             const struct blob_store *store, struct str scope)
{
    struct digest key;
    size_t n = 0;
    int rc;

    TRY(get(r, &r->head, sizeof r->head, &n));
    if (n != sizeof r->head || r->head.format != BLOB_FORMAT)
        return damaged(r, "is of no format that we know");
    if (!blob_content_key(store, r->head.key_number, scope, &key))
        return damaged(r, "is encrypted with a key that we do not have");
    rc = crypto_secretstream_xchacha20poly1305_init_pull(&r->stream,
                                                         r->head.nonce, key.b);
    crypto_wipe(&key, sizeof key);
    return rc == 0 ? ERR_OK : damaged(r, "does not begin as it should");
}

enum err blob_open(struct blob_store *store, struct cx *cx,
                   const struct blob_ref *ref, struct blob_reader **ret)
{
    struct blob_reader *r = ARENA_NEW(cx->arena, struct blob_reader);
    FD_CLOSE int folder = blob_folder(store);
    char path[BLOB_PATH_LETTERS + 1];

    if (!blob_path(ref->id, path))
        return RAISE(&cx->err, ERR_NOT_FOUND, "not the id of a blob");
    r->cx = cx;
    r->id = arena_str(cx->arena, ref->id);
    r->plain = arena_alloc(cx->arena, BLOB_CHUNK_BYTES);
    r->sealed = arena_alloc(cx->arena, BLOB_SEALED_BYTES);
    r->fd = folder < 0 ? -1 : openat(folder, path, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0)
        return blob_raise(&cx->err, "a blob");
    arena_defer(cx->arena, close_reader, r);
    TRY(begin_crypto(r, store, ref->scope));
    *ret = r;
    return ERR_OK;
}

/*
 * Which of the two kinds a chunk is, its length does not say: one that is
 * shorter than others is the last, a full one may be.
 */
static bool unseal(struct blob_reader *r, size_t n, unsigned long long *ret_n)
{
    crypto_secretstream_xchacha20poly1305_state before = r->stream;
    unsigned char bound[] = {r->head.format, r->head.key_number};
    struct blob_seal seal = blob_seal(&r->head, r->id);
    unsigned char tag;

    if (n == BLOB_SEALED_BYTES && crypto_secretstream_xchacha20poly1305_pull(
                                      &r->stream, r->plain, ret_n, &tag,
                                      r->sealed, n, bound, sizeof bound) == 0)
        return true;
    r->stream = before;
    r->end = true;
    return crypto_secretstream_xchacha20poly1305_pull(
               &r->stream, r->plain, ret_n, &tag, r->sealed, n,
               (const unsigned char *)&seal, sizeof seal) == 0 &&
           tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
}

static enum err at_end(struct blob_reader *r)
{
    size_t n = 0;

    TRY(get(r, r->sealed, 1, &n));
    return n == 0 ? ERR_OK : damaged(r, "goes on behind its end");
}

enum err blob_read(struct blob_reader *r, struct str *ret)
{
    unsigned long long bytes;
    size_t n = 0;

    if (r->end) {
        *ret = S("");
        return ERR_OK;
    }
    TRY(get(r, r->sealed, BLOB_SEALED_BYTES, &n));
    if (n == 0)
        return damaged(r, "was cut off");
    if (!unseal(r, n, &bytes))
        return damaged(r, "was changed");
    if (r->end)
        TRY(at_end(r));
    *ret = (struct str){(const char *)r->plain, bytes};
    return ERR_OK;
}
