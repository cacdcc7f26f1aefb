#include "base/prelude.h"

#include <setjmp.h>
#include <dirent.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/io.h"

#include "domain/form/form_check.h"
#include "domain/pack/pack.h"

#include "service/demo_answers.h"

static struct demo_applicant an_applicant(void)
{
    struct demo_applicant who = {
        .full_name = S("Néang Srây Mom"),
        .birth_date = S("1996-08-12"),
        .sex = S("female"),
        .id_number = S("089196000123"),
        .phone = S("0900000001"),
        .email = S("mom@vi-du.vn"),
        .province = S("89"),
        .district = S("883"),
        .commune = S("30280"),
        .detail = S("24/6 Lý Thái Tổ"),
        .ethnic = S("05"),
    };

    check(day_parse_iso(S("2026-04-28"), &who.today));
    return who;
}

static bool has_every_paper(void *data, struct str component)
{
    (void)data;
    (void)component;
    return true;
}

/* How many errors the form of `code` finds in the demo's answers. */
static size_t errors_of(const char *code)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct demo_applicant who = an_applicant();
    struct findings f = findings_new(a);
    struct errbox box = {0};
    const struct json *gathered = pack_gather(
        a, &f, arena_printf(a, "%s/data/packs/%s", SOURCE_ROOT, code));
    const struct pack *pack = pack_read(a, a, &f, gathered);
    struct str text;
    struct str case_code;
    const struct json *answers;
    struct form_faults faults;
    size_t errors;

    check(io_read_file(
              &box, a,
              arena_printf(a, "%s/data/demo/answers/%s.json", SOURCE_ROOT, code)
                  .p,
              DEMO_ANSWERS_BYTES_MAX, &text) == ERR_OK);
    check(demo_answers(a, text, &who, &case_code, &answers, &box) == ERR_OK);
    faults = form_check(
        a,
        &(struct filling){
            .form = pack->form,
            .answers = answers,
            .today = who.today,
            .case_index = procedure_case_index(pack->card, case_code),
            .channel = CHANNEL_ONLINE,
            .has_paper = has_every_paper,
        },
        FORM_ALL_PAGES);
    for (size_t i = 0; i < faults.count; i++)
        if (faults.item[i].level == RULE_ERROR)
            print_message("%s: %.*s: %s\n", code, STR_ARG(faults.item[i].name),
                          form_fault_text(a, LANG_VI, &faults.item[i]).p);
    errors = faults.errors;
    arena_free(a);
    return errors;
}

static void every_form_accepts_its_demo_answers(void **state)
{
    struct arena *a = arena_new(1 << 20);
    DIR *folder =
        opendir(arena_printf(a, "%s/data/demo/answers", SOURCE_ROOT).p);
    struct dirent *entry;
    size_t errors = 0;
    int forms = 0;

    (void)state;
    check(folder != NULL);
    while ((entry = readdir(folder))) {
        struct str name = str_c(entry->d_name);

        if (!str_ends(name, S(".json")))
            continue;
        errors += errors_of(arena_cstr(a, str_sub(name, 0, name.n - 5)));
        forms++;
    }
    closedir(folder);
    arena_free(a);
    assert_true(forms >= 12);
    assert_int_equal(errors, 0);
}

static const struct json *births(struct arena *a,
                                 const struct demo_applicant *who)
{
    struct errbox box = {0};
    struct str text;
    struct str case_code;
    const struct json *answers;

    check(io_read_file(&box, a, SOURCE_ROOT "/data/demo/answers/1.001193.json",
                       DEMO_ANSWERS_BYTES_MAX, &text) == ERR_OK);
    check(demo_answers(a, text, who, &case_code, &answers, &box) == ERR_OK);
    return answers;
}

static const char *word(const struct json *answers, const char *block,
                        const char *key)
{
    struct errbox box = {0};
    struct str value;

    check(json_str(&box, block ? json_member(answers, block) : answers, key,
                   &value) == ERR_OK);
    return value.p;
}

static void a_birth_names_a_family_that_can_be(void **state)
{
    struct arena *a = arena_new(1 << 22);
    struct demo_applicant who = an_applicant();
    const struct json *of = births(a, &who);

    (void)state;
    assert_string_equal(word(of, NULL, "relation"), "mother");
    assert_string_equal(word(of, "mother", "full_name"), "Néang Srây Mom");
    assert_string_equal(word(of, "mother", "ethnic"), "05");
    assert_string_not_equal(word(of, "father", "full_name"), "Néang Srây Mom");
    assert_true(str_starts(str_c(word(of, "father", "full_name")),
                           str_c(word(of, NULL, "child_family_name"))));
    who.birth_date = S("1956-08-12");
    of = births(a, &who);
    assert_string_equal(word(of, NULL, "relation"), "grandmother");
    assert_string_not_equal(word(of, "mother", "full_name"), "Néang Srây Mom");
    arena_free(a);
}

static void families_differ_and_each_stays_the_same(void **state)
{
    struct arena *a = arena_new(1 << 24);
    struct demo_applicant who = an_applicant();
    const char *first = word(births(a, &who), "father", "full_name");
    int others = 0;

    (void)state;
    assert_string_equal(word(births(a, &who), "father", "full_name"), first);
    for (int i = 0; i < 20; i++) {
        who.id_number = arena_printf(a, "0891960001%02d", i);
        others += strcmp(word(births(a, &who), "father", "full_name"), first);
    }
    assert_true(others != 0);
    arena_free(a);
}

static void the_longest_name_is_filled_in(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct demo_applicant who = an_applicant();
    struct str case_code;
    const struct json *answers;
    struct str value;
    struct errbox box = {0};

    (void)state;
    check(demo_answers(a,
                       S("{\"case\":\"c\",\"answers\":{\"x\":\"$commune "
                         "$area_commune $today $$5\"}}"),
                       &who, &case_code, &answers, &box) == ERR_OK);
    check(json_str(&box, answers, "x", &value) == ERR_OK);
    assert_string_equal(value.p, "30280 30280 2026-04-28 $$5");
    assert_int_not_equal(
        demo_answers(a, S("[]"), &who, &case_code, &answers, &box), ERR_OK);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_accepts_its_demo_answers),
        cmocka_unit_test(a_birth_names_a_family_that_can_be),
        cmocka_unit_test(families_differ_and_each_stays_the_same),
        cmocka_unit_test(the_longest_name_is_filled_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
