/*
 * pack.h - a procedure pack: card, form and flow of one version of one
 * procedure, checked together.
 *
 * A pack is gathered from its folder into one JSON object that also holds the
 * blocks and lists which it names. The canonical text of that object is what
 * is kept: a dossier filed ten years ago is read with the very form, words and
 * lists that it was filed under, whatever data/ holds today.
 *
 * Read once, then never changed: threads share it.
 */
#ifndef DOMAIN_PACK_PACK_H
#define DOMAIN_PACK_PACK_H

#include "base/arena.h"
#include "base/crypto.h"
#include "base/cx.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/procedure/pack_read.h"
#include "domain/procedure/procedure.h"
#include "domain/form/form.h"
#include "domain/flow/flow.h"

/* What an arena must allow for reading one pack. */
#define PACK_ARENA_BYTES ((size_t)32 << 20)
/* The canonical text of a pack. */
#define PACK_BYTES_MAX ((size_t)2 << 20)

struct pack {
    const struct procedure *card;
    const struct form *form;
    const struct flow *flow;
    /* when[i] says when component i is asked for; NULL: always. */
    const struct condition *const *when;
    struct words field_name; /* of card->field: "Hộ tịch" */
    /* The lists that the card's field and life events are values of. */
    const struct form_option *field;
    size_t field_count;
    const struct form_option *life_event;
    size_t life_event_count;
};

/*
 * Gathers the files of `folder` (…/packs/CODE) with the blocks and lists that
 * they name (…/blocks, …/lists). NULL when a file cannot be read; why is among
 * the findings.
 */
const struct json *pack_gather(struct arena *a, struct findings *f,
                               struct str folder);

/*
 * Reads and checks a gathered pack. It may be used only if the findings hold
 * no error. What was read lies in `a`; `scratch` may go afterwards.
 */
const struct pack *pack_read(struct arena *a, struct arena *scratch,
                             struct findings *f, const struct json *gathered);

/*
 * Reads the stored text of a pack that was checked when it came in; its flow
 * is not checked again.
 * ERR_INTERNAL when it is none: then the database was changed by hand, or the
 * rules for packs were made stricter without a thought for the old ones.
 */
enum err pack_parse(struct errbox *box, struct arena *a, struct str content,
                    const struct pack **ret) MUST_CHECK;

/* "form.json, pages[0].fields[2].type: …" in the reader's language. */
struct str finding_text(struct arena *a, enum lang lang,
                        const struct finding *f);

#endif
