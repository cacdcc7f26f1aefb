#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"

#include "web/flow_words.h"
#include "web/office_words.h"

#define WORDS_BYTES ((size_t)4000)

enum msg_id flow_kind_words(enum flow_step_kind kind)
{
    static const enum msg_id words[FLOW_STEP_KIND_COUNT] = {
        [FLOW_ASSIGN] = MSG_FLOW_KIND_ASSIGN,
        [FLOW_PROCESS] = MSG_FLOW_KIND_PROCESS,
        [FLOW_VERIFY] = MSG_FLOW_KIND_VERIFY,
        [FLOW_CONSULT] = MSG_FLOW_KIND_CONSULT,
        [FLOW_INTERLINK] = MSG_FLOW_KIND_INTERLINK,
        [FLOW_APPROVE] = MSG_FLOW_KIND_APPROVE,
        [FLOW_ISSUE] = MSG_FLOW_KIND_ISSUE,
        [FLOW_RETURN] = MSG_FLOW_KIND_RETURN,
    };

    check(kind < FLOW_STEP_KIND_COUNT);
    return words[kind];
}

/* What conditions are told with. */
struct telling {
    struct arena *arena;
    enum lang lang;
    const struct procedure *card;
};

static struct str say(const struct telling *t, enum msg_id id, struct str x)
{
    return msg_format(t->arena, t->lang, (int)id, 1, &x);
}

static struct str value_words(const struct telling *t, const struct field *f,
                              struct str value)
{
    const struct form_option *option = field_option(f, value);

    return option ? option->label.in[t->lang] : value;
}

/* Before part `i`: " hoặc ". */
static void join(const struct telling *t, struct buf *b, size_t i,
                 enum msg_id between)
{
    struct str words = msg(t->lang, between);

    if (i > 0)
        buf_printf(b, " %.*s ", STR_ARG(words));
}

/* "Chứng cứ: Cam đoan, có người làm chứng". */
static struct str answer_words(const struct telling *t,
                               const struct condition *c)
{
    struct buf b = buf_new(t->arena, WORDS_BYTES);

    buf_printf(&b, "%.*s: ", STR_ARG(c->field->label.in[t->lang]));
    for (size_t i = 0; i < c->value_count; i++) {
        join(t, &b, i, MSG_FLOW_OR);
        buf_add(&b, value_words(t, c->field, c->value[i]));
    }
    return buf_str(&b);
}

static struct str words_of(const struct telling *t, const struct condition *c);

static struct str parts_words(const struct telling *t,
                              const struct condition *c)
{
    struct buf b = buf_new(t->arena, WORDS_BYTES);

    for (size_t i = 0; i < c->part_count; i++) {
        join(t, &b, i, c->kind == CONDITION_ALL ? MSG_FLOW_AND : MSG_FLOW_OR);
        buf_add(&b, words_of(t, &c->part[i]));
    }
    return buf_str(&b);
}

static struct str words_of(const struct telling *t, const struct condition *c)
{
    switch (c->kind) {
    case CONDITION_CASE:
        return say(t, MSG_FLOW_IN_CASE,
                   t->card->cases[c->case_index].name.in[t->lang]);
    case CONDITION_IN: return answer_words(t, c);
    case CONDITION_FILLED:
        return say(t, c->filled ? MSG_FLOW_FILLED : MSG_FLOW_NOT_FILLED,
                   c->field->label.in[t->lang]);
    case CONDITION_CHANNEL: return office_channel_words(t->lang, c->channel);
    case CONDITION_ALL:
    case CONDITION_ANY: return parts_words(t, c);
    case CONDITION_NOT: return say(t, MSG_FLOW_NOT, words_of(t, c->part));
    }
    UNREACHABLE();
}

struct str flow_condition_words(struct arena *a, enum lang lang,
                                const struct procedure *card,
                                const struct condition *c)
{
    const struct telling t = {a, lang, card};

    return words_of(&t, c);
}
