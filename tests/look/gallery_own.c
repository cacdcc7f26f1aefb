/* An account, and one's own dossiers. */

#include "base/prelude.h"

#include "web/view_account.h"
#include "web/view_dossier.h"
#include "web/view_message.h"

#include "gallery.h"

static void login(struct out *o, struct arena *a)
{
    const struct login_view v = {
        .name = S("0900000123"),
        .error = S("Số điện thoại hoặc mật khẩu chưa đúng. Còn 3 lần thử."),
        .reason = S("Đăng nhập để nộp hồ sơ. Xong sẽ về đúng trang này."),
        .is_demo = true,
    };

    (void)a;
    tpl_login(o, &v);
}

static void locked(struct out *o, struct arena *a)
{
    const struct locked_view v = {S("14:35"), 5, S("0296 000 0000"),
                                  S("02960000000")};

    (void)a;
    tpl_locked(o, &v);
}

static void account(struct out *o, struct arena *a)
{
    const struct fact_view fact[] = {
        {.label = S("Họ và tên"), .value = S("Trần Thị Ngọc Điệp")},
        {.label = S("Số định danh"),
         .value = S("089 192 ••• •23"),
         .more = S("chưa xác thực")},
        {.label = S("Điện thoại"), .value = S("0900 000 123")},
        {.label = S("Thư điện tử"), .value = S("chưa có"), .is_unknown = true},
    };
    const struct account_view v = {
        .facts = {fact, COUNT_OF(fact), false},
        .note = {.kind = NOTE_OK, .title = S("Đã đổi mật khẩu.")},
        .password_letters_min = 10,
    };

    (void)a;
    tpl_account(o, &v);
}

static void profile(struct out *o, struct arena *a)
{
    const struct option_view sms[] = {
        {.value = S("vi-khong-dau"),
         .label = S("Đồng ý, tiếng Việt không dấu"),
         .is_chosen = true},
        {.value = S("vi"), .label = S("Đồng ý, tiếng Việt có dấu")},
        {.value = S("en"), .label = S("Đồng ý, tiếng Anh")},
        {.value = S("khong"), .label = S("Không nhắn tin cho tôi")},
    };
    const struct option_view mail[] = {
        {.value = S("vi"), .label = S("Đồng ý, tiếng Việt")},
        {.value = S("en"), .label = S("Đồng ý, tiếng Anh")},
        {.value = S("khong"),
         .label = S("Không gửi thư cho tôi"),
         .is_chosen = true},
    };
    const struct field_view field[] = {
        {.look = FIELD_PHONE,
         .id = S("dien_thoai"),
         .name = S("dien_thoai"),
         .label = S("Số điện thoại"),
         .value = S("0900000123"),
         .autocomplete = S("tel")},
        {.look = FIELD_EMAIL,
         .id = S("thu"),
         .name = S("thu"),
         .label = S("Thư điện tử"),
         .is_optional = true,
         .autocomplete = S("email")},
        {.look = FIELD_RADIO,
         .id = S("tin_nhan"),
         .name = S("tin_nhan"),
         .label = S("Báo tin hồ sơ của tôi qua tin nhắn SMS"),
         .hint = S("Đến số điện thoại ở trên, không nhắn từ 21 giờ đến 7 giờ. "
                   "Đổi ý lúc nào cũng được."),
         .options = {sms, COUNT_OF(sms)}},
        {.look = FIELD_RADIO,
         .id = S("thu_bao"),
         .name = S("thu_bao"),
         .label = S("Báo tin hồ sơ của tôi qua thư điện tử"),
         .hint = S("Cổng chưa gửi bằng cách này; lựa chọn được giữ cho khi có. "
                   "Thông báo trên cổng vẫn đủ."),
         .options = {mail, COUNT_OF(mail)}},
    };
    const struct profile_view v = {
        .csrf = S("x"), .field = field, .count = COUNT_OF(field)};

    (void)a;
    tpl_profile(o, &v);
}

static void registering(struct out *o, struct arena *a)
{
    const struct option_view sex[] = {
        {.value = S("nam"), .label = S("Nam")},
        {.value = S("nu"), .label = S("Nữ"), .is_chosen = true},
    };
    const struct wrong_view wrong[] = {
        {S("dien_thoai"), S("Số điện thoại còn thiếu 1 chữ số")}};
    const struct field_view field[] = {
        {.look = FIELD_TEXT,
         .id = S("ho_ten"),
         .name = S("ho_ten"),
         .label = S("Họ, chữ đệm và tên"),
         .value = S("Trần Thị Ngọc Điệp"),
         .autocomplete = S("name")},
        {.look = FIELD_DATE,
         .id = S("ngay_sinh"),
         .name = S("ngay_sinh"),
         .label = S("Ngày, tháng, năm sinh"),
         .hint = S("Ví dụ: 7 3 1992"),
         .date = {.day = S("7"), .month = S("3"), .year = S("1992")}},
        {.look = FIELD_RADIO,
         .id = S("gioi_tinh"),
         .name = S("gioi_tinh"),
         .label = S("Giới tính"),
         .options = {sex, 2}},
        {.look = FIELD_ID,
         .id = S("so_dinh_danh"),
         .name = S("so_dinh_danh"),
         .label = S("Số định danh cá nhân"),
         .hint = S("12 chữ số, mặt trước thẻ"),
         .value = S("089192000123"),
         .is_half = true},
        {.look = FIELD_PHONE,
         .id = S("dien_thoai"),
         .name = S("dien_thoai"),
         .label = S("Số điện thoại"),
         .hint = S("Để nhắn tin khi có kết quả"),
         .error = S("Số này có 9 chữ số, cần đủ 10"),
         .value = S("090 000 012"),
         .autocomplete = S("tel")},
        {.look = FIELD_EMAIL,
         .id = S("thu"),
         .name = S("thu"),
         .label = S("Thư điện tử"),
         .is_optional = true,
         .autocomplete = S("email")},
    };
    const struct register_view v = {
        .errors = {wrong, 1},
        .field = field,
        .count = COUNT_OF(field),
        .password_letters_min = 10,
    };

    (void)a;
    tpl_register(o, &v);
}

#define CHIPS 5

static void fill_chips(struct arena *a, struct chip_view chip[CHIPS])
{
    static const struct str words[CHIPS] = {
        S_INIT("Tất cả"), S_INIT("Chờ tôi làm"), S_INIT("Đang giải quyết"),
        S_INIT("Bản nháp"), S_INIT("Đã xong")};
    static const unsigned count[CHIPS] = {5, 1, 2, 1, 1};

    for (size_t i = 0; i < CHIPS; i++)
        chip[i] =
            (struct chip_view){words[i], to(a, "/ho-so"), count[i], i == 0};
}

static void mine(struct out *o, struct arena *a)
{
    struct chip_view chip[CHIPS];
    const struct my_dossier_view d[] = {
        {.kind = MY_TURN,
         .at = to(a, "/x"),
         .name = S("Cấp giấy phép xây dựng nhà ở riêng lẻ"),
         .code = S("H01.21-260415-0021"),
         .status = 5,
         .due = {DUE_STOPPED, S("Hạn đang dừng"), STR_NONE},
         .line = S("Cần bổ sung 1 giấy tờ: bản vẽ mặt bằng tầng 1 bị mờ, "
                   "không đọc được kích thước."),
         .act = to(a, "/x"),
         .act_words = S("Bổ sung bản vẽ"),
         .act_line = S("Gửi trước thứ Sáu, 15/5/2026")},
        {.kind = MY_RUNNING,
         .at = to(a, "/x"),
         .name = S("Đăng ký thành lập hộ kinh doanh"),
         .code = S("H01.21-260428-0037"),
         .status = 4,
         .due = {DUE_RUNNING, S("Hẹn trả thứ Ba, 05/5/2026"), STR_NONE},
         .line = S("Đã xong 3 trên 5 chặng. Đang ở Phòng Tài chính – Kế "
                   "hoạch."),
         .done = 3,
         .total = 5},
        {.kind = MY_RUNNING,
         .at = to(a, "/x"),
         .name = S("Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản "
                   "gắn liền với đất trong các trường hợp giải quyết tranh "
                   "chấp, khiếu nại, tố cáo về đất đai"),
         .code = S("H01.30-260413-0006"),
         .status = 4,
         .due = {DUE_LATE, S("Trễ 2 ngày"), STR_NONE},
         .again = {DUE_AGAIN, S("Hẹn lại 12/5"), STR_NONE},
         .line = S("Xin lỗi chị, hồ sơ đã trễ. Cơ quan đo đạc chưa gửi kết "
                   "quả thực địa.")},
        {.kind = MY_DRAFT,
         .at = to(a, "/x"),
         .name = S("Đăng ký khai sinh"),
         .line = S("Lưu lúc 21:08 ngày 26/4. Giữ đến 25/7/2026."),
         .act = to(a, "/x"),
         .act_words = S("Làm tiếp"),
         .drop = to(a, "/x")},
        {.kind = MY_DONE,
         .at = to(a, "/x"),
         .name = S("Cấp Giấy xác nhận tình trạng hôn nhân"),
         .code = S("H01.21.02-260311-0008"),
         .status = 10,
         .due = {DUE_EARLY, S("Xong sớm 1 ngày"), STR_NONE},
         .act = to(a, "/x"),
         .act_words = S("Tải kết quả")},
    };
    const struct my_dossiers_view v = {
        .greeting = S("Chào chị Điệp. Có 1 việc đang chờ chị."),
        .chip = chip,
        .chip_count = COUNT_OF(chip),
        .dossier = d,
        .count = COUNT_OF(d),
        .pager = {.words = S("5 hồ sơ")},
    };

    fill_chips(a, chip);
    tpl_my_dossiers(o, &v);
}

static void mine_none(struct out *o, struct arena *a)
{
    static const struct str tries[] = {
        S_INIT("Tìm “khai sinh”, khai tờ khai, xem lại rồi nộp."),
        S_INIT("Đổi vai thành cán bộ."),
    };
    const struct my_dossiers_view v = {
        .greeting = S("Chào chị Điệp."),
        .tries = {.kind = NOTE_INFO,
                  .title = S("Thử gì trước?"),
                  .line = tries,
                  .line_count = COUNT_OF(tries)},
    };

    (void)a;
    tpl_my_dossiers(o, &v);
}

static void one(struct out *o, struct arena *a)
{
    const struct event_view event[] = {
        {STEP_DONE,
         S("Chị nộp hồ sơ trên mạng"),
         S("10:43 thứ Ba, 28/4 · mã nộp K7QM-2X9D"),
         STR_NONE,
         {STR_NONE},
         STR_NONE},
        {STEP_DONE, S("Được tiếp nhận, đã có giấy hẹn"),
         S("14:05 thứ Ba, 28/4 · Bộ phận Tiếp nhận và Trả kết quả"), STR_NONE,
         to(a, "/x"), S("Giấy hẹn")},
        {STEP_NOW,
         S("Đang thẩm định"),
         S("từ 15:02 thứ Ba, 28/4 · Phòng Tài chính – Kế hoạch Long Xuyên"),
         S("Chặng này được 2 ngày làm việc, còn 1 ngày."),
         {STR_NONE},
         STR_NONE},
        {.state = STEP_LATER, .name = S("Lãnh đạo phòng ký")},
        {.state = STEP_LATER, .name = S("Trả kết quả")},
    };
    const struct file_view file[] = {
        {.name = S("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
         .facts = S("PDF 1 trang, có mã QR"),
         .open = to(a, "/x")},
        {.name = S("Tờ khai và 2 giấy tờ đã nộp"),
         .facts = S("4 tệp · 3,1 MB"),
         .open = to(a, "/x")},
    };
    const struct dossier_view v = {
        .name = S("Đăng ký thành lập hộ kinh doanh"),
        .code = S("H01.21-260428-0037"),
        .status = 4,
        .due_label = S("Hẹn trả kết quả"),
        .due_date = S("Thứ Ba, 05/5/2026"),
        .due_line = S("trước 17 giờ, tại quầy số 3 hoặc trong tài khoản"),
        .leaf_month = S("Tháng 5"),
        .leaf_day = S("05"),
        .why = S("Luật cho 3 ngày làm việc, đếm từ ngày liền sau ngày tiếp "
                 "nhận. Ngày nghỉ không tính."),
        .days = gallery_days,
        .why_more = S("Nếu được yêu cầu bổ sung giấy tờ, ngày hẹn sẽ tính lại "
                      "và hiện ở đây kèm lý do."),
        .events = {event, COUNT_OF(event)},
        .file = file,
        .file_count = COUNT_OF(file),
    };

    tpl_dossier(o, &v);
}

static void messages(struct out *o, struct arena *a)
{
    const struct message_line_view line[] = {
        {.at = to(a, "/x"),
         .title = S("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ Giấy phép xây "
                    "dựng nhà ở"),
         .code = S("H01.21-260415-0021"),
         .when = S("08:05"),
         .is_new = true},
        {.at = to(a, "/x"),
         .title = S("Cần bổ sung hồ sơ Hộ kinh doanh"),
         .code = S("H01.21-260428-0037"),
         .when = S("16:12 thứ Hai, 27/4"),
         .is_new = true},
        {.at = to(a, "/x"),
         .title = S("Đã tiếp nhận hồ sơ Khai sinh"),
         .code = S("H01.21.01-260413-0006"),
         .when = S("10:43 thứ Hai, 13/4")},
    };
    const struct messages_view v = {
        .csrf = S("x"),
        .last = S("1"),
        .unread = 2,
        .line = line,
        .count = COUNT_OF(line),
        .pager = {.next = to(a, "/thong-bao?sau=1")},
    };

    tpl_messages(o, &v);
}

static void messages_none(struct out *o, struct arena *a)
{
    const struct messages_view v = {.csrf = S("x")};

    (void)a;
    tpl_messages(o, &v);
}

static void message(struct out *o, struct arena *a)
{
    const struct message_view v = {
        .title = S("Cần bổ sung hồ sơ Hộ kinh doanh"),
        .when = S("16:12 thứ Hai, 27/4"),
        .text = S("Hồ sơ Hộ kinh doanh, mã H01.21-260428-0037, còn thiếu giấy "
                  "tờ hoặc có chỗ phải sửa. Mời ông/bà xem phiếu yêu cầu bổ "
                  "sung trong hồ sơ rồi gửi đủ một lần, trên cổng hoặc tại Bộ "
                  "phận Tiếp nhận và Trả kết quả thành phố Long Xuyên. Hạn bổ "
                  "sung: 17:00 thứ Sáu, 15/5/2026."),
        .dossier = to(a, "/x"),
    };

    tpl_message(o, &v);
}

const struct page own_pages[] = {
    {.name = "04-register-error",
     .write = registering,
     .title = S_INIT("Mở tài khoản"),
     .has_errors = true},
    {.name = "05-login-error",
     .write = login,
     .title = S_INIT("Đăng nhập"),
     .has_errors = true},
    {.name = "05-locked", .write = locked, .title = S_INIT("Tạm khóa")},
    {.name = "06-account",
     .write = account,
     .title = S_INIT("Tài khoản"),
     .is_signed_in = true},
    {.name = "06-profile",
     .write = profile,
     .title = S_INIT("Sửa thông tin của tôi"),
     .is_signed_in = true},
    {.name = "11-mine",
     .write = mine,
     .title = S_INIT("Hồ sơ của tôi"),
     .is_signed_in = true},
    {.name = "11-mine-none",
     .write = mine_none,
     .title = S_INIT("Hồ sơ của tôi"),
     .is_signed_in = true},
    {.name = "13-messages",
     .write = messages,
     .title = S_INIT("Thông báo"),
     .nav = CITIZEN_NAV_MESSAGES,
     .is_signed_in = true},
    {.name = "13-messages-none",
     .write = messages_none,
     .title = S_INIT("Thông báo"),
     .nav = CITIZEN_NAV_MESSAGES,
     .is_signed_in = true},
    {.name = "13-message",
     .write = message,
     .title = S_INIT("Thông báo"),
     .nav = CITIZEN_NAV_MESSAGES,
     .is_signed_in = true},
    {.name = "12-dossier",
     .write = one,
     .title = S_INIT("Đăng ký thành lập hộ kinh doanh"),
     .is_signed_in = true},
};
const size_t own_page_count = COUNT_OF(own_pages);
