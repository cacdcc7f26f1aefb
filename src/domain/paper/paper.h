/*
 * paper.h - the papers (giấy tờ) of a dossier, as files: which of them the
 * card asks for here, which have not come yet, which files the portal takes.
 *
 * Pure rules. Rows are paper_store.h, the bytes are store/blob.h, what a file
 * is by its content says doc/sniff.h.
 *
 * PDF, JPEG and PNG: what every officer can open, and what stays readable for
 * as long as a dossier is kept.
 * Source: Circular 32/2017/TT-BTTTT art. 7.3 (permitted formats and the size
 * limit are shown beside the picker).
 */
#ifndef DOMAIN_PAPER_PAPER_H
#define DOMAIN_PAPER_PAPER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "doc/sniff.h"

#include "domain/procedure/procedure.h"
#include "domain/form/filling.h"
#include "domain/form/form.h"

/* Of one file; of one component and one dossier, in files. */
#define PAPER_BYTES_MAX          ((int64_t)10 << 20)
#define PAPERS_PER_COMPONENT_MAX 20
#define PAPERS_MAX               100

/* Letters of a file's name. */
#define PAPER_NAME_POINTS_MAX 120

struct paper {
    int64_t id;
    struct str component; /* code of the card; "result" for a result */
    struct str name;      /* as the person's file was called         */
    struct str mime;      /* by its content                          */
    int64_t bytes;
    struct str blob_id;
    int64_t added_by; /* account */
    struct instant added_at;
};

struct papers {
    const struct paper *at;
    size_t count;
};

/* What of a component was handed in at the counter as paper, in pieces. */
struct handed_paper {
    struct str component;
    int originals;
    int copies;
};

struct handed_papers {
    const struct handed_paper *at;
    size_t count;
};

/* Of one component and kind; more is a slip of the finger. */
#define HANDED_PIECES_MAX 99

/* What an officer found of a paper. */
struct paper_verdict {
    struct str component;
    int64_t paper_id; /* 0: there is no file, only paper */
    bool fits;        /* else it has to be supplemented  */
};

/* In order of component. */
struct paper_verdicts {
    const struct paper_verdict *at;
    size_t count;
};

/* NULL when nobody said anything. */
const struct paper_verdict *verdict_find(const struct paper_verdicts *verdicts,
                                         struct str component,
                                         int64_t paper_id);

/* A component that is asked for, and how many files came for it. */
struct paper_need {
    const struct procedure_component *component;
    size_t file_count;
    bool is_missing; /* the dossier cannot be filed without it */
};

/*
 * Writes the components that are asked for in this case and with these
 * answers, in the card's order, and says how many. `when` is struct pack's.
 *
 * Missing is, online, a required component that is to be uploaded and of which
 * no file came; at the counter one of which no piece was handed in or shown.
 */
size_t paper_needs(const struct procedure *card,
                   const struct condition *const *when, const struct filling *f,
                   const struct papers *have,
                   const struct handed_papers *handed,
                   struct paper_need ret[PROCEDURE_COMPONENTS_MAX]);

/* NULL when nothing of that component was handed in. */
const struct handed_paper *handed_find(const struct handed_papers *handed,
                                       struct str component);

/* The files of a component. */
size_t paper_count(const struct papers *have, struct str component);

/*
 * The media type of a file that may be kept. ERR_UNSUPPORTED with words that
 * say what the file is and what the portal takes.
 */
enum err paper_accept(struct errbox *box, enum sniff_kind kind,
                      struct str *ret_mime) MUST_CHECK;

/*
 * A name to show and to download under: the last part of what the sender's
 * machine called the file, without letters that a file system minds, ending as
 * its content says. `otherwise`, in ASCII, where nothing readable is left.
 */
struct str paper_name(struct arena *a, struct str sent, struct str mime,
                      struct str otherwise);

/* "640 KB", "2,4 MB", rounded up; the comma is Vietnamese. */
struct str paper_size(struct arena *a, enum lang lang, int64_t bytes);

#endif
