/*
 * Random answers to the forms of the source tree: nothing that a stranger
 * posts stops the checker, what is hidden is never asked, and what was right
 * once stays right when it is frozen.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/json.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_check.h"
#include "domain/form/form_prefill.h"
#include "domain/form/form_show.h"
#include "domain/form/form_view.h"
#include "domain/pack/pack.h"

#include "prop.h"

#define ROUNDS     400
#define INPUTS_MAX 400

static const char *const FOLDERS[] = {
    SOURCE_ROOT "/tests/data/packs/9.000001",
    SOURCE_ROOT "/data/packs/1.001193",
    SOURCE_ROOT "/data/packs/2.000635",
};

static const struct pack *pack_of(struct arena *a, const char *folder)
{
    struct findings f = findings_new(a);
    const struct json *gathered = pack_gather(a, &f, str_c(folder));
    const struct pack *pack;

    assert_non_null(gathered);
    pack = pack_read(a, a, &f, gathered);
    assert_int_equal(f.errors, 0);
    return pack;
}

/* A number inside the field's range, else a small one. */
static struct str likely_number(struct prop *p, struct arena *a,
                                const struct field *f)
{
    int64_t min = f->min.kind == BOUND_VALUE ? f->min.n : 1;

    if (f->max.kind == BOUND_VALUE && f->max.n - min < 20)
        return arena_printf(a, "%" PRId64, min);
    return arena_printf(a, "%" PRId64, min + (int64_t)prop_below(p, 20));
}

/* Something that could be right for the field, most of the time. */
static struct str likely(struct prop *p, struct arena *a, const struct field *f)
{
    if (f->option_count > 0)
        return f->option[prop_below(p, f->option_count)].value;
    switch (f->type) {
    case TYPE_NUMBER:
    case TYPE_MONEY: return likely_number(p, a, f);
    case TYPE_DECIMAL: return arena_printf(a, "%zu,5", prop_below(p, 99));
    case TYPE_DATE:
        return arena_printf(a, "%zu/%zu/%zu", 1 + prop_below(p, 29),
                            1 + prop_below(p, 12), 1950 + prop_below(p, 77));
    case TYPE_TIME: return S("07:30");
    case TYPE_ID_NUMBER: return S("089195000001");
    case TYPE_PHONE: return S("0912345678");
    case TYPE_EMAIL: return S("lua@angiang.vn");
    case TYPE_AREA: return S("30280");
    case TYPE_DECLARATION: return S("true");
    case TYPE_TEXT:
        return f->pattern == PATTERN_NAME ? S("Nguyễn Thị Lụa") : S("4711");
    case TYPE_LONG:
    case TYPE_CHOICE:
    case TYPE_MANY:
    case TYPE_ADDRESS:
    case TYPE_BLOCK:
    case TYPE_GROUP:
    case TYPE_FILE:
    case TYPE_COMPUTED:
    case TYPE_COUNT: break;
    }
    return S("Ấp Mỹ Long");
}

/* A tame person answers every field with something of its kind. */
static struct form_input tame_input(struct prop *p, struct arena *a,
                                    const struct field *f)
{
    struct form_input in = {field_input_name(a, f, 0), likely(p, a, f)};

    if (f->type == TYPE_ADDRESS)
        in.name = arena_printf(a, "%s.commune", in.name.p);
    return in;
}

static struct form_input wild_input(struct prop *p, struct arena *a,
                                    const struct field *f)
{
    struct form_input in = {
        .name = field_input_name(a, f, prop_below(p, 3)),
        .value = prop_below(p, 6) == 0 ? prop_text(p, a, 12) : likely(p, a, f),
    };

    if (f->type == TYPE_ADDRESS)
        in.name = arena_printf(a, "%s.%s", in.name.p,
                               address_part_name((enum address_part)prop_below(
                                                     p, ADDRESS_PART_COUNT))
                                   .p);
    else if (f->type == TYPE_DATE && prop_below(p, 4) == 0)
        in.name = arena_printf(a, "%s.month", in.name.p);
    return in;
}

static const struct json *random_answers(struct prop *p, struct arena *a,
                                         const struct form *form)
{
    const struct json *answers = form_answers_new(a, form, NULL);
    bool tame = prop_below(p, 2) == 0;

    for (size_t page = 0; page < form->page_count; page++) {
        struct form_input *item = ARENA_ARRAY(a, struct form_input, INPUTS_MAX);
        size_t count = 0;

        for (size_t i = 0; i < form->field_count && count < INPUTS_MAX; i++) {
            const struct field *f = &form->field[i];

            if (!field_holds_others(f) && (tame || prop_below(p, 8) > 0))
                item[count++] =
                    tame ? tame_input(p, a, f) : wild_input(p, a, f);
        }
        answers = form_answers_post(a, form, page, answers,
                                    (struct form_inputs){item, count});
    }
    return answers;
}

static struct filling filling_of(struct prop *p, const struct pack *pack,
                                 const struct json *answers)
{
    return (struct filling){
        .form = pack->form,
        .answers = answers,
        .today = {20571},
        .case_index = (int)prop_below(p, pack->card->case_count),
        .channel = CHANNEL_ONLINE,
    };
}

static void check_one(struct prop *p, struct arena *a, const struct pack *pack,
                      size_t *right)
{
    struct filling f = filling_of(p, pack, random_answers(p, a, pack->form));
    struct form_faults faults = form_check(a, &f, FORM_ALL_PAGES);
    struct str once;

    for (size_t i = 0; i < faults.count; i++) {
        assert_true(
            filling_shows(&f, faults.item[i].field, faults.item[i].row));
        assert_true(form_fault_text(a, LANG_VI, &faults.item[i]).n > 0);
    }
    for (size_t page = 0; page < pack->form->page_count; page++)
        form_view(a, &f, LANG_EN, page, &faults);
    form_summary(a, &f, LANG_VI);
    f.answers = form_freeze(a, &f);
    if (faults.errors > 0)
        return;
    (*right)++;
    once = json_text(a, f.answers);
    assert_int_equal(form_check(a, &f, FORM_ALL_PAGES).errors, 0);
    assert_string_equal(json_text(a, form_freeze(a, &f)).p, once.p);
}

static void random_answers_are_checked_and_frozen(void **state)
{
    struct prop p = prop_begin("form");
    struct arena *lasting = arena_new((size_t)64 << 20);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(FOLDERS); i++) {
        const struct pack *pack = pack_of(lasting, FOLDERS[i]);
        size_t right = 0;

        for (int round = 0; round < ROUNDS; round++) {
            struct arena *a = arena_new((size_t)64 << 20);

            check_one(&p, a, pack, &right);
            arena_free(a);
        }
        /* Else nothing was frozen, and the test says nothing. */
        assert_true(right > 0);
    }
    arena_free(lasting);
}

/* Any JSON at all in the place of answers, as a damaged draft would have. */
static const struct json *random_json(struct prop *p, struct arena *a,
                                      const struct form *form, int depth)
{
    struct json *object = json_new_object(a);

    for (size_t i = 0; i < form->field_count; i++) {
        const char *name = form->field[i].name.p;
        struct json *list = json_new_array(a);

        switch (prop_below(p, 6)) {
        case 0: json_set_str(object, name, prop_text(p, a, 5)); break;
        case 1: json_set_i64(object, name, (int64_t)prop_next(p)); break;
        case 2: json_set_flag(object, name, prop_below(p, 2) == 1); break;
        case 3: json_set_str(object, name, STR_NONE); break;
        case 4:
            if (depth > 0)
                json_add(list, random_json(p, a, form, depth - 1));
            json_set(object, name, list);
            break;
        default:
            if (depth > 0 && prop_below(p, 4) == 0)
                json_set(object, name, random_json(p, a, form, depth - 1));
            break;
        }
    }
    return object;
}

static void any_json_is_checked_without_harm(void **state)
{
    struct prop p = prop_begin("form json");
    struct arena *lasting = arena_new((size_t)64 << 20);
    const struct pack *pack = pack_of(lasting, FOLDERS[0]);

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct arena *a = arena_new((size_t)64 << 20);
        struct filling f =
            filling_of(&p, pack, random_json(&p, a, pack->form, 2));
        struct form_faults faults = form_check(a, &f, FORM_ALL_PAGES);

        for (size_t page = 0; page < pack->form->page_count; page++)
            form_view(a, &f, LANG_VI, page, &faults);
        form_summary(a, &f, LANG_EN);
        form_freeze(a, &f);
        arena_free(a);
    }
    arena_free(lasting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_answers_are_checked_and_frozen),
        cmocka_unit_test(any_json_is_checked_without_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
