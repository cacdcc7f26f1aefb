/*
 * breaker.h - leaves a gateway alone that does not work, so that a dead one
 * costs a knock now and then and nothing else. Pure: the caller brings the
 * clock, and knocks (mail_knock(), sms_knock()).
 *
 * It opens at the first trouble, for BREAKER_FIRST_US; when that is over the
 * gateway is knocked at, with nothing of a person's. An answer closes it; else
 * it rests twice as long, up to BREAKER_LAST_US.
 */
#ifndef GATEWAY_BREAKER_H
#define GATEWAY_BREAKER_H

#include "base/instant.h"
#include "base/prelude.h"

#define BREAKER_FIRST_US (5 * SECOND_US)
#define BREAKER_LAST_US  (5 * MINUTE_US)

/* Zeroed: closed. */
struct breaker {
    bool is_open;
    struct instant until; /* when it is worth a knock */
    int64_t rest_us;
};

enum breaker_word { BREAKER_GO, BREAKER_KNOCK, BREAKER_REST };

enum breaker_word breaker_ask(const struct breaker *b, struct instant now);

/* It did not work, whatever was tried. */
void breaker_trouble(struct breaker *b, struct instant now);
/* It answered. */
void breaker_answered(struct breaker *b);

#endif
