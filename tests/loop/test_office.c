#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/id.h"

#include "domain/paper/paper.sql.h"
#include "domain/dossier/dossier.sql.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "loop/portal.h"

/* One commune at work: reception, processor, leader, clerk; and a neighbour. */
struct office {
    struct portal *portal;
    const struct pack *pack;
    int64_t person;
    int64_t id;      /* of the dossier filed last */
    struct str code; /* as in addresses now       */
    struct browser reception;
    struct browser processor;
    struct browser leader;
    struct browser clerk;
    struct browser director;
    struct browser foreign;
};

static void file_one(struct office *o)
{
    struct database *d = o->portal->d;

    o->id = case_file(d, o->pack, "30280", o->person);
    o->code = case_load(d, o->id).submission_code;
}

static struct office office_open(void **state)
{
    struct office o = {.portal = *state};
    struct database *d = o.portal->d;

    province_found(d);
    o.pack = office_procedure(d, "1.001193");
    office_officer(d, "tn.mybinh", "Huỳnh Thị Mỹ Duyên", ROLE_RECEPTION,
                   "mc-30280");
    office_officer(d, "tl.mybinh", "Phan Quốc Thái", ROLE_PROCESSOR,
                   "ub-30280");
    office_officer(d, "ct.mybinh", "Lê Hồng Vân", ROLE_LEADER, "ub-30280");
    office_officer(d, "vt.mybinh", "Trần Văn Sổ", ROLE_CLERK, "ub-30280");
    office_officer(d, "gd.mybinh", "Võ Hoàng Phúc", ROLE_DIRECTOR, "ub-30280");
    office_officer(d, "tn.mylong", "Chau Sóc Sa Ri", ROLE_RECEPTION,
                   "mc-30283");
    o.person = case_person(d);
    file_one(&o);
    o.reception = portal_sign_in(o.portal, "tn.mybinh");
    o.processor = portal_sign_in(o.portal, "tl.mybinh");
    o.leader = portal_sign_in(o.portal, "ct.mybinh");
    o.clerk = portal_sign_in(o.portal, "vt.mybinh");
    o.director = portal_sign_in(o.portal, "gd.mybinh");
    o.foreign = portal_sign_in(o.portal, "tn.mylong");
    return o;
}

static void who_watches_a_unit_finds_the_board_in_the_menu(void **state)
{
    struct office o = office_open(state);

    assert_holds(browser_get(&o.director, "/can-bo"), "href=\"/giam-sat\"");
    assert_lacks(browser_get(&o.clerk, "/can-bo"), "href=\"/giam-sat\"");
}

static void the_queue_shows_the_work_of_ones_own_unit(void **state)
{
    struct office o = office_open(state);
    struct answer page = browser_get(&o.reception, "/can-bo");

    assert_int_equal(page.status, 200);
    assert_holds(page, "Néang Srây Mom");
    assert_holds(page, "Đăng ký khai sinh");
    assert_holds(page, "Còn ");
    assert_holds(page,
                 arena_printf(o.portal->arena, "/can-bo/ho-so/%s", o.code.p).p);
    page = browser_get(&o.foreign, "/can-bo");
    assert_int_equal(page.status, 200);
    assert_lacks(page, "Néang Srây Mom");
    page = browser_get(&o.processor, "/can-bo?viec=tiep-nhan");
    assert_lacks(page, "Néang Srây Mom");
}

static void who_is_no_officer_has_no_queue(void **state)
{
    struct office o = office_open(state);
    struct browser nobody = portal_browser(o.portal);

    assert_int_equal(browser_get(&nobody, "/can-bo").status, 303);
}

static void filters_stand_in_the_address(void **state)
{
    struct office o = office_open(state);
    struct answer page =
        browser_get(&o.reception, "/can-bo?viec=tiep-nhan&kenh=counter");

    assert_lacks(page, "Néang Srây Mom");
    assert_holds(page, "Bỏ lọc");
    page = browser_get(
        &o.reception,
        "/can-bo?viec=tiep-nhan&kenh=online&giu=chua&linh_vuc=ho_tich"
        "&thu_tuc=1.001193&ngay=0");
    assert_holds(page, "Néang Srây Mom");
    page = browser_get(&o.reception, "/can-bo?viec=tiep-nhan&han=tre");
    assert_lacks(page, "Néang Srây Mom");
    /* An address that somebody spoilt shows the page without it. */
    page = browser_get(&o.reception,
                       "/can-bo?viec=khong-co&sau=x-y&ngay=mai&kenh=bay");
    assert_int_equal(page.status, 200);
    page = browser_get(&o.reception, "/can-bo?sau=0-1");
    assert_holds(page, "Néang Srây Mom");
}

static void search_finds_by_code_name_and_scan(void **state)
{
    struct office o = office_open(state);
    struct arena *a = o.portal->arena;
    const char *scan =
        arena_printf(
            a,
            "/can-bo/tim?q=https%%3A%%2F%%2Fx.vn%%2Ftra-cuu%%3Fma%%3D%s%%231",
            o.code.p)
            .p;
    struct answer page = browser_get(&o.reception, scan);

    assert_int_equal(page.status, 303);
    assert_string_equal(arena_cstr(a, answer_header(&page, "Location")),
                        arena_printf(a, "/can-bo/ho-so/%s", o.code.p).p);
    page = browser_get(&o.reception, "/can-bo/tim?q=neang+MOM");
    assert_lacks(page, "/can-bo/ho-so/");
    page = browser_get(&o.reception, "/can-bo/tim?q=Sray+mom");
    assert_int_equal(page.status, 200);
    assert_holds(page, "Néang Srây Mom");
    page = browser_get(&o.foreign, "/can-bo/tim?q=sray+mom");
    assert_lacks(page, "Néang Srây Mom");
}

static const char *path_of(struct office *o, const char *rest)
{
    return arena_printf(o->portal->arena, "/can-bo/ho-so/%s%s", o->code.p, rest)
        .p;
}

/* The deed at the step that waits, from the dossier's own page. */
static struct answer do_it(struct office *o, struct browser *b,
                           const char *deed, const char *fields)
{
    struct database *d = o->portal->d;
    int n = case_open_step(d, o->id).n;
    const char *at =
        arena_printf(o->portal->arena, "/can-bo/ho-so/%s/buoc/%d/%s", o->code.p,
                     n, deed)
            .p;

    return portal_post(b, path_of(o, ""), at, fields);
}

static struct answer attach(struct office *o, struct browser *b,
                            const char *name, const char *bytes)
{
    struct arena *a = o->portal->arena;
    const char *at = path_of(
        o, arena_printf(a, "/ket-qua/%d", case_open_step(o->portal->d, o->id).n)
               .p);
    struct str tokens = portal_tokens(b, at);
    struct str csrf;
    struct str body;

    str_next(&tokens, '&', &csrf);
    body = arena_printf(
        a,
        "--xYz\r\nContent-Disposition: form-data; "
        "name=\"_csrf\"\r\n\r\n%.*s\r\n"
        "--xYz\r\nContent-Disposition: form-data; name=\"_key\"\r\n\r\n%.*s\r\n"
        "--xYz\r\nContent-Disposition: form-data; name=\"tep\"; "
        "filename=\"%s\"\r\n\r\n%s\r\n--xYz--\r\n",
        STR_ARG(str_sub(csrf, strlen("_csrf="), csrf.n)),
        STR_ARG(str_sub(tokens, strlen("_key="), tokens.n)), name, bytes);
    return browser_post(
        b, at, "Content-Type: multipart/form-data; boundary=xYz\n", body);
}

#define PDF                                                    \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"   \
    "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n" \
    "trailer<</Size 3/Root 1 0 R>>\nstartxref\n105\n%%EOF\n"

static enum dossier_status status_of(struct office *o)
{
    return case_load(o->portal->d, o->id).status;
}

static void accept_it(struct office *o)
{
    assert_int_equal(do_it(o, &o->reception, "tiep-nhan", "").status, 303);
    o->code = case_load(o->portal->d, o->id).code;
}

static void a_dossier_goes_all_the_way_through_the_pages(void **state)
{
    struct office o = office_open(state);
    struct answer page;

    accept_it(&o);
    assert_string_equal(o.code.p, "H01.21.01-260428-0001");
    page = browser_get(&o.reception,
                       "/can-bo?xong=H01.21.01-260428-0001&lam=tiep-nhan");
    assert_holds(page, "Đã tiếp nhận H01.21.01-260428-0001, hẹn");

    page = browser_get(&o.processor, path_of(&o, ""));
    assert_holds(page, "Đính kèm kết quả");
    assert_int_equal(attach(&o, &o.processor, "du-thao.pdf", PDF).status, 303);
    /* A step without a reason can be asked about, too. */
    page = browser_get(
        &o.processor,
        path_of(&o, arena_printf(o.portal->arena, "/buoc/%d/submit",
                                 case_open_step(o.portal->d, o.id).n)
                        .p));
    assert_int_equal(page.status, 200);
    assert_lacks(page, "ly_do");
    assert_int_equal(do_it(&o, &o.processor, "submit", "").status, 303);
    assert_int_equal(do_it(&o, &o.leader, "approve", "").status, 303);
    assert_int_equal(do_it(&o, &o.clerk, "issue", "").status, 303);
    assert_int_equal(status_of(&o), STATUS_DONE);
    assert_int_equal(do_it(&o, &o.reception, "return", "").status, 303);
    assert_int_equal(status_of(&o), STATUS_RETURNED);

    page = browser_get(&o.reception, path_of(&o, "?phan=dien-bien"));
    assert_holds(page, "Trả kết quả cho người nộp");
    assert_holds(page, "Huỳnh Thị Mỹ Duyên · BPTN");
    assert_holds(page, "Hồ sơ đã xong");
}

static void who_is_elsewhere_sees_no_dossier_and_does_nothing(void **state)
{
    struct office o = office_open(state);
    struct browser nobody = portal_browser(o.portal);
    int n = case_open_step(o.portal->d, o.id).n;
    const char *at =
        path_of(&o, arena_printf(o.portal->arena, "/buoc/%d/tiep-nhan", n).p);
    struct answer a;

    assert_int_equal(browser_get(&o.foreign, path_of(&o, "")).status, 403);
    assert_int_equal(browser_get(&nobody, path_of(&o, "")).status, 303);
    assert_int_equal(
        browser_get(&o.reception, "/can-bo/ho-so/0123456789ABCD").status, 404);
    /* With a good form of another page. */
    a = portal_post(&o.foreign, "/can-bo", at, "");
    assert_int_not_equal(a.status, 303);
    /* The role of another step of the same unit. */
    a = portal_post(&o.processor, path_of(&o, ""), at, "_key=");
    assert_int_not_equal(a.status, 303);
    assert_int_equal(status_of(&o), STATUS_NEW);
}

static void refusing_asks_for_a_reason(void **state)
{
    struct office o = office_open(state);
    struct arena *a = o.portal->arena;
    const char *at =
        path_of(&o, arena_printf(a, "/buoc/%d/tu-choi",
                                 case_open_step(o.portal->d, o.id).n)
                        .p);
    struct answer page = portal_post(&o.reception, at, at, "ly_do=+");

    assert_int_equal(page.status, 422);
    assert_holds(page, "Ghi lý do không tiếp nhận");
    assert_int_equal(status_of(&o), STATUS_NEW);
    page = portal_post(&o.reception, at, at,
                       "ly_do=Gi%E1%BA%A5y+ch%E1%BB%A9ng+sinh+m%E1%BB%9D");
    assert_int_equal(page.status, 303);
    assert_int_equal(status_of(&o), STATUS_REFUSED);
    page = browser_get(&o.reception, path_of(&o, "?phan=dien-bien"));
    assert_holds(page, "Giấy chứng sinh mờ");
    assert_holds(page, "Phiếu từ chối tiếp nhận, giải quyết hồ sơ");
    assert_holds(page, path_of(&o, "/phieu/"));
}

static void the_register_shows_prints_and_exports(void **state)
{
    struct office o = office_open(state);
    struct answer page;

    assert_int_equal(do_it(&o, &o.reception, "tiep-nhan", "").status, 303);
    page = browser_get(&o.reception, "/can-bo/so-theo-doi");
    assert_int_equal(page.status, 200);
    assert_holds(page, "Tiếp nhận 1 hồ sơ.");
    assert_holds(page, "Néang Srây Mom");
    page = browser_get(&o.reception, "/can-bo/so-theo-doi/pdf");
    assert_int_equal(page.status, 200);
    assert_true(str_starts(page.body, S("%PDF-")));
    page = browser_get(&o.reception, "/can-bo/so-theo-doi/xlsx");
    assert_int_equal(page.status, 200);
    assert_true(str_starts(page.body, S("PK")));
    page = browser_get(&o.reception,
                       "/can-bo/so-theo-doi?tu=2020-01-01&den=2020-12-31");
    assert_holds(page, "Tiếp nhận 0 hồ sơ.");
    page = browser_get(&o.reception, "/can-bo/so-theo-doi?diem=1");
    assert_int_equal(page.status, 403);
}

static void the_control_slip_is_drawn_of_the_steps(void **state)
{
    struct office o = office_open(state);
    struct answer page = browser_get(&o.reception, path_of(&o, ""));

    assert_holds(page, "Phiếu kiểm soát quá trình giải quyết hồ sơ");
    page = browser_get(&o.reception, path_of(&o, "/kiem-soat"));
    assert_int_equal(page.status, 200);
    assert_true(str_starts(page.body, S("%PDF-")));
    page = browser_get(&o.reception, path_of(&o, "/phieu/1"));
    assert_int_equal(page.status, 404);
}

static void who_is_later_is_told_that_somebody_was_quicker(void **state)
{
    struct office o = office_open(state);
    struct str tokens = portal_tokens(&o.reception, path_of(&o, ""));
    const char *at =
        path_of(&o, arena_printf(o.portal->arena, "/buoc/%d/tiep-nhan",
                                 case_open_step(o.portal->d, o.id).n)
                        .p);
    struct answer first = browser_post(&o.reception, at, "", tokens);
    struct answer second;

    assert_int_equal(first.status, 303);
    /* The same form again gets the same answer. */
    second = browser_post(&o.reception, at, "", tokens);
    assert_int_equal(second.status, 303);
    assert_string_equal(
        arena_cstr(o.portal->arena, answer_header(&first, "Location")),
        arena_cstr(o.portal->arena, answer_header(&second, "Location")));
    /* Another form, opened before. */
    second = browser_post(&o.reception, at, "",
                          portal_tokens(&o.reception, "/tai-khoan"));
    assert_int_equal(second.status, 400);
    assert_int_equal(case_load(o.portal->d, o.id).event_count, 3);
}

/* Two officers at one counter have the same dossier open. */
static void who_is_slower_learns_who_was_quicker_and_what_to_do(void **state)
{
    struct office o = office_open(state);
    struct arena *a = o.portal->arena;
    int n = case_open_step(o.portal->d, o.id).n;
    const char *accept =
        path_of(&o, arena_printf(a, "/buoc/%d/tiep-nhan", n).p);
    const char *refuse = path_of(&o, arena_printf(a, "/buoc/%d/tu-choi", n).p);
    struct browser second;
    struct str tokens;
    struct answer page;

    office_officer(o.portal->d, "tn2.mybinh", "Phan Thị Kim Thoa",
                   ROLE_RECEPTION, "mc-30280");
    second = portal_sign_in(o.portal, "tn2.mybinh");
    tokens = portal_tokens(&second, refuse);
    assert_int_equal(
        portal_post(&o.reception, path_of(&o, ""), accept, "").status, 303);
    page = browser_post(&second, refuse, "",
                        arena_printf(a, "%s&ly_do=Thieu+giay", tokens.p));
    assert_int_equal(page.status, 409);
    assert_holds(page, "Người khác đã làm trước");
    assert_holds(page, "Huỳnh Thị Mỹ Duyên");
    assert_holds(page, "chưa được ghi");
    assert_holds(page, "Thieu giay");
    assert_holds(page, "Mở hồ sơ như hiện nay");
    assert_int_equal(status_of(&o), STATUS_PROCESSING);
    /* The same form again is as late as before. */
    page = browser_post(&second, refuse, "",
                        arena_printf(a, "%s&ly_do=Thieu+giay", tokens.p));
    assert_int_equal(page.status, 409);
}

static void who_takes_what_is_taken_learns_who_holds_it(void **state)
{
    struct office o = office_open(state);
    struct arena *a = o.portal->arena;
    int n = case_open_step(o.portal->d, o.id).n;
    const char *take = path_of(&o, arena_printf(a, "/buoc/%d/nhan-viec", n).p);
    struct browser second;
    struct str tokens;
    struct answer page;

    office_officer(o.portal->d, "tn2.mybinh", "Phan Thị Kim Thoa",
                   ROLE_RECEPTION, "mc-30280");
    second = portal_sign_in(o.portal, "tn2.mybinh");
    tokens = portal_tokens(&second, path_of(&o, ""));
    assert_int_equal(do_it(&o, &o.reception, "nhan-viec", "").status, 303);
    page = browser_post(&second, take, "", tokens);
    assert_int_equal(page.status, 409);
    assert_holds(page, "Đang giữ việc");
    assert_holds(page, "Huỳnh Thị Mỹ Duyên");
}

static void a_draft_is_needed_before_it_is_submitted(void **state)
{
    struct office o = office_open(state);
    struct answer page;

    accept_it(&o);
    page = browser_get(&o.processor, path_of(&o, ""));
    assert_holds(page, "Chưa có tệp kết quả");
    page = do_it(&o, &o.processor, "submit", "");
    assert_int_equal(page.status, 422);
    assert_holds(page, "Chưa có tệp kết quả");
    page = attach(&o, &o.processor, "x.pdf", "<html>ch\xc3\xa0o");
    assert_int_equal(page.status, 422);
    assert_int_equal(case_open_step(o.portal->d, o.id).work, WORK_PROCESS);
}

static void sending_back_asks_what_to_correct(void **state)
{
    struct office o = office_open(state);
    struct answer page;

    accept_it(&o);
    assert_int_equal(attach(&o, &o.processor, "x.pdf", PDF).status, 303);
    assert_int_equal(do_it(&o, &o.processor, "submit", "").status, 303);
    page = do_it(&o, &o.leader, "send_back", "ly_do=");
    assert_int_equal(page.status, 422);
    page = do_it(&o, &o.leader, "send_back", "ly_do=Sai+ten");
    assert_int_equal(page.status, 303);
    assert_int_equal(case_open_step(o.portal->d, o.id).work, WORK_PROCESS);
}

/* The division of a city that registers household businesses. */
static struct office division_open(void **state)
{
    struct office o = {.portal = *state};
    struct database *d = o.portal->d;

    province_found(d);
    o.pack = office_procedure(d, "1.001612");
    office_officer(d, "tn.lx", "Lê Ngọc Hân", ROLE_RECEPTION, "mc-883");
    office_officer(d, "tp.tckh", "Bùi Thị Hạnh", ROLE_DIVISION_HEAD,
                   "883-tckh");
    office_officer(d, "cv2.kinhte", "Ngô Văn Ngoài", ROLE_PROCESSOR,
                   "883-kinh_te");
    o.person = case_person(d);
    o.id = case_file(d, o.pack, "883", o.person);
    o.code = case_load(d, o.id).submission_code;
    o.reception = portal_sign_in(o.portal, "tn.lx");
    o.leader = portal_sign_in(o.portal, "tp.tckh");
    accept_it(&o);
    return o;
}

static void the_head_assigns_to_somebody_of_the_division(void **state)
{
    struct office o = division_open(state);
    struct arena *a = o.portal->arena;
    int64_t processor = office_officer(o.portal->d, "cv.tckh", "Mai Văn Thụ",
                                       ROLE_PROCESSOR, "883-tckh");
    struct answer page = browser_get(&o.leader, path_of(&o, ""));
    struct dossier_step step;

    assert_holds(page, "name=\"nguoi_nhan\"");
    assert_holds(page, "Mai Văn Thụ");
    assert_lacks(page, "Ngô Văn Ngoài");
    page = do_it(&o, &o.leader, "assign", "");
    assert_int_equal(page.status, 422);
    assert_holds(page, "Chọn người thụ lý");
    page = do_it(&o, &o.leader, "assign",
                 arena_printf(a, "nguoi_nhan=%" PRId64, processor).p);
    assert_int_equal(page.status, 303);
    step = case_open_step(o.portal->d, o.id);
    assert_int_equal(step.work, WORK_PROCESS);
    assert_true(step.account_id == processor);
    o.processor = portal_sign_in(o.portal, "cv.tckh");
    page = browser_get(&o.processor, "/can-bo?viec=xu-ly&giu=toi");
    assert_holds(page, "Néang Srây Mom");
}

static void nobody_outside_the_division_is_assigned(void **state)
{
    struct office o = division_open(state);
    struct database *d = o.portal->d;
    struct answer page = browser_get(&o.leader, path_of(&o, ""));
    int64_t stranger = office_officer(d, "cv3.kinhte", "Ngô Thị Lạ",
                                      ROLE_PROCESSOR, "883-kinh_te");

    assert_holds(page, "Chưa có ai");
    page =
        do_it(&o, &o.leader, "assign",
              arena_printf(o.portal->arena, "nguoi_nhan=%" PRId64, stranger).p);
    assert_int_equal(page.status, 422);
    assert_int_equal(case_open_step(d, o.id).work, WORK_ASSIGN);
    /* Reception handed it over and assigns nobody. */
    page = do_it(&o, &o.reception, "assign", "nguoi_nhan=1");
    assert_int_not_equal(page.status, 303);
}

struct sent_paper {
    int64_t dossier_id;
    const char *component;
    int64_t id;
};

static enum err send_paper(struct tx *t, void *arg)
{
    struct sent_paper *p = arg;

    p->id = id_new(t->cx->now);
    return paper_insert(t,
                        &(struct paper_insert_in){
                            .id = p->id,
                            .dossier_id = &p->dossier_id,
                            .component = str_c(p->component),
                            .name = S("giay.pdf"),
                            .mime = S("application/pdf"),
                            .bytes = 1000,
                            .blob_id = S("0"),
                            .added_by = 1,
                            .added_at = t->cx->now,
                        },
                        NULL);
}

static int64_t sent(struct office *o, const char *component)
{
    struct database *d = o->portal->d;
    struct sent_paper p = {o->id, component, 0};

    must(db_write(d->db, &d->cx, send_paper, &p), &d->cx);
    return p.id;
}

static struct answer judge(struct office *o, struct browser *b, int64_t paper,
                           const char *fits)
{
    struct arena *a = o->portal->arena;
    int n = case_open_step(o->portal->d, o->id).n;

    return portal_post(
        b, path_of(o, ""),
        path_of(o, arena_printf(a, "/buoc/%d/giay/%" PRId64, n, paper).p),
        arena_printf(a, "dat=%s", fits).p);
}

static void a_paper_that_does_not_fit_stops_the_acceptance(void **state)
{
    struct office o = office_open(state);
    struct arena *a = o.portal->arena;
    int64_t notice = sent(&o, "birth_notice");
    int64_t proof = sent(&o, "residence_proof");
    struct answer page = browser_get(
        &o.reception, path_of(&o, arena_printf(a, "?giay=%" PRId64, notice).p));

    assert_holds(page, "data-key=\"y\"");
    assert_holds(page, "data-key=\"b\"");
    page = judge(&o, &o.reception, notice, "false");
    assert_int_equal(page.status, 303);
    /* On to the next paper that nobody judged. */
    assert_true(str_ends(answer_header(&page, "Location"),
                         arena_printf(a, "?giay=%" PRId64, proof)));
    page = browser_get(&o.reception, path_of(&o, ""));
    assert_holds(page, "Còn giấy tờ cần bổ sung: Giấy chứng sinh");
    page = do_it(&o, &o.reception, "tiep-nhan", "");
    assert_int_equal(page.status, 422);
    assert_int_equal(status_of(&o), STATUS_NEW);
    page = browser_get(
        &o.reception,
        path_of(&o, arena_printf(a, "/buoc/%d/tu-choi",
                                 case_open_step(o.portal->d, o.id).n)
                        .p));
    assert_holds(page, "Cần bổ sung, hoàn thiện: Giấy chứng sinh");
    /* The last word stands. */
    assert_int_equal(judge(&o, &o.reception, notice, "true").status, 303);
    accept_it(&o);
    page = browser_get(&o.processor, path_of(&o, ""));
    assert_holds(page, "Đạt");
}

static void only_who_does_the_step_judges_its_papers(void **state)
{
    struct office o = office_open(state);
    int64_t notice = sent(&o, "birth_notice");
    struct answer page = browser_get(&o.leader, path_of(&o, ""));

    assert_lacks(page, "data-key=\"y\"");
    page = judge(&o, &o.reception, notice, "vang");
    assert_int_equal(page.status, 400);
    page = judge(&o, &o.reception, notice + 1, "true");
    assert_int_equal(page.status, 404);
    page = portal_post(
        &o.leader, "/tai-khoan",
        path_of(&o, arena_printf(o.portal->arena, "/buoc/%d/giay/%" PRId64,
                                 case_open_step(o.portal->d, o.id).n, notice)
                        .p),
        "dat=true");
    assert_int_equal(page.status, 403);
    /* A step that is done judges nothing any more. */
    page = browser_get(&o.reception, path_of(&o, ""));
    accept_it(&o);
    page = portal_post(
        &o.reception, "/tai-khoan",
        path_of(
            &o,
            arena_printf(o.portal->arena, "/buoc/1/giay/%" PRId64, notice).p),
        "dat=true");
    assert_int_equal(page.status, 409);
}

static void a_pdf_stands_in_the_page_and_nothing_else_is_framed(void **state)
{
    struct office o = office_open(state);
    struct arena *a = o.portal->arena;
    struct answer page;
    struct str at;

    accept_it(&o);
    assert_int_equal(attach(&o, &o.processor, "x.pdf", PDF).status, 303);
    page = browser_get(&o.processor, path_of(&o, "?phan=giay-to"));
    assert_holds(page, "<iframe src=\"/can-bo/ho-so/");
    assert_holds(page, "Mở ở thẻ mới");
    assert_true(str_find(answer_header(&page, "Content-Security-Policy"),
                         S("frame-src 'self'")) <
                answer_header(&page, "Content-Security-Policy").n);
    assert_string_equal(arena_cstr(a, answer_header(&page, "X-Frame-Options")),
                        "DENY");
    at = str_sub(page.body, str_find(page.body, S("<iframe src=\"")) + 13,
                 page.body.n);
    at = str_sub(at, 0, str_find_char(at, '"', 0));
    page = browser_get(&o.processor, arena_cstr(a, at));
    assert_int_equal(page.status, 200);
    assert_string_equal(arena_cstr(a, answer_header(&page, "X-Frame-Options")),
                        "SAMEORIGIN");
    assert_true(
        str_starts(answer_header(&page, "Content-Security-Policy"),
                   S("default-src 'none'; base-uri 'none'; form-action 'none'; "
                     "frame-ancestors 'self'")));
    /* Neither the page without a file nor its error is. */
    page = browser_get(&o.processor, path_of(&o, "?phan=dien-bien"));
    at = answer_header(&page, "Content-Security-Policy");
    assert_true(str_find(at, S("frame-src")) == at.n);
    page = browser_get(&o.processor, path_of(&o, "/giay/1"));
    assert_int_equal(page.status, 404);
    assert_string_equal(arena_cstr(a, answer_header(&page, "X-Frame-Options")),
                        "DENY");
}

static void work_is_taken_and_laid_back(void **state)
{
    struct office o = office_open(state);
    struct answer page;

    assert_int_equal(do_it(&o, &o.reception, "nhan-viec", "").status, 303);
    page = browser_get(&o.reception, "/can-bo?viec=tiep-nhan&giu=toi");
    assert_holds(page, "Néang Srây Mom");
    page = browser_get(&o.director, path_of(&o, ""));
    assert_holds(page, "Huỳnh Thị Mỹ Duyên đang giữ việc này.");
    assert_lacks(page, "tiep-nhan\"");
    assert_int_equal(do_it(&o, &o.reception, "bo-viec", "").status, 303);
    page = browser_get(&o.reception, "/can-bo?viec=tiep-nhan&giu=toi");
    assert_lacks(page, "Néang Srây Mom");
}

static enum err count_looks(struct tx *t, void *arg)
{
    struct access_log_count_row row;

    TRY(access_log_count(t, S("dossier"), *(int64_t *)arg, &row));
    *(int64_t *)arg = row.count;
    return ERR_OK;
}

static void who_looks_is_written_down_first(void **state)
{
    struct office o = office_open(state);
    struct database *d = o.portal->d;
    int64_t looks = o.id;

    browser_get(&o.foreign, path_of(&o, ""));
    browser_get(&o.reception, path_of(&o, ""));
    browser_get(&o.reception, path_of(&o, "?phan=to-khai"));
    must(db_read(d->db, &d->cx, count_looks, &looks), &d->cx);
    assert_int_equal(looks, 2);
}

static void the_receipt_is_a_pdf_once_there_is_one(void **state)
{
    struct office o = office_open(state);
    struct answer page = browser_get(&o.reception, path_of(&o, "/giay-hen"));

    assert_int_equal(page.status, 404);
    accept_it(&o);
    page = browser_get(&o.reception, path_of(&o, "/giay-hen"));
    assert_int_equal(page.status, 200);
    assert_true(str_starts(page.body, S("%PDF-")));
    assert_int_equal(browser_get(&o.foreign, path_of(&o, "/giay-hen")).status,
                     403);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, portal_setup, portal_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(who_watches_a_unit_finds_the_board_in_the_menu),
        TEST(the_queue_shows_the_work_of_ones_own_unit),
        TEST(who_is_no_officer_has_no_queue),
        TEST(filters_stand_in_the_address),
        TEST(search_finds_by_code_name_and_scan),
        TEST(a_dossier_goes_all_the_way_through_the_pages),
        TEST(who_is_elsewhere_sees_no_dossier_and_does_nothing),
        TEST(refusing_asks_for_a_reason),
        TEST(the_control_slip_is_drawn_of_the_steps),
        TEST(the_register_shows_prints_and_exports),
        TEST(who_is_later_is_told_that_somebody_was_quicker),
        TEST(who_is_slower_learns_who_was_quicker_and_what_to_do),
        TEST(who_takes_what_is_taken_learns_who_holds_it),
        TEST(a_draft_is_needed_before_it_is_submitted),
        TEST(sending_back_asks_what_to_correct),
        TEST(a_paper_that_does_not_fit_stops_the_acceptance),
        TEST(only_who_does_the_step_judges_its_papers),
        TEST(a_pdf_stands_in_the_page_and_nothing_else_is_framed),
        TEST(the_head_assigns_to_somebody_of_the_division),
        TEST(nobody_outside_the_division_is_assigned),
        TEST(work_is_taken_and_laid_back),
        TEST(who_looks_is_written_down_first),
        TEST(the_receipt_is_a_pdf_once_there_is_one),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
