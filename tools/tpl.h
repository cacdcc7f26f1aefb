/*
 * tpl.h - the parts of the template compiler: tplc.c reads the markup,
 * tpl_c.c the lines of C and the expressions and writes the C code,
 * tpl_place.c knows which places are safe. The language is described in
 * docs/how/templates.md.
 */
#ifndef TOOLS_TPL_H
#define TOOLS_TPL_H

#include "base/buf.h"
#include "base/prelude.h"
#include "base/str.h"

#include "tool.h"

#define TPL_ELEMENTS_MAX 64
#define TPL_BLOCKS_MAX   32
#define TPL_CODE_MAX     ((size_t)8 << 20)

struct tpl_element {
    struct str name;
    int line;
};

struct tpl {
    struct arena *arena;
    const char *path;
    struct str text; /* the template                         */
    size_t at;       /* the next byte of it                  */
    int line;        /* where `at` is                        */

    struct buf markup;  /* constant markup not yet in `code` */
    struct buf code;    /* the functions                     */
    struct buf externs; /* declarations of the words used    */
    struct buf words;   /* the words used, one a line        */

    /* The elements that are open, and how many were at each '{'. */
    struct tpl_element element[TPL_ELEMENTS_MAX];
    size_t element_count;
    size_t block[TPL_BLOCKS_MAX];
    size_t block_count;
    bool in_comment;
};

NORETURN void tpl_fail(const struct tpl *t, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* Reading. tpl_peek() is NUL at the end. */
char tpl_peek(const struct tpl *t);
bool tpl_sees(const struct tpl *t, struct str s);
void tpl_skip(struct tpl *t, size_t bytes);
/* Blanks; a line of C among them is refused, since we are inside a tag. */
void tpl_skip_blanks(struct tpl *t);
/* True at a line of C. */
bool tpl_at_c_line(const struct tpl *t);

/* The line of C at `at`; its braces open and close blocks. */
void tpl_c_line(struct tpl *t);

/* Takes "{{ expression }}" and returns the expression. */
struct str tpl_take_expression(struct tpl *t);
/* Takes "{? condition" up to the '|' or '}' behind it. */
struct str tpl_take_condition(struct tpl *t);
/* Takes "{_ words | value… _}" and writes the call for text or attribute. */
void tpl_take_words(struct tpl *t, bool in_attribute);

/* Writing. */
void tpl_write_markup(struct tpl *t);
/* MACRO(o, (expression)); at the template's line. */
void tpl_write_call(struct tpl *t, const char *macro, struct str expression);
void tpl_write_if(struct tpl *t, struct str condition);
void tpl_write_end_if(struct tpl *t);

enum tpl_place {
    TPL_PLAIN,    /* the value is text                            */
    TPL_URL,      /* the value is an address                      */
    TPL_NO_VALUE, /* constant only: nothing of ours is safe there */
    TPL_REFUSED,  /* must not be written at all                   */
};
enum tpl_place tpl_attribute_place(struct str attribute);

/*
 * True for a name in small letters, and for the few of drawings that are not.
 * Browsers read HREF as href: only one spelling is let through, so that the
 * lists of names need no other.
 */
bool tpl_is_plain_name(struct str name);
bool tpl_is_void(struct str element);
bool tpl_is_refused(struct str element);

/*
 * Why a value must not follow this constant beginning of an address, or NULL
 * when it may.
 */
const char *tpl_url_head_fault(struct str head);
/* True for "javascript:" and its like. */
bool tpl_url_is_active(struct str constant);

#endif
