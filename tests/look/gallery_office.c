/* Officers' pages. */

#include "base/prelude.h"

#include "web/flow_picture.h"
#include "web/view_office.h"

#include "gallery.h"

static const struct option_view some[] = {
    {.value = S_INIT("a"), .label = S_INIT("Đăng ký khai sinh")},
    {.value = S_INIT("b"), .label = S_INIT("Đăng ký thành lập hộ kinh doanh")},
};

#define ROWS 5

static void fill_rows(struct arena *a, struct queue_row_view ret[ROWS])
{
    const struct url x = to(a, "/can-bo/ho-so/x");
    const struct queue_row_view row[ROWS] = {
        {x,
         S("QH4T-81WC"),
         S("Trên mạng"),
         S("Gia hạn giấy phép xây dựng"),
         S("Lâm Chí Khang · phường Mỹ Xuyên"),
         1,
         {DUE_LATE, S("Trễ 2 giờ"), S("12:20 thứ Tư, 29/4/2026")},
         STR_NONE,
         STR_NONE,
         x,
         S("Tiếp nhận")},
        {x,
         S("K7QM-2X9D"),
         S("Trên mạng"),
         S("Đăng ký thành lập hộ kinh doanh"),
         S("Trần Thị Ngọc Điệp · phường Mỹ Bình"),
         1,
         {DUE_NEAR, S("Còn 38 phút"), STR_NONE},
         S("Huỳnh Thị Mỹ Duyên"),
         S("MD"),
         x,
         S("Tiếp nhận")},
        {x,
         S("H01.21-260415-0021"),
         S("Đã bổ sung 1 giấy tờ"),
         S("Cấp giấy phép xây dựng nhà ở riêng lẻ"),
         S("Néang Srây Mom · xã Mỹ Khánh"),
         4,
         {DUE_RUNNING, S("Còn 5 ngày"), STR_NONE},
         S("Huỳnh Thị Mỹ Duyên"),
         S("MD"),
         x,
         S("Xem phần đã sửa")},
        {x,
         S("M3XV-15TZ"),
         S("Bưu chính"),
         S("Tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn đã thông "
           "báo của hộ kinh doanh"),
         S("Mohamad Salêh · xã Mỹ Hòa Hưng"),
         5,
         {DUE_STOPPED, S("Hạn đang dừng"), STR_NONE},
         STR_NONE,
         STR_NONE,
         {STR_NONE},
         STR_NONE},
        {x,
         S("C8LJ-62HB"),
         S("Tại quầy"),
         S("Cấp lại Giấy chứng nhận đăng ký hộ kinh doanh"),
         S("Phan Thị Kim Thoa · phường Đông Xuyên"),
         7,
         {DUE_ANSWER, S("Còn 6 giờ"), STR_NONE},
         S("Lê Ngọc"),
         S("LN"),
         x,
         S("Xét rút")},
    };

    memcpy(ret, row, sizeof row);
}

static void queue(struct out *o, struct arena *a)
{
    struct queue_row_view row[ROWS];
    const struct queue_filter_view filter[] = {
        {S("thu_tuc"), S("Thủ tục"), {some, 2}},
        {S("kenh"), S("Kênh nộp"), {some, 2}},
        {S("nguoi_giu"), S("Người giữ"), {some, 2}},
    };
    const struct queue_view v = {
        .title = S("Chờ tiếp nhận"),
        .duty = S("12 hồ sơ · phải trả lời trong 8 giờ làm việc"),
        .at = to(a, "/can-bo"),
        .filter = filter,
        .filter_count = COUNT_OF(filter),
        .is_filtered = true,
        .note = {.kind = NOTE_OK,
                 .words = S("Đã tiếp nhận H01.21-260428-0037, hẹn 05/5")},
        .row = row,
        .count = COUNT_OF(row),
        .pager = {.words = S("5 trên 12"), .next = to(a, "/can-bo?sau=x")},
        .may_intake = true,
    };

    fill_rows(a, row);
    tpl_queue(o, &v);
}

static void queue_none(struct out *o, struct arena *a)
{
    static const struct str tries[] = {
        S_INIT("Mở “Chờ tiếp nhận”, bấm Enter ở dòng đầu."),
        S_INIT("Xem giấy tờ rồi bấm Tiếp nhận: hồ sơ có mã và ngày hẹn."),
    };
    const struct queue_view v = {
        .title = S("Chờ ký"),
        .duty = S("không có hồ sơ nào"),
        .at = to(a, "/can-bo"),
        .tries = {.kind = NOTE_INFO,
                  .title = S("Thử gì trước?"),
                  .line = tries,
                  .line_count = COUNT_OF(tries)},
    };

    tpl_queue(o, &v);
}

static const struct event_view steps[] = {
    {.state = STEP_DONE,
     .name = S_INIT("Tiếp nhận"),
     .line = S_INIT("Mỹ Duyên · 14:05, 28/4 · đúng hạn")},
    {.state = STEP_NOW,
     .name = S_INIT("Thẩm định"),
     .line = S_INIT("Quốc Thái · từ 15:02, 28/4")},
    {.state = STEP_LATER, .name = S_INIT("Ký: Trưởng phòng")},
    {.state = STEP_LATER, .name = S_INIT("Cấp số, trả kết quả")},
};

static struct office_dossier_view a_dossier(struct arena *a)
{
    return (struct office_dossier_view){
        .back = to(a, "/can-bo"),
        .back_words = S("Chờ xử lý"),
        .place = S("Hồ sơ 4 trên 37"),
        .before = to(a, "/x"),
        .after = to(a, "/x"),
        .name = S("Đăng ký thành lập hộ kinh doanh"),
        .code = S("H01.21-260428-0037"),
        .person = S("Trần Thị Ngọc Điệp · nộp trên mạng"),
        .status = 4,
        .papers_at = to(a, "/x"),
        .answers_at = to(a, "/x"),
        .events_at = to(a, "/x"),
        .due_label = S("Hẹn trả"),
        .due_date = S("Thứ Ba, 05/5/2026"),
        .due_time = S("17:00"),
        .due = {DUE_RUNNING, S("Còn 3 ngày"), STR_NONE},
        .used_per_cent = 27,
        .used_words = S("Đã dùng 0,8 trên 3 ngày làm việc"),
        .step_words = S("Thẩm định · còn 1 ngày 2 giờ"),
        .steps = {steps, COUNT_OF(steps)},
    };
}

static void told(struct out *o, struct arena *a)
{
    const struct event_view event[] = {
        {.state = STEP_DONE,
         .name = S("Tiếp nhận"),
         .line = S("14:05 thứ Ba, 28/4 · Mỹ Duyên · BPTN&TKQ Long Xuyên")},
    };
    const struct event_view notice[] = {
        {.state = STEP_DONE,
         .name = S("Đã tiếp nhận hồ sơ Hộ kinh doanh"),
         .line = S("Trên cổng: đã đọc lúc 14:20 thứ Ba, 28/4")},
        {.state = STEP_DONE,
         .name = S("Đã tiếp nhận hồ sơ Hộ kinh doanh"),
         .line = S("SMS: đã báo lúc 14:05 thứ Ba, 28/4, đã nhận lúc 14:06 thứ "
                   "Ba, 28/4")},
    };
    struct office_dossier_view v = a_dossier(a);

    v.tab = TAB_EVENTS;
    v.events = (struct timeline_view){event, COUNT_OF(event)};
    v.notices = (struct timeline_view){notice, COUNT_OF(notice)};
    tpl_office_dossier(o, &v);
}

static void dossier(struct out *o, struct arena *a)
{
    const struct url x = to(a, "/x");
    const struct office_paper_view paper[] = {
        {x, S("Giấy đề nghị đăng ký"), S("Từ biểu mẫu · 2 trang"), false,
         PAPER_FITS},
        {x, S("Căn cước chủ hộ"), S("Bản giấy ở quầy"), false, PAPER_FITS},
        {x, S("Biên bản họp gia đình"), S("Tệp nộp · 2 trang · 640 KB"), true,
         PAPER_WANTING},
        {x, S("Hợp đồng thuê mặt bằng"), S("Tệp nộp · 1 trang · 1,8 MB"), false,
         PAPER_UNREAD},
    };
    const struct office_act_link_view act[] = {
        {x, S("Bổ sung"), S("m"), S("M"), false},
        {x, S("Lấy ý kiến"), S("l"), S("L"), false},
        {x, S("Chuyển"), S("c"), S("C"), false},
        {x, S("Từ chối"), S("x"), S("X"), true},
    };
    const struct option_view receiver[] = {
        {.value = S("1"), .label = S("Lê Hồng Vân, Trưởng phòng")}};
    struct office_dossier_view v = a_dossier(a);

    v.paper = paper;
    v.paper_count = COUNT_OF(paper);
    v.open_paper = 2;
    v.preview_name = S("Biên bản họp gia đình");
    v.preview_file = x;
    v.verdict = x;
    v.main = x;
    v.main_words = S("Trình lãnh đạo ký");
    v.main_blocked = S("Còn 1 giấy tờ chưa xem. Xem xong mới trình được.");
    v.receiver = receiver;
    v.receiver_count = 1;
    v.act = act;
    v.act_count = COUNT_OF(act);
    tpl_office_dossier(o, &v);
}

static void answers(struct out *o, struct arena *a)
{
    const struct fact_view fact[] = {
        {.label = S("Họ và tên"), .value = S("Trần Thị Ngọc Điệp")},
        {.label = S("Ngày sinh"), .value = S("07/3/1992")},
        {.label = S("Địa chỉ"),
         .value = S("24/6 Lý Thái Tổ, khóm Bình Thới, phường Mỹ Bình, thành "
                    "phố Long Xuyên")},
    };
    const struct check_section_view section[] = {
        {S("Chủ hộ kinh doanh"), {fact, COUNT_OF(fact), false}}};
    struct office_dossier_view v = a_dossier(a);

    v.tab = TAB_ANSWERS;
    v.answers = section;
    v.answers_count = 1;
    v.not_ours = S("Phan Quốc Thái đang giữ hồ sơ này.");
    v.due = (struct due_view){DUE_LATE, S("Trễ 2 ngày"), STR_NONE};
    v.again = (struct due_view){DUE_AGAIN, S("Hẹn lại 12/5"), STR_NONE};
    v.used_per_cent = 100;
    tpl_office_dossier(o, &v);
}

static void refuse(struct out *o, struct arena *a)
{
    const struct wrong_view wrong[] = {{S("ly_do"), S("Hãy ghi lý do")}};
    const struct field_view field[] = {
        {.look = FIELD_LONG,
         .id = S("ly_do"),
         .name = S("ly_do"),
         .label = S("Vì sao không tiếp nhận, và làm lại thế nào"),
         .hint = S("Người nộp đọc nguyên văn."),
         .error = S("Hãy ghi lý do")}};
    const struct office_act_view v = {
        .back = to(a, "/x"),
        .code = S("K7QM-2X9D"),
        .name = S("Đăng ký thành lập hộ kinh doanh"),
        .title = S("Không tiếp nhận hồ sơ này?"),
        .note = {.kind = NOTE_INFO,
                 .words = S("Người nộp được báo ngay. Hồ sơ không mở lại "
                            "được, họ nộp hồ sơ mới từ bản nháp này.")},
        .post = to(a, "/x"),
        .errors = {wrong, 1},
        .field = field,
        .count = 1,
        .go = S("Không tiếp nhận"),
        .stay = S("Giữ lại"),
        .is_dangerous = true,
    };

    tpl_office_act(o, &v);
}

static void conflict(struct out *o, struct arena *a)
{
    const struct fact_view fact[] = {
        {.label = S("Bước vừa xong"), .value = S("Tiếp nhận")},
        {.label = S("Người làm"), .value = S("Huỳnh Thị Mỹ Duyên")},
        {.label = S("Lúc"), .value = S("14:05")},
        {.label = S("Đang chờ"), .value = S("Thẩm định · UBND phường Mỹ Bình")},
    };
    const struct office_conflict_view v = {
        .code = S("H01.21.01-260428-0001"),
        .name = S("Đăng ký khai sinh"),
        .title = S("Người khác đã làm trước"),
        .note = {.kind = NOTE_WARNING,
                 .title = S("Hồ sơ vừa được người khác chuyển bước."),
                 .words = S("Việc vừa bấm chưa được ghi, hồ sơ không bị đổi "
                            "thêm. Mở lại hồ sơ, xem bước đang chờ, rồi làm "
                            "tiếp nếu vẫn thuộc phần mình.")},
        .facts = {fact, COUNT_OF(fact), false},
        .typed = S("Giấy chứng sinh bị mờ, không đọc được ngày sinh."),
        .open = to(a, "/x"),
        .queue = to(a, "/x"),
        .queue_words = S("Chờ tiếp nhận"),
    };

    tpl_office_conflict(o, &v);
}

#define FIELD(kind, id_, label_, value_)                                \
    {                                                                   \
        .look = kind, .id = S(id_), .name = S(id_), .label = S(label_), \
        .value = S(value_)                                              \
    }

static const struct option_view known[] = {
    {.value = S_INIT("7"),
     .label = S_INIT("Trần Thị Ngọc Điệp"),
     .hint = S_INIT("Năm sinh 1992 · điện thoại …123")},
    {.value = S_INIT("0"),
     .label = S_INIT("Người khác"),
     .hint = S_INIT("Lập mới theo giấy tờ trên tay."),
     .is_chosen = true},
};

static void counter(struct out *o, struct arena *a)
{
    const struct field_view person[] = {
        FIELD(FIELD_TEXT, "ho_ten", "Họ và tên", "Trần Thị Ngọc Điệp"),
        FIELD(FIELD_TEXT, "ngay_sinh", "Ngày sinh", "07/3/1992"),
        FIELD(FIELD_ID, "so", "Số căn cước", "089192000123"),
        FIELD(FIELD_PHONE, "dt", "Điện thoại", "0900000123"),
    };
    const struct counter_paper_view paper[] = {
        {S("Giấy đề nghị đăng ký hộ kinh doanh"), S("Điền tại quầy, in để ký"),
         S("form"), S("1"), S(""), STR_NONE, true},
        {S("Giấy tờ pháp lý của chủ hộ"), S("Bản sao: 1."), S("card"), S(""),
         S(""), S("Chưa ghi nhận bản nào."), true},
        {S("Biên bản họp thành viên hộ gia đình"),
         S("Chỉ khi nhiều người đứng tên"), S("minutes"), S("1"), S("1"),
         STR_NONE, false},
    };
    const struct wrong_view wrong[] = {
        {S("ban_chinh.card"),
         S("Giấy tờ pháp lý của chủ hộ: Chưa ghi nhận bản nào.")},
    };
    const struct field_view question[] = {
        FIELD(FIELD_TEXT, "name", "Tên hộ kinh doanh",
              "Tiệm bánh Thốt Nốt Ngọc Điệp"),
    };
    const struct section_view section[] = {
        {S("Hộ kinh doanh"), STR_NONE, question, COUNT_OF(question)},
    };
    const struct counter_view v = {
        .title = S("Tiếp nhận tại quầy"),
        .fill = to(a, "/can-bo/tiep-nhan/dien"),
        .accept = to(a, "/can-bo/tiep-nhan"),
        .preview = to(a, "/can-bo/tiep-nhan/giay-hen"),
        .errors = {wrong, COUNT_OF(wrong)},
        .address = FIELD(FIELD_TEXT, "dia_chi", "Địa chỉ",
                         "24/6 Lý Thái Tổ, khóm Bình Thới, phường Mỹ Bình"),
        .sex = {.look = FIELD_SELECT,
                .id = S("gioi_tinh"),
                .name = S("gioi_tinh"),
                .label = S("Giới tính"),
                .options = {some, 2}},
        .known = {.look = FIELD_RADIO,
                  .id = S("nguoi"),
                  .name = S("nguoi"),
                  .label = S("Người này đã có trong sổ?"),
                  .hint = S("So với giấy tờ trên tay."),
                  .options = {known, COUNT_OF(known)}},
        .returns = {some, 2},
        .section = section,
        .section_count = COUNT_OF(section),
        .has_refresh = true,
        .csrf = S("x"),
        .key = S("x"),
        .person = person,
        .person_count = COUNT_OF(person),
        .procedures = {some, 2},
        .cases = {some, 2},
        .paper = paper,
        .paper_count = COUNT_OF(paper),
        .receipt = {true, S("14:21, thứ Ba 28/4"), S("3 ngày làm việc"),
                    S("17:00, thứ Ba 05/5"), S("Trừ 30/4, 01/5, cuối tuần"),
                    STR_NONE, STR_NONE, S("Tại quầy")},
        .may_accept = true,
    };

    tpl_counter(o, &v);
}

static void admin(struct out *o, struct arena *a)
{
    const struct url x = to(a, "/x");
    const struct admin_procedure_view row[] = {
        {x, S("1.001193"), S("Đăng ký khai sinh"), S("Hộ tịch"), S("Cấp xã"),
         S("2022.1"), S("từ 01/01/2022"), x, ADMIN_PUBLISHED, true, STR_NONE, x,
         S("Thôi áp dụng")},
        {x, S("1.004837"),
         S("Đăng ký thường trú cho công dân đã có chỗ ở hợp pháp, được chủ hộ "
           "và chủ sở hữu đồng ý cho nhập vào cùng hộ"),
         S("Cư trú"), S("Cấp xã"), S("2022.1"), S("từ 01/01/2022"), x,
         ADMIN_IMPORTED, false,
         S("Có trường hợp thiếu thời hạn, chưa nộp trên mạng được"), x,
         S("Công bố")},
        {x, S("2.000815"), S("Chứng thực bản sao từ bản chính"),
         S("Chứng thực"), S("Cấp xã"), S("2022.1"),
         S("từ 01/01/2022 đến hết 30/6/2025"), x, ADMIN_WITHDRAWN, false,
         STR_NONE, x, S("Công bố")},
    };
    const struct admin_procedures_view v = {
        .row = row,
        .count = COUNT_OF(row),
        .pager = {.words = S("3 thủ tục")},
    };

    tpl_admin_procedures(o, &v);
}

/* Two steps of a flow, the second with what is wrong with it. */
static const struct flow_step drawn[] = {
    {
        .id = S_INIT("appraise"),
        .name = {{S_INIT("Thẩm định hồ sơ, lấy ý kiến của các cơ quan"),
                  S_INIT("Appraisal, opinions of other bodies")}},
        .kind = FLOW_CONSULT,
        .role = FLOW_ROLE_PROCESSOR,
        .has_limit = true,
        .limit = {LIMIT_WORKING_DAY, 2},
        .way = (const struct flow_way[]){{.to = 1, .action = FLOW_DO_SUBMIT}},
        .way_count = 1,
    },
    {
        .id = S_INIT("sign"),
        .name = {{S_INIT("Chủ tịch ký"), S_INIT("The chairman signs")}},
        .kind = FLOW_APPROVE,
        .role = FLOW_ROLE_CHAIRMAN,
        .way =
            (const struct flow_way[]){{.to = 0, .action = FLOW_DO_SEND_BACK}},
        .way_count = 1,
    },
};

static void flow_edit(struct out *o, struct arena *a)
{
    static const bool faulty[FLOW_STEPS_MAX] = {[1] = true};
    static const struct str fault[] = {
        S_INIT("Từ bước “sign” không đến được bước trả kết quả.")};
    static const struct str change[] = {
        S_INIT("đổi steps[sign].limit.value: 4 → 6")};
    static const struct option_view choice[] = {
        {S_INIT("a"), S_INIT("Phòng Lao động – Thương binh và Xã hội"),
         STR_NONE, true},
        {S_INIT("b"), S_INIT("Sở Y tế"), STR_NONE, false}};
    const struct options_view offered = {choice, COUNT_OF(choice)};
    const struct flow_way_view way[] = {
        {S("b1_l1_"), offered, offered, offered, S("Lối đi 1 của bước 1")}};
    const struct flow_way_view way_2[] = {
        {S("b2_l1_"), offered, offered, offered, S("Lối đi 1 của bước 2")}};
    const struct flow_row_view row[] = {
        {.number = 1,
         .prefix = S("b1_"),
         .origin = S("0"),
         .id = S("appraise"),
         .name = drawn[0].name.in[LANG_VI],
         .name_en = drawn[0].name.in[LANG_EN],
         .kind = offered,
         .role = offered,
         .unit = offered,
         .time = offered,
         .value = S("2"),
         .way = way,
         .way_count = 1,
         .is_first = true},
        {.number = 2,
         .prefix = S("b2_"),
         .origin = S("1"),
         .id = S("sign"),
         .name = drawn[1].name.in[LANG_VI],
         .name_en = drawn[1].name.in[LANG_EN],
         .kind = offered,
         .role = offered,
         .unit = offered,
         .time = offered,
         .way = way_2,
         .way_count = 1,
         .fault = fault,
         .fault_count = 1,
         .is_last = true},
    };
    const struct flow_version_view version[] = {
        {S("2022.2"), S("từ 28/04/2026"), S("chưa công bố"), to(a, "/x"),
         S("Công bố"), change, 1},
        {S("2022.1"), S("từ 01/01/2022"), S("đang công bố"), to(a, "/x"),
         S("Thôi áp dụng"), NULL, 0},
    };
    const struct flow flow = {.step = drawn, .step_count = COUNT_OF(drawn)};
    struct flow_edit_view v = {
        .code = S("1.001776"),
        .name = S("Thực hiện trợ cấp xã hội hằng tháng"),
        .back = to(a, "/x"),
        .post = to(a, "/x"),
        .revision = S("3"),
        .standing = S("Bản nháp, sửa từ phiên bản 2022.1."),
        .why = S("Các bước này được giả định. Lý do: chưa có quy trình."),
        .has_draft = true,
        .note = {.kind = NOTE_WARNING,
                 .words = S("Đã kiểm tra: còn lỗi, ghi bên cạnh từng bước.")},
        .row = row,
        .count = COUNT_OF(row),
        .version = version,
        .version_count = COUNT_OF(version),
    };

    flow_picture(a, LANG_VI, &flow, faulty, &v.picture);
    tpl_flow_edit(o, &v);
}

const struct page office_pages[] = {
    {"20-queue", FOR_OFFICERS, queue, S_INIT("Chờ tiếp nhận"),
     OFFICE_NAV_RECEIVE, true, false, false, false},
    {"20-queue-none", FOR_OFFICERS, queue_none, S_INIT("Chờ ký"),
     OFFICE_NAV_SIGN, true, false, false, false},
    {"21-dossier", FOR_OFFICERS, dossier, S_INIT("H01.21-260428-0037"),
     OFFICE_NAV_OPEN, true, false, false, false},
    {"21-dossier-answers", FOR_OFFICERS, answers, S_INIT("H01.21-260428-0037"),
     OFFICE_NAV_OPEN, true, false, false, false},
    {"21-dossier-told", FOR_OFFICERS, told, S_INIT("H01.21-260428-0037"),
     OFFICE_NAV_OPEN, true, false, false, false},
    {"22-act-error", FOR_OFFICERS, refuse, S_INIT("Không tiếp nhận"),
     OFFICE_NAV_RECEIVE, true, false, false, true},
    {"22-conflict", FOR_OFFICERS, conflict, S_INIT("Người khác đã làm trước"),
     OFFICE_NAV_RECEIVE, true, false, false, false},
    {"23-counter", FOR_OFFICERS, counter, S_INIT("Tiếp nhận tại quầy"),
     OFFICE_NAV_COUNTER, true, false, true, false},
    {"24-admin", FOR_OFFICERS, admin, S_INIT("Thủ tục"), OFFICE_NAV_ADMIN, true,
     false, false, false},
    {"25-flow", FOR_OFFICERS, flow_edit, S_INIT("Quy trình nội bộ"),
     OFFICE_NAV_ADMIN, true, false, false, false},
};
const size_t office_page_count = COUNT_OF(office_pages);
