#include "base/prelude.h"

#include "base/buf.h"
#include "base/text.h"

#include "web/app.h"
#include "web/body.h"
#include "web/multipart.h"
#include "web/session.h"

/* The fields of a form with files, without the files. */
#define FIELDS_BYTES_MAX ((size_t)1 << 20)

#define FILE_NAME_POINTS_MAX 200

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
    struct buf head;       /* its beginning */
    bool no_file;          /* a file field that was left empty */
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

/* "C:\\giay\\cccd.pdf" is "cccd.pdf". */
static struct str base_name(struct str path)
{
    size_t from = 0;

    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/' || path.p[i] == '\\')
            from = i + 1;
    return str_sub(path, from, path.n);
}

static struct str read_file_name(struct req *rq, struct str raw)
{
    struct text_rule rule = {.points_max = FILE_NAME_POINTS_MAX};
    struct str name;

    if (text_in(&rq->cx.err, rq->cx.arena, base_name(raw), rule, &name) ==
        ERR_OK)
        return name;
    errbox_clear(&rq->cx.err);
    return S("");
}

/*
 * Who sent it, to where. What belongs to two drafts or two dossiers has two
 * addresses, so that dropping a blob of the one leaves the other's alone.
 */
static struct str upload_scope(const struct req *rq)
{
    return arena_printf(rq->cx.arena, "account %" PRId64 " %.*s",
                        rq->session->account_id, STR_ARG(rq->path.text));
}

static enum err begin_file(struct body *body, const struct part *part)
{
    struct req *rq = body->rq;
    struct upload *upload = &rq->upload[rq->upload_count];
    struct str scope;

    TRY(req_check_token(rq));
    if (rq->upload_count == REQ_FILES_MAX)
        return RAISE(&rq->cx.err, ERR_TOO_LARGE, "too many files");
    scope = upload_scope(rq);
    TRY(blob_begin(rq->app->blobs, &rq->cx, scope,
                   (int64_t)rq->route->body_bytes_max, &upload->writer));
    upload->field = part->name;
    upload->file_name = read_file_name(rq, part->file_name);
    body->head = buf_new(rq->cx.arena, UPLOAD_HEAD_BYTES);
    body->upload = upload;
    rq->upload_count++;
    return ERR_OK;
}

static enum err begin_field(struct body *body, const struct part *part)
{
    if (body->rq->field.count == REQ_FIELDS_MAX)
        return RAISE(&body->rq->cx.err, ERR_SYNTAX, "too many fields");
    body->part_name = part->name;
    body->part_text = buf_new(body->rq->cx.arena, FIELDS_BYTES_MAX);
    return ERR_OK;
}

static enum err part_begin(void *p, const struct part *part)
{
    struct body *body = p;

    body->upload = NULL;
    body->no_file = part->file_name.p && part->file_name.n == 0;
    if (body->no_file)
        return ERR_OK;
    return part->file_name.p ? begin_file(body, part) : begin_field(body, part);
}

static enum err file_data(struct body *body, struct str bytes)
{
    buf_add(&body->head, str_sub(bytes, 0, UPLOAD_HEAD_BYTES - body->head.n));
    return blob_write(body->upload->writer, bytes);
}

static enum err part_data(void *p, struct str bytes)
{
    struct body *body = p;

    if (body->no_file)
        return RAISE(&body->rq->cx.err, ERR_SYNTAX, "a file without a name");
    if (body->upload)
        return file_data(body, bytes);
    body->fields_bytes += bytes.n;
    if (body->fields_bytes > FIELDS_BYTES_MAX)
        return RAISE(&body->rq->cx.err, ERR_TOO_LARGE, "fields too long");
    buf_add(&body->part_text, bytes);
    return ERR_OK;
}

static enum err part_end(void *p)
{
    struct body *body = p;
    struct pairs *field = &body->rq->field;

    if (body->upload)
        body->upload->head = buf_str(&body->head);
    else if (!body->no_file)
        field->at[field->count++] =
            (struct pair){body->part_name, buf_str(&body->part_text)};
    return ERR_OK;
}
