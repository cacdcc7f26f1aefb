/* Pages that everybody may open. */

#include "base/prelude.h"

#include "web/view_error.h"
#include "web/view_public.h"

#include "gallery.h"

static void home(struct out *o, struct arena *a)
{
    const struct link_view frequent[] = {
        {.at = to(a, "/thu-tuc/1.001193"), .name = S("Khai sinh")},
        {.at = to(a, "/thu-tuc/1.001612"), .name = S("Hộ kinh doanh")},
        {.at = to(a, "/thu-tuc/2.000815"), .name = S("Chứng thực bản sao")},
        {.at = to(a, "/thu-tuc/1.009994"), .name = S("Giấy phép xây dựng")},
    };
    const struct link_view events[] = {
        {to(a, "/x"), S("Sinh con"), S("Khai sinh, thẻ BHYT, nơi ở"),
         S("baby")},
        {to(a, "/x"), S("Kết hôn"), S("Đăng ký, xác nhận độc thân"),
         S("heart-handshake")},
        {to(a, "/x"), S("Mở tiệm buôn bán"),
         S("Hộ kinh doanh, an toàn thực phẩm"), S("store")},
        {to(a, "/x"), S("Xây, sửa nhà"), S("Giấy phép, gia hạn, số nhà"),
         S("house")},
        {to(a, "/x"), S("Đất đai"), S("Sang tên, tách thửa, đính chính"),
         S("land-plot")},
        {to(a, "/x"), S("Chứng thực"), S("Bản sao, chữ ký, hợp đồng"),
         S("stamp")},
        {to(a, "/x"), S("Trợ giúp xã hội"), S("Người cao tuổi, khuyết tật"),
         S("hand-heart")},
        {to(a, "/x"), S("Người thân qua đời"), S("Khai tử, mai táng phí"),
         S("flower-2")},
    };
    const struct link_view news[] = {
        {.at = to(a, "/x"),
         .name = S("Các quầy nghỉ lễ 30/4 và 01/5. Ngày nghỉ không tính vào "
                   "hạn trả kết quả"),
         .line = S("28/4/2026")},
        {.at = to(a, "/x"),
         .name = S("Bảo trì cổng từ 22:00 ngày 09/5 đến 02:00 ngày 10/5. Bản "
                   "nháp của bà con vẫn được giữ"),
         .line = S("24/4/2026")},
        {.at = to(a, "/x"),
         .name = S("Sáu thủ tục hộ tịch nhận hồ sơ ở bất kỳ quầy nào trong "
                   "tỉnh"),
         .line = S("20/4/2026")},
    };
    const struct home_view v = {
        .frequent = {frequent, COUNT_OF(frequent)},
        .events = {events, COUNT_OF(events)},
        .figures = {S("10:15, thứ Tư 29/4/2026"), S("412"), S("268"), S("389"),
                    S("98,4 %"), S("38")},
        .news = {news, COUNT_OF(news)},
        .phone = S("0296 000 0000"),
        .phone_link = S("02960000000"),
        .phone_hours = S("sáng 7–11 giờ, chiều 13–17 giờ"),
    };

    tpl_home(o, &v);
}

static const struct option_view levels[] = {
    {.value = S_INIT("xa"), .label = S_INIT("Cấp xã"), .is_chosen = true},
    {.value = S_INIT("huyen"), .label = S_INIT("Cấp huyện")},
    {.value = S_INIT("so"), .label = S_INIT("Sở, ban, ngành")},
};

static void procedures(struct out *o, struct arena *a)
{
    const struct procedure_row_view row[] = {
        {to(a, "/thu-tuc/1.001193"), S("Đăng ký khai sinh"), S("1.001193"),
         S("Cấp xã · Hộ tịch · trong ngày"), true},
        {to(a, "/thu-tuc/2.000992"),
         S("Công nhận hòa giải viên; cho thôi làm hòa giải viên ở cơ sở khi "
           "có từ hai phần ba đại diện các hộ gia đình trong thôn, tổ dân "
           "phố trở lên đồng ý và được Ban công tác Mặt trận đề nghị theo quy "
           "định của Luật Hòa giải ở cơ sở"),
         S("2.000992"), S("Cấp xã · Hòa giải · 5 ngày làm việc"), false},
        {to(a, "/thu-tuc/1.001612"), S("Đăng ký thành lập hộ kinh doanh"),
         S("1.001612"), S("Cấp huyện · Kinh doanh · 3 ngày làm việc"), true},
    };
    const struct procedures_view v = {
        .search = S("dang ky"),
        .levels = {levels, COUNT_OF(levels)},
        .fields = {levels, COUNT_OF(levels)},
        .agencies = {levels, COUNT_OF(levels)},
        .no_filter = to(a, "/thu-tuc"),
        .total = 3,
        .row = row,
        .count = COUNT_OF(row),
        .pager = {.words = S("3 trên 12 thủ tục"), .next = to(a, "/thu-tuc")},
    };

    tpl_procedures(o, &v);
}

static void procedures_none(struct out *o, struct arena *a)
{
    const struct procedures_view v = {
        .search = S("bay len mat trang"),
        .no_filter = to(a, "/thu-tuc"),
        .levels = {levels, COUNT_OF(levels)},
    };

    tpl_procedures(o, &v);
}

static const struct event_view steps[] = {
    {.state = STEP_LATER,
     .name = S_INIT("Quầy một cửa kiểm tra hồ sơ"),
     .line = S_INIT("Trả lời trong 8 giờ làm việc: nhận, hoặc nói rõ thiếu "
                    "gì.")},
    {.state = STEP_LATER,
     .name = S_INIT("Phòng Tài chính – Kế hoạch thẩm định"),
     .line = S_INIT("3 ngày làm việc tính từ lúc được tiếp nhận.")},
    {.state = STEP_LATER,
     .name = S_INIT("Nhận Giấy chứng nhận"),
     .line = S_INIT("Bản giấy tại quầy hoặc qua bưu điện.")},
};

static const struct str law[] = {
    S_INIT("Luật Doanh nghiệp ngày 17/6/2020"),
    S_INIT("Nghị định 01/2021/NĐ-CP ngày 04/01/2021 về đăng ký doanh nghiệp"),
};

static const struct info_view info[] = {
    {S_INIT("Yêu cầu, điều kiện"), NULL, 0},
    {S_INIT("Căn cứ pháp lý và quyết định công bố"), law, COUNT_OF(law)},
    {S_INIT("Nơi tiếp nhận: 11 quầy cấp huyện"), law, 1},
};

static const struct option_view cases[] = {
    {.value = S_INIT("person"), .label = S_INIT("Một người đứng tên")},
    {.value = S_INIT("household"),
     .label = S_INIT("Các thành viên trong một hộ gia đình cùng đứng tên và "
                     "cử một người làm chủ hộ kinh doanh"),
     .is_chosen = true},
};

static struct procedure_view a_procedure(struct arena *a)
{
    return (struct procedure_view){
        .code = S("1.001612"),
        .cases = {cases, COUNT_OF(cases)},
        .case_hint = S("Cần biên bản họp của các thành viên."),
        .field_at = to(a, "/thu-tuc?linh_vuc=kinh_doanh"),
        .field = S("Kinh doanh"),
        .name = S("Đăng ký thành lập hộ kinh doanh"),
        .facts = S("Mã 1.001612 · Cấp huyện · Nộp trên mạng toàn trình"),
        .summary = S("Dành cho cá nhân hoặc các thành viên trong gia đình "
                     "muốn mở tiệm, quán, cơ sở sản xuất nhỏ."),
        .promise = {.limit = S("3 ngày làm việc"),
                    .real = S("2 ngày"),
                    .real_where = S("Thực tế ở Long Xuyên, 90 ngày qua"),
                    .real_sample = S("9 trong 10 hồ sơ xong trong 2 ngày làm "
                                     "việc hoặc sớm hơn. Tính trên 214 hồ sơ; "
                                     "3 hồ sơ trễ.")},
        .days = gallery_days,
        .days_words = S("Nộp và được nhận hôm nay thì hẹn thứ Ba, 05/5:"),
        .start = to(a, "/nop-ho-so/1.001612"),
        .minutes = S("Khoảng 12 phút."),
        .steps = {steps, COUNT_OF(steps)},
        .steps_why =
            S("Các bước này được giả định, chưa đối chiếu với quy trình nội "
              "bộ đã ban hành. Lý do: Luật Hộ tịch giao công chức tư pháp."),
        .info = info,
        .info_count = COUNT_OF(info),
    };
}

static void procedure(struct out *o, struct arena *a)
{
    const struct need_view need[] = {
        {.name = S("Giấy đề nghị đăng ký"),
         .line = S("Điền ngay trên cổng, không cần in.")},
        {.name = S("Căn cước của chủ hộ"),
         .line = S("Đã có trong tài khoản thì không phải nộp lại.")},
        {.name = S("Biên bản họp các thành viên hộ gia đình"),
         .when = S("Chỉ khi nhiều người cùng đứng tên"),
         .line = S("Ảnh chụp rõ hoặc PDF, mỗi tệp tối đa 10 MB."),
         .blank = to(a, "/x"),
         .blank_words = S("Tải mẫu biên bản họp (DOCX, 24 KB)")},
    };
    const struct fee_view fee[] = {
        {S("Nộp trên mạng"), S("Trả bằng mã QR ngân hàng hoặc tại quầy"),
         S("100.000 đ")},
        {S("Nộp tại quầy"), S("Tiền mặt hoặc mã QR"), S("100.000 đ")},
        {S("Người thuộc hộ nghèo"), S("Cần số sổ, cổng tự kiểm tra"), STR_NONE},
    };
    struct procedure_view v = a_procedure(a);

    v.draft = (struct note_view){
        .kind = NOTE_WARNING,
        .title = S("Có một bản nháp đang làm dở."),
        .words = S("Lưu ngày 27/4, còn thiếu 2 bước."),
        .link = to(a, "/nop-ho-so/1.001612"),
        .link_words = S("Làm tiếp bản nháp"),
    };
    v.need = need;
    v.need_count = COUNT_OF(need);
    v.fee = fee;
    v.fee_count = COUNT_OF(fee);
    tpl_procedure(o, &v);
}

static void procedure_unknown(struct out *o, struct arena *a)
{
    const struct fee_view fee[] = {{S("Mọi cách nộp"), STR_NONE, STR_NONE}};
    struct procedure_view v = a_procedure(a);

    v.name = S("Cấp giấy phép hoạt động đối với cơ sở trợ giúp xã hội ngoài "
               "công lập có từ 10 đến 20 đối tượng thuộc phạm vi điều chỉnh "
               "của Nghị định 103/2017/NĐ-CP");
    v.promise = (struct promise_view){
        .limit_why = S("Danh mục quốc gia chưa ghi đơn vị tính."),
        .real_where = S("Thực tế trong tỉnh, 90 ngày qua")};
    v.days.count = 0;
    v.start.text = STR_NONE;
    v.start_why = S("Chưa nộp trên mạng được; ra quầy vẫn nhận.");
    v.fee = fee;
    v.fee_count = 1;
    tpl_procedure(o, &v);
}

static void tracking(struct out *o, struct arena *a)
{
    const struct tracking_view v = {
        .asked = S("H01.21-260428-0037"),
        .code = S("H01.21-260428-0037"),
        .percent = 60,
        .done = 3,
        .total = 5,
        .counted_at = S("10:15, thứ Tư 29/4/2026"),
    };

    (void)a;
    tpl_tracking(o, &v);
}

static void tracking_none(struct out *o, struct arena *a)
{
    const struct tracking_view v = {
        .asked = S("H01.21-260428-OO37"),
        .error = S("Không có mã này. Xem lại chữ O và số 0 trên giấy hẹn."),
    };

    (void)a;
    tpl_tracking(o, &v);
}

static const struct plot_tick heights[] = {
    {162, S_INIT("0")},  {125, S_INIT("200")}, {88, S_INIT("400")},
    {51, S_INIT("600")}, {14, S_INIT("800")},
};
static const struct plot_tick month[] = {
    {64, S_INIT("18/3")},  {194, S_INIT("25/3")}, {324, S_INIT("01/4")},
    {454, S_INIT("08/4")}, {584, S_INIT("15/4")}, {684, S_INIT("28/4")},
};
static const struct plot_view plot = {
    S_INIT("64,62 96,42 129,52 161,55 194,49 226,44 259,40 291,51 324,47 "
           "356,48 389,38 421,53 454,44 486,60 519,45 551,38 584,49 616,47 "
           "649,22 684,40"),
    S_INIT("64,66 96,46 129,54 161,51 194,53 226,49 259,42 291,55 324,50 "
           "356,50 389,41 421,50 454,49 486,64 519,49 551,41 584,53 616,52 "
           "649,27 684,44"),
    heights,
    COUNT_OF(heights),
    month,
    COUNT_OF(month),
};

static struct board_view a_board(struct arena *a)
{
    const struct board_unit_view few[] = {
        {S("Huyện An Phú"), to(a, "/giam-sat/an-phu"), S("4,4 %"), 1000,
         BAR_LATE, S("95,6 %"), 5, 77, 312, 298},
        {S("Huyện Tịnh Biên"), to(a, "/x"), S("3,2 %"), 727, BAR_LATE,
         S("96,8 %"), 4, 59, 280, 274},
        {S("Huyện Tri Tôn"), to(a, "/x"), S("2,6 %"), 590, BAR_NEAR,
         S("97,4 %"), 3, 64, 251, 249},
        {S("Huyện Châu Thành"), to(a, "/x"), S("1,9 %"), 431, BAR_GOOD,
         S("98,1 %"), 3, 81, 366, 360},
        {S("Thành phố Long Xuyên"), to(a, "/x"), S("0,6 %"), 136, BAR_GOOD,
         S("99,4 %"), 3, 172, 988, 970},
        {S("Ban Quản lý Khu kinh tế"),
         {STR_NONE},
         STR_NONE,
         0,
         BAR_GOOD,
         STR_NONE,
         0,
         2,
         2,
         0},
    };
    struct board_unit_view *unit =
        ARENA_ARRAY(a, struct board_unit_view, COUNT_OF(few));

    for (size_t i = 0; i < COUNT_OF(few); i++)
        unit[i] = few[i];
    return (struct board_view){
        .title_unit = S("tỉnh An Giang"),
        .counted_at = S("14:20, thứ Tư 29/4/2026"),
        .wall = to(a, "/giam-sat?tuong=1"),
        .received = S("612"),
        .returned = S("574"),
        .on_time = S("98,4 %"),
        .late = S("38"),
        .late_long = S("1 trễ trên 3 ngày"),
        .open = S("1.204"),
        .levels = {levels, COUNT_OF(levels)},
        .unit = unit,
        .count = COUNT_OF(few),
        .all = COUNT_OF(few),
        .plot = plot,
    };
}

static void board(struct out *o, struct arena *a)
{
    const struct board_view v = a_board(a);

    tpl_board(o, &v);
}

/* A district's own page: its figures, and the way up. */
static void board_part(struct out *o, struct arena *a)
{
    struct board_view v = a_board(a);

    v.title_unit = S("Ủy ban nhân dân thành phố Long Xuyên");
    v.up = to(a, "/giam-sat");
    v.late_long = STR_NONE;
    tpl_board(o, &v);
}

/* As many as the wall shows. */
static void board_wall(struct out *o, struct arena *a)
{
    static const struct board_late_view late[] = {
        {S_INIT("Cấp giấy phép xây dựng mới công trình cấp III, cấp IV và "
                "nhà ở riêng lẻ"),
         S_INIT("Ủy ban nhân dân thành phố Long Xuyên"),
         {DUE_LATE, S_INIT("Trễ 15 ngày"), S_INIT("17:00 thứ Tư, 08/4/2026")}},
        {S_INIT("Đăng ký biến động đất đai khi chuyển nhượng, tặng cho, thừa "
                "kế, góp vốn"),
         S_INIT("Sở Tài nguyên và Môi trường"),
         {DUE_LATE, S_INIT("Trễ 3 ngày"), S_INIT("17:00 thứ Sáu, 24/4/2026")}},
        {S_INIT("Đăng ký thành lập hộ kinh doanh"),
         S_INIT("Ủy ban nhân dân huyện Tịnh Biên"),
         {DUE_LATE, S_INIT("Trễ 5 giờ"), S_INIT("08:00 thứ Tư, 29/4/2026")}},
    };
    struct board_view v = a_board(a);
    struct board_unit_view unit[11];

    for (size_t i = 0; i < COUNT_OF(unit); i++) {
        unit[i] = v.unit[i / 2];
        unit[i].at = (struct url){STR_NONE};
    }
    unit[3].name = S("UBND thị trấn Núi Sập, Thoại Sơn");
    v.is_wall = true;
    v.unit = unit;
    v.count = COUNT_OF(unit);
    v.all = 168;
    v.overdue = late;
    v.overdue_count = COUNT_OF(late);
    tpl_board_wall(o, &v);
}

static void demo(struct out *o, struct arena *a)
{
    static const struct str file[] = {
        S_INIT("Tìm “khai sinh” ở trang chủ, khai tờ khai, xem lại rồi nộp."),
        S_INIT("Xem hồ sơ đi tới đâu."),
    };
    static const struct str work[] = {S_INIT("Mở hàng chờ, làm dòng đầu.")};
    const struct demo_person_view person[] = {
        {S("Trần Thị Ngọc Điệp"), S("Công dân, phường Mỹ Bình"), file,
         COUNT_OF(file), S("diep"), true},
        {S("Huỳnh Thị Mỹ Duyên"), S("Tiếp nhận, phường Mỹ Bình"), work, 1,
         S("duyen"), false},
        {S("Phan Quốc Thái"), S("Công chức tư pháp – hộ tịch"), work, 1,
         S("thai"), false},
        {S("Chau Sóc Sa Ri"), S("Chủ tịch Ủy ban nhân dân phường"), NULL, 0,
         S("sari"), false},
    };
    const struct demo_group_view group[] = {
        {STR_NONE, true, person, 1},
        {S("Phường Mỹ Bình"), true, person + 1, COUNT_OF(person) - 1},
        {S("Thành phố Long Xuyên"), false, person + 1, COUNT_OF(person) - 1},
    };
    const struct demo_view v = {
        .csrf = S("x"),
        .clock = S("14:20, thứ Tư 29/4/2026"),
        .walk = person,
        .walk_count = COUNT_OF(person),
        .group = group,
        .count = COUNT_OF(group),
    };

    (void)a;
    tpl_demo(o, &v);
}

static void no_page(struct out *o, struct arena *a)
{
    const struct error_view v = {404, o->lang == LANG_EN ? S("en") : S("vi"),
                                 S("Không có trang này. Thử tìm tên thủ tục."),
                                 S("7F3K92QD")};

    (void)a;
    tpl_error(o, &v);
}

static void trouble(struct out *o, struct arena *a)
{
    const struct error_view v = {
        500, o->lang == LANG_EN ? S("en") : S("vi"),
        S("Cổng gặp lỗi, hồ sơ chưa được nộp. Bản nháp còn nguyên, lưu lúc "
          "10:41. Thử lại sau ít phút."),
        S("7F3K92QD")};

    (void)a;
    tpl_error(o, &v);
}

const struct page public_pages[] = {
    {.name = "01-home",
     .write = home,
     .title = S_INIT("Trang chủ"),
     .nav = CITIZEN_NAV_HOME,
     .is_wide = true},
    {.name = "02-procedures",
     .write = procedures,
     .title = S_INIT("Thủ tục"),
     .nav = CITIZEN_NAV_PROCEDURES},
    {.name = "02-procedures-none",
     .write = procedures_none,
     .title = S_INIT("Thủ tục"),
     .nav = CITIZEN_NAV_PROCEDURES},
    {.name = "03-procedure",
     .write = procedure,
     .title = S_INIT("Đăng ký thành lập hộ kinh doanh"),
     .nav = CITIZEN_NAV_PROCEDURES},
    {.name = "03-procedure-unknown",
     .write = procedure_unknown,
     .title = S_INIT("Cấp giấy phép"),
     .nav = CITIZEN_NAV_PROCEDURES},
    {.name = "13-tracking",
     .write = tracking,
     .title = S_INIT("Tiến độ hồ sơ"),
     .nav = CITIZEN_NAV_TRACKING},
    {.name = "13-tracking-none",
     .write = tracking_none,
     .title = S_INIT("Tra cứu hồ sơ"),
     .nav = CITIZEN_NAV_TRACKING,
     .has_errors = true},
    {.name = "14-board",
     .write = board,
     .title = S_INIT("Giám sát"),
     .nav = CITIZEN_NAV_BOARD},
    {.name = "14-board-part",
     .write = board_part,
     .title = S_INIT("Giám sát"),
     .nav = CITIZEN_NAV_BOARD},
    {.name = "14-board-wall",
     .frame = ON_A_WALL,
     .write = board_wall,
     .title = S_INIT("Giám sát")},
    {.name = "15-demo",
     .write = demo,
     .title = S_INIT("Xem thử"),
     .nav = CITIZEN_NAV_DEMO,
     .is_signed_in = true},
    {.name = "16-no-page", .frame = BARE, .write = no_page},
    {.name = "16-trouble", .frame = BARE, .write = trouble},
};
const size_t public_page_count = COUNT_OF(public_pages);
