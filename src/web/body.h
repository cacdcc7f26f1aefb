/*
 * body.h - takes a form's body as it arrives: fields into memory, files into
 * the blob store, piece by piece.
 *
 * A body never grows past its route's ceiling. A file is taken only after the
 * anti-forgery token came and was good, so in a form that sends files the
 * hidden fields stand first.
 */
#ifndef WEB_BODY_H
#define WEB_BODY_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "web/req.h"

struct body;

/*
 * Prepares for a body of `bytes` bytes of that type. ERR_TOO_LARGE past the
 * route's ceiling; ERR_SYNTAX for a type that no form sends, or that the
 * route does not take.
 */
enum err body_new(struct req *rq, struct str content_type, int64_t bytes,
                  struct body **ret) MUST_CHECK;

/* ERR_SYNTAX, ERR_TOO_LARGE, ERR_FORGED; what the blob store says. */
enum err body_feed(struct body *body, struct str bytes) MUST_CHECK;

/* After the last byte: rq->field and rq->upload are whole. */
enum err body_end(struct body *body) MUST_CHECK;

#endif
