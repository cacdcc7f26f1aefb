/*
 * gallery FOLDER: writes FOLDER/NAME.vi.html and NAME.en.html for each page,
 * and the assets they ask for.
 */
#include "base/prelude.h"

#include <sys/stat.h>

#include "base/check.h"

#include "web/asset.h"

#include "gallery.h"

#define ARENA_BYTES_MAX ((size_t)64 << 20)

static const struct day_view days[] = {
    {DAY_RECEIVED, S_INIT("Thứ Ba"), S_INIT("28/4"), S_INIT("Tiếp nhận")},
    {DAY_COUNTED, S_INIT("Thứ Tư"), S_INIT("29/4"), S_INIT("Ngày 1")},
    {DAY_OFF, S_INIT("Thứ Năm"), S_INIT("30/4"), S_INIT("Nghỉ lễ")},
    {DAY_OFF, S_INIT("Thứ Sáu"), S_INIT("01/5"), S_INIT("Nghỉ lễ")},
    {DAY_OFF, S_INIT("Thứ Bảy"), S_INIT("02/5"), S_INIT("Cuối tuần")},
    {DAY_OFF, S_INIT("Chủ nhật"), S_INIT("03/5"), S_INIT("Cuối tuần")},
    {DAY_COUNTED, S_INIT("Thứ Hai"), S_INIT("04/5"), S_INIT("Ngày 2")},
    {DAY_DUE, S_INIT("Thứ Ba"), S_INIT("05/5"), S_INIT("Ngày 3, hẹn trả")},
};

const struct days_view gallery_days = {days, COUNT_OF(days)};

struct url to(struct arena *a, const char *path)
{
    struct url u;

    (void)a;
    check(url_local(str_c(path), &u));
    return u;
}

static const struct province_view province = {
    .name = S_INIT("tỉnh An Giang"),
    .authority = S_INIT("Ủy ban nhân dân tỉnh An Giang"),
    .responsible = S_INIT("Chánh Văn phòng Ủy ban nhân dân tỉnh"),
    .address = S_INIT("16C Tôn Đức Thắng, phường Mỹ Bình, TP Long Xuyên"),
    .phone = S_INIT("0296 000 0000"),
    .phone_link = S_INIT("02960000000"),
    .email = S_INIT("hotro@vi-du.gov.vn"),
};

/* Every folder on the way to the file. */
static void make_folders(struct arena *a, struct str path)
{
    for (size_t i = 1; i < path.n; i++)
        if (path.p[i] == '/')
            mkdir(arena_cstr(a, str_sub(path, 0, i)), 0777);
}

static void write_file(struct arena *a, const char *folder, struct str name,
                       struct str content)
{
    struct str path = arena_printf(a, "%s/%.*s", folder, STR_ARG(name));
    FILE *f;

    make_folders(a, path);
    f = fopen(path.p, "wb");
    if (!f || fwrite(content.p, 1, content.n, f) != content.n ||
        fclose(f) != 0) {
        perror(path.p);
        exit(1);
    }
}

static void for_citizens(struct out *o, struct arena *a, const struct page *p,
                         struct html body)
{
    struct layout_view v = {
        .head = {.title = p->title, .has_errors = p->has_errors},
        .province = &province,
        .nav = (enum citizen_nav)p->nav,
        .other_language = to(a, "/?ngon-ngu=en"),
        .is_signed_in = p->is_signed_in,
        .is_demo = true,
        .csrf = S("x"),
        .is_wide = p->is_wide,
        .is_wall = p->frame == ON_A_WALL,
    };

    if (p->is_signed_in) {
        v.demo_who = S("Trần Thị Ngọc Điệp, công dân");
        v.unread = 12;
    }
    tpl_layout_citizen(o, &v, body);
}

static void for_officers(struct out *o, struct arena *a, const struct page *p,
                         struct html body)
{
    const struct office_link_view mine[] = {
        {OFFICE_NAV_RECEIVE, to(a, "/can-bo"), true, 12, true},
        {OFFICE_NAV_RETURN, to(a, "/can-bo?hang=tra"), true, 18, false},
    };
    const struct office_link_view unit[] = {
        {OFFICE_NAV_OPEN, to(a, "/can-bo?hang=mo"), true, 137, false},
        {OFFICE_NAV_AWAIT, to(a, "/can-bo?hang=cho"), true, 16, false},
        {OFFICE_NAV_SIGN, to(a, "/can-bo?hang=ky"), true, 7, false},
        {OFFICE_NAV_LATE, to(a, "/can-bo?hang=tre"), true, 3, false},
    };
    const struct office_link_view desk[] = {
        {.nav = OFFICE_NAV_COUNTER, .at = to(a, "/can-bo/quay")},
        {.nav = OFFICE_NAV_BOARD, .at = to(a, "/giam-sat")},
        {.nav = OFFICE_NAV_ADMIN, .at = to(a, "/quan-tri/thu-tuc")},
    };
    struct office_view v = {
        .head = {.title = p->title, .has_errors = p->has_errors},
        .nav = (enum office_nav)p->nav,
        .has_nav = true,
        .mine = mine,
        .mine_count = COUNT_OF(mine),
        .unit = unit,
        .unit_count = COUNT_OF(unit),
        .desk = desk,
        .desk_count = COUNT_OF(desk),
        .unit_name = S("TP Long Xuyên"),
        .person = S("Huỳnh Thị Mỹ Duyên"),
        .initials = S("MD"),
        .duty = S("Tiếp nhận · quầy 3"),
        .saved_at = S("14:20"),
        .other_language = to(a, "/?ngon-ngu=en"),
        .csrf = S("x"),
        .is_demo = true,
        .is_edge = p->is_edge,
    };

    tpl_layout_office(o, &v, body);
}

static void page(struct arena *a, const char *folder, const struct page *p,
                 enum lang lang)
{
    struct out *o = out_new(a, lang, OUT_PAGE_BYTES_MAX);
    struct out *body = out_part_begin(o);

    switch (p->frame) {
    case FOR_CITIZENS:
    case ON_A_WALL:
        p->write(body, a);
        for_citizens(o, a, p, out_part_end(body));
        break;
    case FOR_OFFICERS:
        p->write(body, a);
        for_officers(o, a, p, out_part_end(body));
        break;
    case BARE: p->write(o, a); break;
    }
    check(!out_overflowed(o));
    write_file(
        a, folder,
        arena_printf(a, "%s.%s.html", p->name, lang == LANG_EN ? "en" : "vi"),
        out_page(o));
}

static void pages(const char *folder, const struct page *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            struct arena *a = arena_new(ARENA_BYTES_MAX);

            page(a, folder, &list[i], (enum lang)lang);
            arena_free(a);
        }
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(ARENA_BYTES_MAX);

    if (argc != 2) {
        fputs("usage: gallery FOLDER\n", stderr);
        return 2;
    }
    for (const struct asset *s = assets; s->path.n > 0; s++)
        write_file(a, argv[1], str_sub(s->path, 1, s->path.n), s->plain);
    pages(argv[1], public_pages, public_page_count);
    pages(argv[1], own_pages, own_page_count);
    pages(argv[1], form_pages, form_page_count);
    pages(argv[1], office_pages, office_page_count);
    arena_free(a);
    return 0;
}
