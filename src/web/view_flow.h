/*
 * view_flow.h - "/quan-tri/quy-trinh/{mã}": a flow as a table that is edited,
 * its picture beside it, and its versions.
 */
#ifndef WEB_VIEW_FLOW_H
#define WEB_VIEW_FLOW_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/view_parts.h"

/* One way on: action, step, condition. */
struct flow_way_view {
    struct str prefix; /* of its fields' names: "b2_l1_" */
    struct options_view action, to, when;
    struct str place; /* "Lối đi 2 của bước 3", for who cannot see the table */
};

struct flow_row_view {
    int number;            /* 1, 2, 3 … */
    struct str prefix;     /* of its fields' names: "b2_" */
    struct str origin, id; /* hidden */
    struct str name, name_en;
    struct options_view kind, role, unit, time;
    struct str value;
    struct str needs, output; /* documents, a line each */
    const struct str *task;   /* of an interlinked step, in words */
    size_t task_count;
    const struct flow_way_view *way;
    size_t way_count;
    const struct str *fault; /* what is wrong here, in words */
    size_t fault_count;
    bool is_first, is_last;
};

/* Drawn by numbers: flow_picture.h. A path goes along its points. */
struct flow_box_view {
    int x, y, width, height, round;
    int inner_x, inner_y, inner_width, inner_height;
    int text_x, text_y, sub_y;
    struct str name; /* cut to fit */
    struct str who;  /* "Chủ tịch · 2 giờ làm việc" */
    bool is_signed;  /* drawn with a double frame: it signs */
    bool is_faulty;
};
struct flow_line_view {
    struct str path; /* of an SVG path */
    struct str tip;  /* of its arrow's head */
    bool is_back;    /* dashed */
    bool is_when;    /* dotted: it has a condition */
};
struct flow_picture_view {
    struct str box_of_view; /* viewBox */
    struct str words;       /* the same told in a sentence a step */
    const struct flow_box_view *box;
    size_t box_count;
    const struct flow_line_view *line;
    size_t line_count;
};

struct flow_version_view {
    struct str version;
    struct str valid;
    struct str state; /* "Đang công bố" */
    struct url act;   /* publishes or withdraws: asks first */
    struct str act_words;
    const struct str *change; /* against the version before */
    size_t change_count;
};

struct flow_edit_view {
    struct str code, name;
    struct url back, post;
    struct url page; /* the public one; no text: not published */
    struct str csrf, key;
    struct str revision;
    struct str standing; /* "Bản nháp, sửa từ phiên bản 2022.1" */
    struct str why;      /* source, or why it is assumed */
    bool has_draft;
    struct errors_view errors; /* of what was just sent */
    struct note_view note;     /* what was just done, or that it is fine */
    struct note_view faults;   /* what belongs to no row */
    const struct flow_row_view *row;
    size_t count;
    struct flow_picture_view picture;
    const struct flow_version_view *version;
    size_t version_count;
};
void tpl_flow_edit(struct out *o, const struct flow_edit_view *v);

#endif
