#include "base/prelude.h"

#include "base/msg.h"

#include "domain/pack/pack_store.h"

#include "web/counter.h"
#include "web/form_sent.h"

enum err counter_list_offered(struct counter *c)
{
    const struct procedure_query all = {.level = -1};
    struct day today = instant_day(c->rq->cx.now);
    struct procedure_rows rows;
    struct option_view *o;
    size_t n = 0;

    TRY(procedure_search(c->t, &all, today, PROCEDURE_PAGE_MAX, &rows));
    o = ARENA_ARRAY(c->arena, struct option_view, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct pack *pack;
        bool offers;

        TRY(pack_of_version(c->t, rows.row[i].id, &pack));
        TRY(counter_offers(c->t, c->rq->actor, pack->card, &offers));
        if (offers)
            o[n++] = (struct option_view){
                .value = pack->card->code,
                .label = pack->card->name.in[c->lang],
                .is_chosen = str_eq(pack->card->code, c->sent->procedure),
            };
    }
    c->offered = (struct options_view){o, n};
    return ERR_OK;
}

/* A code that nobody offers is no choice. */
static enum err find_pack(struct counter *c)
{
    enum err e;

    c->of.who = c->rq->actor;
    if (str_empty(c->sent->procedure))
        return ERR_OK;
    e = pack_in_force(c->t, c->sent->procedure, instant_day(c->rq->cx.now),
                      &c->of.pack, &c->of.version_id);
    if (e != ERR_NOT_FOUND)
        return e;
    errbox_clear(&c->t->cx->err);
    c->of.pack = NULL;
    return ERR_OK;
}

static void choose(struct counter *c)
{
    const struct procedure *card = c->of.pack->card;

    c->case_code = procedure_case_index(card, c->sent->case_code) < 0
                       ? card->cases[0].code
                       : c->sent->case_code;
    if (!channel_parse(c->sent->delivery, &c->delivery) ||
        !(card->returns & 1u << c->delivery))
        c->delivery = card->returns & 1u << CHANNEL_COUNTER ? CHANNEL_COUNTER
                                                            : CHANNEL_POST;
}

struct str counter_drawn(const struct counter *c)
{
    const struct counter_person *p = &c->sent->person;

    if (!c->of.pack)
        return S("");
    return arena_printf(c->arena, "%.*s %.*s %" PRId64,
                        STR_ARG(c->of.pack->card->code), STR_ARG(p->number),
                        p->id);
}

/* Without what was left blank, so that it does not hide what is known. */
static struct form_inputs filled_in(struct arena *a, struct form_inputs sent)
{
    struct form_input *item = ARENA_ARRAY(a, struct form_input, sent.count);
    size_t n = 0;

    for (size_t i = 0; i < sent.count; i++)
        if (!str_empty(sent.item[i].value))
            item[n++] = sent.item[i];
    return (struct form_inputs){item, n};
}

/*
 * The answers as the page sent them. A new form begins with what is known of
 * the person, and so do the blanks of a form whose person has changed.
 */
static enum err read_answers(struct counter *c, const struct json **ret)
{
    const struct form *form = c->of.pack->form;
    bool is_same = str_eq(c->sent->drawn, counter_drawn(c));
    struct form_person person;
    struct form_inputs inputs;
    const struct json *answers = json_new_object(c->arena);

    TRY(form_sent(c->t, c->rq, form, &inputs));
    if (!is_same) {
        TRY(counter_prefill(c->t, &c->sent->person, &person));
        answers = form_answers_new(c->arena, form, &person);
        inputs = filled_in(c->arena, inputs);
    }
    if (is_same ||
        str_starts(c->sent->drawn,
                   arena_printf(c->arena, "%s ", c->of.pack->card->code.p)))
        for (size_t i = 0; i < form->page_count; i++)
            answers = form_answers_post(c->arena, form, i, answers, inputs);
    *ret = form_answers_act(c->arena, form, answers, c->sent->act);
    return ERR_OK;
}

/* A wrong number of pieces is told by the page, and counts as none. */
static enum err read_handed(struct counter *c)
{
    enum err e = counter_sent_handed(c->rq, c->of.pack->card, &c->filing.handed,
                                     &c->wrong_pieces);

    if (e != ERR_INPUT)
        return e;
    errbox_clear(&c->rq->cx.err);
    return ERR_OK;
}

static enum err read_form(struct counter *c)
{
    struct papers *none = ARENA_NEW(c->arena, struct papers);
    const struct json *answers;

    choose(c);
    TRY(read_answers(c, &answers));
    TRY(read_handed(c));
    c->filing.filling = filing_filling(c->t, c->of.pack, none, c->case_code,
                                       CHANNEL_COUNTER, answers);
    filing_check(c->arena, c->of.pack, &c->filing, &c->check);
    return ERR_OK;
}

enum err counter_open(struct tx *t, struct req *rq, struct counter *ret)
{
    struct counter c = {
        .t = t,
        .rq = rq,
        .arena = t->cx->arena,
        .lang = rq->cx.lang,
        .sent = rq->form,
    };

    TRY(counter_find(t, &c.sent->person, &c.known));
    TRY(find_pack(&c));
    if (c.of.pack)
        TRY(read_form(&c));
    *ret = c;
    return ERR_OK;
}
