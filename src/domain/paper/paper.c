#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"
#include "base/text.h"
#include "base/utf8.h"

#include "domain/paper/paper.h"

/* What a name may be before it is cut. */
static const struct text_rule sent_rule = {.points_min = 1, .points_max = 1000};

/* A longer ending is part of the name. */
#define ENDING_BYTES_MAX 6

size_t paper_count(const struct papers *have, struct str component)
{
    size_t count = 0;

    for (size_t i = 0; i < have->count; i++)
        count += str_eq(have->at[i].component, component);
    return count;
}

static bool is_asked(const struct procedure_component *c,
                     const struct condition *when, const struct filling *f)
{
    return (c->cases & UINT32_C(1) << f->case_index) &&
           filling_holds(f, when, 0);
}

const struct handed_paper *handed_find(const struct handed_papers *handed,
                                       struct str component)
{
    for (size_t i = 0; i < handed->count; i++)
        if (str_eq(handed->at[i].component, component))
            return &handed->at[i];
    return NULL;
}

const struct paper_verdict *verdict_find(const struct paper_verdicts *verdicts,
                                         struct str component, int64_t paper_id)
{
    for (size_t i = 0; i < verdicts->count; i++)
        if (verdicts->at[i].paper_id == paper_id &&
            str_eq(verdicts->at[i].component, component))
            return &verdicts->at[i];
    return NULL;
}

static bool is_missing(const struct procedure_component *c,
                       const struct filling *f, size_t file_count,
                       const struct handed_papers *handed)
{
    if (!c->required)
        return false;
    if (f->channel == CHANNEL_COUNTER)
        return !handed_find(handed, c->code);
    return f->channel == CHANNEL_ONLINE && c->upload == UPLOAD_REQUIRED &&
           file_count == 0;
}

size_t paper_needs(const struct procedure *card,
                   const struct condition *const *when, const struct filling *f,
                   const struct papers *have,
                   const struct handed_papers *handed,
                   struct paper_need ret[PROCEDURE_COMPONENTS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < card->component_count; i++) {
        const struct procedure_component *c = &card->component[i];
        struct paper_need need = {.component = c};

        if (!is_asked(c, when[i], f))
            continue;
        need.file_count = paper_count(have, c->code);
        need.is_missing = is_missing(c, f, need.file_count, handed);
        ret[count++] = need;
    }
    return count;
}

enum err paper_accept(struct errbox *box, enum sniff_kind kind,
                      struct str *ret_mime)
{
    switch (kind) {
    case SNIFF_PDF: *ret_mime = S("application/pdf"); return ERR_OK;
    case SNIFF_JPEG: *ret_mime = S("image/jpeg"); return ERR_OK;
    case SNIFF_PNG: *ret_mime = S("image/png"); return ERR_OK;
    case SNIFF_EMPTY: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_EMPTY);
    case SNIFF_PDF_LOCKED:
        return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_LOCKED);
    case SNIFF_PDF_CUT: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_CUT);
    case SNIFF_HEIC: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_HEIC);
    case SNIFF_PICTURE: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_PICTURE);
    case SNIFF_WORD: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_WORD);
    case SNIFF_SHEET: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_SHEET);
    case SNIFF_OFFICE: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_OFFICE);
    case SNIFF_ARCHIVE: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_ARCHIVE);
    case SNIFF_PROGRAM: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_PROGRAM);
    case SNIFF_WEB: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_WEB);
    case SNIFF_MEDIA: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_MEDIA);
    case SNIFF_OTHER: return REFUSE(box, ERR_UNSUPPORTED, MSG_PAPER_OTHER);
    }
    UNREACHABLE();
}

static const char *ending_of(struct str mime)
{
    if (str_eq(mime, S("image/jpeg")))
        return ".jpg";
    return str_eq(mime, S("image/png")) ? ".png" : ".pdf";
}

/* Windows sends whole paths in old browsers, and so does who wants to try. */
static struct str last_part(struct str s)
{
    size_t from = s.n;

    while (from > 0 && s.p[from - 1] != '/' && s.p[from - 1] != '\\')
        from--;
    return str_sub(s, from, s.n);
}

static struct str without_ending(struct str s)
{
    size_t dot = s.n;

    while (dot > 0 && s.p[dot - 1] != '.')
        dot--;
    if (dot == 0 || s.n - dot > ENDING_BYTES_MAX)
        return s;
    return str_sub(s, 0, dot - 1);
}

static struct str without_bad_letters(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n + 1);
    bool is_begin = true;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (is_begin && (c == '.' || c == ' '))
            continue;
        is_begin = false;
        buf_add(&b, strchr("\"<>:|?*%;", c) ? S("_") : str_sub(s, i, i + 1));
    }
    return str_trim(buf_str(&b));
}

struct str paper_name(struct arena *a, struct str sent, struct str mime,
                      struct str otherwise)
{
    struct errbox ignored;
    struct str stem;

    if (text_in(&ignored, a, sent, sent_rule, &stem) != ERR_OK)
        stem = S("");
    stem = without_bad_letters(a, without_ending(last_part(stem)));
    stem = utf8_cut(stem, PAPER_NAME_POINTS_MAX);
    if (str_empty(stem))
        stem = otherwise;
    return arena_printf(a, "%.*s%s", STR_ARG(stem), ending_of(mime));
}

struct str paper_size(struct arena *a, enum lang lang, int64_t bytes)
{
    int64_t tenths = (bytes * 10 + (1 << 20) - 1) >> 20;

    if (bytes < 1 << 20)
        return arena_printf(a, "%" PRId64 " KB", (bytes + 1023) >> 10);
    return arena_printf(a, "%" PRId64 "%c%" PRId64 " MB", tenths / 10,
                        lang == LANG_VI ? ',' : '.', tenths % 10);
}
