/* view_message.h - "/thong-bao": what a person was told about their dossiers.
 */
#ifndef WEB_VIEW_MESSAGE_H
#define WEB_VIEW_MESSAGE_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/view_parts.h"

struct message_line_view {
    struct url at;
    struct str title; /* "Đã tiếp nhận hồ sơ Khai sinh"           */
    struct str code;  /* of the dossier                           */
    struct str when;  /* "10:43 thứ Ba, 28/4"                     */
    bool is_new;      /* not read yet                             */
};
struct messages_view {
    struct str csrf;
    struct str last; /* id of the newest shown; posted as "den" */
    unsigned unread;
    const struct message_line_view *line;
    size_t count;
    struct pager_view pager;
};
void tpl_messages(struct out *o, const struct messages_view *v);

/* "/thong-bao/{id}" */
struct message_view {
    struct str title;
    struct str when;
    struct str text;
    struct url dossier;
};
void tpl_message(struct out *o, const struct message_view *v);

#endif
