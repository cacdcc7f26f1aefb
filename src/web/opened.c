#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/num.h"
#include "base/viet.h"

#include "domain/calendar/calendar_store.h"
#include "domain/deadline/deadline.h"
#include "domain/org/org_store.h"
#include "domain/slip/words.h"

#include "service/attach.h"
#include "service/clock.h"
#include "service/handling.h"
#include "service/verdict.h"

#include "web/office.h"
#include "web/office_words.h"
#include "web/opened.h"
#include "web/request_deeds.h"
#include "web/when.h"

#define ACTS_MAX (FLOW_WAYS_MAX + 4)

static struct str say(const struct opened *o, enum msg_id id, struct str x)
{
    return msg_format(o->arena, o->lang, (int)id, 1, &x);
}

static struct str text(const struct opened *o, enum msg_id id)
{
    return msg(o->lang, id);
}

enum err opened_load(struct tx *t, struct req *rq, struct opened *ret)
{
    struct opened o = {
        .t = t, .rq = rq, .arena = rq->cx.arena, .lang = rq->cx.lang};

    TRY(inspect_load(t, rq->actor, req_capture(rq, "code"), &o.i));
    TRY(papers_of_dossier(t, o.i.d.id, &o.papers));
    TRY(handed_of_dossier(t, o.i.d.id, &o.handed));
    TRY(verdicts_of_dossier(t, o.i.d.id, &o.verdicts));
    TRY(calendar_load(t, &o.calendar));
    TRY(work_week_load(t, o.i.d.point_id, instant_day(rq->cx.now), &o.week));
    o.code = office_code(&o.i.d);
    *ret = o;
    return ERR_OK;
}

struct url opened_at(const struct opened *o, struct str what)
{
    return URL_PATH(o->arena, "/can-bo/ho-so/{}/{}", o->code, what);
}

struct url opened_deed_at(const struct opened *o, struct str deed)
{
    int n = o->i.open ? o->i.open->n : 0;

    return URL_PATH(o->arena, "/can-bo/ho-so/{}/buoc/{}/{}", o->code,
                    arena_printf(o->arena, "%d", n), deed);
}

struct str opened_step_name(const struct opened *o,
                            const struct dossier_step *s)
{
    const struct flow *flow = o->i.pack->flow;
    size_t at =
        s->request_n ? flow->step_count : flow_step_index(flow, s->step);

    return at < flow->step_count ? flow->step[at].name.in[o->lang]
                                 : office_work_words(o->lang, s->work);
}

/* "0,8": days with one decimal, to the nearest. The seconds that a day lost
   until somebody accepted do not make 0,9 of it. */
static struct str days_text(const struct opened *o, int64_t minutes)
{
    int64_t tenths = (minutes * 10 + DEADLINE_MINUTES_PER_DAY / 2) /
                     DEADLINE_MINUTES_PER_DAY;

    return tenths % 10
               ? arena_printf(o->arena,
                              o->lang == LANG_EN ? "%" PRId64 ".%" PRId64
                                                 : "%" PRId64 ",%" PRId64,
                              tenths / 10, tenths % 10)
               : arena_printf(o->arena, "%" PRId64, tenths / 10);
}

static void tell_used(const struct opened *o, struct instant from,
                      struct instant due, struct office_dossier_view *v)
{
    struct instant end = o->i.d.ended_at.us ? o->i.d.ended_at : o->rq->cx.now;
    int64_t all = calendar_minutes_between(&o->calendar, &o->week, from, due);
    int64_t used = calendar_minutes_between(&o->calendar, &o->week, from, end);
    const struct str part[] = {days_text(o, used), days_text(o, all)};

    if (all <= 0)
        return;
    v->used_per_cent = used >= all ? 100 : (unsigned)(used * 100 / all);
    v->used_words =
        msg_format(o->arena, o->lang, (int)MSG_OFFICE_USED, 2, part);
}

static void tell_due(const struct opened *o, enum msg_id label,
                     struct instant from, struct instant due,
                     struct office_dossier_view *v)
{
    v->due_label = text(o, label);
    v->due_date = viet_sentence(
        o->arena, when_day_year(o->arena, o->lang, instant_day(due)));
    v->due_time = instant_hm(o->arena, due);
    tell_used(o, from, due, v);
}

/* How the due date was counted, from everything that befell the dossier. */
static void tell_why(const struct opened *o, struct office_dossier_view *v)
{
    struct deadline why;

    if (clock_now(o->t, &o->i.d, o->i.pack, &why) == ERR_OK)
        v->due_why = deadline_words(o->arena, o->lang, &why);
    else
        errbox_clear(&o->rq->cx.err);
}

void opened_tell_clock(const struct opened *o, struct office_dossier_view *v)
{
    const struct dossier *d = &o->i.d;
    const struct due_clock clock = {&o->calendar, &o->week, o->rq->cx.now};

    v->due = when_due(o->arena, o->lang, d, &clock);
    v->due_label = text(o, MSG_OFFICE_DUE);
    if (d->due_at.us) {
        tell_due(o, MSG_OFFICE_DUE, d->accepted_at, d->due_at, v);
        tell_why(o, v);
    } else if (d->status == STATUS_NEW && d->answer_due_at.us) {
        tell_due(o, MSG_OFFICE_ANSWER_BY, d->submitted_at, d->answer_due_at, v);
    }
    if (o->i.open)
        v->step_words =
            arena_printf(o->arena, "%s · %s", opened_step_name(o, o->i.open).p,
                         when_instant(o->arena, o->lang, o->i.open->due_at).p);
}

static enum err tell_step(const struct opened *o, const struct dossier_step *s,
                          struct event_view *e)
{
    struct desk_name desk;
    struct str who;
    struct instant at = s->closed_at.us ? s->closed_at : s->opened_at;

    TRY(org_desk_name(o->t, s->desk_id, &desk));
    TRY(inspect_name(o->t, s->account_id, &who));
    *e = (struct event_view){
        .state = s->closed_at.us ? STEP_DONE : STEP_NOW,
        .name = opened_step_name(o, s),
        .line =
            who.n ? arena_printf(o->arena, "%s · %s", who.p, desk.short_name.p)
                  : desk.short_name,
        .line_2 = when_instant(o->arena, o->lang, at),
    };
    return ERR_OK;
}

/* The steps to come when nothing special happens. */
static size_t tell_rest(const struct opened *o, struct event_view *e)
{
    const struct flow *flow = o->i.pack->flow;
    size_t way[FLOW_STEPS_MAX];
    size_t from = flow_step_index(flow, o->i.open->step);
    bool begins = from == flow->step_count;
    size_t count = flow_plain_way(flow, begins ? 0 : from, FLOW_STEPS_MAX, way);
    size_t n = 0;

    for (size_t k = begins ? 0 : 1; k < count; k++)
        e[n++] = (struct event_view){
            .state = STEP_LATER,
            .name = flow->step[way[k]].name.in[o->lang],
        };
    return n;
}

enum err opened_tell_steps(const struct opened *o,
                           struct office_dossier_view *v)
{
    size_t max = o->i.step_count + FLOW_STEPS_MAX;
    struct event_view *e = ARENA_ARRAY(o->arena, struct event_view, max);
    size_t count = 0;

    for (size_t k = 0; k < o->i.step_count; k++)
        TRY(tell_step(o, &o->i.step[k], &e[count++]));
    if (o->i.open)
        count += tell_rest(o, &e[count]);
    v->steps = (struct timeline_view){e, count};
    return ERR_OK;
}

/* The button of an action, and what it will do. */
static void set_main(const struct opened *o, struct str deed, struct str words,
                     struct str line, struct office_dossier_view *v)
{
    v->main = opened_deed_at(o, deed);
    v->main_words = words;
    v->main_line = line;
    v->key = req_form_tokens(o->rq).key;
}

static void add_act(struct office_dossier_view *v,
                    struct office_act_link_view *act,
                    struct office_act_link_view a)
{
    check(v->act_count < ACTS_MAX);
    act[v->act_count++] = a;
    v->act = act;
}

static struct office_act_link_view ask(const struct opened *o, const char *deed,
                                       enum msg_id words, const char *key,
                                       const char *key_words, bool is_dangerous)
{
    return (struct office_act_link_view){
        .at = opened_deed_at(o, str_c(deed)),
        .words = text(o, words),
        .key = str_c(key),
        .key_words = str_c(key_words),
        .is_dangerous = is_dangerous,
    };
}

static enum err next_of_reception(const struct opened *o,
                                  struct office_act_link_view *act,
                                  struct office_dossier_view *v)
{
    struct str wanting;

    if (o->i.open->work == WORK_TRANSFER) {
        set_main(o, S(DEED_TRANSFER), text(o, MSG_NEXT_TRANSFER),
                 text(o, MSG_OFFICE_TRANSFER_LINE), v);
        return ERR_OK;
    }
    TRY(verdicts_wanting(o->t, o->i.d.id, o->i.pack->card, o->lang, &wanting));
    if (!str_empty(wanting))
        v->main_blocked = say(o, MSG_ACCEPT_WANTING, wanting);
    set_main(o, S(DEED_ACCEPT), text(o, MSG_NEXT_RECEIVE),
             text(o, MSG_OFFICE_ACCEPT_LINE), v);
    add_act(v, act, ask(o, DEED_REFUSE, MSG_OFFICE_REFUSE, "x", "X", true));
    return ERR_OK;
}

/* Whom an assignment may name. */
static enum err add_receivers(const struct opened *o,
                              const struct flow_step *to,
                              struct office_dossier_view *v)
{
    const struct colleague *who;
    struct option_view *option;
    size_t count;

    TRY(handling_assignees(o->t, &o->i.d, to, &who, &count));
    option = ARENA_ARRAY(o->arena, struct option_view, count);
    for (size_t k = 0; k < count; k++)
        option[k] = (struct option_view){
            .value = arena_printf(o->arena, "%" PRId64, who[k].account_id),
            .label = who[k].name,
        };
    v->receiver = option;
    v->receiver_count = count;
    if (count == 0)
        v->main_blocked = text(o, MSG_OFFICE_NOBODY_TO_ASSIGN);
    return ERR_OK;
}

static bool lacks_result(const struct opened *o, const struct inspect_way *way)
{
    const struct flow *flow = o->i.pack->flow;

    return way->to &&
           flow_result_goes_to(flow, (size_t)(way->to - flow->step),
                               way->action) &&
           paper_count(&o->papers, S(RESULT_COMPONENT)) == 0;
}

static enum err next_main(const struct opened *o, const struct inspect_way *way,
                          struct office_dossier_view *v)
{
    struct str line =
        way->to ? say(o, MSG_OFFICE_GOES_TO, way->to->name.in[o->lang])
                : text(o, MSG_OFFICE_RETURN_LINE);

    set_main(o, flow_action_name(way->action),
             text(o, office_action_words(way->action)), line, v);
    if (lacks_result(o, way))
        v->main_blocked = text(o, MSG_STEP_NEEDS_RESULT);
    if (way->action == FLOW_DO_ASSIGN)
        TRY(add_receivers(o, way->to, v));
    return ERR_OK;
}

static void add_way(const struct opened *o, const struct inspect_way *way,
                    struct office_act_link_view *act,
                    struct office_dossier_view *v)
{
    bool back = way->action == FLOW_DO_SEND_BACK;

    add_act(v, act,
            (struct office_act_link_view){
                .at = opened_deed_at(o, flow_action_name(way->action)),
                .words = text(o, office_action_words(way->action)),
                .key = back ? S("r") : STR_NONE,
                .key_words = back ? S("R") : STR_NONE,
            });
}

static enum err next_of_flow(const struct opened *o,
                             struct office_act_link_view *act,
                             struct office_dossier_view *v)
{
    struct inspect_way way[FLOW_WAYS_MAX];
    size_t count = inspect_ways(&o->i, way);

    for (size_t k = 0; k < count; k++)
        if (!v->main.text.p && way[k].action != FLOW_DO_SEND_BACK)
            TRY(next_main(o, &way[k], v));
        else
            add_way(o, &way[k], act, v);
    if (attach_is_for((int)o->i.open->work))
        add_act(
            v, act,
            (struct office_act_link_view){
                .at = URL_PATH(o->arena, "/can-bo/ho-so/{}/ket-qua/{}", o->code,
                               arena_printf(o->arena, "%d", o->i.open->n)),
                .words = text(o, MSG_OFFICE_ATTACH),
                .key = S("t"),
                .key_words = S("T"),
            });
    return ERR_OK;
}

/* What may be asked for, decided, sent or recorded here. */
static void next_of_requests(const struct opened *o,
                             struct office_dossier_view *v)
{
    const struct request_deed *deed[REQUEST_DEEDS_MAX];
    size_t count = request_deeds_at(&o->i, deed);
    struct office_act_link_view *ask =
        ARENA_ARRAY(o->arena, struct office_act_link_view, REQUEST_DEEDS_MAX);

    if (o->i.request)
        v->asked = request_line(o->arena, o->lang, o->i.request);
    for (size_t k = 0; k < count; k++)
        ask[k] = (struct office_act_link_view){
            .at = opened_deed_at(o, deed[k]->key),
            .words = text(o, deed[k]->go),
            .is_dangerous = deed[k]->is_dangerous,
        };
    v->ask = ask;
    v->ask_count = count;
}

/* Who has it, for those who cannot do the step. */
static enum err tell_holder(const struct opened *o,
                            struct office_dossier_view *v)
{
    struct desk_name desk;
    struct str who;

    TRY(org_desk_name(o->t, o->i.open->desk_id, &desk));
    TRY(inspect_name(o->t, o->i.open->account_id, &who));
    v->not_ours = who.n ? say(o, MSG_OFFICE_HELD_BY, who)
                        : say(o, MSG_OFFICE_WAITS_AT, desk.short_name);
    return ERR_OK;
}

static bool is_held_by_another(const struct opened *o)
{
    return o->i.open->account_id &&
           o->i.open->account_id != o->rq->actor->account_id;
}

enum err opened_tell_next(const struct opened *o, struct office_dossier_view *v)
{
    struct office_act_link_view *act =
        ARENA_ARRAY(o->arena, struct office_act_link_view, ACTS_MAX);

    v->csrf = req_form_tokens(o->rq).csrf;
    if (!o->i.open) {
        v->not_ours = text(o, MSG_OFFICE_CLOSED);
        return ERR_OK;
    }
    if (!o->i.is_mine || is_held_by_another(o))
        return tell_holder(o, v);
    v->hold_key = req_form_tokens(o->rq).key;
    if (o->i.open->account_id)
        v->lay_back = opened_deed_at(o, S(DEED_LAY_BACK));
    else
        v->take = opened_deed_at(o, S(DEED_TAKE));
    if (o->i.open->work == WORK_RECEIVE || o->i.open->work == WORK_TRANSFER)
        TRY(next_of_reception(o, act, v));
    else if (!o->i.open->request_n)
        TRY(next_of_flow(o, act, v));
    next_of_requests(o, v);
    return ERR_OK;
}

enum err opened_show_attach(const struct opened *o, struct reply *rp,
                            struct office_attach_view *v)
{
    struct out *body = page_begin(o->rq);
    const struct form_tokens tokens = req_form_tokens(o->rq);

    v->code = dossier_shown_code(o->arena, &o->i.d);
    v->csrf = tokens.csrf;
    v->key = tokens.key;
    v->limit = paper_size(o->arena, o->lang, PAPER_BYTES_MAX);
    v->limit_bytes = PAPER_BYTES_MAX;
    tpl_office_attach(body, v);
    return office_end(
        o->t, o->rq, rp,
        &(struct office_page){.title = v->title, .has_errors = v->error.n > 0},
        body);
}
