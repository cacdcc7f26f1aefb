/*
 * Packs that may be used, and packs that may not: tests/must_fail/packs holds
 * changes to the good pack of tests/data, each with the words it has to give.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/pack/pack.h"
#include "domain/pack/pack_diff.h"

#define PACK_FOLDER SOURCE_ROOT "/tests/data/packs/9.000001"
#define MUST_FAIL   SOURCE_ROOT "/tests/must_fail/packs/"
#define FILE_BYTES  ((size_t)1 << 20)

static const struct json *good(struct arena *a)
{
    struct findings f = findings_new(a);
    const struct json *gathered = pack_gather(a, &f, S(PACK_FOLDER));

    assert_non_null(gathered);
    return gathered;
}

static const struct pack *read_good(struct arena *a)
{
    struct findings f = findings_new(a);
    const struct pack *pack = pack_read(a, a, &f, good(a));

    assert_int_equal(f.errors, 0);
    return pack;
}

/* Takes "fields[2]" apart: the key, and the index or -1. */
static struct str step_of(struct str part, int64_t *ret_index)
{
    size_t mark = str_find_char(part, '[', 0);

    *ret_index = -1;
    if (mark < part.n)
        assert_true(
            num_parse(str_sub(part, mark + 1, part.n - 1), 0, 999, ret_index));
    return str_sub(part, 0, mark);
}

static const struct json *changed(struct arena *a, const struct json *value,
                                  struct str path, const struct json *put);

static const struct json *changed_item(struct arena *a, const struct json *list,
                                       size_t index, struct str rest,
                                       const struct json *put)
{
    struct json *copy = json_new_array(a);

    assert_true(index < json_count(list));
    for (size_t i = 0; i < json_count(list); i++)
        json_add(copy, i != index   ? json_at(list, i)
                       : rest.n > 0 ? changed(a, json_at(list, i), rest, put)
                                    : put);
    return copy;
}

/* The value with another one at a path; put NULL drops the member. */
static const struct json *changed(struct arena *a, const struct json *value,
                                  struct str path, const struct json *put)
{
    struct json *copy = json_new_object(a);
    struct json_walk walk = json_walk(value);
    size_t dot = str_find_char(path, '.', 0);
    struct str rest = str_sub(path, dot + 1, path.n);
    int64_t index;
    const char *key = arena_cstr(a, step_of(str_sub(path, 0, dot), &index));
    const struct json *member;
    struct str name;

    while (json_next(&walk, &name, &member)) {
        if (!str_eq_c(name, key))
            json_set(copy, name.p, member);
    }
    member = json_member(value, key);
    if (index >= 0)
        json_set(copy, key, changed_item(a, member, (size_t)index, rest, put));
    else if (rest.n > 0)
        json_set(copy, key, changed(a, member, rest, put));
    else if (put)
        json_set(copy, key, put);
    return copy;
}

static struct str text_at(const struct json *object, const char *key)
{
    struct errbox box = {0};
    struct str text;

    assert_int_equal(json_str(&box, object, key, &text), ERR_OK);
    return text;
}

/* The case's words are told at its place, as an error. */
static bool is_told(struct arena *a, const struct findings *f,
                    const struct json *one)
{
    struct str where = text_at(one, "where");
    struct str says = text_at(one, "says");

    for (size_t i = 0; i < f->count; i++) {
        struct str text = finding_text(a, LANG_EN, &f->item[i]);

        if (f->item[i].level == FINDING_ERROR && str_starts(text, where) &&
            str_find(text, says) < text.n)
            return true;
    }
    return false;
}

static void fail_one(const struct json *one)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct findings f = findings_new(a);
    const struct json *pack =
        changed(a, good(a), text_at(one, "at"), json_member(one, "put"));

    pack_read(a, a, &f, pack);
    if (!is_told(a, &f, one)) {
        print_message("%s\n", text_at(one, "why").p);
        for (size_t i = 0; i < f.count; i++)
            print_message("  %s\n", finding_text(a, LANG_EN, &f.item[i]).p);
        fail();
    }
    arena_free(a);
}

static void fail_all(const char *path)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct errbox box = {0};
    const struct json *cases;
    struct str text;

    assert_int_equal(io_read_file(&box, a, path, FILE_BYTES, &text), ERR_OK);
    assert_int_equal(json_parse(&box, a, text, FILE_BYTES, &cases), ERR_OK);
    for (size_t i = 0; i < json_count(cases); i++)
        fail_one(json_at(cases, i));
    arena_free(a);
}

static void a_wrong_card_is_refused_with_words(void **state)
{
    (void)state;
    fail_all(MUST_FAIL "card.json");
}

static void a_wrong_form_is_refused_with_words(void **state)
{
    (void)state;
    fail_all(MUST_FAIL "form.json");
}

static void a_wrong_flow_is_refused_with_words(void **state)
{
    (void)state;
    fail_all(MUST_FAIL "flow.json");
}

static void a_pack_reads_the_same_from_its_stored_text(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct errbox box = {0};
    const struct pack *pack;
    struct str text = json_text(a, good(a));

    (void)state;
    assert_int_equal(pack_parse(&box, a, text, &pack), ERR_OK);
    assert_string_equal(pack->card->name.in[LANG_VI].p, "Thủ tục để thử");
    assert_int_equal(pack->form->field_count, read_good(a)->form->field_count);
    assert_int_equal(pack_parse(&box, a, S("{}"), &pack), ERR_INTERNAL);
    assert_int_equal(pack_parse(&box, a, S("{"), &pack), ERR_SYNTAX);
    arena_free(a);
}

/* Of a stored pack with these limits: what the operator reads. */
static void expect_stored(struct arena *a, const char *limits,
                          const char *detail)
{
    struct errbox box = {0};
    const struct json *rows;
    const struct pack *pack;

    assert_int_equal(json_parse(&box, a, str_c(limits), FILE_BYTES, &rows),
                     ERR_OK);
    assert_int_equal(
        pack_parse(&box, a,
                   json_text(a, changed(a, good(a), S("card.limits"), rows)),
                   &pack),
        ERR_INTERNAL);
    assert_string_equal(box.detail, detail);
}

static void of_a_stored_pack_the_first_error_is_told(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);

    (void)state;
    expect_stored(a, "7",
                  "stored pack: card.json, limits: It has to be a list [ … ].");
    expect_stored(
        a, "[8, 9]",
        "stored pack: card.json, limits[0]: It has to be an object { … }.");
    arena_free(a);
}

/* "case channel" of each warning of a pack with these limits. */
static void expect_unpublished(struct arena *a, const char *limits,
                               const char *said)
{
    struct findings f = findings_new(a);
    struct errbox box = {0};
    const struct json *rows;
    struct str text = S("");

    assert_int_equal(json_parse(&box, a, str_c(limits), FILE_BYTES, &rows),
                     ERR_OK);
    pack_read(a, a, &f, changed(a, good(a), S("card.limits"), rows));
    for (size_t i = 0; i < f.count; i++)
        if (f.item[i].message == MSG_PACK_UNKNOWN_LIMIT) {
            assert_int_equal(f.item[i].level, FINDING_WARNING);
            text = arena_printf(a, "%s %s %s", text.p, f.item[i].argument[0].p,
                                f.item[i].argument[1].p);
        }
    assert_string_equal(text.p, said);
}

static void a_limit_that_nobody_published_is_warned_of(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);

    (void)state;
    expect_unpublished(a,
                       "[{\"case\": \"*\", \"channel\": \"*\", "
                       "\"value\": 3, \"unit\": \"day\"}]",
                       "");
    expect_unpublished(a,
                       "[{\"case\": \"late\", \"channel\": \"*\", "
                       "\"value\": 3, \"unit\": \"day\"}]",
                       " on_time counter on_time online on_time post");
    expect_unpublished(a,
                       "[{\"case\": \"*\", \"channel\": \"*\", "
                       "\"value\": 3, \"unit\": \"day\"}, "
                       "{\"case\": \"late\", \"channel\": \"post\", "
                       "\"value\": {\"unknown\": {\"vi\": \"a\", "
                       "\"en\": \"b\"}}}]",
                       " late post");
    arena_free(a);
}

static void a_folder_that_lacks_a_file_is_told(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct findings f = findings_new(a);

    (void)state;
    assert_null(pack_gather(a, &f, S(SOURCE_ROOT "/tests/data/lists/")));
    assert_int_equal(f.errors, 3);
    arena_free(a);
}

static void the_most_precise_limit_wins(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    const struct procedure *p = read_good(a)->card;
    const struct procedure_limit *row;

    (void)state;
    row = procedure_limit(p, 0, CHANNEL_COUNTER);
    assert_int_equal(row->time.limit.value, 3);
    assert_int_equal(row->verified.limit.value, 8);
    assert_int_equal(procedure_limit(p, 0, CHANNEL_ONLINE)->time.limit.value,
                     2);
    assert_int_equal(procedure_limit(p, 1, CHANNEL_ONLINE)->time.limit.value,
                     5);
    row = procedure_limit(p, 1, CHANNEL_POST);
    assert_false(row->time.known);
    assert_string_equal(row->time.unknown.in[LANG_EN].p, "No text found");
    assert_true(procedure_online(p, 0));
    assert_true(procedure_online(p, 1));
    arena_free(a);
}

static void the_most_precise_fees_of_a_kind_win(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    const struct procedure *p = read_good(a)->card;
    const struct procedure_fee *fee[4];

    (void)state;
    assert_int_equal(procedure_fees(p, 0, CHANNEL_ONLINE, 4, fee), 2);
    assert_true(fee[0]->known && fee[0]->amount.dong == 0);
    assert_false(fee[1]->known);
    assert_int_equal(procedure_fees(p, 1, CHANNEL_ONLINE, 4, fee), 2);
    assert_true(fee[0]->amount.dong == 50000);
    assert_int_equal(procedure_fees(p, 1, CHANNEL_ONLINE, 1, fee), 1);
    arena_free(a);
}

static void a_procedure_is_in_force_up_to_its_end(void **state)
{
    struct procedure p = {.valid_from = {100}, .valid_to = {200}};

    (void)state;
    assert_false(procedure_in_force(&p, (struct day){99}));
    assert_true(procedure_in_force(&p, (struct day){100}));
    assert_true(procedure_in_force(&p, (struct day){199}));
    assert_false(procedure_in_force(&p, (struct day){200}));
    p.valid_to = DAY_NONE;
    assert_true(procedure_in_force(&p, (struct day){30000}));
}

static void a_flow_goes_from_step_to_step(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    const struct flow *flow = read_good(a)->flow;
    size_t way[FLOW_STEPS_MAX];

    (void)state;
    assert_int_equal(flow_next(flow, 0, FLOW_DO_VERIFY), 1);
    assert_int_equal(flow_next(flow, 1, FLOW_DO_ANSWER), 0);
    assert_int_equal(flow_next(flow, 2, FLOW_DO_SEND_BACK), 0);
    assert_int_equal(flow_next(flow, 2, FLOW_DO_ISSUE), flow->step_count);
    assert_int_equal(flow_plain_way(flow, 0, FLOW_STEPS_MAX, way), 4);
    assert_int_equal(way[3], 4);
    assert_int_equal(flow->step[1].unit.kind, FLOW_UNIT_BODY);
    assert_string_equal(body_text(a, flow->step[1].unit.body).p,
                        "department:tu_phap");
    arena_free(a);
}

static void what_changed_between_versions_is_said_in_words(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct errbox box = {0};
    const struct json *ten;
    const struct json *after;
    struct pack_changes c;

    (void)state;
    assert_int_equal(json_parse(&box, a, S("10"), 10, &ten), ERR_OK);
    after = changed(a, good(a), S("card.limits[0].value"), ten);
    after = changed(a, after, S("form.pages[0].fields[3].max"), NULL);
    after = changed(a, after, S("flow.steps[0].note"), ten);
    c = pack_diff(a, good(a), after);
    assert_int_equal(c.count, 3);
    assert_string_equal(pack_change_text(a, LANG_EN, &c.item[0]).p,
                        "changed card.limits[0].value: 3 → 10");
    assert_string_equal(pack_change_text(a, LANG_EN, &c.item[2]).p,
                        "added flow.steps[appraise].note: 10");
    assert_string_equal(pack_change_text(a, LANG_EN, &c.item[1]).p,
                        "removed form.pages[who].fields[proxy_number].max: 20");
    assert_int_equal(pack_diff(a, good(a), good(a)).count, 0);
    arena_free(a);
}

/* Two texts of JSON, and the changes between them as "kind place". */
static void expect_changes(const char *before, const char *after,
                           const char *changes)
{
    static const char *const kind[] = {[PACK_ADDED] = "added",
                                       [PACK_CHANGED] = "changed",
                                       [PACK_REMOVED] = "removed"};
    struct arena *a = arena_new((size_t)16 << 20);
    struct errbox box = {0};
    const struct json *old;
    const struct json *new;
    struct pack_changes c;
    struct str said = S("");

    assert_int_equal(json_parse(&box, a, str_c(before), FILE_BYTES, &old),
                     ERR_OK);
    assert_int_equal(json_parse(&box, a, str_c(after), FILE_BYTES, &new),
                     ERR_OK);
    c = pack_diff(a, old, new);
    for (size_t i = 0; i < c.count; i++)
        said = arena_printf(a, "%s%s%s %s", said.p, i ? ", " : "",
                            kind[c.item[i].kind], c.item[i].place.p);
    assert_string_equal(said.p, changes);
    arena_free(a);
}

static void elements_are_compared_by_their_names(void **state)
{
    (void)state;
    expect_changes("{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 2}}", "changed a.b");
    expect_changes("{\"a\": 1}", "{\"a\": \"1\"}", "changed a");
    expect_changes("{\"a\": [1, 2]}", "{\"a\": [1, 3, 4]}",
                   "changed a[1], added a[2]");
    expect_changes("{\"a\": [1, 2]}", "{\"a\": [1]}", "removed a[1]");
    expect_changes("{\"a\": []}", "{\"a\": [1]}", "added a[0]");
    expect_changes("{\"a\": [{\"id\": \"x\"}]}", "{\"a\": [{\"id\": \"y\"}]}",
                   "removed a[x], added a[y]");
    expect_changes("{\"a\": [{\"id\": \"x\"}, {\"code\": \"y\"}]}",
                   "{\"a\": [{\"code\": \"y\", \"n\": 1}, {\"id\": \"x\"}]}",
                   "added a[y].n");
    expect_changes("{\"a\": [{\"id\": 7}]}", "{\"a\": [{\"id\": 8}]}",
                   "changed a[0].id");
}

static void what_is_longer_than_120_letters_is_cut(void **state)
{
    struct arena *a = arena_new((size_t)16 << 20);
    char letters[200];
    struct pack_changes c;

    (void)state;
    for (int n = 120; n <= 121; n++) {
        struct json *old = json_new_object(a);
        struct json *new = json_new_object(a);

        /* With its two quotation marks. */
        memset(letters, 'x', sizeof letters);
        json_set_str(old, "a", (struct str){letters, (size_t)n - 2});
        json_set_str(new, "a", S("y"));
        c = pack_diff(a, old, new);
        assert_int_equal(c.count, 1);
        assert_int_equal(str_ends(c.item[0].before, S("…")), n > 120);
    }
    arena_free(a);
}

static void three_hundred_changes_are_kept_and_the_rest_counted(void **state)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct json *old = json_new_object(a);
    struct json *new = json_new_object(a);
    struct pack_changes c;

    (void)state;
    for (int i = 0; i < 300; i++)
        json_set_i64(new, arena_printf(a, "k%d", i).p, i);
    c = pack_diff(a, old, new);
    assert_int_equal(c.count, 300);
    assert_int_equal(c.lost, 0);
    json_set_i64(new, "one", 1);
    json_set_i64(new, "two", 2);
    c = pack_diff(a, old, new);
    assert_int_equal(c.count, 300);
    assert_int_equal(c.lost, 2);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_card_is_refused_with_words),
        cmocka_unit_test(a_wrong_form_is_refused_with_words),
        cmocka_unit_test(a_wrong_flow_is_refused_with_words),
        cmocka_unit_test(a_pack_reads_the_same_from_its_stored_text),
        cmocka_unit_test(of_a_stored_pack_the_first_error_is_told),
        cmocka_unit_test(a_limit_that_nobody_published_is_warned_of),
        cmocka_unit_test(a_folder_that_lacks_a_file_is_told),
        cmocka_unit_test(the_most_precise_limit_wins),
        cmocka_unit_test(the_most_precise_fees_of_a_kind_win),
        cmocka_unit_test(a_procedure_is_in_force_up_to_its_end),
        cmocka_unit_test(a_flow_goes_from_step_to_step),
        cmocka_unit_test(what_changed_between_versions_is_said_in_words),
        cmocka_unit_test(elements_are_compared_by_their_names),
        cmocka_unit_test(what_is_longer_than_120_letters_is_cut),
        cmocka_unit_test(three_hundred_changes_are_kept_and_the_rest_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
