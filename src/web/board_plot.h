/*
 * board_plot.h - what was accepted and returned day by day, as two lines of a
 * picture that needs neither script nor style: the places are numbers of its
 * drawing (PLOT_WIDTH x PLOT_HEIGHT), the words its axes'.
 *
 * A day on which nothing was done, as on a Sunday, is not drawn: a line that
 * falls to nothing each week hides everything else.
 */
#ifndef WEB_BOARD_PLOT_H
#define WEB_BOARD_PLOT_H

#include "base/cx.h"
#include "base/prelude.h"

#include "service/figures.h"

#include "web/view_public.h"

#define PLOT_WIDTH  720
#define PLOT_HEIGHT 200

/* The oldest day first. No ticks and no lines when nothing was ever done. */
struct plot_view board_plot(struct arena *a, enum lang lang,
                            const struct day_figures *day, size_t count);

#endif
