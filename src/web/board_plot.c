#include "base/prelude.h"

#include "base/buf.h"
#include "base/num.h"

#include "web/board_plot.h"

/* The field of the lines inside the drawing; beside it stand the words. */
#define LEFT   64
#define RIGHT  (PLOT_WIDTH - 36)
#define TOP    14
#define BOTTOM (PLOT_HEIGHT - 38)

#define TICKS_UP        4
#define DAYS_PER_TICK   5
#define POINT_BYTES_MAX 16

static bool is_drawn(const struct day_figures *d)
{
    return d->accepted > 0 || d->returned > 0;
}

/* The least of 4, 8, 20, 40, 80, 200 ... that is not below `n`: four ticks of
   it are whole. */
static int64_t ceiling_of(int64_t n)
{
    static const int64_t step[] = {4, 8, 20};
    int64_t unit = 1;

    for (;; unit *= 10)
        for (size_t i = 0; i < COUNT_OF(step); i++)
            if (n <= step[i] * unit)
                return step[i] * unit;
}

static int64_t highest(const struct day_figures *day, size_t count)
{
    int64_t n = 0;

    for (size_t i = 0; i < count; i++) {
        n = day[i].accepted > n ? day[i].accepted : n;
        n = day[i].returned > n ? day[i].returned : n;
    }
    return n;
}

static unsigned at_x(size_t i, size_t count)
{
    return count < 2 ? LEFT
                     : (unsigned)(LEFT + i * (RIGHT - LEFT) / (count - 1));
}

static unsigned at_y(int64_t n, int64_t ceiling)
{
    return (unsigned)(BOTTOM - n * (BOTTOM - TOP) / ceiling);
}

static void add_point(struct buf *b, unsigned x, unsigned y)
{
    buf_printf(b, "%s%u,%u", buf_str(b).n ? " " : "", x, y);
}

static void draw_lines(struct arena *a, const struct day_figures *day,
                       size_t count, int64_t ceiling, struct plot_view *v)
{
    struct buf accepted = buf_new(a, (count + 1) * POINT_BYTES_MAX);
    struct buf returned = buf_new(a, (count + 1) * POINT_BYTES_MAX);

    for (size_t i = 0; i < count; i++) {
        add_point(&accepted, at_x(i, count), at_y(day[i].accepted, ceiling));
        add_point(&returned, at_x(i, count), at_y(day[i].returned, ceiling));
    }
    v->accepted = buf_str(&accepted);
    v->returned = buf_str(&returned);
}

static void draw_heights(struct arena *a, enum lang lang, int64_t ceiling,
                         struct plot_view *v)
{
    struct plot_tick *tick = ARENA_ARRAY(a, struct plot_tick, TICKS_UP + 1);

    for (int i = 0; i <= TICKS_UP; i++) {
        int64_t n = ceiling / TICKS_UP * i;

        tick[i] = (struct plot_tick){at_y(n, ceiling), num_text(a, lang, n)};
    }
    v->height = tick;
    v->height_count = TICKS_UP + 1;
}

static void draw_days(struct arena *a, const struct day_figures *day,
                      size_t count, struct plot_view *v)
{
    struct plot_tick *tick = ARENA_ARRAY(a, struct plot_tick, count);

    for (size_t i = 0; i < count; i += DAYS_PER_TICK) {
        struct civil c = day_civil(day[i].day);

        tick[v->day_count++] = (struct plot_tick){
            at_x(i, count), arena_printf(a, "%d/%d", c.day, c.month)};
    }
    v->day = tick;
}

struct plot_view board_plot(struct arena *a, enum lang lang,
                            const struct day_figures *day, size_t count)
{
    struct day_figures *drawn = ARENA_ARRAY(a, struct day_figures, count);
    struct plot_view v = {0};
    size_t n = 0;
    int64_t ceiling;

    for (size_t i = 0; i < count; i++)
        if (is_drawn(&day[i]))
            drawn[n++] = day[i];
    if (n == 0)
        return v;
    ceiling = ceiling_of(highest(drawn, n));
    draw_lines(a, drawn, n, ceiling, &v);
    draw_heights(a, lang, ceiling, &v);
    draw_days(a, drawn, n, &v);
    return v;
}
