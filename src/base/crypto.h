/*
 * crypto.h - the cryptography we use, each call with one meaning. Signing,
 * certificates and TLS are not here (doc/); neither is encryption of files
 * (store/blob.h).
 *
 * Nothing here fails on good arguments: a library that refuses is a bug and
 * aborts. Only a password hash can run out of memory. Any thread may call
 * these.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/* From the kernel; good for keys, tokens and codes. */
void crypto_random(void *ret, size_t bytes);
/* The same in an arena. */
struct str crypto_random_str(struct arena *a, size_t bytes);
/* A new code of `letters` letters of five random bits each (encode.h). */
struct str crypto_random_code(struct arena *a, size_t letters);

/* Takes the same time wherever a and b differ; their lengths are no secret. */
bool crypto_same(struct str a, struct str b);

/* Overwrites a secret in a way the compiler cannot leave out. */
void crypto_wipe(void *p, size_t bytes);

#define DIGEST_BYTES 32

struct digest {
    unsigned char b[DIGEST_BYTES];
};

/* Borrows the digest's bytes. */
struct str digest_str(const struct digest *d);
bool digest_same(const struct digest *a, const struct digest *b);

/* SHA-256: content addresses, hash chains, outside protocols. */
struct digest sha256(struct str bytes);

/* The same for what comes in pieces. Lives in the arena. */
struct sha256_stream;
struct sha256_stream *sha256_begin(struct arena *a);
void sha256_add(struct sha256_stream *stream, struct str bytes);
/* Once, at the end. */
struct digest sha256_end(struct sha256_stream *stream);

/* HMAC-SHA-256 (RFC 2104), for outside protocols that ask for it. */
struct digest hmac_sha256(struct str key, struct str message);

#define KEY_BYTES 32

struct key {
    unsigned char b[KEY_BYTES];
};

/*
 * A digest only the holder of `key` can make or check: signs our own tokens,
 * and finds a personal number without keeping it in the clear. `purpose` is a
 * literal naming the use, so that a value made for one is worthless in
 * another.
 */
struct digest keyed_digest(const struct key *key, const char *purpose,
                           struct str message);

/* Longer passwords are refused at the form. */
#define PASSWORD_BYTES_MAX 512

/* What one password hash costs: memory, and passes over it. */
struct password_cost {
    uint64_t passes;
    size_t memory_bytes;
};

/* In service. Tests take PASSWORD_COST_LOW. */
#define PASSWORD_COST     ((struct password_cost){2, (size_t)19 << 20})
#define PASSWORD_COST_LOW ((struct password_cost){1, 8192})

/*
 * Argon2id, with salt and cost inside *ret: the text to keep. It takes tens
 * of milliseconds and `cost.memory_bytes`: prepare step only.
 * ERR_UNAVAILABLE: no memory now.
 */
enum err password_hash(struct errbox *box, struct arena *a,
                       struct password_cost cost, struct str password,
                       struct str *ret) MUST_CHECK;

/* *ret tells whether the password is the one hashed. Costs as hashing does. */
enum err password_verify(struct errbox *box, struct arena *a, struct str hash,
                         struct str password, bool *ret) MUST_CHECK;

/* True when `hash` was made at another cost: hash anew at the next login. */
bool password_needs_rehash(struct arena *a, struct password_cost cost,
                           struct str hash);

#endif
