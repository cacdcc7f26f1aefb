/*
 * err.h - how anything says that it cannot.
 *
 * Three kinds, three treatments. A refusal (the form is wrong) and a trouble
 * (the disk is full) are returned as enum err, always looked at (MUST_CHECK);
 * a bug aborts (check.h). The words live in an errbox that the caller owns and
 * passes down: there is no global or per-thread last error.
 *
 * Floors 0-2 never log. The room logs once, at the top.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/prelude.h"
#include "base/str.h"

enum err {
#define ERR(name, status, words) ERR_##name,
#include "base/errors.def"
#undef ERR
    ERR_COUNT
};

#define ERRBOX_ARGS         3
#define ERRBOX_DETAIL_BYTES 240

/*
 * What went wrong. `message` is an enum msg_id (base/msg.h) with its words for
 * the person, 0 for the general words of `code`; `argument` fills its {0}..{2}
 * and must live as long as the request. `detail` is for the operator, in
 * English, without personal data.
 */
struct errbox {
    enum err code;
    int message;
    struct str argument[ERRBOX_ARGS];
    const char *file;
    int line;
    char detail[ERRBOX_DETAIL_BYTES];
};

/* "NOT_FOUND"; for logs. */
const char *err_name(enum err code);
int err_http_status(enum err code);

/* Forgets an earlier error. */
void errbox_clear(struct errbox *box);

/* Fill the box. Use the macros below. */
void errbox_raise(struct errbox *box, enum err code, const char *file, int line,
                  const char *format, ...) PRINTF_LIKE(5, 6);
void errbox_refuse(struct errbox *box, enum err code, const char *file,
                   int line, int message, struct str a, struct str b,
                   struct str c);

/*
 * Fill the box and are `code`, written so that whoever reads one file only
 * (clang's analyzer, too) sees that it is no ERR_OK.
 *
 * return RAISE(box, ERR_RANGE, "%d sheets is not in 1..%d", n, max);
 */
#define RAISE(box, code, ...)                                      \
    (errbox_raise((box), (code), __FILE__, __LINE__, __VA_ARGS__), \
     (enum err)(code))

/* return REFUSE(box, ERR_INPUT, MSG_PASSWORD_SHORT); words for the person. */
#define REFUSE(box, code, message) \
    REFUSE3(box, code, message, STR_NONE, STR_NONE, STR_NONE)
#define REFUSE1(box, code, message, a) \
    REFUSE3(box, code, message, a, STR_NONE, STR_NONE)
#define REFUSE3(box, code, message, a, b, c)                               \
    (errbox_refuse((box), (code), __FILE__, __LINE__, (message), (a), (b), \
                   (c)),                                                   \
     (enum err)(code))

/* The only macro that may return: hands an error up to our caller. */
#define TRY(expression)               \
    do {                              \
        enum err try_ = (expression); \
        if (try_ != ERR_OK)           \
            return try_;              \
    } while (0)

#endif
