#include "base/prelude.h"

#include "base/msg.h"

#include "domain/form/form_view.h"
#include "domain/slip/words.h"

#include "web/counter.h"
#include "web/form_fields.h"
#include "web/form_sections.h"
#include "web/form_sent.h"
#include "web/procedure_info.h"
#include "web/procedure_words.h"
#include "web/view_form.h"
#include "web/when.h"

#define PERSON_FIELDS 4
#define SECTIONS_MAX  100

static struct str text(const struct counter *c, enum msg_id id)
{
    return msg(c->lang, id);
}

static struct str note_words(const struct counter *c, struct str field)
{
    const struct errbox *note = req_note_of(c->rq, field.p);

    return note ? errbox_words(c->arena, note, c->lang) : STR_NONE;
}

static struct field_view line_of(const struct counter *c,
                                 enum counter_field field, enum field_look look,
                                 enum msg_id label, struct str value)
{
    struct str name = counter_field_name(field);

    return (struct field_view){
        .look = look,
        .id = name,
        .name = name,
        .label = text(c, label),
        .error = note_words(c, name),
        .value = value,
        .letters_max = 100,
    };
}

static void fill_person(const struct counter *c, struct counter_view *v)
{
    const struct counter_person *p = &c->sent->person;
    struct field_view *f =
        ARENA_ARRAY(c->arena, struct field_view, PERSON_FIELDS);

    f[0] =
        line_of(c, COUNTER_NAME, FIELD_TEXT, MSG_COUNTER_NAME_LABEL, p->name);
    f[1] = line_of(c, COUNTER_BIRTH, FIELD_TEXT, MSG_COUNTER_BIRTH_LABEL,
                   p->birth);
    f[2] = line_of(c, COUNTER_NUMBER, FIELD_TEXT, MSG_COUNTER_NUMBER_LABEL,
                   p->number);
    f[3] = line_of(c, COUNTER_PHONE, FIELD_PHONE, MSG_COUNTER_PHONE_LABEL,
                   p->phone);
    v->person = f;
    v->person_count = PERSON_FIELDS;
    v->address = (struct field_view){
        .look = FIELD_TEXT,
        .id = S("dia_chi"),
        .name = S("dia_chi"),
        .label = text(c, MSG_COUNTER_ADDRESS_LABEL),
        .value = p->address,
        .letters_max = 300,
    };
}

static void fill_sex(const struct counter *c, struct counter_view *v)
{
    static const struct {
        struct str value;
        enum msg_id words;
        enum sex sex;
    } known[] = {
        {S_INIT("nam"), MSG_PROFILE_MALE, SEX_MALE},
        {S_INIT("nu"), MSG_PROFILE_FEMALE, SEX_FEMALE},
    };
    struct option_view *o =
        ARENA_ARRAY(c->arena, struct option_view, COUNT_OF(known) + 1);

    o[0] = (struct option_view){.value = S(""),
                                .label = text(c, MSG_COUNTER_SEX_UNKNOWN)};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        o[i + 1] = (struct option_view){
            .value = known[i].value,
            .label = text(c, known[i].words),
            .is_chosen = c->sent->person.sex == known[i].sex,
        };
    v->sex = (struct field_view){
        .look = FIELD_SELECT,
        .id = S("gioi_tinh"),
        .name = S("gioi_tinh"),
        .label = text(c, MSG_PROFILE_SEX),
        .options = {o, COUNT_OF(known) + 1},
    };
}

/* The end of a telephone number, enough to ask "is that yours?". */
static struct str phone_end(struct arena *a, struct str phone)
{
    return phone.n > 3
               ? arena_printf(a, "…%.*s",
                              STR_ARG(str_sub(phone, phone.n - 3, phone.n)))
               : S("");
}

static struct option_view known_option(const struct counter *c,
                                       const struct person_line *line)
{
    const struct str part[] = {
        str_empty(line->birth_date) ? text(c, MSG_COUNTER_NOT_KNOWN)
                                    : str_sub(line->birth_date, 0, 4),
        line->phone.n > 3 ? phone_end(c->arena, line->phone)
                          : text(c, MSG_COUNTER_NOT_KNOWN),
    };

    return (struct option_view){
        .value = arena_printf(c->arena, "%" PRId64, line->id),
        .label = line->name,
        .hint = msg_format(c->arena, c->lang, MSG_COUNTER_KNOWN_HINT, 2, part),
        .is_chosen = c->sent->has_choice && c->sent->person.id == line->id,
    };
}

/* Nobody is chosen beforehand: the officer compares with the paper. */
static void fill_known(const struct counter *c, struct counter_view *v)
{
    size_t count = c->known.count;
    struct option_view *o =
        ARENA_ARRAY(c->arena, struct option_view, count + 1);

    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        o[i] = known_option(c, &c->known.line[i]);
    o[count] = (struct option_view){
        .value = S("0"),
        .label = text(c, MSG_COUNTER_SOMEBODY_ELSE),
        .hint = text(c, MSG_COUNTER_SOMEBODY_ELSE_HINT),
        .is_chosen = c->sent->has_choice && !c->sent->person.id,
    };
    v->known = (struct field_view){
        .look = FIELD_RADIO,
        .id = S(COUNTER_WHO),
        .name = S(COUNTER_WHO),
        .label = text(c, MSG_COUNTER_WHO_LABEL),
        .hint = text(c, MSG_COUNTER_WHO_HINT),
        .error = note_words(c, S(COUNTER_WHO)),
        .does_refresh = true,
        .options = {o, count + 1},
    };
}

static void fill_choices(const struct counter *c, struct counter_view *v)
{
    const struct procedure *card = c->of.pack->card;
    struct option_view *cases =
        ARENA_ARRAY(c->arena, struct option_view, card->case_count);
    struct option_view *returns =
        ARENA_ARRAY(c->arena, struct option_view, CHANNEL_COUNT);
    size_t n = 0;

    for (size_t i = 0; i < card->case_count; i++)
        cases[i] = (struct option_view){
            .value = card->cases[i].code,
            .label = card->cases[i].name.in[c->lang],
            .is_chosen = str_eq(card->cases[i].code, c->case_code),
        };
    for (enum channel k = CHANNEL_COUNTER; k < CHANNEL_COUNT; k++)
        if (card->returns & 1u << k)
            returns[n++] = (struct option_view){
                .value = channel_name(k),
                .label = text(c, channel_returning(k)),
                .is_chosen = k == c->delivery,
            };
    if (card->case_count > 1)
        v->cases = (struct options_view){cases, card->case_count};
    v->returns = (struct options_view){returns, n};
}

/* One page of the form; its first card bears the page's name. */
static void add_page(const struct counter *c, const struct form_fields_use *use,
                     const struct form_faults *faults, size_t page,
                     struct section_view *section, struct counter_view *v)
{
    struct form_page_view view =
        form_view(c->arena, &c->filing.filling, c->lang, page, faults);
    struct form_fields fields = form_fields(use, &view);
    const struct section_view *more;
    size_t count = form_sections(c->arena, &fields, &more);

    for (size_t i = 0; i < count && v->section_count < SECTIONS_MAX; i++) {
        section[v->section_count] = more[i];
        if (i == 0 && str_empty(more[i].title))
            section[v->section_count].title = view.title;
        v->section_count++;
    }
    v->has_refresh |= fields.has_refresh || form_has_conditions(&view);
}

static enum err fill_form(const struct counter *c, bool tells,
                          struct counter_view *v)
{
    const struct form_faults none = {0};
    const struct form_faults *faults = tells ? &c->check.faults : &none;
    struct form_fields_use use = {
        .arena = c->arena,
        .is_counter = true,
        .picks = form_picks,
        .data = c->t,
    };
    struct section_view *section =
        ARENA_ARRAY(c->arena, struct section_view, SECTIONS_MAX);

    TRY(form_districts(c->t, &use.districts));
    TRY(form_provinces(c->t, c->lang, &use.provinces));
    v->section = section;
    for (size_t i = 0; i < c->of.pack->form->page_count; i++)
        add_page(c, &use, faults, i, section, v);
    return ERR_OK;
}

static struct str paper_error(const struct counter *c,
                              const struct paper_need *need, bool tells)
{
    if (c->wrong_pieces.p && str_eq(c->wrong_pieces, need->component->code))
        return text(c, MSG_COUNTER_PIECES_WRONG);
    return tells && need->is_missing ? text(c, MSG_COUNTER_PAPER_MISSING)
                                     : STR_NONE;
}

static void fill_papers(const struct counter *c, bool tells,
                        struct counter_view *v)
{
    struct counter_paper_view *paper =
        ARENA_ARRAY(c->arena, struct counter_paper_view, c->check.need_count);

    for (size_t i = 0; i < c->check.need_count; i++) {
        const struct paper_need *need = &c->check.need[i];
        const struct procedure_component *k = need->component;

        paper[i] = (struct counter_paper_view){
            .name = k->name.in[c->lang],
            .line = procedure_component_line(c->arena, c->lang, k),
            .code = k->code,
            .originals = counter_sent_pieces(c->rq, COUNTER_ORIGINALS, k->code),
            .copies = counter_sent_pieces(c->rq, COUNTER_COPIES, k->code),
            .error = paper_error(c, need, tells),
            .is_required = k->required,
        };
    }
    v->paper = paper;
    v->paper_count = c->check.need_count;
}

static void fill_fee(const struct counter *c, struct receipt_view *v)
{
    const struct procedure_fee *fee;
    struct fee_view shown;

    if (procedure_fees(c->of.pack->card, c->filing.filling.case_index,
                       CHANNEL_COUNTER, 1, &fee) == 0) {
        v->fee = text(c, MSG_SUBMIT_FREE);
        return;
    }
    shown = procedure_fee_view(c->arena, c->lang, fee, 0);
    v->fee = shown.amount;
    v->fee_line = shown.name;
}

enum err counter_receipt(const struct counter *c, struct receipt_view *v)
{
    struct counter_promise promise;

    *v = (struct receipt_view){
        .received_at = when_instant(c->arena, c->lang, c->rq->cx.now)};
    if (!c->of.pack)
        return ERR_OK;
    v->is_chosen = true;
    TRY(counter_promise(c->t, &c->of, c->filing.filling.case_index,
                        c->filing.filling.answers, &promise));
    if (promise.has_limit)
        v->limit = limit_words(c->arena, c->lang, promise.limit);
    if (promise.has_due) {
        v->due = when_instant(c->arena, c->lang, promise.due.due);
        v->due_why = deadline_words(c->arena, c->lang, &promise.due);
    }
    v->returned = text(c, channel_returning(c->delivery));
    fill_fee(c, v);
    return ERR_OK;
}

/* The errors of a page while they are gathered. */
struct gathering {
    struct wrong_view *wrong;
    size_t count;
};

static void blame(struct gathering *g, struct str field, struct str words)
{
    if (!str_empty(words))
        g->wrong[g->count++] = (struct wrong_view){field, words};
}

static void blame_papers(const struct counter *c, const struct counter_view *v,
                         struct gathering *g)
{
    for (size_t i = 0; i < v->paper_count; i++)
        if (!str_empty(v->paper[i].error))
            blame(g,
                  arena_printf(c->arena, COUNTER_ORIGINALS ".%s",
                               v->paper[i].code.p),
                  arena_printf(c->arena, "%s: %s", v->paper[i].name.p,
                               v->paper[i].error.p));
}

/* In the order of the page: person, procedure, form, papers. */
static void gather_errors(const struct counter *c, struct counter_view *v)
{
    struct errors_view form =
        form_fields_errors(c->arena, c->lang, &c->check.faults);
    struct gathering g = {
        ARENA_ARRAY(c->arena, struct wrong_view,
                    REQ_FIELD_NOTES_MAX + form.count + v->paper_count),
        0,
    };

    for (enum counter_field k = 0; k < COUNTER_FIELDS; k++)
        blame(&g, counter_field_name(k), note_words(c, counter_field_name(k)));
    blame(&g, S(COUNTER_WHO), note_words(c, S(COUNTER_WHO)));
    if (c->sent->blamed.p)
        blame(&g, c->sent->blamed,
              errbox_words(c->arena, &c->rq->refused, c->lang));
    for (size_t i = 0; i < form.count; i++)
        blame(&g, form.error[i].field, form.error[i].words);
    blame_papers(c, v, &g);
    v->errors = (struct errors_view){g.wrong, g.count};
}

static enum counter_focus focus_of(const struct counter *c)
{
    if (c->sent->is_scan_unread || str_empty(c->sent->person.number))
        return COUNTER_AT_CARD;
    return c->of.pack ? COUNTER_AT_FORM : COUNTER_AT_PROCEDURE;
}

enum err counter_view(const struct counter *c, bool tells,
                      struct counter_view *v)
{
    struct form_tokens tokens = req_form_tokens(c->rq);
    struct str none = S("");

    *v = (struct counter_view){
        .title = text(c, MSG_COUNTER_TITLE),
        .fill = URL_PATH(c->arena, "/can-bo/tiep-nhan/dien{}", none),
        .accept = URL_PATH(c->arena, "/can-bo/tiep-nhan{}", none),
        .preview = URL_PATH(c->arena, "/can-bo/tiep-nhan/giay-hen{}", none),
        .csrf = tokens.csrf,
        .key = tokens.key,
        .focus = focus_of(c),
        .scan = c->sent->scan,
        .drawn = counter_drawn(c),
        .procedures = c->offered,
        .may_accept = c->of.pack != NULL,
    };
    if (c->sent->is_scan_unread)
        v->note = (struct note_view){.kind = NOTE_WARNING,
                                     .words = text(c, MSG_COUNTER_UNREAD)};
    fill_person(c, v);
    fill_sex(c, v);
    fill_known(c, v);
    if (c->of.pack) {
        fill_choices(c, v);
        TRY(fill_form(c, tells, v));
        fill_papers(c, tells, v);
    }
    TRY(counter_receipt(c, &v->receipt));
    if (tells)
        gather_errors(c, v);
    return ERR_OK;
}
