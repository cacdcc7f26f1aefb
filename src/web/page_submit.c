/* page_submit.c - "check your answers", submitting, and what comes then. */
#include "base/prelude.h"

#include "base/num.h"

#include "domain/form/form_show.h"
#include "domain/org/org_store.h"
#include "domain/slip/words.h"

#include "service/routing.h"
#include "service/submit.h"

#include "web/app.h"
#include "web/journey.h"
#include "web/page.h"
#include "web/procedure_words.h"

/* The answer to a submission is kept as long as its dossier. */
#define KEEP_ANSWER_US (70 * 365 * DAY_US)

#define WHERE_FACTS 6
#define DECLARED    "cam_doan"

static const struct text_rule word_rule = {.points_max = 60};

/* The lines of the answers being laid out as cards. */
struct cards {
    const struct journey *j;
    struct check_section_view *section;
    struct fact_view *fact; /* of the last card */
    size_t count;
};

static void begin_card(struct cards *c, struct str title, size_t lines_max)
{
    struct check_section_view *s = &c->section[c->count++];

    c->fact = ARENA_ARRAY(c->j->arena, struct fact_view, lines_max);
    s->title = title;
    s->facts = (struct facts_view){c->fact, 0, true};
}

static void add_fact(struct cards *c, size_t page, const struct form_line *line)
{
    struct facts_view *facts = &c->section[c->count - 1].facts;

    c->fact[facts->count++] = (struct fact_view){
        .label = line->label,
        .value =
            line->text.p ? line->text : msg(c->j->lang, MSG_SUBMIT_LEFT_EMPTY),
        .edit = journey_field_at(c->j, page, line->input),
        .is_unknown = !line->text.p,
    };
}

/* A card for each page, block and row. */
static void add_cards(struct cards *c, const struct form_section *page)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct form_line *line = &page->line[i];

        if (i == 0 || line->heading.p)
            begin_card(c, line->heading.p ? line->heading : page->title,
                       page->count - i);
        add_fact(c, page->page_index, line);
    }
}

static void lay_out(const struct journey *j, struct check_view *v)
{
    const struct form_section *page =
        form_summary(j->arena, &j->filing.filling, j->lang);
    size_t page_count = j->of.pack->form->page_count;
    struct cards c = {.j = j};
    size_t lines = 0;

    for (size_t i = 0; i < page_count; i++)
        lines += page[i].count;
    c.section = ARENA_ARRAY(j->arena, struct check_section_view, lines);
    for (size_t i = 0; i < page_count; i++)
        add_cards(&c, &page[i]);
    v->section = c.section;
    v->section_count = c.count;
}

static void list_files(const struct journey *j, struct check_view *v)
{
    const struct papers *papers = &j->filing.papers;
    struct file_view *file =
        ARENA_ARRAY(j->arena, struct file_view, papers->count);

    for (size_t i = 0; i < papers->count; i++) {
        const struct procedure_component *c =
            procedure_component(j->of.pack->card, papers->at[i].component);

        file[i] = (struct file_view){
            .name = c ? c->name.in[j->lang] : papers->at[i].name,
            .facts = arena_printf(
                j->arena, "%.*s · %s", STR_ARG(papers->at[i].name),
                paper_size(j->arena, j->lang, papers->at[i].bytes).p),
        };
    }
    v->file = file;
    v->file_count = papers->count;
    if (j->has_papers)
        v->edit_files = journey_at(j, JOURNEY_PAPERS);
}

/* Where the answers send the dossier; absent when nobody receives there. */
static enum err receiving_point(struct tx *t, const struct journey *j,
                                struct str *ret)
{
    struct str area =
        submit_area(t->cx->arena, j->of.pack, j->filing.filling.answers);
    struct routing routing;
    struct point point;
    enum err e = routing_find(t, j->of.pack->card, area,
                              instant_day(t->cx->now), &routing);

    *ret = STR_NONE;
    if (e == ERR_NOT_FOUND) {
        errbox_clear(&t->cx->err);
        return ERR_OK;
    }
    TRY(e);
    TRY(org_point(t, routing.point_id, &point));
    *ret = point.name;
    return ERR_OK;
}

static struct fact_view fee_fact(const struct journey *j,
                                 const struct procedure_fee *fee)
{
    struct fact_view f = {.label = fee->name.in[j->lang]};

    if (!fee->known) {
        f.value = msg(j->lang, MSG_SUBMIT_UNKNOWN);
        f.is_unknown = true;
        f.more = fee->unknown.in[j->lang];
    } else if (fee->amount.dong == 0) {
        f.value = msg(j->lang, MSG_SUBMIT_FREE);
    } else {
        f.value = vnd_text(j->arena, j->lang, fee->amount);
        f.more = msg(j->lang, MSG_SUBMIT_PAY_LATER);
    }
    return f;
}

static size_t add_fees(const struct journey *j, struct fact_view *ret,
                       size_t max)
{
    const struct procedure_fee *fee[WHERE_FACTS];
    size_t count =
        procedure_fees(j->of.pack->card, j->filing.filling.case_index,
                       CHANNEL_ONLINE, max, fee);

    for (size_t i = 0; i < count; i++)
        ret[i] = fee_fact(j, fee[i]);
    return count;
}

static enum err fill_where(struct tx *t, const struct journey *j,
                           struct check_view *v)
{
    const struct procedure *card = j->of.pack->card;
    struct fact_view *f = ARENA_ARRAY(j->arena, struct fact_view, WHERE_FACTS);
    const struct procedure_limit *limit =
        procedure_limit(card, j->filing.filling.case_index, CHANNEL_ONLINE);
    struct str point;
    size_t n = 0;

    TRY(receiving_point(t, j, &point));
    f[n++] = (struct fact_view){.label = msg(j->lang, MSG_SUBMIT_WHERE),
                                .value = point};
    if (limit && limit->time.known)
        f[n++] = (struct fact_view){
            .label = msg(j->lang, MSG_SUBMIT_LIMIT),
            .value = limit_words(j->arena, j->lang, limit->time.limit),
        };
    f[n++] = (struct fact_view){
        .label = msg(j->lang, MSG_SUBMIT_RETURN),
        .value = msg(j->lang, channel_returning(j->filing.draft.delivery)),
        .edit = URL_PATH(j->arena, "/nop-ho-so/{}", card->code),
    };
    n += add_fees(j, &f[n], WHERE_FACTS - n);
    v->where = (struct facts_view){f, n, true};
    return ERR_OK;
}

/* Why it was not submitted, when it was tried. */
static struct errors_view refusal(struct req *rq)
{
    const struct errbox *why = req_note_of(rq, DECLARED);
    struct wrong_view *wrong = ARENA_NEW(rq->cx.arena, struct wrong_view);

    if (!why && rq->refused.code == ERR_OK)
        return (struct errors_view){0};
    *wrong = (struct wrong_view){
        .field = S(DECLARED),
        .words =
            errbox_words(rq->cx.arena, why ? why : &rq->refused, rq->cx.lang),
    };
    return (struct errors_view){wrong, 1};
}

static enum err show_check(struct tx *t, struct req *rq, struct reply *rp,
                           const struct journey *j)
{
    struct out *body = page_begin(rq);
    const struct form_view form = journey_view(rq, j, JOURNEY_CHECK);
    struct check_view v = {
        .procedure = form.procedure,
        .back = form.back,
        .post = form.post,
        .csrf = form.csrf,
        .key = form.key,
        .revision = form.revision,
        .step_count = form.step_count,
        .steps = form.steps,
        .saved = form.saved,
        .errors = refusal(rq),
        .declaration = msg(rq->cx.lang, MSG_SUBMIT_DECLARATION),
        .help_phone = form.help_phone,
        .help_phone_link = form.help_phone_link,
    };

    lay_out(j, &v);
    list_files(j, &v);
    TRY(fill_where(t, j, &v));
    tpl_check(body, &v);
    page_end(rq, rp,
             &(struct page){
                 .title = MSG_JOURNEY_CHECK,
                 .nav = CITIZEN_NAV_MINE,
                 .has_errors = v.errors.count > 0,
                 .is_private = true,
             },
             body);
    return ERR_OK;
}

/* The page is shown when nothing is to be mended; else one is taken there. */
enum err page_filing_check(struct tx *t, struct req *rq, struct reply *rp)
{
    struct journey j;
    size_t wrong;

    TRY(journey_load(t, rq, &j));
    if (j.filing.draft.dossier_id)
        return journey_gone(t, &j, rp);
    wrong = journey_first_wrong(&j);
    if (wrong == JOURNEY_CHECK)
        return show_check(t, rq, rp, &j);
    reply_see_other(rp, journey_wrong_at(&j, wrong));
    return ERR_OK;
}

/* What is wished, and what was found when it was looked through. */
struct filing_form {
    struct submit wish;
    struct submission found;
};

enum err prepare_filing_submit(struct req *rq)
{
    struct filing_form *form = ARENA_NEW(rq->cx.arena, struct filing_form);
    struct str text;
    int64_t revision;

    rq->form = form;
    req_field(rq, "revision", word_rule, &text);
    if (!num_parse(text, 1, INT32_MAX, &revision))
        return RAISE(&rq->cx.err, ERR_SYNTAX, "a page without its revision");
    form->wish = (struct submit){journey_draft(rq), (int)revision};
    if (!req_has_field(rq, DECLARED)) {
        (void)REFUSE(&rq->cx.err, ERR_INPUT, MSG_FORM_DECLARE);
        req_note(rq, DECLARED);
    }
    return req_checked(rq);
}

enum err look_filing_submit(struct tx *t, struct req *rq)
{
    struct filing_form *form = rq->form;
    struct filing_of of;

    TRY(journey_of(t, rq, &of));
    return submit_look(t, &of, &form->wish, &form->found);
}

enum err commit_filing_submit(struct tx *t, struct req *rq)
{
    const struct filing_form *form = rq->form;
    struct dossier d;

    TRY(submit_write(t, &form->found, &d));
    req_keep_answer(rq, KEEP_ANSWER_US);
    req_done(rq, URL_PATH(rq->cx.arena, "/ho-so/{}/da-nop", d.submission_code));
    return ERR_OK;
}

enum err render_filing_submit(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_filing_check(t, rq, rp);
}
