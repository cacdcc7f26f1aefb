#include "base/prelude.h"

#include "base/buf.h"

#include "web/app.h"
#include "web/download.h"

#define NAME_BYTES_MAX ((size_t)4 << 10)

/* A reader gives pieces of its own size; the engine asks for others. */
struct download {
    struct blob_reader *reader;
    struct str piece;
};

static ssize_t read_download(void *p, char *bytes, size_t room)
{
    struct download *d = p;
    size_t n;

    if (d->piece.n == 0 && blob_read(d->reader, &d->piece) != ERR_OK)
        return -1;
    n = d->piece.n < room ? d->piece.n : room;
    if (n > 0)
        memcpy(bytes, d->piece.p, n);
    d->piece = str_sub(d->piece, n, d->piece.n);
    return (ssize_t)n;
}

/* Source: RFC 6266, 4.3 and RFC 8187: the name in UTF-8, percent-encoded. */
static struct str disposition(struct arena *a, struct str file_name,
                              bool is_shown)
{
    struct buf b = buf_new(a, NAME_BYTES_MAX);

    buf_add_c(&b, is_shown ? "inline" : "attachment");
    buf_add_c(&b, "; filename*=UTF-8''");
    url_add_part(&b, file_name);
    return buf_str(&b);
}

enum err reply_blob(struct req *rq, struct reply *rp,
                    const struct blob_ref *ref, struct str type,
                    struct str file_name, bool is_shown)
{
    struct download *d = ARENA_NEW(rq->cx.arena, struct download);

    TRY(blob_open(rq->app->blobs, &rq->cx, ref, &d->reader));
    reply_stream(
        rp, type,
        (struct reply_source){.read = read_download, .p = d, ref->bytes});
    reply_header(rp, S("Content-Disposition"),
                 disposition(rq->cx.arena, file_name, is_shown));
    return ERR_OK;
}
