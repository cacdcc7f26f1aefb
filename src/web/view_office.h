/*
 * view_office.h - officers' pages: the queue, one dossier, a step with its
 * reason, the counter, the catalogue.
 */
#ifndef WEB_VIEW_OFFICE_H
#define WEB_VIEW_OFFICE_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/view_form.h"
#include "web/view_parts.h"

/* One row: due · code, channel · procedure, person · status · holder · one
 * button. Most urgent first. */
struct queue_row_view {
    struct url at;
    struct str code;
    struct str channel; /* "Trên mạng", "Tại quầy · tin mới" */
    struct str name;    /* of the procedure, never cut       */
    struct str person;  /* "Lâm Chí Khang · phường Mỹ Xuyên" */
    int status;
    struct due_view due;
    struct str holder;     /* "Huỳnh Thị Mỹ Duyên"; absent: nobody */
    struct str initials;   /* "MD"                                 */
    struct url next;       /* the step; no text: nothing to do     */
    struct str next_words; /* "Tiếp nhận", "Trình ký"            */
};
/* "/can-bo". A filter is a parameter of the address. */
struct queue_filter_view {
    struct str name;  /* "thu_tuc" */
    struct str words; /* "Thủ tục" */
    struct options_view options;
};
struct queue_view {
    struct str title; /* "Chờ tiếp nhận" */
    struct str duty; /* "12 hồ sơ nộp trên mạng · phải trả lời …" */
    struct url at;  /* of this queue, without filters */
    struct str key; /* of this queue; posted as "viec" */
    const struct queue_filter_view *filter;
    size_t filter_count;
    bool is_filtered;
    struct note_view note;  /* "Đã tiếp nhận H01…, hẹn 05/5" */
    struct note_view tries; /* demo: what to try first */
    const struct queue_row_view *row;
    size_t count;
    struct pager_view pager;
    bool may_intake; /* the button to the counter */
};
void tpl_queue(struct out *o, const struct queue_view *v);

/* "/can-bo/ho-so/{mã}" */
enum office_tab { TAB_PAPERS, TAB_ANSWERS, TAB_EVENTS };
struct office_paper_view {
    struct url at;
    struct str name;
    struct str facts; /* "Tệp nộp · 2 trang · 640 KB" */
    bool is_open;     /* the one that is previewed */
    enum {
        PAPER_UNREAD,
        PAPER_SEEN,
        PAPER_ON_PAPER, /* at the counter, no file */
        PAPER_FITS,
        PAPER_WANTING
    } state;
};
struct office_act_link_view {
    struct url at;        /* asks first: tpl_office_act            */
    struct str words;     /* "Bổ sung"                             */
    struct str key;       /* "b"; posted nowhere, pressed by keys  */
    struct str key_words; /* "B"                                 */
    bool is_dangerous;    /* red outline: refuse                   */
};
struct office_dossier_view {
    struct url back;
    struct str back_words;    /* "Chờ tiếp nhận"               */
    struct str place;         /* "Hồ sơ 4 trên 37"; may be absent */
    struct url before, after; /* neighbours in the queue    */
    struct str name, code;
    struct str person; /* "Trần Thị Ngọc Điệp · nộp trên mạng" */
    int status;
    struct note_view note;
    enum office_tab tab;
    struct url papers_at, answers_at, events_at;
    const struct office_paper_view *paper;
    size_t paper_count;
    size_t open_paper; /* index of the one previewed    */
    struct str preview_name;
    struct url preview_image; /* a picture; no text: not one */
    struct url preview_pdf;   /* a PDF; no text: not one     */
    struct url preview_file;  /* opens or downloads it       */
    struct url scan;          /* attaches a scan; no text: not ours */
    struct url verdict;       /* POST "dat"; no text: no verdicts */
    const struct check_section_view *answers; /* TAB_ANSWERS */
    size_t answers_count;
    struct timeline_view events;  /* TAB_EVENTS  */
    struct timeline_view notices; /* of it: what the applicant was told */
    /* clock */
    struct str due_label, due_date, due_time;
    struct str due_why; /* how the date was counted */
    struct due_view due;
    struct due_view again;
    unsigned used_per_cent; /* 0..100 of the limit       */
    struct str used_words;  /* "Đã dùng 0,8 trên 3 ngày làm việc" */
    struct str step_words;  /* "Thẩm định · còn 1 ngày 2 giờ" */
    /* next step */
    struct str csrf, key;
    struct url main; /* POST; no text: not ours   */
    struct str main_words;
    struct str main_blocked; /* why it cannot be pressed yet; absent: it can */
    struct str main_line;    /* what it will do, who sees it */
    const struct option_view *receiver; /* whom to hand to; "nguoi_nhan" */
    size_t receiver_count;
    const struct office_act_link_view *act;
    size_t act_count;
    struct str asked; /* what the step is about; may be absent */
    /* What may be asked for; folded away while the step is about nothing. */
    const struct office_act_link_view *ask;
    size_t ask_count;
    struct str not_ours; /* who holds it, when not us */
    struct url take;     /* POST: nobody holds it, we may */
    struct url lay_back; /* POST: we hold it              */
    struct str hold_key; /* of these two forms            */
    struct url receipt;  /* its PDF; no text: none yet    */
    struct timeline_view steps;
    const struct file_view *slip; /* papers that were made of it */
    size_t slip_count;
};
void tpl_office_dossier(struct out *o, const struct office_dossier_view *v);

/* A step that asks first: what it does, a reason, perhaps more fields. */
struct office_act_view {
    struct url back;
    struct str code, name;
    struct str title;      /* "Không tiếp nhận hồ sơ này?"     */
    struct note_view note; /* what it does and who is told     */
    struct url post;
    struct str csrf, key;
    struct errors_view errors;
    const struct field_view *field; /* "ly_do" and others       */
    size_t count;
    struct str go;   /* "Không tiếp nhận" */
    struct str stay; /* "Giữ lại"         */
    bool is_dangerous;
};
void tpl_office_act(struct out *o, const struct office_act_view *v);

/* A dossier in the register of a point. */
struct book_row_view {
    struct str code;
    struct url at;
    struct str procedure, person, agency;
    struct str accepted, due, finished, returned; /* days, or empty */
    struct str note;
};

/* "/can-bo/so-theo-doi": the register of a reception point. */
struct book_view {
    struct options_view points, fields;
    struct str from, to; /* "2026-04-28" */
    struct str total;    /* "128 hồ sơ"  */
    struct url here;
    struct url pdf; /* no text: none, or too many to print */
    struct url xlsx;
    const struct book_row_view *row;
    size_t count;
    struct pager_view pager;
};
void tpl_book(struct out *o, const struct book_view *v);

/* Somebody else was quicker: what they did, what is now, how to go on. */
struct office_conflict_view {
    struct str code, name;
    struct str title; /* "Người khác đã làm trước"               */
    struct note_view note;   /* why; that nothing was written           */
    struct facts_view facts; /* who, when, what waits now               */
    struct str typed;        /* what the officer wrote; may be absent   */
    struct url open;         /* the dossier as it now is                */
    struct url queue;
    struct str queue_words;
};
void tpl_office_conflict(struct out *o, const struct office_conflict_view *v);

/* Attaching the file of a result, or the scan of a paper. */
struct office_attach_view {
    struct url back;
    struct str code, name;
    struct str title; /* "Đính kèm kết quả" */
    struct note_view note;
    struct url post; /* multipart; field "tep" */
    struct str csrf, key;
    struct str error;
    struct str limit; /* "10 MB" */
    int64_t limit_bytes;
};
void tpl_office_attach(struct out *o, const struct office_attach_view *v);

/* "/can-bo/tiep-nhan": one person at the counter. */
struct counter_paper_view {
    struct str name;
    struct str line;
    struct str code; /* posted: "ban_chinh.CODE", "ban_sao.CODE" */
    struct str originals, copies;
    struct str error; /* stands at "ban_chinh.CODE" */
    bool is_required;
};
struct receipt_view {
    bool is_chosen;         /* else only when it was received is known */
    struct str received_at; /* "14:21, thứ Ba 28/4" */
    struct str limit;       /* "3 ngày làm việc"; absent: unknown */
    struct str due;         /* "17:00, thứ Ba 05/5"; absent: unknown */
    struct str due_why;     /* "Trừ 30/4, 01/5, cuối tuần" */
    struct str fee;         /* absent: unknown */
    struct str fee_line;
    struct str returned; /* "Tại quầy" */
};
/* The part that htmx replaces while the form is filled in. */
void tpl_receipt(struct out *o, const struct receipt_view *v);

/* Where the page begins to be filled in. */
enum counter_focus { COUNTER_AT_CARD, COUNTER_AT_PROCEDURE, COUNTER_AT_FORM };
struct counter_view {
    struct str title;
    struct url fill;    /* POST: reads on, asks what follows          */
    struct url accept;  /* POST: takes in and accepts                 */
    struct url preview; /* POST: answers tpl_receipt()                */
    struct str csrf, key;
    struct errors_view errors;
    struct note_view note;
    enum counter_focus focus;
    struct str scan; /* "can_cuoc": the card's text, as scanned */
    const struct field_view *person; /* short fields, in rows of four   */
    size_t person_count;
    struct field_view address;
    struct field_view sex;
    struct field_view known; /* "nguoi": who may be meant; no options: none */
    struct str drawn;        /* "mau": whose form of what the page shows    */
    struct options_view procedures; /* "thu_tuc" */
    struct options_view cases;   /* "truong_hop"; none before the procedure */
    struct options_view returns; /* "nhan_ket_qua"; the same           */
    const struct section_view *section; /* the e-form's fields, when chosen */
    size_t section_count;
    bool has_refresh; /* some field of the form hangs on another */
    const struct counter_paper_view *paper;
    size_t paper_count;
    struct receipt_view receipt;
    bool may_accept; /* a procedure was chosen */
};
void tpl_counter(struct out *o, const struct counter_view *v);

/* "/quan-tri/thu-tuc" */
enum admin_state { ADMIN_IMPORTED, ADMIN_PUBLISHED, ADMIN_WITHDRAWN };
struct admin_procedure_view {
    struct url at; /* its public page; no text: not published */
    struct str code, name, field, level, version, valid;
    struct url flow; /* its internal process, to be edited */
    enum admin_state state;
    bool is_open;       /* may be filed online */
    struct str problem; /* "Thiếu thời hạn"; absent: none */
    struct url act;     /* publishes or withdraws; asks first */
    struct str act_words;
};
struct admin_procedures_view {
    struct str search;
    struct note_view note; /* what was just done */
    const struct admin_procedure_view *row;
    size_t count;
    struct pager_view pager;
};
void tpl_admin_procedures(struct out *o, const struct admin_procedures_view *v);

#endif
