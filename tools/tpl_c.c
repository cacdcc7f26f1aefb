/* Lines of C, expressions, and the C code that comes out. */

#include "base/prelude.h"

#include "tpl.h"

#define VALUES_MAX 9

static void open_block(struct tpl *t)
{
    if (t->block_count == TPL_BLOCKS_MAX)
        tpl_fail(t, "more than %d blocks in each other", TPL_BLOCKS_MAX);
    t->block[t->block_count++] = t->element_count;
}

static void close_block(struct tpl *t)
{
    const struct tpl_element *open;

    if (t->block_count == 0)
        tpl_fail(t, "'}' closes nothing");
    if (t->element_count > t->block[--t->block_count]) {
        open = &t->element[t->element_count - 1];
        tpl_fail(t, "<%.*s> of line %d is still open at the end of its block",
                 STR_ARG(open->name), open->line);
    }
}

/* The index behind the string or character constant that begins at `i`. */
static size_t behind_quoted(struct str s, size_t i)
{
    char quote = s.p[i++];

    while (i < s.n && s.p[i] != quote)
        i += s.p[i] == '\\' ? 2 : 1;
    return i < s.n ? i + 1 : s.n;
}

static size_t behind_comment(struct tpl *t, struct str s, size_t i)
{
    struct str rest = str_sub(s, i, s.n);
    size_t end = str_find(rest, S("*/"));

    t->in_comment = end == rest.n;
    return t->in_comment ? s.n : i + end + 2;
}

static void count_braces(struct tpl *t, struct str s)
{
    size_t i = t->in_comment ? behind_comment(t, s, 0) : 0;

    while (i < s.n) {
        struct str rest = str_sub(s, i, s.n);

        if (s.p[i] == '"' || s.p[i] == '\'') {
            i = behind_quoted(s, i);
        } else if (str_starts(rest, S("/*"))) {
            i = behind_comment(t, s, i + 2);
        } else {
            if (s.p[i] == '{')
                open_block(t);
            else if (s.p[i] == '}')
                close_block(t);
            i++;
        }
    }
}

static void mark_line(struct tpl *t, int line)
{
    buf_printf(&t->code, "#line %d \"%s\"\n", line, t->path);
}

void tpl_c_line(struct tpl *t)
{
    size_t end = str_find_char(t->text, '\n', t->at);
    struct str line = str_sub(t->text, t->at + 1, end);

    tpl_write_markup(t);
    mark_line(t, t->line);
    buf_add(&t->code, line);
    buf_add_char(&t->code, '\n');
    count_braces(t, line);
    tpl_skip(t, end - t->at + (end < t->text.n));
}

/*
 * Takes up to the first `end` that is outside quotes, or up to " | " where
 * `or_bar`, and returns it trimmed. `at` is then on the end.
 */
static struct str take_until(struct tpl *t, struct str end, bool or_bar)
{
    size_t from = t->at;
    size_t i = from;

    while (i < t->text.n) {
        struct str rest = str_sub(t->text, i, t->text.n);

        if (str_starts(rest, end) || (or_bar && str_starts(rest, S(" | "))))
            break;
        if (rest.p[0] == '\n')
            tpl_fail(t, "an expression stands in one line");
        i = strchr("'\"", rest.p[0]) ? behind_quoted(t->text, i) : i + 1;
    }
    if (i >= t->text.n)
        tpl_fail(t, "'%.*s' is missing", STR_ARG(end));
    tpl_skip(t, i - from);
    return str_trim(str_sub(t->text, from, i));
}

struct str tpl_take_expression(struct tpl *t)
{
    struct str expression;

    tpl_skip(t, 2);
    expression = take_until(t, S("}}"), false);
    tpl_skip(t, 2);
    if (str_empty(expression))
        tpl_fail(t, "{{ }} holds no expression");
    return expression;
}

struct str tpl_take_condition(struct tpl *t)
{
    struct str condition;

    tpl_skip(t, 2);
    condition = take_until(t, S("}"), true);
    if (str_empty(condition))
        tpl_fail(t, "{? } holds no condition");
    return condition;
}

/* Blanks and newlines become single spaces. */
static struct str squeeze(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n);
    bool blank = false;

    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        bool is_blank = strchr(" \t\r\n", s.p[i]) != NULL;

        if (!is_blank)
            buf_add_char(&b, s.p[i]);
        else if (!blank)
            buf_add_char(&b, ' ');
        blank = is_blank;
    }
    return buf_str(&b);
}

static bool takes(struct str words, size_t value)
{
    char hole[] = {'{', (char)('0' + value), '}'};

    return str_find(words, (struct str){hole, sizeof hole}) < words.n;
}

static void check_words(const struct tpl *t, struct str words, size_t count)
{
    if (str_empty(words))
        tpl_fail(t, "{_ _} holds no words");
    if (str_find_char(words, '<', 0) < words.n)
        tpl_fail(t, "words hold no markup; give it as a value");
    if (str_find(words, S("&nbsp;")) < words.n)
        tpl_fail(t, "words hold no entities; write the character");
    for (size_t i = 0; i <= VALUES_MAX; i++) {
        if (i < count && !takes(words, i))
            tpl_fail(t, "value %zu has no {%zu} in the words", i, i);
        if (i >= count && takes(words, i))
            tpl_fail(t, "{%zu} has no value behind a ' | '", i);
    }
}

/* Splits "words | value | value"; returns the count of values. */
static size_t split_words(const struct tpl *t, struct str s, struct str *words,
                          struct str values[VALUES_MAX])
{
    size_t count = 0;
    size_t bar = str_find(s, S(" | "));

    *words = str_trim(str_sub(s, 0, bar));
    while (bar < s.n) {
        s = str_sub(s, bar + 3, s.n);
        bar = str_find(s, S(" | "));
        if (count == VALUES_MAX)
            tpl_fail(t, "more than %d values", VALUES_MAX);
        values[count] = str_trim(str_sub(s, 0, bar));
        if (str_empty(values[count++]))
            tpl_fail(t, "an empty value");
    }
    return count;
}

/* The name of the words' variable, declared once. */
static struct str name_words(struct tpl *t, struct str words)
{
    struct str name = arena_printf(t->arena, "words_%.*s",
                                   STR_ARG(tool_hash(t->arena, words)));

    if (str_find(buf_str(&t->externs), name) == t->externs.n) {
        buf_printf(&t->externs, "extern const char *const %s[LANG_COUNT];\n",
                   name.p);
        buf_add(&t->words, words);
        buf_add_char(&t->words, '\n');
    }
    return name;
}

static void write_words(struct tpl *t, struct str name, bool in_attribute,
                        const struct str *values, size_t count)
{
    buf_printf(&t->code, "out_words(o, %s, %s, %zu, ",
               in_attribute ? "OUT_IN_ATTRIBUTE" : "OUT_IN_TEXT", name.p,
               count);
    if (count == 0) {
        buf_add_c(&t->code, "NULL);\n");
        return;
    }
    buf_add_c(&t->code, "(const struct out_value[]){");
    for (size_t i = 0; i < count; i++)
        buf_printf(&t->code, "%s(%.*s), ",
                   in_attribute ? "OUT_ATTR_VALUE" : "OUT_TEXT_VALUE",
                   STR_ARG(values[i]));
    buf_add_c(&t->code, "});\n");
}

void tpl_take_words(struct tpl *t, bool in_attribute)
{
    struct str rest = str_sub(t->text, t->at + 2, t->text.n);
    size_t end = str_find(rest, S("_}"));
    struct str values[VALUES_MAX];
    struct str words;
    size_t count;

    if (end == rest.n)
        tpl_fail(t, "'_}' is missing");
    count = split_words(t, squeeze(t->arena, str_sub(rest, 0, end)), &words,
                        values);
    check_words(t, words, count);
    tpl_write_markup(t);
    mark_line(t, t->line);
    write_words(t, name_words(t, words), in_attribute, values, count);
    tpl_skip(t, end + 4);
}

void tpl_write_markup(struct tpl *t)
{
    if (t->markup.n == 0)
        return;
    buf_add_c(&t->code, "OUT_MARKUP(o, ");
    tool_add_literal(&t->code, buf_str(&t->markup));
    buf_add_c(&t->code, ");\n");
    t->markup.n = 0;
}

void tpl_write_call(struct tpl *t, const char *macro, struct str expression)
{
    tpl_write_markup(t);
    mark_line(t, t->line);
    buf_printf(&t->code, "%s(o, (%.*s));\n", macro, STR_ARG(expression));
}

void tpl_write_if(struct tpl *t, struct str condition)
{
    tpl_write_markup(t);
    mark_line(t, t->line);
    buf_printf(&t->code, "if (%.*s) {\n", STR_ARG(condition));
}

void tpl_write_end_if(struct tpl *t)
{
    tpl_write_markup(t);
    buf_add_c(&t->code, "}\n");
}
