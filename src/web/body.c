#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/utf8.h"

#include "web/app.h"
#include "web/body.h"
#include "web/csrf.h"
#include "web/multipart.h"

/* The fields of a form with files, without the files. */
#define FIELDS_BYTES_MAX ((size_t)1 << 20)

/*
 * A form is either urlencoded, then it is kept whole and read at the end, or
 * multipart, then a reader cuts it as it comes.
 */
struct body {
    struct req *rq;
    size_t bytes;
    char *whole;
    size_t whole_n;
    struct multipart *multipart;
    struct str part_name;
    struct buf part_text;
    size_t fields_bytes;
    struct upload *upload; /* the file that is coming; NULL for a field */
};

static enum err part_begin(void *p, const struct part *part);
static enum err part_data(void *p, struct str bytes);
static enum err part_end(void *p);

static enum err begin_multipart(struct body *body, struct str content_type)
{
    struct req *rq = body->rq;
    struct part_sink sink = {part_begin, part_data, part_end, body};

    if (!(rq->route->flags & ROUTE_FILES))
        return RAISE(&rq->cx.err, ERR_SYNTAX, "%s takes no files",
                     rq->route->name);
    rq->field.at = ARENA_ARRAY(rq->cx.arena, struct pair, REQ_FIELDS_MAX);
    rq->upload = ARENA_ARRAY(rq->cx.arena, struct upload, REQ_FILES_MAX);
    return multipart_new(&rq->cx, content_type, sink, &body->multipart);
}

enum err body_new(struct req *rq, struct str content_type, int64_t bytes,
                  struct body **ret)
{
    struct body *body = ARENA_NEW(rq->cx.arena, struct body);
    struct str kind = content_type;

    if ((uint64_t)bytes > rq->route->body_bytes_max)
        return RAISE(&rq->cx.err, ERR_TOO_LARGE, "body of %" PRId64 " bytes",
                     bytes);
    body->rq = rq;
    body->bytes = (size_t)bytes;
    kind.n = str_find_char(kind, ';', 0);
    if (str_eq(kind, S("multipart/form-data")))
        TRY(begin_multipart(body, content_type));
    else if (str_eq(kind, S("application/x-www-form-urlencoded")))
        body->whole = arena_alloc(rq->cx.arena, body->bytes + 1);
    else
        return RAISE(&rq->cx.err, ERR_SYNTAX, "body that no form sends");
    *ret = body;
    return ERR_OK;
}

enum err body_feed(struct body *body, struct str bytes)
{
    if (body->multipart)
        return multipart_feed(body->multipart, bytes);
    if (bytes.n > body->bytes - body->whole_n)
        return RAISE(&body->rq->cx.err, ERR_SYNTAX, "more than was announced");
    memcpy(body->whole + body->whole_n, bytes.p, bytes.n);
    body->whole_n += bytes.n;
    return ERR_OK;
}

enum err body_end(struct body *body)
{
    struct str whole = {body->whole, body->whole_n};

    if (body->multipart)
        return multipart_end(body->multipart);
    return parts_read_pairs(&body->rq->cx, whole, REQ_FIELDS_MAX,
                            &body->rq->field);
}

static enum err part_begin(void *p, const struct part *part)
{
    struct body *body = p;
    struct req *rq = body->rq;

    if (part->file_name.p)
        return RAISE(&rq->cx.err, ERR_SYNTAX, "no files yet");
    if (rq->field.count == REQ_FIELDS_MAX)
        return RAISE(&rq->cx.err, ERR_SYNTAX, "too many fields");
    body->part_name = part->name;
    body->part_text = buf_new(rq->cx.arena, FIELDS_BYTES_MAX);
    return ERR_OK;
}

static enum err part_data(void *p, struct str bytes)
{
    struct body *body = p;

    body->fields_bytes += bytes.n;
    if (body->fields_bytes > FIELDS_BYTES_MAX)
        return RAISE(&body->rq->cx.err, ERR_TOO_LARGE, "fields");
    buf_add(&body->part_text, bytes);
    return ERR_OK;
}

static enum err part_end(void *p)
{
    struct body *body = p;
    struct pairs *field = &body->rq->field;

    field->at[field->count++] =
        (struct pair){body->part_name, buf_str(&body->part_text)};
    return ERR_OK;
}
