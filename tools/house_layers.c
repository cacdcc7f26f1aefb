/* Who includes whom. */

#include "base/prelude.h"

#include "base/num.h"

#include "house.h"

enum { GROUP_NONE = -2, GROUP_PRELUDE = -1, GROUP_SYSTEM = 0 };

/* A file while its includes are read. */
struct reading {
    const struct house_file *file;
    const struct house_layer *own;
    int line;
    int depth; /* of #if */
    size_t count;
    int64_t group;
    bool is_apart; /* a blank line since the last include */
};

static struct str take_word(struct str *rest)
{
    struct str word;
    size_t n = 0;

    *rest = str_trim(*rest);
    while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
        n++;
    word = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n, rest->n);
    return word;
}

static void add_rule(struct house *h, struct str kind, struct str rest)
{
    struct house_rule rule = {.kind = kind};

    if (str_eq(kind, S("only")))
        rule.what = take_word(&rest);
    rule.file = take_word(&rest);
    h->rule[h->rule_count++] = rule;
}

static bool add_layer(struct house *h, struct str folder, struct str rest)
{
    struct house_layer layer = {.folder = folder, .order = h->layer_count};

    if (!num_parse(take_word(&rest), 0, 99, &layer.floor))
        return false;
    layer.storey = take_word(&rest);
    h->layer[h->layer_count++] = layer;
    return true;
}

void house_read_layers(struct house *h, const char *path)
{
    struct str rest = tool_read(h->arena, path);
    struct str line;
    int number = 1;

    for (; str_next(&rest, '\n', &line); number++) {
        struct str word = take_word(&line);

        if (str_empty(word) || word.p[0] == '#')
            continue;
        if (h->rule_count == HOUSE_RULES_MAX ||
            h->layer_count == HOUSE_LAYERS_MAX)
            tool_fail(path, number, "too many lines");
        if (str_eq(word, S("only")) || str_eq(word, S("words")))
            add_rule(h, word, line);
        else if (!add_layer(h, word, line))
            tool_fail(path, number, "a line is FOLDER FLOOR [STOREY]");
    }
}

static const struct house_layer *layer_of(const struct house *h,
                                          struct str file)
{
    for (size_t i = 0; i < h->layer_count; i++) {
        struct str folder = h->layer[i].folder;

        if (str_starts(file, folder) && file.n > folder.n &&
            (file.p[folder.n] == '/' || file.p[folder.n] == '.'))
            return &h->layer[i];
    }
    return NULL;
}

static bool is_store_side(struct str name)
{
    return str_find(name, S("_store.")) < name.n ||
           str_ends(name, S(".sql.h")) || str_starts(name, S("store/"));
}

static void check_direction(struct house *h, const struct reading *r,
                            struct str header)
{
    const struct house_layer *own = r->own;
    const struct house_layer *other = layer_of(h, header);

    if (!other)
        house_fault(h, r->file, r->line, "\"%.*s\" is in no folder of LAYERS",
                    STR_ARG(header));
    else if (other->floor > own->floor)
        house_fault(h, r->file, r->line, "\"%.*s\" is on a higher floor",
                    STR_ARG(header));
    else if (other->floor == own->floor && other != own &&
             (str_empty(own->storey) || other->order > own->order))
        house_fault(h, r->file, r->line, "\"%.*s\" is not below %.*s",
                    STR_ARG(header), STR_ARG(own->folder));
    else if (!str_empty(own->storey) && !is_store_side(r->file->name) &&
             is_store_side(header))
        house_fault(h, r->file, r->line,
                    "rules never load: \"%.*s\" is for _store files",
                    STR_ARG(header));
}

static void check_only(struct house *h, const struct reading *r,
                       struct str header)
{
    bool is_ruled = false;

    for (size_t i = 0; i < h->rule_count; i++) {
        if (!str_eq(h->rule[i].kind, S("only")) ||
            !str_eq(h->rule[i].what, header))
            continue;
        if (str_eq(h->rule[i].file, r->file->name))
            return;
        is_ruled = true;
    }
    if (is_ruled)
        house_fault(h, r->file, r->line, "LAYERS keeps %.*s to other files",
                    STR_ARG(header));
}

static int64_t group_of(const struct house *h, const struct reading *r,
                        struct str header, bool is_system)
{
    const struct house_layer *layer = layer_of(h, header);

    if (is_system)
        return GROUP_SYSTEM;
    if (house_is_c(r->file) && r->count == 0)
        return GROUP_PRELUDE;
    return layer ? layer->floor + 1 : r->group;
}

/* What a conditional or an X-macro includes stands where it has to. */
static bool is_free(const struct reading *r, struct str header)
{
    return r->depth > (house_is_c(r->file) ? 0 : 1) ||
           str_ends(header, S(".def"));
}

static void check_group(struct house *h, struct reading *r, int64_t group)
{
    if (group < r->group)
        house_fault(h, r->file, r->line,
                    "includes stand by floor, system first, lowest next");
    else if (group > r->group && r->group != GROUP_NONE && !r->is_apart)
        house_fault(h, r->file, r->line, "a blank line between the floors");
    r->group = group;
    r->is_apart = false;
}

static void check_include(struct house *h, struct reading *r, struct str rest)
{
    bool is_system;
    struct str header;

    rest = str_trim(rest);
    if (rest.n < 2)
        return;
    is_system = rest.p[0] == '<';
    header = str_sub(rest, 1, str_find_char(rest, is_system ? '>' : '"', 1));
    check_only(h, r, header);
    if (!is_system)
        check_direction(h, r, header);
    if (house_is_c(r->file) && r->count == 0 &&
        !str_eq(header, S("base/prelude.h")))
        house_fault(h, r->file, r->line,
                    "the first include is \"base/prelude.h\"");
    if (!is_free(r, header))
        check_group(h, r, group_of(h, r, header, is_system));
    r->count++;
}

static void check_line(struct house *h, struct reading *r, struct str line)
{
    if (str_empty(str_trim(line)))
        r->is_apart = true;
    else if (str_starts(line, S("#if")))
        r->depth++;
    else if (str_starts(line, S("#endif")))
        r->depth--;
    else if (str_starts(line, S("#include ")))
        check_include(h, r, str_sub(line, strlen("#include "), line.n));
}

void house_check_includes(struct house *h, const struct house_file *f)
{
    struct reading r = {
        .file = f, .own = layer_of(h, f->name), .line = 1, .group = GROUP_NONE};
    struct str rest = f->text;
    struct str line;

    if (!r.own) {
        house_fault(h, f, 1, "is in no folder of LAYERS");
        return;
    }
    for (; str_next(&rest, '\n', &line); r.line++)
        check_line(h, &r, line);
}
