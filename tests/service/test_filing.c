#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

#include "fixture/home.h"

static size_t lines_of(const struct call *c)
{
    const struct field *lines = form_field(c->h->of.pack->form, S("lines"));

    return answer_rows(c->filing.filling.answers, lines);
}

static void rows_are_added_and_removed(void **state)
{
    struct home *h = home_new(state, "1.001612");
    const struct field *lines;
    struct call c;
    size_t before;

    home_fill_in(h);
    lines = form_field(h->of.pack->form, S("lines"));
    c = home_page_call(h, h->inputs);
    before = lines_of(&c);
    c.page.page = lines->page;
    c.page.action = S("add:lines");
    home_do(h, home_save_it, &c);
    assert_int_equal(lines_of(&c), before + 1);
    c.page.action = S("remove:lines:0");
    c.page.revision = c.filing.draft.revision;
    c.page.inputs = (struct form_inputs){0};
    home_do(h, home_save_it, &c);
    assert_int_equal(lines_of(&c), before);
}

static void opening_again_gives_the_same_draft_with_its_answers(void **state)
{
    struct home *h = home_new(state, "1.001193");
    int64_t first;
    struct call c = {0};

    home_fill_in(h);
    first = h->draft_id;
    home_do(h, home_open_it, &c);
    assert_int_equal(h->draft_id, first);
    assert_true(home_look(h).filing.draft.revision > 1);
}

static void a_new_draft_knows_whose_it_is(void **state)
{
    struct home *h = home_new(state, "1.001193");
    const struct form *form = h->of.pack->form;
    const struct json *answers;
    struct call c = {0};
    struct arena *a = h->d->cx.arena;

    home_do(h, home_open_it, &c);
    answers = home_look(h).filing.filling.answers;
    assert_string_equal(
        answer_text(a, answer_at(answers,
                                 form_field(form, S("requester.full_name")), 0))
            .p,
        "Trần Thị Ngọc Điệp");
    assert_string_equal(
        answer_text(a, answer_at(answers,
                                 form_field(form, S("requester.id_number")), 0))
            .p,
        "089194000001");
}

static const struct form_fault *fault_at(const struct call *c, const char *name)
{
    for (size_t i = 0; i < c->check.faults.count; i++)
        if (str_eq_c(c->check.faults.item[i].name, name))
            return &c->check.faults.item[i];
    return NULL;
}

static void expect_fault(struct home *h, const char *name, struct str value)
{
    const struct field *f = form_field(h->of.pack->form, str_c(name));
    struct call c;

    assert_non_null(f);
    home_save_page(h, f->page,
                   sheet_with(h->d->cx.arena, h->inputs, name, value));
    c = home_look(h);
    if (!fault_at(&c, name) || c.check.faults.errors == 0)
        fail_msg("%s: no fault", name);
    c = home_submit_call(h);
    assert_int_equal(home_try(h, home_submit_it, &c), ERR_INPUT);
    home_save_page(h, f->page, h->inputs);
    assert_int_equal(home_left_to_mend(h), 0);
}

/* 10,000 letters, through the door and into the draft. */
static struct str long_name(struct arena *a)
{
    char *name = arena_alloc(a, 10001);

    memset(name, 'x', 10000);
    return (struct str){name, 10000};
}

static void wrong_answers_are_kept_and_stop_the_filing(void **state)
{
    struct home *h = home_new(state, "1.001193");

    home_fill_in(h);
    home_attach_all(h);
    expect_fault(h, "requester.full_name", S(""));
    expect_fault(h, "requester.full_name", S("Trần 123"));
    expect_fault(h, "requester.full_name", S("Tr\xff\xfen"));
    expect_fault(h, "requester.full_name", long_name(h->d->cx.arena));
    expect_fault(h, "requester.phone", S("090000"));
    expect_fault(h, "requester.id_number", S("12345"));
    expect_fault(h, "child_birth_date", S("2026-04-29"));
    expect_fault(h, "child_sex", S("neither"));
    expect_fault(h, "register_at", S("99999"));
}

static void errors_come_in_the_order_of_the_pages(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c = {0};
    size_t page = 0;

    home_do(h, home_open_it, &c);
    c = home_look(h);
    assert_true(c.check.faults.errors > 5);
    for (size_t i = 0; i < c.check.faults.count; i++) {
        assert_true(c.check.faults.item[i].field->page >= page);
        page = c.check.faults.item[i].field->page;
    }
}

static void a_missing_paper_stops_the_filing(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c;

    home_fill_in(h);
    c = home_look(h);
    assert_int_equal(c.check.faults.errors, 0);
    assert_int_equal(c.check.missing, 1);
    c = home_submit_call(h);
    assert_int_equal(home_try(h, home_submit_it, &c), ERR_INPUT);
}

static void names_are_composed_at_the_door(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct seen s;

    home_fill_in(h);
    home_attach_all(h);
    home_save_page(h, 0,
                   sheet_with(h->d->cx.arena, h->inputs, "requester.full_name",
                              S("Tra\xcc\x82\xcc\x80n Thi\xcc\xa3 Ngo\xcc\xa3"
                                "c \xc4\x90ie\xcc\x82\xcc\xa3p")));
    s = home_seen(h, home_submit(h).id);
    assert_true(
        str_find(s.answers.answers, S("\"full_name\":\"Trần Thị Ngọc Điệp\"")) <
        s.answers.answers.n);
}

static void two_tabs_do_not_overwrite_each_other(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call first;
    struct call second;

    home_fill_in(h);
    first = home_page_call(h, h->inputs);
    second = first;
    home_do(h, home_save_it, &first);
    /* What is saved already overwrites nothing. */
    home_do(h, home_save_it, &second);
    second.page.inputs =
        sheet_with(h->d->cx.arena, h->inputs, "requester.full_name", S("Ba"));
    assert_int_equal(home_try(h, home_save_it, &second), ERR_CONFLICT);
    assert_true(h->d->cx.err.message != 0);
}

static void a_filed_draft_is_frozen(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call page;
    struct call paper;
    struct call c = {0};
    int64_t filed;

    home_fill_in(h);
    home_attach_all(h);
    page = home_page_call(h, h->inputs);
    paper = home_paper_call(h, "birth_notice", "another");
    home_submit(h);
    filed = h->draft_id;
    assert_int_equal(home_try(h, home_save_it, &page), ERR_CONFLICT);
    assert_int_equal(home_try(h, home_attach_it, &paper), ERR_CONFLICT);
    assert_int_equal(home_try(h, home_drop_it, &c), ERR_CONFLICT);
    /* The next one begins anew. */
    home_do(h, home_open_it, &c);
    assert_true(h->draft_id != filed);
}

static void no_case_and_no_way_of_return_are_told(void **state)
{
    struct home *h = home_new(state, "1.002801");
    struct call c = {0};
    struct str real = h->case_code;

    h->case_code = S("no_such_case");
    assert_int_equal(home_try(h, home_open_it, &c), ERR_INPUT);
    h->case_code = real;
    assert_int_equal(filing_open(&(struct tx){.cx = &h->d->cx}, &h->of, real,
                                 CHANNEL_ANY, &h->draft_id),
                     ERR_INPUT);
}

static void a_paper_nobody_asks_for_is_refused(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c = {0};

    home_do(h, home_open_it, &c);
    c = home_paper_call(h, "identity", "shown at the counter only");
    assert_int_equal(home_try(h, home_attach_it, &c), ERR_INPUT);
    c = home_paper_call(h, "abandoned_record", "of another case");
    assert_int_equal(home_try(h, home_attach_it, &c), ERR_INPUT);
    c = home_paper_call(h, "no_such", "of none");
    assert_int_equal(home_try(h, home_attach_it, &c), ERR_INPUT);
}

static void a_paper_has_so_many_files_and_no_more(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c = {0};

    home_do(h, home_open_it, &c);
    for (int i = 0; i < PAPERS_PER_COMPONENT_MAX; i++)
        home_attach(h, "birth_notice",
                    arena_printf(h->d->cx.arena, "page %d", i).p);
    home_attach(h, "birth_notice", "page 0");
    c = home_paper_call(h, "birth_notice", "one too many");
    assert_int_equal(home_try(h, home_attach_it, &c), ERR_INPUT);
    assert_int_equal(h->d->cx.err.message, MSG_PAPER_TOO_MANY);
}

struct blob_look {
    struct str id;
    bool found;
};

static enum err look_for_blob(struct tx *t, void *arg)
{
    struct blob_look *l = arg;
    struct blob_ref ref;

    return blob_find(t, l->id, &ref, &l->found);
}

static bool blob_is_kept(struct home *h, struct str id)
{
    struct blob_look l = {id, false};

    must(db_read(h->d->db, &h->d->cx, look_for_blob, &l), &h->d->cx);
    return l.found;
}

static void a_blob_goes_with_its_last_paper(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c = {0};
    struct papers papers;
    struct str blob;

    home_do(h, home_open_it, &c);
    home_attach(h, "birth_notice", "the same bytes");
    home_attach(h, "residence_proof", "the same bytes");
    papers = home_look(h).filing.papers;
    blob = papers.at[0].blob_id;
    assert_true(str_eq(blob, papers.at[1].blob_id));
    c.paper_id = papers.at[0].id;
    home_do(h, home_detach_it, &c);
    assert_true(blob_is_kept(h, blob));
    home_do(h, home_detach_it, &c);
    c.paper_id = papers.at[1].id;
    home_do(h, home_detach_it, &c);
    assert_false(blob_is_kept(h, blob));
}

static void a_forgotten_draft_goes_after_ninety_days(void **state)
{
    struct home *h = home_new(state, "1.001193");
    struct call c = {0};
    struct str blob;

    home_do(h, home_open_it, &c);
    home_attach(h, "birth_notice", "forgotten");
    blob = home_look(h).filing.papers.at[0].blob_id;
    h->d->cx.now.us += 90 * DAY_US - 1;
    home_do(h, home_sweep_it, &c);
    assert_int_equal(c.count, 0);
    h->d->cx.now.us += 1;
    home_do(h, home_sweep_it, &c);
    h->d->cx.now.us -= 90 * DAY_US;
    assert_true(c.count >= 1);
    assert_int_equal(home_try(h, home_load_it, &c), ERR_NOT_FOUND);
    assert_false(blob_is_kept(h, blob));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        HOME_TEST(rows_are_added_and_removed),
        HOME_TEST(opening_again_gives_the_same_draft_with_its_answers),
        HOME_TEST(a_new_draft_knows_whose_it_is),
        HOME_TEST(wrong_answers_are_kept_and_stop_the_filing),
        HOME_TEST(errors_come_in_the_order_of_the_pages),
        HOME_TEST(a_missing_paper_stops_the_filing),
        HOME_TEST(names_are_composed_at_the_door),
        HOME_TEST(two_tabs_do_not_overwrite_each_other),
        HOME_TEST(a_filed_draft_is_frozen),
        HOME_TEST(no_case_and_no_way_of_return_are_told),
        HOME_TEST(a_paper_nobody_asks_for_is_refused),
        HOME_TEST(a_paper_has_so_many_files_and_no_more),
        HOME_TEST(a_blob_goes_with_its_last_paper),
        HOME_TEST(a_forgotten_draft_goes_after_ninety_days),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, home_found, home_leave);
}
