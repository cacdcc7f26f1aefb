#include "base/prelude.h"

#include "base/msg.h"

#include "doc/pdf.h"

#include "domain/paper/paper.h"

#include "service/demo_papers.h"
#include "service/handling.h"

#define SCOPE     S("demo")
#define BYTES_MAX ((int64_t)1 << 20)

static enum err draw(struct cx *cx, struct str title, struct str *ret)
{
    struct pdf_run head = {title, PDF_BOLD};
    struct pdf_run line = {msg(LANG_VI, MSG_DEMO_PAPER_LINE), PDF_ITALIC};
    struct pdf *p;

    TRY(pdf_begin(cx->arena, PDF_A5, title, cx->now, &p, &cx->err));
    pdf_frame(p, 12, 30, pdf_width(p) - 24, 70);
    pdf_text(p, 18, 48, pdf_width(p) - 36, PDF_CENTER, 15, &head, 1);
    pdf_text(p, 18, 82, pdf_width(p) - 36, PDF_CENTER, 10, &line, 1);
    return pdf_end(p, ret, &cx->err);
}

static enum err keep(struct blob_store *store, struct cx *cx, struct str bytes,
                     struct blob_ref *ret)
{
    struct blob_writer *w;

    TRY(blob_begin(store, cx, SCOPE, BYTES_MAX, &w));
    TRY(blob_write(w, bytes));
    return blob_finish(w, ret);
}

static enum err add(struct blob_store *store, struct cx *cx,
                    struct demo_paper paper, struct demo_papers *ret)
{
    struct str title = paper.name;
    struct str bytes;

    if (ret->count == DEMO_PAPERS_MAX)
        return RAISE(&cx->err, ERR_RANGE, "over %d papers", DEMO_PAPERS_MAX);
    TRY(draw(cx, title, &bytes));
    TRY(keep(store, cx, bytes, &paper.blob));
    paper.name =
        paper_name(cx->arena, title, S("application/pdf"), paper.component);
    ret->paper[ret->count++] = paper;
    return ERR_OK;
}

enum err demo_papers_draw(struct blob_store *store, struct cx *cx,
                          const struct procedure *card, struct demo_papers *ret)
{
    for (size_t i = 0; i < card->component_count; i++)
        TRY(add(store, cx,
                (struct demo_paper){
                    .procedure = card->code,
                    .component = card->component[i].code,
                    .name = card->component[i].name.in[LANG_VI],
                },
                ret));
    return add(store, cx,
               (struct demo_paper){
                   .procedure = card->code,
                   .component = S(RESULT_COMPONENT),
                   .name = card->result_count ? card->result[0].name.in[LANG_VI]
                                              : card->name.in[LANG_VI],
               },
               ret);
}

const struct demo_paper *demo_paper(const struct demo_papers *papers,
                                    struct str procedure, struct str component)
{
    for (size_t i = 0; i < papers->count; i++) {
        const struct demo_paper *p = &papers->paper[i];

        if (str_eq(p->procedure, procedure) && str_eq(p->component, component))
            return p;
    }
    return NULL;
}
