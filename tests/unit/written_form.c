#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"

#include "domain/pack/pack.h"

#include "written_form.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define TEXT_BYTES  ((size_t)4 << 20)
#define WORDS       "{\"vi\":\"x\",\"en\":\"x\"}"

static const struct procedure_case CASES[] = {
    {.code = S_INIT("on_time")},
    {.code = S_INIT("late")},
};

static const struct procedure_component COMPONENTS[] = {
    {.code = S_INIT("notice")},
};

const struct json *written_json(struct arena *a, const char *text)
{
    struct buf b = buf_new(a, TEXT_BYTES);
    struct errbox box;
    const struct json *json;

    for (const char *p = text; *p; p++) {
        if (*p == '#')
            buf_add_c(&b, WORDS);
        else
            buf_add_char(&b, *p == '\'' ? '"' : *p);
    }
    if (json_parse(&box, a, buf_str(&b), TEXT_BYTES, &json) != ERR_OK)
        fail_msg("no JSON: %s", text);
    return json;
}

const char *as_written(struct arena *a, const struct json *json)
{
    struct str text = json ? json_text(a, json) : S("");
    struct buf b = buf_new(a, TEXT_BYTES);

    for (size_t i = 0; i < text.n; i++)
        buf_add_char(&b, text.p[i] == '"' ? '\'' : text.p[i]);
    return buf_str(&b).p;
}

const char *repeated(struct arena *a, size_t count, const char *format)
{
    struct buf b = buf_new(a, TEXT_BYTES);

    for (size_t i = 0; i < count; i++) {
        const char *mark = strstr(format, "%zu");

        if (i > 0)
            buf_add_char(&b, ',');
        if (!mark) {
            buf_add_c(&b, format);
            continue;
        }
        buf_add(&b, (struct str){format, (size_t)(mark - format)});
        buf_add(&b, arena_printf(a, "%zu", i));
        buf_add_c(&b, mark + strlen("%zu"));
    }
    return buf_str(&b).p;
}

static const char *or_nothing(const char *text)
{
    return text ? text : "";
}

static struct node root(struct written_form *w, const char *name,
                        const char *text)
{
    return node_root(&w->reader, str_c(name), written_json(w->arena, text));
}

static const struct form *read(struct written_form *w, struct form_text t)
{
    struct arena *a = w->arena;
    const char *pages =
        t.pages ? t.pages
                : arena_printf(a, "{'id':'p','title':#,'fields':[%s]}",
                               or_nothing(t.fields))
                      .p;
    const char *form =
        arena_printf(a,
                     "{'code':'f','version':'1','source':'s','title':#,"
                     "'pages':[%s],'rules':[%s]}",
                     pages, or_nothing(t.rules))
            .p;

    return form_read(
        root(w, "form.json", form),
        root(w, "blocks", arena_printf(a, "{%s}", or_nothing(t.blocks)).p),
        root(w, "lists", arena_printf(a, "{%s}", or_nothing(t.lists)).p),
        &w->card);
}

struct written_form *written_form(struct form_text text)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct written_form *w = ARENA_NEW(a, struct written_form);

    w->arena = a;
    w->card = (struct procedure){
        .channels = 1U << CHANNEL_ONLINE | 1U << CHANNEL_COUNTER,
        .cases = CASES,
        .case_count = COUNT_OF(CASES),
        .component = COMPONENTS,
        .component_count = COUNT_OF(COMPONENTS),
    };
    w->found = findings_new(a);
    w->reader =
        (struct pack_reader){.arena = a, .scratch = a, .findings = &w->found};
    w->f = (struct filling){
        .form = read(w, text),
        .answers = json_new_object(a),
        .channel = CHANNEL_ONLINE,
    };
    check(day_parse_iso(S("2026-04-28"), &w->f.today));
    return w;
}

struct written_form *right_form(struct form_text text)
{
    struct written_form *w = written_form(text);

    for (size_t i = 0; i < w->found.count; i++)
        fail_msg("%s", finding_text(w->arena, LANG_EN, &w->found.item[i]).p);
    return w;
}

void written_form_free(struct written_form *w)
{
    arena_free(w->arena);
}

static bool is_argument(struct str argument, const char *wanted)
{
    return !wanted || str_eq_c(argument, wanted);
}

static bool is_told(const struct findings *found, const struct told *row)
{
    const struct finding *one = &found->item[0];

    if (!row->path)
        return found->count == 0;
    return found->count == 1 && one->message == row->message &&
           str_eq_c(one->path, row->path) &&
           is_argument(one->argument[0], row->a) &&
           is_argument(one->argument[1], row->b);
}

void expect_told(const struct told *row, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct written_form *w = written_form(row[i].text);

        for (size_t k = 0; k < w->found.count && !is_told(&w->found, &row[i]);
             k++)
            print_message("%s\n",
                          finding_text(w->arena, LANG_EN, &w->found.item[k]).p);
        if (!is_told(&w->found, &row[i]))
            fail_msg("row %zu: %s%s, not told at %s", i,
                     or_nothing(row[i].text.fields),
                     or_nothing(row[i].text.rules), or_nothing(row[i].path));
        written_form_free(w);
    }
}
