/* A citizen files through the pages, as a browser without JavaScript does. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"

#include "domain/pack/pack_store.h"
#include "domain/paper/paper.h"

#include "service/reception.h"

#include "web/url.h"

#include "fixture/case.h"
#include "fixture/province.h"
#include "fixture/sheet.h"
#include "loop/citizen.h"

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_c(part)) < text.n;
}

static void who_is_not_signed_in_is_sent_there_and_back(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct browser stranger = portal_browser(c->portal);
    struct answer a = browser_get(&stranger, "/nop-ho-so/1.001193");

    assert_string_equal(citizen_location(c, &a),
                        "/dang-nhap?tiep=%2Fnop-ho-so%2F1.001193");
}

/* What the citizen wrote there. */
static const char *answer_of(struct citizen *c, const char *field)
{
    for (size_t i = 0; i < c->inputs.count; i++)
        if (str_eq_c(c->inputs.item[i].name, field))
            return arena_cstr(c->arena, c->inputs.item[i].value);
    fail_msg("the form asks for no %s", field);
    return NULL;
}

static void a_birth_is_filed_page_by_page(void **state)
{
    struct citizen *c = citizen_ready(state);
    struct answer a = browser_get(&c->b, c->at);
    const char *done;

    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "Hồ sơ chưa được nộp"));
    assert_true(holds(a.body, answer_of(c, "father.full_name")));
    assert_true(holds(a.body, answer_of(c, "child_given_name")));
    assert_true(holds(a.body, "Giấy chứng sinh"));
    done = citizen_submit(c);
    assert_true(str_ends(str_c(done), S("/da-nop")));
    a = browser_get(&c->b, done);
    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "Đã nộp hồ sơ"));
    assert_true(holds(a.body, "Trả lời chậm nhất 08:00 thứ Tư, 29/4"));
}

static void a_household_business_is_filed_with_its_lines(void **state)
{
    struct citizen *c = citizen_new(state, "1.001612");
    const struct procedure *card = c->pack->card;

    citizen_fill_in(c);
    for (size_t i = 0; i < card->component_count; i++)
        if (card->component[i].cases & 1u &&
            !str_eq(card->component[i].code, S("proxy")))
            citizen_attach(c, card->component[i].code.p);
    c->at = citizen_press(c, "next", (struct form_inputs){0});
    browser_get(&c->b, citizen_submit(c));
}

static void rows_come_and_go_with_buttons(void **state)
{
    struct citizen *c = citizen_new(state, "1.001612");
    const struct field *lines = form_field(c->pack->form, S("lines"));
    struct str body;

    citizen_start(c);
    while (!str_ends(str_c(c->at), c->pack->form->page[lines->page].id))
        c->at = citizen_press(c, "next", c->inputs);
    c->at = citizen_press(c, "add:lines", c->inputs);
    body = browser_get(&c->b, c->at).body;
    assert_true(holds(body, "value=\"remove:lines:1\""));
    assert_true(holds(body, "name=\"lines[1]."));
    c->at = citizen_press(c, "remove:lines:1", c->inputs);
}

static void what_is_wrong_is_kept_and_told_on_top(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct answer a;

    citizen_start(c);
    c->at = citizen_press(
        c, "next",
        sheet_with(c->arena, c->inputs, "requester.phone", S("12<b>")));
    assert_true(str_ends(str_c(c->at), S("?sai=1")));
    a = browser_get(&c->b, c->at);
    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "href=\"#requester.phone\""));
    assert_true(holds(a.body, "value=\"12&lt;b&gt;\""));
    assert_true(holds(a.body, "Lỗi:"));
    assert_true(holds(a.body, "value=\"Trần Thị Ngọc Điệp\""));
}

static void a_unit_may_be_typed(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct form_inputs in;
    struct str body;

    citizen_start(c);
    in = sheet_with(c->arena, c->inputs, "register_at", S(""));
    in = sheet_with(c->arena, in, "register_at.text", S("my binh"));
    c->at = citizen_press(c, "refresh", in);
    body = browser_get(&c->b, c->at).body;
    assert_true(holds(body, "name=\"register_at\" value=\"30280\""));
    in = sheet_with(c->arena, in, "register_at.text", S("khong dau ca"));
    c->at = citizen_press(c, "next", in);
    body = browser_get(&c->b, c->at).body;
    assert_true(holds(body, "href=\"#register_at\""));
    assert_true(holds(body, "value=\"khong dau ca\""));
}

static void of_several_places_one_is_picked_without_a_script(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct form_inputs in;
    struct str body;

    citizen_start(c);
    in = sheet_with(c->arena, c->inputs, "register_at", S(""));
    in = sheet_with(c->arena, in, "register_at.text", S("my"));
    c->at = citizen_press(c, "refresh", in);
    body = browser_get(&c->b, c->at).body;
    assert_true(holds(body, "“my” là nơi nào?"));
    assert_true(holds(body, "name=\"register_at.pick\""));
    in = sheet_with(c->arena, in, "register_at.pick", S("30280"));
    c->at = citizen_press(c, "refresh", in);
    body = browser_get(&c->b, c->at).body;
    assert_true(holds(body, "name=\"register_at\" value=\"30280\""));
    assert_false(holds(body, "register_at.pick"));
}

static void an_address_elsewhere_is_asked_in_words(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct form_inputs in;
    struct str body;

    citizen_start(c);
    in = sheet_with(c->arena, c->inputs, "requester.residence.province",
                    S("79"));
    in = sheet_with(c->arena, in, "requester.residence.place",
                    S("phường Bến Nghé, Quận 1"));
    c->at = citizen_press(c, "refresh", in);
    body = browser_get(&c->b, c->at).body;
    assert_true(holds(body, "value=\"phường Bến Nghé, Quận 1\""));
    assert_true(holds(body, "value=\"79\" selected"));
    in = sheet_with(c->arena, c->inputs, "requester.residence.province",
                    S("other"));
    in = sheet_with(c->arena, in, "requester.residence.abroad", S("Takeo"));
    c->at = citizen_press(c, "refresh", in);
    body = browser_get(&c->b, c->at).body;
    assert_true(holds(body, "value=\"other\" selected"));
    assert_true(holds(body, "value=\"Takeo\""));
    assert_false(holds(body, "phường Bến Nghé, Quận 1\""));
}

static void the_script_saves_and_hears_the_revision(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct str rest;
    struct answer a;
    const char *at;

    citizen_start(c);
    rest = str_c(c->at);
    at = arena_printf(c->arena, "%.*s/luu/requester",
                      (int)(rest.n - strlen("/requester")), rest.p)
             .p;
    a = portal_post(&c->b, c->at, at, citizen_fields(c, c->inputs).p);
    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "Đã lưu bản nháp lúc 08:00"));
    assert_string_equal(
        arena_cstr(c->arena, answer_header(&a, "Draft-Revision")), "2");
    a = portal_post(&c->b, c->at, at, "revision=1");
    assert_int_equal(a.status, 409);
}

static void two_windows_do_not_overwrite_each_other(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct answer a;

    citizen_start(c);
    citizen_press(c, "next", c->inputs);
    a = portal_post(&c->b, c->at, c->at,
                    "revision=1&_do=next&requester.full_name=Tran+Thi+Diep");
    assert_int_equal(a.status, 409);
    assert_true(holds(a.body, "một cửa sổ khác"));
    assert_true(holds(a.body, "Trần Thị Ngọc Điệp"));
    assert_true(holds(a.body, "value=\"Tran Thi Diep\""));
    /* Nothing was saved; pressed again from there it is. */
    assert_false(holds(browser_get(&c->b, c->at).body, "Tran Thi Diep"));
    a = portal_post(&c->b, c->at, c->at,
                    "revision=2&_do=later&requester.full_name=Tran+Thi+Diep");
    assert_int_equal(a.status, 303);
    assert_true(holds(browser_get(&c->b, c->at).body, "Tran Thi Diep"));
    /* A late save of what is there already changes nothing. */
    a = portal_post(&c->b, c->at, c->at,
                    "revision=1&_do=later&requester.full_name=Tran+Thi+Diep");
    assert_int_equal(a.status, 303);
}

static void a_file_is_what_it_holds_and_not_what_it_is_called(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct answer a;

    citizen_fill_in(c);
    a = citizen_send_file(c, "birth_notice", "giay.pdf",
                          S("{\\rtf1 not a pdf}"));
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Tệp này là Word, cổng nhận PDF hoặc ảnh"));
    assert_true(holds(a.body, "href=\"#birth_notice\""));
    a = citizen_send_file(c, "birth_notice", "giay.pdf", S(""));
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Tệp này rỗng"));
    a = citizen_send_file(c, "no_such_paper", "giay.pdf", S(CITIZEN_PDF));
    assert_int_equal(a.status, 422);
    citizen_attach(c, "birth_notice");
    a = browser_get(&c->b, c->at);
    assert_true(holds(a.body, "Giấy tờ.pdf"));
}

static void a_file_over_the_limit_is_told_its_limit(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    size_t n = (size_t)PAPER_BYTES_MAX + 1;
    char *bytes = malloc(n);
    struct answer a;

    check(bytes != NULL);
    memset(bytes, 'x', n);
    citizen_fill_in(c);
    a = citizen_send_file(c, "birth_notice", "giay.pdf",
                          (struct str){bytes, n});
    free(bytes);
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Tệp nặng quá 10,0 MB"));
}

static void a_file_can_be_looked_at_and_taken_back(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct browser other = citizen_new(state, "1.001193")->b;
    struct str mark = S("/tep/");
    struct str body;
    const char *file;
    const char *id;
    struct answer a;
    size_t from;

    citizen_fill_in(c);
    citizen_attach(c, "birth_notice");
    body = browser_get(&c->b, c->at).body;
    from = str_find(body, mark) + mark.n;
    id = arena_cstr(c->arena,
                    str_sub(body, from, str_find_char(body, '"', from)));
    file = arena_printf(c->arena, "%.*s/tep/%s",
                        (int)(strlen(c->at) - strlen("/giay-to")), c->at, id)
               .p;
    a = browser_get(&c->b, file);
    assert_int_equal(a.status, 200);
    assert_true(str_eq(a.body, S(CITIZEN_PDF)));
    assert_int_equal(browser_get(&other, file).status, 404);
    a = portal_post(&c->b, c->at,
                    arena_printf(c->arena, "%.*s/bo-giay-to",
                                 (int)(strlen(c->at) - strlen("/giay-to")),
                                 c->at)
                        .p,
                    arena_printf(c->arena, "tep=%s", id).p);
    assert_string_equal(citizen_location(c, &a), c->at);
    assert_int_equal(browser_get(&c->b, file).status, 404);
}

static void the_check_leads_to_what_is_wrong(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct answer a;

    citizen_fill_in(c);
    a = browser_get(
        &c->b, arena_printf(c->arena, "%.*s/xem-lai",
                            (int)(strlen(c->at) - strlen("/giay-to")), c->at)
                   .p);
    assert_true(str_ends(str_c(citizen_location(c, &a)), S("/giay-to?sai=1")));
    a = browser_get(&c->b, citizen_location(c, &a));
    assert_true(holds(a.body, "Giấy chứng sinh: Hãy tải lên giấy tờ này"));
}

static void nothing_is_filed_without_the_declaration(void **state)
{
    struct citizen *c = citizen_ready(state);
    struct answer a = portal_post(
        &c->b, c->at, c->at,
        arena_printf(c->arena, "revision=%.*s", STR_ARG(citizen_revision(c)))
            .p);

    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "href=\"#cam_doan\""));
}

static void a_form_sent_twice_is_filed_once(void **state)
{
    struct citizen *c = citizen_ready(state);
    struct str body =
        arena_printf(c->arena, "%s&%s", portal_tokens(&c->b, c->at).p,
                     citizen_declared(c).p);
    struct str other =
        arena_printf(c->arena, "%s&%s", portal_tokens(&c->b, c->at).p,
                     citizen_declared(c).p);
    struct answer first = browser_post(&c->b, c->at, "", body);
    struct answer again = browser_post(&c->b, c->at, "", body);
    struct answer new_key = browser_post(&c->b, c->at, "", other);
    struct answer gone = browser_get(&c->b, c->at);

    assert_string_equal(citizen_location(c, &first),
                        citizen_location(c, &again));
    assert_string_equal(citizen_location(c, &first),
                        citizen_location(c, &new_key));
    assert_true(holds(str_c(citizen_location(c, &gone)), "/ho-so/"));
}

static void a_draft_waits_among_my_dossiers(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct str drop = S("/xoa\"");
    struct answer a;
    const char *at;
    size_t end;

    citizen_start(c);
    at = citizen_press(c, "later", c->inputs);
    a = browser_get(&c->b, at);
    assert_true(holds(a.body, "Đã lưu bản nháp"));
    assert_true(holds(a.body, "Làm tiếp"));
    end = str_find(a.body, drop) + strlen("/xoa");
    while (a.body.p[end - 1] != '"')
        end--;
    at = arena_cstr(c->arena,
                    str_sub(a.body, end, str_find_char(a.body, '"', end)));
    a = portal_post(&c->b, "/ho-so", at, "");
    assert_string_equal(citizen_location(c, &a), "/ho-so");
    assert_true(holds(browser_get(&c->b, "/ho-so").body, "Chưa có hồ sơ nào"));
}

static void my_dossier_is_mine_alone(void **state)
{
    struct citizen *c = citizen_ready(state);
    struct browser other = citizen_new(state, "1.001193")->b;
    const char *done = citizen_submit(c);
    const char *at = arena_printf(c->arena, "%.*s",
                                  (int)(strlen(done) - strlen("/da-nop")), done)
                         .p;
    struct answer a = browser_get(&c->b, at);

    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "Quầy trả lời trước"));
    assert_true(holds(a.body, "Giấy tờ.pdf"));
    assert_true(holds(a.body, "Quầy một cửa kiểm tra"));
    assert_true(holds(browser_get(&c->b, "/ho-so").body,
                      "Quầy sẽ trả lời trước 08:00 thứ Tư, 29/4"));
    assert_int_equal(browser_get(&other, at).status, 404);
    assert_int_equal(browser_get(&other, done).status, 404);
    assert_int_equal(browser_get(&c->b, "/ho-so/0000-00000-00000").status, 404);
}

struct reception_of {
    struct reception r;
    struct str code; /* the submission's */
    bool refuse;
};

static enum err receive(struct tx *t, void *arg)
{
    struct reception_of *o = arg;
    struct dossier d;

    TRY(dossier_id_of(t, o->code, &o->r.dossier_id));
    return o->refuse ? reception_refuse(t, &o->r, &d)
                     : reception_accept(t, &o->r, &d);
}

/* Files, has the reception answer, gives the address of the dossier. */
static const char *after_reception(struct citizen *c, bool refuse)
{
    struct database *d = c->portal->d;
    struct actor officer = case_officer(d, ROLE_RECEPTION, "mc-30280", 71);
    struct str done = str_c(citizen_submit(c));
    struct str at = str_sub(done, 0, done.n - strlen("/da-nop"));
    struct reception_of o = {
        .r = {.pack = c->pack,
              .who = &officer,
              .site = CASE_SITE,
              .reason = S("Thiếu tên mẹ")},
        .code = str_sub(at, strlen("/ho-so/"), at.n),
        .refuse = refuse,
    };

    must(db_write(d->db, &d->cx, receive, &o), &d->cx);
    return arena_cstr(c->arena, at);
}

static void an_accepted_dossier_shows_its_day_and_its_receipt(void **state)
{
    struct citizen *c = citizen_ready(state);
    const char *at = after_reception(c, false);
    struct answer a = browser_get(&c->b, at);

    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "H01.21.01-260428-"));
    assert_true(holds(a.body, "Thứ Ba, 28/4/2026"));
    assert_true(holds(a.body, "Hôm nay 17:00"));
    assert_true(holds(a.body, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"));
    assert_true(holds(browser_get(&c->b, "/ho-so").body, "Đang ở "));
    a = browser_get(&c->b, arena_printf(c->arena, "%s/giay-hen", at).p);
    assert_int_equal(a.status, 200);
    assert_true(str_starts(a.body, S("%PDF-")));
}

static void a_refused_dossier_says_why(void **state)
{
    struct citizen *c = citizen_ready(state);
    const char *at = after_reception(c, true);
    struct answer a = browser_get(&c->b, at);

    assert_int_equal(a.status, 200);
    assert_true(holds(a.body, "Thiếu tên mẹ"));
    assert_true(
        holds(browser_get(&c->b, "/ho-so?loc=xong").body, "Chưa nhận được"));
    assert_int_equal(
        browser_get(&c->b, arena_printf(c->arena, "%s/giay-hen", at).p).status,
        404);
}

/* The address that the page gives the slip. */
static const char *slip_of(struct citizen *c, struct str page)
{
    struct str from =
        str_sub(page, str_find(page, S("/phieu/")) + strlen("/phieu/"), page.n);

    return arena_cstr(c->arena, str_sub(from, 0, str_find_char(from, '"', 0)));
}

static void a_refused_applicant_downloads_the_slip(void **state)
{
    struct citizen *c = citizen_ready(state);
    const char *at = after_reception(c, true);
    struct answer a = browser_get(&c->b, at);
    const char *id;

    assert_true(holds(a.body, "Phiếu từ chối tiếp nhận, giải quyết hồ sơ"));
    id = slip_of(c, a.body);
    a = browser_get(&c->b, arena_printf(c->arena, "%s/phieu/%s", at, id).p);
    assert_int_equal(a.status, 200);
    assert_true(str_starts(a.body, S("%PDF-")));
    a = browser_get(&c->b, arena_printf(c->arena, "%s/phieu/1", at).p);
    assert_int_equal(a.status, 404);
}

static void units_are_found_as_one_types(void **state)
{
    struct portal *portal = *state;
    struct browser b = portal_browser(portal);
    struct str body = browser_get(&b, "/dia-ban?cap=xa&q=my+binh").body;

    assert_true(holds(body, "data-value=\"30280\""));
    assert_false(holds(body, "<html"));
    body = browser_get(&b, "/dia-ban?cap=huyen&q=chau").body;
    assert_true(holds(body, "Châu Phú"));
    body = browser_get(&b, "/dia-ban?cap=xa&q=khong+co+xa+nay").body;
    assert_true(holds(body, "Không thấy nơi nào"));
}

static void what_is_not_online_says_so(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    struct answer a = browser_get(&c->b, "/nop-ho-so/2.000815");

    assert_int_equal(a.status, 403);
    assert_true(holds(a.body, "chưa nộp trên mạng được"));
    assert_int_equal(browser_get(&c->b, "/nop-ho-so/9.999999").status, 404);
    assert_int_equal(browser_get(&c->b, "/nop-ho-so/1.001193/123/child").status,
                     404);
}

/* One province for all: each test brings its own citizen. */
static int found_province(void **state)
{
    struct portal *portal;

    portal_setup(state);
    portal = *state;
    province_found(portal->d);
    province_publish(portal->d);
    return 0;
}

static int forget_the_last(void **state)
{
    struct portal *portal = *state;

    arena_reset(portal->arena);
    return 0;
}

#define T(name) cmocka_unit_test_setup(name, forget_the_last)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        T(who_is_not_signed_in_is_sent_there_and_back),
        T(a_birth_is_filed_page_by_page),
        T(a_household_business_is_filed_with_its_lines),
        T(rows_come_and_go_with_buttons),
        T(what_is_wrong_is_kept_and_told_on_top),
        T(a_unit_may_be_typed),
        T(of_several_places_one_is_picked_without_a_script),
        T(an_address_elsewhere_is_asked_in_words),
        T(the_script_saves_and_hears_the_revision),
        T(two_windows_do_not_overwrite_each_other),
        T(a_file_is_what_it_holds_and_not_what_it_is_called),
        T(a_file_over_the_limit_is_told_its_limit),
        T(a_file_can_be_looked_at_and_taken_back),
        T(the_check_leads_to_what_is_wrong),
        T(nothing_is_filed_without_the_declaration),
        T(a_form_sent_twice_is_filed_once),
        T(a_draft_waits_among_my_dossiers),
        T(my_dossier_is_mine_alone),
        T(an_accepted_dossier_shows_its_day_and_its_receipt),
        T(a_refused_dossier_says_why),
        T(a_refused_applicant_downloads_the_slip),
        T(units_are_found_as_one_types),
        T(what_is_not_online_says_so),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, found_province, portal_teardown);
}
