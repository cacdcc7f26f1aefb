#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/conf.h"
#include "base/num.h"
#include "base/utf8.h"

enum kind { KIND_TEXT, KIND_NUMBER, KIND_FLAG };

struct setting {
    const char *name;
    const char *help;
    enum kind kind;
    size_t offset;
    int64_t min;
    int64_t max;
};

/* clang-format off */
static const struct setting settings[] = {
#define CONF_TEXT(name, otherwise, help) \
    {#name, help, KIND_TEXT, offsetof(struct conf, name), 0, 0},
#define CONF_NUMBER(name, otherwise, min, max, help) \
    {#name, help, KIND_NUMBER, offsetof(struct conf, name), min, max},
#define CONF_FLAG(name, otherwise, help) \
    {#name, help, KIND_FLAG, offsetof(struct conf, name), 0, 0},
#include "base/conf.def"
#undef CONF_TEXT
#undef CONF_NUMBER
#undef CONF_FLAG
};
/* clang-format on */

struct conf conf_defaults(void)
{
    return (struct conf){
#define CONF_TEXT(name, otherwise, help)             .name = S_INIT(otherwise),
#define CONF_NUMBER(name, otherwise, min, max, help) .name = (otherwise),
#define CONF_FLAG(name, otherwise, help)             .name = (otherwise),
#include "base/conf.def"
#undef CONF_TEXT
#undef CONF_NUMBER
#undef CONF_FLAG
    };
}

static const struct setting *find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(settings); i++)
        if (str_eq_c(name, settings[i].name))
            return &settings[i];
    return NULL;
}

static void *place_of(struct conf *conf, const struct setting *setting)
{
    return (char *)conf + setting->offset;
}

static enum err set_number(struct errbox *box, const struct setting *setting,
                           struct str value, int64_t *place)
{
    if (num_parse(value, setting->min, setting->max, place))
        return ERR_OK;
    return RAISE(box, ERR_INPUT, "%s is a number in %" PRId64 "..%" PRId64,
                 setting->name, setting->min, setting->max);
}

static enum err set_flag(struct errbox *box, const struct setting *setting,
                         struct str value, bool *place)
{
    bool yes = str_eq_c(value, "yes");

    if (!yes && !str_eq_c(value, "no"))
        return RAISE(box, ERR_INPUT, "%s is yes or no", setting->name);
    *place = yes;
    return ERR_OK;
}

static enum err set_text(struct errbox *box, struct arena *a,
                         const struct setting *setting, struct str value,
                         struct str *place)
{
    if (!utf8_valid(value))
        return RAISE(box, ERR_INPUT, "%s is not UTF-8", setting->name);
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < ' ')
            return RAISE(box, ERR_INPUT, "%s has a control character",
                         setting->name);
    *place = arena_str(a, value);
    return ERR_OK;
}

static enum err set(struct errbox *box, struct arena *a,
                    const struct setting *setting, struct str value,
                    struct conf *conf)
{
    void *place = place_of(conf, setting);

    value = str_trim(value);
    switch (setting->kind) {
    case KIND_TEXT: return set_text(box, a, setting, value, place);
    case KIND_NUMBER: return set_number(box, setting, value, place);
    case KIND_FLAG: return set_flag(box, setting, value, place);
    }
    UNREACHABLE();
}

static enum err read_line(struct errbox *box, struct arena *a, struct str line,
                          struct conf *conf, bool *seen)
{
    size_t equals = str_find_char(line, '=', 0);
    struct str name = str_trim(str_sub(line, 0, equals));
    const struct setting *setting = find(name);

    if (equals == line.n)
        return RAISE(box, ERR_INPUT, "'key = value' expected");
    if (!setting)
        return RAISE(box, ERR_INPUT, "there is no setting %.*s", STR_ARG(name));
    if (seen[setting - settings])
        return RAISE(box, ERR_INPUT, "%s stands twice", setting->name);
    seen[setting - settings] = true;
    return set(box, a, setting, str_sub(line, equals + 1, line.n), conf);
}

enum err conf_read(struct errbox *box, struct arena *a, struct str text,
                   struct conf *conf)
{
    bool seen[COUNT_OF(settings)] = {false};
    struct conf read = *conf;
    struct str line;

    if (text.n > CONF_BYTES_MAX)
        return RAISE(box, ERR_INPUT, "more than %d bytes", CONF_BYTES_MAX);
    for (int number = 1; str_next(&text, '\n', &line); number++) {
        struct errbox inner = {.code = ERR_OK};

        line = str_trim(line);
        if (str_empty(line) || line.p[0] == '#')
            continue;
        if (read_line(&inner, a, line, &read, seen) != ERR_OK)
            return RAISE(box, ERR_INPUT, "line %d: %.200s", number,
                         inner.detail);
    }
    *conf = read;
    return ERR_OK;
}

enum err conf_take_args(struct errbox *box, struct arena *a, int *argc,
                        char **argv, struct conf *conf)
{
    int kept = 0;

    for (int i = 0; i < *argc; i++) {
        struct str argument = str_c(argv[i]);
        size_t equals = str_find_char(argument, '=', 0);
        const struct setting *setting = NULL;

        if (str_starts(argument, S("--")) && equals < argument.n)
            setting = find(str_sub(argument, 2, equals));
        if (setting)
            TRY(set(box, a, setting, str_sub(argument, equals + 1, argument.n),
                    conf));
        else
            argv[kept++] = argv[i];
    }
    *argc = kept;
    return ERR_OK;
}

static void add_value(struct buf *b, const struct setting *setting,
                      const void *place)
{
    switch (setting->kind) {
    case KIND_TEXT: buf_add(b, *(const struct str *)place); return;
    case KIND_NUMBER:
        buf_printf(b, "%" PRId64, *(const int64_t *)place);
        return;
    case KIND_FLAG: buf_add_c(b, *(const bool *)place ? "yes" : "no"); return;
    }
    UNREACHABLE();
}

struct str conf_text(struct arena *a, const struct conf *conf)
{
    struct buf b = buf_new(a, CONF_BYTES_MAX);

    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        buf_printf(&b, "# %s\n%s = ", settings[i].help, settings[i].name);
        add_value(&b, &settings[i], (const char *)conf + settings[i].offset);
        buf_add_char(&b, '\n');
    }
    return buf_str(&b);
}
