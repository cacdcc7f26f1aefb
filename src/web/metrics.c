#include "base/prelude.h"

#include <stdatomic.h>

#include "base/buf.h"

#include "web/metrics.h"

#define TEXT_BYTES_MAX ((size_t)256 << 10)

/* 1xx … 5xx */
#define CLASSES 5

static const int64_t bound_us[] = {1000,   2500,    5000,    10000,
                                   25000,  50000,   100000,  250000,
                                   500000, 1000000, 2500000, 10000000};
#define BOUNDS COUNT_OF(bound_us)

struct metrics {
    const struct route *route;
    size_t route_count;
    atomic_uint_fast64_t lost;
    atomic_uint_fast64_t sum_us;
    atomic_uint_fast64_t took[BOUNDS + 1];
    /* One row a route and one for what found none. */
    atomic_uint_fast64_t (*answered)[CLASSES];
};

struct metrics *metrics_new(struct arena *a, const struct route *routes,
                            size_t route_count)
{
    struct metrics *m = ARENA_NEW(a, struct metrics);

    m->route = routes;
    m->route_count = route_count;
    m->answered = arena_array(a, sizeof *m->answered, route_count + 1);
    return m;
}

static void count_one(atomic_uint_fast64_t *n)
{
    atomic_fetch_add_explicit(n, 1, memory_order_relaxed);
}

void metrics_count(struct metrics *m, const struct route *route, int status,
                   int64_t took_us)
{
    size_t row = route ? (size_t)(route - m->route) : m->route_count;
    size_t bucket = 0;

    while (bucket < BOUNDS && took_us > bound_us[bucket])
        bucket++;
    count_one(&m->answered[row][status / 100 - 1]);
    count_one(&m->took[bucket]);
    atomic_fetch_add_explicit(&m->sum_us, (uint64_t)took_us,
                              memory_order_relaxed);
}

void metrics_count_lost(struct metrics *m)
{
    count_one(&m->lost);
}

static uint64_t read_one(const atomic_uint_fast64_t *n)
{
    return atomic_load_explicit(n, memory_order_relaxed);
}

static const char *method_name(enum method method)
{
    return method == METHOD_POST ? "POST" : "GET";
}

static void write_answered(const struct metrics *m, struct buf *b)
{
    buf_add_c(b, "# TYPE motcua_http_requests_total counter\n");
    for (size_t row = 0; row <= m->route_count; row++) {
        bool known = row < m->route_count;

        for (int class = 0; class < CLASSES; class ++) {
            uint64_t n = read_one(&m->answered[row][class]);

            if (n == 0)
                continue;
            buf_printf(b,
                       "motcua_http_requests_total{route=\"%s\",method=\"%s\","
                       "status=\"%dxx\"} %" PRIu64 "\n",
                       known ? m->route[row].pattern : "none",
                       known ? method_name(m->route[row].method) : "any",
                       class + 1, n);
        }
    }
}

static void write_took(const struct metrics *m, struct buf *b)
{
    uint64_t so_far = 0;

    buf_add_c(b, "# TYPE motcua_http_seconds histogram\n");
    for (size_t i = 0; i < BOUNDS; i++) {
        so_far += read_one(&m->took[i]);
        buf_printf(b, "motcua_http_seconds_bucket{le=\"%.4g\"} %" PRIu64 "\n",
                   (double)bound_us[i] / 1e6, so_far);
    }
    so_far += read_one(&m->took[BOUNDS]);
    buf_printf(b,
               "motcua_http_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n"
               "motcua_http_seconds_sum %.6f\n"
               "motcua_http_seconds_count %" PRIu64 "\n",
               so_far, (double)read_one(&m->sum_us) / 1e6, so_far);
}

static void write_told(const struct notify_figures *told, struct buf *b)
{
    static const char *const outcome[] = {
        [NOTIFY_SENT] = "sent",
        [NOTIFY_DELIVERED] = "delivered",
        [NOTIFY_FAILED] = "failed",
    };

    buf_add_c(b, "# TYPE motcua_sendings_waiting gauge\n");
    for (int c = NOTIFY_CHANNEL_FIRST; c < NOTIFY_CHANNEL_END; c++)
        buf_printf(b, "motcua_sendings_waiting{channel=\"%s\"} %" PRId64 "\n",
                   notify_channel_name((enum notify_channel)c),
                   told->waiting[c]);
    buf_add_c(b, "# TYPE motcua_sendings_total counter\n");
    for (int c = NOTIFY_CHANNEL_FIRST; c < NOTIFY_CHANNEL_END; c++)
        for (int o = NOTIFY_SENT; o <= NOTIFY_FAILED; o++)
            buf_printf(b,
                       "motcua_sendings_total{channel=\"%s\",outcome=\"%s\"} "
                       "%" PRId64 "\n",
                       notify_channel_name((enum notify_channel)c), outcome[o],
                       told->outcome[c][o]);
}

struct str metrics_text(const struct metrics *m, struct arena *a,
                        int pool_waiting, const struct notify_figures *told)
{
    struct buf b = buf_new(a, TEXT_BYTES_MAX);

    write_answered(m, &b);
    write_took(m, &b);
    buf_printf(&b,
               "# TYPE motcua_http_lost_total counter\n"
               "motcua_http_lost_total %" PRIu64 "\n"
               "# TYPE motcua_pool_waiting gauge\n"
               "motcua_pool_waiting %d\n",
               read_one(&m->lost), pool_waiting);
    if (told)
        write_told(told, &b);
    return buf_str(&b);
}
