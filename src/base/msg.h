/*
 * msg.h - the words people read, by name and language.
 *
 * They are written in po/ and errors.def and compiled in by tools/poc; here
 * they are only looked up and filled. The tables are linked last, by the
 * programs. Words for the operator (logs, RAISE) are not messages.
 */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include "base/cx.h"
#include "base/msg_ids.h"
#include "base/prelude.h"

/* What {0}..{9} can hold. */
#define MSG_ARGS_MAX 10

/*
 * A language that tells one from many has two forms of a text: the one for
 * one, this byte, the one for the other numbers. Argument {0} chooses.
 */
#define MSG_FORM_SEPARATOR '\x1f'
struct str msg_form(struct str text, bool is_one);

/* The text as written, its {0}… unfilled. Lives as long as the program. */
struct str msg(enum lang lang, enum msg_id id);

/*
 * The text with {0}..{9} replaced by args[0]..args[9]; a number without an
 * argument is replaced by nothing. Other braces stay as they are.
 */
struct str msg_format(struct arena *a, enum lang lang, int id, size_t n,
                      const struct str *args);

/*
 * What a person is told about an error: its message with its arguments, or
 * the general words of its kind.
 */
struct str errbox_words(struct arena *a, const struct errbox *box,
                        enum lang lang);

#endif
