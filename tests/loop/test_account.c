#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "service/account.h"
#include "service/demo_people.h"
#include "service/sign_in.h"
#include "service/staff.h"

#include "web/req.h"

#include "loop/portal.h"

#define PASSWORD "con+meo+ngu+say"
#define DIEP                                                          \
    "ho_ten=Tr%E1%BA%A7n+Th%E1%BB%8B+Ng%E1%BB%8Dc+%C4%90i%E1%BB%87p&" \
    "dien_thoai=0912+345+678&so_dinh_danh=089190000123&gioi_tinh=nu&" \
    "ngay_sinh.day=2&ngay_sinh.month=5&ngay_sinh.year=1990&thu=&"     \
    "dong_y=true&mat_khau=" PASSWORD

#define assert_text(s, expected) \
    assert_string_equal(arena_cstr(portal->arena, (s)), (expected))

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_c(part)) < text.n;
}

static struct answer open_account(struct browser *b, const char *fields)
{
    return portal_post(b, "/dang-ky", "/dang-ky", fields);
}

static struct answer sign_in(struct browser *b, const char *name,
                             const char *password)
{
    return portal_post(
        b, "/dang-nhap", "/dang-nhap",
        arena_printf(b->arena, "ten=%s&mat_khau=%s", name, password).p);
}

/* A browser that is nobody, at a portal where Điệp has an account. */
static struct browser after_opening(struct portal *portal)
{
    struct browser diep = portal_browser(portal);

    assert_int_equal(open_account(&diep, DIEP).status, 303);
    return portal_browser(portal);
}

static bool is_signed_in(struct browser *b)
{
    return browser_get(b, "/tai-khoan").status == 200;
}

static void who_opens_an_account_is_signed_in(void **state)
{
    struct portal *portal = *state;
    struct browser *b = &portal->browser;
    struct answer a = open_account(b, DIEP);
    struct str page;

    assert_int_equal(a.status, 303);
    assert_text(answer_header(&a, "Location"), "/ho-so");
    page = browser_get(b, "/tai-khoan").body;
    assert_true(holds(page, "Trần Thị Ngọc Điệp"));
    assert_true(holds(page, "02/05/1990"));
    assert_true(holds(page, "089190000123"));
    assert_true(holds(page, "href=\"/tai-khoan\""));
    assert_true(holds(page, "0912345678"));
    page = browser_get(b, "/tai-khoan?lang=en").body;
    assert_true(holds(page, "Female"));
}

static void what_is_wrong_is_told_at_its_field_and_nothing_is_lost(void **state)
{
    struct portal *portal = *state;
    struct answer a = open_account(&portal->browser,
                                   "ho_ten=Mai+7&dien_thoai=091234567&thu=mai&"
                                   "so_dinh_danh=123&ngay_sinh.day=31&"
                                   "ngay_sinh.month=2&ngay_sinh.year=1990&"
                                   "gioi_tinh=nu&mat_khau=matkhau123");

    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "href=\"#ho_ten\""));
    assert_true(holds(a.body, "href=\"#dien_thoai\""));
    assert_true(holds(a.body, "href=\"#ngay_sinh\""));
    assert_true(holds(a.body, "href=\"#so_dinh_danh\""));
    assert_true(holds(a.body, "href=\"#thu\""));
    assert_true(holds(a.body, "href=\"#mat_khau\""));
    assert_true(holds(a.body, "href=\"#dong_y\""));
    assert_true(holds(a.body, "value=\"091234567\""));
    assert_true(holds(a.body, "nhiều người dùng"));
    assert_false(holds(a.body, "matkhau123"));
}

static void an_empty_form_is_answered_field_by_field(void **state)
{
    struct portal *portal = *state;
    struct answer a = open_account(&portal->browser, "");

    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Hãy ghi họ, chữ đệm và tên."));
    assert_false(holds(a.body, "href=\"#thu\""));
}

static void a_telephone_number_has_one_account(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a = open_account(&b, DIEP);

    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "đã có tài khoản"));
    assert_true(holds(a.body, "href=\"#dien_thoai\""));
    assert_false(is_signed_in(&b));
}

static void a_number_that_another_declared_is_no_obstacle(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a = open_account(
        &b, "ho_ten=Le+Van+An&dien_thoai=0987654321&"
            "so_dinh_danh=089190000123&dong_y=true&mat_khau=" PASSWORD);

    assert_int_equal(a.status, 303);
}

struct opening {
    struct browser browser;
    struct str body;
    int status;
};

static void *open_at_once(void *p)
{
    struct opening *o = p;

    o->status = browser_post(&o->browser, "/dang-ky", "", o->body).status;
    return NULL;
}

static void of_two_who_take_one_number_at_once_one_gets_it(void **state)
{
    struct portal *portal = *state;
    struct opening two[2];
    pthread_t thread[2];

    for (int i = 0; i < 2; i++) {
        two[i].browser = portal_browser(portal);
        two[i].browser.arena = arena_new((size_t)16 << 20);
        two[i].body =
            arena_printf(portal->arena, "%s&%s",
                         portal_tokens(&two[i].browser, "/dang-ky").p, DIEP);
    }
    for (int i = 0; i < 2; i++)
        check(!pthread_create(&thread[i], NULL, open_at_once, &two[i]));
    for (int i = 0; i < 2; i++) {
        pthread_join(thread[i], NULL);
        arena_free(two[i].browser.arena);
    }
    assert_int_equal(two[0].status + two[1].status, 303 + 422);
}

static void a_citizen_signs_in_and_out(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a = sign_in(&b, "%2B84912345678", PASSWORD);

    assert_int_equal(a.status, 303);
    assert_text(answer_header(&a, "Location"), "/ho-so");
    assert_true(is_signed_in(&b));
    a = portal_post(&b, "/tai-khoan", "/dang-xuat", "");
    assert_int_equal(a.status, 303);
    assert_text(answer_header(&a, "Location"), "/");
    assert_false(is_signed_in(&b));
}

static enum err add_staff(struct tx *t, void *p)
{
    const struct account_policy policy = {.cost = PASSWORD_COST_LOW};
    struct staff_account s = {
        .login = S("tiepnhan.mybinh"),
        .name = S("Huỳnh Thị Mỹ Duyên"),
    };
    int64_t id;

    (void)p;
    TRY(password_make(t->cx, &policy, S("con meo ngu say"), &s.password_hash));
    return staff_add(t, &s, &id);
}

static void an_officer_goes_to_the_officers_side(void **state)
{
    struct portal *portal = *state;
    struct answer a;

    must(db_write(portal->d->db, &portal->d->cx, add_staff, NULL),
         &portal->d->cx);
    a = sign_in(&portal->browser, "TiepNhan.MyBinh", PASSWORD);
    assert_int_equal(a.status, 303);
    assert_text(answer_header(&a, "Location"), "/can-bo");
    assert_true(is_signed_in(&portal->browser));
    assert_int_equal(
        browser_get(&portal->browser, "/tai-khoan/thong-tin").status, 403);
}

static void the_fifth_wrong_password_locks_and_tells_until_when(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a;

    a = sign_in(&b, "0912345678", "sai");
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Còn 4 lần thử."));
    assert_true(holds(a.body, "value=\"0912345678\""));
    for (int i = 0; i < 3; i++)
        a = sign_in(&b, "0912345678", "sai");
    assert_true(holds(a.body, "Còn 1 lần thử."));
    a = sign_in(&b, "0912345678", "sai");
    assert_int_equal(a.status, 429);
    assert_true(holds(a.body, "Tạm khóa đến 08:30"));
    /* The right one comes too late. */
    assert_int_equal(sign_in(&b, "0912345678", PASSWORD).status, 429);
    portal->app->frozen_at.us += 30 * MINUTE_US;
    assert_int_equal(sign_in(&b, "0912345678", PASSWORD).status, 303);
}

static void signing_in_forgets_the_wrong_passwords(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++)
            assert_int_equal(sign_in(&b, "0912345678", "sai").status, 422);
        assert_int_equal(sign_in(&b, "0912345678", PASSWORD).status, 303);
    }
}

static void a_login_that_nobody_has_is_answered_alike(void **state)
{
    struct portal *portal = *state;
    struct browser b = portal_browser(portal);
    struct answer a = sign_in(&b, "0999999999", "sai");

    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Còn 4 lần thử."));
    for (int i = 0; i < 4; i++)
        a = sign_in(&b, "0999999999", "sai");
    assert_int_equal(a.status, 429);
}

static void without_name_or_password_nothing_is_counted(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a;

    for (int i = 0; i < 6; i++)
        a = sign_in(&b, "0912345678", "");
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Hãy ghi số điện thoại và mật khẩu."));
    assert_int_equal(sign_in(&b, "0912345678", PASSWORD).status, 303);
}

struct guessing {
    struct browser browser;
    struct str body;
    int status;
};

static void *guess(void *p)
{
    struct guessing *g = p;

    g->status = browser_post(&g->browser, "/dang-nhap", "", g->body).status;
    return NULL;
}

static void guesses_sent_at_once_are_counted_one_by_one(void **state)
{
    struct portal *portal = *state;
    struct guessing many[12];
    pthread_t thread[12];
    int answered = 0;

    after_opening(portal);
    for (int i = 0; i < 12; i++) {
        many[i].browser = portal_browser(portal);
        many[i].browser.arena = arena_new((size_t)16 << 20);
        many[i].body =
            arena_printf(portal->arena, "%s&ten=0912345678&mat_khau=sai%d",
                         portal_tokens(&many[i].browser, "/dang-nhap").p, i);
    }
    for (int i = 0; i < 12; i++)
        check(!pthread_create(&thread[i], NULL, guess, &many[i]));
    for (int i = 0; i < 12; i++) {
        pthread_join(thread[i], NULL);
        arena_free(many[i].browser.arena);
        answered += many[i].status == 422;
    }
    assert_int_equal(answered, 4);
}

static void nobody_brings_a_session_along(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct str before, after;

    sign_in(&b, "0912345678", PASSWORD);
    before = browser_cookie(&b, "motcua");
    sign_in(&b, "0912345678", PASSWORD);
    after = browser_cookie(&b, "motcua");
    assert_true(before.n > 0 && after.n > 0);
    assert_false(str_eq(before, after));
    b.cookie_count = 0;
    assert_int_equal(
        loop_request(portal->arena, portal->app, "GET", "/tai-khoan",
                     arena_printf(portal->arena, "Cookie: motcua=%s",
                                  arena_cstr(portal->arena, before))
                         .p,
                     STR_NONE)
            .status,
        303);
}

static void one_goes_on_where_one_was_stopped(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a = browser_get(&b, "/tai-khoan?xong=x");

    assert_int_equal(a.status, 303);
    assert_text(answer_header(&a, "Location"),
                "/dang-nhap?tiep=%2Ftai-khoan%3Fxong%3Dx");
    a = browser_get(&b, "/dang-nhap?tiep=%2Ftai-khoan%3Fxong%3Dx");
    assert_true(holds(a.body, "value=\"/tai-khoan?xong=x\""));
    assert_true(holds(a.body, "Đăng nhập để làm tiếp."));
    a = portal_post(&b, "/dang-nhap", "/dang-nhap",
                    "ten=0912345678&tiep=%2Ftai-khoan%3Fxong%3Dx&"
                    "mat_khau=" PASSWORD);
    assert_text(answer_header(&a, "Location"), "/tai-khoan?xong=x");
}

static void nobody_is_sent_to_another_site(void **state)
{
    static const char *const elsewhere[] = {
        "https%3A%2F%2Fexample.com%2F",
        "%2F%2Fexample.com%2F",
        "%2F%5Cexample.com",
        "javascript%3Aalert(1)",
        "%2Fa%2F..%2F%2Fexample.com",
        "%2F%0D%0ASet-Cookie%3Ax",
    };
    struct portal *portal = *state;
    struct browser b = after_opening(portal);

    for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
        struct answer a = portal_post(
            &b, "/dang-nhap", "/dang-nhap",
            arena_printf(portal->arena,
                         "ten=0912345678&tiep=%s&mat_khau=" PASSWORD,
                         elsewhere[i])
                .p);

        assert_text(answer_header(&a, "Location"), "/ho-so");
    }
}

static void a_form_without_its_token_signs_nobody_in(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);

    portal_tokens(&b, "/dang-nhap");
    assert_int_equal(browser_post(&b, "/dang-nhap", "",
                                  S("ten=0912345678&mat_khau=" PASSWORD))
                         .status,
                     403);
    assert_int_equal(browser_post(&b, "/dang-xuat", "", S("x=1")).status, 403);
    assert_int_equal(browser_post(&b, "/dang-ky", "", S(DIEP)).status, 403);
}

static struct answer change_password(struct browser *b, const char *old,
                                     const char *new)
{
    return portal_post(
        b, "/tai-khoan", "/tai-khoan/mat-khau",
        arena_printf(b->arena, "mat_khau_cu=%s&mat_khau=%s", old, new).p);
}

static void a_new_password_signs_the_other_browsers_out(void **state)
{
    struct portal *portal = *state;
    struct browser here = after_opening(portal);
    struct browser there = portal_browser(portal);
    struct answer a;

    sign_in(&here, "0912345678", PASSWORD);
    sign_in(&there, "0912345678", PASSWORD);
    a = change_password(&here, PASSWORD, "con+cho+chay+xa");
    assert_int_equal(a.status, 303);
    a = browser_get(&here, "/tai-khoan?xong=mat-khau");
    assert_true(holds(a.body, "Đã đổi mật khẩu."));
    assert_false(is_signed_in(&there));
    assert_int_equal(sign_in(&there, "0912345678", PASSWORD).status, 422);
    assert_int_equal(sign_in(&there, "0912345678", "con+cho+chay+xa").status,
                     303);
}

static void a_new_password_needs_the_old_one(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a;

    sign_in(&b, "0912345678", PASSWORD);
    a = change_password(&b, "sai", "con+cho+chay+xa");
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "Mật khẩu đang dùng chưa đúng. Còn 4 lần thử."));
    a = change_password(&b, PASSWORD, "0912345678");
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "không được là tên hay số điện thoại"));
    for (int i = 0; i < 4; i++)
        a = change_password(&b, "sai", "con+cho+chay+xa");
    assert_int_equal(a.status, 429);
    assert_int_equal(sign_in(&b, "0912345678", PASSWORD).status, 429);
}

static struct answer correct(struct browser *b, const char *fields)
{
    return portal_post(b, "/tai-khoan/thong-tin", "/tai-khoan/thong-tin",
                       fields);
}

static void a_person_corrects_what_is_known_of_them(void **state)
{
    struct portal *portal = *state;
    struct browser *b = &portal->browser;
    struct answer a;

    open_account(b, DIEP);
    a = browser_get(b, "/tai-khoan/thong-tin");
    assert_true(holds(a.body, "value=\"1990\""));
    a = correct(b, "ho_ten=Tran+Thi+Mai&dien_thoai=0987654321&"
                   "thu=mai%40vidu.vn");
    assert_int_equal(a.status, 303);
    a = browser_get(b, "/tai-khoan?xong=thong-tin");
    assert_true(holds(a.body, "Tran Thi Mai"));
    assert_true(holds(a.body, "mai@vidu.vn"));
    assert_true(holds(a.body, "chưa ghi"));
    a = correct(b, "ho_ten=&dien_thoai=0987654321");
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "href=\"#ho_ten\""));
}

static enum err verify_diep(struct tx *t, void *p)
{
    struct person_lines found;

    (void)p;
    TRY(person_search_name(t, S("tran"), (struct person_after){0}, &found));
    return person_verify(t, found.line[0].id, IDENTIFIER_ID_NUMBER,
                         S("089190000123"));
}

static void a_verified_person_is_corrected_with_papers_only(void **state)
{
    struct portal *portal = *state;
    struct browser *b = &portal->browser;
    struct answer a;

    open_account(b, DIEP);
    must(db_write(portal->d->db, &portal->d->cx, verify_diep, NULL),
         &portal->d->cx);
    a = correct(b, "ho_ten=Tran+Thi+Mai&dien_thoai=0987654321&"
                   "so_dinh_danh=089190000123");
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "chỉ sửa được ở bộ phận một cửa"));
    a = correct(b, "ho_ten=Tr%E1%BA%A7n+Th%E1%BB%8B+Ng%E1%BB%8Dc+"
                   "%C4%90i%E1%BB%87p&gioi_tinh=nu&ngay_sinh.day=2&"
                   "ngay_sinh.month=5&ngay_sinh.year=1990&"
                   "so_dinh_danh=089190000123&dien_thoai=0987654321");
    assert_int_equal(a.status, 303);
}

static enum err close_diep(struct tx *t, void *p)
{
    struct account account;
    bool found;

    (void)p;
    TRY(account_by_login(t, S("0912345678"), &account, &found));
    check(found);
    return account_close(t, account.id);
}

static void a_closed_account_is_told_to_its_owner_only(void **state)
{
    struct portal *portal = *state;
    struct browser b = after_opening(portal);
    struct answer a;

    sign_in(&b, "0912345678", PASSWORD);
    assert_true(is_signed_in(&b));
    must(db_write(portal->d->db, &portal->d->cx, close_diep, NULL),
         &portal->d->cx);
    assert_false(is_signed_in(&b));
    a = sign_in(&b, "0912345678", "sai");
    assert_false(holds(a.body, "đã đóng"));
    a = sign_in(&b, "0912345678", PASSWORD);
    assert_int_equal(a.status, 422);
    assert_true(holds(a.body, "đã đóng"));
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, portal_setup, portal_teardown)
    const struct CMUnitTest tests[] = {
        TEST(who_opens_an_account_is_signed_in),
        TEST(what_is_wrong_is_told_at_its_field_and_nothing_is_lost),
        TEST(an_empty_form_is_answered_field_by_field),
        TEST(a_telephone_number_has_one_account),
        TEST(a_number_that_another_declared_is_no_obstacle),
        TEST(of_two_who_take_one_number_at_once_one_gets_it),
        TEST(a_citizen_signs_in_and_out),
        TEST(an_officer_goes_to_the_officers_side),
        TEST(the_fifth_wrong_password_locks_and_tells_until_when),
        TEST(signing_in_forgets_the_wrong_passwords),
        TEST(a_login_that_nobody_has_is_answered_alike),
        TEST(without_name_or_password_nothing_is_counted),
        TEST(guesses_sent_at_once_are_counted_one_by_one),
        TEST(nobody_brings_a_session_along),
        TEST(one_goes_on_where_one_was_stopped),
        TEST(nobody_is_sent_to_another_site),
        TEST(a_form_without_its_token_signs_nobody_in),
        TEST(a_new_password_signs_the_other_browsers_out),
        TEST(a_new_password_needs_the_old_one),
        TEST(a_person_corrects_what_is_known_of_them),
        TEST(a_verified_person_is_corrected_with_papers_only),
        TEST(a_closed_account_is_told_to_its_owner_only),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
