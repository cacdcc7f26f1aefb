#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/num.h"

#include "domain/calendar/limit.h"
#include "domain/flow/flow_edit.h"

/* Keys of a step that rows show; the others stay. */
static const char *const shown[] = {
    "id", "name", "kind", "role", "unit", "limit", "needs", "output", "next",
};

#define DOCUMENTS_BYTES ((size_t)16 << 10)

static const struct json *member_of(const struct json *o, const char *key)
{
    return o ? json_member(o, key) : NULL;
}

static struct str text_at(struct arena *a, const struct json *o,
                          const char *key)
{
    const struct json *member = member_of(o, key);
    struct str text = member ? json_bare_text(member) : STR_NONE;
    int64_t n;

    if (member && json_bare_number(member, &n))
        return arena_printf(a, "%" PRId64, n);
    return text.p ? arena_str(a, text) : S("");
}

static const struct json *list_of(const struct json *o, const char *key)
{
    const struct json *list = member_of(o, key);

    return list && json_kind(list) == JSON_KIND_ARRAY ? list : NULL;
}

static const struct json *item_of(const struct json *list, size_t i)
{
    return list && i < json_count(list) ? json_at(list, i) : NULL;
}

/* A condition of the case alone is shown by its code. */
static struct str read_when(struct arena *a, const struct json *way, size_t i)
{
    const struct json *when = member_of(way, "when");
    struct str code = text_at(a, when, "case");

    if (!when)
        return S("");
    if (!str_empty(code) && json_count(when) == 1)
        return arena_printf(a, FLOW_EDIT_CASE "%.*s", STR_ARG(code));
    return arena_printf(a, FLOW_EDIT_KEEP "%zu", i);
}

static void read_ways(struct arena *a, const struct json *step,
                      struct flow_edit_row *row)
{
    const struct json *next = list_of(step, "next");
    size_t count = json_count(next);

    row->way_count = count < FLOW_WAYS_MAX ? count : FLOW_WAYS_MAX;
    for (size_t i = 0; i < row->way_count; i++) {
        const struct json *way = json_at(next, i);

        row->way[i] = (struct flow_edit_way){
            .action = text_at(a, way, "action"),
            .to = text_at(a, way, "to"),
            .when = read_when(a, way, i),
        };
    }
}

/* A document a line; what is neither words nor a code is left out. */
static struct str read_documents(struct arena *a, const struct json *list)
{
    struct buf b = buf_new(a, DOCUMENTS_BYTES);

    for (size_t i = 0; i < json_count(list); i++) {
        const struct json *item = json_at(list, i);
        struct str code = json_bare_text(item);

        buf_add_c(&b, i > 0 ? "\n" : "");
        if (code.p)
            buf_add(&b, code);
        else
            buf_printf(&b, "%.*s | %.*s", STR_ARG(text_at(a, item, "vi")),
                       STR_ARG(text_at(a, item, "en")));
    }
    return buf_str(&b);
}

static void read_row(struct arena *a, const struct json *step, int origin,
                     struct flow_edit_row *row)
{
    const struct json *name = member_of(step, "name");
    const struct json *limit = member_of(step, "limit");

    *row = (struct flow_edit_row){
        .origin = origin,
        .id = text_at(a, step, "id"),
        .name = {{text_at(a, name, "vi"), text_at(a, name, "en")}},
        .kind = text_at(a, step, "kind"),
        .role = text_at(a, step, "role"),
        .unit = text_at(a, step, "unit"),
        .value = text_at(a, limit, "value"),
        .time = text_at(a, limit, "unit"),
        .needs = read_documents(a, list_of(step, "needs")),
        .output = read_documents(a, list_of(step, "output")),
    };
    read_ways(a, step, row);
}

void flow_edit_read(struct arena *a, const struct json *flow,
                    struct flow_edit *ret)
{
    const struct json *steps = list_of(flow, "steps");
    size_t count = json_count(steps);

    ret->count = count < FLOW_STEPS_MAX ? count : FLOW_STEPS_MAX;
    for (size_t i = 0; i < ret->count; i++)
        read_row(a, json_at(steps, i), (int)i, &ret->row[i]);
}

static bool is_shown(struct str key)
{
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        if (str_eq_c(key, shown[i]))
            return true;
    }
    return false;
}

/* A copy of `o` without the keys that the caller writes anew. */
static struct json *copy_but(struct arena *a, const struct json *o,
                             bool (*leaves_out)(struct str key))
{
    struct json *copy = json_new_object(a);
    struct json_walk walk;
    const struct json *member;
    struct str key;

    if (!o || json_kind(o) != JSON_KIND_OBJECT)
        return copy;
    walk = json_walk(o);
    while (json_next(&walk, &key, &member)) {
        if (!leaves_out(key))
            json_set(copy, arena_cstr(a, key), member);
    }
    return copy;
}

static const struct json *when_of(struct arena *a, struct str when,
                                  const struct json *before)
{
    struct str of_case = S(FLOW_EDIT_CASE);
    struct str keep = S(FLOW_EDIT_KEEP);
    struct json *o;
    int64_t i;

    if (str_starts(when, of_case)) {
        o = json_new_object(a);
        json_set_str(o, "case", str_sub(when, of_case.n, when.n));
        return o;
    }
    if (str_starts(when, keep) &&
        num_parse(str_sub(when, keep.n, when.n), 0, FLOW_WAYS_MAX, &i))
        return member_of(item_of(list_of(before, "next"), (size_t)i), "when");
    return NULL;
}

static const struct json *write_ways(struct arena *a,
                                     const struct flow_edit_row *row,
                                     const struct json *before)
{
    struct json *list = json_new_array(a);

    for (size_t i = 0; i < row->way_count; i++) {
        const struct flow_edit_way *way = &row->way[i];
        const struct json *when = when_of(a, way->when, before);
        struct json *o;

        if (str_empty(way->action))
            continue;
        o = json_new_object(a);
        json_set_str(o, "action", way->action);
        json_set_str(o, "to", way->to);
        if (when)
            json_set(o, "when", when);
        json_add(list, o);
    }
    return list;
}

/* A number that is none is left for the check to complain of. */
static const struct json *write_limit(struct arena *a,
                                      const struct flow_edit_row *row)
{
    struct json *o = json_new_object(a);
    int64_t value;

    if (num_parse(row->value, 0, LIMIT_VALUE_MAX, &value))
        json_set_i64(o, "value", value);
    else
        json_set_str(o, "value", row->value);
    json_set_str(o, "unit", row->time);
    return o;
}

static const struct json *write_words(struct arena *a, const struct words *w)
{
    struct json *o = json_new_object(a);

    json_set_str(o, "vi", w->in[LANG_VI]);
    json_set_str(o, "en", w->in[LANG_EN]);
    return o;
}

/* "Tiếng Việt | English" are words, one word alone is a code. */
static const struct json *write_document(struct arena *a, struct str line)
{
    size_t bar = str_find_char(line, '|', 0);
    struct words w = {{str_trim(str_sub(line, 0, bar)),
                       str_trim(str_sub(line, bar + 1, line.n))}};

    return write_words(a, &w);
}

static bool is_code(struct str line)
{
    return str_find_char(line, '|', 0) == line.n &&
           str_find_char(line, ' ', 0) == line.n;
}

static void write_documents(struct arena *a, struct json *step, const char *key,
                            struct str text)
{
    struct json *list = json_new_array(a);
    struct str line;

    while (str_next(&text, '\n', &line)) {
        line = str_trim(line);
        if (str_empty(line))
            continue;
        if (is_code(line))
            json_add_str(list, line);
        else
            json_add(list, write_document(a, line));
    }
    if (json_count(list) > 0)
        json_set(step, key, list);
}

static const struct json *write_row(struct arena *a,
                                    const struct flow_edit_row *row,
                                    const struct json *before)
{
    struct json *step = copy_but(a, before, is_shown);

    json_set_str(step, "id", row->id);
    json_set(step, "name", write_words(a, &row->name));
    json_set_str(step, "kind", row->kind);
    json_set_str(step, "role", row->role);
    json_set_str(step, "unit", row->unit);
    if (!str_empty(row->value))
        json_set(step, "limit", write_limit(a, row));
    write_documents(a, step, "needs", row->needs);
    write_documents(a, step, "output", row->output);
    json_set(step, "next", write_ways(a, row, before));
    return step;
}

static bool is_steps(struct str key)
{
    return str_eq_c(key, "steps");
}

const struct json *flow_edit_write(struct arena *a, const struct json *flow,
                                   const struct flow_edit *e)
{
    const struct json *before = list_of(flow, "steps");
    struct json *copy = copy_but(a, flow, is_steps);
    struct json *steps = json_new_array(a);

    for (size_t i = 0; i < e->count; i++) {
        const struct flow_edit_row *row = &e->row[i];

        json_add(steps, write_row(a, row,
                                  row->origin < 0
                                      ? NULL
                                      : item_of(before, (size_t)row->origin)));
    }
    json_set(copy, "steps", steps);
    return copy;
}

static bool id_is_taken(const struct flow_edit *e, struct str id)
{
    for (size_t i = 0; i < e->count; i++) {
        if (str_eq(e->row[i].id, id))
            return true;
    }
    return false;
}

static struct str new_id(struct arena *a, const struct flow_edit *e)
{
    struct str id;
    size_t n = e->count;

    do
        id = arena_printf(a, "step_%zu", ++n);
    while (id_is_taken(e, id));
    return id;
}

/* The first way that goes on; NULL when there is none. */
static struct flow_edit_way *way_on(struct flow_edit_row *row)
{
    for (size_t i = 0; i < row->way_count; i++) {
        if (!str_empty(row->way[i].action) &&
            !str_eq_c(row->way[i].action, "send_back"))
            return &row->way[i];
    }
    return NULL;
}

bool flow_edit_add(struct arena *a, struct flow_edit *e, size_t after)
{
    struct flow_edit_row row = {
        .origin = -1,
        .id = new_id(a, e),
        .name = {{S(""), S("")}},
        .kind = S("process"),
        .role = S("processor"),
        .unit = S("resolver"),
        .value = S(""),
        .time = S("working_hour"),
        .needs = S(""),
        .output = S(""),
    };
    struct flow_edit_way *way;

    check(after < e->count);
    if (e->count == FLOW_STEPS_MAX)
        return false;
    way = way_on(&e->row[after]);
    if (way) {
        row.way[row.way_count++] =
            (struct flow_edit_way){S("submit"), way->to, S("")};
        way->to = row.id;
    }
    memmove(&e->row[after + 2], &e->row[after + 1],
            (e->count - after - 1) * sizeof row);
    e->row[after + 1] = row;
    e->count++;
    return true;
}

void flow_edit_remove(struct flow_edit *e, size_t at)
{
    struct str id;
    struct flow_edit_way *on;

    check(at < e->count);
    id = e->row[at].id;
    on = way_on(&e->row[at]);
    for (size_t i = 0; i < e->count; i++) {
        for (size_t k = 0; i != at && k < e->row[i].way_count; k++) {
            struct flow_edit_way *way = &e->row[i].way[k];

            if (!str_eq(way->to, id))
                continue;
            if (on && !str_eq(on->to, e->row[i].id))
                way->to = on->to;
            else
                way->action = S("");
        }
    }
    e->count--;
    memmove(&e->row[at], &e->row[at + 1], (e->count - at) * sizeof e->row[0]);
}

void flow_edit_move(struct flow_edit *e, size_t at, bool up)
{
    size_t other = up ? at - 1 : at + 1;
    struct flow_edit_row row;

    check(at < e->count);
    if ((up && at == 0) || other >= e->count)
        return;
    row = e->row[at];
    e->row[at] = e->row[other];
    e->row[other] = row;
}
