/*
 * view_form.h - e-forms: one step of filling in, the review, the submission.
 *
 * The templates work without JavaScript. A button tells what it wants by its
 * name `_do`: "next", "later", "add:GROUP", "remove:GROUP:ROW", "refresh".
 * Answers are posted under their paths (docs/how/packs.md): "requester.name",
 * "lines[2].code", "birth_date.day". A commune that was typed and not chosen
 * comes as NAME.text beside an empty NAME; the handler looks it up and, when
 * several fit, the field offers them as NAME.pick.
 */
#ifndef WEB_VIEW_FORM_H
#define WEB_VIEW_FORM_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/view_parts.h"

enum field_look {
    FIELD_TEXT,
    FIELD_LONG,
    FIELD_NUMBER, /* digits; `unit` behind the field     */
    FIELD_DECIMAL,
    FIELD_MONEY, /* whole đồng; `more` says it in words */
    FIELD_DATE,  /* three fields                        */
    FIELD_TIME,
    FIELD_ID, /* personal identification number      */
    FIELD_PHONE,
    FIELD_EMAIL,
    FIELD_RADIO,
    FIELD_SELECT,
    FIELD_MANY, /* check boxes                         */
    FIELD_AREA, /* an administrative unit: type-ahead   */
    FIELD_ADDRESS,
    FIELD_DECLARATION,
    FIELD_COMPUTED, /* shown, not asked                    */
    FIELD_BLOCK,    /* `child`ren under one heading         */
    FIELD_GROUP,    /* `row`s of children                   */
};

/* A date as it was typed, so that nothing is retyped. */
struct date_field_view {
    struct str day, month, year;
    bool is_day_wrong, is_month_wrong, is_year_wrong;
};

/*
 * A commune in two parts: a select of districts that narrows the type-ahead,
 * which finds without one too. `list_id` is unique in the page.
 */
struct area_field_view {
    struct options_view districts; /* none: a level above the commune */
    struct str district_name;      /* posted; "…district"             */
    struct str text_name;          /* posted; what was typed          */
    struct str text;
    struct url find;      /* answers <li role="option"> (tpl_area_options) */
    struct str pick_name; /* posted: the one of `picks` that was meant */
    struct options_view picks; /* what was typed may be each of these  */
};

struct field_view;

struct address_field_view {
    struct options_view provinces; /* ours first, abroad last       */
    /* Errors point to the part that is asked. */
    struct str here_id, place_id, detail_id, abroad_id;
    struct str home, abroad_value; /* what those two are posted as  */
    enum { ADDRESS_HERE, ADDRESS_INLAND, ADDRESS_FOREIGN } where;
    struct area_field_view area;
    struct str commune_name; /* posted                        */
    struct str commune;      /* its code                      */
    struct str province_name, place_name, detail_name, abroad_name;
    struct str place; /* commune and district of another province */
    struct str detail;
    struct str abroad;
    struct str detail_error, commune_error, abroad_error;
};

struct row_view {
    struct str title; /* "Ngành nghề 2" */
    const struct field_view *child;
    size_t count;
    struct str remove; /* value of the button, "remove:lines:1"; or absent */
};

struct field_view {
    struct str id;   /* of the element; errors point here        */
    struct str name; /* posted                                   */
    struct str label;
    struct str hint;
    struct str error;
    struct str warning; /* told, but does not stop                */
    struct str value;
    struct str more;         /* in words, behind or below the value      */
    struct str unit;         /* "m²", behind a number                    */
    struct str autocomplete; /* of HTML: "name", "bday", "tel"… */
    unsigned width;          /* letters it is wide: 0 (all), 5, 10, 20   */
    unsigned letters_max;
    enum field_look look;
    bool is_optional;  /* the label says so                        */
    bool is_half;      /* this and the next share a row on a desk  */
    bool is_hidden;    /* its condition does not hold now          */
    bool does_refresh; /* others depend on it in a way only we know */
    /* It is there while another answer is one of these. */
    struct str when_name;
    struct str when_is; /* values, one blank between              */

    struct options_view options; /* RADIO, SELECT, MANY           */
    struct date_field_view date;
    struct area_field_view area; /* AREA; `value` is the code */
    const struct address_field_view *address;
    struct str from_account; /* BLOCK: what was taken, "Họ tên, ngày sinh" */
    const struct field_view *child; /* BLOCK                   */
    size_t child_count;
    const struct row_view *row; /* GROUP                   */
    size_t row_count;
    struct str add; /* "add:lines"; or absent  */
};
void tpl_field(struct out *o, const struct field_view *f);
void tpl_fields(struct out *o, const struct field_view *field, size_t count);

/* A paper to attach: its own small form, so that files go up one by one. */
struct paper_view {
    struct str id; /* of the file field; errors point here */
    struct str name;
    struct str hint; /* who needs it                         */
    struct str limit; /* "PDF hoặc ảnh, tối đa 10 MB", beside the picker */
    int64_t limit_bytes;
    struct str accept; /* ".pdf,.jpg,.png"                     */
    struct str error;
    bool is_optional;
    bool is_at_counter;           /* brought along, not uploaded          */
    struct url upload;            /* POST, multipart, field "tep"         */
    const struct file_view *file; /* what came already          */
    const struct str *remove;     /* POST addresses' last parts */
    size_t file_count;
    struct url remove_at;   /* POST with field "tep"              */
    struct url template_at; /* a blank to download; no text: none */
    struct str template_words;
};

/* A card of the page: fields under a heading. */
struct section_view {
    struct str title;
    struct str hint;
    const struct field_view *field;
    size_t count;
};

/* An answer that was saved elsewhere and typed here; absent: left empty. */
struct clash_view {
    struct str label;
    struct str stored;
    struct str typed;
};

struct form_step_view {
    struct str name;
    struct url at; /* no text: not reached yet */
    enum step_state state;
};

struct form_view {
    struct str procedure;
    struct str title;
    struct str hint;
    struct url back;
    struct url post;     /* where the form goes  */
    struct url autosave; /* no text: no autosave */
    struct str csrf, key;
    int64_t revision;
    struct str saved; /* "Đã lưu bản nháp lúc 10:24" */
    unsigned step, step_count;
    const struct form_step_view *steps;
    struct errors_view errors;
    struct note_view note;
    /* The draft moved on: the fields hold what was typed, nothing is saved. */
    bool has_clash;
    const struct clash_view *clash;
    size_t clash_count;
    struct url stored_at; /* the page as it is saved */
    const struct section_view *section;
    size_t section_count;
    const struct paper_view *paper;
    size_t paper_count;
    bool has_refresh; /* some field does_refresh                */
    struct str help_phone, help_phone_link;
    struct str draft_code; /* "N-4827", to read out on the phone */
};
void tpl_form(struct out *o, const struct form_view *v);

/* What the type-ahead fetches: list items, nothing around them. */
struct area_option_view {
    struct str code;
    struct str name;  /* "Mỹ Bình"                         */
    struct str where; /* "Phường, thành phố Long Xuyên"    */
    struct str label; /* what the field shows once chosen  */
};
struct area_options_view {
    const struct area_option_view *option;
    size_t count;
    unsigned more; /* how many others fit */
};
void tpl_area_options(struct out *o, const struct area_options_view *v);

/* Which case is it (pack `cases`), before the first step. */
struct case_view {
    struct str procedure;
    struct url post;
    struct url back;
    struct str csrf, key;
    struct errors_view errors;
    struct options_view cases; /* posted as "truong_hop" */
    struct options_view
        channels; /* of the result; "nhan_ket_qua"; may be none */
};
void tpl_case(struct out *o, const struct case_view *v);

/* Check your answers. */
struct check_section_view {
    struct str title;
    struct facts_view facts;
};
struct check_view {
    struct str procedure;
    struct url back;
    struct url post;
    struct str csrf, key;
    int64_t revision;
    unsigned step_count;
    const struct form_step_view *steps;
    struct errors_view errors;
    struct str saved;
    const struct check_section_view *section;
    size_t section_count;
    const struct file_view *file;
    size_t file_count;
    struct url edit_files;
    struct facts_view where; /* where it goes, how it comes back, the fee */
    struct str declaration;  /* its legal wording; posted as "cam_doan"   */
    bool is_declared;
    struct str help_phone, help_phone_link, draft_code;
};
void tpl_check(struct out *o, const struct check_view *v);

/* Submitted: the code to keep, and what comes next. */
struct submitted_view {
    struct str code;
    struct str line; /* "Nộp lúc 10:43 thứ Ba, 28/4/2026. …" */
    struct timeline_view next;
    struct url follow;
    struct url print; /* the declaration as PDF; no text: the page prints */
};
void tpl_submitted(struct out *o, const struct submitted_view *v);

#endif
