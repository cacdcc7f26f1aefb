/* A multipart body with the boundary xYz, fed in pieces of several sizes. */
#include "base/prelude.h"

#include "base/arena.h"
#include "base/check.h"
#include "base/crypto.h"

#include "web/multipart.h"

#include "fuzz.h"

/* What came out, so that pieces of another size can be held against it. */
struct heard {
    struct sha256_stream *hash;
    bool in_part;
};

static void add_text(struct heard *h, struct str s)
{
    uint64_t n = s.n;

    sha256_add(h->hash, (struct str){(const char *)&n, sizeof n});
    sha256_add(h->hash, s);
}

static enum err begin(void *p, const struct part *part)
{
    struct heard *h = p;

    check(!h->in_part && part->name.n > 0);
    h->in_part = true;
    add_text(h, part->name);
    add_text(h, part->file_name);
    return ERR_OK;
}

static enum err data(void *p, struct str bytes)
{
    struct heard *h = p;

    check(h->in_part && bytes.n > 0);
    sha256_add(h->hash, bytes);
    return ERR_OK;
}

static enum err end(void *p)
{
    struct heard *h = p;

    check(h->in_part);
    h->in_part = false;
    return ERR_OK;
}

static enum err hear(struct str body, size_t step, struct digest *ret)
{
    struct cx cx = {.arena = arena_new(ARENA_REQUEST_BYTES_MAX)};
    struct heard h = {.hash = sha256_begin(cx.arena)};
    struct part_sink sink = {begin, data, end, &h};
    struct multipart *m;
    enum err err =
        multipart_new(&cx, S("multipart/form-data; boundary=xYz"), sink, &m);

    for (size_t at = 0; err == ERR_OK && at < body.n; at += step)
        err = multipart_feed(m, str_sub(body, at, at + step));
    if (err == ERR_OK)
        err = multipart_end(m);
    *ret = sha256_end(h.hash);
    arena_free(cx.arena);
    return err;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str body = {(const char *)bytes, n};
    struct digest whole, pieces;
    enum err err = hear(body, n + 1, &whole);

    check(hear(body, 3, &pieces) == err);
    check(err != ERR_OK || digest_same(&whole, &pieces));
    return 0;
}
