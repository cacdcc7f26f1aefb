#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/json.h"

#include "domain/flow/flow_check.h"
#include "domain/pack/pack.h"

#include "written_flow.h"

#define TEXT_BYTES ((size_t)64 << 10)

struct written_flow written_flow(void)
{
    struct written_flow w = {.arena = arena_new((size_t)4 << 20)};

    w.found = findings_new(w.arena);
    w.case_count = COUNT_OF(w.cases);
    w.cases[0].code = S("on_time");
    w.cases[1].code = S("late");
    return w;
}

void written_flow_end(struct written_flow *w)
{
    arena_free(w->arena);
}

struct procedure_time working_days(int n)
{
    return (struct procedure_time){.known = true,
                                   .limit = {LIMIT_WORKING_DAY, n}};
}

static struct str next_word(struct str *line, char end)
{
    struct str word;

    return str_next(line, end, &word) ? word : S("");
}

/* "submit?late>sign" */
static void put_way(struct buf *b, struct str way)
{
    size_t at = str_find_char(way, '>', 0);
    struct str action = str_sub(way, 0, at);
    size_t ask = str_find_char(action, '?', 0);

    buf_printf(b, "{\"action\":\"%.*s\",\"to\":\"%.*s\"",
               STR_ARG(str_sub(action, 0, ask)),
               STR_ARG(str_sub(way, at + 1, way.n)));
    if (ask < action.n)
        buf_printf(b, ",\"when\":{\"case\":\"%.*s\"}",
                   STR_ARG(str_sub(action, ask + 1, action.n)));
    buf_add_c(b, "}");
}

static void put_ways(struct buf *b, struct str rest)
{
    const char *comma = "";
    struct str one;

    while (str_next(&rest, ' ', &one)) {
        buf_add_c(b, comma);
        put_way(b, one);
        comma = ",";
    }
}

static void put_time(struct buf *b, struct str time)
{
    const char *unit = "working_hour";

    if (str_empty(time) || str_eq_c(time, "-"))
        return;
    if (str_ends(time, S("d")))
        unit = "working_day";
    else if (str_ends(time, S("c")))
        unit = "day";
    buf_printf(b, "\"limit\":{\"value\":%.*s,\"unit\":\"%s\"},",
               STR_ARG(str_sub(time, 0, time.n - 1)), unit);
}

/* "* ID UNIT TIME AFTER…" */
static void put_task(struct buf *b, struct str line)
{
    struct str id = next_word(&line, ' ');
    struct str unit = next_word(&line, ' ');
    const char *comma = "";
    struct str one;

    buf_printf(b,
               "{\"id\":\"%.*s\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
               "\"role\":\"processor\",\"unit\":\"%.*s\",",
               STR_ARG(id), STR_ARG(unit));
    put_time(b, next_word(&line, ' '));
    buf_add_c(b, "\"task\":{\"vi\":\"x\",\"en\":\"x\"},\"after\":[");
    while (str_next(&line, ' ', &one)) {
        buf_printf(b, "%s\"%.*s\"", comma, STR_ARG(one));
        comma = ",";
    }
    buf_add_c(b, "]}");
}

static void put_tasks(struct buf *b, struct str *rest)
{
    struct str star = S("* ");
    struct str next = *rest;
    const char *comma = "";
    struct str line;

    if (!str_starts(next, star))
        return;
    buf_add_c(b, "\"tasks\":[");
    while (str_starts(next, star) && str_next(&next, '\n', &line)) {
        buf_add_c(b, comma);
        put_task(b, str_sub(line, star.n, line.n));
        comma = ",";
    }
    buf_add_c(b, "],");
    *rest = next;
}

static void put_step(struct buf *b, struct str line, struct str *rest)
{
    struct str id = next_word(&line, ' ');
    struct str kind = next_word(&line, ' ');
    struct str word = next_word(&kind, '/');
    struct str role = next_word(&kind, '/');
    struct str unit = kind;

    buf_printf(b,
               "{\"id\":\"%.*s\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
               "\"kind\":\"%.*s\",\"role\":\"%.*s\",\"unit\":\"%.*s\",",
               STR_ARG(id), STR_ARG(word),
               STR_ARG(role.n > 0 ? role : S("clerk")),
               STR_ARG(unit.n > 0 ? unit : S("resolver")));
    put_time(b, next_word(&line, ' '));
    put_tasks(b, rest);
    buf_add_c(b, "\"next\":[");
    put_ways(b, line);
    buf_add_c(b, "]}");
}

static const struct flow *read_and_check(struct written_flow *w,
                                         struct str text,
                                         const struct form *form,
                                         const struct procedure *card)
{
    struct errbox box;
    const struct json *json;
    struct pack_reader r = {
        .arena = w->arena, .scratch = w->arena, .findings = &w->found};
    const struct flow *flow;
    struct node node;

    check(json_parse(&box, w->arena, text, TEXT_BYTES, &json) == ERR_OK);
    node = node_root(&r, S("flow.json"), json);
    flow = flow_read(node, form, card);
    flow_check(node, flow, card);
    return flow;
}

const struct flow *flow_of_json(struct written_flow *w, struct str text)
{
    static const struct form none = {0};

    w->card.limit = w->limit;
    w->card.cases = w->cases;
    w->card.case_count = w->case_count;
    return read_and_check(w, text, &none, &w->card);
}

static struct str as_json(struct written_flow *w, const char *lines)
{
    struct buf b = buf_new(w->arena, TEXT_BYTES);
    struct str rest = str_c(lines);
    const char *comma = "";
    struct str line;

    buf_add_c(&b, "{\"code\":\"f\",\"version\":\"1\",\"source\":\"s\","
                  "\"steps\":[");
    while (str_next(&rest, '\n', &line) && line.n > 0) {
        buf_add_c(&b, comma);
        put_step(&b, line, &rest);
        comma = ",";
    }
    buf_add_c(&b, "]}");
    return buf_str(&b);
}

const struct flow *flow_of(struct written_flow *w, const char *lines)
{
    return flow_of_json(w, as_json(w, lines));
}

const struct flow *flow_alone(struct written_flow *w, const char *lines)
{
    return read_and_check(w, as_json(w, lines), NULL, NULL);
}

void assert_found(const struct written_flow *w, int message, size_t count)
{
    for (size_t i = 0; i < w->found.count; i++)
        if (w->found.item[i].message != message)
            fail_msg("%s",
                     finding_text(w->arena, LANG_EN, &w->found.item[i]).p);
    assert_int_equal(w->found.count, count);
}

size_t found(const struct written_flow *w, int message)
{
    size_t count = 0;

    for (size_t i = 0; i < w->found.count; i++)
        count += w->found.item[i].message == message;
    return count;
}

void expect_flow(const char *lines, int message, size_t count)
{
    struct written_flow w = written_flow();

    flow_of(&w, lines);
    assert_found(&w, message, count);
    written_flow_end(&w);
}
