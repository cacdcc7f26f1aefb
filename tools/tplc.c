/*
 * tplc - compiles a page template to C.
 *
 *     tplc NAME.html NAME.html.c NAME.words
 *
 * The third file lists the words to be translated, for tools/poc. What could
 * let a value act as markup, script or a foreign address is refused with file
 * and line; see docs/how/templates.md.
 */
#include "base/prelude.h"

#include "tpl.h"

#define ATTRIBUTES_MAX 48

/* A start tag while it is read. */
struct tag {
    struct str name;
    int line;
    struct str attribute[ATTRIBUTES_MAX];
    size_t attribute_count;
    bool is_json; /* type="application/json" */
};

void tpl_fail(const struct tpl *t, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    fprintf(stderr, "%s:%d: ", t->path, t->line);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    exit(1);
}

char tpl_peek(const struct tpl *t)
{
    return t->at < t->text.n ? t->text.p[t->at] : '\0';
}

bool tpl_sees(const struct tpl *t, struct str s)
{
    return str_starts(str_sub(t->text, t->at, t->text.n), s);
}

void tpl_skip(struct tpl *t, size_t bytes)
{
    for (; bytes > 0 && t->at < t->text.n; bytes--)
        if (t->text.p[t->at++] == '\n')
            t->line++;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_char(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-_:.", c));
}

bool tpl_at_c_line(const struct tpl *t)
{
    return tpl_peek(t) == '%' && (t->at == 0 || t->text.p[t->at - 1] == '\n');
}

void tpl_skip_blanks(struct tpl *t)
{
    while (is_blank(tpl_peek(t)))
        tpl_skip(t, 1);
    if (tpl_at_c_line(t))
        tpl_fail(t, "a line of C stands inside a tag");
}

static struct str take_name(struct tpl *t)
{
    size_t from = t->at;

    struct str name;

    while (is_name_char(tpl_peek(t)))
        tpl_skip(t, 1);
    name = str_sub(t->text, from, t->at);
    if (!tpl_is_plain_name(name))
        tpl_fail(t, "%.*s is written in small letters", STR_ARG(name));
    return name;
}

static struct str inner_element(const struct tpl *t)
{
    return t->element_count ? t->element[t->element_count - 1].name : STR_NONE;
}

static bool is_inside(const struct tpl *t, struct str name)
{
    for (size_t i = 0; i < t->element_count; i++)
        if (str_eq(t->element[i].name, name))
            return true;
    return false;
}

static bool keeps_blanks(const struct tpl *t)
{
    return is_inside(t, S("pre")) || is_inside(t, S("textarea"));
}

/* Elements whose content is text even where it looks like a tag. */
static bool holds_text_only(struct str element)
{
    return str_eq(element, S("textarea")) || str_eq(element, S("title"));
}

static void open_element(struct tpl *t, const struct tag *tag)
{
    if (t->element_count == TPL_ELEMENTS_MAX)
        tpl_fail(t, "more than %d elements in each other", TPL_ELEMENTS_MAX);
    t->element[t->element_count++] = (struct tpl_element){tag->name, tag->line};
}

static void close_element(struct tpl *t, struct str name)
{
    size_t floor = t->block_count ? t->block[t->block_count - 1] : 0;
    const struct tpl_element *open;

    if (t->element_count == 0)
        tpl_fail(t, "</%.*s> closes nothing", STR_ARG(name));
    open = &t->element[t->element_count - 1];
    if (!str_eq(open->name, name))
        tpl_fail(t, "</%.*s> stands where <%.*s> of line %d is open",
                 STR_ARG(name), STR_ARG(open->name), open->line);
    if (t->element_count == floor)
        tpl_fail(t, "</%.*s> closes <%.*s> of line %d from inside a block",
                 STR_ARG(name), STR_ARG(name), open->line);
    t->element_count--;
}

static void end_tag(struct tpl *t)
{
    struct str name;

    tpl_skip(t, 2);
    name = take_name(t);
    tpl_skip_blanks(t);
    if (tpl_peek(t) != '>')
        tpl_fail(t, "</%.*s is not ended by '>'", STR_ARG(name));
    tpl_skip(t, 1);
    close_element(t, name);
    buf_add_c(&t->markup, "</");
    buf_add(&t->markup, name);
    buf_add_char(&t->markup, '>');
}

/* A value in an address: a part of it, or the whole when nothing is before. */
static void url_value(struct tpl *t, struct str head)
{
    const char *fault;

    if (head.n > 0) {
        /* Behind a whole address only '#' can stand before another value. */
        fault = str_starts(head, S("{{")) ? NULL : tpl_url_head_fault(head);
        if (fault)
            tpl_fail(t, "%s", fault);
        tpl_write_call(t, "OUT_URL_PART", tpl_take_expression(t));
        return;
    }
    tpl_write_call(t, "out_url", tpl_take_expression(t));
    if (tpl_peek(t) != '"' && tpl_peek(t) != '#')
        tpl_fail(t, "only '#' may follow a whole address; make it in C");
}

static void attribute_value(struct tpl *t, struct str name, struct str head)
{
    switch (tpl_attribute_place(name)) {
    case TPL_PLAIN:
        tpl_write_call(t, "OUT_ATTR", tpl_take_expression(t));
        return;
    case TPL_URL: url_value(t, head); return;
    case TPL_NO_VALUE:
    case TPL_REFUSED: tpl_fail(t, "%.*s= takes constants only", STR_ARG(name));
    }
}

/* "{? condition | constant }" inside quotes. */
static void conditional_constant(struct tpl *t)
{
    struct str condition = tpl_take_condition(t);
    size_t end = str_find_char(t->text, '}', t->at);
    struct str constant;

    if (tpl_peek(t) != ' ')
        tpl_fail(t, "inside quotes it is {? condition | constant }");
    tpl_skip(t, strlen(" | "));
    constant = str_trim(str_sub(t->text, t->at, end));
    for (size_t i = 0; i < constant.n; i++)
        if (strchr("{<\"\n", constant.p[i]))
            tpl_fail(t, "inside quotes it is {? condition | constant }");
    tpl_write_if(t, condition);
    buf_add(&t->markup, constant);
    tpl_write_end_if(t);
    tpl_skip(t, end - t->at + 1);
}

static void attribute_char(struct tpl *t, enum tpl_place place)
{
    char c = tpl_peek(t);

    if (c == '\0')
        tpl_fail(t, "the attribute is not ended by '\"'");
    if (tpl_at_c_line(t))
        tpl_fail(t, "a line of C stands inside a tag");
    if (is_blank(c) && place == TPL_URL)
        tpl_fail(t, "an address holds no blanks");
    buf_add_char(&t->markup, c == '\n' ? ' ' : c);
    tpl_skip(t, 1);
}

/* From behind the opening quote to behind the closing one. */
static void quoted_value(struct tpl *t, struct str name)
{
    enum tpl_place place = tpl_attribute_place(name);
    size_t from = t->at;

    while (tpl_peek(t) != '"') {
        bool is_words = tpl_sees(t, S("{_"));

        if ((is_words || tpl_sees(t, S("{?"))) && place != TPL_PLAIN)
            tpl_fail(t, "%.*s= takes no words and no conditions",
                     STR_ARG(name));
        if (tpl_sees(t, S("{{")))
            attribute_value(t, name, str_sub(t->text, from, t->at));
        else if (is_words)
            tpl_take_words(t, true);
        else if (tpl_sees(t, S("{?")))
            conditional_constant(t);
        else
            attribute_char(t, place);
    }
    if (place == TPL_URL && tpl_url_is_active(str_sub(t->text, from, t->at)))
        tpl_fail(t, "%.*s= runs code", STR_ARG(name));
    tpl_skip(t, 1);
}

static void put_name(struct tpl *t, struct str name)
{
    buf_add_char(&t->markup, ' ');
    buf_add(&t->markup, name);
}

static void named_value(struct tpl *t, struct str name)
{
    put_name(t, name);
    buf_add_c(&t->markup, "=\"");
    tpl_skip(t, 1);
    quoted_value(t, name);
    buf_add_char(&t->markup, '"');
}

/* NAME={? condition } and NAME={? condition | "value" }. */
static void conditional_attribute(struct tpl *t, struct str name)
{
    tpl_write_if(t, tpl_take_condition(t));
    if (tpl_peek(t) == '}') {
        put_name(t, name);
    } else {
        tpl_skip(t, strlen(" | "));
        tpl_skip_blanks(t);
        if (tpl_peek(t) != '"')
            tpl_fail(t, "%.*s={? condition | \"value\" } wants quotes",
                     STR_ARG(name));
        named_value(t, name);
        tpl_skip_blanks(t);
    }
    if (tpl_peek(t) != '}')
        tpl_fail(t, "'}' is missing");
    tpl_write_end_if(t);
    tpl_skip(t, 1);
}

static void note_attribute(struct tpl *t, struct tag *tag, struct str name)
{
    if (tpl_attribute_place(name) == TPL_REFUSED)
        tpl_fail(t, "%.*s= is refused: it would carry code or change the page",
                 STR_ARG(name));
    for (size_t i = 0; i < tag->attribute_count; i++)
        if (str_eq(tag->attribute[i], name))
            tpl_fail(t, "%.*s= stands twice", STR_ARG(name));
    if (tag->attribute_count == ATTRIBUTES_MAX)
        tpl_fail(t, "more than %d attributes", ATTRIBUTES_MAX);
    tag->attribute[tag->attribute_count++] = name;
}

static void attribute(struct tpl *t, struct tag *tag)
{
    struct str name = take_name(t);

    if (str_empty(name))
        tpl_fail(t, "'%c' where the name of an attribute should be",
                 tpl_peek(t));
    note_attribute(t, tag, name);
    if (tpl_peek(t) != '=') {
        put_name(t, name);
        return;
    }
    tpl_skip(t, 1);
    if (str_eq(name, S("type")) && tpl_sees(t, S("\"application/json\"")))
        tag->is_json = true;
    if (tpl_peek(t) == '"')
        named_value(t, name);
    else if (tpl_sees(t, S("{?")))
        conditional_attribute(t, name);
    else
        tpl_fail(t, "%.*s= wants double quotes", STR_ARG(name));
}

/* What stands between <script> and </script>: one JSON value, or nothing. */
static void script_content(struct tpl *t, const struct tag *tag)
{
    while (is_blank(tpl_peek(t)))
        tpl_skip(t, 1);
    if (tag->is_json && tpl_sees(t, S("{{")))
        tpl_write_call(t, "out_json_island", tpl_take_expression(t));
    while (is_blank(tpl_peek(t)))
        tpl_skip(t, 1);
    if (!tpl_sees(t, S("</script>")))
        tpl_fail(t, tag->is_json
                        ? "a JSON script holds one {{ value }}"
                        : "a script stands in a file of its own (src=)");
}

static void after_start_tag(struct tpl *t, const struct tag *tag)
{
    open_element(t, tag);
    if (str_eq(tag->name, S("script")))
        script_content(t, tag);
    /* A browser drops the first newline: give it one to drop. */
    if (str_eq(tag->name, S("textarea")))
        buf_add_char(&t->markup, '\n');
}

static void end_start_tag(struct tpl *t, const struct tag *tag)
{
    bool is_closed = tpl_peek(t) == '/';

    tpl_skip(t, is_closed ? 2 : 1);
    if (is_closed && !tpl_is_void(tag->name) && !is_inside(t, S("svg")))
        tpl_fail(t, "<%.*s/> closes itself in drawings only",
                 STR_ARG(tag->name));
    buf_add_c(&t->markup, is_closed ? "/>" : ">");
    if (!is_closed && !tpl_is_void(tag->name))
        after_start_tag(t, tag);
}

static void start_tag(struct tpl *t)
{
    struct tag tag = {.line = t->line};

    tpl_skip(t, 1);
    tag.name = take_name(t);
    if (tpl_is_refused(tag.name))
        tpl_fail(t, "<%.*s> is refused", STR_ARG(tag.name));
    buf_add_char(&t->markup, '<');
    buf_add(&t->markup, tag.name);
    for (;;) {
        tpl_skip_blanks(t);
        if (tpl_peek(t) == '\0')
            tpl_fail(t, "<%.*s of line %d is not ended by '>'",
                     STR_ARG(tag.name), tag.line);
        if (tpl_peek(t) == '>' || tpl_sees(t, S("/>")))
            break;
        attribute(t, &tag);
    }
    end_start_tag(t, &tag);
}

static void doctype(struct tpl *t)
{
    static const char words[] = "<!DOCTYPE html>";

    if (!tpl_sees(t, S("<!DOCTYPE html>")))
        tpl_fail(t, "comments for readers of the template are lines of C: "
                    "%% /* why */");
    buf_add_c(&t->markup, words);
    tpl_skip(t, strlen(words));
}

static void markup(struct tpl *t)
{
    struct str inner = inner_element(t);
    char next = t->at + 1 < t->text.n ? t->text.p[t->at + 1] : '\0';

    if (next == '/') {
        end_tag(t);
        return;
    }
    if (holds_text_only(inner))
        tpl_fail(t, "<%.*s> holds text only", STR_ARG(inner));
    if (next == '!')
        doctype(t);
    else if (is_letter(next))
        start_tag(t);
    else
        tpl_fail(t, "a '<' of the text is written &lt;");
}

/* A run of blanks becomes one newline or one space. */
static void blanks(struct tpl *t)
{
    bool at_line_start = t->at == 0 || t->text.p[t->at - 1] == '\n';
    bool has_newline = false;

    if (keeps_blanks(t)) {
        buf_add_char(&t->markup, tpl_peek(t));
        tpl_skip(t, 1);
        return;
    }
    while (is_blank(tpl_peek(t))) {
        has_newline = has_newline || tpl_peek(t) == '\n';
        tpl_skip(t, 1);
    }
    if (tpl_peek(t) == '%' && !tpl_at_c_line(t) &&
        (has_newline || at_line_start))
        tpl_fail(t, "a line of C begins in the first column");
    if (t->block_count > 0 && !at_line_start)
        buf_add_char(&t->markup, has_newline ? '\n' : ' ');
}

static void text(struct tpl *t)
{
    if (t->block_count == 0)
        tpl_fail(t, "markup stands inside the { } of a function");
    if (tpl_peek(t) == '<') {
        markup(t);
    } else if (tpl_sees(t, S("{{"))) {
        tpl_write_call(t, "OUT_TEXT", tpl_take_expression(t));
    } else if (tpl_sees(t, S("{_"))) {
        tpl_take_words(t, false);
    } else if (tpl_sees(t, S("{?"))) {
        tpl_fail(t, "a condition in the text is a line of C: %% if (…) {");
    } else {
        buf_add_char(&t->markup, tpl_peek(t));
        tpl_skip(t, 1);
    }
}

static void compile(struct tpl *t)
{
    while (t->at < t->text.n) {
        if (tpl_peek(t) == '\0')
            tpl_fail(t, "a NUL byte");
        if (tpl_at_c_line(t))
            tpl_c_line(t);
        else if (is_blank(tpl_peek(t)))
            blanks(t);
        else
            text(t);
    }
    if (t->block_count > 0)
        tpl_fail(t, "the template ends inside a function");
}

static void write_result(struct tpl *t, const char *c_path,
                         const char *words_path)
{
    struct buf b = buf_new(t->arena, TPL_CODE_MAX);

    buf_printf(&b, "/* Made by tools/tplc from %s; change that. */\n", t->path);
    buf_add_c(&b, "#include \"base/prelude.h\"\n\n"
                  "#include \"web/asset.h\"\n#include \"web/out_tpl.h\"\n\n");
    buf_add(&b, buf_str(&t->externs));
    buf_add(&b, buf_str(&t->code));
    if (b.full || t->code.full || t->markup.full)
        tpl_fail(t, "more than %zu bytes of code", TPL_CODE_MAX);
    tool_write(t->arena, c_path, buf_str(&b));
    tool_write(t->arena, words_path, buf_str(&t->words));
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(TOOL_ARENA_BYTES_MAX);
    struct tpl t = {.arena = a, .line = 1};

    if (argc != 4) {
        fputs("usage: tplc NAME.html NAME.html.c NAME.words\n", stderr);
        return 2;
    }
    t.path = argv[1];
    t.text = tool_read(a, t.path);
    t.markup = t.code = t.externs = t.words = buf_new(a, TPL_CODE_MAX);
    compile(&t);
    write_result(&t, argv[2], argv[3]);
    arena_free(a);
    return 0;
}
