#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"

extern const char *const msg_table[LANG_COUNT][MSG_COUNT];

static const int words_of_kind[ERR_COUNT] = {
#define ERR(name, status, words) [ERR_##name] = MSG_ERR_##name,
#include "base/errors.def"
#undef ERR
};

struct str msg(enum lang lang, enum msg_id id)
{
    check(lang < LANG_COUNT && id > 0 && id < MSG_COUNT);
    return str_c(msg_table[lang][id]);
}

struct str msg_form(struct str text, bool is_one)
{
    size_t at = str_find_char(text, MSG_FORM_SEPARATOR, 0);

    if (at == text.n)
        return text;
    return is_one ? str_sub(text, 0, at) : str_sub(text, at + 1, text.n);
}

/* Takes "{digit}" from *rest. */
static bool next_place(struct str *rest, size_t *ret)
{
    const char *p = rest->p;

    if (rest->n < 3 || p[0] != '{' || p[1] < '0' || p[1] > '9' || p[2] != '}')
        return false;
    *ret = (size_t)(p[1] - '0');
    *rest = str_sub(*rest, 3, rest->n);
    return true;
}

struct str msg_format(struct arena *a, enum lang lang, int id, size_t n,
                      const struct str *args)
{
    struct str rest =
        msg_form(msg(lang, (enum msg_id)id), n > 0 && str_eq(args[0], S("1")));
    size_t ceiling = rest.n;
    size_t place;
    struct buf out;

    check(n <= MSG_ARGS_MAX);
    /* As if every place in the text were filled with every argument. */
    for (size_t i = 0; i < n; i++)
        ceiling += args[i].n * rest.n;
    out = buf_new(a, ceiling);
    while (rest.n > 0) {
        if (!next_place(&rest, &place)) {
            buf_add_char(&out, rest.p[0]);
            rest = str_sub(rest, 1, rest.n);
        } else if (place < n) {
            buf_add(&out, args[place]);
        }
    }
    return buf_str(&out);
}

struct str errbox_words(struct arena *a, const struct errbox *box,
                        enum lang lang)
{
    int id = box->message ? box->message : words_of_kind[box->code];

    return msg_format(a, lang, id, ERRBOX_ARGS, box->argument);
}
