/*
 * view_public.h - pages that everybody may open: home, procedures, tracking,
 * the board, the demo's guide.
 */
#ifndef WEB_VIEW_PUBLIC_H
#define WEB_VIEW_PUBLIC_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/view_parts.h"

/* A name that leads somewhere, with a line below it. */
struct link_view {
    struct url at;
    struct str name;
    struct str line;
    struct str icon; /* of web/icons.txt; where the page shows icons */
};
struct links_view {
    const struct link_view *link;
    size_t count;
};

/* Figures of the day: counted, never guessed. No instant: not shown. */
struct figures_view {
    struct str counted_at; /* "10:15, thứ Tư 29/4/2026" */
    struct str received;   /* "412"                     */
    struct str online;     /* "268", of those           */
    struct str returned;
    struct str on_time; /* "98,4 %", absent: nothing ended yet */
    struct str late;
};

/* "/" */
struct home_view {
    struct links_view frequent; /* at most four              */
    struct links_view events;   /* life events, with icons   */
    struct figures_view figures;
    struct links_view news; /* `line` is the date; may be none */
    struct str phone, phone_link, phone_hours;
};
void tpl_home(struct out *o, const struct home_view *v);

/* "/thu-tuc" */
struct procedure_row_view {
    struct url at;
    struct str name;
    struct str code;
    struct str facts; /* "Cấp xã · Hộ tịch · 1 ngày làm việc" */
    bool is_online;   /* may be filed here                  */
};
struct procedures_view {
    struct str search;
    struct options_view
        agencies; /* "co_quan": departments, districts, communes */
    struct options_view levels; /* "cap"   */
    struct options_view fields; /* "linh_vuc" */
    struct str event;           /* "Sinh con", when that was chosen */
    struct str event_key;       /* the same in the address          */
    struct url no_filter;       /* no text: nothing is filtered */
    unsigned total;
    const struct procedure_row_view *row;
    size_t count;
    struct pager_view pager;
};
void tpl_procedures(struct out *o, const struct procedures_view *v);

/* "/thu-tuc/{mã}". Unknown texts are absent and `…_why` says why. */
struct need_view {
    struct str name;
    struct str when;  /* "Chỉ khi nhiều người cùng đứng tên" */
    struct str line;  /* copies, form, where it comes from   */
    struct url blank; /* its template; no text: none         */
    struct str blank_words;
};
struct fee_view {
    struct str name;   /* "Lệ phí đăng ký"                          */
    struct str line;   /* for which channels, who is exempt, why unknown */
    struct str amount; /* "100.000 đ", "Không thu"; absent: unknown */
};
/* One of the law's information groups; closed on the page. No lines: unknown.
 */
struct info_view {
    struct str title;
    const struct str *line;
    size_t count;
};
struct promise_view {
    struct str limit;      /* "3 ngày làm việc"; absent: unknown */
    struct str limit_why;  /* when unknown                       */
    struct str limit_more; /* "trường hợp phải xác minh: 8 ngày" */
    struct str real;       /* "2 ngày"; absent: too few to say   */
    struct str real_where; /* "Thực tế ở Long Xuyên, 90 ngày qua" */
    struct str real_sample; /* "9 trong 10 hồ sơ … Tính trên 214 hồ sơ" */
};
struct procedure_view {
    struct url field_at; /* the list of its field */
    struct str field;
    struct str name;
    struct str facts; /* "Mã 1.001612 · Cấp huyện · …" */
    struct str summary;
    struct str code;
    struct options_view cases; /* "truong_hop"; what follows is of the chosen */
    struct str case_hint;
    struct note_view draft; /* one's own draft, with its link */
    struct promise_view promise;
    struct days_view days; /* filed today: the days to the due date; none */
    struct str days_words; /* "Nộp và được nhận hôm nay thì hẹn thứ Ba, 05/5" */
    struct url start; /* no text: not online, `start_why` */
    struct str start_why;
    struct str minutes; /* "Khoảng 12 phút" */
    const struct need_view *need;
    size_t need_count;
    const struct fee_view *fee;
    size_t fee_count;
    struct timeline_view steps; /* all STEP_LATER */
    struct str steps_why;       /* their source, or "Giả định: …" */
    const struct info_view *info;
    size_t info_count;
};
void tpl_procedure(struct out *o, const struct procedure_view *v);

/* "/tra-cuu": code and degree only, whoever asks. */
struct tracking_view {
    struct str asked; /* what was typed and is not found */
    struct str error; /* "Không có mã này. …" */
    struct str code;  /* found */
    unsigned percent;
    unsigned done, total;  /* stages */
    struct str counted_at; /* "10:15, thứ Tư 29/4/2026" */
    bool is_signed_in;
};
void tpl_tracking(struct out *o, const struct tracking_view *v);

/* "/giam-sat" */
struct board_unit_view {
    struct str name;
    struct url at;          /* its own page of counts; no text: none */
    struct str late_share;  /* "4,4 %"; absent: nothing ended        */
    unsigned bar_per_mille; /* of the longest bar: 0..1000           */
    enum { BAR_GOOD, BAR_NEAR, BAR_LATE } bar;
    struct str on_time; /* "95,6 %" */
    unsigned late, open, received, returned;
};
/* A dossier that is late, of nobody. */
struct board_late_view {
    struct str name; /* of the procedure */
    struct str unit;
    struct due_view due;
};
/* Two lines over the days; places are those of board_plot.h's drawing. */
struct plot_tick {
    unsigned at;
    struct str words;
};
struct plot_view {
    struct str accepted, returned; /* "64,202 92,180 …" */
    const struct plot_tick *height;
    size_t height_count;
    const struct plot_tick *day;
    size_t day_count; /* 0: there is nothing to draw */
};
struct board_view {
    struct str title_unit; /* "tỉnh An Giang" */
    struct str unit_key;   /* posted as "don-vi" */
    struct url up;         /* the unit above; no text: we are on top */
    struct url wall;       /* this on a wall */
    bool is_wall;
    struct str counted_at;
    /* Of the province today; of a unit in the days that count for a share. */
    struct str received, returned;
    struct str on_time, late, open;
    struct str late_long;       /* of the province only */
    struct options_view levels; /* "cap" */
    const struct board_unit_view *unit;
    size_t count;
    size_t all; /* units; the wall shows but the first */
    const struct board_late_view *overdue; /* the wall's: the longest late */
    size_t overdue_count;
    struct plot_view plot;
};
void tpl_board(struct out *o, const struct board_view *v);
/* For a large screen that nobody touches: no links, nobody's name or code. */
void tpl_board_wall(struct out *o, const struct board_view *v);

/* "/gioi-thieu-demo" */
struct demo_person_view {
    struct str name;
    struct str duty; /* "Công dân", "Tiếp nhận, phường Mỹ Bình" */
    const struct str *tries; /* what to try first; none: as the one before */
    size_t try_count;
    struct str account; /* posted as "tai_khoan" */
    bool is_me;
};
/* Those who work in one place, in the order in which a dossier meets them. */
struct demo_group_view {
    struct str name; /* "Phường Mỹ Bình"; absent: citizens */
    bool is_open;
    const struct demo_person_view *person;
    size_t count;
};
struct demo_view {
    struct str csrf;
    struct str clock; /* "14:20, thứ Tư 29/4/2026"; the demo's today */
    const struct demo_person_view *walk; /* who takes each step; may be none */
    size_t walk_count;
    const struct demo_group_view *group;
    size_t count;
};
void tpl_demo(struct out *o, const struct demo_view *v);

#endif
