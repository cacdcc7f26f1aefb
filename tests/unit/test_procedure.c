/*
 * A procedure's card: which row of time and which fees are meant, which bodies
 * there are, and what reading a card of it gives back.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/io.h"
#include "base/msg.h"

#include "domain/procedure/procedure.h"

#define CARD           SOURCE_ROOT "/tests/data/cards/whole.json"
#define CARD_BYTES_MAX ((size_t)1 << 16)

static struct arena *arena;
static struct findings found;
static struct pack_reader reader;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct json *parsed(struct str text)
{
    struct errbox box = {0};
    const struct json *json;

    if (json_parse(&box, arena, text, CARD_BYTES_MAX, &json) != ERR_OK)
        fail_msg("no JSON: %s", text.p);
    return json;
}

static const struct json *whole_card(void)
{
    struct errbox box = {0};
    struct str text;

    assert_int_equal(io_read_file(&box, arena, CARD, CARD_BYTES_MAX, &text),
                     ERR_OK);
    return parsed(text);
}

static const struct procedure *read(const struct json *card)
{
    found = findings_new(arena);
    reader = (struct pack_reader){
        .arena = arena, .scratch = arena, .findings = &found};
    return procedure_read(node_root(&reader, S("card.json"), card));
}

static void the_ways_of_filing_have_the_numbers_of_the_database(void **state)
{
    static const char *const names[] = {"*", "counter", "online", "post"};
    enum channel c = CHANNEL_ANY;

    (void)state;
    assert_int_equal(CHANNEL_COUNT, 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(channel_name((enum channel)i).p, names[i]);
    for (int i = 1; i < 4; i++) {
        assert_true(channel_parse(str_c(names[i]), &c));
        assert_int_equal(c, i);
    }
    assert_false(channel_parse(S("*"), &c));
    assert_false(channel_parse(S("fax"), &c));
    assert_int_equal(c, CHANNEL_POST);
}

/* Two cases, all ways of filing; rows named by the days they give. */
static const struct procedure_case cases[] = {{.code = S_INIT("easy")},
                                              {.code = S_INIT("hard")}};

static const struct procedure_limit limits[] = {
    {.case_index = -1,
     .channel = CHANNEL_ONLINE,
     .time = {.known = true, .limit = {0, 2}}},
    {.case_index = -1,
     .channel = CHANNEL_ANY,
     .time = {.known = true, .limit = {0, 3}}},
    {.case_index = 1,
     .channel = CHANNEL_ANY,
     .time = {.known = true, .limit = {0, 5}}},
    {.case_index = 1,
     .channel = CHANNEL_POST,
     .time = {.known = true, .limit = {0, 9}}},
};

static struct procedure two_cases(void)
{
    return (struct procedure){
        .cases = cases,
        .case_count = 2,
        .limit = limits,
        .limit_count = COUNT_OF(limits),
        .channels =
            1U << CHANNEL_COUNTER | 1U << CHANNEL_ONLINE | 1U << CHANNEL_POST,
    };
}

static void the_case_counts_more_than_the_way_of_filing(void **state)
{
    static const struct {
        int case_index;
        enum channel channel;
        int days;
    } row[] = {
        {0, CHANNEL_COUNTER, 3}, {0, CHANNEL_ONLINE, 2}, {0, CHANNEL_POST, 3},
        {1, CHANNEL_COUNTER, 5}, {1, CHANNEL_ONLINE, 5}, {1, CHANNEL_POST, 9},
    };
    struct procedure p = two_cases();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++)
        assert_int_equal(procedure_limit(&p, row[i].case_index, row[i].channel)
                             ->time.limit.value,
                         row[i].days);
    /* Of two rows of one precision the first. */
    p.limit_count = 1;
    assert_null(procedure_limit(&p, 0, CHANNEL_POST));
    assert_int_equal(procedure_case_index(&p, S("easy")), 0);
    assert_int_equal(procedure_case_index(&p, S("hard")), 1);
    assert_int_equal(procedure_case_index(&p, S("other")), -1);
}

static void of_rows_equally_precise_the_first_counts(void **state)
{
    static const struct procedure_limit twice[] = {
        {.case_index = 0,
         .channel = CHANNEL_ANY,
         .time = {.known = true, .limit = {0, 1}}},
        {.case_index = 0,
         .channel = CHANNEL_ANY,
         .time = {.known = true, .limit = {0, 2}}},
    };
    struct procedure p = two_cases();

    (void)state;
    p.limit = twice;
    p.limit_count = 2;
    assert_int_equal(procedure_limit(&p, 0, CHANNEL_POST)->time.limit.value, 1);
}

static void fees_of_a_kind_are_those_of_the_most_precise_rows(void **state)
{
    static const struct procedure_fee fees[] = {
        {.case_index = -1, .kind = FEE_PHI, .amount = {1}},
        {.case_index = -1, .kind = FEE_PHI, .amount = {2}},
        {.case_index = -1, .kind = FEE_LE_PHI, .amount = {3}},
        {.case_index = 1, .kind = FEE_LE_PHI, .amount = {4}},
        {.case_index = -1,
         .channel = CHANNEL_ONLINE,
         .kind = FEE_PHI,
         .amount = {5}},
    };
    const struct procedure_fee *due[5];
    struct procedure p = {.fee = fees, .fee_count = COUNT_OF(fees)};

    (void)state;
    assert_int_equal(procedure_fees(&p, 0, CHANNEL_COUNTER, 5, due), 3);
    assert_int_equal(due[0]->amount.dong, 1);
    assert_int_equal(due[1]->amount.dong, 2);
    assert_int_equal(due[2]->amount.dong, 3);
    assert_int_equal(procedure_fees(&p, 1, CHANNEL_ONLINE, 5, due), 2);
    assert_int_equal(due[0]->amount.dong, 4);
    assert_int_equal(due[1]->amount.dong, 5);
    assert_int_equal(procedure_fees(&p, 0, CHANNEL_COUNTER, 2, due), 2);
    assert_int_equal(procedure_fees(&p, 1, CHANNEL_COUNTER, 5, due), 3);
    assert_int_equal(due[2]->amount.dong, 4);
    /* A row of another case is no fee at all. */
    p.fee = &fees[3];
    p.fee_count = 1;
    assert_int_equal(procedure_fees(&p, 0, CHANNEL_COUNTER, 5, due), 0);
    p.fee_count = 0;
    assert_int_equal(procedure_fees(&p, 0, CHANNEL_COUNTER, 5, due), 0);
}

static void the_most_precise_fee_may_stand_first(void **state)
{
    static const struct procedure_fee fees[] = {
        {.case_index = 0, .kind = FEE_PHI, .amount = {1}},
        {.case_index = -1, .kind = FEE_PHI, .amount = {2}},
    };
    const struct procedure_fee *due[2];
    const struct procedure p = {.fee = fees, .fee_count = COUNT_OF(fees)};

    (void)state;
    assert_int_equal(procedure_fees(&p, 0, CHANNEL_POST, 2, due), 1);
    assert_int_equal(due[0]->amount.dong, 1);
}

static void online_is_filed_what_is_offered_and_has_a_limit(void **state)
{
    static const struct procedure_limit unknown = {.case_index = -1};
    struct procedure p = two_cases();

    (void)state;
    assert_true(procedure_online(&p, 0));
    assert_false(procedure_lacks_limit(&p));
    p.channels = 1U << CHANNEL_ONLINE;
    assert_true(procedure_online(&p, 0));
    p.channels = 1U << CHANNEL_COUNTER;
    assert_false(procedure_online(&p, 0));
    p.channels = 1U << CHANNEL_ONLINE;
    p.limit = &unknown;
    p.limit_count = 1;
    assert_false(procedure_online(&p, 0));
    assert_true(procedure_lacks_limit(&p));
    p.limit_count = 0;
    assert_false(procedure_online(&p, 0));
    assert_true(procedure_lacks_limit(&p));
    p.channels = 0;
    assert_false(procedure_lacks_limit(&p));
}

static void a_limit_may_lack_in_one_case_and_way_alone(void **state)
{
    static const struct procedure_limit limit[] = {
        {.case_index = -1, .time = {.known = true}},
        {.case_index = 1, .channel = CHANNEL_POST},
        {.case_index = 0, .channel = CHANNEL_COUNTER},
    };
    static const struct procedure_limit each[] = {
        {.case_index = 0, .time = {.known = true}},
        {.case_index = 1, .time = {.known = true}},
    };
    struct procedure p = two_cases();

    (void)state;
    p.limit = each;
    p.limit_count = 2;
    assert_false(procedure_lacks_limit(&p));
    p.limit = limit;
    p.limit_count = 1;
    assert_false(procedure_lacks_limit(&p));
    p.limit_count = 2;
    assert_true(procedure_lacks_limit(&p));
    p.channels = 1U << CHANNEL_COUNTER | 1U << CHANNEL_ONLINE;
    assert_false(procedure_lacks_limit(&p));
    p.limit_count = 3;
    assert_true(procedure_lacks_limit(&p));
    p.channels = 1U << CHANNEL_ONLINE;
    assert_false(procedure_lacks_limit(&p));
}

static void a_body_has_functions_where_its_kind_needs_them(void **state)
{
    static const struct {
        const char *text;
        enum body_kind kind;
        const char *functions;
    } good[] = {
        {"commune_committee", BODY_COMMUNE_COMMITTEE, NULL},
        {"district_committee", BODY_DISTRICT_COMMITTEE, NULL},
        {"province_committee", BODY_PROVINCE_COMMITTEE, NULL},
        {"district_division:tu_phap", BODY_DISTRICT_DIVISION, "tu_phap"},
        {"department:a|z", BODY_DEPARTMENT, "a|z"},
        {"department:a", BODY_DEPARTMENT, "a"},
        {"land_office", BODY_LAND_OFFICE, NULL},
        {"land_office_branch", BODY_LAND_OFFICE_BRANCH, NULL},
        {"vertical:abcdefghijabcdefghijabcdefghijabcdefghij", BODY_VERTICAL,
         "abcdefghijabcdefghijabcdefghijabcdefghij"},
    };
    static const char *const bad[] = {
        "police",
        "department",
        "department:",
        "department:|a",
        "department:a|",
        "department:a||b",
        "department:A",
        "department:a`",
        "department:a{",
        "department:1",
        "department:a b",
        "district_division",
        "vertical",
        "vertical:abcdefghijabcdefghijabcdefghijabcdefghijk",
        "commune_committee:a",
        "district_committee:",
        "province_committee:a",
        "land_office:a",
        "land_office_branch:a",
    };
    struct body body;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(body_parse(arena, str_c(good[i].text), &body));
        assert_int_equal(body.kind, good[i].kind);
        if (good[i].functions)
            assert_string_equal(body.functions.p, good[i].functions);
        else
            assert_null(body.functions.p);
        assert_string_equal(body_text(arena, body).p, good[i].text);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (body_parse(arena, str_c(bad[i]), &body))
            fail_msg("taken: %s", bad[i]);
}

/* The harmless value of a card that names no body. */
static void no_body_is_the_first_of_them(void **state)
{
    (void)state;
    read(parsed(S("{}")));
    assert_int_equal(body_read(node_root(&reader, S("x.json"), NULL)).kind,
                     BODY_COMMUNE_COMMITTEE);
}

static void everything_on_a_card_is_read(void **state)
{
    const struct procedure *p = read(whole_card());

    (void)state;
    assert_int_equal(found.count, 0);
    assert_string_equal(p->code.p, "9.000002");
    assert_string_equal(p->version.p, "2026.1");
    assert_int_equal(p->valid_from.n, 0);
    assert_int_equal(p->valid_to.n, 1);
    assert_int_equal(p->level, LEVEL_PROVINCE);
    assert_int_equal(p->online_level, 4);
    assert_int_equal(p->life_event_count, 2);
    assert_int_equal(p->channels, 1U << CHANNEL_COUNTER | 1U << CHANNEL_ONLINE);
    assert_int_equal(p->returns, 1U << CHANNEL_POST);
    assert_int_equal(p->receive.kind, BODY_DEPARTMENT);
    assert_int_equal(p->where, RECEIVE_CHOICE);
    assert_string_equal(p->where_field.p, "where");
    assert_int_equal(p->resolve.kind, BODY_PROVINCE_COMMITTEE);
    assert_int_equal(p->supplement, SUPPLEMENT_PAUSE);
    assert_true(p->immediate && p->any_unit && p->whole_at_unit);
    assert_string_equal(p->decision.p, "123/QĐ-UBND");
    assert_int_equal(p->subjects.count, 1);
    assert_int_equal(p->steps.count, 2);
    assert_int_equal(p->conditions.count, 1);
    assert_int_equal(p->legal_basis.count, 1);
    assert_int_equal(p->notes.count, 1);
    assert_int_equal(p->document_count, 2);
    assert_string_equal(p->document[0].name.in[LANG_VI].p, "a");
    assert_false(p->document[0].is_result);
    assert_true(p->document[1].is_result);
    assert_int_equal(p->result_count, 2);
    assert_null(p->result[0].code.p);
    assert_string_equal(p->result[1].code.p, "KQ.1");
    assert_int_equal(p->result[1].copies, 20);
}

static void each_paper_of_a_card_is_read(void **state)
{
    const struct procedure *p = read(whole_card());
    const struct procedure_component *c = procedure_component(p, S("map"));

    (void)state;
    assert_int_equal(p->component_count, 3);
    assert_int_equal(p->component[2].cases, 1);
    assert_ptr_equal(c, &p->component[1]);
    assert_int_equal(c->originals, 20);
    assert_int_equal(c->copies, 0);
    assert_true(c->required && c->show_only && c->keep_original);
    assert_int_equal(c->upload, UPLOAD_NONE);
    assert_int_equal(c->cases, 2);
    c = procedure_component(p, S("form"));
    assert_ptr_equal(c, &p->component[0]);
    assert_int_equal(c->originals, 0);
    assert_int_equal(c->copies, 1);
    assert_false(c->required || c->show_only || c->keep_original);
    assert_int_equal(c->upload, UPLOAD_REQUIRED);
    assert_int_equal(c->cases, UINT32_MAX);
    assert_null(procedure_component(p, S("none")));
}

static void times_and_fees_of_a_card_are_read(void **state)
{
    const struct procedure *p = read(whole_card());

    (void)state;
    assert_int_equal(p->case_count, 2);
    assert_int_equal(p->limit_count, 3);
    assert_int_equal(p->limit[0].case_index, -1);
    assert_int_equal(p->limit[0].channel, CHANNEL_ANY);
    assert_int_equal(p->limit[0].time.limit.value, 1);
    assert_int_equal(p->limit[0].time.limit.unit, LIMIT_SAME_DAY);
    assert_true(p->limit[0].time.known);
    assert_false(p->limit[0].has_verified);
    assert_int_equal(p->limit[1].case_index, 1);
    assert_int_equal(p->limit[1].channel, CHANNEL_ONLINE);
    assert_int_equal(p->limit[1].time.limit.value, 730);
    assert_true(p->limit[1].has_verified);
    assert_int_equal(p->limit[1].verified.limit.value, 2);
    assert_int_equal(p->limit[1].verified.limit.unit, LIMIT_MONTH);
    assert_false(p->limit[2].time.known);
    assert_true(p->limit[2].has_verified);
    assert_false(p->limit[2].verified.known);
    assert_int_equal(p->fee_count, 3);
    assert_int_equal(p->fee[0].kind, FEE_PHI);
    assert_int_equal(p->fee[0].per, FEE_PER_PAGE);
    assert_int_equal(p->fee[0].amount.dong, 1000000000);
    assert_true(p->fee[0].known);
    assert_int_equal(p->fee[0].case_index, 1);
    assert_int_equal(p->fee[0].exempt.count, 1);
    assert_int_equal(p->fee[1].kind, FEE_LE_PHI);
    assert_int_equal(p->fee[1].amount.dong, 0);
    assert_int_equal(p->fee[1].case_index, -1);
    assert_false(p->fee[2].known);
}

/* With this in the card instead: its errors, as "path: argument". */
static const struct procedure *expect_errors(const char *key, const char *value,
                                             const char *errors)
{
    const struct procedure *p;
    struct json *card = json_new_object(arena);
    struct json_walk walk = json_walk(whole_card());
    const struct json *member;
    struct str said = S("");
    struct str name;

    while (json_next(&walk, &name, &member))
        json_set(card, arena_cstr(arena, name), member);
    json_set(card, key, parsed(str_c(value)));
    p = read(card);
    for (size_t i = 0; i < found.count; i++) {
        const struct finding *f = &found.item[i];

        said =
            arena_printf(arena, "%s%s%s: %s", said.p, i ? "; " : "", f->path.p,
                         f->argument[0].p ? f->argument[0].p : "");
    }
    assert_string_equal(said.p, errors);
    return p;
}

#define W "{\"vi\": \"a\", \"en\": \"b\"}"
#define PAPER(originals, copies)                                       \
    "[{\"code\": \"form\", \"name\": " W ", \"originals\": " originals \
    ", \"copies\": " copies ", \"required\": true, \"upload\": \"none\"}]"
#define LIMIT(value, unit)                                     \
    "[{\"case\": \"*\", \"channel\": \"*\", \"value\": " value \
    ", \"unit\": \"" unit "\"}]"
#define FEE(amount)                                              \
    "[{\"case\": \"*\", \"channel\": \"*\", \"kind\": \"phi\", " \
    "\"name\": " W ", \"amount\": " amount ", \"per\": \"copy\"}]"

static void numbers_of_a_card_have_bounds(void **state)
{
    (void)state;
    expect_errors("components", PAPER("20", "20"), "");
    expect_errors("components", PAPER("21", "0"), "components[0].originals: 0");
    expect_errors("components", PAPER("-1", "0"), "components[0].originals: 0");
    expect_errors("components", PAPER("0", "21"), "components[0].copies: 0");
    expect_errors("components", PAPER("0", "-1"), "components[0].copies: 0");
    expect_errors("limits", LIMIT("1", "day"), "");
    expect_errors("limits", LIMIT("730", "month"), "");
    expect_errors("limits", LIMIT("0", "day"), "limits[0].value: 1");
    expect_errors("limits", LIMIT("731", "day"), "limits[0].value: 1");
    expect_errors("limits", LIMIT("2", "same_day"), "limits[0].value: 1");
    expect_errors("fees", FEE("0"), "");
    expect_errors("fees", FEE("1000000000"), "");
    expect_errors("fees", FEE("-1"), "fees[0].amount: 0");
    expect_errors("fees", FEE("1000000001"), "fees[0].amount: 0");
    expect_errors("online_level", "1", "");
    expect_errors("online_level", "0", "online_level: 1");
    expect_errors("online_level", "5", "online_level: 1");
    expect_errors("results",
                  "[{\"code\": null, \"name\": " W ", \"copies\": 1}]", "");
    expect_errors("results",
                  "[{\"code\": null, \"name\": " W ", \"copies\": 0}]",
                  "results[0].copies: 1");
    expect_errors("results",
                  "[{\"code\": null, \"name\": " W ", \"copies\": 21}]",
                  "results[0].copies: 1");
}

static void a_flag_that_is_not_there_is_not_set(void **state)
{
    const struct procedure *p = expect_errors("flags", "{}", "");

    (void)state;
    assert_false(p->immediate || p->any_unit || p->whole_at_unit);
}

/* So many of an element, or so many letters between quotation marks. */
static const char *many(size_t count, const char *element)
{
    struct buf b = buf_new(arena, CARD_BYTES_MAX);

    buf_add_c(&b, element ? "[" : "\"");
    for (size_t i = 0; i < count; i++) {
        buf_add_c(&b, element && i ? ", " : "");
        buf_add_c(&b, element ? element : "x");
    }
    buf_add_c(&b, element ? "]" : "\"");
    return buf_str(&b).p;
}

static void lists_and_sources_of_a_card_have_an_end(void **state)
{
    (void)state;
    expect_errors("conditions", many(60, W), "");
    expect_errors("conditions", many(61, W), "conditions: 60");
    expect_errors("decision",
                  arena_printf(arena, "{\"number\": %s}", many(1000, NULL)).p,
                  "");
    expect_errors("decision",
                  arena_printf(arena, "{\"number\": %s}", many(1001, NULL)).p,
                  "decision.number: 1000");
}

static void a_card_ends_after_it_begins(void **state)
{
    (void)state;
    expect_errors("valid_to", "null", "");
    expect_errors("valid_to", "\"1970-01-02\"", "");
    expect_errors("valid_to", "\"1970-01-01\"", "valid_to: ");
    expect_errors("valid_to", "\"1969-12-31\"", "valid_to: ");
}

static void where_it_is_received_needs_a_field_or_forbids_it(void **state)
{
    (void)state;
    expect_errors("receive", "{\"who\": \"land_office\", \"where\": \"fixed\"}",
                  "");
    expect_errors("receive",
                  "{\"who\": \"land_office\", \"where\": \"fixed\", "
                  "\"field\": \"x\"}",
                  "receive: field");
    expect_errors("receive",
                  "{\"who\": \"land_office\", \"where\": \"area_of_field\"}",
                  "receive: field");
    expect_errors("receive",
                  "{\"who\": \"land_office\", \"where\": \"applicant_choice\"}",
                  "");
}

static void rows_speak_of_ways_and_cases_of_the_card(void **state)
{
    (void)state;
    expect_errors("channels", "[\"*\", \"counter\", \"online\"]",
                  "channels: *");
    expect_errors("return", "[\"*\"]", "return: *");
    expect_errors("limits",
                  "[{\"case\": \"rare\", \"channel\": \"post\", "
                  "\"value\": 1, \"unit\": \"day\"}]",
                  "limits[0].case: rare; limits[0].channel: post");
    expect_errors("limits",
                  "[{\"case\": \"*\", \"channel\": \"fax\", "
                  "\"value\": 1}]",
                  "limits[0].channel: fax; limits[0]: unit");
    expect_errors("limits",
                  "[{\"case\": \"hard\", \"channel\": \"*\", \"value\": 1, "
                  "\"unit\": \"day\"}, {\"case\": \"hard\", \"channel\": "
                  "\"counter\", \"value\": 1, \"unit\": \"day\"}, {\"case\": "
                  "\"hard\", \"channel\": \"*\", \"value\": 1, \"unit\": "
                  "\"day\"}]",
                  "limits[2]: case, channel");
}

static void an_unknown_decision_says_why(void **state)
{
    const char *unknown = "{\"number\": {\"unknown\": " W "}, \"note\": " W "}";

    (void)state;
    expect_errors("decision", unknown, "");
    expect_errors("decision", "{\"note\": " W "}", "decision: number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ways_of_filing_have_the_numbers_of_the_database),
        cmocka_unit_test(the_case_counts_more_than_the_way_of_filing),
        cmocka_unit_test(of_rows_equally_precise_the_first_counts),
        cmocka_unit_test(fees_of_a_kind_are_those_of_the_most_precise_rows),
        cmocka_unit_test(the_most_precise_fee_may_stand_first),
        cmocka_unit_test(online_is_filed_what_is_offered_and_has_a_limit),
        cmocka_unit_test(a_limit_may_lack_in_one_case_and_way_alone),
        cmocka_unit_test(a_body_has_functions_where_its_kind_needs_them),
        cmocka_unit_test(no_body_is_the_first_of_them),
        cmocka_unit_test(everything_on_a_card_is_read),
        cmocka_unit_test(each_paper_of_a_card_is_read),
        cmocka_unit_test(times_and_fees_of_a_card_are_read),
        cmocka_unit_test(numbers_of_a_card_have_bounds),
        cmocka_unit_test(a_flag_that_is_not_there_is_not_set),
        cmocka_unit_test(lists_and_sources_of_a_card_have_an_end),
        cmocka_unit_test(a_card_ends_after_it_begins),
        cmocka_unit_test(where_it_is_received_needs_a_field_or_forbids_it),
        cmocka_unit_test(rows_speak_of_ways_and_cases_of_the_card),
        cmocka_unit_test(an_unknown_decision_says_why),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
