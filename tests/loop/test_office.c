#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "loop/portal.h"

#define assert_holds(page, text) \
    assert_true(holds_or_tells((page).body, (text), true))
#define assert_lacks(page, text) \
    assert_true(holds_or_tells((page).body, (text), false))

static bool holds_or_tells(struct str page, const char *text, bool wanted)
{
    bool found = str_find(page, str_c(text)) < page.n;

    if (found != wanted)
        print_message("%s “%s” in:\n%.*s\n", wanted ? "no" : "there is", text,
                      STR_ARG(page));
    return found == wanted;
}

/* One commune at work: reception, processor, leader, clerk; and a neighbour. */
struct office {
    struct portal *portal;
    const struct pack *pack;
    int64_t person;
    struct str code; /* of the dossier filed last */
    struct browser reception;
    struct browser processor;
    struct browser leader;
    struct browser clerk;
    struct browser foreign;
};

static struct browser sign_in(struct portal *portal, const char *login)
{
    struct browser b = portal_browser(portal);
    const char *fields =
        arena_printf(portal->arena, "ten=%s&mat_khau=con+meo+ngu+say", login).p;

    assert_int_equal(portal_post(&b, "/dang-nhap", "/dang-nhap", fields).status,
                     303);
    return b;
}

static void file_one(struct office *o)
{
    struct database *d = o->portal->d;
    int64_t id = case_file(d, o->pack, "30280", o->person);

    o->code = case_load(d, id).submission_code;
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
    office_officer(d, "tn.mylong", "Chau Sóc Sa Ri", ROLE_RECEPTION,
                   "mc-30283");
    o.person = case_person(d);
    file_one(&o);
    o.reception = sign_in(o.portal, "tn.mybinh");
    o.processor = sign_in(o.portal, "tl.mybinh");
    o.leader = sign_in(o.portal, "ct.mybinh");
    o.clerk = sign_in(o.portal, "vt.mybinh");
    o.foreign = sign_in(o.portal, "tn.mylong");
    return o;
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

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, portal_setup, portal_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(the_queue_shows_the_work_of_ones_own_unit),
        TEST(who_is_no_officer_has_no_queue),
        TEST(filters_stand_in_the_address),
        TEST(search_finds_by_code_name_and_scan),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
