/*
 * sent_file.h - a file that came with a form: may it be kept, as what, under
 * which name. For prepare steps: it reads the file once more.
 */
#ifndef WEB_SENT_FILE_H
#define WEB_SENT_FILE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/blob.h"

#include "web/req.h"

struct sent_file {
    struct str name; /* paper_name()   */
    struct str mime; /* paper_accept() */
    struct blob_ref blob;
};

/* What the field is called in every form that sends a file. */
#define SENT_FILE_FIELD "tep"

/*
 * Takes the file of that field. `otherwise` is the name, in ASCII, where the
 * sender's is unreadable. What is wrong with it (none, too large, not what the
 * portal takes) is noted for the field, in words for the person: ERR_INPUT.
 */
enum err sent_file_take(struct req *rq, struct str otherwise,
                        struct sent_file *ret) MUST_CHECK;

/* The prepare step of a form that sends nothing else: rq->form is the file. */
enum err sent_file_prepare(struct req *rq, struct str otherwise) MUST_CHECK;

/* What was wrong with the file, or why the commit refused it. */
struct str sent_file_error(struct req *rq);

#endif
