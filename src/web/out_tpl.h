/*
 * out_tpl.h - what tools/tplc writes calls to. Only generated templates (and
 * out.c) include it: housecheck refuses it elsewhere, since out_markup() is
 * the one door through which constant markup gets out unescaped.
 *
 * The macros choose by the type of the value, so that a wrong one (a char
 * pointer, a bool, markup inside an attribute) is an error of the compiler, at
 * the line of the template.
 */
#ifndef WEB_OUT_TPL_H
#define WEB_OUT_TPL_H

#include "base/prelude.h"

#include "web/out.h"

/* Constant markup of the template; literals only. */
#define OUT_MARKUP(o, literal) out_markup((o), S(literal))
void out_markup(struct out *o, struct str markup);

/* The formatter does not know _Generic. */
/* clang-format off */
#define OUT_INTEGERS_(do_int, do_uint)                    \
    short: do_int, unsigned short: do_uint,               \
    int: do_int, unsigned: do_uint,                       \
    long: do_int, unsigned long: do_uint,                 \
    long long: do_int, unsigned long long: do_uint,       \
    unsigned char: do_uint

#define OUT_TEXT(o, value)                                \
    _Generic((value),                                     \
        struct str: out_text,                             \
        struct html: out_html,                            \
        OUT_INTEGERS_(out_int, out_uint))((o), (value))
#define OUT_ATTR(o, value)                                \
    _Generic((value),                                     \
        struct str: out_attr,                             \
        OUT_INTEGERS_(out_int, out_uint))((o), (value))
#define OUT_URL_PART(o, value)                            \
    _Generic((value),                                     \
        struct str: out_url_part,                         \
        OUT_INTEGERS_(out_int, out_uint))((o), (value))

#define OUT_TEXT_VALUE(value)                             \
    _Generic((value),                                     \
        struct str: out_value_str,                        \
        struct html: out_value_html,                      \
        OUT_INTEGERS_(out_value_int, out_value_uint))(value)
#define OUT_ATTR_VALUE(value)                             \
    _Generic((value),                                     \
        struct str: out_value_str,                        \
        OUT_INTEGERS_(out_value_int, out_value_uint))(value)
/* clang-format on */

/* A value of a translated text. */
struct out_value {
    enum { OUT_STR, OUT_INT, OUT_UINT, OUT_HTML } kind;
    union {
        struct str str;
        int64_t integer;
        uint64_t natural;
        struct html html;
    };
};

struct out_value out_value_str(struct str s);
struct out_value out_value_int(int64_t n);
struct out_value out_value_uint(uint64_t n);
struct out_value out_value_html(struct html h);

enum out_place { OUT_IN_TEXT, OUT_IN_ATTRIBUTE };

/*
 * The words in the reader's language, {0}… replaced by the values, everything
 * escaped for the place. `words` is made by tools/poc, which has checked its
 * holes against `count`. Where a language tells one from many, the words hold
 * two forms (base/msg.h): value 0 chooses.
 */
void out_words(struct out *o, enum out_place place,
               const char *const words[LANG_COUNT], size_t count,
               const struct out_value *values);

#endif
