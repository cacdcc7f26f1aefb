/*
 * exchange.h - one request and its answer on their way through the frame.
 * Inside frame.c and its helpers only (admit.c, answer.c).
 */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/idem.h"

#include "web/app.h"
#include "web/body.h"
#include "web/frame.h"
#include "web/guard.h"
#include "web/reply.h"
#include "web/req.h"
#include "web/session.h"

/* Where an exchange stands: what is to be done next. */
enum stage {
    STAGE_PAGE,    /* a GET: session and page in one reading          */
    STAGE_SESSION, /* a POST: who is it, and may they                  */
    STAGE_BODY,
    STAGE_PREPARE,
    STAGE_LOOK,
    STAGE_COMMIT,
    STAGE_RENDER,
    STAGE_REPLY,
};

struct exchange {
    struct req rq;
    struct reply rp;
    struct app *app;
    const struct http_head *head;
    struct guarded guarded;
    enum stage stage;
    struct req rq_before; /* as the stage found them, for running it again */
    struct reply rp_before;
    /* The session that the last run of the commit opened, or "" closed. */
    char session[SESSION_COOKIE_MAX];
    size_t session_bytes;
    bool has_session;
    bool ran;         /* the stage was run elsewhere */
    enum err result;  /* and how it went             */
    struct idem idem; /* what this form is, for sending it twice */
    struct body *body;
    enum err body_result; /* the first thing wrong with the body */
    int64_t wait_ms;      /* until the next knock is answered    */
    int64_t begun_us;
    void (*wake)(void *);
    void *wake_arg;
};

/*
 * admit.c: everything that is known from the head alone. Fills ex->rq; an
 * error is the answer. *ret_done: the answer (an asset, a redirect) is made.
 */
enum err admit_head(struct exchange *ex, bool *ret_done) MUST_CHECK;

/* admit.c: who it is, and may they; inside a transaction. */
enum err admit_person(struct tx *t, struct exchange *ex) MUST_CHECK;

/* answer.c: makes the reply that an error deserves. Writes the log. */
void answer_error(struct exchange *ex, enum err code);

/* answer.c: cookies, cache, security headers; once, at the end. */
void answer_finish(struct exchange *ex);

#endif
