#include "base/prelude.h"

#include "base/check.h"

#include "domain/grant/grant.h"

#include "web/app.h"
#include "web/page.h"

struct out *page_begin(const struct req *rq)
{
    return out_new(rq->cx.arena, rq->cx.lang, OUT_PAGE_BYTES_MAX);
}

static void add_query(const struct req *rq, struct buf *b)
{
    for (size_t i = 0; i < rq->query.count; i++) {
        const struct pair *p = &rq->query.at[i];

        if (str_eq(p->name, S("lang")))
            continue;
        buf_add_c(b, "&");
        url_add_part(b, p->name);
        buf_add_c(b, "=");
        url_add_part(b, p->value);
    }
}

struct url page_other_language(const struct req *rq)
{
    struct buf b = buf_new(rq->cx.arena, URL_LOCAL_BYTES_MAX);
    struct url url;

    for (size_t i = 0; i < rq->path.count; i++) {
        buf_add_c(&b, "/");
        url_add_part(&b, rq->path.segment[i]);
    }
    buf_add_c(&b, rq->path.count ? "?lang=" : "/?lang=");
    buf_add_c(&b, rq->cx.lang == LANG_EN ? "vi" : "en");
    add_query(rq, &b);
    if (b.full || !url_local(buf_str(&b), &url))
        return URL_PATH(rq->cx.arena, "/?lang={}",
                        rq->cx.lang == LANG_EN ? S("vi") : S("en"));
    return url;
}

static struct layout_view layout_of(struct req *rq, const struct page *page)
{
    const struct app_conf *conf = &rq->app->conf;
    struct layout_view v = {
        .head =
            {
                .title = page->title_text.p ? page->title_text
                                            : msg(rq->cx.lang, page->title),
                .description = page->description,
                .has_errors = page->has_errors,
                .is_private = page->is_private,
            },
        .province = &conf->province,
        .nav = page->nav,
        .other_language = page_other_language(rq),
        .is_signed_in = rq->actor != NULL,
        .is_demo = conf->demo,
        .is_wide = page->is_wide,
        .is_wall = page->is_wall,
    };

    if (rq->actor) {
        v.csrf = req_form_tokens(rq).csrf;
        v.is_officer = rq->actor->kind == ACCOUNT_STAFF;
        v.unread = rq->unread;
        v.demo_who = conf->demo ? rq->actor->name : STR_NONE;
    }
    return v;
}

void page_end(struct req *rq, struct reply *rp, const struct page *page,
              struct out *body)
{
    struct out *o = page_begin(rq);
    struct layout_view v = layout_of(rq, page);

    check(!out_overflowed(body));
    tpl_layout_citizen(o, &v, out_part_end(body));
    reply_page(rp, o);
}
