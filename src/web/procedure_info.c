#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"

#include "domain/org/org_store.h"
#include "domain/slip/words.h"

#include "service/bodies.h"
#include "service/routing.h"

#include "web/procedure_info.h"
#include "web/procedure_words.h"

#define GROUPS_MAX     12
#define LINES_MAX      PROCEDURE_ROWS_MAX
#define LINE_BYTES_MAX 16000
#define NUMBER(a, n)   arena_printf((a), "%d", (n))

/* What is being filled: one group after another. */
struct info_filling {
    struct tx *t;
    struct arena *arena;
    enum lang lang;
    const struct pack *pack;
    const struct procedure *card;
    struct info_view *group;
    size_t count;
    struct str *line; /* of the group that is open */
};

static void begin(struct info_filling *f, enum msg_id title)
{
    struct info_view *g = &f->group[f->count++];

    f->line = ARENA_ARRAY(f->arena, struct str, LINES_MAX);
    *g = (struct info_view){.title = msg(f->lang, title), .line = f->line};
}

static void add(struct info_filling *f, struct str line)
{
    struct info_view *g = &f->group[f->count - 1];

    if (!str_empty(line) && g->count < LINES_MAX)
        f->line[g->count++] = line;
}

static void add_message(struct info_filling *f, enum msg_id id, struct str a,
                        struct str b)
{
    const struct str args[] = {a, b};

    add(f, msg_format(f->arena, f->lang, (int)id, COUNT_OF(args), args));
}

static void add_words(struct info_filling *f, struct words_list list)
{
    for (size_t i = 0; i < list.count; i++)
        add(f, list.item[i].in[f->lang]);
}

static struct str joined(struct info_filling *f, unsigned channels,
                         enum msg_id (*name)(enum channel))
{
    struct buf b = buf_new(f->arena, LINE_BYTES_MAX);

    for (int c = CHANNEL_COUNTER; c < CHANNEL_COUNT; c++) {
        if (!(channels & (1U << c)))
            continue;
        if (b.n > 0)
            buf_add_c(&b, "; ");
        buf_add(&b, msg(f->lang, name((enum channel)c)));
    }
    return buf_str(&b);
}

static void add_ways(struct info_filling *f)
{
    begin(f, MSG_INFO_WAYS);
    add_message(f, MSG_INFO_WAYS_IN,
                joined(f, f->card->channels, channel_filing), STR_NONE);
    add_message(f, MSG_INFO_WAYS_OUT,
                joined(f, f->card->returns, channel_returning), STR_NONE);
    add_message(f, MSG_INFO_ONLINE_LEVEL,
                NUMBER(f->arena, f->card->online_level), STR_NONE);
}

static struct str case_names(struct info_filling *f, uint32_t cases)
{
    struct buf b = buf_new(f->arena, LINE_BYTES_MAX);

    for (size_t i = 0; i < f->card->case_count; i++) {
        if (!(cases & (UINT32_C(1) << i)))
            continue;
        if (b.n > 0)
            buf_add_c(&b, "; ");
        buf_add(&b, f->card->cases[i].name.in[f->lang]);
    }
    return buf_str(&b);
}

struct str procedure_component_line(struct arena *a, enum lang lang,
                                    const struct procedure_component *c)
{
    struct buf b = buf_new(a, LINE_BYTES_MAX);
    struct str n[] = {NUMBER(a, c->originals), NUMBER(a, c->copies)};

    if (c->show_only)
        buf_add(&b, msg(lang, MSG_NEED_SHOW));
    else if (c->originals > 0 && c->copies > 0)
        buf_add(&b, msg_format(a, lang, MSG_NEED_BOTH, 2, n));
    else if (c->originals > 0)
        buf_add(&b, msg_format(a, lang, MSG_NEED_ORIGINALS, 1, &n[0]));
    else if (c->copies > 0)
        buf_add(&b, msg_format(a, lang, MSG_NEED_COPIES, 1, &n[1]));
    if (!words_none(c->hint)) {
        if (b.n > 0)
            buf_add_char(&b, ' ');
        buf_add(&b, c->hint.in[lang]);
    }
    return buf_str(&b);
}

static void add_papers(struct info_filling *f)
{
    begin(f, MSG_INFO_PAPERS);
    for (size_t i = 0; i < f->card->component_count; i++) {
        const struct procedure_component *c = &f->card->component[i];
        struct str line = procedure_component_line(f->arena, f->lang, c);

        add(f, arena_printf(f->arena, "%s%s%.*s", c->name.in[f->lang].p,
                            line.n > 0 ? ". " : "", STR_ARG(line)));
        if (f->card->case_count > 1)
            add_message(f, MSG_INFO_FOR_CASES, case_names(f, c->cases),
                        STR_NONE);
    }
    add(f, msg(f->lang, MSG_INFO_ONE_SET));
}

static struct str time_words(struct info_filling *f,
                             const struct procedure_time *time)
{
    struct str why = time->unknown.in[f->lang];

    if (time->known)
        return limit_words(f->arena, f->lang, time->limit);
    return msg_format(f->arena, f->lang, MSG_UNKNOWN_WHY, 1, &why);
}

static struct str row_name(struct info_filling *f, int case_index,
                           enum channel c)
{
    struct buf b = buf_new(f->arena, LINE_BYTES_MAX);

    if (case_index >= 0)
        buf_add(&b, f->card->cases[case_index].name.in[f->lang]);
    if (c != CHANNEL_ANY) {
        if (b.n > 0)
            buf_add_c(&b, ", ");
        buf_add(&b, msg(f->lang, channel_filing(c)));
    }
    if (b.n == 0)
        buf_add(&b, msg(f->lang, MSG_INFO_ALL_CASES));
    return buf_str(&b);
}

static void add_limits(struct info_filling *f)
{
    begin(f, MSG_INFO_LIMITS);
    for (size_t i = 0; i < f->card->limit_count; i++) {
        const struct procedure_limit *row = &f->card->limit[i];

        add_message(f, MSG_INFO_ROW, row_name(f, row->case_index, row->channel),
                    time_words(f, &row->time));
        if (row->has_verified)
            add_message(f, MSG_INFO_VERIFIED, time_words(f, &row->verified),
                        STR_NONE);
    }
}

/* The code of an agency that there is only one of. */
static enum err body_line(struct info_filling *f, struct body body,
                          enum msg_id id)
{
    struct day today = instant_day(f->t->cx->now);
    struct str name;
    struct agency agency;
    int64_t agency_id;

    TRY(bodies_name(f->t, body, today, &name));
    if (f->card->where == RECEIVE_FIXED) {
        TRY(routing_body(f->t, body, S(""), today, &agency_id));
        TRY(org_agency(f->t, agency_id, &agency));
        if (!str_empty(agency.code))
            name = arena_printf(f->arena, "%s (%s)", name.p, agency.code.p);
    }
    add_message(f, id, name, STR_NONE);
    return ERR_OK;
}

static enum err add_bodies(struct info_filling *f)
{
    static const enum msg_id where[] = {
        [RECEIVE_AREA_OF_FIELD] = MSG_INFO_WHERE_AREA,
        [RECEIVE_FIXED] = MSG_INFO_WHERE_FIXED,
        [RECEIVE_CHOICE] = MSG_INFO_WHERE_CHOICE,
    };

    begin(f, MSG_INFO_BODIES);
    TRY(body_line(f, f->card->receive, MSG_INFO_RECEIVES));
    TRY(body_line(f, f->card->resolve, MSG_INFO_RESOLVES));
    add(f, msg(f->lang, where[f->card->where]));
    if (f->card->any_unit)
        add(f, msg(f->lang, MSG_INFO_ANY_UNIT));
    return ERR_OK;
}

static void add_results(struct info_filling *f)
{
    begin(f, MSG_INFO_RESULTS);
    for (size_t i = 0; i < f->card->result_count; i++) {
        const struct procedure_result *r = &f->card->result[i];

        if (str_empty(r->code))
            add(f, r->name.in[f->lang]);
        else
            add(f, arena_printf(f->arena, "%s (%s)", r->name.in[f->lang].p,
                                r->code.p));
    }
}

static void add_documents(struct info_filling *f)
{
    begin(f, MSG_INFO_DOCUMENTS);
    add_message(f, MSG_INFO_FORM, f->pack->form->title.in[f->lang], STR_NONE);
    for (size_t i = 0; i < f->card->document_count; i++) {
        const struct procedure_document *d = &f->card->document[i];

        add_message(f,
                    d->is_result ? MSG_INFO_RESULT_FORM : MSG_INFO_DECLARATION,
                    d->name.in[f->lang], STR_NONE);
    }
}

static void add_conditions(struct info_filling *f)
{
    begin(f, MSG_INFO_CONDITIONS);
    add_words(f, f->card->conditions);
    if (f->card->conditions.count == 0)
        add(f, msg(f->lang, MSG_INFO_NO_CONDITIONS));
}

static struct str amount_words(struct arena *a, enum lang lang,
                               const struct procedure_fee *fee)
{
    struct str amount = vnd_text(a, lang, fee->amount);

    if (fee->amount.dong == 0)
        return msg(lang, MSG_FEE_NONE);
    switch (fee->per) {
    case FEE_PER_DOSSIER: return amount;
    case FEE_PER_COPY: return msg_format(a, lang, MSG_FEE_PER_COPY, 1, &amount);
    case FEE_PER_PAGE: return msg_format(a, lang, MSG_FEE_PER_PAGE, 1, &amount);
    }
    UNREACHABLE();
}

static void add_sentence(struct buf *b, struct str sentence)
{
    if (b->n > 0)
        buf_add_c(b, b->p[b->n - 1] == '.' ? " " : ". ");
    buf_add(b, sentence);
}

static void add_exempt(struct arena *a, enum lang lang, struct buf *b,
                       struct words_list exempt)
{
    struct buf names = buf_new(a, LINE_BYTES_MAX);
    struct str text;

    for (size_t i = 0; i < exempt.count; i++) {
        if (i > 0)
            buf_add_c(&names, "; ");
        buf_add(&names, exempt.item[i].in[lang]);
    }
    text = buf_str(&names);
    if (exempt.count > 0)
        add_sentence(b, msg_format(a, lang, MSG_FEE_EXEMPT, 1, &text));
}

struct fee_view procedure_fee_view(struct arena *a, enum lang lang,
                                   const struct procedure_fee *fee,
                                   unsigned channels)
{
    struct buf b = buf_new(a, LINE_BYTES_MAX);
    struct fee_view v = {.name = fee->name.in[lang]};

    for (int c = CHANNEL_COUNTER; c < CHANNEL_COUNT; c++)
        if (channels & (1U << c))
            add_sentence(
                &b, arena_printf(a, "%s.",
                                 msg(lang, channel_filing((enum channel)c)).p));
    if (fee->known)
        v.amount = amount_words(a, lang, fee);
    else
        add_sentence(&b, fee->unknown.in[lang]);
    add_exempt(a, lang, &b, fee->exempt);
    v.line = buf_str(&b);
    return v;
}

static void add_fees(struct info_filling *f)
{
    begin(f, MSG_INFO_FEES);
    for (size_t i = 0; i < f->card->fee_count; i++) {
        const struct procedure_fee *fee = &f->card->fee[i];
        struct fee_view v = procedure_fee_view(f->arena, f->lang, fee, 0);
        struct str why = fee->unknown.in[f->lang];
        struct str amount = fee->known ? v.amount
                                       : msg_format(f->arena, f->lang,
                                                    MSG_UNKNOWN_WHY, 1, &why);

        add_message(f, MSG_INFO_ROW,
                    arena_printf(f->arena, "%s (%s)", v.name.p,
                                 row_name(f, fee->case_index, fee->channel).p),
                    amount);
    }
    if (f->card->fee_count == 0)
        add(f, msg(f->lang, MSG_FEE_NO_FEES));
}

static void add_law(struct info_filling *f)
{
    struct str why = f->card->decision_unknown.in[f->lang];

    begin(f, MSG_INFO_LAW);
    add_words(f, f->card->legal_basis);
    if (!str_empty(f->card->decision))
        add_message(f, MSG_INFO_DECISION, f->card->decision, STR_NONE);
    else
        add_message(f, MSG_INFO_DECISION,
                    msg_format(f->arena, f->lang, MSG_UNKNOWN_WHY, 1, &why),
                    STR_NONE);
    add(f, f->card->decision_note.in[f->lang]);
}

enum err procedure_info(struct tx *t, const struct pack *pack,
                        const struct info_view **ret, size_t *ret_count)
{
    struct info_filling f = {
        .t = t,
        .arena = t->cx->arena,
        .lang = t->cx->lang,
        .pack = pack,
        .card = pack->card,
        .group = ARENA_ARRAY(t->cx->arena, struct info_view, GROUPS_MAX),
    };

    begin(&f, MSG_INFO_STEPS);
    add_words(&f, pack->card->steps);
    add_ways(&f);
    add_papers(&f);
    add_limits(&f);
    begin(&f, MSG_INFO_SUBJECTS);
    add_words(&f, pack->card->subjects);
    TRY(add_bodies(&f));
    add_results(&f);
    add_documents(&f);
    add_conditions(&f);
    add_fees(&f);
    add_law(&f);
    if (pack->card->notes.count > 0) {
        begin(&f, MSG_INFO_NOTES);
        add_words(&f, pack->card->notes);
    }
    *ret = f.group;
    *ret_count = f.count;
    return ERR_OK;
}
