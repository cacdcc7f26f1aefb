/*
 * poc - compiles the words of the house.
 *
 *     poc ids    OUT.h DEPFILE ERRORS.def PO_FOLDER
 *     poc tables [--complete] OUT.c MISSING.po DEPFILE ERRORS.def PO_FOLDER
 *                NAME.words…
 *
 * `ids` numbers the named messages; `tables` gives every text in every
 * language, and says which lack English: a warning, or with --complete an
 * error. MISSING.po gets them ready for a translator.
 */
#include "base/prelude.h"

#include "po.h"

#define OUTPUT_BYTES_MAX ((size_t)16 << 20)
#define HOLES            10

struct poc {
    struct arena *arena;
    const char *errors_path;
    const char *po_folder;
    struct tool_paths defs;
    struct tool_paths translations;
    struct po_sources sources;
    struct po_entries entries;
    int faults;
};

static void fault(struct poc *c, struct po_place place, const char *what,
                  struct str text)
{
    tool_complain(place.path, place.line, "%s: \"%.*s\"", what, STR_ARG(text));
    c->faults++;
}

static void read_named(struct poc *c)
{
    po_read_def(c->arena, c->errors_path, &c->sources);
    c->defs = tool_list(c->arena, c->po_folder, ".def");
    for (size_t i = 0; i < c->defs.count; i++)
        po_read_def(c->arena, c->defs.path[i], &c->sources);
}

static int by_vi(const void *a, const void *b)
{
    const struct po_entry *x = a;
    const struct po_entry *y = b;

    return str_cmp(x->vi, y->vi);
}

static void read_english(struct poc *c)
{
    struct po_entry *e = c->entries.item;

    c->translations = tool_list(c->arena, c->po_folder, ".po");
    for (size_t i = 0; i < c->translations.count; i++)
        po_read_entries(c->arena, c->translations.path[i], &c->entries);
    qsort(e, c->entries.count, sizeof *e, by_vi);
    /* Two areas may need the same words, as long as they agree. */
    for (size_t i = 1; i < c->entries.count; i++)
        if (str_eq(e[i].vi, e[i - 1].vi) &&
            (e[i].place.path == e[i - 1].place.path ||
             !str_eq(e[i].en, e[i - 1].en)))
            fault(c, e[i].place, "translated twice", e[i].vi);
}

static void check_names(struct poc *c)
{
    for (size_t i = 0; i < c->sources.count; i++)
        for (size_t k = 0; k < i; k++)
            if (c->sources.item[i].name.p &&
                str_eq(c->sources.item[i].name, c->sources.item[k].name))
                fault(c, c->sources.item[i].place, "named twice",
                      c->sources.item[i].name);
}

/* A bit for each {n}. */
static unsigned holes_of(struct str s)
{
    unsigned holes = 0;

    for (size_t i = 0; i + 2 < s.n; i++)
        if (s.p[i] == '{' && s.p[i + 2] == '}' && s.p[i + 1] >= '0' &&
            s.p[i + 1] <= '9')
            holes |= 1U << (s.p[i + 1] - '0');
    return holes;
}

/* The form for one may say "one" instead of {0}. */
static bool holes_agree(struct str vi, struct str en)
{
    size_t at = str_find(en, S(PO_FORM_SEPARATOR));
    struct str many = at < en.n ? str_sub(en, at + 1, en.n) : en;
    unsigned one = holes_of(str_sub(en, 0, at));

    return holes_of(vi) == holes_of(many) &&
           (one == holes_of(vi) || (at < en.n && (one | 1U) == holes_of(vi)));
}

/* Index of the first entry for `vi`; entries.count when there is none. */
static size_t find_entry(const struct po_entries *all, struct str vi)
{
    size_t low = 0;
    size_t high = all->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (str_cmp(all->item[middle].vi, vi) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->count && str_eq(all->item[low].vi, vi) ? low : all->count;
}

static void translate(struct poc *c)
{
    for (size_t i = 0; i < c->sources.count; i++) {
        struct po_source *s = &c->sources.item[i];
        size_t k = find_entry(&c->entries, s->vi);

        if (k < c->entries.count) {
            s->en = c->entries.item[k].en;
            if (!holes_agree(s->vi, s->en))
                fault(c, c->entries.item[k].place, "other {n} than", s->vi);
        }
        for (; k < c->entries.count && str_eq(c->entries.item[k].vi, s->vi);
             k++)
            c->entries.item[k].is_used = true;
    }
    for (size_t i = 0; i < c->entries.count; i++)
        if (!c->entries.item[i].is_used)
            fault(c, c->entries.item[i].place, "nothing uses",
                  c->entries.item[i].vi);
}

static bool lacks_english(const struct po_source *s)
{
    return !str_empty(s->vi) && !s->en.p;
}

static void write_missing(struct poc *c, const char *path, bool is_complete)
{
    struct buf b = buf_new(c->arena, OUTPUT_BYTES_MAX);
    const struct po_source *first = NULL;
    size_t count = 0;

    for (size_t i = 0; i < c->sources.count; i++) {
        const struct po_source *s = &c->sources.item[i];

        if (!lacks_english(s))
            continue;
        buf_printf(&b, "#: %s\nmsgid ", s->place.path);
        tool_add_literal(&b, s->vi);
        buf_add_c(&b, "\nmsgstr \"\"\n\n");
        if (is_complete)
            fault(c, s->place, "no English for", s->vi);
        if (!first)
            first = s;
        count++;
    }
    tool_write(c->arena, path, buf_str(&b));
    if (first && !is_complete)
        tool_complain(first->place.path, first->place.line,
                      "warning: no English for \"%.*s\" and %zu more; see %s",
                      STR_ARG(first->vi), count - 1, path);
}

static void write_depfile(struct poc *c, const char *path, const char *target)
{
    struct buf b = buf_new(c->arena, OUTPUT_BYTES_MAX);

    /* The folders too: a new file in them counts. */
    buf_printf(&b, "%s: %s %s %s/en", target, c->errors_path, c->po_folder,
               c->po_folder);
    for (size_t i = 0; i < c->defs.count; i++)
        buf_printf(&b, " %s", c->defs.path[i]);
    for (size_t i = 0; i < c->translations.count; i++)
        buf_printf(&b, " %s", c->translations.path[i]);
    buf_add_c(&b, "\n");
    tool_write(c->arena, path, buf_str(&b));
}

static void write_ids(struct poc *c, const char *path)
{
    struct buf b = buf_new(c->arena, OUTPUT_BYTES_MAX);

    buf_printf(&b, "/* Made by tools/poc from %s and %s. */\n", c->errors_path,
               c->po_folder);
    buf_add_c(&b, "#ifndef BASE_MSG_IDS_H\n#define BASE_MSG_IDS_H\n\n"
                  "enum msg_id {\n    MSG_NONE,\n");
    for (size_t i = 0; i < c->sources.count; i++)
        buf_printf(&b, "    MSG_%.*s,\n", STR_ARG(c->sources.item[i].name));
    buf_add_c(&b, "    MSG_COUNT\n};\n\n#endif\n");
    tool_write(c->arena, path, buf_str(&b));
}

static void add_language(struct buf *b, const struct poc *c, bool is_english)
{
    buf_printf(b, "    [LANG_%s] = {\n", is_english ? "EN" : "VI");
    buf_add_c(b, "        [MSG_NONE] = \"\",\n");
    for (size_t i = 0; i < c->sources.count; i++) {
        const struct po_source *s = &c->sources.item[i];

        if (!s->name.p)
            continue;
        buf_printf(b, "        [MSG_%.*s] = ", STR_ARG(s->name));
        tool_add_literal(b, is_english && s->en.p ? s->en : s->vi);
        buf_add_c(b, ",\n");
    }
    buf_add_c(b, "    },\n");
}

static int by_source_vi(const void *a, const void *b)
{
    const struct po_source *const *x = a;
    const struct po_source *const *y = b;

    return str_cmp((*x)->vi, (*y)->vi);
}

/* The words of the templates, each once, sorted. */
static size_t pick_words(const struct poc *c, const struct po_source **words)
{
    size_t count = 0;
    size_t kept = 0;

    for (size_t i = 0; i < c->sources.count; i++)
        if (!c->sources.item[i].name.p)
            words[count++] = &c->sources.item[i];
    qsort(words, count, sizeof *words, by_source_vi);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || !str_eq(words[i]->vi, words[i - 1]->vi))
            words[kept++] = words[i];
    return kept;
}

static void add_words(struct buf *b, const struct poc *c)
{
    const struct po_source **words =
        ARENA_ARRAY(c->arena, const struct po_source *, c->sources.count + 1);
    size_t count = pick_words(c, words);

    for (size_t i = 0; i < count; i++) {
        const struct po_source *s = words[i];
        struct str name = tool_hash(c->arena, s->vi);

        buf_printf(b, "\nextern const char *const words_%s[LANG_COUNT];\n",
                   name.p);
        buf_printf(b, "const char *const words_%s[LANG_COUNT] = {\n    ",
                   name.p);
        tool_add_literal(b, s->vi);
        buf_add_c(b, ",\n    ");
        tool_add_literal(b, s->en.p ? s->en : s->vi);
        buf_add_c(b, ",\n};\n");
    }
}

static void write_tables(struct poc *c, const char *path)
{
    struct buf b = buf_new(c->arena, OUTPUT_BYTES_MAX);

    buf_printf(&b, "/* Made by tools/poc from %s. */\n", c->po_folder);
    buf_add_c(&b, "#include \"base/prelude.h\"\n\n"
                  "#include \"base/cx.h\"\n#include \"base/msg_ids.h\"\n\n"
                  "extern const char *const msg_table[LANG_COUNT][MSG_COUNT];\n"
                  "const char *const msg_table[LANG_COUNT][MSG_COUNT] = {\n");
    add_language(&b, c, false);
    add_language(&b, c, true);
    buf_add_c(&b, "};\n");
    add_words(&b, c);
    tool_write(c->arena, path, buf_str(&b));
}

static void begin(struct poc *c, char **argument)
{
    c->arena = arena_new(TOOL_ARENA_BYTES_MAX);
    c->errors_path = argument[0];
    c->po_folder = argument[1];
    c->sources.item = ARENA_ARRAY(c->arena, struct po_source, PO_ENTRIES_MAX);
    c->entries.item = ARENA_ARRAY(c->arena, struct po_entry, PO_ENTRIES_MAX);
    read_named(c);
    check_names(c);
}

static int finish(struct poc *c)
{
    arena_free(c->arena);
    return c->faults ? 1 : 0;
}

/* OUT.h DEPFILE ERRORS.def PO_FOLDER */
static int make_ids(char **argument)
{
    struct poc c = {0};

    begin(&c, argument + 2);
    if (c.faults == 0) {
        write_ids(&c, argument[0]);
        write_depfile(&c, argument[1], argument[0]);
    }
    return finish(&c);
}

/* OUT.c MISSING.po DEPFILE ERRORS.def PO_FOLDER NAME.words… */
static int make_tables(int count, char **argument, bool is_complete)
{
    struct poc c = {0};

    begin(&c, argument + 3);
    for (int i = 5; i < count; i++)
        po_read_words(c.arena, argument[i], &c.sources);
    read_english(&c);
    translate(&c);
    write_missing(&c, argument[1], is_complete);
    if (c.faults == 0) {
        write_tables(&c, argument[0]);
        write_depfile(&c, argument[2], argument[0]);
    }
    return finish(&c);
}

int main(int argc, char **argv)
{
    bool is_complete = argc > 2 && strcmp(argv[2], "--complete") == 0;
    int skip = is_complete ? 3 : 2;

    if (argc == 6 && strcmp(argv[1], "ids") == 0)
        return make_ids(argv + 2);
    if (argc - skip >= 5 && strcmp(argv[1], "tables") == 0)
        return make_tables(argc - skip, argv + skip, is_complete);
    fputs("usage: poc ids OUT.h DEPFILE ERRORS.def PO_FOLDER\n"
          "       poc tables [--complete] OUT.c MISSING.po DEPFILE "
          "ERRORS.def PO_FOLDER NAME.words...\n",
          stderr);
    return 2;
}
