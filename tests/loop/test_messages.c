/*
 * "/thong-bao" through the pages: what a citizen is told, how many they have
 * not read, what they chose; what the officer sees of it; what the SMS gateway
 * reports.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "room/work.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "loop/citizen.h"
#include "loop/notified.sql.h"

/* Rounds of the work room at the portal's instant. */
static void work(struct portal *portal, bool has_sms)
{
    const struct notify_conf conf = {
        .house = {S("https://dichvucong.example.vn"), S("tỉnh An Giang"),
                  S("0296 000 0000")},
        .sends = {[NOTIFY_SMS] = has_sms},
    };
    struct cx cx = database_cx();
    struct work w = {
        .notify = &conf,
        .db = portal->d->db,
        .cx = &cx,
        .blobs = portal->blobs,
    };

    must(work_round(&w), &cx);
    arena_free(cx.arena);
}

/* Somebody who has just filed a birth registration. */
static struct citizen *filer(void **state, bool has_sms)
{
    struct citizen *c = citizen_ready(state);

    assert_non_null(citizen_submit(c));
    work(c->portal, has_sms);
    return c;
}

/* The address behind the first link of that beginning. */
static const char *link_of(struct arena *a, struct str page, const char *start)
{
    struct str want = arena_printf(a, "href=\"%s", start);
    size_t at = str_find(page, want) + strlen("href=\"");

    assert_true(at < page.n);
    return arena_cstr(a, str_sub(page, at, str_find_char(page, '"', at)));
}

static void what_happened_is_told_in_the_portal(void **state)
{
    struct citizen *c = filer(state, false);
    struct answer page = browser_get(&c->b, "/ho-so");
    const char *at;

    assert_holds(page, "Có 1 thông báo chưa đọc");
    assert_holds(page, "(1 chưa đọc)");
    page = browser_get(&c->b, "/thong-bao");
    assert_int_equal(page.status, 200);
    assert_holds(page, "Đã nộp hồ sơ Khai sinh");
    assert_holds(page, "Chưa đọc");
    at = link_of(c->arena, page.body, "/thong-bao/");
    page = browser_get(&c->b, at);
    assert_int_equal(page.status, 200);
    assert_holds(page, "Ông/bà chưa phải làm gì thêm.");
    assert_holds(page, "href=\"/ho-so/");
    /* Reading it is durable, and counts at once. */
    assert_lacks(page, "(1 chưa đọc)");
    page = browser_get(&c->b, "/thong-bao?lang=en");
    assert_holds(page, "Birth: dossier filed");
    assert_lacks(page, "Unread");
}

static void all_may_be_marked_as_read_at_once(void **state)
{
    struct citizen *c = filer(state, false);
    struct answer a = portal_post(&c->b, "/thong-bao", "/thong-bao",
                                  "den=9223372036854775807");

    assert_int_equal(a.status, 303);
    assert_lacks(browser_get(&c->b, "/thong-bao"), "Chưa đọc");
}

static void nobody_reads_what_others_were_told(void **state)
{
    struct citizen *c = filer(state, false);
    struct answer page = browser_get(&c->b, "/thong-bao");
    const char *at = link_of(c->arena, page.body, "/thong-bao/");
    struct citizen *other = citizen_new(state, "1.001193");
    struct browser nobody = portal_browser(c->portal);

    assert_int_equal(browser_get(&other->b, at).status, 404);
    assert_holds(browser_get(&other->b, "/thong-bao"), "Chưa có thông báo nào");
    portal_post(&other->b, "/thong-bao", "/thong-bao",
                "den=9223372036854775807");
    assert_int_equal(browser_get(&nobody, at).status, 303);
    assert_holds(browser_get(&c->b, "/thong-bao"), "Chưa đọc");
}

#define PROFILE "ho_ten=Tran+Thi+Mai&dien_thoai=0987654321&thu=mai%40vidu.vn"

static void a_person_chooses_how_they_are_told(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");
    const char *at = "/tai-khoan/thong-tin";
    struct answer page = browser_get(&c->b, at);

    assert_holds(page, "Báo tin hồ sơ của tôi qua tin nhắn SMS");
    assert_holds(page, "Cổng chưa gửi bằng cách này");
    page = browser_get(&c->b, "/tai-khoan");
    assert_holds(page, "Đồng ý, tiếng Việt không dấu");
    page = portal_post(&c->b, at, at, PROFILE "&tin_nhan=khong&thu_bao=en");
    assert_int_equal(page.status, 303);
    page = browser_get(&c->b, "/tai-khoan");
    assert_holds(page, "Không nhắn tin cho tôi");
    assert_holds(page, "Đồng ý, tiếng Anh");
    /* What is none of the choices changes none. */
    page = portal_post(&c->b, at, at,
                       PROFILE "&tin_nhan=luon+luon&thu_bao=vi-khong-dau");
    assert_int_equal(page.status, 303);
    page = browser_get(&c->b, "/tai-khoan");
    assert_holds(page, "Không nhắn tin cho tôi");
    assert_holds(page, "Đồng ý, tiếng Anh");
}

static enum err find_refs(struct tx *t, void *arg)
{
    return notified_refs(t, 10, arg);
}

static const char *report_at(struct portal *portal, const char *kind)
{
    struct cx *cx = &portal->d->cx;
    struct notified_refs_rows rows;

    must(db_read(portal->d->db, cx, find_refs, &rows), cx);
    assert_int_equal(rows.count, 1);
    return arena_printf(portal->arena, "/bao-nhan/%s?loai=%s",
                        rows.row[0].ref.p, kind)
        .p;
}

/* The dossier's code, of the citizen's list. */
static const char *code_of(struct citizen *c)
{
    const char *at =
        link_of(c->arena, browser_get(&c->b, "/ho-so").body, "/ho-so/");

    return at + strlen("/ho-so/");
}

static void an_officer_sees_that_it_arrived(void **state)
{
    struct citizen *c = filer(state, true);
    struct browser gateway = portal_browser(c->portal);
    struct browser officer;
    const char *page_at;
    struct answer page;

    office_officer(c->portal->d, "tn.mybinh", "Huỳnh Thị Mỹ Duyên",
                   ROLE_RECEPTION, "mc-30280");
    officer = portal_sign_in(c->portal, "tn.mybinh");
    page_at =
        arena_printf(c->arena, "/can-bo/ho-so/%s?phan=dien-bien", code_of(c)).p;
    page = browser_get(&officer, page_at);
    assert_holds(page, "Đã báo cho người nộp");
    assert_holds(page, "SMS: đang chờ gửi");
    assert_holds(page, "Trên cổng: đã báo lúc");
    /* Delivered is told before accepted by the network. */
    assert_int_equal(browser_get(&gateway, report_at(c->portal, "1")).status,
                     200);
    assert_int_equal(browser_get(&gateway, report_at(c->portal, "8")).status,
                     200);
    page = browser_get(&officer, page_at);
    assert_holds(page, "SMS: đã báo lúc");
    assert_holds(page, "đã nhận lúc");
    assert_holds(page, "Đã nộp hồ sơ Khai sinh");
}

static void what_a_stranger_reports_changes_nothing(void **state)
{
    struct citizen *c = filer(state, true);
    struct browser gateway = portal_browser(c->portal);
    struct answer page;

    assert_int_equal(
        browser_get(&gateway,
                    "/bao-nhan/00000000000000000000000000000000?loai=1")
            .status,
        200);
    assert_int_equal(browser_get(&gateway, report_at(c->portal, "4")).status,
                     200);
    assert_int_equal(browser_get(&gateway, report_at(c->portal, "x")).status,
                     200);
    page = loop_request(c->arena, c->portal->app, "GET", "/metrics", "", S(""));
    assert_holds(page, "motcua_sendings_waiting{channel=\"sms\"} 1\n");
    assert_holds(page, "motcua_sendings_total{channel=\"sms\","
                       "outcome=\"delivered\"} 0\n");
    browser_get(&gateway, report_at(c->portal, "1"));
    page = loop_request(c->arena, c->portal->app, "GET", "/metrics", "", S(""));
    assert_holds(page, "motcua_sendings_waiting{channel=\"sms\"} 0\n");
    assert_holds(page, "motcua_sendings_total{channel=\"sms\","
                       "outcome=\"delivered\"} 1\n");
}

static int found_province(void **state)
{
    struct portal *portal;

    portal_setup(state);
    portal = *state;
    province_found(portal->d);
    province_publish(portal->d);
    return 0;
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, found_province, portal_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(what_happened_is_told_in_the_portal),
        TEST(all_may_be_marked_as_read_at_once),
        TEST(nobody_reads_what_others_were_told),
        TEST(a_person_chooses_how_they_are_told),
        TEST(an_officer_sees_that_it_arrived),
        TEST(what_a_stranger_reports_changes_nothing),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
