/*
 * view_parts.h - the pieces that pages share, and what each is given.
 *
 * A view is all that a template knows: strings and numbers ready to be shown,
 * in the reader's language, and addresses made by url_*(). Whoever fills one
 * has already asked for permission, counted and formatted. Pointers and
 * strings live in the request's arena. A zeroed view is valid everywhere: an
 * absent string leaves its line out.
 */
#ifndef WEB_VIEW_PARTS_H
#define WEB_VIEW_PARTS_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"

/* An icon of web/icons.txt, always beside a word. */
void tpl_icon(struct out *o, struct str name);

/*
 * The hidden fields of every form that posts (req.h): `key` may be absent
 * where doing it twice does no harm.
 */
void tpl_tokens(struct out *o, struct str csrf, struct str key);

/*
 * The national status of a dossier, 1..10, in words with its badge.
 * `is_short`: the short name, for dense tables.
 * Source: Decree 61/2018 and its national code list; law of the ten statuses.
 */
void tpl_status(struct out *o, int status, bool is_short);

enum due_kind {
    DUE_NONE,      /* nothing to show                              */
    DUE_ANSWER,    /* "Còn 5 giờ": the 8 hours before acceptance    */
    DUE_RUNNING,   /* "Hẹn thứ Ba, 05/5"                            */
    DUE_NEAR,      /* "Hôm nay 17:00", at most 20 % or a day left   */
    DUE_LATE,      /* "Trễ 2 ngày", open and past due               */
    DUE_AGAIN,     /* "Hẹn lại 12/5", beside a late one             */
    DUE_STOPPED,   /* "Hạn đang dừng"                               */
    DUE_EARLY,     /* "Xong sớm 1 ngày"                             */
    DUE_ON_TIME,   /* "Xong đúng hạn"                               */
    DUE_DONE_LATE, /* "Xong trễ 2 ngày"                             */
};

/* `words` are made in C: they hold the number. */
struct due_view {
    enum due_kind kind;
    struct str words;
    struct str exact; /* "17:00 thứ Ba, 05/5/2026"; shown on hover, read out */
};
void tpl_due(struct out *o, const struct due_view *v);

/* What is wrong, at the top of a form: each a link to its field. */
struct wrong_view {
    struct str field; /* id of the element, as in the form below */
    struct str words;
};
struct errors_view {
    const struct wrong_view *error;
    size_t count;
};
/* Nothing when there is none. */
void tpl_errors(struct out *o, const struct errors_view *v);
/* The words at a field; `id` is "FIELD-loi". Nothing when absent. */
void tpl_field_error(struct out *o, struct str field, struct str words);

enum note_kind { NOTE_INFO, NOTE_WARNING, NOTE_ERROR, NOTE_OK };
/* `title` (may be absent) is set bold before `words`, or before `line`: what to
   do one after the other. */
struct note_view {
    enum note_kind kind;
    struct str title;
    struct str words;
    struct url link; /* no text: no link */
    struct str link_words;
    const struct str *line;
    size_t line_count;
};
/* Nothing when it has neither title nor words. */
/* What to do, numbered; nothing when there is none. */
void tpl_lines(struct out *o, const struct str *line, size_t count);
void tpl_note(struct out *o, const struct note_view *v);

enum step_state { STEP_DONE, STEP_NOW, STEP_LATER };
/* One line of a timeline: what happened, or what will. */
struct event_view {
    enum step_state state;
    struct str name;
    struct str line; /* when and who: "14:05 thứ Ba, 28/4 · Bộ phận …" */
    struct str line_2; /* more, where there is more                     */
    struct url link;
    struct str link_words;
};
struct timeline_view {
    const struct event_view *event;
    size_t count;
};
void tpl_timeline(struct out *o, const struct timeline_view *v);

enum day_look { DAY_RECEIVED, DAY_COUNTED, DAY_OFF, DAY_DUE };
/* One day of the strip, e.g. "Thứ Tư", "29/4", "Ngày 1". */
struct day_view {
    enum day_look look;
    struct str weekday;
    struct str date;
    struct str why;
};
struct days_view {
    const struct day_view *day;
    size_t count;
};
void tpl_days(struct out *o, const struct days_view *v);

/* Blocks of the way: `done` of `total` (1..20). */
void tpl_segments(struct out *o, unsigned done, unsigned total);

/* The receipt of an upload. */
struct file_view {
    struct str name;   /* of the paper, or of the file */
    struct str facts;  /* "2 trang · 640 KB · đọc được" */
    struct url open;   /* no text: no link              */
    struct str status; /* words of the badge; absent: "Đã nhận" */
    bool has_problem;  /* the badge is gold: not read, too small */
};
void tpl_file(struct out *o, const struct file_view *v);

/* Paging by key: never a number of pages. */
struct pager_view {
    struct str words; /* "9 trên 12 hồ sơ" */
    struct url first; /* no text: we are there */
    struct url next;  /* no text: this is the last */
};
void tpl_pager(struct out *o, const struct pager_view *v);

/* An empty list: one sentence, one button. */
struct empty_view {
    struct str title;
    struct str words;
    struct url link;
    struct str link_words;
};
void tpl_empty(struct out *o, const struct empty_view *v);

/* Label, value. `edit` (may be absent) is where it is corrected. */
struct fact_view {
    struct str label;
    struct str value;
    struct str more; /* in softer ink behind the value */
    struct url edit;
    bool is_unknown; /* "chưa công bố": set in italics */
};
struct facts_view {
    const struct fact_view *fact;
    size_t count;
    bool has_edit; /* a third column, also where a row has none */
};
void tpl_facts(struct out *o, const struct facts_view *v);

/* An entry of a list of choices. */
struct option_view {
    struct str value;
    struct str label;
    struct str hint;
    bool is_chosen;
};
struct options_view {
    const struct option_view *option;
    size_t count;
};
/* <option>s of a select. */
void tpl_options(struct out *o, const struct options_view *v);

#endif
