/* Filling in: the case, a step with every kind of field, papers, review. */

#include "base/prelude.h"

#include "web/view_form.h"

#include "gallery.h"

#define FIELD(kind, id_, label_) \
    .look = kind, .id = S(id_), .name = S(id_), .label = S(label_)

static const struct option_view districts[] = {
    {.value = S_INIT("883"),
     .label = S_INIT("Thành phố Long Xuyên"),
     .is_chosen = true},
    {.value = S_INIT("884"), .label = S_INIT("Thành phố Châu Đốc")},
};
static const struct option_view yes_no[] = {
    {.value = S_INIT("yes"), .label = S_INIT("Có"), .is_chosen = true},
    {.value = S_INIT("no"), .label = S_INIT("Không")},
};
static const struct option_view many[] = {
    {.value = S_INIT("a"),
     .label = S_INIT("Bản điện tử trong tài khoản"),
     .hint = S_INIT("Có ngay khi ký"),
     .is_chosen = true},
    {.value = S_INIT("b"), .label = S_INIT("Bản giấy tại quầy")},
    {.value = S_INIT("c"), .label = S_INIT("Bản giấy qua bưu điện")},
};

static void fill_steps(struct arena *a, struct form_step_view step[5],
                       unsigned now)
{
    static const struct str name[] = {
        S_INIT("Tên và ngành nghề"), S_INIT("Chủ hộ và địa chỉ"),
        S_INIT("Vốn và lao động"), S_INIT("Giấy tờ đính kèm"),
        S_INIT("Xem lại và nộp")};

    for (unsigned i = 0; i < 5; i++) {
        step[i] = (struct form_step_view){.name = name[i]};
        step[i].state = i + 1 < now    ? STEP_DONE
                        : i + 1 == now ? STEP_NOW
                                       : STEP_LATER;
        if (step[i].state == STEP_DONE)
            step[i].at = to(a, "/nop-ho-so/1.001612?buoc=1");
    }
}

static struct form_view a_form(struct arena *a,
                               const struct form_step_view *steps)
{
    return (struct form_view){
        .procedure = S("Đăng ký thành lập hộ kinh doanh"),
        .back = to(a, "/x"),
        .post = to(a, "/x"),
        .autosave = to(a, "/x"),
        .csrf = S("x"),
        .key = S("x"),
        .revision = 7,
        .saved = S("Đã lưu bản nháp lúc 10:24"),
        .step_count = 5,
        .steps = steps,
        .help_phone = S("0296 000 0000"),
        .help_phone_link = S("02960000000"),
        .draft_code = S("N-4827"),
    };
}

static struct area_field_view a_commune(struct arena *a)
{
    return (struct area_field_view){
        .districts = {districts, COUNT_OF(districts)},
        .district_name = S("at.district"),
        .text_name = S("at.commune.text"),
        .text = S("my"),
        .find = to(a, "/dia-ban"),
    };
}

static void errors(struct out *o, struct arena *a)
{
    const struct wrong_view wrong[] = {
        {S("birth"), S("Ngày sinh: tháng phải từ 1 đến 12")},
        {S("phone"), S("Số điện thoại còn thiếu 1 chữ số")},
        {S("at"), S("Chọn xã, phường hoặc thị trấn nơi đặt tiệm")},
    };
    const struct field_view person[] = {
        {FIELD(FIELD_TEXT, "name", "Họ, chữ đệm và tên"),
         .value = S("Trần Thị Ngọc Điệp")},
        {FIELD(FIELD_DATE, "birth", "Ngày, tháng, năm sinh"),
         .hint = S("Ví dụ: 7 3 1992"), .error = S("Tháng phải từ 1 đến 12"),
         .date = {S("7"), S("13"), S("1992"), false, true, false}},
        {FIELD(FIELD_ID, "idn", "Số căn cước"),
         .hint = S("12 chữ số, mặt trước thẻ"), .value = S("089192000123"),
         .is_half = true},
        {FIELD(FIELD_PHONE, "phone", "Số điện thoại"),
         .hint = S("Để nhắn tin khi có kết quả"),
         .error = S("Số này có 9 chữ số, cần đủ 10"),
         .value = S("090 000 012")},
    };
    const struct option_view provinces[] = {
        {.value = S("89"), .label = S("Tỉnh An Giang"), .is_chosen = true},
        {.value = S("79"), .label = S("Thành phố Hồ Chí Minh")},
        {.value = S("other"), .label = S("Nước ngoài")},
    };
    const struct address_field_view at = {
        .provinces = {provinces, COUNT_OF(provinces)},
        .here_id = S("at"),
        .place_id = S("at-noi-khac"),
        .detail_id = S("at-dong"),
        .abroad_id = S("at-nuoc-ngoai"),
        .home = S("89"),
        .abroad_value = S("other"),
        .area = a_commune(a),
        .province_name = S("at.province"),
        .commune_name = S("at.commune"),
        .place_name = S("at.place"),
        .detail_name = S("at.detail"),
        .abroad_name = S("at.abroad"),
        .detail = S("24/6 Lý Thái Tổ, khóm Bình Thới"),
        .commune_error = S("Hãy chọn một nơi trong danh sách"),
    };
    const struct field_view owner[] = {
        {.look = FIELD_BLOCK,
         .id = S("owner"),
         .from_account = S("Họ tên, ngày sinh, số căn cước"),
         .child = person,
         .child_count = COUNT_OF(person)}};
    const struct field_view place[] = {
        {FIELD(FIELD_ADDRESS, "at", "Địa chỉ kinh doanh"), .address = &at}};
    const struct section_view section[] = {
        {S("Chủ hộ kinh doanh"), STR_NONE, owner, 1},
        {S("Nơi đặt tiệm"), STR_NONE, place, 1},
    };
    struct form_step_view steps[5];
    struct form_view v;

    fill_steps(a, steps, 2);
    v = a_form(a, steps);
    v.title = S("Chủ hộ và địa chỉ kinh doanh");
    v.step = 2;
    v.errors = (struct errors_view){wrong, COUNT_OF(wrong)};
    v.section = section;
    v.section_count = COUNT_OF(section);
    tpl_form(o, &v);
}

static void kinds(struct out *o, struct arena *a)
{
    const struct field_view line[] = {
        {FIELD(FIELD_TEXT, "lines[0].code", "Mã ngành"), .value = S("1071"),
         .width = 10, .is_half = true},
        {FIELD(FIELD_TEXT, "lines[0].name", "Tên ngành"),
         .value = S("Sản xuất các loại bánh từ bột")},
    };
    const struct row_view row[] = {
        {S("Ngành nghề 1"), line, 2, S("remove:lines:0")},
        {S("Ngành nghề 2"), line, 2, S("remove:lines:1")},
    };
    const struct field_view field[] = {
        {FIELD(FIELD_LONG, "about", "Mô tả việc kinh doanh"),
         .value = S("Làm bánh bò thốt nốt."), .is_optional = true},
        {FIELD(FIELD_MONEY, "capital", "Vốn kinh doanh"), .width = 20,
         .value = S("50.000.000"), .unit = S("đồng"),
         .more = S("năm mươi triệu đồng")},
        {FIELD(FIELD_NUMBER, "workers", "Số lao động"), .width = 5,
         .value = S("2"), .unit = S("người")},
        {FIELD(FIELD_RADIO, "alone", "Một mình đứng tên?"),
         .options = {yes_no, 2}, .does_refresh = true},
        {FIELD(FIELD_SELECT, "kind", "Loại địa điểm"),
         .options = {districts, 2}},
        {FIELD(FIELD_MANY, "copies", "Nhận kết quả thế nào"),
         .hint = S("Chọn một hay nhiều cách"), .options = {many, 3}},
        {FIELD(FIELD_AREA, "court", "Nơi đăng ký"), .area = a_commune(a)},
        {FIELD(FIELD_GROUP, "lines", "Ngành nghề"), .row = row, .row_count = 2,
         .hint = S("Ngành chính ghi trước"), .add = S("add:lines")},
        {FIELD(FIELD_COMPUTED, "words", "Tổng vốn bằng chữ")},
        {FIELD(FIELD_DECLARATION, "sworn",
               "Tôi cam đoan những điều khai trên là đúng.")},
    };
    const struct section_view section[] = {{S("Vốn và lao động"),
                                            S("Ghi như trên giấy tờ."), field,
                                            COUNT_OF(field)}};
    struct form_step_view steps[5];
    struct form_view v;

    fill_steps(a, steps, 3);
    v = a_form(a, steps);
    v.title = S("Vốn và lao động");
    v.step = 3;
    v.section = section;
    v.section_count = 1;
    v.has_refresh = true;
    tpl_form(o, &v);
}

static void papers(struct out *o, struct arena *a)
{
    const struct file_view file[] = {
        {.name = S("Bien-ban-hop-gia-dinh-ngay-20-thang-4-nam-2026-ban-co-"
                   "day-du-chu-ky-cua-cac-thanh-vien.pdf"),
         .facts = S("2 trang · 640 KB · đọc được"),
         .open = to(a, "/x")},
    };
    const struct str remove[] = {S_INIT("f1")};
    const struct paper_view paper[] = {
        {.id = S("minutes"),
         .name = S("Biên bản họp các thành viên hộ gia đình"),
         .hint = S("Chỉ khi nhiều người cùng đứng tên"),
         .limit = S("PDF hoặc ảnh, tối đa 10 MB một tệp"),
         .limit_bytes = 10 << 20,
         .accept = S(".pdf,.jpg,.jpeg,.png"),
         .upload = to(a, "/x"),
         .remove_at = to(a, "/x"),
         .file = file,
         .remove = remove,
         .file_count = 1,
         .template_at = to(a, "/x"),
         .template_words = S("Tải mẫu biên bản họp (DOCX, 24 KB)")},
        {.id = S("lease"),
         .name = S("Hợp đồng thuê mặt bằng"),
         .limit = S("PDF hoặc ảnh, tối đa 10 MB một tệp"),
         .limit_bytes = 10 << 20,
         .accept = S(".pdf,.jpg,.jpeg,.png"),
         .upload = to(a, "/x"),
         .error = S("Tệp này là Word, cổng nhận PDF hoặc ảnh"),
         .is_optional = true},
        {.id = S("card"),
         .name = S("Căn cước của chủ hộ"),
         .hint = S("Mang theo khi ra quầy, không phải tải lên."),
         .is_at_counter = true},
    };
    const struct wrong_view wrong[] = {
        {S("lease"), S("Hợp đồng thuê: tệp này là Word")}};
    struct form_step_view steps[5];
    struct form_view v;

    fill_steps(a, steps, 4);
    v = a_form(a, steps);
    v.title = S("Giấy tờ đính kèm");
    v.step = 4;
    v.errors = (struct errors_view){wrong, 1};
    v.paper = paper;
    v.paper_count = COUNT_OF(paper);
    tpl_form(o, &v);
}

static void check_answers(struct out *o, struct arena *a)
{
    const struct fact_view owner[] = {
        {.label = S("Họ và tên"),
         .value = S("Trần Thị Ngọc Điệp"),
         .edit = to(a, "/x")},
        {.label = S("Ngày sinh"), .value = S("07/3/1992"), .edit = to(a, "/x")},
        {.label = S("Địa chỉ"),
         .value = S("24/6 Lý Thái Tổ, khóm Bình Thới, phường Mỹ Bình, thành "
                    "phố Long Xuyên"),
         .edit = to(a, "/x")},
        {.label = S("Vốn kinh doanh"),
         .value = S("50.000.000 đ"),
         .more = S("(năm mươi triệu đồng)"),
         .edit = to(a, "/x")},
    };
    const struct fact_view where[] = {
        {.label = S("Nơi tiếp nhận"),
         .value = S("Bộ phận Tiếp nhận và Trả kết quả, UBND thành phố Long "
                    "Xuyên")},
        {.label = S("Nhận kết quả"),
         .value = S("Bản giấy tại quầy"),
         .edit = to(a, "/x")},
        {.label = S("Lệ phí"), .value = S("chưa công bố"), .is_unknown = true},
    };
    const struct check_section_view section[] = {
        {S("Chủ hộ kinh doanh"), {owner, COUNT_OF(owner), true}}};
    const struct file_view file[] = {
        {.name = S("Bien-ban-hop-gia-dinh.pdf"),
         .facts = S("2 trang · 640 KB · đọc được, không trống trang nào")},
        {.name = S("Hop-dong-thue-mat-bang.jpg"),
         .facts = S("1 trang · 1,8 MB"),
         .status = S("Ảnh nhỏ"),
         .has_problem = true},
    };
    struct form_step_view steps[5];
    const struct check_view v = {
        .procedure = S("Đăng ký thành lập hộ kinh doanh"),
        .back = to(a, "/x"),
        .post = to(a, "/x"),
        .step_count = 5,
        .steps = steps,
        .saved = S("Đã lưu lúc 10:41"),
        .section = section,
        .section_count = 1,
        .file = file,
        .file_count = COUNT_OF(file),
        .edit_files = to(a, "/x"),
        .where = {where, COUNT_OF(where), true},
        .declaration = S("Tôi cam đoan những điều khai trên là đúng và chịu "
                         "trách nhiệm trước pháp luật."),
        .help_phone = S("0296 000 0000"),
        .help_phone_link = S("02960000000"),
        .draft_code = S("N-4827"),
    };

    fill_steps(a, steps, 5);
    tpl_check(o, &v);
}

static void submitted(struct out *o, struct arena *a)
{
    const struct event_view next[] = {
        {.state = STEP_DONE,
         .name = S("Cổng đã giữ hồ sơ"),
         .line = S("Đủ 2 tệp, 3 trang. Không mất, kể cả khi mạng rớt.")},
        {.state = STEP_NOW,
         .name = S("Quầy một cửa Long Xuyên kiểm tra"),
         .line = S("Trả lời chậm nhất 10:43 thứ Tư, 29/4 (8 giờ làm việc).")},
        {.state = STEP_LATER,
         .name = S("Được tiếp nhận thì có mã hồ sơ và ngày hẹn"),
         .line = S("Giấy hẹn có mã QR gửi vào tài khoản.")},
        {.state = STEP_LATER,
         .name = S("Nhận Giấy chứng nhận"),
         .line = S("Thường trong 2 ngày làm việc kể từ khi được tiếp nhận.")},
    };
    const struct submitted_view v = {
        .code = S("K7QM-2X9D"),
        .line = S("Nộp lúc 10:43 thứ Ba, 28/4/2026."),
        .next = {next, COUNT_OF(next)},
        .follow = to(a, "/ho-so"),
    };

    tpl_submitted(o, &v);
}

static void which_case(struct out *o, struct arena *a)
{
    const struct case_view v = {
        .procedure = S("Đăng ký khai sinh"),
        .post = to(a, "/x"),
        .back = to(a, "/x"),
        .cases = {many, COUNT_OF(many)},
        .channels = {yes_no, 2},
    };

    tpl_case(o, &v);
}

/* Another window saved the page meanwhile, and a commune may be two. */
static void clash(struct out *o, struct arena *a)
{
    const struct clash_view two[] = {
        {S("Họ và tên"), S("Trần Thị Ngọc Điệp"), S("Trần Thị Ngọc Diệp")},
        {S("Thư điện tử"), S("ngocdiep@vi-du.vn"), STR_NONE},
    };
    const struct option_view places[] = {
        {.value = S("30280"),
         .label = S("Phường Mỹ Bình"),
         .hint = S("Thành phố Long Xuyên")},
        {.value = S("30301"),
         .label = S("Xã Mỹ Hòa Hưng"),
         .hint = S("Thành phố Long Xuyên")},
    };
    struct field_view field[] = {
        {FIELD(FIELD_TEXT, "name", "Họ và tên"),
         .value = S("Trần Thị Ngọc Diệp")},
        {FIELD(FIELD_AREA, "at", "Nơi đăng ký"),
         .error = S("Không có đơn vị này, hãy chọn lại")},
    };
    const struct section_view section = {STR_NONE, STR_NONE, field, 2};
    struct form_step_view steps[5];
    struct form_view v;

    field[1].area = a_commune(a);
    field[1].area.text = S("my");
    field[1].area.pick_name = S("at.pick");
    field[1].area.picks = (struct options_view){places, COUNT_OF(places)};
    fill_steps(a, steps, 1);
    v = a_form(a, steps);
    v.title = S("Người yêu cầu");
    v.step = 1;
    v.has_clash = true;
    v.clash = two;
    v.clash_count = COUNT_OF(two);
    v.stored_at = to(a, "/x");
    v.section = &section;
    v.section_count = 1;
    tpl_form(o, &v);
}

#define FORM_PAGE                                                \
    .title = S_INIT("Nộp hồ sơ"), .nav = CITIZEN_NAV_PROCEDURES, \
    .is_signed_in = true

const struct page form_pages[] = {
    {.name = "07-case", .write = which_case, FORM_PAGE},
    {.name = "08-form-errors", .write = errors, .has_errors = true, FORM_PAGE},
    {.name = "08-form-kinds", .write = kinds, FORM_PAGE},
    {.name = "08-form-papers", .write = papers, .has_errors = true, FORM_PAGE},
    {.name = "08-form-clash", .write = clash, FORM_PAGE},
    {.name = "09-check", .write = check_answers, FORM_PAGE},
    {.name = "10-submitted", .write = submitted, FORM_PAGE},
};
const size_t form_page_count = COUNT_OF(form_pages);
