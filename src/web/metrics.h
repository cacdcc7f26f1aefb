/*
 * metrics.h - what the room counts about itself, in Prometheus' text form.
 * Any thread may count; nothing here waits.
 */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

#include "service/notify.h"

#include "web/route.h"

struct metrics;

struct metrics *metrics_new(struct arena *a, const struct route *routes,
                            size_t route_count);

/* Counts an answered request; route NULL: no route was found. */
void metrics_count(struct metrics *m, const struct route *route, int status,
                   int64_t took_us);

/* Counts an answer that the client did not wait for. */
void metrics_count_lost(struct metrics *m);

/*
 * All of it as text; `pool_waiting` is measured by the caller. `told` may be
 * NULL: the database did not say.
 */
struct str metrics_text(const struct metrics *m, struct arena *a,
                        int pool_waiting, const struct notify_figures *told);

#endif
