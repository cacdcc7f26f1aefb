/* page_board.c - "/giam-sat": how every unit does, for whoever asks. */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/calendar/calendar_store.h"
#include "domain/dossier/dossier_store.h"
#include "domain/org/org_store.h"

#include "service/figures.h"

#include "web/app.h"
#include "web/board_plot.h"
#include "web/figure_words.h"
#include "web/page.h"
#include "web/view_public.h"
#include "web/when.h"

/* The value of "don-vi" that is no unit's key. */
#define ALL_UNITS "tat-ca"

static const struct text_rule word_rule = {.points_max = 60};

/* A screen on a wall shows this many units without scrolling, and loads itself
   again every so many seconds, also without a script. */
#define WALL_UNITS   11
#define WALL_OVERDUE 3
#define WALL_SECONDS "60"

/* From which share of late ends, of 1000, a bar warns. No rule of law. */
#define BAR_NEAR_PER_MILLE 20
#define BAR_LATE_PER_MILLE 30

static void of_province(struct req *rq, const struct figures *f,
                        struct board_view *v)
{
    struct arena *a = rq->cx.arena;
    enum lang lang = rq->cx.lang;

    v->title_unit = rq->app->conf.province.name;
    v->received = num_text(a, lang, f->accepted);
    v->returned = num_text(a, lang, f->returned);
    v->on_time = figure_on_time(a, lang, f->ended, f->ended_late);
    v->late = num_text(a, lang, f->late);
    v->late_long =
        msg_format(a, lang, MSG_BOARD_LATE_LONG, 2,
                   (struct str[]){num_text(a, lang, f->late_long),
                                  num_text(a, lang, FIGURES_LONG_DAYS)});
    v->open = num_text(a, lang, f->running);
}

/* Of a unit and what stands under it: its days are those of the shares. */
static void of_part(struct req *rq, const struct units_figures *part,
                    struct board_view *v)
{
    struct arena *a = rq->cx.arena;
    enum lang lang = rq->cx.lang;
    struct unit_figures sum = {0};

    for (size_t i = 0; i < part->count; i++) {
        sum.accepted += part->unit[i].accepted;
        sum.returned += part->unit[i].returned;
        sum.ended += part->unit[i].ended;
        sum.ended_late += part->unit[i].ended_late;
        sum.late += part->unit[i].late;
        sum.running += part->unit[i].running;
    }
    v->received = num_text(a, lang, sum.accepted);
    v->returned = num_text(a, lang, sum.returned);
    v->on_time = figure_on_time(a, lang, sum.ended, sum.ended_late);
    v->late = num_text(a, lang, sum.late);
    v->open = num_text(a, lang, sum.running);
}

static enum err count_all(struct tx *t, struct req *rq, int64_t under_id,
                          struct board_view *v)
{
    const struct figures_wish all = {under_id, FIGURES_ANY_LEVEL};
    struct figures province;
    struct units_figures part;

    if (under_id) {
        TRY(figures_of_units(t, &all, &part));
        of_part(rq, &part, v);
        return ERR_OK;
    }
    TRY(figures_of_province(t, &province));
    of_province(rq, &province, v);
    return ERR_OK;
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

static const struct {
    struct str key;
    enum area_level level;
    enum msg_id words;
} levels[] = {
    {S_INIT("xa"), AREA_COMMUNE, MSG_BOARD_COMMUNES},
    {S_INIT("huyen"), AREA_DISTRICT, MSG_BOARD_DISTRICTS},
    {S_INIT("tinh"), AREA_PROVINCE, MSG_BOARD_PROVINCE},
};

static void of_levels(struct req *rq, int chosen, struct board_view *v)
{
    struct option_view *o =
        ARENA_ARRAY(rq->cx.arena, struct option_view, COUNT_OF(levels));

    for (size_t i = 0; i < COUNT_OF(levels); i++)
        o[i] = (struct option_view){
            .value = levels[i].key,
            .label = msg(rq->cx.lang, levels[i].words),
            .is_chosen = chosen == (int)levels[i].level,
        };
    v->levels = (struct options_view){o, COUNT_OF(levels)};
}

static int asked_level(struct req *rq)
{
    struct str key = req_query(rq, "cap", word_rule);

    for (size_t i = 0; i < COUNT_OF(levels); i++)
        if (str_eq(key, levels[i].key))
            return (int)levels[i].level;
    return FIGURES_ANY_LEVEL;
}

static enum err show_unit(struct tx *t, struct req *rq, int64_t *id,
                          struct board_view *v)
{
    struct agency agency;
    struct agency up;

    TRY(org_agency(t, *id, &agency));
    if (!agency.parent_id) { /* the province's own: all */
        *id = 0;
        return ERR_OK;
    }
    TRY(org_agency(t, agency.parent_id, &up));
    v->title_unit = agency.name;
    v->unit_key = agency.key;
    v->up = URL_PATH(rq->cx.arena, "/giam-sat?don-vi={}",
                     up.parent_id ? up.key : S(ALL_UNITS));
    return ERR_OK;
}

/*
 * Which unit's part is shown: of the address, else what the officer watches.
 * The counts are everybody's; the scope only says where one begins.
 */
static enum err find_unit(struct tx *t, struct req *rq, int64_t *ret,
                          struct board_view *v)
{
    struct str key = req_query(rq, "don-vi", word_rule);

    v->unit_key = S(ALL_UNITS);
    if (str_eq(key, S(ALL_UNITS)))
        *ret = 0;
    else if (!str_empty(key))
        TRY(org_agency_id(t, key, instant_day(rq->cx.now), ret));
    else
        TRY(figures_scope(t, rq->actor, ret));
    return *ret ? show_unit(t, rq, ret, v) : ERR_OK;
}

/* The first has the longest bar: they come in that order. */
static void of_units(struct arena *a, enum lang lang,
                     const struct units_figures *f, int64_t shown_id,
                     struct board_view *v)
{
    size_t count = v->is_wall && f->count > WALL_UNITS ? WALL_UNITS : f->count;
    struct board_unit_view *unit =
        ARENA_ARRAY(a, struct board_unit_view, count);
    unsigned longest = 0;

    if (count > 0)
        longest = figure_per_mille(f->unit[0].ended_late, f->unit[0].ended);
    for (size_t i = 0; i < count; i++) {
        unit[i] = unit_view(a, lang, &f->unit[i], longest);
        if (v->is_wall)
            unit[i].name = f->unit[i].short_name;
        else if (f->unit[i].agency_id != shown_id)
            unit[i].at = URL_PATH(a, "/giam-sat?don-vi={}", f->unit[i].key);
    }
    v->unit = unit;
    v->count = count;
    v->all = f->count;
}

/* Late by the working week of the point that gave the day. */
static enum err late_view(struct tx *t, struct req *rq,
                          const struct calendar *calendar,
                          const struct overdue_figures *f,
                          struct board_late_view *ret)
{
    const struct dossier d = {.status = STATUS_PROCESSING, .due_at = f->due_at};
    struct work_week week;
    struct due_clock clock = {calendar, &week, rq->cx.now};

    TRY(work_week_load(t, f->point_id, instant_day(rq->cx.now), &week));
    *ret = (struct board_late_view){
        .name =
            words_none(f->name) ? f->procedure_code : f->name.in[rq->cx.lang],
        .unit = f->unit,
        .due = when_due(rq->cx.arena, rq->cx.lang, &d, &clock),
    };
    return ERR_OK;
}

static enum err of_overdue(struct tx *t, struct req *rq, int64_t under_id,
                           struct board_view *v)
{
    struct board_late_view *late =
        ARENA_ARRAY(rq->cx.arena, struct board_late_view, WALL_OVERDUE);
    struct overdue_list list;
    struct calendar calendar;

    TRY(figures_overdue_of(t, under_id, WALL_OVERDUE, &list));
    TRY(calendar_load(t, &calendar));
    for (size_t i = 0; i < list.count; i++)
        TRY(late_view(t, rq, &calendar, &list.item[i], &late[i]));
    v->overdue = late;
    v->overdue_count = list.count;
    return ERR_OK;
}

static enum err of_days(struct tx *t, struct req *rq, int64_t under_id,
                        struct board_view *v)
{
    struct day_figures day[FIGURES_DAYS];

    TRY(figures_of_days(t, under_id, day));
    v->plot = board_plot(rq->cx.arena, rq->cx.lang, day, FIGURES_DAYS);
    return ERR_OK;
}

static enum err fill(struct tx *t, struct req *rq, struct board_view *v)
{
    struct figures_wish wish = {.level = asked_level(rq)};
    struct units_figures units;

    v->counted_at = when_instant(rq->cx.arena, rq->cx.lang, rq->cx.now);
    TRY(find_unit(t, rq, &wish.under_id, v));
    TRY(count_all(t, rq, wish.under_id, v));
    TRY(figures_of_units(t, &wish, &units));
    of_levels(rq, wish.level, v);
    of_units(rq->cx.arena, rq->cx.lang, &units, wish.under_id, v);
    TRY(of_days(t, rq, wish.under_id, v));
    if (v->is_wall)
        TRY(of_overdue(t, rq, wish.under_id, v));
    v->wall = URL_PATH(rq->cx.arena, "/giam-sat?tuong=1&don-vi={}&cap={}",
                       v->unit_key, req_query(rq, "cap", word_rule));
    return ERR_OK;
}

enum err page_board(struct tx *t, struct req *rq, struct reply *rp)
{
    struct page page = {.title = MSG_PAGE_BOARD, .nav = CITIZEN_NAV_BOARD};
    struct board_view v = {0};
    struct out *body = page_begin(rq);

    page.is_wall = v.is_wall =
        str_eq(req_query(rq, "tuong", word_rule), S("1"));
    /* First, so that a wall whose counting failed once asks again. */
    if (v.is_wall && !reply_get(rp, S("Refresh")).p)
        reply_header(rp, S("Refresh"), S(WALL_SECONDS));
    TRY(fill(t, rq, &v));
    rp->cache = v.is_wall ? CACHE_NEVER : CACHE_PUBLIC;
    if (v.is_wall)
        tpl_board_wall(body, &v);
    else
        tpl_board(body, &v);
    page_end(rq, rp, &page, body);
    return ERR_OK;
}
