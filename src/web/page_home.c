/* page_home.c - "/": what people come for, before anybody asks. */
#include "base/prelude.h"

#include "base/buf.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/calendar/calendar_store.h"
#include "domain/procedure/procedure_store.h"

#include "service/figures.h"

#include "web/app.h"
#include "web/figure_words.h"
#include "web/page.h"
#include "web/view_public.h"
#include "web/when.h"

#define FREQUENT_MAX    4
#define EVENT_NAMES_MAX 3
#define LINE_BYTES_MAX  400

/* A list of life events is the province's data; one we do not know gets the
   picture of a paper. */
static struct str icon_of(struct str event)
{
    static const struct {
        struct str event;
        struct str icon;
    } known[] = {
        {S_INIT("di_lam"), S_INIT("building-2")},
        {S_INIT("giam_ho"), S_INIT("users")},
        {S_INIT("giay_to"), S_INIT("id-card")},
        {S_INIT("ket_hon"), S_INIT("heart-handshake")},
        {S_INIT("kho_khan"), S_INIT("hand-heart")},
        {S_INIT("mo_kinh_doanh"), S_INIT("store")},
        {S_INIT("nguoi_than_mat"), S_INIT("flower-2")},
        {S_INIT("nha_dat"), S_INIT("land-plot")},
        {S_INIT("sinh_con"), S_INIT("baby")},
        {S_INIT("xay_nha"), S_INIT("house")},
    };

    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eq(known[i].event, event))
            return known[i].icon;
    return S("file-text");
}

static enum err frequent(struct tx *t, struct req *rq, struct links_view *ret)
{
    struct arena *a = rq->cx.arena;
    struct day today = instant_day(rq->cx.now);
    struct link_view *link = ARENA_ARRAY(a, struct link_view, FREQUENT_MAX);
    struct str rest = rq->app->conf.home_procedures;
    struct str code;
    size_t count = 0;

    while (count < FREQUENT_MAX && str_next(&rest, ',', &code)) {
        struct words name;
        bool found;

        code = str_trim(code);
        TRY(procedure_short(t, code, today, &name, &found));
        if (found)
            link[count++] = (struct link_view){
                .at = URL_PATH(a, "/thu-tuc/{}", code),
                .name = name.in[rq->cx.lang],
            };
    }
    *ret = (struct links_view){link, count};
    return ERR_OK;
}

/* "Khai sinh, Trích lục hộ tịch". */
static enum err event_line(struct tx *t, struct req *rq, struct str event,
                           struct str *ret)
{
    struct day today = instant_day(rq->cx.now);
    struct buf line = buf_new(rq->cx.arena, LINE_BYTES_MAX);
    struct words_list names;

    TRY(procedure_event_names(t, event, today, EVENT_NAMES_MAX, &names));
    for (size_t i = 0; i < names.count; i++) {
        if (i > 0)
            buf_add_c(&line, ", ");
        buf_add(&line, names.item[i].in[rq->cx.lang]);
    }
    *ret = buf_str(&line);
    return ERR_OK;
}

static enum err events(struct tx *t, struct req *rq, struct links_view *ret)
{
    struct arena *a = rq->cx.arena;
    struct procedure_terms terms;
    struct link_view *link;

    TRY(procedure_terms_in_use(t, TERM_LIFE_EVENT, instant_day(rq->cx.now),
                               &terms));
    link = ARENA_ARRAY(a, struct link_view, terms.count);
    for (size_t i = 0; i < terms.count; i++) {
        const struct procedure_term *term = &terms.term[i];

        link[i] = (struct link_view){
            .at = URL_PATH(a, "/thu-tuc?viec={}", term->value),
            .name = term->name.in[rq->cx.lang],
            .icon = icon_of(term->value),
        };
        TRY(event_line(t, rq, term->value, &link[i].line));
    }
    *ret = (struct links_view){link, terms.count};
    return ERR_OK;
}

/* "07:00–11:00, 13:00–17:00": when somebody is there to answer. */
static enum err hours(struct tx *t, struct req *rq, struct str *ret)
{
    struct buf text = buf_new(rq->cx.arena, LINE_BYTES_MAX);
    struct work_week week;

    TRY(work_week_load(t, 0, instant_day(rq->cx.now), &week));
    for (int i = 0; i < week.count[MONDAY]; i++) {
        struct work_session s = week.session[MONDAY][i];

        buf_printf(&text, "%s%d:%02d–%d:%02d", i > 0 ? ", " : "",
                   s.from_minute / 60, s.from_minute % 60, s.to_minute / 60,
                   s.to_minute % 60);
    }
    *ret = buf_str(&text);
    return ERR_OK;
}

static enum err figures(struct tx *t, struct req *rq, struct figures_view *ret)
{
    struct arena *a = rq->cx.arena;
    struct figures f;

    TRY(figures_of_province(t, &f));
    *ret = (struct figures_view){
        .counted_at = when_instant(a, rq->cx.lang, rq->cx.now),
        .received = num_text(a, rq->cx.lang, f.accepted),
        .online = num_text(a, rq->cx.lang, f.accepted_online),
        .returned = num_text(a, rq->cx.lang, f.returned),
        .on_time = figure_on_time(a, rq->cx.lang, f.ended, f.ended_late),
        .late = num_text(a, rq->cx.lang, f.late),
    };
    return ERR_OK;
}

enum err page_home(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct province_view *province = &rq->app->conf.province;
    struct home_view v = {
        .phone = province->phone,
        .phone_link = province->phone_link,
    };
    struct out *body = page_begin(rq);

    TRY(frequent(t, rq, &v.frequent));
    TRY(events(t, rq, &v.events));
    TRY(figures(t, rq, &v.figures));
    TRY(hours(t, rq, &v.phone_hours));
    rp->cache = CACHE_PUBLIC;
    tpl_home(body, &v);
    page_end(
        rq, rp,
        &(struct page){.title = MSG_PAGE_HOME,
                       .description = msg(rq->cx.lang, MSG_PAGE_HOME_ABOUT),
                       .nav = CITIZEN_NAV_HOME,
                       .is_wide = true},
        body);
    return ERR_OK;
}
