/* The flow of a procedure, edited as a table by who may. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"

#include "fixture/office.h"
#include "fixture/province.h"

#include "loop/portal.h"

#define AT   "/quan-tri/quy-trinh/2.000635"
#define CODE "2.000635"

static int begin(void **state)
{
    struct portal *p;

    portal_setup(state);
    p = *state;
    province_found(p->d);
    office_procedure(p->d, CODE);
    office_officer(p->d, "kiemsoat", "Phạm Thị Minh Châu", ROLE_CONTROLLER,
                   "ub-89");
    office_officer(p->d, "tiepnhan", "Huỳnh Thị Mỹ Duyên", ROLE_RECEPTION,
                   "mc-30280");
    p->browser = portal_sign_in(p, "kiemsoat");
    return 0;
}

/* One row of the table, as it is sent. */
struct sent {
    const char *id, *name, *kind, *role, *unit, *hours;
    const char *ways[4]; /* "submit", "sign", … */
};

static const struct sent look_up = {"look_up",         "Tra sổ",   "process",
                                    "processor",       "resolver", "2",
                                    {"submit", "sign"}};
static const struct sent sign = {"sign",
                                 "Ký",
                                 "approve",
                                 "leader",
                                 "resolver",
                                 "1",
                                 {"approve", "issue", "send_back", "look_up"}};
static const struct sent issue = {
    "issue", "Vào số", "issue", "clerk", "resolver", "1", {"issue", "return"}};
static const struct sent give = {"return",   "Trả", "return", "reception",
                                 "receiver", "",    {NULL}};

static void put_row(struct buf *b, int i, const struct sent *r)
{
    buf_printf(b, "&b%d_goc=%d&b%d_ma=%s&b%d_ten=%s&b%d_ten_en=x", i, i - 1, i,
               r->id, i, r->name, i);
    buf_printf(b, "&b%d_loai=%s&b%d_vai=%s&b%d_noi=%s", i, r->kind, i, r->role,
               i, r->unit);
    buf_printf(b, "&b%d_so=%s&b%d_don_vi=working_hour", i, r->hours, i);
    for (int k = 0; k < 2 && r->ways[2 * k]; k++)
        buf_printf(b, "&b%d_l%d_viec=%s&b%d_l%d_den=%s&b%d_l%d_khi=", i, k + 1,
                   r->ways[2 * k], i, k + 1, r->ways[2 * k + 1], i, k + 1);
}

/* Sends the table with what is to be done; where it leads to. */
static struct str send_rows(struct portal *p, const char *deed, int revision,
                            const struct sent *const *row, int count)
{
    struct buf b = buf_new(p->arena, (size_t)32 << 10);
    struct answer a;

    buf_printf(&b, "viec=%s&ban=%d&so_buoc=%d", deed, revision, count);
    for (int i = 0; i < count; i++)
        put_row(&b, i + 1, row[i]);
    a = portal_post(&p->browser, AT, AT, arena_cstr(p->arena, buf_str(&b)));
    assert_int_equal(a.status, 303);
    return answer_header(&a, "Location");
}

static const struct sent *const all[] = {&look_up, &sign, &issue, &give};

static void the_flow_is_a_table_and_a_picture(void **state)
{
    struct portal *p = *state;
    struct answer a = browser_get(&p->browser, AT);

    assert_int_equal(a.status, 200);
    assert_holds(a, "Tra sổ, ghi bản sao tại quầy");
    assert_holds(a, "name=\"b1_ten\"");
    assert_holds(a, "<svg class=\"flow-picture\"");
    assert_holds(a, "1. Tra sổ, ghi bản sao tại quầy: Trình");
    assert_holds(a, "Đã kiểm tra: không thấy lỗi.");
    assert_holds(a, "Nguồn của các bước: ");
    assert_holds(a, "<b class=\"num\">2022.1</b>");
    assert_lacks(a, "Tạo phiên bản mới");
    assert_lacks(a, "flow-wrong");
}

static void a_fault_is_told_beside_its_row(void **state)
{
    struct portal *p = *state;
    struct sent unsigned_ = look_up;
    const struct sent *const rows[] = {&unsigned_, &sign, &issue, &give};
    struct answer a;

    unsigned_.ways[2] = "verify";
    unsigned_.ways[3] = "issue";
    send_rows(p, "luu", 0, rows, 4);
    a = browser_get(&p->browser, AT);
    assert_holds(a, "Đến được đây mà chưa ai ký duyệt: look_up → issue.");
    assert_holds(a, "id=\"buoc-3\" class=\"flow-row flow-wrong\"");
    assert_holds(a, "flow-box-wrong");
    assert_holds(a, "Bản nháp, sửa từ phiên bản 2022.1");
    /* It does not become a version, and nothing typed is lost. */
    send_rows(p, "tao", 1, rows, 4);
    a = browser_get(&p->browser, AT);
    assert_holds(a, "Đã kiểm tra: còn lỗi");
    assert_lacks(a, "2022.2");
}

static void rows_are_added_moved_and_removed(void **state)
{
    struct portal *p = *state;
    struct answer a;

    send_rows(p, "them-1", 0, all, 4);
    a = browser_get(&p->browser, AT);
    assert_holds(a, "value=\"step_5\"");
    assert_holds(a, "Chữ trống");
    assert_holds(a, "id=\"buoc-5\"");
    send_rows(p, "bo-2", 1, all, 4);
    a = browser_get(&p->browser, AT);
    assert_lacks(a, "id=\"buoc-4\"");
    assert_lacks(a, "value=\"sign\"");
    send_rows(p, "xuong-1", 2, all, 4);
    a = browser_get(&p->browser, AT);
    assert_holds(a, "name=\"b1_ma\" value=\"sign\"");
    send_rows(p, "bo_nhap", 3, all, 4);
    a = browser_get(&p->browser, AT);
    assert_holds(a, "Phiên bản 2022.1. Sửa rồi lưu");
}

static void a_draft_becomes_a_version_that_is_published_apart(void **state)
{
    struct portal *p = *state;
    const char *publish = "/quan-tri/thu-tuc/" CODE "/2022.2/cong-bo";
    struct answer a;

    assert_true(str_ends(send_rows(p, "tao", 0, all, 4), S("xong=tao")));
    a = browser_get(&p->browser, AT "?xong=tao");
    assert_holds(a, "Đã tạo phiên bản mới");
    assert_holds(a,
                 "<b class=\"num\">2022.2</b> · từ 28/04/2026 · chưa công bố");
    assert_holds(a, "đổi steps[look_up].name.vi: ");
    a = browser_get(&p->browser, "/thu-tuc/" CODE);
    assert_holds(a, "Tra sổ, ghi bản sao tại quầy");
    assert_int_equal(portal_post(&p->browser, publish, publish, "").status,
                     303);
    a = browser_get(&p->browser, "/thu-tuc/" CODE);
    assert_lacks(a, "Tra sổ, ghi bản sao tại quầy");
    assert_holds(a, "Tra sổ");
    /* The same once more is no change. */
    assert_true(str_ends(send_rows(p, "tao", 0, all, 4), S("xong=giong")));
}

/* Who was slower sees what the other saved. */
static void two_who_edit_do_not_undo_each_other(void **state)
{
    struct portal *p = *state;
    struct answer a;

    send_rows(p, "luu", 0, all, 4);
    a = portal_post(&p->browser, AT, AT, "viec=luu&ban=0&so_buoc=0");
    assert_int_equal(a.status, 409);
    assert_holds(a, "Người khác vừa lưu quy trình này");
    assert_holds(browser_get(&p->browser, AT), "name=\"b4_ten\"");
}

static void nobody_else_may_edit(void **state)
{
    struct portal *p = *state;

    p->browser = portal_sign_in(p, "tiepnhan");
    assert_int_equal(browser_get(&p->browser, AT).status, 403);
    p->browser = portal_browser(p);
    assert_int_not_equal(browser_get(&p->browser, AT).status, 200);
}

static void a_condition_is_told_in_words(void **state)
{
    struct portal *p = *state;
    struct answer a;

    office_procedure(p->d, "1.004884");
    a = browser_get(&p->browser, "/quan-tri/quy-trinh/1.004884");
    assert_int_equal(a.status, 200);
    assert_holds(a, "Trường hợp: Đã đăng ký ở nơi khác hoặc "
                    "Sổ do chính xã này giữ?: Không");
    assert_holds(a, "value=\"keep:0\" selected");
    office_procedure(p->d, "2.000986");
    a = browser_get(&p->browser, "/quan-tri/quy-trinh/2.000986");
    assert_holds(a, "Công an đăng ký thường trú · Công an tỉnh An Giang · "
                    "7 ngày làm việc");
    assert_holds(a, "chờ việc khác xong");
}

static void a_procedure_that_is_not_there_has_no_flow(void **state)
{
    struct portal *p = *state;

    assert_int_equal(
        browser_get(&p->browser, "/quan-tri/quy-trinh/9.999999").status, 404);
}

int main(int argc, char **argv)
{
#define AT_PORTAL(name) \
    cmocka_unit_test_setup_teardown(name, begin, portal_teardown)
    const struct CMUnitTest tests[] = {
        AT_PORTAL(the_flow_is_a_table_and_a_picture),
        AT_PORTAL(a_fault_is_told_beside_its_row),
        AT_PORTAL(rows_are_added_moved_and_removed),
        AT_PORTAL(a_draft_becomes_a_version_that_is_published_apart),
        AT_PORTAL(two_who_edit_do_not_undo_each_other),
        AT_PORTAL(nobody_else_may_edit),
        AT_PORTAL(a_condition_is_told_in_words),
        AT_PORTAL(a_procedure_that_is_not_there_has_no_flow),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
