#include "base/prelude.h"

#include "base/check.h"
#include "base/err.h"

struct kind {
    const char *name;
    int status;
};

static const struct kind kinds[ERR_COUNT] = {
#define ERR(name, status, words) [ERR_##name] = {#name, status},
#include "base/errors.def"
#undef ERR
};

const char *err_name(enum err code)
{
    check(code >= 0 && code < ERR_COUNT);
    return kinds[code].name;
}

int err_http_status(enum err code)
{
    check(code >= 0 && code < ERR_COUNT);
    return kinds[code].status;
}

void errbox_clear(struct errbox *box)
{
    *box = (struct errbox){.code = ERR_OK};
}

void errbox_raise(struct errbox *box, enum err code, const char *file, int line,
                  const char *format, ...)
{
    va_list list;

    *box = (struct errbox){.code = code, .file = file, .line = line};
    va_start(list, format);
    vsnprintf(box->detail, sizeof box->detail, format, list);
    va_end(list);
}

void errbox_refuse(struct errbox *box, enum err code, const char *file,
                   int line, int message, struct str a, struct str b,
                   struct str c)
{
    *box = (struct errbox){
        .code = code,
        .message = message,
        .argument = {a, b, c},
        .file = file,
        .line = line,
    };
}
