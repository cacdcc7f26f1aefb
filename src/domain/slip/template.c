#include "base/prelude.h"

#include "base/check.h"

#include "doc/layout.h"

#include "domain/slip/template.h"

#define BLOCKS_MAX 60
#define LINES_MAX  6

/* One slip being drawn. */
struct drawing {
    struct arena *arena;
    const struct json *template;
    struct slip_scope scope;
    struct layout *layout;
};

/* What the words of a template mean. */
struct word {
    const char *word;
    int means;
};

static enum err meaning(const struct json *object, const char *key,
                        const struct word *words, size_t count, int *ret,
                        struct errbox *box)
{
    struct str s;

    TRY(json_str_opt(box, object, key, &s));
    if (!s.p)
        return ERR_OK;
    for (size_t i = 0; i < count; i++)
        if (str_eq_c(s, words[i].word)) {
            *ret = words[i].means;
            return ERR_OK;
        }
    return json_refuse(box, json_member(object, key), "no such word");
}

static enum err align_of(const struct json *object, int *ret,
                         struct errbox *box)
{
    static const struct word words[] = {
        {"left", PDF_LEFT},
        {"center", PDF_CENTER},
        {"right", PDF_RIGHT},
        {"justify", PDF_JUSTIFY},
    };

    return meaning(object, "align", words, COUNT_OF(words), ret, box);
}

static enum err size_of(const struct json *object, int *ret, struct errbox *box)
{
    static const struct word words[] = {
        {"text", LAYOUT_TEXT}, {"cell", LAYOUT_CELL},   {"small", LAYOUT_SMALL},
        {"note", LAYOUT_NOTE}, {"large", LAYOUT_LARGE}, {"key", LAYOUT_KEY},
    };

    return meaning(object, "size", words, COUNT_OF(words), ret, box);
}

static enum err draw_line(struct drawing *d, const struct json *block,
                          const struct slip_scope *scope, struct errbox *box)
{
    struct pdf_run run[PDF_RUNS_MAX];
    struct str text;
    int align = PDF_LEFT;
    int size = LAYOUT_TEXT;

    TRY(json_str(box, block, "text", &text));
    TRY(align_of(block, &align, box));
    TRY(size_of(block, &size, box));
    layout_line(d->layout, (enum pdf_align)align, (enum layout_size)size, run,
                slip_runs(d->arena, text, scope, run));
    return ERR_OK;
}

static enum err draw_text(struct drawing *d, const struct json *block,
                          struct errbox *box)
{
    return draw_line(d, block, &d->scope, box);
}

static enum err draw_gap(struct drawing *d, const struct json *block,
                         struct errbox *box)
{
    int64_t height;

    TRY(json_i64(box, block, "gap", 0, 100, &height));
    layout_gap(d->layout, (double)height);
    return ERR_OK;
}

/* The lines of the one frame: each a text and its size. */
static enum err draw_frame(struct drawing *d, const struct json *block,
                           struct errbox *box)
{
    struct pdf_run run[LINES_MAX][PDF_RUNS_MAX] = {0};
    struct layout_framed line[LINES_MAX];
    const struct json *list;

    TRY(json_arr(box, block, "frame", LINES_MAX, &list));
    for (size_t i = 0; i < json_count(list); i++) {
        struct str text;
        int size = LAYOUT_TEXT;

        TRY(json_str(box, json_at(list, i), "text", &text));
        TRY(size_of(json_at(list, i), &size, box));
        line[i] = (struct layout_framed){
            (enum layout_size)size, run[i],
            slip_runs(d->arena, text, &d->scope, run[i])};
        for (size_t k = 0; k < line[i].count && size == LAYOUT_KEY; k++)
            run[i][k].style |= PDF_GREEN;
    }
    layout_frame(d->layout, line, json_count(list));
    return ERR_OK;
}

/* The list of the slip that a block goes through; an empty row stands for one
   that was not frozen. */
static enum err list_of(struct drawing *d, const struct json *block,
                        const char *key, const struct json **ret,
                        struct errbox *box)
{
    struct str name;
    struct json *blank;

    TRY(json_str(box, block, key, &name));
    TRY(json_arr_opt(box, d->scope.data, arena_cstr(d->arena, name),
                     SLIP_ROWS_MAX, ret));
    if (!*ret) {
        blank = json_new_array(d->arena);
        json_add(blank, json_new_object(d->arena));
        *ret = blank;
    }
    return ERR_OK;
}

static enum err draw_each(struct drawing *d, const struct json *block,
                          struct errbox *box)
{
    const struct json *list;

    TRY(list_of(d, block, "each", &list, box));
    for (size_t i = 0; i < json_count(list); i++) {
        const struct slip_scope scope = {d->scope.data, json_at(list, i),
                                         i + 1};

        TRY(draw_line(d, block, &scope, box));
    }
    return ERR_OK;
}

static enum err read_column(const struct json *o, struct layout_column *ret,
                            struct str *ret_value, struct errbox *box)
{
    int align = PDF_LEFT;
    int64_t width;

    TRY(json_str(box, o, "title", &ret->title));
    TRY(json_str_opt(box, o, "group", &ret->group));
    TRY(json_i64_opt(box, o, "width", 0, 300, 0, &width));
    TRY(json_str(box, o, "value", ret_value));
    TRY(align_of(o, &align, box));
    ret->width = (double)width;
    ret->align = (enum pdf_align)align;
    return ERR_OK;
}

static enum err read_table(const struct json *block, struct layout_table *ret,
                           struct layout_column column[LAYOUT_COLUMNS_MAX],
                           struct str value[LAYOUT_COLUMNS_MAX],
                           struct errbox *box)
{
    static const struct word words[] = {{"light", LAYOUT_LIGHT},
                                        {"grid", LAYOUT_GRID}};
    const struct json *list;
    int rules = LAYOUT_GRID;
    int size = LAYOUT_CELL;

    TRY(json_arr(box, block, "columns", LAYOUT_COLUMNS_MAX, &list));
    TRY(meaning(block, "rules", words, COUNT_OF(words), &rules, box));
    TRY(size_of(block, &size, box));
    for (size_t i = 0; i < json_count(list); i++)
        TRY(read_column(json_at(list, i), &column[i], &value[i], box));
    *ret =
        (struct layout_table){column, json_count(list),
                              (enum layout_rules)rules, (enum layout_size)size};
    return ERR_OK;
}

static enum err draw_rows(struct drawing *d, const struct json *block,
                          struct errbox *box)
{
    struct layout_column column[LAYOUT_COLUMNS_MAX] = {0};
    struct str value[LAYOUT_COLUMNS_MAX];
    struct layout_table table;
    const struct json *list;

    TRY(read_table(block, &table, column, value, box));
    TRY(list_of(d, block, "rows", &list, box));
    layout_table_head(d->layout, &table);
    for (size_t i = 0; i < json_count(list); i++) {
        const struct slip_scope scope = {d->scope.data, json_at(list, i),
                                         i + 1};
        struct str cell[LAYOUT_COLUMNS_MAX];

        for (size_t k = 0; k < table.count; k++)
            cell[k] = slip_plain(d->arena, value[k], &scope);
        layout_table_row(d->layout, &table, cell);
    }
    layout_gap(d->layout, 2);
    return ERR_OK;
}

static enum err filled(struct drawing *d, const struct json *o, const char *key,
                       struct str *ret, struct errbox *box)
{
    struct str text;

    TRY(json_str_opt(box, o, key, &text));
    *ret = text.p ? slip_plain(d->arena, text, &d->scope) : S("");
    return ERR_OK;
}

static enum err draw_sign(struct drawing *d, const struct json *block,
                          struct errbox *box)
{
    struct layout_signature signature[LAYOUT_SIGNATURES_MAX];
    const struct json *list;

    TRY(json_arr(box, block, "sign", LAYOUT_SIGNATURES_MAX, &list));
    for (size_t i = 0; i < json_count(list); i++) {
        const struct json *o = json_at(list, i);

        TRY(filled(d, o, "title", &signature[i].title, box));
        TRY(filled(d, o, "hint", &signature[i].hint, box));
        TRY(filled(d, o, "note", &signature[i].note, box));
        TRY(filled(d, o, "name", &signature[i].name, box));
    }
    layout_gap(d->layout, 2);
    layout_signatures(d->layout, signature, json_count(list));
    return ERR_OK;
}

/* Is there anything under a name? */
static bool has(struct drawing *d, struct str name)
{
    const struct json *value =
        json_member(d->scope.data, arena_cstr(d->arena, name));

    if (value && json_kind(value) == JSON_KIND_ARRAY)
        return json_count(value) > 0;
    return !str_empty(slip_value(d->arena, &d->scope, name));
}

static enum err is_wanted(struct drawing *d, const struct json *block,
                          bool *ret, struct errbox *box)
{
    struct str with;
    struct str without;

    TRY(json_str_opt(box, block, "if", &with));
    TRY(json_str_opt(box, block, "unless", &without));
    *ret = (!with.p || has(d, with)) && (!without.p || !has(d, without));
    return ERR_OK;
}

static enum err draw_block(struct drawing *d, const struct json *block,
                           struct errbox *box)
{
    /* "each" has a text, too, and is therefore asked for first. */
    static const struct {
        const char *key;
        enum err (*draw)(struct drawing *, const struct json *,
                         struct errbox *);
    } kinds[] = {
        {"each", draw_each}, {"rows", draw_rows}, {"frame", draw_frame},
        {"sign", draw_sign}, {"gap", draw_gap},   {"text", draw_text},
    };
    static const char *const known[] = {
        "each",   "rows", "frame", "sign",  "gap",     "text", "if",
        "unless", "size", "align", "rules", "columns", NULL};
    bool wanted;

    TRY(json_only(box, block, known));
    TRY(is_wanted(d, block, &wanted, box));
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (json_member(block, kinds[i].key))
            return wanted ? kinds[i].draw(d, block, box) : ERR_OK;
    return json_refuse(box, block, "a block of no known kind");
}

/* What was frozen under a name; empty when nothing was. */
static struct str datum(struct drawing *d, const char *name)
{
    struct str value = slip_value(d->arena, &d->scope, str_c(name));

    return value.p ? value : S("");
}

static enum err draw_head(struct drawing *d, struct errbox *box)
{
    struct layout_head head = {
        .qr = datum(d, "qr"),
        .above = datum(d, "above"),
        .issuer = datum(d, "issuer"),
        .place_and_date = datum(d, "place_and_date"),
    };

    TRY(filled(d, d->template, "number", &head.number, box));
    return layout_head(d->layout, &head, box);
}

static enum err draw_title(struct drawing *d, struct errbox *box)
{
    struct pdf_run under[PDF_RUNS_MAX];
    struct str line[LINES_MAX];
    const struct json *list;
    struct str text;

    TRY(json_arr(box, d->template, "title", LINES_MAX, &list));
    for (size_t i = 0; i < json_count(list); i++) {
        TRY(json_as_str(box, json_at(list, i), &text));
        line[i] = slip_plain(d->arena, text, &d->scope);
    }
    TRY(json_str_opt(box, d->template, "under", &text));
    layout_title(d->layout, line, json_count(list), under,
                 text.p ? slip_runs(d->arena, text, &d->scope, under) : 0);
    return ERR_OK;
}

static enum err draw_all(struct layout *l, void *user, struct errbox *box)
{
    struct drawing *d = user;
    const struct json *list;

    d->layout = l;
    TRY(draw_head(d, box));
    TRY(draw_title(d, box));
    TRY(json_arr(box, d->template, "blocks", BLOCKS_MAX, &list));
    for (size_t i = 0; i < json_count(list); i++)
        TRY(draw_block(d, json_at(list, i), box));
    return ERR_OK;
}

static enum err paper_of(const struct json *template, enum pdf_paper *ret,
                         struct errbox *box)
{
    static const struct word words[] = {
        {"A4", PDF_A4}, {"A5", PDF_A5}, {"A4-wide", PDF_A4_WIDE}};
    int paper = PDF_A5;

    TRY(meaning(template, "paper", words, COUNT_OF(words), &paper, box));
    *ret = (enum pdf_paper)paper;
    return ERR_OK;
}

/* The name of the file's properties: the title in one line, and the code. */
static enum err name_of(struct drawing *d, struct str *ret, struct errbox *box)
{
    const struct json *list;
    struct str name = S("");
    struct str line;

    TRY(json_arr(box, d->template, "title", LINES_MAX, &list));
    for (size_t i = 0; i < json_count(list); i++) {
        TRY(json_as_str(box, json_at(list, i), &line));
        name =
            arena_printf(d->arena, "%.*s%.*s ", STR_ARG(name), STR_ARG(line));
    }
    *ret = str_trim(arena_printf(d->arena, "%.*s%.*s", STR_ARG(name),
                                 STR_ARG(datum(d, "code"))));
    return ERR_OK;
}

static enum err draw(struct drawing *d, struct str *ret, struct errbox *box)
{
    struct layout_about about = {0};
    struct pdf_run foot[PDF_RUNS_MAX];
    struct str text;

    TRY(paper_of(d->template, &about.paper, box));
    TRY(name_of(d, &about.title, box));
    TRY(json_i64_opt(box, d->scope.data, "made_at", 0, INT64_MAX, 0,
                     &about.made.us));
    TRY(json_str_opt(box, d->template, "foot", &text));
    about.foot = foot;
    about.foot_count = text.p ? slip_runs(d->arena, text, &d->scope, foot) : 0;
    return layout_make(d->arena, &about, draw_all, d, ret, box);
}

enum err slip_draw(struct arena *a, struct str body, struct str data,
                   struct str *ret, struct errbox *box)
{
    struct drawing d = {.arena = a};

    TRY(json_parse(box, a, body, SLIP_TEMPLATE_BYTES_MAX, &d.template));
    TRY(json_parse(box, a, data, SLIP_DATA_BYTES_MAX, &d.scope.data));
    return draw(&d, ret, box);
}

static enum err day_of(const struct json *o, const char *key, struct day *ret,
                       bool *ret_is_there, struct errbox *box)
{
    struct str s;

    TRY(json_str_opt(box, o, key, &s));
    *ret_is_there = s.p != NULL;
    if (s.p && !day_parse_iso(s, ret))
        return json_refuse(box, json_member(o, key), "no such day");
    return ERR_OK;
}

static enum err text_of(const struct json *o, const char *key, struct str *ret,
                        struct errbox *box)
{
    TRY(json_str_opt(box, o, key, ret));
    if (!ret->p)
        *ret = S("");
    return ERR_OK;
}

enum err slip_template_read(struct arena *a, struct str body,
                            struct slip_template *ret, struct errbox *box)
{
    static const char *const known[] = {
        "kind",  "unit",   "procedure", "version", "from",
        "to",    "source", "name",      "paper",   "number",
        "title", "foot",   "under",     "blocks",  NULL};
    struct slip_template t = {0};
    const struct json *o;
    int64_t kind;
    struct str pdf;
    bool has_from;

    TRY(json_parse(box, a, body, SLIP_TEMPLATE_BYTES_MAX, &o));
    TRY(json_only(box, o, known));
    TRY(json_i64(box, o, "kind", 1, SLIP_KIND_MAX, &kind));
    t.kind = (enum slip_kind)kind;
    TRY(text_of(o, "unit", &t.unit_key, box));
    TRY(text_of(o, "procedure", &t.procedure_code, box));
    TRY(json_str(box, o, "version", &t.version));
    TRY(day_of(o, "from", &t.from, &has_from, box));
    TRY(day_of(o, "to", &t.to, &t.has_to, box));
    if (!has_from || (t.has_to && t.to.n <= t.from.n))
        return json_refuse(box, o, "in force on no day");
    TRY(slip_draw(a, body, S("{}"), &pdf, box));
    *ret = t;
    return ERR_OK;
}
