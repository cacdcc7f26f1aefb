#include "base/prelude.h"

#include "base/check.h"

#include "web/reply.h"

void reply_init(struct reply *rp, struct arena *a)
{
    *rp = (struct reply){.arena = a, .status = 200};
}

void reply_page(struct reply *rp, struct out *o)
{
    check(!out_overflowed(o));
    reply_text(rp, S("text/html; charset=utf-8"), out_page(o));
}

void reply_text(struct reply *rp, struct str type, struct str body)
{
    rp->type = type;
    rp->body = body;
}

void reply_stream(struct reply *rp, struct str type, struct reply_source source)
{
    rp->type = type;
    rp->source = source;
}

void reply_see_other(struct reply *rp, struct url at)
{
    rp->status = 303;
    reply_header(rp, S("Location"), at.text);
}

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127)
            return false;
    return true;
}

void reply_header(struct reply *rp, struct str name, struct str value)
{
    check(rp->header_count < REPLY_HEADERS_MAX);
    check(is_plain(name) && is_plain(value));
    rp->header[rp->header_count++] = (struct pair){name, value};
}

struct str reply_get(const struct reply *rp, struct str name)
{
    for (size_t i = 0; i < rp->header_count; i++)
        if (str_eq(rp->header[i].name, name))
            return rp->header[i].value;
    return STR_NONE;
}
