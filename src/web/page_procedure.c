/* page_procedure.c - "/thu-tuc/{code}": what one procedure asks and gives. */
#include "base/prelude.h"

#include "base/buf.h"
#include "base/msg.h"
#include "base/viet.h"

#include "domain/pack/pack_store.h"
#include "domain/paper/draft_store.h"
#include "domain/slip/words.h"

#include "service/bodies.h"
#include "service/flowing.h"

#include "web/days.h"
#include "web/page.h"
#include "web/procedure_info.h"
#include "web/procedure_words.h"
#include "web/view_public.h"
#include "web/when.h"

#define FEES_SHOWN_MAX 30
#define TASKS_BYTES    ((size_t)8000)

static const struct text_rule case_rule = {.points_max = PACK_ID_BYTES};

/* What is being shown, for the case that was chosen. */
struct showing {
    struct tx *t;
    struct req *rq;
    struct arena *arena;
    enum lang lang;
    struct day today;
    const struct pack *pack;
    const struct procedure *card;
    int case_index;
    enum channel channel; /* the one that limits are promised for */
    struct procedure_view *v;
};

static struct str say(const struct showing *s, enum msg_id id, struct str a)
{
    return msg_format(s->arena, s->lang, (int)id, 1, &a);
}

static void fill_cases(struct showing *s)
{
    const struct procedure *p = s->card;
    struct option_view *o =
        ARENA_ARRAY(s->arena, struct option_view, p->case_count);

    for (size_t i = 0; i < p->case_count; i++)
        o[i] = (struct option_view){
            .value = p->cases[i].code,
            .label = p->cases[i].name.in[s->lang],
            .is_chosen = (int)i == s->case_index,
        };
    s->v->cases = (struct options_view){o, p->case_count};
    s->v->case_hint = p->cases[s->case_index].hint.in[s->lang];
}

static void fill_promise(struct showing *s)
{
    const struct procedure_limit *row =
        procedure_limit(s->card, s->case_index, s->channel);
    struct promise_view *v = &s->v->promise;

    if (!row) {
        v->limit_why = msg(s->lang, MSG_LIMIT_NOT_SAID);
        return;
    }
    if (row->time.known)
        v->limit = viet_sentence(
            s->arena, limit_words(s->arena, s->lang, row->time.limit));
    else
        v->limit_why = row->time.unknown.in[s->lang];
    if (row->has_verified && row->verified.known)
        v->limit_more =
            say(s, MSG_LIMIT_VERIFIED,
                limit_words(s->arena, s->lang, row->verified.limit));
    else if (row->has_verified)
        v->limit_more = row->verified.unknown.in[s->lang];
}

/* If it were filed and accepted now. */
static enum err fill_days(struct showing *s)
{
    const struct procedure_limit *row =
        procedure_limit(s->card, s->case_index, s->channel);
    struct deadline due;

    if (!row || !row->time.known)
        return ERR_OK;
    TRY(flowing_due(s->t, 0, row->time.limit, &due));
    s->v->days = days_of(s->arena, s->lang, &due);
    s->v->days_words =
        say(s, MSG_DAYS_IF_NOW,
            when_day_year(s->arena, s->lang, instant_day(due.due)));
    return ERR_OK;
}

static struct url start_at(const struct showing *s, struct str case_code)
{
    return URL_PATH(s->arena, "/nop-ho-so/{}?truong_hop={}", s->card->code,
                    case_code);
}

static void fill_start(struct showing *s)
{
    struct procedure_view *v = s->v;
    struct str pages = arena_printf(s->arena, "%zu", s->pack->form->page_count);

    if (procedure_online(s->card, s->case_index)) {
        v->start = start_at(s, s->card->cases[s->case_index].code);
        v->minutes = say(s, MSG_START_PAGES, pages);
    } else if (s->card->channels & (1U << CHANNEL_ONLINE)) {
        v->start_why = msg(s->lang, MSG_START_NO_LIMIT);
    } else {
        v->start_why = msg(s->lang, MSG_START_COUNTER_ONLY);
    }
}

static struct str when_words(const struct showing *s, size_t i)
{
    if (s->pack->when[i])
        return msg(s->lang, MSG_NEED_BY_ANSWER);
    if (!s->card->component[i].required)
        return msg(s->lang, MSG_NEED_IF_ANY);
    return STR_NONE;
}

static void fill_needs(struct showing *s)
{
    const struct procedure *p = s->card;
    struct need_view *need =
        ARENA_ARRAY(s->arena, struct need_view, p->component_count + 1);
    size_t count = 0;

    need[count++] = (struct need_view){
        .name = s->pack->form->title.in[s->lang],
        .line = msg(s->lang, s->v->start.text.p ? MSG_NEED_FORM_HERE
                                                : MSG_NEED_FORM_PAPER),
    };
    for (size_t i = 0; i < p->component_count; i++)
        if (p->component[i].cases & (UINT32_C(1) << s->case_index))
            need[count++] = (struct need_view){
                .name = p->component[i].name.in[s->lang],
                .when = when_words(s, i),
                .line = procedure_component_line(s->arena, s->lang,
                                                 &p->component[i]),
            };
    s->v->need = need;
    s->v->need_count = count;
}

/* Which of the procedure's channels a fee is due in; 0: in all of them. */
static unsigned channels_of(const struct showing *s,
                            const struct procedure_fee *fee)
{
    const struct procedure_fee *due[FEES_SHOWN_MAX];
    unsigned channels = 0;

    for (int c = CHANNEL_COUNTER; c < CHANNEL_COUNT; c++) {
        size_t count;

        if (!(s->card->channels & (1U << c)))
            continue;
        count = procedure_fees(s->card, s->case_index, (enum channel)c,
                               FEES_SHOWN_MAX, due);
        for (size_t i = 0; i < count; i++)
            if (due[i] == fee)
                channels |= 1U << c;
    }
    return channels;
}

static void fill_fees(struct showing *s)
{
    const struct procedure *p = s->card;
    struct fee_view *fee =
        ARENA_ARRAY(s->arena, struct fee_view, p->fee_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < p->fee_count; i++) {
        unsigned channels = channels_of(s, &p->fee[i]);

        if (channels != 0)
            fee[count++] =
                procedure_fee_view(s->arena, s->lang, &p->fee[i],
                                   channels == p->channels ? 0 : channels);
    }
    if (count == 0)
        fee[count++] = (struct fee_view){
            .name = msg(s->lang, MSG_FEE_NO_FEES),
            .amount = msg(s->lang, MSG_FEE_NONE),
        };
    s->v->fee = fee;
    s->v->fee_count = count;
}

/* "Công an đăng ký thường trú; Bảo hiểm xã hội cấp thẻ". */
static struct str task_names(const struct showing *s,
                             const struct flow_step *step)
{
    struct buf b = buf_new(s->arena, TASKS_BYTES);

    for (size_t i = 0; i < step->task_count; i++)
        buf_printf(&b, "%s%.*s", i > 0 ? "; " : "",
                   STR_ARG(step->task[i].name.in[s->lang]));
    return buf_str(&b);
}

/* "Phòng Tư pháp · 4 giờ làm việc". */
static enum err step_line(struct showing *s, const struct flow_step *step,
                          struct str *ret)
{
    struct str where;

    TRY(bodies_step_name(s->t, s->card, &step->unit, s->today, &where));
    if (step->has_limit)
        where = arena_printf(s->arena, "%s · %s", where.p,
                             limit_words(s->arena, s->lang, step->limit).p);
    if (step->task_count > 0)
        where = arena_printf(s->arena, "%s · %s", where.p,
                             say(s, MSG_FLOW_TOGETHER, task_names(s, step)).p);
    *ret = where;
    return ERR_OK;
}

static enum err fill_steps(struct showing *s)
{
    const struct flow *flow = s->pack->flow;
    size_t way[FLOW_STEPS_MAX];
    const struct filling f = {
        .form = s->pack->form,
        .answers = json_new_object(s->arena),
        .today = s->today,
        .case_index = s->case_index,
        .channel = s->channel,
    };
    size_t count = flow_way_of(flow, 0, &f, FLOW_STEPS_MAX, way);
    struct event_view *event =
        ARENA_ARRAY(s->arena, struct event_view, count + 1);

    event[0] = (struct event_view){
        .state = STEP_LATER,
        .name = msg(s->lang, MSG_STEP_CHECK),
        .line = msg(s->lang, s->v->start.text.p ? MSG_STEP_CHECK_ONLINE
                                                : MSG_STEP_CHECK_COUNTER),
    };
    for (size_t i = 0; i < count; i++) {
        const struct flow_step *step = &flow->step[way[i]];

        event[i + 1].state = STEP_LATER;
        event[i + 1].name = step->name.in[s->lang];
        TRY(step_line(s, step, &event[i + 1].line));
    }
    s->v->steps = (struct timeline_view){event, count + 1};
    return ERR_OK;
}

/* Where the steps come from: a text, or why they are thought to be so. */
static void fill_steps_why(struct showing *s)
{
    const struct flow *flow = s->pack->flow;

    s->v->steps_why = flow->source.in[s->lang].p
                          ? say(s, MSG_FLOW_SOURCE, flow->source.in[s->lang])
                          : say(s, MSG_FLOW_ASSUMED, flow->assumed.in[s->lang]);
}

/* One's own draft of this procedure, the newest. */
static enum err fill_draft(struct showing *s)
{
    struct drafts drafts;
    struct str saved;

    if (!s->rq->actor || s->rq->actor->kind != ACCOUNT_CITIZEN)
        return ERR_OK;
    TRY(drafts_of_account(s->t, s->rq->actor->account_id, &drafts));
    for (size_t i = 0; i < drafts.count; i++) {
        const struct draft *d = &drafts.at[i];

        if (!str_eq(d->procedure_code, s->card->code))
            continue;
        saved = when_day_year(s->arena, s->lang, instant_day(d->saved_at));
        s->v->draft = (struct note_view){
            .kind = NOTE_WARNING,
            .title = msg(s->lang, MSG_DRAFT_IS_OPEN),
            .words = say(s, MSG_DRAFT_SAVED, saved),
            .link = URL_PATH(s->arena, "/nop-ho-so/{}/{}", d->procedure_code,
                             arena_printf(s->arena, "%" PRId64, d->id)),
            .link_words = msg(s->lang, MSG_DRAFT_GO_ON),
        };
        return ERR_OK;
    }
    return ERR_OK;
}

static void fill_head(struct showing *s)
{
    const struct procedure *p = s->card;
    struct str level = arena_printf(s->arena, "%d", p->online_level);
    struct str facts[] = {
        p->code,
        msg(s->lang, level_name(p->level)),
        say(s, MSG_INFO_ONLINE_LEVEL, level),
    };

    s->v->code = p->code;
    s->v->field = s->pack->field_name.in[s->lang];
    s->v->field_at = URL_PATH(s->arena, "/thu-tuc?linh_vuc={}", p->field);
    s->v->name = p->name.in[s->lang];
    s->v->facts = msg_format(s->arena, s->lang, MSG_PROCEDURE_FACTS,
                             COUNT_OF(facts), facts);
    s->v->summary = p->summary.in[s->lang];
}

static enum err fill(struct showing *s)
{
    fill_head(s);
    fill_cases(s);
    fill_promise(s);
    fill_start(s);
    fill_needs(s);
    fill_fees(s);
    TRY(fill_days(s));
    TRY(fill_steps(s));
    fill_steps_why(s);
    TRY(fill_draft(s));
    return procedure_info(s->t, s->pack, &s->v->info, &s->v->info_count);
}

/* No such code, a broken one, one that is out of force: the same page. */
static enum err find_pack(struct showing *s)
{
    int64_t version_id;
    enum err err = pack_in_force(s->t, req_capture(s->rq, "code"), s->today,
                                 &s->pack, &version_id);

    if (err == ERR_NOT_FOUND)
        return REFUSE(&s->rq->cx.err, ERR_NOT_FOUND, MSG_PROCEDURE_NONE);
    return err;
}

static void choose_case(struct showing *s)
{
    struct str code = req_query(s->rq, "truong_hop", case_rule);

    s->card = s->pack->card;
    s->channel = procedure_first_channel(s->card);
    s->case_index = procedure_case_index(s->card, code);
    if (s->case_index < 0)
        s->case_index = 0;
}

enum err page_procedure(struct tx *t, struct req *rq, struct reply *rp)
{
    struct procedure_view v = {0};
    struct showing s = {
        .t = t,
        .rq = rq,
        .arena = rq->cx.arena,
        .lang = rq->cx.lang,
        .today = instant_day(rq->cx.now),
        .v = &v,
    };
    struct out *body = page_begin(rq);

    TRY(find_pack(&s));
    choose_case(&s);
    TRY(fill(&s));
    rp->cache = CACHE_PUBLIC;
    tpl_procedure(body, &v);
    page_end(rq, rp,
             &(struct page){.title_text = v.name,
                            .description = v.summary,
                            .nav = CITIZEN_NAV_PROCEDURES},
             body);
    return ERR_OK;
}
