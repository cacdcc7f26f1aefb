/*
 * answer.h - how a gateway took what it was given. Who is at fault decides
 * what follows, so it is told apart here and nowhere else.
 */
#ifndef GATEWAY_ANSWER_H
#define GATEWAY_ANSWER_H

#include "base/prelude.h"
#include "base/str.h"

enum gateway_end {
    GATEWAY_TAKEN,
    GATEWAY_REFUSED, /* this one, for good: nobody has that address       */
    GATEWAY_LATER,   /* this one, for now: greylisted, mailbox full       */
    GATEWAY_DOWN,    /* it does not work at all; nothing was handed over  */
    GATEWAY_UNSURE,  /* all was handed over, no answer came: it may arrive */
};

/* `detail` is for the operator: no address, nothing of the text. */
struct gateway_answer {
    enum gateway_end end;
    struct str detail;
};

#endif
