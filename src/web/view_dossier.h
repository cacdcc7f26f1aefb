/*
 * view_dossier.h - a person's own dossiers: the list, and one of them.
 * Only its owner is shown these.
 */
#ifndef WEB_VIEW_DOSSIER_H
#define WEB_VIEW_DOSSIER_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/view_parts.h"

/* A filter that is a link, with its count. */
struct chip_view {
    struct str words;
    struct url at;
    unsigned count;
    bool is_chosen;
};

enum my_kind { MY_TURN, MY_RUNNING, MY_DRAFT, MY_DONE };
struct my_dossier_view {
    enum my_kind kind;
    int status; /* 1..10; 0 for a draft */
    struct url at;
    struct str name; /* of the procedure              */
    struct str code; /* dossier code, or submission's */
    struct due_view due;
    struct due_view again; /* a new date beside a late one  */
    struct str line;      /* "Đang ở Phòng Tài chính – Kế hoạch." */
    unsigned done, total; /* stages; total 0: no bar       */
    struct url act;       /* its button; no text: none      */
    struct str act_words; /* "Bổ sung bản vẽ", "Làm tiếp"  */
    struct str act_line;  /* "Gửi trước thứ Sáu, 15/5"      */
    struct url drop;      /* deletes the draft (POST)       */
};
struct my_dossiers_view {
    struct str greeting; /* "Chào chị Điệp. Có 1 việc đang chờ chị." */
    struct str csrf;
    struct note_view note;
    const struct chip_view *chip;
    size_t chip_count;
    const struct my_dossier_view *dossier;
    size_t count;
    struct pager_view pager;
    unsigned unread;        /* messages */
    struct note_view tries; /* demo: what to try first */
};
void tpl_my_dossiers(struct out *o, const struct my_dossiers_view *v);

/* "/ho-so/{mã}" */
struct dossier_view {
    struct str name;
    struct str code;
    int status;
    struct due_view due;
    struct due_view again;
    struct note_view note; /* "Đã lưu. …", or what is waited for      */
    /* The due date, large. Absent before acceptance: `due_words` says when
     * the counter answers. */
    struct str due_label; /* "Hẹn trả kết quả", "Quầy trả lời trước" */
    struct str due_date; /* "Thứ Ba, 05/5/2026"                     */
    struct str due_line; /* "trước 17 giờ, tại …"                   */
    struct str leaf_month; /* "Tháng 5"; absent: no leaf              */
    struct str leaf_day;   /* "05"                                    */
    bool is_late;
    struct str why; /* "Luật cho 3 ngày làm việc, đếm từ …"    */
    struct days_view days; /* none: no strip                          */
    struct str why_more;   /* legal source, what would move it        */
    struct timeline_view events;
    const struct file_view *file; /* receipt first                        */
    size_t file_count;
    struct url result; /* to download; no text: none yet          */
    struct url act;    /* the citizen's turn                      */
    struct str act_words;
    struct url withdraw; /* no text: it cannot be withdrawn any more */
    struct str reason;   /* of a refusal, with how to do it again   */
};
void tpl_dossier(struct out *o, const struct dossier_view *v);

struct field_view;

/* What the citizen is asked for, and the two ways of answering. */
struct turn_view {
    struct url back;
    struct str name, code;
    struct str title;
    struct note_view note; /* what is asked, until when         */
    struct errors_view errors;
    /* Files, one by one; no address: none are asked for. */
    struct url upload;
    const struct field_view *paper; /* which paper it is         */
    struct str file_error;
    struct str limit;
    const struct file_view *file; /* of the dossier */
    size_t file_count;
    /* And then the word that it is done, or that it is withdrawn. */
    struct url post; /* no text: it is too late, and the note says so */
    struct str csrf, key;
    const struct field_view *field;
    size_t count;
    struct str go, stay;
    bool is_dangerous;
};
void tpl_turn(struct out *o, const struct turn_view *v);

#endif
