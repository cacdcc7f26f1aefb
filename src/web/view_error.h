/* view_error.h - what a person sees when a request could not be answered. */
#ifndef WEB_VIEW_ERROR_H
#define WEB_VIEW_ERROR_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"

struct error_view {
    int status;           /* of HTTP: chooses the title and the way on */
    struct str lang;      /* "vi", "en" */
    struct str words;     /* what happened and what to do next */
    struct str reference; /* for whoever helps; also in the log */
};
void tpl_error(struct out *o, const struct error_view *v);

#endif
