/*
 * wording.h - a message in words: title, text, short message, letter.
 *
 * It is made of facts that were frozen when the event was told, so the same
 * message reads the same by every way and at any time: the dossier's code, the
 * short name of its procedure, until when, where. No name, no number of the
 * person, no reason that somebody wrote: those are in the dossier. Pure.
 */
#ifndef DOMAIN_NOTIFY_WORDING_H
#define DOMAIN_NOTIFY_WORDING_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/words.h"

#include "domain/notify/notify.h"

struct notify_facts {
    struct str code;      /* as people read it            */
    struct str key;       /* as the look-up's address has */
    struct words name;    /* short, of the procedure      */
    struct instant until; /* us == 0: not known           */
    struct str place;     /* of the point                 */
};

/* As the row of the message keeps them; ERR_SYNTAX, ERR_INPUT: not ours. */
struct str notify_facts_freeze(struct arena *a, const struct notify_facts *f);
enum err notify_facts_thaw(struct errbox *box, struct arena *a, struct str json,
                           struct notify_facts *ret) MUST_CHECK;

struct str notify_title(struct arena *a, enum lang lang,
                        const struct notify_kind *k,
                        const struct notify_facts *f);
struct str notify_text(struct arena *a, enum lang lang,
                       const struct notify_kind *k,
                       const struct notify_facts *f);

/* "https://site/tra-cuu?ma=CODE" */
struct str notify_address(struct arena *a, struct str site,
                          const struct notify_facts *f);

/* At most SMS_PARTS_MAX parts: a name that is too long for that is cut. */
struct str notify_short(struct arena *a, enum notify_voice voice,
                        struct str site, const struct notify_kind *k,
                        const struct notify_facts *f);

/* Whose letters they are. */
struct notify_house {
    struct str site;
    struct str province; /* "tỉnh An Giang" */
    struct str phone;
};

/* The letter's text, paragraphs with an empty line between. */
struct str notify_letter(struct arena *a, enum lang lang,
                         const struct notify_house *house,
                         const struct notify_kind *k,
                         const struct notify_facts *f);
/* What its sender is called: "Cổng Dịch vụ công tỉnh An Giang". */
struct str notify_sender(struct arena *a, enum lang lang,
                         const struct notify_house *house);

#endif
