#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "web/out.h"
#include "web/out_tpl.h"

struct out *out_new(struct arena *a, enum lang lang, size_t ceiling_bytes)
{
    struct out *o = ARENA_NEW(a, struct out);

    *o = (struct out){.body = buf_new(a, ceiling_bytes), .lang = lang};
    return o;
}

struct str out_page(struct out *o)
{
    return buf_str(&o->body);
}

bool out_overflowed(const struct out *o)
{
    return o->body.full;
}

void out_markup(struct out *o, struct str markup)
{
    buf_add(&o->body, markup);
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&#34;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

/* Both places get all five: a text may be moved into an attribute later. */
static void escape(struct buf *b, struct str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        const char *entity = entity_of(s.p[i]);

        if (!entity)
            continue;
        buf_add(b, str_sub(s, from, i));
        buf_add_c(b, entity);
        from = i + 1;
    }
    buf_add(b, str_sub(s, from, s.n));
}

void out_text(struct out *o, struct str s)
{
    escape(&o->body, s);
}

void out_attr(struct out *o, struct str s)
{
    escape(&o->body, s);
}

void out_url_part(struct out *o, struct str s)
{
    url_add_part(&o->body, s);
}

void out_url(struct out *o, struct url u)
{
    escape(&o->body, u.text);
}

void out_int(struct out *o, int64_t n)
{
    buf_printf(&o->body, "%" PRId64, n);
}

void out_uint(struct out *o, uint64_t n)
{
    buf_printf(&o->body, "%" PRIu64, n);
}

void out_html(struct out *o, struct html h)
{
    if (h.markup.p)
        buf_add(&o->body, h.markup);
    else
        o->body.full = true;
}

static const char *json_escape_of(struct str rest)
{
    switch (rest.p[0]) {
    case '<': return "\\u003c";
    case '>': return "\\u003e";
    case '&': return "\\u0026";
    default: break;
    }
    if (str_starts(rest, S("\xe2\x80\xa8")))
        return "\\u2028";
    if (str_starts(rest, S("\xe2\x80\xa9")))
        return "\\u2029";
    return NULL;
}

void out_json_island(struct out *o, struct str json)
{
    for (size_t i = 0; i < json.n; i++) {
        const char *code = json_escape_of(str_sub(json, i, json.n));

        if (!code) {
            buf_add_char(&o->body, json.p[i]);
            continue;
        }
        buf_add_c(&o->body, code);
        if (json.p[i] == '\xe2')
            i += 2;
    }
}

struct out *out_part_begin(const struct out *o)
{
    return out_new(o->body.arena, o->lang, o->body.ceiling);
}

struct html out_part_end(struct out *part)
{
    if (part->body.full)
        return (struct html){STR_NONE};
    return (struct html){str_trim(out_page(part))};
}

struct out_value out_value_str(struct str s)
{
    return (struct out_value){.kind = OUT_STR, .str = s};
}

struct out_value out_value_int(int64_t n)
{
    return (struct out_value){.kind = OUT_INT, .integer = n};
}

struct out_value out_value_uint(uint64_t n)
{
    return (struct out_value){.kind = OUT_UINT, .natural = n};
}

struct out_value out_value_html(struct html h)
{
    return (struct out_value){.kind = OUT_HTML, .html = h};
}

static void put_value(struct out *o, struct out_value v)
{
    switch (v.kind) {
    case OUT_STR: out_text(o, v.str); return;
    case OUT_INT: out_int(o, v.integer); return;
    case OUT_UINT: out_uint(o, v.natural); return;
    case OUT_HTML: out_html(o, v.html); return;
    }
    UNREACHABLE();
}

static bool is_one(struct out_value v)
{
    switch (v.kind) {
    case OUT_STR: return str_eq(v.str, S("1"));
    case OUT_INT: return v.integer == 1;
    case OUT_UINT: return v.natural == 1;
    case OUT_HTML: return false;
    }
    UNREACHABLE();
}

/* The number of the hole "{3}" at the start, or -1. */
static int hole_at(struct str s)
{
    if (s.n < 3 || s.p[0] != '{' || s.p[2] != '}' || s.p[1] < '0' ||
        s.p[1] > '9')
        return -1;
    return s.p[1] - '0';
}

void out_words(struct out *o, enum out_place place,
               const char *const words[LANG_COUNT], size_t count,
               const struct out_value *values)
{
    struct str text =
        msg_form(str_c(words[o->lang]), count > 0 && is_one(values[0]));
    size_t from = 0;

    for (size_t i = 0; i < text.n; i++) {
        int hole = hole_at(str_sub(text, i, text.n));

        if (hole < 0)
            continue;
        check((size_t)hole < count);
        check(place == OUT_IN_TEXT || values[hole].kind != OUT_HTML);
        escape(&o->body, str_sub(text, from, i));
        put_value(o, values[hole]);
        i += 2;
        from = i + 1;
    }
    escape(&o->body, str_sub(text, from, text.n));
}
