/* page_case.c - "/nop-ho-so/{code}": which case it is, before the form. */
#include "base/prelude.h"

#include "web/journey.h"
#include "web/page.h"
#include "web/procedure_words.h"

static const struct text_rule word_rule = {.points_max = 60};

static struct option_view case_option(const struct procedure_case *c,
                                      enum lang lang, bool is_chosen)
{
    return (struct option_view){
        .value = c->code,
        .label = c->name.in[lang],
        .hint = c->hint.in[lang],
        .is_chosen = is_chosen,
    };
}

static struct options_view case_options(const struct req *rq,
                                        const struct procedure *card,
                                        struct str chosen)
{
    struct option_view *o =
        ARENA_ARRAY(rq->cx.arena, struct option_view, card->case_count);
    size_t n = 0;

    for (size_t i = 0; i < card->case_count; i++)
        if (procedure_online(card, (int)i))
            o[n++] = case_option(&card->cases[i], rq->cx.lang,
                                 card->case_count == 1 ||
                                     str_eq(card->cases[i].code, chosen));
    return (struct options_view){o, n};
}

static struct options_view return_options(const struct req *rq,
                                          const struct procedure *card,
                                          struct str chosen)
{
    struct option_view *o =
        ARENA_ARRAY(rq->cx.arena, struct option_view, CHANNEL_COUNT);
    size_t n = 0;

    for (enum channel c = CHANNEL_COUNTER; c < CHANNEL_COUNT; c++)
        if (card->returns & 1u << c)
            o[n++] = (struct option_view){
                .value = channel_name(c),
                .label = msg(rq->cx.lang, channel_returning(c)),
                .is_chosen = str_eq(channel_name(c), chosen),
            };
    if (n == 1)
        o[0].is_chosen = true;
    return (struct options_view){o, n};
}

struct start_form {
    struct str case_code;
    struct str delivery;
};

static struct errors_view refused_errors(struct req *rq, const char *field)
{
    struct wrong_view *wrong = ARENA_NEW(rq->cx.arena, struct wrong_view);

    if (rq->refused.code == ERR_OK)
        return (struct errors_view){0};
    wrong->field = str_c(field);
    wrong->words = errbox_words(rq->cx.arena, &rq->refused, rq->cx.lang);
    return (struct errors_view){wrong, 1};
}

static enum err show_start(struct tx *t, struct req *rq, struct reply *rp,
                           const struct start_form *form)
{
    struct out *body = page_begin(rq);
    struct form_tokens tokens = req_form_tokens(rq);
    struct case_view v = {.csrf = tokens.csrf, .key = tokens.key};
    struct filing_of of;

    TRY(journey_of(t, rq, &of));
    v.procedure = of.pack->card->name.in[rq->cx.lang];
    v.post = URL_PATH(rq->cx.arena, "/nop-ho-so/{}", of.pack->card->code);
    v.back = URL_PATH(rq->cx.arena, "/thu-tuc/{}", of.pack->card->code);
    v.cases = case_options(rq, of.pack->card, form->case_code);
    v.channels = return_options(rq, of.pack->card, form->delivery);
    if (v.cases.count == 0)
        TRY(filing_allowed(&rq->cx, &of, 0));
    v.errors = refused_errors(rq, str_empty(form->case_code) ? "truong_hop"
                                                             : "nhan_ket_qua");
    tpl_case(body, &v);
    page_end(rq, rp,
             &(struct page){
                 .title_text = v.procedure,
                 .nav = CITIZEN_NAV_PROCEDURES,
                 .has_errors = v.errors.count > 0,
                 .is_private = true,
             },
             body);
    return ERR_OK;
}

enum err page_filing_start(struct tx *t, struct req *rq, struct reply *rp)
{
    struct str case_code = req_query(rq, "truong_hop", word_rule);

    return show_start(t, rq, rp, &(struct start_form){case_code, S("")});
}

enum err prepare_filing_start(struct req *rq)
{
    struct start_form *form = ARENA_NEW(rq->cx.arena, struct start_form);

    req_field(rq, "truong_hop", word_rule, &form->case_code);
    req_field(rq, "nhan_ket_qua", word_rule, &form->delivery);
    rq->form = form;
    return req_checked(rq);
}

enum err commit_filing_start(struct tx *t, struct req *rq)
{
    const struct start_form *form = rq->form;
    enum channel delivery = CHANNEL_ANY;
    struct filing_of of;
    struct journey j;
    int64_t id;

    channel_parse(form->delivery, &delivery);
    TRY(journey_of(t, rq, &of));
    TRY(filing_open(t, &of, form->case_code, delivery, &id));
    TRY(journey_open(t, rq, id, &j));
    req_done(rq, journey_resume(&j));
    return ERR_OK;
}

enum err render_filing_start(struct tx *t, struct req *rq, struct reply *rp)
{
    return show_start(t, rq, rp, rq->form);
}
