/*
 * counter_sent.h - what an officer has filled in for the person at the
 * counter, as the browser sent it. Nothing is kept between two sendings: the
 * page itself carries everything, so that nothing is lost and nobody's data
 * stay behind when the officer turns to the next person.
 */
#ifndef WEB_COUNTER_SENT_H
#define WEB_COUNTER_SENT_H

#include "base/err.h"
#include "base/prelude.h"

#include "service/counter.h"

#include "web/req.h"

/* Names of fields that more than one place knows. */
#define COUNTER_WHO       "nguoi"
#define COUNTER_PROCEDURE "thu_tuc"
#define COUNTER_ORIGINALS "ban_chinh"
#define COUNTER_COPIES    "ban_sao"

struct counter_sent {
    struct str act;  /* of the button: "fill", "add:lines" */
    struct str scan; /* what is still to be read           */
    bool is_scan_unread;
    struct counter_person person; /* as typed                  */
    bool has_choice;              /* of who is meant           */
    struct str procedure;
    struct str case_code;
    struct str delivery;
    struct str drawn;  /* whose form of what the page showed */
    struct str blamed; /* the field that the commit refused for */
};

/* Takes the fields; a card that was scanned fills its own in. */
struct counter_sent *counter_sent_take(struct req *rq);

/* The name that the page uses for a field of the person. */
struct str counter_field_name(enum counter_field field);

/* How many pieces of a component, as typed. */
struct str counter_sent_pieces(const struct req *rq, const char *kind,
                               struct str component);

/*
 * What was handed in, by the card's components. ERR_INPUT with words: a number
 * of pieces that is none; `*ret_wrong` is then its component.
 */
enum err counter_sent_handed(struct req *rq, const struct procedure *card,
                             struct handed_papers *ret,
                             struct str *ret_wrong) MUST_CHECK;

#endif
