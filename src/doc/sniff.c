#include "base/prelude.h"

#include <magic.h>
#include <pthread.h>

#include "base/check.h"

#include "doc/sniff.h"

/* How far back from its end a PDF has to say where its table is. */
#define PDF_TAIL_BYTES ((size_t)2048)
/* The longest word that is looked for across two pieces, and a bit. */
#define PDF_SEAM_BYTES ((size_t)64)

struct sniff {
    struct arena *arena;
    char *head;
    size_t head_n;
    bool has_object;
    bool is_locked;
    char seam[2 * PDF_SEAM_BYTES]; /* end of one piece, start of the next */
    size_t seam_n;
    char tail[PDF_TAIL_BYTES];
    size_t tail_n;
};

struct sniff *sniff_new(struct arena *a)
{
    struct sniff *s = ARENA_NEW(a, struct sniff);

    s->arena = a;
    s->head = arena_alloc(a, SNIFF_HEAD_BYTES);
    return s;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' ||
           c == '\0';
}

static size_t skip_blanks(struct str s, size_t i)
{
    while (i < s.n && is_blank(s.p[i]))
        i++;
    return i;
}

/*
 * "/Encrypt 12 0 R" or "/Encrypt <<". In a text that is shown it would stand
 * compressed, or at least not before a number.
 */
static bool asks_for_password(struct str s)
{
    const struct str word = S("/Encrypt");

    for (size_t at = 0;; at++) {
        size_t next = at + str_find(str_sub(s, at, s.n), word) + word.n;

        if (next > s.n)
            return false;
        at = skip_blanks(s, next);
        if (at < s.n &&
            ((s.p[at] >= '0' && s.p[at] <= '9' && at > next) || s.p[at] == '<'))
            return true;
    }
}

static void look_for_words(struct sniff *s, struct str bytes)
{
    s->has_object = s->has_object || str_find(bytes, S(" obj")) < bytes.n;
    s->is_locked = s->is_locked || asks_for_password(bytes);
}

/* Words may be cut by the border of two pieces. */
static void look_at_seam(struct sniff *s, struct str bytes)
{
    size_t begin = bytes.n < PDF_SEAM_BYTES ? bytes.n : PDF_SEAM_BYTES;
    size_t keep;

    memcpy(s->seam + s->seam_n, bytes.p, begin);
    look_for_words(s, (struct str){s->seam, s->seam_n + begin});
    if (bytes.n >= PDF_SEAM_BYTES) {
        memcpy(s->seam, bytes.p + bytes.n - PDF_SEAM_BYTES, PDF_SEAM_BYTES);
        s->seam_n = PDF_SEAM_BYTES;
        return;
    }
    keep = s->seam_n + begin;
    keep = keep < PDF_SEAM_BYTES ? keep : PDF_SEAM_BYTES;
    memmove(s->seam, s->seam + s->seam_n + begin - keep, keep);
    s->seam_n = keep;
}

static void keep_tail(struct sniff *s, struct str bytes)
{
    size_t keep;

    if (bytes.n >= PDF_TAIL_BYTES) {
        memcpy(s->tail, bytes.p + bytes.n - PDF_TAIL_BYTES, PDF_TAIL_BYTES);
        s->tail_n = PDF_TAIL_BYTES;
        return;
    }
    keep = PDF_TAIL_BYTES - bytes.n;
    keep = s->tail_n < keep ? s->tail_n : keep;
    memmove(s->tail, s->tail + s->tail_n - keep, keep);
    memcpy(s->tail + keep, bytes.p, bytes.n);
    s->tail_n = keep + bytes.n;
}

void sniff_add(struct sniff *s, struct str bytes)
{
    size_t room = SNIFF_HEAD_BYTES - s->head_n;
    size_t take = bytes.n < room ? bytes.n : room;

    if (bytes.n == 0)
        return;
    memcpy(s->head + s->head_n, bytes.p, take);
    s->head_n += take;
    look_at_seam(s, bytes);
    look_for_words(s, bytes);
    keep_tail(s, bytes);
}

static pthread_key_t magic_key;
static pthread_once_t magic_once = PTHREAD_ONCE_INIT;

static void magic_give_back(void *p)
{
    magic_close(p);
}

static void magic_begin(void)
{
    check(pthread_key_create(&magic_key, magic_give_back) == 0);
}

static magic_t magic_of_thread(void)
{
    magic_t magic;

    check(pthread_once(&magic_once, magic_begin) == 0);
    magic = pthread_getspecific(magic_key);
    if (magic)
        return magic;
    magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
                       MAGIC_NO_CHECK_TAR);
    if (!magic || magic_load(magic, NULL) != 0) {
        magic_close(magic);
        return NULL;
    }
    check(pthread_setspecific(magic_key, magic) == 0);
    return magic;
}

/* libmagic's names of types. `*` at the end stands for any rest. */
static const struct {
    const char *mime;
    enum sniff_kind kind;
} kinds[] = {
    {"application/pdf", SNIFF_PDF},
    {"image/jpeg", SNIFF_JPEG},
    {"image/png", SNIFF_PNG},
    {"application/x-empty", SNIFF_EMPTY},
    {"image/heic", SNIFF_HEIC},
    {"image/heif", SNIFF_HEIC},
    {"image/svg+xml", SNIFF_WEB},
    {"image/*", SNIFF_PICTURE},
    {"application/msword", SNIFF_WORD},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml*",
     SNIFF_WORD},
    {"application/vnd.oasis.opendocument.text", SNIFF_WORD},
    {"text/rtf", SNIFF_WORD},
    {"application/vnd.ms-excel", SNIFF_SHEET},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml*",
     SNIFF_SHEET},
    {"application/vnd.oasis.opendocument.spreadsheet", SNIFF_SHEET},
    {"text/csv", SNIFF_SHEET},
    {"application/CDFV2", SNIFF_OFFICE},
    {"application/x-ole-storage", SNIFF_OFFICE},
    {"application/vnd.openxmlformats-officedocument*", SNIFF_OFFICE},
    {"application/zip", SNIFF_ARCHIVE},
    {"application/x-rar", SNIFF_ARCHIVE},
    {"application/x-7z-compressed", SNIFF_ARCHIVE},
    {"application/gzip", SNIFF_ARCHIVE},
    {"application/x-executable", SNIFF_PROGRAM},
    {"application/x-pie-executable", SNIFF_PROGRAM},
    {"application/x-sharedlib", SNIFF_PROGRAM},
    {"application/x-dosexec", SNIFF_PROGRAM},
    {"application/vnd.microsoft.portable-executable", SNIFF_PROGRAM},
    {"text/x-shellscript", SNIFF_PROGRAM},
    {"text/x-msdos-batch", SNIFF_PROGRAM},
    {"text/html", SNIFF_WEB},
    {"text/xml", SNIFF_WEB},
    {"video/*", SNIFF_MEDIA},
    {"audio/*", SNIFF_MEDIA},
};

static bool is_like(struct str mime, struct str pattern)
{
    if (str_ends(pattern, S("*")))
        return str_starts(mime, str_sub(pattern, 0, pattern.n - 1));
    return str_eq(mime, pattern);
}

static enum sniff_kind kind_of(struct str mime)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (is_like(mime, str_c(kinds[i].mime)))
            return kinds[i].kind;
    return SNIFF_OTHER;
}

/*
 * Source: ISO 32000-1 7.5.5: a file ends in startxref, an offset and %%EOF;
 * readers look for it in the last 1024 bytes.
 */
static enum sniff_kind kind_of_pdf(const struct sniff *s)
{
    struct str tail = {s->tail, s->tail_n};

    if (s->is_locked)
        return SNIFF_PDF_LOCKED;
    if (!s->has_object || str_find(tail, S("startxref")) == tail.n ||
        str_find(tail, S("%%EOF")) == tail.n)
        return SNIFF_PDF_CUT;
    return SNIFF_PDF;
}

enum err sniff_end(struct sniff *s, struct errbox *box, enum sniff_kind *ret)
{
    magic_t magic;
    const char *mime;
    enum sniff_kind kind;

    if (s->head_n == 0) {
        *ret = SNIFF_EMPTY;
        return ERR_OK;
    }
    magic = magic_of_thread();
    if (!magic)
        return RAISE(box, ERR_INTERNAL, "libmagic: no database");
    mime = magic_buffer(magic, s->head, s->head_n);
    if (!mime)
        return RAISE(box, ERR_INTERNAL, "libmagic: %s", magic_error(magic));
    kind = kind_of(str_c(mime));
    *ret = kind == SNIFF_PDF ? kind_of_pdf(s) : kind;
    return ERR_OK;
}
