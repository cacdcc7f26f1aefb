#include "base/prelude.h"

#include "base/msg.h"

#include "domain/paper/paper.h"

#include "web/app.h"
#include "web/sent_file.h"

/* What the file is by its content: read back, which proves it can be. */
static enum err sniff_file(struct req *rq, const struct blob_ref *ref,
                           enum sniff_kind *ret)
{
    struct sniff *s = sniff_new(rq->cx.arena);
    struct blob_reader *r;
    struct str piece;

    TRY(blob_open(rq->app->blobs, &rq->cx, ref, &r));
    TRY(blob_read(r, &piece));
    while (piece.n > 0) {
        sniff_add(s, piece);
        TRY(blob_read(r, &piece));
    }
    return sniff_end(s, &rq->cx.err, ret);
}

static enum err look(struct req *rq, const struct upload *up,
                     struct str otherwise, struct sent_file *ret)
{
    struct arena *a = rq->cx.arena;
    enum sniff_kind kind;

    if (!up)
        return REFUSE(&rq->cx.err, ERR_INPUT, MSG_PAPERS_CHOOSE);
    if (up->ref.bytes > PAPER_BYTES_MAX)
        return REFUSE1(&rq->cx.err, ERR_INPUT, MSG_PAPER_TOO_LARGE,
                       paper_size(a, rq->cx.lang, PAPER_BYTES_MAX));
    TRY(sniff_file(rq, &up->ref, &kind));
    TRY(paper_accept(&rq->cx.err, kind, &ret->mime));
    ret->name = paper_name(a, up->file_name, ret->mime, otherwise);
    ret->blob = up->ref;
    return ERR_OK;
}

enum err sent_file_take(struct req *rq, struct str otherwise,
                        struct sent_file *ret)
{
    enum err err = look(rq, req_file(rq, SENT_FILE_FIELD), otherwise, ret);

    if (err != ERR_INPUT && err != ERR_UNSUPPORTED)
        return err;
    req_note(rq, SENT_FILE_FIELD);
    return req_checked(rq);
}

enum err sent_file_prepare(struct req *rq, struct str otherwise)
{
    struct sent_file *file = ARENA_NEW(rq->cx.arena, struct sent_file);

    rq->form = file;
    return sent_file_take(rq, otherwise, file);
}

struct str sent_file_error(struct req *rq)
{
    const struct errbox *note = req_note_of(rq, SENT_FILE_FIELD);

    if (!note && rq->refused.code == ERR_OK)
        return STR_NONE;
    return errbox_words(rq->cx.arena, note ? note : &rq->refused, rq->cx.lang);
}
