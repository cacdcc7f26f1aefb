/* page_board.c - "/giam-sat": how every unit does, for whoever asks. */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "service/figures.h"

#include "web/app.h"
#include "web/figure_words.h"
#include "web/page.h"
#include "web/view_public.h"
#include "web/when.h"

/* From which share of late ends, of 1000, a bar warns. No rule of law. */
#define BAR_NEAR_PER_MILLE 20
#define BAR_LATE_PER_MILLE 30

static void of_province(struct req *rq, const struct figures *f,
                        struct board_view *v)
{
    struct arena *a = rq->cx.arena;
    enum lang lang = rq->cx.lang;

    v->title_unit = rq->app->conf.province.name;
    v->counted_at = when_instant(a, lang, rq->cx.now);
    v->received_today = num_text(a, lang, f->accepted);
    v->returned_today = num_text(a, lang, f->returned);
    v->on_time = figure_on_time(a, lang, f->ended, f->ended_late);
    v->late = num_text(a, lang, f->late);
    v->late_long =
        msg_format(a, lang, MSG_BOARD_LATE_LONG, 2,
                   (struct str[]){num_text(a, lang, f->late_long),
                                  num_text(a, lang, FIGURES_LONG_DAYS)});
    v->open = num_text(a, lang, f->running);
}

static struct board_unit_view unit_view(struct arena *a, enum lang lang,
                                        const struct unit_figures *f,
                                        unsigned longest)
{
    unsigned late = figure_per_mille(f->ended_late, f->ended);

    return (struct board_unit_view){
        .name = f->name,
        .late_share = figure_late(a, lang, f->ended, f->ended_late),
        .bar_per_mille = figure_per_mille(late, longest),
        .bar = late >= BAR_LATE_PER_MILLE   ? BAR_LATE
               : late >= BAR_NEAR_PER_MILLE ? BAR_NEAR
                                            : BAR_GOOD,
        .on_time = figure_on_time(a, lang, f->ended, f->ended_late),
        .late = (unsigned)f->late,
        .open = (unsigned)f->running,
        .received = (unsigned)f->accepted,
        .returned = (unsigned)f->returned,
    };
}

/* The first has the longest bar: they come in that order. */
static void of_units(struct arena *a, enum lang lang,
                     const struct units_figures *f, struct board_view *v)
{
    struct board_unit_view *unit =
        ARENA_ARRAY(a, struct board_unit_view, f->count);
    unsigned longest = 0;

    if (f->count > 0)
        longest = figure_per_mille(f->unit[0].ended_late, f->unit[0].ended);
    for (size_t i = 0; i < f->count; i++)
        unit[i] = unit_view(a, lang, &f->unit[i], longest);
    v->unit = unit;
    v->count = f->count;
}

enum err page_board(struct tx *t, struct req *rq, struct reply *rp)
{
    struct board_view v = {0};
    struct units_figures units;
    struct figures province;
    struct out *body = page_begin(rq);

    TRY(figures_of_province(t, &province));
    TRY(figures_of_units(t, &units));
    of_province(rq, &province, &v);
    of_units(rq->cx.arena, rq->cx.lang, &units, &v);
    rp->cache = CACHE_PUBLIC;
    tpl_board(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_BOARD, .nav = CITIZEN_NAV_BOARD},
             body);
    return ERR_OK;
}
