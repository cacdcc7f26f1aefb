#include "base/prelude.h"

#include "base/check.h"

#include "web/route.h"

/* What every row of routes.def says. */
#define SAYS(id, where, how, cap, limit, flag)                             \
    .name = #id, .pattern = (where), .method = (how), .capability = (cap), \
    .rate = (limit), .flags = (flag)

const struct route site_routes[ROUTE_COUNT] = {
#define GET(id, where, cap, limit, flag)               \
    {                                                  \
        SAYS(id, where, METHOD_GET, cap, limit, flag), \
        .page = page_##id,                             \
    },
#define RECORDED(id, where, cap, limit, flag)          \
    {                                                  \
        SAYS(id, where, METHOD_GET, cap, limit, flag), \
        .commit = record_##id,                         \
        .page = page_##id,                             \
    },
#define POST(id, where, cap, limit, flag, bytes)        \
    {                                                   \
        SAYS(id, where, METHOD_POST, cap, limit, flag), \
        .body_bytes_max = (bytes),                      \
        .prepare = prepare_##id,                        \
        .commit = commit_##id,                          \
        .render = render_##id,                          \
    },
#define LOOKED(id, where, cap, limit, flag, bytes)      \
    {                                                   \
        SAYS(id, where, METHOD_POST, cap, limit, flag), \
        .body_bytes_max = (bytes),                      \
        .prepare = prepare_##id,                        \
        .look = look_##id,                              \
        .commit = commit_##id,                          \
        .render = render_##id,                          \
    },
#include "web/routes.def"
};

/* A pattern cut at its slashes; a capture's segment is its bare name. */
struct pattern {
    const struct route *route;
    struct str segment[PARTS_SEGMENTS_MAX];
    size_t count;
    unsigned captures; /* bit 1 << i: segment i is a capture */
};

struct router {
    const struct route *first;
    size_t count;
    struct pattern pattern[];
};

static bool is_capture(struct str segment)
{
    return segment.n > 2 && segment.p[0] == '{' &&
           segment.p[segment.n - 1] == '}';
}

static void read_pattern(const struct route *route, struct pattern *ret)
{
    struct str rest = str_c(route->pattern);
    struct str one;

    *ret = (struct pattern){.route = route};
    /* A file belongs to an account. */
    check(!(route->flags & ROUTE_FILES) || route->capability != CAP_PUBLIC);
    check(str_starts(rest, S("/")));
    rest = str_sub(rest, 1, rest.n);
    if (rest.n == 0)
        return;
    while (str_next(&rest, '/', &one)) {
        check(one.n > 0 && ret->count < PARTS_SEGMENTS_MAX);
        if (is_capture(one)) {
            ret->captures |= 1U << ret->count;
            one = str_sub(one, 1, one.n - 1);
        }
        ret->segment[ret->count++] = one;
    }
}

/* Fewer segments first; where only one captures, the written word first. */
static int compare_patterns(const void *left, const void *right)
{
    const struct pattern *a = left;
    const struct pattern *b = right;

    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++) {
        int a_captures = a->captures >> i & 1;
        int b_captures = b->captures >> i & 1;
        int order = a_captures - b_captures;

        if (order == 0 && !a_captures)
            order = str_cmp(a->segment[i], b->segment[i]);
        if (order != 0)
            return order;
    }
    return (int)a->route->method - (int)b->route->method;
}

struct router *router_new(struct arena *a, const struct route *route,
                          size_t count)
{
    struct router *r = arena_alloc(a, sizeof *r + count * sizeof *r->pattern);

    r->first = route;
    r->count = count;
    for (size_t i = 0; i < count; i++)
        read_pattern(&route[i], &r->pattern[i]);
    qsort(r->pattern, count, sizeof *r->pattern, compare_patterns);
    for (size_t i = 1; i < count; i++)
        check(compare_patterns(&r->pattern[i - 1], &r->pattern[i]) != 0);
    return r;
}

size_t router_index(const struct router *r, const struct route *route)
{
    size_t index = (size_t)(route - r->first);

    check(index < r->count);
    return index;
}

static bool matches(const struct pattern *p, const struct path *path)
{
    for (size_t i = 0; i < p->count; i++)
        if (!(p->captures >> i & 1) && !str_eq(p->segment[i], path->segment[i]))
            return false;
    return true;
}

static void take_captures(const struct pattern *p, const struct path *path,
                          struct found_route *ret)
{
    for (size_t i = 0; i < p->count; i++) {
        if (!(p->captures >> i & 1))
            continue;
        ret->capture_name[ret->capture_count] = p->segment[i];
        ret->capture[ret->capture_count] = path->segment[i];
        ret->capture_count++;
    }
}

void router_find(const struct router *r, enum method method,
                 const struct path *path, struct found_route *ret)
{
    *ret = (struct found_route){.route = NULL};
    for (size_t i = 0; i < r->count; i++) {
        const struct pattern *p = &r->pattern[i];

        if (p->count != path->count || !matches(p, path))
            continue;
        ret->allow |= 1U << p->route->method;
        if (p->route->method != method)
            continue;
        ret->route = p->route;
        take_captures(p, path, ret);
        return;
    }
}
