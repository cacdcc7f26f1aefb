/* Slips in the course of a dossier: numbered without gaps, frozen, drawn. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/json.h"

#include "domain/person/person_store.h"
#include "domain/slip/template.h"

#include "service/control.h"
#include "service/reception.h"
#include "service/slips.h"

#include "fixture/case.h"
#include "fixture/province.h"

#define REASON "Hồ sơ không thuộc thẩm quyền của Ủy ban nhân dân phường."

struct desk {
    struct database *d;
    const struct pack *pack;
    struct actor officer;
    int64_t person_id;
};

static struct desk open_desk(void **state)
{
    struct desk k = {.d = *state};

    province_found(k.d);
    k.pack = case_pack(k.d, "1.001193");
    k.person_id = case_person(k.d);
    k.officer = case_officer(k.d, ROLE_RECEPTION, "mc-30280", 71);
    k.officer.name = S("Huỳnh Thị Mỹ Duyên");
    return k;
}

struct doing {
    struct desk *k;
    int64_t dossier_id;
    const struct slip_row *slip;
    size_t count;
    struct str pdf;
    struct str data;
    bool fails;
};

static enum err refuse(struct tx *t, void *arg)
{
    struct doing *o = arg;
    struct dossier d;

    TRY(reception_refuse(t,
                         &(struct reception){
                             .dossier_id = o->dossier_id,
                             .pack = o->k->pack,
                             .who = &o->k->officer,
                             .site = CASE_SITE,
                             .reason = S(REASON),
                         },
                         &d));
    return o->fails ? RAISE(&t->cx->err, ERR_CONFLICT, "taken back") : ERR_OK;
}

static enum err look(struct tx *t, void *arg)
{
    struct doing *o = arg;
    enum slip_kind kind;
    struct slip_row row;
    struct str body;

    TRY(slips_of_dossier(t, o->dossier_id, &o->slip, &o->count));
    assert_int_equal(o->count, 1);
    TRY(slip_load(t, o->dossier_id, o->slip[0].id, &row, &body));
    o->data = row.data;
    TRY(slip_pdf(t, o->dossier_id, o->slip[0].id, &o->pdf, &kind));
    assert_int_equal(kind, o->slip[0].kind);
    return ERR_OK;
}

/* Refuses a new dossier, gives what was made of it. */
static struct doing refused(struct desk *k)
{
    struct doing o = {
        .k = k,
        .dossier_id = case_file(k->d, k->pack, "30280", k->person_id),
    };

    must(db_write(k->d->db, &k->d->cx, refuse, &o), &k->d->cx);
    must(db_read(k->d->db, &k->d->cx, look, &o), &k->d->cx);
    return o;
}

static struct str frozen(const struct doing *o, const char *name)
{
    const struct json *data;
    struct slip_scope scope = {.n = 1};

    check(json_parse(&o->k->d->cx.err, o->k->d->cx.arena, o->data,
                     SLIP_DATA_BYTES_MAX, &data) == ERR_OK);
    scope.data = data;
    return slip_value(o->k->d->cx.arena, &scope, str_c(name));
}

static void a_refusal_freezes_whom_it_is_about_and_why(void **state)
{
    struct desk k = open_desk(state);
    struct doing o = refused(&k);

    assert_int_equal(o.slip[0].kind, SLIP_REFUSAL);
    assert_int_equal(o.slip[0].number, 1);
    assert_string_equal(frozen(&o, "reason").p, REASON);
    assert_string_equal(frozen(&o, "applicant").p, "Néang Srây Mom");
    assert_string_equal(frozen(&o, "officer").p, "Huỳnh Thị Mỹ Duyên");
    assert_string_equal(frozen(&o, "procedure_code").p, "1.001193");
    assert_string_equal(frozen(&o, "above").p,
                        "ỦY BAN NHÂN DÂN\nPHƯỜNG MỸ BÌNH, THÀNH PHỐ LONG "
                        "XUYÊN");
    assert_true(str_starts(frozen(&o, "qr"),
                           S("https://dichvucong.example.vn/tra-cuu?ma=")));
    assert_true(str_find(frozen(&o, "qr"), S("|1.001193|")) <
                frozen(&o, "qr").n);
    assert_true(str_starts(o.pdf, S("%PDF-1.7")));
}

static void slips_are_numbered_without_gaps_by_kind_and_year(void **state)
{
    struct desk k = open_desk(state);
    struct doing o = {.k = &k};

    assert_int_equal(refused(&k).slip[0].number, 1);
    /* One that is taken back gives its number back. */
    o.dossier_id = case_file(k.d, k.pack, "30280", k.person_id);
    o.fails = true;
    assert_int_equal(db_write(k.d->db, &k.d->cx, refuse, &o), ERR_CONFLICT);
    errbox_clear(&k.d->cx.err);
    assert_int_equal(refused(&k).slip[0].number, 2);
    k.d->cx.now.us += 366 * DAY_US;
    assert_int_equal(refused(&k).slip[0].number, 1);
}

static enum err rename_person(struct tx *t, void *arg)
{
    const struct doing *o = arg;
    struct person p;

    TRY(person_load(t, o->k->person_id, &p));
    p.name = S("Tên Khác");
    return person_put(t, &p);
}

static void a_slip_is_drawn_again_byte_for_byte(void **state)
{
    struct desk k = open_desk(state);
    struct doing o = refused(&k);
    struct str first = o.pdf;

    must(db_write(k.d->db, &k.d->cx, rename_person, &o), &k.d->cx);
    k.d->cx.now.us += 400 * DAY_US;
    must(db_read(k.d->db, &k.d->cx, look, &o), &k.d->cx);
    assert_true(str_eq(first, o.pdf));
}

static enum err import(struct tx *t, void *arg)
{
    const struct str *body = arg;

    return slip_template_import(t, *body);
}

static struct str own_template(struct desk *k, const char *unit,
                               const char *from, const char *words)
{
    return arena_printf(
        k->d->cx.arena,
        "{\"kind\":3,\"name\":\"Mau "
        "rieng\",\"version\":\"1\",%s\"from\":\"%s\","
        "\"title\":[\"%s\"],\"blocks\":[{\"text\":\"{reason}\"}]}",
        unit, from, words);
}

static enum err find_template(struct tx *t, void *arg)
{
    struct str *body = arg;
    int64_t id;

    return slip_template_today(t, SLIP_REFUSAL, S("mc-30280"), S("1.001193"),
                               &id, body);
}

static struct str body_today(struct desk *k)
{
    struct str body;

    must(db_read(k->d->db, &k->d->cx, find_template, &body), &k->d->cx);
    return body;
}

static bool is_titled(struct str body, const char *title)
{
    return str_find(body, str_c(title)) < body.n;
}

static void a_unit_and_a_procedure_may_have_their_own(void **state)
{
    struct desk k = open_desk(state);
    struct str unit =
        own_template(&k, "\"unit\":\"mc-30280\",", "2026-04-01", "CỦA PHƯỜNG");
    struct str other = own_template(&k, "\"unit\":\"mc-30283\",", "2026-04-01",
                                    "CỦA NƠI KHÁC");
    struct str later = own_template(&k, "\"procedure\":\"1.001193\",",
                                    "2026-05-01", "CỦA THỦ TỤC");
    struct doing o = refused(&k);
    struct str before = o.pdf;

    assert_true(is_titled(body_today(&k), "PHIẾU TỪ CHỐI"));
    must(db_write(k.d->db, &k.d->cx, import, &unit), &k.d->cx);
    must(db_write(k.d->db, &k.d->cx, import, &unit), &k.d->cx);
    must(db_write(k.d->db, &k.d->cx, import, &other), &k.d->cx);
    must(db_write(k.d->db, &k.d->cx, import, &later), &k.d->cx);
    assert_true(is_titled(body_today(&k), "CỦA PHƯỜNG"));
    /* What was made before keeps the words it was made with. */
    must(db_read(k.d->db, &k.d->cx, look, &o), &k.d->cx);
    assert_true(str_eq(before, o.pdf));
    k.d->cx.now.us += 10 * DAY_US;
    assert_true(is_titled(body_today(&k), "CỦA THỦ TỤC"));
}

static void a_step_is_early_in_time_or_late_by_its_own_due(void **state)
{
    struct dossier_step s = {0};
    struct instant now;

    (void)state;
    check(instant_parse_iso(S("2026-04-28T16:00"), &s.due_at));
    check(instant_parse_iso(S("2026-04-28T16:00"), &now));
    assert_int_equal(control_result(&s, now), CONTROL_OPEN);
    now.us++;
    assert_int_equal(control_result(&s, now), CONTROL_LATE);
    check(instant_parse_iso(S("2026-04-27T23:59"), &s.closed_at));
    assert_int_equal(control_result(&s, now), CONTROL_EARLY);
    check(instant_parse_iso(S("2026-04-28T00:00"), &s.closed_at));
    assert_int_equal(control_result(&s, now), CONTROL_ON_TIME);
    s.closed_at = s.due_at;
    assert_int_equal(control_result(&s, now), CONTROL_ON_TIME);
    s.closed_at.us++;
    assert_int_equal(control_result(&s, now), CONTROL_LATE);
}

static void what_goes_to_the_applicant_is_no_paper_of_the_officers(void **state)
{
    (void)state;
    assert_true(slip_is_for_applicant(SLIP_REFUSAL));
    assert_true(slip_is_for_applicant(SLIP_STOP));
    assert_false(slip_is_for_applicant(SLIP_CONTROL));
    assert_false(slip_is_for_applicant(SLIP_OPINION));
    assert_false(slip_is_for_applicant(SLIP_MINUTES));
}

int main(int argc, char **argv)
{
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_refusal_freezes_whom_it_is_about_and_why),
        TEST(slips_are_numbered_without_gaps_by_kind_and_year),
        TEST(a_slip_is_drawn_again_byte_for_byte),
        TEST(a_unit_and_a_procedure_may_have_their_own),
        cmocka_unit_test(a_step_is_early_in_time_or_late_by_its_own_due),
        cmocka_unit_test(
            what_goes_to_the_applicant_is_no_paper_of_the_officers),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
