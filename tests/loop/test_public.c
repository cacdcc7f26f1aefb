/* The pages that everybody may open. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/num.h"

#include "service/move.h"

#include "fixture/case.h"
#include "fixture/province.h"

#include "web/board_plot.h"
#include "web/figure_words.h"

#include "loop/portal.h"

/* Procedures on a page of the catalogue. */
#define SHOWN 20

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_c(part)) < text.n;
}

static size_t count_of(struct str text, const char *part)
{
    size_t count = 0;

    while (holds(text, part)) {
        text = str_sub(text, str_find(text, str_c(part)) + 1, text.n);
        count++;
    }
    return count;
}

/* The page at `target`, which is there. */
static struct str page(struct portal *p, const char *target)
{
    struct answer a = browser_get(&p->browser, target);

    assert_int_equal(a.status, 200);
    return a.body;
}

/* One portal for all tests: founding a province takes a second. */
static int found(void **state)
{
    struct portal *p;

    portal_setup(state);
    p = *state;
    province_found(p->d);
    province_publish(p->d);
    p->app->conf.home_procedures = S("1.001193, 9.999999,2.000815");
    return 0;
}

/* A browser that is nobody, and no demo. */
static int begin(void **state)
{
    struct portal *p = *state;

    p->browser = portal_browser(p);
    p->app->conf.demo = false;
    return 0;
}

static void home_leads_to_procedures_and_life_events(void **state)
{
    struct portal *p = *state;
    struct str body = page(p, "/");

    assert_true(holds(body, "href=\"/thu-tuc/1.001193\">Khai sinh</a>"));
    assert_true(holds(body, "href=\"/thu-tuc/2.000815\""));
    assert_false(holds(body, "9.999999"));
    assert_true(holds(body, "href=\"/thu-tuc?viec=ket_hon\""));
    assert_true(holds(body, "7:00–11:00, 13:00–17:00"));
    assert_true(holds(page(p, "/?lang=en"), "Getting married"));
}

static void pages_for_all_may_be_kept_and_set_no_cookie(void **state)
{
    static const char *const target[] = {
        "/",        "/thu-tuc",  "/thu-tuc?q=khai", "/thu-tuc/1.001193",
        "/tra-cuu", "/giam-sat",
    };
    struct portal *p = *state;

    for (size_t i = 0; i < COUNT_OF(target); i++) {
        struct answer a = browser_get(&p->browser, target[i]);

        assert_string_equal(
            arena_cstr(p->arena, answer_header(&a, "Cache-Control")),
            "public, max-age=60");
        assert_null(answer_header(&a, "Set-Cookie").p);
    }
}

/* Whoever is signed in sees a page with a name in it: it is nobody else's. */
static void a_page_for_somebody_is_never_kept(void **state)
{
    struct portal *p = *state;
    struct answer a =
        portal_post(&p->browser, "/dang-ky", "/dang-ky",
                    "ho_ten=L%C3%AA+Th%E1%BB%8B+Ba&dien_thoai=0912345678&"
                    "so_dinh_danh=089190000123&gioi_tinh=nu&ngay_sinh.day=2&"
                    "ngay_sinh.month=5&ngay_sinh.year=1990&thu=&dong_y=true&"
                    "mat_khau=con+meo+ngu+say");

    assert_int_equal(a.status, 303);
    a = browser_get(&p->browser, "/thu-tuc/1.001193");
    assert_int_equal(a.status, 200);
    assert_string_equal(
        arena_cstr(p->arena, answer_header(&a, "Cache-Control")),
        "no-store, private");
}

static void procedures_are_found_without_marks(void **state)
{
    struct portal *p = *state;

    assert_int_equal(count_of(page(p, "/thu-tuc"), "Mã "), SHOWN);
    assert_true(holds(page(p, "/thu-tuc?q=khai+sinh"), "Đăng ký khai sinh"));
    assert_true(holds(page(p, "/thu-tuc?q=Khai%20sinh"), "/thu-tuc/1.001193"));
    /* "khai tử", decomposed */
    assert_true(holds(page(p, "/thu-tuc?q=khai%20tu%CC%9B%CC%89"),
                      "/thu-tuc/1.000656"));
    assert_true(holds(page(p, "/thu-tuc?q=1.0016"), "/thu-tuc/1.001612"));
    assert_true(
        holds(page(p, "/thu-tuc?q=bay+len+mat+trang"), "Không có thủ tục"));
}

static void filters_narrow_and_can_be_dropped(void **state)
{
    struct portal *p = *state;
    struct str body = page(p, "/thu-tuc?cap=huyen");

    assert_true(holds(body, "/thu-tuc/1.001612"));
    assert_false(holds(body, "/thu-tuc/1.001193"));
    assert_true(holds(body, "href=\"/thu-tuc\">Bỏ lọc</a>"));
    body = page(p, "/thu-tuc?linh_vuc=dat_dai");
    assert_int_equal(count_of(body, "Mã "), 3);
    body = page(p, "/thu-tuc?co_quan=department%3Agtvt");
    assert_int_equal(count_of(body, "Mã "), 1);
    assert_true(holds(body, "selected>Sở Giao thông vận tải"));
    body = page(p, "/thu-tuc?viec=ket_hon");
    assert_true(holds(body, "Thủ tục khi: Kết hôn"));
    assert_true(holds(body, "name=\"viec\" value=\"ket_hon\""));
    assert_int_equal(count_of(page(p, "/thu-tuc?cap=lang"), "Mã "), 0);
    assert_int_equal(count_of(page(p, "/thu-tuc?viec=khong"), "Mã "), SHOWN);
}

static void a_broken_search_shows_a_page(void **state)
{
    static const char *const target[] = {
        "/thu-tuc?q=%FF%FE",       "/thu-tuc?q=%3Cscript%3E",
        "/thu-tuc?q='%20OR%201=1", "/thu-tuc?sau=%00",
        "/thu-tuc?sau=9.999999",   "/thu-tuc?cap=1&cap=2",
    };
    struct portal *p = *state;
    char *many = memset(arena_alloc(p->arena, 1201), 'a', 1200);

    for (size_t i = 0; i < COUNT_OF(target); i++) {
        struct answer a = browser_get(&p->browser, target[i]);

        assert_true(a.status == 200 || a.status == 400);
        assert_false(holds(a.body, "<script>"));
    }
    page(p, arena_printf(p->arena, "/thu-tuc?q=%s", many).p);
}

/* Circular 32/2017/TT-BTTTT art. 5.1, 01/2018/TT-VPCP art. 16.2.a. */
static void a_procedure_has_all_information_that_the_law_wants(void **state)
{
    static const char *const group[] = {
        "Đăng ký khai sinh",
        "Mã 1.001193",
        "mức độ 4",
        "Trình tự thực hiện",
        "Cách nộp và cách nhận kết quả",
        "Giấy tờ cần có và số lượng",
        "Số lượng hồ sơ",
        "Thời hạn giải quyết",
        "Ai làm được",
        "Cơ quan giải quyết",
        "Nhận được gì",
        "Mẫu tờ khai, mẫu kết quả",
        "Yêu cầu, điều kiện",
        "Phí, lệ phí",
        "Căn cứ pháp lý và quyết định công bố",
        "163/QĐ-BTP",
    };
    struct portal *p = *state;
    struct str body = page(p, "/thu-tuc/1.001193");

    for (size_t i = 0; i < COUNT_OF(group); i++)
        assert_true(holds(body, group[i]));
    assert_true(holds(page(p, "/thu-tuc/1.002801"), "Sở Giao thông vận tải "
                                                    "(H01.08)"));
    assert_true(holds(body, "Các bước này được giả định"));
    assert_true(holds(body, "ở xã không có bước phân công"));
    assert_true(holds(page(p, "/thu-tuc/2.000986"),
                      "cùng làm: Công an đăng ký thường trú; Bảo hiểm xã hội"));
    assert_true(
        holds(page(p, "/thu-tuc/2.000815"), "Nguồn của các bước: Nghị định "));
}

static void limit_fee_and_papers_follow_the_case(void **state)
{
    struct portal *p = *state;
    struct str on_time = page(p, "/thu-tuc/1.001193?truong_hop=on_time");
    struct str late = page(p, "/thu-tuc/1.001193?truong_hop=late");

    assert_true(holds(on_time, "<span class=\"strong num nowrap\">Không thu"));
    assert_false(holds(late, "<span class=\"strong num nowrap\">Không thu"));
    assert_true(holds(late, "<span class=\"unknown\">chưa công bố</span>"));
    assert_true(holds(late, "value=\"late\" selected"));
    assert_true(holds(late, "/nop-ho-so/1.001193?truong_hop=late"));
    /* A case that there is not: the first. */
    assert_true(
        holds(page(p, "/thu-tuc/1.001193?truong_hop=x"), "truong_hop=on_time"));
}

/* Tuesday, 28/4/2026, 8:00; 30/4 and 01/5 are holidays. */
static void a_procedure_says_when_it_would_be_done(void **state)
{
    struct portal *p = *state;
    struct str body = page(p, "/thu-tuc/1.001612");

    assert_true(holds(body, "hẹn trả thứ Ba, 05/5/2026"));
    assert_int_equal(count_of(body, " off "), 4);
    assert_int_equal(count_of(body, " count "), 2);
    assert_int_equal(count_of(body, " due-day\""), 1);
}

static void what_is_not_filed_online_has_no_button(void **state)
{
    struct portal *p = *state;
    struct str body = page(p, "/thu-tuc/2.000815");

    assert_false(holds(body, "/nop-ho-so/"));
    assert_true(holds(body, "Thủ tục này nộp tại quầy."));
}

static void a_procedure_that_is_not_there_helps_to_search(void **state)
{
    static const char *const target[] = {
        "/thu-tuc/9.999999",
        "/thu-tuc/%27%20OR%201%3D1",
        "/thu-tuc/1.001193x",
    };
    struct portal *p = *state;

    for (size_t i = 0; i < COUNT_OF(target); i++) {
        struct answer a = browser_get(&p->browser, target[i]);

        assert_int_equal(a.status, 404);
        assert_true(holds(a.body, "action=\"/thu-tuc\""));
        assert_true(holds(a.body, "Không có thủ tục nào mang mã này"));
    }
}

/*
 * Source: Circular 01/2018/TT-VPCP art. 16.2.d. None of what the dossier and
 * its people are called may be in the answer.
 */
static void tracking_tells_code_and_degree_and_nothing_else(void **state)
{
    static const char *const secret[] = {
        "Néang",    "Srây Mom", "0900000001", "Lý Thái Tổ", "Mỹ Bình",
        "30280",    "1.001193", "khai sinh",  "Khai sinh",  "Mới đăng ký",
        "Thẩm tra", "appraise", "H01.21.01",
    };
    struct portal *p = *state;
    const struct pack *pack = case_pack(p->d, "1.001193");
    int64_t id = case_file(p->d, pack, "30280", case_person(p->d));
    struct dossier d = case_load(p->d, id);
    struct answer a = browser_get(
        &p->browser,
        arena_printf(p->arena, "/tra-cuu?ma=%s", d.submission_code.p).p);

    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "16 %"));
    assert_true(
        holds(a.body, dossier_code_spaced(p->arena, d.submission_code).p));
    for (size_t i = 0; i < COUNT_OF(secret); i++)
        assert_false(holds(a.body, secret[i]));
    assert_string_equal(
        arena_cstr(p->arena, answer_header(&a, "Cache-Control")),
        "no-store, private");
}

static enum err accept_it(struct tx *t, void *arg)
{
    const struct deadline due = {.due = {1}};
    struct dossier d;

    TRY(dossier_load(t, *(int64_t *)arg, &d));
    return move_make(t, &d, &(struct move){.event = EVENT_ACCEPT, .due = &due});
}

/* A birth at Mỹ Bình, filed online, accepted, long due. */
static struct dossier accept_one(struct portal *p)
{
    const struct pack *pack = case_pack(p->d, "1.001193");
    int64_t id = case_file(p->d, pack, "30280", case_person(p->d));

    must(db_write(p->d->db, &p->d->cx, accept_it, &id), &p->d->cx);
    return case_load(p->d, id);
}

/* "… đã tiếp nhận, 12 nộp trên mạng": 12. */
static int64_t told_online(struct portal *p)
{
    static const char before[] = "hồ sơ đã tiếp nhận, ";
    struct str rest = page(p, "/");
    int64_t n;

    assert_true(holds(rest, before));
    rest =
        str_sub(rest, str_find(rest, str_c(before)) + strlen(before), rest.n);
    assert_true(
        num_parse(str_sub(rest, 0, str_find(rest, S(" "))), 0, 1000, &n));
    return n;
}

static void home_counts_the_day(void **state)
{
    struct portal *p = *state;
    int64_t online = told_online(p);

    assert_true(holds(page(p, "/"), "Đếm lúc"));
    accept_one(p);
    assert_int_equal(told_online(p), online + 1);
    assert_true(holds(page(p, "/?lang=en"), "Counted at"));
}

static void a_share_is_never_told_better_than_it_is(void **state)
{
    struct arena *a = ((struct portal *)*state)->arena;

    assert_null(figure_on_time(a, LANG_VI, 0, 0).p);
    assert_null(figure_late(a, LANG_VI, 0, 0).p);
    assert_string_equal(figure_on_time(a, LANG_VI, 5, 0).p, "100,0\u00a0%");
    assert_string_equal(figure_late(a, LANG_VI, 5, 0).p, "0,0\u00a0%");
    assert_string_equal(figure_on_time(a, LANG_VI, 100000, 1).p, "99,9\u00a0%");
    assert_string_equal(figure_late(a, LANG_VI, 100000, 1).p, "0,1\u00a0%");
    assert_string_equal(figure_on_time(a, LANG_VI, 3, 3).p, "0,0\u00a0%");
    assert_string_equal(figure_late(a, LANG_VI, 3, 3).p, "100,0\u00a0%");
}

static void the_board_tells_numbers_of_units_and_of_nobody(void **state)
{
    static const char *const secret[] = {
        "Néang",      "Srây Mom", "0900000001",
        "Lý Thái Tổ", "1.001193", "khai sinh",
    };
    struct portal *p = *state;
    struct dossier d = accept_one(p);
    struct str body = page(p, "/giam-sat");

    assert_true(holds(body, "Ủy ban nhân dân phường Mỹ Bình"));
    assert_true(holds(body, " trễ trên 3 ngày"));
    assert_false(holds(body, d.submission_code.p));
    for (size_t i = 0; i < COUNT_OF(secret); i++)
        assert_false(holds(body, secret[i]));
    assert_true(holds(page(p, "/giam-sat?lang=en"), "Share late, 30 days"));
    assert_true(
        holds(page(p, "/giam-sat?cap=xa"), "Ủy ban nhân dân phường Mỹ Bình"));
    assert_false(
        holds(page(p, "/giam-sat?cap=tinh"), "Ủy ban nhân dân phường Mỹ Bình"));
    assert_true(holds(page(p, "/giam-sat?don-vi=ub-883"), "phường Mỹ Bình"));
    assert_false(holds(page(p, "/giam-sat?don-vi=ub-884"), "phường Mỹ Bình"));
}

static void the_page_of_a_unit_counts_that_unit(void **state)
{
    struct portal *p = *state;
    struct str own, other;

    accept_one(p);
    own = page(p, "/giam-sat?don-vi=ub-883");
    other = page(p, "/giam-sat?don-vi=ub-884");
    assert_true(holds(own, "<dt>\nNhận, 30 ngày"));
    assert_false(holds(own, "Tiếp nhận hôm nay"));
    assert_int_equal(count_of(other, "<dd class=\"kpi-n\">0</dd>"), 3);
    assert_true(count_of(own, "<dd class=\"kpi-n\">0</dd>") < 3);
    assert_true(holds(page(p, "/giam-sat"), "Tiếp nhận hôm nay"));
}

static void a_wall_shows_figures_alone_and_loads_itself_again(void **state)
{
    struct portal *p = *state;
    struct dossier d = accept_one(p);
    struct answer wall = browser_get(&p->browser, "/giam-sat?tuong=1");
    struct answer desk = browser_get(&p->browser, "/giam-sat");

    assert_false(holds(wall.body, d.submission_code.p));
    assert_int_equal(wall.status, 200);
    assert_string_equal(arena_cstr(p->arena, answer_header(&wall, "Refresh")),
                        "60");
    assert_string_equal(
        arena_cstr(p->arena, answer_header(&wall, "Cache-Control")),
        "no-store, private");
    assert_true(holds(wall.body, "<body class=\"wall\">"));
    assert_true(holds(wall.body, "Đúng hạn, 30 ngày"));
    assert_true(holds(wall.body, "phường Mỹ Bình"));
    assert_false(holds(wall.body, "<a "));
    assert_false(holds(wall.body, "<nav"));
    assert_false(holds(wall.body, "<form"));
    assert_null(answer_header(&desk, "Refresh").p);
    assert_true(holds(desk.body, "<nav"));
    assert_true(holds(desk.body, "/giam-sat?tuong=1"));
}

static void a_wall_names_what_is_late_and_draws_thirty_days(void **state)
{
    struct portal *p = *state;
    struct dossier d = accept_one(p);
    struct str wall;

    p->app->frozen_at.us += DAY_US;
    wall = page(p, "/giam-sat?tuong=1");
    assert_true(holds(wall, "id=\"dang-tre\""));
    assert_true(holds(wall, "<strong>Đăng ký khai sinh</strong>"));
    assert_true(holds(wall, "UBND phường Mỹ Bình"));
    assert_false(holds(wall, d.submission_code.p));
    assert_false(holds(wall, "Srây Mom"));
    assert_true(holds(wall, "<polyline class=\"plot-in\" points=\"64,"));
    assert_false(holds(page(p, "/giam-sat"), "id=\"dang-tre\""));
    assert_true(holds(page(p, "/giam-sat"), "<polyline class=\"plot-in\""));
    p->app->frozen_at.us -= DAY_US;
}

static void every_unit_of_the_board_leads_to_its_own_counts(void **state)
{
    struct portal *p = *state;
    struct str own;

    accept_one(p);
    assert_true(
        holds(page(p, "/giam-sat"), "href=\"/giam-sat?don-vi=ub-30280\""));
    own = page(p, "/giam-sat?don-vi=ub-30280");
    assert_true(holds(own, "phường Mỹ Bình"));
    assert_false(holds(own, "href=\"/giam-sat?don-vi=ub-30280\""));
    assert_true(holds(own, "href=\"/giam-sat?don-vi=ub-883\""));
}

/* Two days of work with a Sunday between them, the greater one 9. */
static void a_plot_leaves_out_the_days_without_work(void **state)
{
    static const struct day_figures day[] = {
        {{20540}, 9, 2}, {{20541}, 0, 0}, {{20542}, 5, 0}};
    struct arena *a = ((struct portal *)*state)->arena;
    struct plot_view v = board_plot(a, LANG_VI, day, COUNT_OF(day));

    assert_string_equal(v.accepted.p, "64,96 684,125");
    assert_string_equal(v.returned.p, "64,148 684,162");
    assert_int_equal(v.day_count, 1);
    assert_string_equal(v.day[0].words.p, "28/3");
    assert_int_equal(v.height_count, 5);
    assert_string_equal(v.height[4].words.p, "20");
    assert_int_equal(v.height[0].at, 162);
    assert_int_equal(board_plot(a, LANG_VI, day + 1, 1).day_count, 0);
    assert_string_equal(board_plot(a, LANG_VI, day, 1).accepted.p, "64,96");
}

static void a_wall_in_trouble_asks_again(void **state)
{
    struct portal *p = *state;
    struct answer a =
        browser_get(&p->browser, "/giam-sat?tuong=1&don-vi=khong-co");

    assert_int_equal(a.status, 404);
    assert_string_equal(arena_cstr(p->arena, answer_header(&a, "Refresh")),
                        "60");
    a = browser_get(&p->browser, "/giam-sat?don-vi=khong-co");
    assert_int_equal(a.status, 404);
    assert_null(answer_header(&a, "Refresh").p);
}

static void codes_that_nobody_has_look_the_same(void **state)
{
    static const char *const code[] = {
        "H01.21.01-260428-0001",
        "7K2M-9QXDB-3RTWA",
        "x",
        "%3Cb%3E",
        "089190000123",
        "%FF",
    };
    struct portal *p = *state;

    for (size_t i = 0; i < COUNT_OF(code); i++) {
        struct answer a = browser_get(
            &p->browser, arena_printf(p->arena, "/tra-cuu?ma=%s", code[i]).p);

        assert_int_equal(a.status, 404);
        assert_true(holds(a.body, "Không có mã này. Xem lại chữ O"));
        assert_false(holds(a.body, "<b>x"));
    }
}

static void the_demo_lets_everybody_be_anybody_of_its_people(void **state)
{
    /* In the order of the tour's steps, each with a button. */
    static const char *const walker[] = {
        "0900000001",     "tiepnhan.mybinh", "tuphap.mybinh",
        "lanhdao.mybinh", "vanthu.mybinh",   "giamdoc.tinh",
    };
    struct portal *p = *state;
    struct answer a;
    struct str body;

    p->app->conf.demo = true;
    province_people(p->d);
    body = page(p, "/gioi-thieu-demo");
    assert_true(holds(body, "Trần Thị Ngọc Điệp"));
    assert_true(holds(body, "Cán bộ tiếp nhận · "));
    assert_true(holds(body, "08:00 thứ Ba, 28/4"));
    assert_true(str_find(body, S("tiepnhan.mybinh")) <
                str_find(body, S("vanthu.mybinh")));
    assert_true(holds(body, "<li>Đăng xuất rồi tra cứu bằng mã hồ sơ"));
    for (size_t i = 0; i < COUNT_OF(walker); i++) {
        size_t at =
            str_find(body, arena_printf(p->arena, "value=\"%s\"", walker[i]));

        assert_true(at < body.n);
        body = str_sub(body, at, body.n);
    }
    a = portal_post(&p->browser, "/gioi-thieu-demo", "/gioi-thieu-demo/doi-vai",
                    "tai_khoan=0900000001");
    assert_int_equal(a.status, 303);
    assert_string_equal(arena_cstr(p->arena, answer_header(&a, "Location")),
                        "/ho-so");
    body = page(p, "/gioi-thieu-demo");
    assert_int_equal(count_of(body, "Đang là người này"), 2);
    a = portal_post(&p->browser, "/gioi-thieu-demo", "/gioi-thieu-demo/doi-vai",
                    "tai_khoan=tiepnhan.mybinh");
    assert_string_equal(arena_cstr(p->arena, answer_header(&a, "Location")),
                        "/can-bo");
    assert_true(
        holds(page(p, "/gioi-thieu-demo"), "Đang là Huỳnh Thị Mỹ Duyên"));
}

/* Somebody who opened an account in the demo is nobody to play with. */
static void the_demo_lets_nobody_be_anybody_else(void **state)
{
    static const char *const account[] = {
        "tai_khoan=0912345679", "tai_khoan=nobody", "tai_khoan=", "",
        "tai_khoan=%FF",
    };
    struct portal *p = *state;
    struct browser other = portal_browser(p);

    p->app->conf.demo = true;
    assert_int_equal(
        portal_post(&p->browser, "/dang-ky", "/dang-ky",
                    "ho_ten=L%C3%AA+Th%E1%BB%8B+Ba&dien_thoai=0912345679&"
                    "so_dinh_danh=089190000124&gioi_tinh=nu&ngay_sinh.day=2&"
                    "ngay_sinh.month=5&ngay_sinh.year=1990&thu=&dong_y=true&"
                    "mat_khau=con+meo+ngu+say")
            .status,
        303);
    province_people(p->d);
    for (size_t i = 0; i < COUNT_OF(account); i++) {
        struct answer a = portal_post(&other, "/gioi-thieu-demo",
                                      "/gioi-thieu-demo/doi-vai", account[i]);

        assert_int_equal(a.status, 422);
        assert_int_equal(browser_get(&other, "/tai-khoan").status, 303);
    }
}

static void without_demo_there_is_no_demo(void **state)
{
    struct portal *p = *state;
    struct str tokens = portal_tokens(&p->browser, "/dang-nhap");
    struct answer a;

    province_people(p->d);
    assert_int_equal(browser_get(&p->browser, "/gioi-thieu-demo").status, 404);
    a = browser_post(
        &p->browser, "/gioi-thieu-demo/doi-vai", "",
        arena_printf(p->arena, "%s&tai_khoan=0900000001", tokens.p));
    assert_int_equal(a.status, 404);
    assert_int_equal(browser_get(&p->browser, "/tai-khoan").status, 303);
}

/* Becomes somebody of the demo. */
static void become(struct portal *p, const char *login)
{
    p->app->conf.demo = true;
    province_people(p->d);
    assert_int_equal(
        portal_post(&p->browser, "/gioi-thieu-demo", "/gioi-thieu-demo/doi-vai",
                    arena_printf(p->arena, "tai_khoan=%s", login).p)
            .status,
        303);
}

static void a_controller_withdraws_and_publishes(void **state)
{
    const char *at = "/quan-tri/thu-tuc/1.001193/2022.1/thoi-ap-dung";
    struct portal *p = *state;
    struct browser citizen = portal_browser(p);
    struct answer a;
    struct str body;

    become(p, "kiemsoat.tinh");
    body = page(p, "/quan-tri/thu-tuc?q=khai+sinh");
    assert_true(holds(body, "Đăng ký khai sinh"));
    assert_true(holds(body, "Đang công bố"));
    assert_true(holds(body, "từ 01/01/2022"));
    assert_true(holds(page(p, at), "Thôi áp dụng phiên bản 2022.1?"));
    a = portal_post(&p->browser, at, at, "");
    assert_int_equal(a.status, 303);
    assert_int_equal(browser_get(&citizen, "/thu-tuc/1.001193").status, 404);
    body = page(p, "/quan-tri/thu-tuc?q=1.001193&xong=thoi-ap-dung");
    assert_true(holds(body, "Đã thôi áp dụng. Không nhận hồ sơ mới"));
    at = "/quan-tri/thu-tuc/1.001193/2022.1/cong-bo";
    assert_int_equal(portal_post(&p->browser, at, at, "").status, 303);
    assert_int_equal(browser_get(&citizen, "/thu-tuc/1.001193").status, 200);
}

static void all_versions_can_be_paged_through(void **state)
{
    struct portal *p = *state;

    become(p, "kiemsoat.tinh");
    assert_int_equal(count_of(page(p, "/quan-tri/thu-tuc"), "<tr id="), 25);
    assert_int_equal(
        count_of(page(p, "/quan-tri/thu-tuc?sau=2.000488&ban=2022.1"),
                 "<tr id="),
        7);
    assert_true(holds(page(p, "/quan-tri/thu-tuc?q=bay+len"),
                      "Không có thủ tục nào khớp"));
}

static void what_cannot_be_changed_is_not_there(void **state)
{
    static const char *const target[] = {
        "/quan-tri/thu-tuc/1.001193/2022.1/xoa",
        "/quan-tri/thu-tuc/1.001193/1999.1/cong-bo",
        "/quan-tri/thu-tuc/9.999999/2022.1/cong-bo",
    };
    struct portal *p = *state;

    become(p, "kiemsoat.tinh");
    for (size_t i = 0; i < COUNT_OF(target); i++)
        assert_int_equal(browser_get(&p->browser, target[i]).status, 404);
}

static void a_receptionist_edits_no_procedure(void **state)
{
    struct portal *p = *state;

    become(p, "tiepnhan.mybinh");
    assert_int_equal(browser_get(&p->browser, "/quan-tri/thu-tuc").status, 403);
}

int main(int argc, char **argv)
{
#define AT_PORTAL(name) cmocka_unit_test_setup(name, begin)
    const struct CMUnitTest tests[] = {
        AT_PORTAL(home_leads_to_procedures_and_life_events),
        AT_PORTAL(home_counts_the_day),
        AT_PORTAL(pages_for_all_may_be_kept_and_set_no_cookie),
        AT_PORTAL(a_page_for_somebody_is_never_kept),
        AT_PORTAL(procedures_are_found_without_marks),
        AT_PORTAL(filters_narrow_and_can_be_dropped),
        AT_PORTAL(a_broken_search_shows_a_page),
        AT_PORTAL(a_procedure_has_all_information_that_the_law_wants),
        AT_PORTAL(limit_fee_and_papers_follow_the_case),
        AT_PORTAL(a_procedure_says_when_it_would_be_done),
        AT_PORTAL(what_is_not_filed_online_has_no_button),
        AT_PORTAL(a_procedure_that_is_not_there_helps_to_search),
        AT_PORTAL(tracking_tells_code_and_degree_and_nothing_else),
        AT_PORTAL(a_share_is_never_told_better_than_it_is),
        AT_PORTAL(the_board_tells_numbers_of_units_and_of_nobody),
        AT_PORTAL(the_page_of_a_unit_counts_that_unit),
        AT_PORTAL(a_wall_shows_figures_alone_and_loads_itself_again),
        AT_PORTAL(a_wall_names_what_is_late_and_draws_thirty_days),
        AT_PORTAL(every_unit_of_the_board_leads_to_its_own_counts),
        AT_PORTAL(a_plot_leaves_out_the_days_without_work),
        AT_PORTAL(a_wall_in_trouble_asks_again),
        AT_PORTAL(codes_that_nobody_has_look_the_same),
        AT_PORTAL(the_demo_lets_everybody_be_anybody_of_its_people),
        AT_PORTAL(the_demo_lets_nobody_be_anybody_else),
        AT_PORTAL(without_demo_there_is_no_demo),
        AT_PORTAL(a_controller_withdraws_and_publishes),
        AT_PORTAL(all_versions_can_be_paged_through),
        AT_PORTAL(what_cannot_be_changed_is_not_there),
        AT_PORTAL(a_receptionist_edits_no_procedure),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, found, portal_teardown);
}
