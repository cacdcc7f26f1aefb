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

/*
 * `up` may be NULL: none was chosen. `otherwise` is the name, in ASCII, where
 * the sender's is unreadable. Refusals have words for the person: ERR_INPUT
 * (none, too large), ERR_UNSUPPORTED (not what the portal takes).
 */
enum err sent_file_look(struct req *rq, const struct upload *up,
                        struct str otherwise, struct sent_file *ret) MUST_CHECK;

#endif
