/*
 * mutate - small faults for a C file, one at a time.
 *
 *   mutate list FILE       a line for each: NUMBER LINE OLD NEW, and behind
 *                          it "assertion" where it stands in one
 *   mutate apply FILE N    the text with fault N in it, on standard output
 *
 * A fault changes one token: a comparison to its neighbour, + to -, && to ||,
 * true to false, or a whole number by one up or down. Comments, strings and
 * preprocessor lines stay as they are, but for the value of a #define.
 * script/mutate asks whether any test notices; of assertions it does not, since
 * in a program without bugs they hold, a little wider or narrower.
 */
#include "base/prelude.h"

#define TEXT_BYTES_MAX (4 << 20)
#define WORD_BYTES_MAX 32

struct cursor {
    const char *text;
    size_t at;
    size_t line;
    bool operand_before;  /* so that + and - are between two operands */
    size_t assertion_end; /* where the assertion ends that we are in */
};

struct token {
    size_t from;
    size_t bytes;
    size_t line;
    bool operand_before;
    bool in_assertion;
};

struct swap {
    const char *from;
    const char *to;
};

/* Longest first: a token is the longest that fits. */
static const struct swap swaps[] = {
    {"<=", "<"},  {">=", ">"},  {"==", "!="},      {"!=", "=="},
    {"&&", "||"}, {"||", "&&"}, {"+=", "-="},      {"-=", "+="},
    {"<", "<="},  {">", ">="},  {"true", "false"}, {"false", "true"},
};

/* Tokens that must not be read as one of the shorter ones above. */
static const char *const whole[] = {"<<=", ">>=", "<<", ">>", "->", "++", "--"};

static const char *const assertions[] = {"check", "_Static_assert"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_';
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void advance(struct cursor *c, size_t bytes)
{
    for (size_t i = 0; i < bytes && c->text[c->at]; i++)
        if (c->text[c->at++] == '\n')
            c->line++;
}

static void skip_to(struct cursor *c, const char *end)
{
    const char *found = strstr(c->text + c->at, end);

    advance(c, found ? (size_t)(found - (c->text + c->at)) + strlen(end)
                     : strlen(c->text + c->at));
}

static void skip_quoted(struct cursor *c)
{
    char quote = c->text[c->at];

    advance(c, 1);
    while (c->text[c->at] && c->text[c->at] != quote)
        advance(c, c->text[c->at] == '\\' ? 2 : 1);
    advance(c, 1);
    c->operand_before = true;
}

/* Of a #define only the name is skipped; any other directive wholly. */
static void skip_directive(struct cursor *c)
{
    const char *word = c->text + c->at + 1;

    word += strspn(word, " \t");
    if (begins(word, "define ")) {
        word += strlen("define ");
        word += strspn(word, " \t");
        while (is_word(*word))
            word++;
        advance(c, (size_t)(word - (c->text + c->at)));
        c->operand_before = false;
        return;
    }
    do
        skip_to(c, "\n");
    while (c->text[c->at] && c->at > 1 && c->text[c->at - 2] == '\\');
}

static bool skip_silent(struct cursor *c)
{
    const char *p = c->text + c->at;

    if (begins(p, "/*"))
        skip_to(c, "*/");
    else if (begins(p, "//"))
        skip_to(c, "\n");
    else if (*p == '"' || *p == '\'')
        skip_quoted(c);
    else if (*p == '#')
        skip_directive(c);
    else if (strchr(" \t\n\\", *p))
        advance(c, 1);
    else
        return false;
    return true;
}

static size_t token_bytes(const char *p)
{
    size_t n = 0;

    while (is_word(p[n]) || (p[n] == '.' && is_digit(p[0])))
        n++;
    if (n)
        return n;
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        if (begins(p, whole[i]))
            return strlen(whole[i]);
    for (size_t i = 0; i < COUNT_OF(swaps); i++)
        if (begins(p, swaps[i].from))
            return strlen(swaps[i].from);
    return 1;
}

/* Where the parentheses close that open at p; strings in them hold none. */
static const char *closing(const char *p)
{
    int depth = 0;

    do
        depth += (*p == '(') - (*p == ')');
    while (*p++ && depth > 0);
    return p;
}

static void note_assertion(struct cursor *c, const struct token *t)
{
    const char *p = c->text + t->from;

    for (size_t i = 0; i < COUNT_OF(assertions); i++)
        if (t->bytes == strlen(assertions[i]) && begins(p, assertions[i]) &&
            p[t->bytes] == '(')
            c->assertion_end = (size_t)(closing(p + t->bytes) - c->text);
}

static bool next(struct cursor *c, struct token *ret)
{
    while (c->text[c->at] && skip_silent(c))
        continue;
    if (!c->text[c->at])
        return false;
    ret->from = c->at;
    ret->line = c->line;
    ret->bytes = token_bytes(c->text + c->at);
    ret->operand_before = c->operand_before;
    note_assertion(c, ret);
    ret->in_assertion = ret->from < c->assertion_end;
    c->operand_before = is_word(c->text[c->at]) || c->text[c->at] == ')' ||
                        c->text[c->at] == ']';
    advance(c, ret->bytes);
    return true;
}

/* A whole number by one up (way 0) or down (way 1); its suffix is kept. */
static bool change_number(const char *word, size_t way, char *ret)
{
    char *suffix;
    unsigned long long n;

    errno = 0;
    n = strtoull(word, &suffix, 0);
    if (errno || n > LLONG_MAX || strspn(suffix, "uUlL") != strlen(suffix) ||
        (way == 1 && n == 0))
        return false;
    snprintf(ret, WORD_BYTES_MAX, "%llu%.4s", way ? n - 1 : n + 1, suffix);
    return true;
}

/* The token's fault number `way`, if it has so many. */
static bool change(const char *text, const struct token *t, size_t way,
                   char *ret_old, char *ret_new)
{
    char word[WORD_BYTES_MAX] = "";

    if (t->bytes >= sizeof word)
        return false;
    memcpy(word, text + t->from, t->bytes);
    memcpy(ret_old, word, sizeof word);
    if (is_digit(word[0]))
        return way < 2 && change_number(word, way, ret_new);
    if (way > 0)
        return false;
    if (t->operand_before && (!strcmp(word, "+") || !strcmp(word, "-"))) {
        snprintf(ret_new, WORD_BYTES_MAX, "%s", word[0] == '+' ? "-" : "+");
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(swaps); i++)
        if (!strcmp(word, swaps[i].from)) {
            snprintf(ret_new, WORD_BYTES_MAX, "%s", swaps[i].to);
            return true;
        }
    return false;
}

static void apply(const char *text, const struct token *t, const char *word)
{
    fwrite(text, 1, t->from, stdout);
    fputs(word, stdout);
    fputs(text + t->from + t->bytes, stdout);
}

/* Prints the list of faults, or applies the one asked for (from 1). */
static bool walk(const char *text, size_t wanted)
{
    struct cursor c = {.text = text, .line = 1};
    struct token t;
    size_t number = 0;
    char old[WORD_BYTES_MAX];
    char new[WORD_BYTES_MAX];

    while (next(&c, &t))
        for (size_t way = 0; change(text, &t, way, old, new); way++) {
            number++;
            if (!wanted)
                printf("%zu %zu %s %s%s\n", number, t.line, old, new,
                       t.in_assertion ? " assertion" : "");
            else if (number == wanted)
                apply(text, &t, new);
        }
    return number >= wanted;
}

static bool slurp(const char *path, char *text)
{
    FILE *f = fopen(path, "rb");
    size_t n;

    if (!f)
        return false;
    n = fread(text, 1, TEXT_BYTES_MAX, f);
    text[n] = '\0';
    return fclose(f) == 0 && n < TEXT_BYTES_MAX;
}

int main(int argc, char **argv)
{
    static char text[TEXT_BYTES_MAX + 1];
    bool list = argc == 3 && !strcmp(argv[1], "list");
    unsigned long wanted = 0;

    if (!list && (argc != 4 || strcmp(argv[1], "apply") != 0 ||
                  !(wanted = strtoul(argv[3], NULL, 10)))) {
        fputs("usage: mutate list FILE | mutate apply FILE NUMBER\n", stderr);
        return 2;
    }
    if (!slurp(argv[2], text)) {
        fprintf(stderr, "mutate: cannot read %s\n", argv[2]);
        return 1;
    }
    return walk(text, wanted) && fflush(stdout) == 0 ? 0 : 1;
}
