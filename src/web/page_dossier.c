/* page_dossier.c - "/ho-so/{code}": one dossier, as its owner sees it. */
#include "base/prelude.h"

#include "base/check.h"
#include "base/num.h"
#include "base/viet.h"

#include "store/blob.h"

#include "domain/calendar/calendar_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/request_store.h"
#include "domain/org/org_store.h"
#include "domain/paper/paper_store.h"
#include "domain/pack/pack_store.h"
#include "domain/slip/receipt.h"
#include "domain/slip/words.h"

#include "service/answering.h"
#include "service/clock.h"
#include "service/handling.h"
#include "service/own.h"
#include "service/receipt.h"
#include "service/slips.h"

#include "web/days.h"
#include "web/download.h"
#include "web/page.h"
#include "web/request_deeds.h"
#include "web/view_dossier.h"
#include "web/view_form.h"
#include "web/when.h"

/* One dossier and what is needed to tell about it. */
struct telling {
    struct tx *t;
    struct req *rq;
    struct arena *arena;
    enum lang lang;
    struct dossier d;
    const struct pack *pack;
    struct calendar calendar;
    struct work_week week;
    struct point point;
    struct event_view *event;
    size_t event_count;
};

static enum err load(struct tx *t, struct req *rq, struct telling *ret)
{
    struct telling w = {
        .t = t,
        .rq = rq,
        .arena = rq->cx.arena,
        .lang = rq->cx.lang,
    };

    TRY(own_dossier(t, rq->actor, req_capture(rq, "code"), &w.d));
    TRY(pack_of_version(t, w.d.version_id, &w.pack));
    TRY(calendar_load(t, &w.calendar));
    TRY(work_week_load(t, w.d.point_id, instant_day(rq->cx.now), &w.week));
    TRY(org_point(t, w.d.point_id, &w.point));
    *ret = w;
    return ERR_OK;
}

static struct str say(const struct telling *w, enum msg_id id, struct str x)
{
    return msg_format(w->arena, w->lang, (int)id, 1, &x);
}

static struct str when_at(const struct telling *w, struct instant t,
                          struct str desk)
{
    struct str when = when_instant(w->arena, w->lang, t);

    if (str_empty(desk))
        return when;
    return arena_printf(w->arena, "%s · %.*s", when.p, STR_ARG(desk));
}

static void tell(struct telling *w, enum step_state state, struct str name,
                 struct str line)
{
    w->event[w->event_count++] =
        (struct event_view){.state = state, .name = name, .line = line};
}

static struct str step_name(const struct telling *w,
                            const struct dossier_step *s)
{
    size_t index = flow_step_index(w->pack->flow, s->step);

    switch (s->work) {
    case WORK_RECEIVE: return msg(w->lang, MSG_DOSSIER_RECEIVING);
    case WORK_TRANSFER: return msg(w->lang, MSG_DOSSIER_HANDING_OVER);
    case WORK_SEND: return msg(w->lang, MSG_DOSSIER_SENDING);
    case WORK_AWAIT: return msg(w->lang, MSG_DOSSIER_YOUR_TURN);
    case WORK_DECIDE: return msg(w->lang, MSG_DOSSIER_DECIDING);
    case WORK_ASSIGN:
    case WORK_PROCESS:
    case WORK_VERIFY:
    case WORK_CONSULT:
    case WORK_APPROVE:
    case WORK_ISSUE:
    case WORK_RETURN: break;
    }
    check(index < w->pack->flow->step_count);
    return w->pack->flow->step[index].name.in[w->lang];
}

/* Every step down to the division; the owner is told no officer's name. */
static enum err tell_step(struct telling *w, const struct dossier_step *s)
{
    struct desk_name desk;

    TRY(org_desk_name(w->t, s->desk_id, &desk));
    if (s->closed_at.us)
        tell(w, STEP_DONE, step_name(w, s),
             when_at(w, s->closed_at, desk.name));
    else
        tell(w, STEP_NOW, step_name(w, s), desk.name);
    return ERR_OK;
}

/* What comes when nothing special happens. */
static void tell_rest(struct telling *w, const struct dossier_step *open)
{
    const struct flow *flow = w->pack->flow;
    size_t way[FLOW_STEPS_MAX];
    size_t from = flow_step_index(flow, open->step);
    bool begins = from == flow->step_count;
    size_t count = flow_plain_way(flow, begins ? 0 : from, FLOW_STEPS_MAX, way);

    for (size_t i = begins ? 0 : 1; i < count; i++)
        tell(w, STEP_LATER, flow->step[way[i]].name.in[w->lang], STR_NONE);
}

static enum err tell_steps(struct telling *w)
{
    const struct dossier_step *step;
    size_t count;

    TRY(dossier_steps(w->t, w->d.id, &step, &count));
    w->event =
        ARENA_ARRAY(w->arena, struct event_view, count + FLOW_STEPS_MAX + 2);
    tell(w, STEP_DONE, msg(w->lang, MSG_DOSSIER_SUBMITTED),
         when_at(w, w->d.submitted_at, STR_NONE));
    for (size_t i = 0; i < count; i++)
        TRY(tell_step(w, &step[i]));
    if (w->d.status == STATUS_RETURNED)
        tell(w, STEP_DONE, msg(w->lang, MSG_DOSSIER_RETURNED),
             when_at(w, w->d.returned_at, STR_NONE));
    else if (!dossier_is_closed(w->d.status) && count > 0)
        tell_rest(w, &step[count - 1]);
    return ERR_OK;
}

static enum err reason_of(struct telling *w, struct str *ret)
{
    struct event_list_rows events;

    *ret = STR_NONE;
    if (w->d.status != STATUS_REFUSED && w->d.status != STATUS_STOPPED)
        return ERR_OK;
    TRY(event_list(w->t, w->d.id, DOSSIER_EVENTS_MAX, &events));
    for (size_t i = 0; i < events.count; i++)
        if ((events.row[i].event == EVENT_REFUSE ||
             events.row[i].event == EVENT_STOP) &&
            !str_empty(events.row[i].reason))
            *ret = say(w, MSG_DOSSIER_REASON, events.row[i].reason);
    return ERR_OK;
}

/* "Thứ Ba, 05/5/2026": it stands by itself. */
static struct str date_alone(const struct telling *w, struct day day)
{
    return viet_sentence(w->arena, when_day_year(w->arena, w->lang, day));
}

/* The counter's answer, until it has come. */
static void fill_answer_due(const struct telling *w, struct dossier_view *v)
{
    struct day day = instant_day(w->d.answer_due_at);

    v->due_label = msg(w->lang, MSG_DOSSIER_ANSWER_BY);
    v->due_date = date_alone(w, day);
    v->due_line =
        say(w, MSG_DOSSIER_BEFORE, instant_hm(w->arena, w->d.answer_due_at));
    v->is_late = w->d.answer_due_at.us < w->rq->cx.now.us;
    v->why = msg(w->lang, MSG_DOSSIER_ANSWER_WHY);
}

static enum err fill_due(const struct telling *w, struct dossier_view *v)
{
    struct day day = instant_day(w->d.due_at);
    struct deadline why;

    TRY(clock_now(w->t, &w->d, w->pack, &why));
    v->due_label = msg(w->lang, MSG_DOSSIER_DUE);
    v->due_date = date_alone(w, day);
    v->due_line = say(w, MSG_DOSSIER_BEFORE,
                      arena_printf(w->arena, "%s · %.*s",
                                   instant_hm(w->arena, w->d.due_at).p,
                                   STR_ARG(w->point.name)));
    v->leaf_month =
        say(w, MSG_DOSSIER_MONTH, num_vn(w->arena, day_civil(day).month));
    v->leaf_day = arena_printf(w->arena, "%02d", day_civil(day).day);
    v->is_late = !w->d.ended_at.us && w->d.due_at.us < w->rq->cx.now.us;
    v->why = deadline_words(w->arena, w->lang, &why);
    v->days = days_of(w->arena, w->lang, &why);
    return ERR_OK;
}

static struct str own_code(const struct telling *w)
{
    return w->d.code.p ? w->d.code : w->d.submission_code;
}

static struct url paper_at(const struct telling *w, const struct paper *p)
{
    return URL_PATH(w->arena, "/ho-so/{}/tep/{}", own_code(w),
                    arena_printf(w->arena, "%" PRId64, p->id));
}

/* What the card calls it. */
static struct str paper_title(const struct telling *w, const struct paper *p)
{
    const struct procedure_component *c =
        procedure_component(w->pack->card, p->component);

    return c ? c->name.in[w->lang] : p->name;
}

/* The newest receipt has an address of its own. */
static struct url slip_at(const struct telling *w, const struct slip_row *s)
{
    if (s->kind == SLIP_RECEIPT)
        return URL_PATH(w->arena, "/ho-so/{}/giay-hen", own_code(w));
    return URL_PATH(w->arena, "/ho-so/{}/phieu/{}", own_code(w),
                    arena_printf(w->arena, "%" PRId64, s->id));
}

static void add_slips(const struct telling *w, const struct slip_row *slip,
                      size_t count, struct file_view *file,
                      struct dossier_view *v)
{
    for (size_t i = 0; i < count; i++)
        if (slip_is_for_applicant(slip[i].kind))
            file[v->file_count++] = (struct file_view){
                .name = msg(w->lang, (enum msg_id)slip_words(slip[i].kind)),
                .facts = when_instant(w->arena, w->lang, slip[i].made_at),
                .open = slip_at(w, &slip[i]),
            };
}

static enum err fill_files(const struct telling *w, struct dossier_view *v)
{
    struct file_view *file;
    struct papers papers;
    const struct slip_row *slip;
    size_t slip_count;

    TRY(papers_of_dossier(w->t, w->d.id, &papers));
    TRY(slips_of_dossier(w->t, w->d.id, &slip, &slip_count));
    file = ARENA_ARRAY(w->arena, struct file_view, papers.count + slip_count);
    add_slips(w, slip, slip_count, file, v);
    for (size_t i = 0; i < papers.count; i++) {
        const struct paper *p = &papers.at[i];

        if (str_eq(p->component, S(RESULT_COMPONENT))) {
            if (w->d.status == STATUS_DONE || w->d.status == STATUS_RETURNED)
                v->result = paper_at(w, p);
            continue;
        }
        file[v->file_count++] = (struct file_view){
            .name = paper_title(w, p),
            .facts = arena_printf(w->arena, "%.*s · %s", STR_ARG(p->name),
                                  paper_size(w->arena, w->lang, p->bytes).p),
            .open = paper_at(w, p),
        };
    }
    v->file = file;
    return ERR_OK;
}

/* What the citizen is asked for, and what they may ask. */
static enum err fill_turn(const struct telling *w, struct dossier_view *v)
{
    const struct request *asked;
    struct requests requests;

    if (answering_may_withdraw(w->d.status))
        v->withdraw = URL_PATH(w->arena, "/ho-so/{}/rut", own_code(w));
    TRY(requests_of_dossier(w->t, w->d.id, &requests));
    asked = requests_awaited(requests.at, requests.count);
    if (!asked)
        return ERR_OK;
    v->note = (struct note_view){
        .kind = NOTE_WARNING,
        .words = request_line(w->arena, w->lang, asked),
    };
    if (asked->kind != REQUEST_SUPPLEMENT)
        return ERR_OK;
    v->act = URL_PATH(w->arena, "/ho-so/{}/bo-sung", own_code(w));
    v->act_words = msg(w->lang, MSG_TURN_GO);
    return ERR_OK;
}

static enum err fill(struct telling *w, struct dossier_view *v)
{
    struct due_clock clock = {&w->calendar, &w->week, w->rq->cx.now};

    *v = (struct dossier_view){
        .name = w->pack->card->name.in[w->lang],
        .code = dossier_shown_code(w->arena, &w->d),
        .status = (int)w->d.status,
        .due = when_due(w->arena, w->lang, &w->d, &clock),
    };
    if (w->d.due_at.us)
        TRY(fill_due(w, v));
    else if (w->d.status == STATUS_NEW)
        fill_answer_due(w, v);
    TRY(tell_steps(w));
    v->events = (struct timeline_view){w->event, w->event_count};
    TRY(reason_of(w, &v->reason));
    TRY(fill_turn(w, v));
    return fill_files(w, v);
}

enum err page_own(struct tx *t, struct req *rq, struct reply *rp)
{
    struct out *body = page_begin(rq);
    struct dossier_view v;
    struct telling w;

    TRY(load(t, rq, &w));
    TRY(fill(&w, &v));
    tpl_dossier(body, &v);
    page_end(rq, rp,
             &(struct page){
                 .title_text = v.name,
                 .nav = CITIZEN_NAV_MINE,
                 .is_private = true,
             },
             body);
    return ERR_OK;
}

static struct event_view later(const struct telling *w, enum msg_id name,
                               enum msg_id line)
{
    return (struct event_view){
        .state = STEP_LATER,
        .name = msg(w->lang, name),
        .line = msg(w->lang, line),
    };
}

static struct timeline_view what_comes(const struct telling *w)
{
    struct event_view *e = ARENA_ARRAY(w->arena, struct event_view, 4);

    e[0] = (struct event_view){
        .state = STEP_DONE,
        .name = msg(w->lang, MSG_DOSSIER_KEPT),
        .line = msg(w->lang, MSG_DOSSIER_KEPT_MORE),
    };
    e[1] = (struct event_view){
        .state = STEP_NOW,
        .name = say(w, MSG_DOSSIER_CHECKS, w->point.name),
        .line = say(w, MSG_DOSSIER_CHECKS_BY,
                    when_instant(w->arena, w->lang, w->d.answer_due_at)),
    };
    e[2] = later(w, MSG_DOSSIER_THEN_CODE, MSG_DOSSIER_THEN_CODE_MORE);
    e[3] = (struct event_view){
        .state = STEP_LATER,
        .name = msg(w->lang, MSG_DOSSIER_THEN_RESULT),
        .line = say(w, MSG_DOSSIER_WITHIN,
                    limit_words(w->arena, w->lang, w->d.limit)),
    };
    return (struct timeline_view){e, 4};
}

enum err page_own_submitted(struct tx *t, struct req *rq, struct reply *rp)
{
    struct out *body = page_begin(rq);
    struct submitted_view v;
    struct telling w;

    TRY(load(t, rq, &w));
    v = (struct submitted_view){
        .code = dossier_code_spaced(w.arena, w.d.submission_code),
        .line = say(&w, MSG_DOSSIER_SUBMITTED_AT,
                    when_instant(w.arena, w.lang, w.d.submitted_at)),
        .next = what_comes(&w),
        .follow = URL_PATH(w.arena, "/ho-so/{}", own_code(&w)),
    };
    tpl_submitted(body, &v);
    page_end(rq, rp,
             &(struct page){
                 .title = MSG_DOSSIER_SUBMITTED,
                 .nav = CITIZEN_NAV_MINE,
                 .is_private = true,
             },
             body);
    return ERR_OK;
}

enum err page_own_receipt(struct tx *t, struct req *rq, struct reply *rp)
{
    struct receipt receipt;
    struct dossier d;
    struct str pdf;

    TRY(own_dossier(t, rq->actor, req_capture(rq, "code"), &d));
    TRY(receipt_load(t, d.id, &receipt));
    TRY(receipt_pdf(rq->cx.arena, &receipt, &pdf, &rq->cx.err));
    reply_text(rp, S("application/pdf"), pdf);
    return ERR_OK;
}

enum err page_own_slip(struct tx *t, struct req *rq, struct reply *rp)
{
    enum slip_kind kind;
    struct dossier d;
    struct str pdf;
    int64_t id = 0;

    TRY(own_dossier(t, rq->actor, req_capture(rq, "code"), &d));
    num_parse(req_capture(rq, "slip"), 1, INT64_MAX, &id);
    TRY(slip_pdf(t, d.id, id, &pdf, &kind));
    if (!slip_is_for_applicant(kind))
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "the officers' own paper");
    reply_text(rp, S("application/pdf"), pdf);
    return ERR_OK;
}

enum err page_own_file(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct paper *p;
    struct papers papers;
    struct blob_ref ref;
    struct dossier d;
    int64_t id = 0;
    bool found = false;

    TRY(own_dossier(t, rq->actor, req_capture(rq, "code"), &d));
    TRY(papers_of_dossier(t, d.id, &papers));
    num_parse(req_capture(rq, "file"), 1, INT64_MAX, &id);
    p = paper_find(&papers, id);
    if (p && str_eq(p->component, S(RESULT_COMPONENT)) && !d.ended_at.us)
        p = NULL;
    if (p)
        TRY(blob_find(t, p->blob_id, &ref, &found));
    if (!found)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such file of the dossier");
    return reply_blob(rq, rp, &ref, p->mime, p->name, true);
}
