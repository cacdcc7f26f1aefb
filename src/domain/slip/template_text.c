#include "base/prelude.h"

#include "base/buf.h"
#include "base/viet.h"

#include "domain/slip/template.h"

#define NAME_BYTES_MAX 60
#define TEXT_BYTES_MAX ((size_t)64 << 10)
#define BLANK          "…………………"

static const struct json *member_of(const struct slip_scope *scope,
                                    const char *name)
{
    const struct json *found = NULL;

    if (scope->row && json_kind(scope->row) == JSON_KIND_OBJECT)
        found = json_member(scope->row, name);
    return found ? found : json_member(scope->data, name);
}

struct str slip_value(struct arena *a, const struct slip_scope *scope,
                      struct str name)
{
    const struct json *value;
    int64_t n;

    if (str_eq(name, S("n")))
        return arena_printf(a, "%zu", scope->n);
    if (str_eq(name, S("item")) && scope->row)
        return json_bare_text(scope->row);
    value = member_of(scope, arena_cstr(a, name));
    if (!value)
        return STR_NONE;
    if (json_bare_number(value, &n))
        return arena_printf(a, "%" PRId64, n);
    return json_bare_text(value);
}

/* "{name}" at the beginning of `text`: its value, and how long it is. */
static size_t take_value(struct arena *a, struct str text,
                         const struct slip_scope *scope, struct str *ret)
{
    size_t end = str_find_char(text, '}', 0);
    struct str name = str_sub(text, 1, end);
    bool is_upper = str_ends(name, S("^"));

    if (end == text.n || end > NAME_BYTES_MAX)
        return 0;
    name.n -= is_upper;
    *ret = slip_value(a, scope, name);
    if (!ret->p)
        *ret = S(BLANK);
    else if (is_upper)
        *ret = viet_upper(a, *ret);
    return end + 1;
}

struct writing {
    struct arena *arena;
    const struct slip_scope *scope;
    struct pdf_run *run;
    size_t count;
    struct buf text; /* of the run that is being written */
    unsigned style;
};

static void end_run(struct writing *w)
{
    if (w->text.n && w->count < PDF_RUNS_MAX)
        w->run[w->count++] =
            (struct pdf_run){arena_str(w->arena, buf_str(&w->text)), w->style};
    w->text = buf_new(w->arena, TEXT_BYTES_MAX);
}

static void turn(struct writing *w, unsigned style)
{
    end_run(w);
    w->style ^= style;
}

/* One mark, value or letter; how many bytes of the text it was. */
static size_t write_next(struct writing *w, struct str rest)
{
    struct str value;
    size_t used = 0;

    if (str_starts(rest, S("**"))) {
        turn(w, PDF_BOLD);
        return 2;
    }
    if (rest.p[0] == '_') {
        turn(w, PDF_ITALIC);
        return 1;
    }
    if (rest.p[0] == '{')
        used = take_value(w->arena, rest, w->scope, &value);
    if (used)
        buf_add(&w->text, value);
    else
        buf_add_char(&w->text, rest.p[0]);
    return used ? used : 1;
}

size_t slip_runs(struct arena *a, struct str text,
                 const struct slip_scope *scope,
                 struct pdf_run ret[PDF_RUNS_MAX])
{
    struct writing w = {
        .arena = a,
        .scope = scope,
        .run = ret,
        .text = buf_new(a, TEXT_BYTES_MAX),
    };

    for (size_t at = 0; at < text.n;)
        at += write_next(&w, str_sub(text, at, text.n));
    end_run(&w);
    return w.count;
}

struct str slip_plain(struct arena *a, struct str text,
                      const struct slip_scope *scope)
{
    struct pdf_run run[PDF_RUNS_MAX];
    struct buf b = buf_new(a, TEXT_BYTES_MAX);
    size_t count = slip_runs(a, text, scope, run);

    if (count == 1)
        return run[0].text;
    for (size_t i = 0; i < count; i++)
        buf_add(&b, run[i].text);
    return buf_str(&b);
}
