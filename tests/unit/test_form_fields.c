/* A page of an e-form as the fields that templates draw. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"

#include "domain/form/form_answer.h"

#include "web/form_fields.h"

#include "small_form.h"

static const struct option_view districts[] = {
    {.value = S_INIT("883"), .label = S_INIT("Thành phố Long Xuyên")},
    {.value = S_INIT("884"), .label = S_INIT("Thành phố Châu Đốc")},
};

static const struct option_view provinces[] = {
    {.value = S_INIT("89"), .label = S_INIT("Tỉnh An Giang")},
    {.value = S_INIT("79"), .label = S_INIT("Thành phố Hồ Chí Minh")},
    {.value = S_INIT("other"), .label = S_INIT("Nước ngoài")},
};

struct fixture {
    struct arena *arena;
    struct filling f;
    struct form_fields_use use;
};

static int setup(void **state)
{
    static struct fixture x;

    x.f = small_form(&x.arena);
    x.use = (struct form_fields_use){
        .arena = x.arena,
        .districts = {districts, COUNT_OF(districts)},
        .provinces = {provinces, COUNT_OF(provinces)},
    };
    *state = &x;
    return 0;
}

static int teardown(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

static void answer(struct fixture *x, size_t page, const char *name,
                   const char *typed)
{
    struct form_input item = {str_c(name), str_c(typed)};

    x->f.answers = form_answers_post(x->arena, x->f.form, page, x->f.answers,
                                     (struct form_inputs){&item, 1});
}

static struct form_fields drawn(struct fixture *x, size_t page)
{
    struct form_faults faults = form_check(x->arena, &x->f, page);
    struct form_page_view v =
        form_view(x->arena, &x->f, LANG_VI, page, &faults);

    return form_fields(&x->use, &v);
}

static const struct field_view *named(const struct field_view *field,
                                      size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        const struct field_view *found;

        if (str_eq_c(field[i].name, name))
            return &field[i];
        found = named(field[i].child, field[i].child_count, name);
        if (found)
            return found;
    }
    return NULL;
}

static const struct field_view *field(struct fixture *x, size_t page,
                                      const char *name)
{
    struct form_fields all = drawn(x, page);
    const struct field_view *found = named(all.field, all.count, name);

    assert_non_null(found);
    return found;
}

static void a_unit_shows_its_name_and_keeps_its_code(void **state)
{
    struct fixture *x = *state;
    const struct field_view *f;

    answer(x, 0, "register_at", "30280");
    f = field(x, 0, "register_at");
    assert_int_equal(f->look, FIELD_AREA);
    assert_string_equal(f->area.text.p, "phường Mỹ Bình");
    assert_string_equal(f->area.text_name.p, "register_at.text");
    assert_string_equal(f->value.p, "30280");
    assert_string_equal(f->area.find.text.p, "/dia-ban?cap=xa");
}

static void a_unit_that_was_only_typed_stays_to_be_read(void **state)
{
    struct fixture *x = *state;
    const struct field_view *f;

    answer(x, 0, "register_at", "my b");
    f = field(x, 0, "register_at");
    assert_string_equal(f->area.text.p, "my b");
    assert_true(str_empty(f->value));
    assert_false(str_empty(f->error));
}

static void an_address_marks_the_part_that_is_wrong(void **state)
{
    struct fixture *x = *state;
    const struct address_field_view *a;

    answer(x, 0, "requester.residence.district", "884");
    answer(x, 0, "requester.residence.detail", "Tổ 3");
    a = field(x, 0, "requester.residence")->address;
    assert_string_equal(a->commune_error.p,
                        "Hãy cho biết xã, phường, thị trấn");
    assert_true(str_empty(a->detail_error));
    assert_string_equal(a->detail.p, "Tổ 3");
    assert_string_equal(a->area.district_name.p,
                        "requester.residence.district");
    assert_true(a->area.districts.option[1].is_chosen);
    assert_false(a->area.districts.option[0].is_chosen);
    assert_int_equal(a->where, ADDRESS_HERE);
    assert_true(a->provinces.option[0].is_chosen);
    answer(x, 0, "requester.residence.country", "KH");
    a = field(x, 0, "requester.residence")->address;
    assert_int_equal(a->where, ADDRESS_FOREIGN);
    assert_true(a->provinces.option[2].is_chosen);
    assert_string_equal(a->abroad_error.p, "Hãy ghi địa chỉ ở nước ngoài");
}

static void another_province_asks_for_its_commune_in_words(void **state)
{
    struct fixture *x = *state;
    const struct address_field_view *a;

    answer(x, 0, "requester.residence.province", "79");
    a = field(x, 0, "requester.residence")->address;
    assert_int_equal(a->where, ADDRESS_INLAND);
    assert_true(a->provinces.option[1].is_chosen);
    assert_string_equal(a->commune_error.p,
                        "Hãy cho biết xã, phường, thị trấn");
    assert_string_equal(a->place_id.p, "requester.residence");
    assert_string_not_equal(a->here_id.p, "requester.residence");
    answer(x, 0, "requester.residence.place", "phường Bến Nghé, Quận 1");
    a = field(x, 0, "requester.residence")->address;
    assert_true(str_empty(a->commune_error));
}

static void only_the_wrong_part_of_a_date_is_marked(void **state)
{
    struct fixture *x = *state;
    const struct field_view *f;
    struct form_input date[] = {
        {S("requester.birth_date.day"), S("7")},
        {S("requester.birth_date.month"), S("13")},
        {S("requester.birth_date.year"), S("1992")},
    };

    x->f.answers =
        form_answers_post(x->arena, x->f.form, 0, x->f.answers,
                          (struct form_inputs){date, COUNT_OF(date)});
    f = field(x, 0, "requester.birth_date");
    assert_string_equal(f->date.month.p, "13");
    assert_true(f->date.is_month_wrong);
    assert_false(f->date.is_day_wrong);
    assert_false(f->date.is_year_wrong);
}

static void what_depends_on_an_answer_says_on_which(void **state)
{
    struct fixture *x = *state;
    const struct field_view *f = field(x, 0, "proxy_number");

    assert_string_equal(f->when_name.p, "by_proxy");
    assert_string_equal(f->when_is.p, "yes");
    assert_true(f->is_hidden);
    answer(x, 0, "by_proxy", "yes");
    assert_false(field(x, 0, "proxy_number")->is_hidden);
}

static void rows_carry_their_buttons(void **state)
{
    struct fixture *x = *state;
    const struct field_view *f;

    x->f.answers =
        form_answers_act(x->arena, x->f.form, x->f.answers, S("add:lines"));
    answer(x, 1, "lines[1].code", "4722");
    f = field(x, 1, "lines");
    assert_int_equal(f->look, FIELD_GROUP);
    assert_int_equal(f->row_count, 2);
    assert_string_equal(f->row[1].title.p, "Ngành nghề 2");
    assert_string_equal(f->row[1].remove.p, "remove:lines:1");
    assert_string_equal(f->row[1].child[0].name.p, "lines[1].code");
    assert_string_equal(f->row[1].child[0].value.p, "4722");
}

static bool leads_to(struct errors_view v, const char *element)
{
    for (size_t i = 0; i < v.count; i++)
        if (str_eq_c(v.error[i].field, element))
            return true;
    return false;
}

static void errors_lead_to_elements_of_the_page(void **state)
{
    struct fixture *x = *state;
    struct form_faults faults;
    struct errors_view v;

    answer(x, 0, "requester.residence.country", "KH");
    faults = form_check(x->arena, &x->f, 0);
    v = form_fields_errors(x->arena, LANG_VI, &faults);
    assert_int_equal(v.count, faults.errors);
    assert_string_equal(v.error[0].field.p, "register_at");
    assert_string_equal(v.error[0].words.p, "Hãy chọn nơi đăng ký");
    assert_true(leads_to(v, "requester.residence-nuoc-ngoai"));
    assert_false(leads_to(v, "requester.residence"));
}

int main(void)
{
#define ON_FORM(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        ON_FORM(a_unit_shows_its_name_and_keeps_its_code),
        ON_FORM(a_unit_that_was_only_typed_stays_to_be_read),
        ON_FORM(an_address_marks_the_part_that_is_wrong),
        ON_FORM(another_province_asks_for_its_commune_in_words),
        ON_FORM(only_the_wrong_part_of_a_date_is_marked),
        ON_FORM(what_depends_on_an_answer_says_on_which),
        ON_FORM(rows_carry_their_buttons),
        ON_FORM(errors_lead_to_elements_of_the_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
