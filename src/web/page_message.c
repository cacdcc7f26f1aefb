/*
 * page_message.c - "/thong-bao": what a person was told about their dossiers;
 * "/bao-nhan/{ref}": what the SMS gateway reports of a short message.
 */
#include "base/prelude.h"

#include "base/num.h"

#include "domain/dossier/dossier_store.h"
#include "domain/notify/notify.sql.h"
#include "domain/notify/notify_store.h"

#include "service/notify.h"
#include "service/own.h"

#include "web/app.h"
#include "web/page.h"
#include "web/view_message.h"
#include "web/when.h"

static const struct text_rule number_rule = {.points_max = 20};

static int64_t number_in(struct str text)
{
    int64_t id = 0;

    num_parse(text, 1, INT64_MAX, &id);
    return id;
}

static struct str id_text(struct arena *a, int64_t id)
{
    return arena_printf(a, "%" PRId64, id);
}

/* An event that only a newer program knows is told by its dossier's name. */
static struct str title_of(const struct req *rq, const struct message *m)
{
    if (!m->kind)
        return m->facts.name.in[rq->cx.lang];
    return notify_title(rq->cx.arena, rq->cx.lang, m->kind, &m->facts);
}

static struct message_line_view line_of(const struct req *rq,
                                        const struct message *m)
{
    struct arena *a = rq->cx.arena;

    return (struct message_line_view){
        .at = URL_PATH(a, "/thong-bao/{}", id_text(a, m->id)),
        .title = title_of(rq, m),
        .code = m->facts.code,
        .when = when_lately(a, rq->cx.lang, m->at, rq->cx.now),
        .is_new = !m->is_read,
    };
}

static void fill(const struct req *rq, const struct messages *list,
                 int64_t before_id, struct messages_view *v)
{
    struct arena *a = rq->cx.arena;
    struct message_line_view *line =
        ARENA_ARRAY(a, struct message_line_view, list->count);

    for (size_t i = 0; i < list->count; i++)
        line[i] = line_of(rq, &list->at[i]);
    v->line = line;
    v->count = list->count;
    if (list->count == 0)
        return;
    v->last = id_text(a, list->at[0].id);
    if (before_id)
        v->pager.first = URL_PATH(a, "/thong-bao");
    if (list->has_more)
        v->pager.next = URL_PATH(a, "/thong-bao?sau={}",
                                 id_text(a, list->at[list->count - 1].id));
}

enum err page_messages(struct tx *t, struct req *rq, struct reply *rp)
{
    int64_t before_id = number_in(req_query(rq, "sau", number_rule));
    struct out *body = page_begin(rq);
    struct messages_view v = {
        .csrf = req_form_tokens(rq).csrf,
        .last = S(""),
        .unread = rq->unread,
    };
    struct messages list;

    TRY(message_list(t, rq->actor->person_id, before_id, &list));
    fill(rq, &list, before_id, &v);
    tpl_messages(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_MESSAGES,
                            .nav = CITIZEN_NAV_MESSAGES,
                            .is_private = true},
             body);
    return ERR_OK;
}

enum err prepare_messages(struct req *rq)
{
    struct str last;

    req_field(rq, "den", number_rule, &last);
    return req_checked(rq);
}

/* What came after the page was shown has not been read. */
enum err commit_messages(struct tx *t, struct req *rq)
{
    int64_t last = number_in(pairs_get(&rq->field, S("den")));

    req_done(rq, URL_PATH(rq->cx.arena, "/thong-bao"));
    return message_set_all_read(t, rq->actor->person_id, last, rq->cx.now,
                                NULL);
}

enum err render_messages(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_messages(t, rq, rp);
}

enum err record_message(struct tx *t, struct req *rq)
{
    int64_t changed;

    TRY(message_set_read(t, number_in(req_capture(rq, "id")),
                         rq->actor->person_id, rq->cx.now, &changed));
    if (changed && rq->unread > 0)
        rq->unread--;
    return ERR_OK;
}

enum err page_message(struct tx *t, struct req *rq, struct reply *rp)
{
    struct arena *a = rq->cx.arena;
    struct out *body = page_begin(rq);
    struct message_view v;
    struct message m;

    TRY(message_load(t, rq->actor->person_id, number_in(req_capture(rq, "id")),
                     &m));
    v = (struct message_view){
        .title = title_of(rq, &m),
        .when = when_instant(a, rq->cx.lang, m.at),
        .dossier = URL_PATH(a, "/ho-so/{}", m.facts.key),
    };
    if (m.kind)
        v.text = notify_text(a, rq->cx.lang, m.kind, &m.facts);
    tpl_message(body, &v);
    page_end(rq, rp,
             &(struct page){.title_text = v.title,
                            .nav = CITIZEN_NAV_MESSAGES,
                            .is_private = true},
             body);
    return ERR_OK;
}

/*
 * Kannel's kinds of delivery reports, which it puts into the address: a number
 * that we do not know tells nothing. 4, in the queue of the network, is none
 * of ours.
 */
static bool report_of(int64_t kind, enum notify_report *ret)
{
    switch (kind) {
    case 1: *ret = NOTIFY_REPORT_DELIVERED; return true;
    case 2:
    case 16: *ret = NOTIFY_REPORT_FAILED; return true;
    case 8: *ret = NOTIFY_REPORT_SENT; return true;
    default: return false;
    }
}

/* Whoever knows the reference may report: nobody else was told it. */
enum err record_sms_report(struct tx *t, struct req *rq)
{
    enum notify_report report;
    int64_t kind;

    if (!num_parse(req_query(rq, "loai", number_rule), 0, INT32_MAX, &kind) ||
        !report_of(kind, &report))
        return ERR_OK;
    return notify_report(t, req_capture(rq, "ref"), report);
}

/* The same answer whether we know it or not. */
enum err page_sms_report(struct tx *t, struct req *rq, struct reply *rp)
{
    (void)t;
    (void)rq;
    reply_text(rp, S("text/plain; charset=utf-8"), S("ok\n"));
    return ERR_OK;
}
