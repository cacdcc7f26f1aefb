/* An officer takes in a dossier at the counter, without JavaScript. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"

#include "domain/paper/paper_store.h"
#include "domain/person/person_store.h"
#include "domain/dossier/dossier.sql.h"

#include "service/receipt.h"

#include "web/url.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "fixture/sheet.h"
#include "loop/loop.sql.h"
#include "loop/portal.h"

#define AT   "/can-bo/tiep-nhan"
#define FILL "/can-bo/tiep-nhan/dien"

#define CARD                                                                                 \
    "089192000123|352000123|Trần Thị Ngọc Điệp|07031992|Nữ|24/6 Lý Thái Tổ, " \
    "Mỹ Bình, Long Xuyên, An Giang|15042021"

#define PERSON                                                        \
    "ho_ten=Tr%E1%BA%A7n+Th%E1%BB%8B+Ng%E1%BB%8Dc+%C4%90i%E1%BB%87p&" \
    "ngay_sinh=7%2F3%2F1992&so_giay_to=089192000123&dien_thoai=0900000123"
#define PAPERS                                        \
    "&ban_chinh.birth_notice=1&ban_chinh.identity=1&" \
    "ban_chinh.surrogacy_proof=1"

struct desk {
    struct portal *portal;
    struct arena *arena;
    struct database *d;
    const struct pack *pack;
    struct str answers; /* of the form, as a browser sends them */
    struct browser officer;
};

static struct str encoded(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, 3 * s.n + 1);

    url_add_part(&b, s);
    return buf_str(&b);
}

static struct str sent(struct arena *a, struct form_inputs inputs)
{
    struct buf b = buf_new(a, (size_t)64 << 10);

    for (size_t i = 0; i < inputs.count; i++)
        buf_printf(&b, "&%s=%s", encoded(a, inputs.item[i].name).p,
                   encoded(a, inputs.item[i].value).p);
    check(!b.full);
    return buf_str(&b);
}

static struct desk desk_open(void **state)
{
    struct desk k = {.portal = *state};
    struct str case_code;
    const struct json *answers;

    k.arena = k.portal->arena;
    k.d = k.portal->d;
    province_found(k.d);
    k.pack = office_procedure(k.d, "1.001193");
    office_officer(k.d, "tn.mybinh", "Huỳnh Thị Mỹ Duyên", ROLE_RECEPTION,
                   "mc-30280");
    k.officer = portal_sign_in(k.portal, "tn.mybinh");
    answers = sheet_answers(k.d, "1.001193", &case_code);
    k.answers = sent(k.arena, sheet_inputs(k.arena, k.pack->form, answers));
    return k;
}

/* Everything of the page, with the form of this person as it was drawn. */
static const char *filled(struct desk *k, const char *person,
                          const char *papers)
{
    return arena_printf(
               k->arena,
               "%s&thu_tuc=1.001193&truong_hop=on_time&nhan_ket_qua=counter&"
               "mau=1.001193+089192000123+0%s%s",
               person, papers, k->answers.p)
        .p;
}

static const char *location(struct desk *k, const struct answer *a)
{
    if (a->status != 303)
        fail_msg("%d instead of 303: %.*s", a->status, STR_ARG(a->body));
    return arena_cstr(k->arena, answer_header(a, "Location"));
}

static enum err count_dossiers(struct tx *t, void *arg)
{
    struct loop_count_dossiers_row row;

    TRY(loop_count_dossiers(t, &row));
    *(int64_t *)arg = row.count;
    return ERR_OK;
}

static int64_t dossiers(struct desk *k)
{
    int64_t count;

    must(db_read(k->d->db, &k->d->cx, count_dossiers, &count), &k->d->cx);
    return count;
}

static void the_counter_is_offered_to_who_receives(void **state)
{
    struct desk k = desk_open(state);
    struct browser leader;
    struct answer page = browser_get(&k.officer, "/can-bo");

    assert_holds(page, "href=\"/can-bo/tiep-nhan\"");
    assert_holds(page, "data-key=\"n\"");
    page = browser_get(&k.officer, AT);
    assert_int_equal(page.status, 200);
    assert_holds(page, "Đăng ký khai sinh");
    assert_lacks(page, "Tiếp nhận và lập giấy hẹn");

    office_officer(k.d, "ct.mybinh", "Lê Hồng Vân", ROLE_LEADER, "ub-30280");
    leader = portal_sign_in(k.portal, "ct.mybinh");
    assert_lacks(browser_get(&leader, "/can-bo"), AT);
    assert_int_equal(browser_get(&leader, AT).status, 403);
    page = portal_post(&leader, "/tai-khoan", AT, filled(&k, PERSON, PAPERS));
    assert_int_equal(page.status, 403);
    assert_int_equal(dossiers(&k), 0);
}

static void only_what_this_counter_receives_is_offered(void **state)
{
    struct desk k = desk_open(state);

    office_procedure(k.d, "1.001612");
    assert_lacks(browser_get(&k.officer, AT), "hộ kinh doanh");
}

/* What nobody can know yet is not said to be unpublished. */
static void before_a_procedure_is_chosen_nothing_is_promised(void **state)
{
    struct desk k = desk_open(state);
    struct answer page = browser_get(&k.officer, AT);

    assert_holds(page, "chọn thủ tục thì tính được");
    assert_lacks(page, "chưa công bố");
}

static void a_scanned_card_fills_the_person_in(void **state)
{
    struct desk k = desk_open(state);
    struct str card = encoded(k.arena, S(CARD));
    struct answer page =
        portal_post(&k.officer, AT, FILL,
                    arena_printf(k.arena, "can_cuoc=%s&_do=fill", card.p).p);

    assert_int_equal(page.status, 200);
    assert_holds(page, "value=\"Trần Thị Ngọc Điệp\"");
    assert_holds(page, "value=\"7/3/1992\"");
    assert_holds(page, "value=\"089192000123\"");
    page = portal_post(&k.officer, AT, FILL, "can_cuoc=khong+phai+the");
    assert_holds(page, "Không đọc được mã vừa quét");
    assert_holds(page, "value=\"khong phai the\"");
}

static void the_form_begins_with_what_is_known(void **state)
{
    struct desk k = desk_open(state);
    struct answer page =
        portal_post(&k.officer, AT, FILL, PERSON "&thu_tuc=1.001193");

    assert_int_equal(page.status, 200);
    assert_holds(page, "name=\"requester.full_name\" value=\"Trần Thị");
    assert_holds(page, "ban_chinh.identity");
    assert_lacks(page, "lấy từ tài khoản");
    assert_holds(page, "name=\"mau\" value=\"1.001193 089192000123 0\"");
    assert_holds(page, "Tiếp nhận và lập giấy hẹn");
    assert_lacks(page, "Chưa ghi nhận bản nào");
    /* What was typed stays typed. */
    page = portal_post(&k.officer, AT, FILL, filled(&k, PERSON, PAPERS));
    assert_holds(page, "name=\"child_given_name\" value=\"An\"");
    page =
        portal_post(&k.officer, AT, AT "/giay-hen", filled(&k, PERSON, PAPERS));
    assert_int_equal(page.status, 200);
    assert_true(str_starts(str_trim(page.body), S("<dl class=\"rc\"")));
    assert_holds(page, "Luật cho");
    assert_lacks(page, "chưa tính được");
}

struct taken {
    struct str code;
    struct dossier d;
    struct handed_papers handed;
    struct receipt receipt;
    struct identifiers ids;
    struct person person;
};

static enum err load_taken(struct tx *t, void *arg)
{
    struct taken *k = arg;
    int64_t id;

    TRY(dossier_id_of(t, k->code, &id));
    TRY(dossier_load(t, id, &k->d));
    TRY(handed_of_dossier(t, id, &k->handed));
    TRY(receipt_load(t, id, &k->receipt));
    TRY(person_load(t, k->d.person_id, &k->person));
    return person_identifiers(t, k->d.person_id, &k->ids);
}

/* The dossier of "/can-bo/ho-so/CODE?xong=tiep-nhan". */
static struct taken taken_at(struct desk *k, const char *at)
{
    struct str rest = str_sub(str_c(at), strlen("/can-bo/ho-so/"), SIZE_MAX);
    struct taken taken;

    assert_true(str_starts(str_c(at), S("/can-bo/ho-so/")));
    str_next(&rest, '?', &taken.code);
    must(db_read(k->d->db, &k->d->cx, load_taken, &taken), &k->d->cx);
    return taken;
}

static void a_person_leaves_the_counter_with_a_receipt(void **state)
{
    struct desk k = desk_open(state);
    struct answer page =
        portal_post(&k.officer, AT, AT, filled(&k, PERSON, PAPERS));
    const char *at = location(&k, &page);
    struct taken taken = taken_at(&k, at);

    assert_string_equal(taken.d.code.p, "H01.21.01-260428-0001");
    assert_int_equal(taken.d.channel, CHANNEL_COUNTER);
    assert_int_equal(taken.d.status, STATUS_ACCEPTED);
    assert_int_equal(taken.d.delivery, CHANNEL_COUNTER);
    assert_string_equal(taken.person.name.p, "Trần Thị Ngọc Điệp");
    assert_string_equal(taken.person.birth_date.p, "1992-03-07");
    assert_int_equal(taken.ids.count, 1);
    assert_int_equal(taken.ids.item[0].assurance, ASSURANCE_SEEN);
    /* What was not asked for is not kept; what was shown is no paper of it. */
    assert_int_equal(taken.handed.count, 2);
    assert_int_equal(taken.receipt.paper_count, 1);
    assert_int_equal(taken.receipt.paper[0].originals, 1);
    page = browser_get(&k.officer, at);
    assert_holds(page, "Đã tiếp nhận H01.21.01-260428-0001");
    assert_holds(page, "/giay-hen");
    page =
        browser_get(&k.officer, "/can-bo/ho-so/H01.21.01-260428-0001/giay-hen");
    assert_true(str_starts(page.body, S("%PDF-")));
}

#define PDF                                                    \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"   \
    "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n" \
    "trailer<</Size 3/Root 1 0 R>>\nstartxref\n105\n%%EOF\n"

static struct answer scan(struct desk *k, struct browser *b, const char *form,
                          const char *at, const char *bytes)
{
    struct str tokens = portal_tokens(b, form);
    struct str csrf;

    str_next(&tokens, '&', &csrf);
    return browser_post(
        b, at, "Content-Type: multipart/form-data; boundary=xYz\n",
        arena_printf(k->arena,
                     "--xYz\r\nContent-Disposition: form-data; "
                     "name=\"_csrf\"\r\n\r\n%.*s\r\n"
                     "--xYz\r\nContent-Disposition: form-data; "
                     "name=\"_key\"\r\n\r\n%.*s\r\n"
                     "--xYz\r\nContent-Disposition: form-data; name=\"tep\"; "
                     "filename=\"quet.pdf\"\r\n\r\n%s\r\n--xYz--\r\n",
                     STR_ARG(str_sub(csrf, strlen("_csrf="), csrf.n)),
                     STR_ARG(str_sub(tokens, strlen("_key="), tokens.n)),
                     bytes));
}

static void what_was_handed_in_is_scanned_afterwards(void **state)
{
    struct desk k = desk_open(state);
    const char *at = "/can-bo/ho-so/H01.21.01-260428-0001/quet/birth_notice";
    struct answer page =
        portal_post(&k.officer, AT, AT, filled(&k, PERSON, PAPERS));
    struct browser neighbour;

    location(&k, &page);
    page = browser_get(&k.officer, "/can-bo/ho-so/H01.21.01-260428-0001");
    assert_holds(page, "Bản chính 1 · bản sao 0");
    assert_holds(page, "/quet/birth_notice");
    assert_int_equal(browser_get(&k.officer, at).status, 200);
    page = scan(&k, &k.officer, at, at, "<html>kh\xc3\xb4ng ph\xe1\xba\xa3i");
    assert_int_equal(page.status, 422);
    page = scan(&k, &k.officer, at, at, PDF);
    assert_int_equal(page.status, 303);
    page = browser_get(&k.officer, location(&k, &page));
    assert_holds(page, "Đã đính kèm bản quét");
    assert_holds(page, "<iframe src=");
    /* What was only shown is nobody's to keep. */
    page = scan(&k, &k.officer, at,
                "/can-bo/ho-so/H01.21.01-260428-0001/quet/identity", PDF);
    assert_int_equal(page.status, 422);
    /* What nobody handed in is not there to be scanned. */
    page = scan(&k, &k.officer, at,
                "/can-bo/ho-so/H01.21.01-260428-0001/quet/proxy", PDF);
    assert_int_equal(page.status, 422);
    office_officer(k.d, "tn.mylong", "Chau Sóc Sa Ri", ROLE_RECEPTION,
                   "mc-30283");
    neighbour = portal_sign_in(k.portal, "tn.mylong");
    assert_int_equal(browser_get(&neighbour, at).status, 403);
}

static void the_same_form_twice_is_one_dossier(void **state)
{
    struct desk k = desk_open(state);
    struct str tokens = portal_tokens(&k.officer, AT);
    struct str body =
        arena_printf(k.arena, "%s&%s", tokens.p, filled(&k, PERSON, PAPERS));
    struct answer first = browser_post(&k.officer, AT, "", body);
    struct answer second = browser_post(&k.officer, AT, "", body);

    assert_string_equal(location(&k, &first), location(&k, &second));
    assert_int_equal(dossiers(&k), 1);
    /* A form without its key, or with a key of nobody's, does nothing. */
    first = browser_post(
        &k.officer, AT, "",
        arena_printf(k.arena, "_csrf=x&%s", filled(&k, PERSON, PAPERS)));
    assert_int_equal(first.status, 403);
    assert_int_equal(dossiers(&k), 1);
}

static void what_is_wrong_is_told_and_nothing_is_retyped(void **state)
{
    struct desk k = desk_open(state);
    struct answer page =
        portal_post(&k.officer, AT, AT,
                    filled(&k,
                           "ho_ten=Tr%E1%BA%A7n+Mai&ngay_sinh=31%2F2%2F1992&"
                           "so_giay_to=08919200012&dien_thoai=12",
                           ""));

    assert_int_equal(page.status, 422);
    assert_holds(page, "Số căn cước có 12 số");
    assert_holds(page, "Ngày sinh ghi dạng");
    assert_holds(page, "value=\"08919200012\"");
    assert_holds(page, "value=\"31/2/1992\"");
    assert_holds(page, "Chưa ghi nhận bản nào");
    assert_holds(page, "name=\"child_given_name\" value=\"An\"");
    page = portal_post(&k.officer, AT, AT,
                       filled(&k, PERSON, PAPERS "&ban_sao.birth_notice=hai"));
    assert_int_equal(page.status, 422);
    assert_holds(page, "Số bản là số từ 0 đến 99");
    assert_holds(page, "value=\"hai\"");
    page = portal_post(&k.officer, AT, AT, PERSON "&thu_tuc=1.001193");
    assert_int_equal(page.status, 422);
    page = portal_post(&k.officer, AT, AT, PERSON "&thu_tuc=9.999999");
    assert_int_equal(page.status, 422);
    assert_holds(page, "Chọn thủ tục.");
    page = portal_post(&k.officer, AT, AT, "");
    assert_int_equal(page.status, 422);
    assert_int_equal(dossiers(&k), 0);
}

static void a_dossier_of_another_commune_is_sent_there(void **state)
{
    struct desk k = desk_open(state);
    struct browser neighbour;
    struct answer page;

    office_officer(k.d, "tn.mylong", "Chau Sóc Sa Ri", ROLE_RECEPTION,
                   "mc-30283");
    neighbour = portal_sign_in(k.portal, "tn.mylong");
    page = portal_post(&neighbour, AT, AT, filled(&k, PERSON, PAPERS));
    assert_int_equal(page.status, 422);
    assert_holds(page, "phường Mỹ Bình tiếp nhận");
    assert_holds(page, "name=\"child_given_name\" value=\"An\"");
    assert_int_equal(dossiers(&k), 0);
}

static enum err declare_number(struct tx *t, void *arg)
{
    struct person *p = arg;

    *p = (struct person){
        .kind = PERSON_NATURAL,
        .name = S("Kẻ Mạo Danh"),
        .birth_date = S("1980-01-01"),
        .phone = S("0911111111"),
        .email = S(""),
        .ethnic = S(""),
        .address = S("{}"),
    };
    TRY(person_create(t, p));
    return person_declare(t, p->id, IDENTIFIER_ID_NUMBER, S("089192000123"));
}

static enum err verify_number(struct tx *t, void *arg)
{
    struct person *p = arg;

    return person_verify(t, p->id, IDENTIFIER_ID_NUMBER, S("089192000123"));
}

/* Somebody declared her number online before she came. */
static void a_declared_number_keeps_its_owner_from_nothing(void **state)
{
    struct desk k = desk_open(state);
    struct person other;
    struct answer page;
    struct taken taken;

    must(db_write(k.d->db, &k.d->cx, declare_number, &other), &k.d->cx);
    page = portal_post(&k.officer, AT, FILL, PERSON);
    assert_holds(page, "Kẻ Mạo Danh");
    assert_holds(page, "Người khác");
    assert_lacks(page, "checked");
    assert_lacks(page, "0911111111");
    /* The officer has to say who it is. */
    page = portal_post(&k.officer, AT, AT, filled(&k, PERSON, PAPERS));
    assert_int_equal(page.status, 422);
    assert_holds(page, "Chọn một người đã có");
    /* It is not the other one, whose name the paper does not bear. */
    page = portal_post(
        &k.officer, AT, AT,
        filled(&k,
               arena_printf(k.arena, "%s&nguoi=%" PRId64, PERSON, other.id).p,
               PAPERS));
    assert_int_equal(page.status, 422);
    assert_holds(page, "Người đã chọn tên là Kẻ Mạo Danh");
    page =
        portal_post(&k.officer, AT, AT, filled(&k, PERSON "&nguoi=0", PAPERS));
    taken = taken_at(&k, location(&k, &page));
    assert_true(taken.d.person_id != other.id);
    assert_int_equal(taken.ids.item[0].assurance, ASSURANCE_SEEN);
}

static void a_verified_number_is_its_owners_alone(void **state)
{
    struct desk k = desk_open(state);
    struct person other;
    struct answer page;

    must(db_write(k.d->db, &k.d->cx, declare_number, &other), &k.d->cx);
    must(db_write(k.d->db, &k.d->cx, verify_number, &other), &k.d->cx);
    page =
        portal_post(&k.officer, AT, AT, filled(&k, PERSON "&nguoi=0", PAPERS));
    assert_int_equal(page.status, 422);
    assert_holds(page, "Số này đã xác thực là của Kẻ Mạo Danh");
    assert_int_equal(dossiers(&k), 0);
}

/* The second time she comes she is found, and nothing of hers is changed. */
static void who_came_before_is_found_again(void **state)
{
    struct desk k = desk_open(state);
    struct answer page =
        portal_post(&k.officer, AT, AT, filled(&k, PERSON, PAPERS));
    struct taken first = taken_at(&k, location(&k, &page));
    struct taken second;
    const char *chosen =
        arena_printf(k.arena, "&nguoi=%" PRId64, first.d.person_id).p;

    page = portal_post(
        &k.officer, AT, FILL,
        arena_printf(k.arena, "so_giay_to=089192000123%s", chosen).p);
    assert_holds(page, "value=\"Trần Thị Ngọc Điệp\"");
    assert_holds(page, "value=\"7/3/1992\"");
    page = portal_post(
        &k.officer, AT, AT,
        filled(&k,
               arena_printf(k.arena,
                            "ho_ten=TRAN+THI+NGOC+DIEP&ngay_sinh=1990&"
                            "so_giay_to=089192000123&dien_thoai=0988888888%s",
                            chosen)
                   .p,
               PAPERS));
    second = taken_at(&k, location(&k, &page));
    assert_true(second.d.person_id == first.d.person_id);
    assert_string_equal(second.person.phone.p, "0900000123");
    assert_string_equal(second.person.birth_date.p, "1992-03-07");
    assert_int_equal(second.ids.count, 1);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, portal_setup, portal_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(the_counter_is_offered_to_who_receives),
        TEST(only_what_this_counter_receives_is_offered),
        TEST(before_a_procedure_is_chosen_nothing_is_promised),
        TEST(a_scanned_card_fills_the_person_in),
        TEST(the_form_begins_with_what_is_known),
        TEST(a_person_leaves_the_counter_with_a_receipt),
        TEST(what_was_handed_in_is_scanned_afterwards),
        TEST(the_same_form_twice_is_one_dossier),
        TEST(what_is_wrong_is_told_and_nothing_is_retyped),
        TEST(a_dossier_of_another_commune_is_sent_there),
        TEST(a_declared_number_keeps_its_owner_from_nothing),
        TEST(a_verified_number_is_its_owners_alone),
        TEST(who_came_before_is_found_again),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
