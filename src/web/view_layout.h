/*
 * view_layout.h - the frame around a page: head, header, footer.
 *
 *     struct out *body = out_part_begin(o);
 *     tpl_home(body, &view);
 *     tpl_layout_citizen(o, &layout, out_part_end(body));
 *
 * The body of a page is everything inside <main>; it has the one <h1>.
 */
#ifndef WEB_VIEW_LAYOUT_H
#define WEB_VIEW_LAYOUT_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"

/* What both frames begin with. */
struct head_view {
    struct str title;       /* of the page; " – Cổng …" is added  */
    struct str description; /* for search engines; may be absent   */
    bool has_errors;        /* the title begins with "Lỗi: "       */
    bool is_private;        /* keep it out of search engines       */
    unsigned refresh_s;     /* 0, or how often htmx asks for #song */
};

enum citizen_nav {
    CITIZEN_NAV_NONE,
    CITIZEN_NAV_HOME,
    CITIZEN_NAV_PROCEDURES,
    CITIZEN_NAV_TRACKING,
    CITIZEN_NAV_BOARD,
    CITIZEN_NAV_DEMO,
    CITIZEN_NAV_MINE,
    CITIZEN_NAV_MESSAGES,
};

/* Who answers for the portal: configuration of the province. */
struct province_view {
    struct str name; /* "tỉnh An Giang", behind "Cổng Dịch vụ công" */
    struct str authority; /* "Ủy ban nhân dân tỉnh An Giang"             */
    struct str responsible; /* "Chánh Văn phòng Ủy ban nhân dân tỉnh"      */
    struct str address;
    struct str phone;      /* "0296 000 0000" */
    struct str phone_link; /* "02960000000"   */
    struct str email;
};

struct layout_view {
    struct head_view head;
    const struct province_view *province;
    enum citizen_nav nav;
    struct url other_language; /* this page in the other language */
    bool is_signed_in;
    bool is_officer; /* has a post of duty: gets a way to /can-bo */
    unsigned unread; /* of a citizen's messages, at most 99 */
    bool is_demo;    /* the bar that says so, and /gioi-thieu-demo */
    struct str demo_who; /* "Trần Thị Ngọc Điệp, công dân"; absent: nobody */
    struct str csrf; /* of the sign-out form */
    bool is_wide;    /* the page brings its own width (home) */
    bool is_wall;    /* a screen on a wall: no header, no footer, no links */
};
void tpl_layout_citizen(struct out *o, const struct layout_view *v,
                        struct html body);

/* A duty in the officer's sidebar; the words are the template's. */
enum office_nav {
    OFFICE_NAV_RECEIVE,  /* Chờ tiếp nhận  */
    OFFICE_NAV_TRANSFER, /* Chờ bàn giao   */
    OFFICE_NAV_ASSIGN,   /* Chờ phân công  */
    OFFICE_NAV_PROCESS,  /* Chờ xử lý      */
    OFFICE_NAV_SIGN,     /* Chờ ký         */
    OFFICE_NAV_NUMBER,   /* Chờ cấp số     */
    OFFICE_NAV_RETURN,   /* Chờ trả kết quả */
    OFFICE_NAV_OPEN,     /* Đang xử lý (cả đơn vị) */
    OFFICE_NAV_SEND,     /* Gửi yêu cầu    */
    OFFICE_NAV_AWAIT,    /* Chờ người nộp  */
    OFFICE_NAV_DECIDE,   /* Chờ quyết định */
    OFFICE_NAV_LATE,     /* Quá hạn        */
    OFFICE_NAV_DONE,     /* Đã xong        */
    OFFICE_NAV_COUNTER,  /* Tiếp nhận tại quầy */
    OFFICE_NAV_BOOK,     /* Sổ theo dõi    */
    OFFICE_NAV_BOARD,    /* Giám sát       */
    OFFICE_NAV_ADMIN,    /* Thủ tục        */
};
enum office_group { OFFICE_MINE, OFFICE_UNIT, OFFICE_DESK };

struct office_link_view {
    enum office_nav nav;
    struct url at;
    bool has_count;
    unsigned count; /* gold for new work, red for late, else plain */
    bool is_new;
};

struct office_view {
    struct head_view head;
    enum office_nav nav; /* where we are */
    bool has_nav;        /* false: the page is none of them */
    const struct office_link_view *mine;
    size_t mine_count;
    const struct office_link_view *unit;
    size_t unit_count;
    const struct office_link_view *desk;
    size_t desk_count;
    struct str unit_name; /* "TP Long Xuyên", below the mark   */
    struct str person;    /* "Huỳnh Thị Mỹ Duyên"              */
    struct str initials;  /* "MD"                              */
    struct str duty;      /* "Tiếp nhận · quầy 3"              */
    struct str search;    /* what was searched                 */
    struct str saved_at;  /* "14:20": the clock of this answer */
    struct url other_language;
    struct str csrf;
    bool is_demo;
    bool is_roomy;     /* comfortable mode, of the account        */
    bool has_keys_off; /* single letters switched off (WCAG 2.1.4) */
    bool is_edge;      /* the page brings its own padding (counter) */
};
void tpl_layout_office(struct out *o, const struct office_view *v,
                       struct html body);

#endif
