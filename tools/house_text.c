/* What stands in the code of a file: SQL, HTML, words, safe types. */

#include "base/prelude.h"

#include "house.h"

static bool is_sql(struct str s)
{
    static const char *const verbs[] = {
        "ALTER TABLE ",   "CREATE INDEX ", "CREATE TABLE ",
        "CREATE UNIQUE ", "DELETE FROM ",  "DROP TABLE ",
        "INSERT INTO ",   "SELECT ",       "UPDATE ",
    };

    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (str_starts(s, str_c(verbs[i])))
            return true;
    return false;
}

/* "<p>", "</p>", "<p class", "<h1" and "<!--". */
static bool is_tag(struct str s)
{
    size_t i = 1;

    if (s.n > 1 && s.p[1] == '!')
        return true;
    if (i < s.n && s.p[i] == '/')
        i++;
    if (i >= s.n || s.p[i] < 'a' || s.p[i] > 'z')
        return false;
    while (i < s.n && s.p[i] >= 'a' && s.p[i] <= 'z')
        i++;
    return i < s.n && strchr(" >/\n0123456789", s.p[i]);
}

static bool is_html(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '<' && is_tag(str_sub(s, i, s.n)))
            return true;
    return false;
}

/*
 * Letters beyond ASCII, U+00C0 to U+024F and U+1E00 to U+1EFF, by their first
 * two bytes. Dashes and dots are no words.
 */
static bool has_words(struct str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        unsigned char a = (unsigned char)s.p[i];
        unsigned char b = (unsigned char)s.p[i + 1];

        if ((a >= 0xc3 && a <= 0xc9) || (a == 0xe1 && b >= 0xb8 && b <= 0xbb))
            return true;
    }
    return false;
}

static bool may_hold_words(const struct house *h, const struct house_file *f)
{
    for (size_t i = 0; i < h->rule_count; i++)
        if (str_eq(h->rule[i].kind, S("words")) &&
            str_starts(f->name, h->rule[i].file))
            return true;
    return false;
}

static void check_literal(struct house *h, const struct house_file *f, int line,
                          struct str s)
{
    if (is_sql(s))
        house_fault(h, f, line, "SQL stands in .sql files");
    if (is_html(s))
        house_fault(h, f, line, "HTML stands in templates");
    if (has_words(s) && !may_hold_words(h, f))
        house_fault(h, f, line, "words for people stand in po/");
}

/* A safe type is made by its own module only. */
static void check_safe_types(struct house *h, const struct house_file *f,
                             int line, struct str rest)
{
    static const struct {
        const char *literal;
        const char *module;
    } types[] = {
        {"(struct html){", "web/out.c"},
        {"(struct url){", "web/url.c"},
        {"(struct url){", "web/url.h"},
        {"(struct url){", "web/asset.c"},
    };
    struct str found = STR_NONE;

    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (!str_starts(rest, str_c(types[i].literal)))
            continue;
        if (str_eq_c(f->name, types[i].module))
            return;
        found = str_c(types[i].literal);
    }
    if (found.p)
        house_fault(h, f, line, "%.*s…} is made by its own module only",
                    STR_ARG(found));
}

/* The index of the quote that ends what begins at `i`. */
static size_t end_of_quoted(struct str s, size_t i)
{
    char quote = s.p[i++];

    while (i < s.n && s.p[i] != quote && s.p[i] != '\n')
        i += s.p[i] == '\\' ? 2 : 1;
    return i < s.n ? i : s.n;
}

static int count_lines(struct str s)
{
    int lines = 0;

    for (size_t i = 0; i < s.n; i++)
        lines += s.p[i] == '\n';
    return lines;
}

static bool is_include(struct str s, size_t i)
{
    while (i > 0 && s.p[i - 1] != '\n')
        i--;
    return str_starts(str_sub(s, i, s.n), S("#include "));
}

void house_check_text(struct house *h, const struct house_file *f)
{
    struct str s = f->text;
    size_t end;
    int line = 1;

    for (size_t i = 0; i < s.n; i = end + 1) {
        struct str rest = str_sub(s, i, s.n);

        end = i;
        if (str_starts(rest, S("/*")))
            end = i + str_find(rest, S("*/")) + 1;
        else if (s.p[i] == '\'' || s.p[i] == '"')
            end = end_of_quoted(s, i);
        else if (s.p[i] == '(')
            check_safe_types(h, f, line, rest);
        if (s.p[i] == '"' && !is_include(s, i))
            check_literal(h, f, line, str_sub(s, i + 1, end));
        line += count_lines(str_sub(s, i, end + 1));
    }
}
