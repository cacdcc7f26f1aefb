#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/dossier/request_store.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "loop/citizen.h"
#include "loop/portal.h"

/* A citizen who filed, and the officers of the commune. */
struct scene {
    struct portal *portal;
    struct citizen *c;
    struct arena *arena;
    int64_t id;
    struct browser reception, processor, leader;
};

struct find {
    struct str code;
    int64_t id;
};

static enum err find_it(struct tx *t, void *arg)
{
    struct find *f = arg;

    return dossier_id_of(t, f->code, &f->id);
}

/* "/ho-so/CODE/da-nop" gives CODE. */
static struct str code_in(struct arena *a, const char *at)
{
    struct str rest = str_c(at + strlen("/ho-so/"));
    struct str code;

    assert_true(str_next(&rest, '/', &code));
    return arena_str(a, code);
}

static struct scene open_scene(void **state)
{
    struct scene s = {0};
    struct database *d = ((struct portal *)*state)->d;
    struct find f;

    province_found(d);
    office_procedure(d, "1.001193");
    s.c = citizen_ready(state);
    s.portal = s.c->portal;
    s.arena = s.portal->arena;
    office_officer(d, "tn.mybinh", "Huỳnh Thị Mỹ Duyên", ROLE_RECEPTION,
                   "mc-30280");
    office_officer(d, "tl.mybinh", "Phan Quốc Thái", ROLE_PROCESSOR,
                   "ub-30280");
    office_officer(d, "ct.mybinh", "Lê Hồng Vân", ROLE_LEADER, "ub-30280");
    f.code = code_in(s.arena, citizen_submit(s.c));
    must(db_read(d->db, &d->cx, find_it, &f), &d->cx);
    s.id = f.id;
    s.reception = portal_sign_in(s.portal, "tn.mybinh");
    s.processor = portal_sign_in(s.portal, "tl.mybinh");
    s.leader = portal_sign_in(s.portal, "ct.mybinh");
    return s;
}

static struct str code_of(struct scene *s)
{
    struct dossier d = case_load(s->portal->d, s->id);

    return d.code.p ? d.code : d.submission_code;
}

static const char *office_at(struct scene *s, const char *deed)
{
    return arena_printf(s->arena, "/can-bo/ho-so/%s/buoc/%d/%s", code_of(s).p,
                        case_open_step(s->portal->d, s->id).n, deed)
        .p;
}

/* Through the page that asks. */
static struct answer do_it(struct scene *s, struct browser *b, const char *deed,
                           const char *fields)
{
    const char *at = office_at(s, deed);

    return portal_post(b, at, at, fields);
}

/* At once, from the dossier's page. */
static void press(struct scene *s, struct browser *b, const char *deed)
{
    const char *page =
        arena_printf(s->arena, "/can-bo/ho-so/%s", code_of(s).p).p;

    assert_int_equal(portal_post(b, page, office_at(s, deed), "").status, 303);
}

static enum dossier_status status_of(struct scene *s)
{
    return case_load(s->portal->d, s->id).status;
}

static const char *own_at(struct scene *s, const char *what)
{
    return arena_printf(s->arena, "/ho-so/%s%s", code_of(s).p, what).p;
}

static void what_is_missing_is_asked_for_and_sent_after(void **state)
{
    struct scene s = open_scene(state);
    struct answer a;

    a = do_it(&s, &s.reception, "yeu-cau-bo-sung",
              "ly_do_chon=missing&ly_do=&so_ngay=10");
    assert_int_equal(a.status, 422);
    assert_holds(a, "Ghi hết những gì người nộp cần làm");
    a = do_it(&s, &s.reception, "yeu-cau-bo-sung",
              "ly_do_chon=missing&ly_do=Giay+chung+sinh&so_ngay=10");
    assert_int_equal(a.status, 303);
    assert_int_equal(status_of(&s), STATUS_SUPPLEMENT);

    a = browser_get(&s.c->b, own_at(&s, ""));
    assert_holds(a, "Giay chung sinh");
    assert_holds(a, "/bo-sung");
    assert_holds(browser_get(&s.c->b, "/ho-so"), "card-turn");
    a = portal_upload(&s.c->b, own_at(&s, "/bo-sung"),
                      own_at(&s, "/bo-sung/tep"), "giay.pdf", S(CITIZEN_PDF));
    /* Which paper it is was not said. */
    assert_int_equal(a.status, 422);
    assert_holds(a, "Chọn tệp này là giấy tờ nào.");
    a = portal_post(&s.c->b, own_at(&s, "/bo-sung"), own_at(&s, "/bo-sung"),
                    "ly_do=Da+du");
    assert_int_equal(a.status, 303);
    a = browser_get(&s.reception, office_at(&s, "tu-choi"));
    assert_int_equal(a.status, 200);
    press(&s, &s.reception, "tiep-nhan");
    assert_int_equal(status_of(&s), STATUS_PROCESSING);
    /* Nothing is waited for any more. */
    a = browser_get(&s.c->b, own_at(&s, "/bo-sung"));
    assert_holds(a, "Hồ sơ không còn chờ người nộp");
    assert_lacks(a, "govuk-file-upload");
}

static void an_appraisal_asks_through_reception(void **state)
{
    struct scene s = open_scene(state);
    struct answer a;

    press(&s, &s.reception, "tiep-nhan");
    a = do_it(&s, &s.processor, "yeu-cau-bo-sung",
              "ly_do_chon=mismatch&ly_do=Sai+ten+me&so_ngay=15");
    assert_int_equal(a.status, 303);
    assert_int_equal(status_of(&s), STATUS_PROCESSING);
    assert_lacks(browser_get(&s.c->b, own_at(&s, "")), "Sai ten me");
    assert_holds(browser_get(&s.reception, "/can-bo?viec=gui-yeu-cau"),
                 code_of(&s).p);
    a = do_it(&s, &s.reception, "gui-yeu-cau", "");
    assert_int_equal(a.status, 303);
    assert_int_equal(status_of(&s), STATUS_SUPPLEMENT);
    assert_holds(browser_get(&s.c->b, own_at(&s, "")), "Sai ten me");
    assert_holds(browser_get(&s.reception, "/can-bo?viec=cho-nguoi-nop"),
                 code_of(&s).p);
    a = do_it(&s, &s.reception, "da-dap-ung", "ly_do=Nop+lai+to+khai");
    assert_int_equal(a.status, 303);
    assert_int_equal(status_of(&s), STATUS_PROCESSING);
}

static void a_leader_refuses_with_the_ground_that_was_proposed(void **state)
{
    struct scene s = open_scene(state);
    struct answer a;

    press(&s, &s.reception, "tiep-nhan");
    a = do_it(&s, &s.processor, "tu-choi-giai-quyet",
              "ly_do_chon=untrue&ly_do=Giay+gia&can_cu=");
    assert_int_equal(a.status, 422);
    assert_holds(a, "Ghi căn cứ pháp lý");
    a = do_it(&s, &s.processor, "tu-choi-giai-quyet",
              "ly_do_chon=untrue&ly_do=Giay+gia&can_cu=Dieu+16");
    assert_int_equal(a.status, 303);
    assert_holds(browser_get(&s.leader, "/can-bo?viec=quyet-dinh"),
                 code_of(&s).p);
    assert_holds(browser_get(&s.leader, office_at(&s, "dong-y")), "Giay gia");
    a = do_it(&s, &s.leader, "dong-y", "ly_do=");
    assert_int_equal(a.status, 303);
    assert_int_equal(status_of(&s), STATUS_STOPPED);
    assert_holds(browser_get(&s.c->b, own_at(&s, "")), "Giay gia");
}

static void the_citizen_takes_the_dossier_back(void **state)
{
    struct scene s = open_scene(state);
    struct answer a;

    assert_holds(browser_get(&s.c->b, own_at(&s, "")), "/rut");
    a = portal_post(&s.c->b, own_at(&s, "/rut"), own_at(&s, "/rut"), "");
    assert_int_equal(a.status, 422);
    assert_holds(a, "Chọn một lý do");
    a = portal_post(&s.c->b, own_at(&s, "/rut"), own_at(&s, "/rut"),
                    "ly_do_chon=twice");
    assert_int_equal(a.status, 303);
    assert_int_equal(status_of(&s), STATUS_STOPPED);
    assert_lacks(browser_get(&s.c->b, own_at(&s, "")), "/rut");
    a = browser_get(&s.c->b, own_at(&s, "/rut"));
    assert_holds(a, "nên không rút được");
    assert_lacks(a, "ly_do_chon");
}

static void nobody_else_answers_or_withdraws(void **state)
{
    struct scene s = open_scene(state);

    assert_int_equal(browser_get(&s.reception, own_at(&s, "/rut")).status, 403);
    /* No deed of another's step, by its address alone. */
    assert_int_equal(
        browser_get(&s.processor, office_at(&s, "yeu-cau-bo-sung")).status,
        403);
}

int main(int argc, char **argv)
{
#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, portal_setup, portal_teardown)
    const struct CMUnitTest tests[] = {
        TEST(what_is_missing_is_asked_for_and_sent_after),
        TEST(an_appraisal_asks_through_reception),
        TEST(a_leader_refuses_with_the_ground_that_was_proposed),
        TEST(the_citizen_takes_the_dossier_back),
        TEST(nobody_else_answers_or_withdraws),
    };
#undef TEST

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
