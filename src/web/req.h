/*
 * req.h - one request, as a page sees it, and what a page may ask of it.
 *
 * A GET has one function:
 *
 *     page_x(tx, rq, rp)  inside a read-only transaction; fills the reply.
 *
 * A GET of somebody else's data is RECORDED: record_x(tx, rq) checks that they
 * may be seen and writes down who looked, in the writer's transaction; it is
 * durable before page_x runs.
 *
 * A POST has three, or four, called in this order:
 *
 *     prepare_x(rq)       no transaction: reads the fields, hashes, hangs what
 *                         it made on rq->form. A route that is ROUTE_HEAVY or
 *                         takes files runs it on the pool.
 *     look_x(tx, rq)      inside a read-only transaction, where there is much
 *                         to read and to work out: what commit is to write. It
 *                         keeps the writer free for the others. commit then
 *                         makes sure that what was read still holds.
 *     commit_x(tx, rq)    in the writer's transaction; may be run again. It
 *                         ends in req_done(): where the person is sent.
 *     render_x(tx, rq, rp) inside a read-only transaction, when one of
 *                         those refused with ERR_INPUT (the form once more,
 *                         with its errors, status 422), or when commit named
 *                         no address (status 200); with
 *                         ROUTE_TELLS_CONFLICT also when either refused with
 *                         ERR_CONFLICT (status 409).
 *
 * The frame has checked before: the guard, the route, its rate, its
 * capability, the anti-forgery token and the idempotency key. An error that a
 * page returns becomes its status and an error page; the page logs nothing.
 *
 * Everything lives in rq->cx.arena until the answer is sent.
 */
#ifndef WEB_REQ_H
#define WEB_REQ_H

#include "base/crypto.h"
#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"
#include "base/text.h"

#include "store/blob.h"
#include "store/tx.h"

#include "web/parts.h"
#include "web/route.h"
#include "web/url.h"

#define REQ_FIELDS_MAX      1024
#define REQ_FILES_MAX       16
#define REQ_FIELD_NOTES_MAX 64

struct app;
struct session;

/* As much of a file's beginning as is kept to see what it is. */
#define UPLOAD_HEAD_BYTES 4096

/*
 * A file that came with the form. Its bytes are on the disk already, but count
 * only when the commit calls blob_keep(t, &upload->ref).
 */
struct upload {
    struct str field; /* name of the form's field */
    struct str
        file_name;   /* what the sender calls it; "" when that is no text */
    struct str head; /* its first bytes */
    struct blob_ref ref;
    struct blob_writer *writer; /* the frame's */
};

/* What is wrong with one field, for the form shown again. */
struct field_note {
    struct str field;
    struct errbox error;
};

struct req {
    struct cx cx;
    const struct app *app;
    const struct route *route;

    bool is_head;
    struct path path;
    struct str query_text; /* raw */
    struct found_route found;
    struct pairs query; /* raw: use req_query() */
    struct pairs field; /* raw: use req_field() */
    struct pairs cookie;
    struct upload *upload;
    size_t upload_count;

    struct str host;
    struct str peer; /* the person's address, behind a trusted proxy too */
    bool wants_json; /* a machine asks: errors are JSON */
    bool fragment;   /* htmx asks for a piece of the page */

    struct session *session; /* NULL: nobody is logged in */
    struct actor *actor;     /* NULL: nobody, or no hook (app.h) */
    unsigned unread;         /* a citizen's messages, at most 99 */

    void *form; /* prepare's, for commit and render */
    struct field_note note[REQ_FIELD_NOTES_MAX];
    size_t note_count;

    struct errbox refused; /* why the form is shown again */

    /* The frame's; set through functions. */
    struct key secret; /* of the session, else of the visitor (csrf.h) */
    bool has_secret;
    struct url done_at;
    int64_t keep_answer_us;
    struct str new_session; /* token to set; "" to take away */
    struct str new_visitor;
};

/* The segment that {name} stands for. The name is in the pattern (checked). */
struct str req_capture(const struct req *rq, const char *name);

/*
 * A value of the query through the door (base/utf8.h); "" when it is not
 * there. A value that breaks the rule reads as "" too: an address that
 * somebody edited shows the page without it.
 */
struct str req_query(struct req *rq, const char *name, struct text_rule rule);

/* Was the field sent at all? A check box that is off is not. */
bool req_has_field(const struct req *rq, const char *name);

/*
 * A field of the form through the door. False when it breaks the rule: *ret is
 * then "", and why is noted for the field. Take all fields, then ask
 * req_checked().
 */
bool req_field(struct req *rq, const char *name, struct text_rule rule,
               struct str *ret);
/* A secret: no normalisation, no trimming; only its length is looked at. */
bool req_secret(struct req *rq, const char *name, size_t bytes_max,
                struct str *ret);

/* The first file sent in that field; NULL when none was chosen. */
const struct upload *req_file(const struct req *rq, const char *field);

/* Notes the words of cx.err for a field; clears cx.err. */
void req_note(struct req *rq, const char *field);
/* ERR_INPUT when any field was noted. */
enum err req_checked(struct req *rq) MUST_CHECK;
/* The note of a field; NULL without one. */
const struct errbox *req_note_of(const struct req *rq, const char *field);

/* Commit's last word: the address that the person is sent to (303). */
void req_done(struct req *rq, struct url at);

/*
 * In commit: how long the same form, sent again, gets this answer; a day,
 * unless said otherwise (a submission: as long as its dossier).
 */
void req_keep_answer(struct req *rq, int64_t keep_us);

/* The two hidden fields of every form. */
#define FIELD_CSRF "_csrf"
#define FIELD_KEY  "_key"

struct form_tokens {
    struct str csrf; /* proves that the form came from us, to this browser */
    struct str key;  /* names this filling-in: a second sending is no second */
};

/*
 * New tokens for a form of this answer. When nobody is logged in the answer
 * sets a visitor cookie, so that login forms are covered too.
 */
struct form_tokens req_form_tokens(struct req *rq);

/* The frame's: has the form, as far as it came, a good token? */
enum err req_check_token(struct req *rq) MUST_CHECK;

#endif
