#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/encode.h"
#include "base/msg.h"
#include "store/blob.h"

#include "domain/account/account_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/person/person_store.h"

#include "service/submit.h"

#include "fixture/case.h"
#include "fixture/province.h"
#include "fixture/sheet.h"

/* Someone at home with the pack of a procedure, and the answers to its form. */
struct home {
    struct database *d;
    struct actor who;
    struct filing_of of;
    struct str case_code;
    struct form_inputs inputs;
    int64_t draft_id;
};

static enum err register_one(struct tx *t, void *arg)
{
    static atomic_int count;
    struct actor *who = arg;
    struct person p = {
        .kind = PERSON_NATURAL,
        .name = S("Trần Thị Ngọc Điệp"),
        .birth_date = S("1994-03-08"),
        .sex = SEX_FEMALE,
        .phone = S("0900000001"),
        .email = S("diep@example.vn"),
        .ethnic = S("01"),
        .address = S("{\"commune\":\"30280\",\"detail\":\"24/6 Lý Thái Tổ\","
                     "\"district\":\"883\",\"province\":\"89\"}"),
    };
    struct account a = {
        .kind = ACCOUNT_CITIZEN,
        .login = arena_printf(t->cx->arena, "09%08d", ++count),
        .password_hash = S("none"),
    };

    TRY(person_create(t, &p));
    a.person_id = p.id;
    TRY(account_create(t, &a, true));
    TRY(person_declare(t, p.id, IDENTIFIER_ID_NUMBER, S("089194000001")));
    *who = (struct actor){
        .account_id = a.id,
        .person_id = p.id,
        .kind = ACCOUNT_CITIZEN,
        .name = p.name,
    };
    return ERR_OK;
}

static struct actor citizen(struct database *d)
{
    struct actor who;

    must(db_write(d->db, &d->cx, register_one, &who), &d->cx);
    return who;
}

static struct blob_store *blobs;

static void open_blobs(struct database *d)
{
    const char *key = arena_printf(d->cx.arena, "%s/key", d->folder).p;
    const char *folder = arena_printf(d->cx.arena, "%s/blobs", d->folder).p;

    must(blob_key_file_create(key, &d->cx.err), &d->cx);
    must(blob_store_open(folder, key, &blobs, &d->cx.err), &d->cx);
}

static struct home *at_home(void **state, const char *code)
{
    struct database *d = *state;
    struct home *h = ARENA_NEW(d->cx.arena, struct home);

    h->d = d;
    h->who = citizen(d);
    h->of = (struct filing_of){&h->who, case_pack(d, code), 7};
    h->inputs = sheet_inputs(d->cx.arena, h->of.pack->form,
                             sheet_answers(d, code, &h->case_code));
    return h;
}

/* One call of the service in a transaction of its own. */
struct call {
    struct home *h;
    struct filing_page page;
    struct filing_paper paper;
    struct submit submit;
    struct submission found;
    int64_t paper_id;
    struct filing filing;
    struct filing_check check;
    struct dossier dossier;
    size_t count;
};

static enum err open_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return filing_open(t, &c->h->of, c->h->case_code, CHANNEL_ONLINE,
                       &c->h->draft_id);
}

static enum err load_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    TRY(filing_load(t, &c->h->of, c->h->draft_id, &c->filing));
    if (c->filing.filling.answers)
        filing_check(t->cx->arena, c->h->of.pack, &c->filing, &c->check);
    return ERR_OK;
}

static enum err save_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return filing_save(t, &c->h->of, &c->page, &c->filing);
}

static enum err attach_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return filing_attach(t, &c->h->of, &c->paper);
}

static enum err detach_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return filing_detach(t, &c->h->of, c->h->draft_id, c->paper_id);
}

static enum err drop_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return filing_drop(t, &c->h->who, c->h->draft_id);
}

static enum err submit_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return submit_online(t, &c->h->of, &c->submit, &c->dossier);
}

static enum err look_through_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return submit_look(t, &c->h->of, &c->submit, &c->found);
}

static enum err write_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return submit_write(t, &c->found, &c->dossier);
}

static enum err sweep_it(struct tx *t, void *arg)
{
    struct call *c = arg;

    return filing_sweep(t, 1000, &c->count);
}

static enum err try(struct home *h, tx_fn fn, struct call *c)
{
    c->h = h;
    return db_write(h->d->db, &h->d->cx, fn, c);
}

static void do_it(struct home *h, tx_fn fn, struct call *c)
{
    must(try(h, fn, c), &h->d->cx);
}

static struct call look(struct home *h)
{
    struct call c = {0};

    do_it(h, load_it, &c);
    return c;
}

static size_t left_to_mend(struct home *h)
{
    struct call c = look(h);

    return filing_left(&c.check);
}

static void save_page(struct home *h, size_t page, struct form_inputs inputs)
{
    struct call c = {.page = {
                         .draft_id = h->draft_id,
                         .revision = look(h).filing.draft.revision,
                         .page = page,
                         .inputs = inputs,
                     }};

    do_it(h, save_it, &c);
}

static void fill_in(struct home *h)
{
    struct call c = {0};

    do_it(h, open_it, &c);
    for (size_t i = 0; i < h->of.pack->form->page_count; i++)
        save_page(h, i, h->inputs);
}

static struct call page_call(struct home *h, struct form_inputs inputs)
{
    struct call c = look(h);

    c.page = (struct filing_page){
        .draft_id = h->draft_id,
        .revision = c.filing.draft.revision,
        .inputs = inputs,
    };
    return c;
}

static struct call paper_call(struct home *h, const char *component,
                              const char *bytes)
{
    struct call c = {.paper = {
                         .draft_id = h->draft_id,
                         .component = str_c(component),
                         .name = S("giấy.pdf"),
                         .mime = S("application/pdf"),
                     }};
    struct cx *cx = &h->d->cx;
    struct blob_writer *w;

    must(blob_begin(blobs, cx,
                    arena_printf(cx->arena, "draft %" PRId64, h->draft_id),
                    PAPER_BYTES_MAX, &w),
         cx);
    must(blob_write(w, str_c(bytes)), cx);
    must(blob_finish(w, &c.paper.blob), cx);
    return c;
}

static void attach(struct home *h, const char *component, const char *bytes)
{
    struct call c = paper_call(h, component, bytes);

    do_it(h, attach_it, &c);
}

static void attach_all(struct home *h)
{
    struct call c = look(h);

    for (size_t i = 0; i < c.check.need_count; i++)
        if (c.check.need[i].is_missing)
            attach(h, c.check.need[i].component->code.p, "a paper");
}

static struct call submit_call(struct home *h)
{
    return (struct call){
        .submit = {h->draft_id, look(h).filing.draft.revision}};
}

static struct dossier submit(struct home *h)
{
    struct call c = submit_call(h);

    do_it(h, submit_it, &c);
    return c.dossier;
}

struct seen {
    int64_t dossier_id;
    struct papers papers;
    struct dossier_answers_find_row answers;
    struct event_list_rows events;
    int64_t differences;
};

static enum err see(struct tx *t, void *arg)
{
    struct seen *s = arg;
    struct tally_differs_row differs;
    bool found;

    TRY(papers_of_dossier(t, s->dossier_id, &s->papers));
    TRY(dossier_answers_find(t, s->dossier_id, &s->answers, &found));
    TRY(event_list(t, s->dossier_id, 10, &s->events));
    TRY(tally_differs(t, &differs));
    s->differences = differs.n;
    return ERR_OK;
}

static struct seen seen(struct home *h, int64_t dossier_id)
{
    struct seen s = {.dossier_id = dossier_id};

    must(db_read(h->d->db, &h->d->cx, see, &s), &h->d->cx);
    return s;
}

static void a_birth_is_filed(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct dossier d;
    struct dossier_step step;
    struct seen s;

    fill_in(h);
    attach_all(h);
    assert_int_equal(left_to_mend(h), 0);
    d = submit(h);
    assert_int_equal(d.status, STATUS_NEW);
    assert_int_equal(d.submission_code.n, SUBMISSION_LETTERS);
    assert_true(d.code.p == NULL);
    assert_string_equal(d.area.p, "30280");
    assert_string_equal(d.field.p, "ho_tich");
    assert_int_equal(d.account_id, h->who.account_id);
    assert_int_equal(d.version_id, 7);
    /* Filed at 8; the points work from 7 to 11 and from 13 to 17. */
    assert_string_equal(instant_iso(h->d->cx.arena, d.answer_due_at).p,
                        "2026-04-29T08:00:00+07:00");
    step = case_open_step(h->d, d.id);
    assert_int_equal(step.work, WORK_RECEIVE);
    assert_int_equal(step.desk_id, d.point_id);
    assert_true(step.due_at.us == d.answer_due_at.us);
    s = seen(h, d.id);
    assert_int_equal(s.papers.count, 1);
    assert_int_equal(s.events.count, 1);
    assert_int_equal(s.events.row[0].event, EVENT_SUBMIT);
    assert_int_equal(s.events.row[0].account_id, h->who.account_id);
    assert_int_equal(s.differences, 0);
}

static void the_event_holds_the_digest_of_what_was_declared(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct arena *a = h->d->cx.arena;
    struct seen s;
    struct digest seal;

    fill_in(h);
    attach_all(h);
    s = seen(h, submit(h).id);
    seal = event_seal(s.answers.salt, s.answers.answers);
    assert_true(str_eq(digest_str(&seal), s.answers.digest));
    assert_true(str_find(s.events.row[0].body, hex_text(a, digest_str(&seal))) <
                s.events.row[0].body.n);
    assert_true(str_find(s.events.row[0].body, S("Trần")) ==
                s.events.row[0].body.n);
}

static void a_household_business_is_filed_with_its_lines(void **state)
{
    struct home *h = at_home(state, "1.001612");
    struct dossier d;
    struct seen s;

    fill_in(h);
    attach_all(h);
    d = submit(h);
    s = seen(h, d.id);
    assert_true(str_find(s.answers.answers, S("\"lines\":[{")) <
                s.answers.answers.n);
    assert_int_equal(s.differences, 0);
}

static size_t lines_of(const struct call *c)
{
    const struct field *lines = form_field(c->h->of.pack->form, S("lines"));

    return answer_rows(c->filing.filling.answers, lines);
}

static void rows_are_added_and_removed(void **state)
{
    struct home *h = at_home(state, "1.001612");
    const struct field *lines;
    struct call c;
    size_t before;

    fill_in(h);
    lines = form_field(h->of.pack->form, S("lines"));
    c = page_call(h, h->inputs);
    before = lines_of(&c);
    c.page.page = lines->page;
    c.page.action = S("add:lines");
    do_it(h, save_it, &c);
    assert_int_equal(lines_of(&c), before + 1);
    c.page.action = S("remove:lines:0");
    c.page.revision = c.filing.draft.revision;
    c.page.inputs = (struct form_inputs){0};
    do_it(h, save_it, &c);
    assert_int_equal(lines_of(&c), before);
}

static void opening_again_gives_the_same_draft_with_its_answers(void **state)
{
    struct home *h = at_home(state, "1.001193");
    int64_t first;
    struct call c = {0};

    fill_in(h);
    first = h->draft_id;
    do_it(h, open_it, &c);
    assert_int_equal(h->draft_id, first);
    assert_true(look(h).filing.draft.revision > 1);
}

static void a_new_draft_knows_whose_it_is(void **state)
{
    struct home *h = at_home(state, "1.001193");
    const struct form *form = h->of.pack->form;
    const struct json *answers;
    struct call c = {0};
    struct arena *a = h->d->cx.arena;

    do_it(h, open_it, &c);
    answers = look(h).filing.filling.answers;
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
    save_page(h, f->page, sheet_with(h->d->cx.arena, h->inputs, name, value));
    c = look(h);
    if (!fault_at(&c, name) || c.check.faults.errors == 0)
        fail_msg("%s: no fault", name);
    c = submit_call(h);
    assert_int_equal(try(h, submit_it, &c), ERR_INPUT);
    save_page(h, f->page, h->inputs);
    assert_int_equal(left_to_mend(h), 0);
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
    struct home *h = at_home(state, "1.001193");

    fill_in(h);
    attach_all(h);
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
    struct home *h = at_home(state, "1.001193");
    struct call c = {0};
    size_t page = 0;

    do_it(h, open_it, &c);
    c = look(h);
    assert_true(c.check.faults.errors > 5);
    for (size_t i = 0; i < c.check.faults.count; i++) {
        assert_true(c.check.faults.item[i].field->page >= page);
        page = c.check.faults.item[i].field->page;
    }
}

static void a_missing_paper_stops_the_filing(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c;

    fill_in(h);
    c = look(h);
    assert_int_equal(c.check.faults.errors, 0);
    assert_int_equal(c.check.missing, 1);
    c = submit_call(h);
    assert_int_equal(try(h, submit_it, &c), ERR_INPUT);
}

static void names_are_composed_at_the_door(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct seen s;

    fill_in(h);
    attach_all(h);
    save_page(h, 0,
              sheet_with(h->d->cx.arena, h->inputs, "requester.full_name",
                         S("Tra\xcc\x82\xcc\x80n Thi\xcc\xa3 Ngo\xcc\xa3"
                           "c \xc4\x90ie\xcc\x82\xcc\xa3p")));
    s = seen(h, submit(h).id);
    assert_true(
        str_find(s.answers.answers, S("\"full_name\":\"Trần Thị Ngọc Điệp\"")) <
        s.answers.answers.n);
}

static void two_tabs_do_not_overwrite_each_other(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call first;
    struct call second;

    fill_in(h);
    first = page_call(h, h->inputs);
    second = first;
    do_it(h, save_it, &first);
    /* What is saved already overwrites nothing. */
    do_it(h, save_it, &second);
    second.page.inputs =
        sheet_with(h->d->cx.arena, h->inputs, "requester.full_name", S("Ba"));
    assert_int_equal(try(h, save_it, &second), ERR_CONFLICT);
    assert_true(h->d->cx.err.message != 0);
}

static void a_draft_saved_after_the_look_is_not_filed(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c;

    fill_in(h);
    attach_all(h);
    c = submit_call(h);
    save_page(h, 0, h->inputs);
    assert_int_equal(try(h, submit_it, &c), ERR_CONFLICT);
    c = submit_call(h);
    do_it(h, submit_it, &c);
}

static void filing_twice_gives_the_same_dossier(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c;
    struct dossier d;

    fill_in(h);
    attach_all(h);
    c = submit_call(h);
    d = submit(h);
    do_it(h, submit_it, &c);
    assert_int_equal(c.dossier.id, d.id);
    assert_int_equal(seen(h, d.id).events.count, 1);
}

/* As a page does it: the first half on a snapshot. */
static struct call looked_through(struct home *h)
{
    struct call c = submit_call(h);

    c.h = h;
    must(db_read(h->d->db, &h->d->cx, look_through_it, &c), &h->d->cx);
    return c;
}

static void filing_in_halves_is_filing(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c;
    struct seen s;
    size_t papers;

    fill_in(h);
    attach_all(h);
    papers = look(h).filing.papers.count;
    c = looked_through(h);
    assert_int_equal(seen(h, c.found.dossier.id).events.count, 0);
    do_it(h, write_it, &c);
    s = seen(h, c.dossier.id);
    assert_int_equal(c.dossier.status, STATUS_NEW);
    assert_int_equal(s.events.count, 1);
    assert_int_equal(s.papers.count, papers);
    assert_int_equal(s.differences, 0);
}

static void what_changed_after_the_look_is_not_filed(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c;

    fill_in(h);
    attach_all(h);
    c = looked_through(h);
    h->d->cx.now.us += 1;
    attach(h, "birth_notice", "came in between");
    assert_int_equal(try(h, write_it, &c), ERR_CONFLICT);
    assert_int_equal(seen(h, c.found.dossier.id).events.count, 0);
    c = looked_through(h);
    save_page(h, 0, h->inputs);
    assert_int_equal(try(h, write_it, &c), ERR_CONFLICT);
    c = looked_through(h);
    do_it(h, write_it, &c);
    h->d->cx.now.us -= 1;
}

static void who_looked_twice_files_once(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call first;
    struct call second;

    fill_in(h);
    attach_all(h);
    first = looked_through(h);
    second = looked_through(h);
    do_it(h, write_it, &first);
    do_it(h, write_it, &second);
    assert_int_equal(first.dossier.id, second.dossier.id);
    assert_int_equal(seen(h, first.dossier.id).events.count, 1);
    assert_int_equal(seen(h, second.found.dossier.id).differences, 0);
    /* And who comes late finds it in the first half. */
    second = looked_through(h);
    do_it(h, write_it, &second);
    assert_int_equal(first.dossier.id, second.dossier.id);
}

static void a_filed_draft_is_frozen(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call page;
    struct call paper;
    struct call c = {0};
    int64_t filed;

    fill_in(h);
    attach_all(h);
    page = page_call(h, h->inputs);
    paper = paper_call(h, "birth_notice", "another");
    submit(h);
    filed = h->draft_id;
    assert_int_equal(try(h, save_it, &page), ERR_CONFLICT);
    assert_int_equal(try(h, attach_it, &paper), ERR_CONFLICT);
    assert_int_equal(try(h, drop_it, &c), ERR_CONFLICT);
    /* The next one begins anew. */
    do_it(h, open_it, &c);
    assert_true(h->draft_id != filed);
}

static void what_is_hidden_or_not_asked_is_not_filed(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct seen s;

    fill_in(h);
    attach_all(h);
    attach(h, "witness_statement", "not asked for");
    save_page(h, 0,
              sheet_with(h->d->cx.arena, h->inputs, "child_given_name",
                         S("not on this page")));
    s = seen(h, submit(h).id);
    assert_int_equal(s.papers.count, 1);
    assert_string_equal(s.papers.at[0].component.p, "birth_notice");
    assert_true(str_find(s.answers.answers, S("not on this page")) ==
                s.answers.answers.n);
    assert_true(str_find(s.answers.answers, S("birth_country_name")) ==
                s.answers.answers.n);
}

static void a_draft_is_nobody_elses(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c = {0};
    struct actor owner;

    fill_in(h);
    attach_all(h);
    owner = h->who;
    c.submit = (struct submit){h->draft_id, look(h).filing.draft.revision};
    h->who = citizen(h->d);
    assert_int_equal(try(h, load_it, &c), ERR_NOT_FOUND);
    assert_int_equal(try(h, submit_it, &c), ERR_NOT_FOUND);
    assert_int_equal(try(h, drop_it, &c), ERR_NOT_FOUND);
    h->who = owner;
    do_it(h, drop_it, &c);
    assert_int_equal(try(h, load_it, &c), ERR_NOT_FOUND);
}

static void only_a_citizens_account_files_online(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c = {0};

    h->who = case_officer(h->d, ROLE_RECEPTION, "mc-30280", 71);
    assert_int_equal(try(h, open_it, &c), ERR_FORBIDDEN);
    h->of.who = NULL;
    assert_int_equal(try(h, open_it, &c), ERR_FORBIDDEN);
}

static void what_the_card_does_not_offer_is_not_filed_online(void **state)
{
    struct home *h = at_home(state, "2.000815");
    struct call c = {0};

    assert_int_equal(try(h, open_it, &c), ERR_FORBIDDEN);
    assert_int_equal(h->d->cx.err.message, MSG_FILING_NOT_ONLINE);
}

static void an_unknown_limit_blocks_the_filing(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct procedure card = *h->of.pack->card;
    struct pack pack = *h->of.pack;
    struct procedure_limit limit = card.limit[0];
    struct call c = {0};

    limit.time.known = false;
    card.limit = &limit;
    pack.card = &card;
    h->of.pack = &pack;
    assert_int_equal(try(h, open_it, &c), ERR_FORBIDDEN);
    assert_int_equal(h->d->cx.err.message, MSG_FILING_LIMIT_UNKNOWN);
}

static void no_case_and_no_way_of_return_are_told(void **state)
{
    struct home *h = at_home(state, "1.002801");
    struct call c = {0};
    struct str real = h->case_code;

    h->case_code = S("no_such_case");
    assert_int_equal(try(h, open_it, &c), ERR_INPUT);
    h->case_code = real;
    assert_int_equal(filing_open(&(struct tx){.cx = &h->d->cx}, &h->of, real,
                                 CHANNEL_ANY, &h->draft_id),
                     ERR_INPUT);
}

static void a_paper_nobody_asks_for_is_refused(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c = {0};

    do_it(h, open_it, &c);
    c = paper_call(h, "identity", "shown at the counter only");
    assert_int_equal(try(h, attach_it, &c), ERR_INPUT);
    c = paper_call(h, "abandoned_record", "of another case");
    assert_int_equal(try(h, attach_it, &c), ERR_INPUT);
    c = paper_call(h, "no_such", "of none");
    assert_int_equal(try(h, attach_it, &c), ERR_INPUT);
}

static void a_paper_has_so_many_files_and_no_more(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c = {0};

    do_it(h, open_it, &c);
    for (int i = 0; i < PAPERS_PER_COMPONENT_MAX; i++)
        attach(h, "birth_notice", arena_printf(h->d->cx.arena, "page %d", i).p);
    attach(h, "birth_notice", "page 0");
    c = paper_call(h, "birth_notice", "one too many");
    assert_int_equal(try(h, attach_it, &c), ERR_INPUT);
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
    struct home *h = at_home(state, "1.001193");
    struct call c = {0};
    struct papers papers;
    struct str blob;

    do_it(h, open_it, &c);
    attach(h, "birth_notice", "the same bytes");
    attach(h, "residence_proof", "the same bytes");
    papers = look(h).filing.papers;
    blob = papers.at[0].blob_id;
    assert_true(str_eq(blob, papers.at[1].blob_id));
    c.paper_id = papers.at[0].id;
    do_it(h, detach_it, &c);
    assert_true(blob_is_kept(h, blob));
    do_it(h, detach_it, &c);
    c.paper_id = papers.at[1].id;
    do_it(h, detach_it, &c);
    assert_false(blob_is_kept(h, blob));
}

static void a_forgotten_draft_goes_after_ninety_days(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct call c = {0};
    struct str blob;

    do_it(h, open_it, &c);
    attach(h, "birth_notice", "forgotten");
    blob = look(h).filing.papers.at[0].blob_id;
    h->d->cx.now.us += 90 * DAY_US - 1;
    do_it(h, sweep_it, &c);
    assert_int_equal(c.count, 0);
    h->d->cx.now.us += 1;
    do_it(h, sweep_it, &c);
    h->d->cx.now.us -= 90 * DAY_US;
    assert_true(c.count >= 1);
    assert_int_equal(try(h, load_it, &c), ERR_NOT_FOUND);
    assert_false(blob_is_kept(h, blob));
}

#define PARALLEL 64

struct runner {
    struct home *h;
    struct cx cx;
    struct call call;
    enum err result;
};

static void *run(void *arg)
{
    struct runner *r = arg;

    r->result = db_write(r->h->d->db, &r->cx, submit_it, &r->call);
    return NULL;
}

/* Each with an account and a draft of its own. */
static void prepare(struct home *h, struct runner *r)
{
    struct home *own = ARENA_NEW(h->d->cx.arena, struct home);

    *own = *h;
    own->who = citizen(h->d);
    own->of.who = &own->who;
    fill_in(own);
    attach_all(own);
    *r = (struct runner){
        .h = own, .cx = database_cx(), .call = submit_call(own)};
    r->call.h = own;
}

static void sixty_four_at_once_get_codes_of_their_own(void **state)
{
    struct home *h = at_home(state, "1.001612");
    struct runner *r = calloc(PARALLEL, sizeof *r);
    pthread_t thread[PARALLEL];

    check(r != NULL);
    for (int i = 0; i < PARALLEL; i++)
        prepare(h, &r[i]);
    for (int i = 0; i < PARALLEL; i++)
        check(pthread_create(&thread[i], NULL, run, &r[i]) == 0);
    for (int i = 0; i < PARALLEL; i++) {
        check(pthread_join(thread[i], NULL) == 0);
        must(r[i].result, &r[i].cx);
        for (int k = 0; k < i; k++)
            assert_false(str_eq(r[i].call.dossier.submission_code,
                                r[k].call.dossier.submission_code));
    }
    assert_int_equal(seen(h, r[0].call.dossier.id).differences, 0);
    for (int i = 0; i < PARALLEL; i++)
        arena_free(r[i].cx.arena);
    free(r);
}

/* The same draft from many sides: one dossier. */
static void a_draft_submitted_from_all_sides_is_filed_once(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct runner r[8];
    pthread_t thread[8];

    prepare(h, &r[0]);
    for (int i = 1; i < 8; i++) {
        r[i] = r[0];
        r[i].cx = database_cx();
    }
    for (int i = 0; i < 8; i++)
        check(pthread_create(&thread[i], NULL, run, &r[i]) == 0);
    for (int i = 0; i < 8; i++) {
        check(pthread_join(thread[i], NULL) == 0);
        must(r[i].result, &r[i].cx);
        assert_int_equal(r[i].call.dossier.id, r[0].call.dossier.id);
    }
    assert_int_equal(seen(h, r[0].call.dossier.id).events.count, 1);
    for (int i = 0; i < 8; i++)
        arena_free(r[i].cx.arena);
}

struct counter {
    struct filing_of of;
    struct intake in;
    struct filing_check check;
    struct dossier d;
};

static enum err take_in(struct tx *t, void *arg)
{
    struct counter *c = arg;

    return submit_intake(t, &c->of, &c->in, &c->check, &c->d);
}

static struct counter counter(struct home *h, struct actor *officer)
{
    static const struct handed_paper handed[] = {
        {S_INIT("birth_notice"), 1, 0},
        {S_INIT("identity"), 1, 0},
        {S_INIT("surrogacy_proof"), 1, 0},
    };
    struct counter c = {.of = h->of};

    c.of.who = officer;
    c.in = (struct intake){
        .person_id = h->who.person_id,
        .delivery = CHANNEL_COUNTER,
        .answers = sheet_answers(h->d, "1.001193", &c.in.case_code),
        .handed = {handed, COUNT_OF(handed)},
        .site = CASE_SITE,
    };
    c.in.case_code = h->case_code;
    return c;
}

static void the_officer_takes_in_and_accepts_at_once(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct actor officer = case_officer(h->d, ROLE_RECEPTION, "mc-30280", 71);
    struct counter c = counter(h, &officer);
    struct seen s;

    must(db_write(h->d->db, &h->d->cx, take_in, &c), &h->d->cx);
    assert_string_equal(c.d.code.p, "H01.21.01-260428-0001");
    assert_int_equal(c.d.channel, CHANNEL_COUNTER);
    assert_int_equal(c.d.account_id, 0);
    s = seen(h, c.d.id);
    assert_int_equal(s.events.row[0].event, EVENT_INTAKE);
    assert_int_equal(s.differences, 0);
}

static void what_is_wrong_is_wrong_at_the_counter_too(void **state)
{
    struct home *h = at_home(state, "1.001193");
    struct actor officer = case_officer(h->d, ROLE_RECEPTION, "mc-30280", 71);
    struct counter c = counter(h, &officer);
    struct actor other = case_officer(h->d, ROLE_RECEPTION, "mc-30283", 72);

    c.in.answers = json_new_object(h->d->cx.arena);
    assert_int_equal(db_write(h->d->db, &h->d->cx, take_in, &c), ERR_INPUT);
    assert_true(c.check.faults.errors > 0);
    c = counter(h, &other);
    assert_int_equal(db_write(h->d->db, &h->d->cx, take_in, &c), ERR_FORBIDDEN);
}

/* One province for all: each test brings its own citizen. */
static int found_province(void **state)
{
    database_setup(state);
    province_found(*state);
    open_blobs(*state);
    return 0;
}

static int forget_the_last(void **state)
{
    struct database *d = *state;

    arena_reset(d->cx.arena);
    return 0;
}

#define T(name) cmocka_unit_test_setup(name, forget_the_last)

static int leave_province(void **state)
{
    blob_store_close(blobs);
    return database_teardown(state);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        T(a_birth_is_filed),
        T(the_event_holds_the_digest_of_what_was_declared),
        T(a_household_business_is_filed_with_its_lines),
        T(rows_are_added_and_removed),
        T(opening_again_gives_the_same_draft_with_its_answers),
        T(a_new_draft_knows_whose_it_is),
        T(wrong_answers_are_kept_and_stop_the_filing),
        T(errors_come_in_the_order_of_the_pages),
        T(a_missing_paper_stops_the_filing),
        T(names_are_composed_at_the_door),
        T(two_tabs_do_not_overwrite_each_other),
        T(a_draft_saved_after_the_look_is_not_filed),
        T(filing_twice_gives_the_same_dossier),
        T(filing_in_halves_is_filing),
        T(what_changed_after_the_look_is_not_filed),
        T(who_looked_twice_files_once),
        T(a_filed_draft_is_frozen),
        T(what_is_hidden_or_not_asked_is_not_filed),
        T(a_draft_is_nobody_elses),
        T(only_a_citizens_account_files_online),
        T(what_the_card_does_not_offer_is_not_filed_online),
        T(an_unknown_limit_blocks_the_filing),
        T(no_case_and_no_way_of_return_are_told),
        T(a_paper_nobody_asks_for_is_refused),
        T(a_paper_has_so_many_files_and_no_more),
        T(a_blob_goes_with_its_last_paper),
        T(a_forgotten_draft_goes_after_ninety_days),
        T(sixty_four_at_once_get_codes_of_their_own),
        T(a_draft_submitted_from_all_sides_is_filed_once),
        T(the_officer_takes_in_and_accepts_at_once),
        T(what_is_wrong_is_wrong_at_the_counter_too),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, found_province, leave_province);
}
