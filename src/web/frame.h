/*
 * frame.h - what happens to a request between its first byte and its answer,
 * whatever brings the bytes: the HTTP engine (http.h) or a test's loop.
 *
 *     ex = frame_begin(app, head, wake, p)
 *     loop on frame_next(ex):
 *         FRAME_BODY   frame_body() for each piece, then frame_body_end()
 *         FRAME_WAIT   stop serving the connection, then frame_launch();
 *                      wake(p) is called once, from any thread, perhaps before
 *                      frame_launch() returns
 *         FRAME_REPLY  send frame_reply()
 *     frame_end(ex)
 *
 * A request stands still while another thread works for it, so its memory is
 * touched by one thread at a time.
 */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/app.h"
#include "web/guard.h"
#include "web/reply.h"
#include "web/req.h"

struct exchange;

enum frame_step { FRAME_BODY, FRAME_WAIT, FRAME_REPLY };

/* The head is borrowed until frame_end(). Never fails: errors are replies. */
struct exchange *frame_begin(struct app *app, const struct http_head *head,
                             void (*wake)(void *), void *p);

enum frame_step frame_next(struct exchange *ex);
void frame_body(struct exchange *ex, struct str bytes);
/* All of the body has come. */
void frame_body_end(struct exchange *ex);
void frame_launch(struct exchange *ex);

/* Stable until frame_end(). */
struct reply *frame_reply(struct exchange *ex);

/*
 * Frees everything and counts the request. `sent`: the answer went out whole.
 * Never while the exchange waits.
 */
void frame_end(struct exchange *ex, bool sent);

#endif
