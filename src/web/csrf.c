#include "base/prelude.h"

#include "base/encode.h"

#include "web/csrf.h"

/*
 * nonce || digest(secret, nonce). The nonce makes the token differ in every
 * answer, so that compressing answers gives nothing away.
 */
#define NONCE_BYTES 16
#define PROOF_BYTES 16

static struct digest proof_of(const struct key *secret, struct str nonce)
{
    return keyed_digest(secret, "csrf", nonce);
}

struct str csrf_token(struct arena *a, const struct key *secret)
{
    char bytes[NONCE_BYTES + PROOF_BYTES];
    struct digest proof;

    crypto_random(bytes, NONCE_BYTES);
    proof = proof_of(secret, (struct str){bytes, NONCE_BYTES});
    memcpy(bytes + NONCE_BYTES, proof.b, PROOF_BYTES);
    return base64url_text(a, (struct str){bytes, sizeof bytes});
}

bool csrf_token_good(struct arena *a, const struct key *secret,
                     struct str token)
{
    struct str bytes;
    struct digest proof;

    if (!base64url_bytes(a, token, &bytes) ||
        bytes.n != NONCE_BYTES + PROOF_BYTES)
        return false;
    proof = proof_of(secret, str_sub(bytes, 0, NONCE_BYTES));
    return crypto_same(str_sub(bytes, NONCE_BYTES, bytes.n),
                       (struct str){(const char *)proof.b, PROOF_BYTES});
}

enum err csrf_check_origin(struct cx *cx, const struct http_head *head,
                           bool tls)
{
    struct str site = head_get(head, S("sec-fetch-site"));
    struct str origin = head_get(head, S("origin"));
    struct str scheme = tls ? S("https://") : S("http://");

    if (site.p && !str_eq(site, S("same-origin")))
        return RAISE(&cx->err, ERR_FORGED, "Sec-Fetch-Site is foreign");
    if (!origin.p)
        return ERR_OK;
    if (!str_starts(origin, scheme) ||
        !str_eq(str_sub(origin, scheme.n, origin.n), head_get(head, S("host"))))
        return RAISE(&cx->err, ERR_FORGED, "Origin is foreign");
    return ERR_OK;
}
