/* download.h - a file from the blob store as an answer. */
#ifndef WEB_DOWNLOAD_H
#define WEB_DOWNLOAD_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/blob.h"

#include "web/reply.h"
#include "web/req.h"

/*
 * Answers with the blob, decrypted as it goes out. `type` is what the file was
 * found to be, not what its sender called it; `file_name` is checked text. The
 * browser keeps it as a file (is_shown: or shows it, for what it shows safely:
 * PDF and pictures). Nobody else may keep it.
 */
enum err reply_blob(struct req *rq, struct reply *rp,
                    const struct blob_ref *ref, struct str type,
                    struct str file_name, bool is_shown) MUST_CHECK;

#endif
