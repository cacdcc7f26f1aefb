/* page_inspect.c - "/can-bo/ho-so/{code}": a dossier before an officer. */
#include "base/prelude.h"

#include "base/json.h"
#include "base/msg.h"
#include "base/num.h"

#include "store/blob.h"

#include "domain/form/form_show.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/slip/receipt.h"

#include "service/filing.h"
#include "service/receipt.h"

#include "web/download.h"
#include "web/inspect_notices.h"
#include "web/inspect_papers.h"
#include "web/inspect_slips.h"
#include "web/office.h"
#include "web/office_words.h"
#include "web/page_inspect.h"
#include "web/view_form.h"
#include "web/when.h"

static const struct text_rule word_rule = {.points_max = 60};

enum err record_inspect(struct tx *t, struct req *rq)
{
    return inspect_record(t, rq->actor, req_capture(rq, "code"),
                          S(INSPECT_DOSSIER), 0);
}

static struct url tab_at(const struct opened *o, struct str tab)
{
    return URL_PATH(o->arena, "/can-bo/ho-so/{}?phan={}", o->code, tab);
}

/* A card for each page, block and row of the answers. */
struct cards {
    const struct opened *o;
    struct check_section_view *section;
    struct fact_view *fact;
    size_t count;
};

static void add_card(struct cards *c, const struct form_section *page)
{
    for (size_t k = 0; k < page->count; k++) {
        const struct form_line *line = &page->line[k];
        struct check_section_view *s;

        if (k == 0 || line->heading.p) {
            s = &c->section[c->count++];
            c->fact =
                ARENA_ARRAY(c->o->arena, struct fact_view, page->count - k);
            s->title = line->heading.p ? line->heading : page->title;
            s->facts = (struct facts_view){c->fact, 0, false};
        }
        s = &c->section[c->count - 1];
        c->fact[s->facts.count++] = (struct fact_view){
            .label = line->label,
            .value = line->text.p ? line->text
                                  : msg(c->o->lang, MSG_OFFICE_LEFT_EMPTY),
            .is_unknown = !line->text.p,
        };
    }
}

static void lay_out(const struct opened *o, const struct filling *f,
                    struct office_dossier_view *v)
{
    const struct form_section *page = form_summary(o->arena, f, o->lang);
    size_t page_count = o->i.pack->form->page_count;
    struct cards c = {.o = o};
    size_t lines = 0;

    for (size_t k = 0; k < page_count; k++)
        lines += page[k].count;
    c.section = ARENA_ARRAY(o->arena, struct check_section_view, lines);
    for (size_t k = 0; k < page_count; k++)
        add_card(&c, &page[k]);
    v->answers = c.section;
    v->answers_count = c.count;
}

static enum err tell_answers(const struct opened *o,
                             struct office_dossier_view *v)
{
    struct dossier_answers_find_row row;
    const struct json *answers;
    struct filling f;
    bool found;

    TRY(dossier_answers_find(o->t, o->i.d.id, &row, &found));
    if (!found) {
        v->note.words = msg(o->lang, MSG_OFFICE_ERASED);
        return ERR_OK;
    }
    TRY(json_parse(&o->rq->cx.err, o->arena, row.answers, FORM_ANSWER_BYTES,
                   &answers));
    f = filing_filling(o->t, o->i.pack, &o->papers, o->i.d.case_code,
                       o->i.d.channel, answers);
    lay_out(o, &f, v);
    return ERR_OK;
}

static enum msg_id event_words(enum dossier_event_kind kind)
{
    static const enum msg_id words[EVENT_KIND_COUNT] = {
        [EVENT_SUBMIT] = MSG_EVENT_SUBMIT,
        [EVENT_INTAKE] = MSG_EVENT_INTAKE,
        [EVENT_ACCEPT] = MSG_EVENT_ACCEPT,
        [EVENT_REFUSE] = MSG_EVENT_REFUSE,
        [EVENT_TRANSFER] = MSG_EVENT_TRANSFER,
        [EVENT_ASSIGN] = MSG_EVENT_ASSIGN,
        [EVENT_ADVANCE] = MSG_EVENT_ADVANCE,
        [EVENT_FINISH] = MSG_EVENT_FINISH,
        [EVENT_RETURN] = MSG_EVENT_RETURN,
        [EVENT_MIGRATE] = MSG_EVENT_MIGRATE,
        [EVENT_SUPPLEMENT] = MSG_EVENT_SUPPLEMENT,
        [EVENT_REFILE] = MSG_EVENT_SUPPLEMENTED,
        [EVENT_SUPPLEMENTED] = MSG_EVENT_SUPPLEMENTED,
        [EVENT_FINANCE] = MSG_EVENT_FINANCE,
        [EVENT_FINANCE_MET] = MSG_EVENT_FINANCE_MET,
        [EVENT_EXTEND] = MSG_EVENT_EXTEND,
        [EVENT_WITHDRAW] = MSG_EVENT_WITHDRAW,
        [EVENT_STOP] = MSG_EVENT_STOP,
        [EVENT_REQUEST] = MSG_EVENT_REQUEST,
        [EVENT_ANSWER] = MSG_EVENT_ANSWER,
        [EVENT_VERIFY] = MSG_EVENT_VERIFY,
    };

    return words[kind];
}

/* "Mỹ Duyên · BPTN&TKQ phường Mỹ Bình". */
static enum err actor_line(const struct opened *o,
                           const struct event_list_row *e, struct str *ret)
{
    struct desk_name desk;
    struct str who;

    if (!e->account_id) {
        *ret = msg(o->lang, MSG_OFFICE_THE_SYSTEM);
        return ERR_OK;
    }
    TRY(inspect_name(o->t, e->account_id, &who));
    if (!e->desk_id) {
        *ret = msg(o->lang, MSG_OFFICE_THE_APPLICANT);
        return ERR_OK;
    }
    TRY(org_desk_name(o->t, e->desk_id, &desk));
    *ret = arena_printf(o->arena, "%s · %s", who.p, desk.short_name.p);
    return ERR_OK;
}

static enum err tell_events(const struct opened *o,
                            struct office_dossier_view *v)
{
    struct event_list_rows rows;
    struct event_view *e;
    struct str who;

    TRY(event_list(o->t, o->i.d.id, DOSSIER_EVENTS_MAX, &rows));
    e = ARENA_ARRAY(o->arena, struct event_view, rows.count);
    for (size_t k = 0; k < rows.count; k++) {
        const struct event_list_row *r = &rows.row[k];

        TRY(actor_line(o, r, &who));
        e[k] = (struct event_view){
            .state = STEP_DONE,
            .name =
                msg(o->lang, event_words((enum dossier_event_kind)r->event)),
            .line = arena_printf(
                o->arena, "%s · %s",
                when_instant(o->arena, o->lang, r->effective_at).p, who.p),
            .line_2 = r->reason,
        };
    }
    v->events = (struct timeline_view){e, rows.count};
    return ERR_OK;
}

static enum msg_id channel_words(enum channel c)
{
    if (c == CHANNEL_ONLINE)
        return MSG_OFFICE_CHANNEL_ONLINE;
    return c == CHANNEL_POST ? MSG_OFFICE_CHANNEL_POST
                             : MSG_OFFICE_CHANNEL_COUNTER;
}

/* The queue that the open step stands in, if it is the officer's. */
static enum queue queue_of(const struct opened *o)
{
    for (int q = 0; q < QUEUE_RUNNING && o->i.open && o->i.is_mine; q++)
        if (queue_holds((enum queue)q, o->i.open->work))
            return (enum queue)q;
    return QUEUE_RUNNING;
}

static enum err tell_head(const struct opened *o, struct office_dossier_view *v)
{
    enum queue q = queue_of(o);
    struct person person;

    TRY(person_load(o->t, o->i.d.person_id, &person));
    v->back = office_queue_at(o->arena, q);
    v->back_words = msg(o->lang, office_queue_words(q));
    v->name = o->i.pack->card->name.in[o->lang];
    v->code = dossier_shown_code(o->arena, &o->i.d);
    v->person = arena_printf(o->arena, "%s · %s", person.name.p,
                             msg(o->lang, channel_words(o->i.d.channel)).p);
    v->status = (int)o->i.d.status;
    v->papers_at = tab_at(o, S("giay-to"));
    v->answers_at = tab_at(o, S("to-khai"));
    v->events_at = tab_at(o, S("dien-bien"));
    if (o->i.d.accepted_at.us)
        v->receipt = opened_at(o, S("giay-hen"));
    return ERR_OK;
}

static enum err tell_tab(const struct opened *o, struct office_dossier_view *v)
{
    struct str tab = req_query(o->rq, "phan", word_rule);

    TRY(inspect_tell_papers(o, v));
    if (str_eq(tab, S("dien-bien"))) {
        v->tab = TAB_EVENTS;
        TRY(tell_events(o, v));
        return inspect_tell_notices(o, v);
    }
    if (str_eq(tab, S("to-khai")) || (tab.n == 0 && v->paper_count == 0)) {
        v->tab = TAB_ANSWERS;
        return tell_answers(o, v);
    }
    v->tab = TAB_PAPERS;
    return ERR_OK;
}

enum err inspect_show(struct opened *o, struct reply *rp,
                      const struct note_view *note)
{
    struct out *body = page_begin(o->rq);
    struct office_dossier_view v = {.note = *note};

    TRY(tell_head(o, &v));
    TRY(tell_tab(o, &v));
    opened_tell_clock(o, &v);
    TRY(opened_tell_next(o, &v));
    TRY(opened_tell_steps(o, &v));
    TRY(inspect_tell_slips(o, &v));
    tpl_office_dossier(body, &v);
    rp->frames_own = v.tab == TAB_PAPERS && v.preview_pdf.text.p;
    return office_end(o->t, o->rq, rp,
                      &(struct office_page){.title = v.name, .search = o->code},
                      body);
}

/* "?xong=nhan-viec": what was just done here. */
static struct note_view done_note(const struct opened *o)
{
    static const struct {
        struct str what;
        enum msg_id words;
    } done[] = {
        {S_INIT(DEED_TAKE), MSG_HELD_NOW},
        {S_INIT(DEED_LAY_BACK), MSG_LAID_BACK},
        {S_INIT("ket-qua"), MSG_ATTACH_DONE},
        {S_INIT("quet"), MSG_SCAN_DONE},
    };
    struct str what = req_query(o->rq, "xong", word_rule);

    if (str_eq(what, S(DEED_ACCEPT)))
        return (struct note_view){
            .kind = NOTE_OK,
            .words = office_done_words(o->arena, o->lang, &o->i.d, what),
            .link = opened_at(o, S("giay-hen")),
            .link_words = msg(o->lang, MSG_OFFICE_PRINT_RECEIPT),
        };

    for (size_t k = 0; k < COUNT_OF(done); k++)
        if (str_eq(what, done[k].what))
            return (struct note_view){.kind = NOTE_OK,
                                      .words = msg(o->lang, done[k].words)};
    return (struct note_view){0};
}

enum err page_inspect(struct tx *t, struct req *rq, struct reply *rp)
{
    struct opened o;
    struct note_view note;

    TRY(opened_load(t, rq, &o));
    note = done_note(&o);
    return inspect_show(&o, rp, &note);
}

static int64_t asked_paper(const struct req *rq)
{
    int64_t id = 0;

    num_parse(req_capture(rq, "paper"), 1, INT64_MAX, &id);
    return id;
}

enum err record_inspect_paper(struct tx *t, struct req *rq)
{
    return inspect_record(t, rq->actor, req_capture(rq, "code"),
                          S(INSPECT_PAPER), asked_paper(rq));
}

enum err page_inspect_paper(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct paper *p;
    struct blob_ref ref;
    struct opened o;
    bool found = false;

    TRY(opened_load(t, rq, &o));
    p = paper_find(&o.papers, asked_paper(rq));
    if (p)
        TRY(blob_find(t, p->blob_id, &ref, &found));
    if (!found)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such file of the dossier");
    rp->is_framed = str_eq(p->mime, S("application/pdf"));
    return reply_blob(rq, rp, &ref, p->mime, p->name, true);
}

enum err record_inspect_receipt(struct tx *t, struct req *rq)
{
    return inspect_record(t, rq->actor, req_capture(rq, "code"),
                          S(INSPECT_RECEIPT), 0);
}

enum err page_inspect_receipt(struct tx *t, struct req *rq, struct reply *rp)
{
    struct receipt receipt;
    struct inspection i;
    struct str pdf;

    TRY(inspect_load(t, rq->actor, req_capture(rq, "code"), &i));
    TRY(receipt_load(t, i.d.id, &receipt));
    TRY(receipt_pdf(rq->cx.arena, &receipt, &pdf, &rq->cx.err));
    reply_text(rp, S("application/pdf"), pdf);
    return ERR_OK;
}
