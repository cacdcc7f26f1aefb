#include "base/prelude.h"

#include <pthread.h>

#include <openssl/evp.h>
#include <sodium.h>

#include "base/check.h"
#include "base/crypto.h"
#include "base/encode.h"

static pthread_once_t begun = PTHREAD_ONCE_INIT;
/* Fetched once: looking it up costs more than hashing a short text. */
static EVP_MD *sha256_method;

static void begin(void)
{
    check(sodium_init() >= 0);
    sha256_method = EVP_MD_fetch(NULL, "SHA256", NULL);
    check(sha256_method != NULL);
}

static void ready(void)
{
    check(pthread_once(&begun, begin) == 0);
}

static const unsigned char *bytes_of(struct str s)
{
    return (const unsigned char *)(s.p ? s.p : "");
}

void crypto_random(void *ret, size_t bytes)
{
    ready();
    randombytes_buf(ret, bytes);
}

struct str crypto_random_str(struct arena *a, size_t bytes)
{
    char *p = arena_alloc(a, bytes + 1);

    crypto_random(p, bytes);
    return (struct str){p, bytes};
}

struct str crypto_random_code(struct arena *a, size_t letters)
{
    return code_text(a, crypto_random_str(a, letters));
}

bool crypto_same(struct str a, struct str b)
{
    return a.n == b.n && sodium_memcmp(bytes_of(a), bytes_of(b), a.n) == 0;
}

void crypto_wipe(void *p, size_t bytes)
{
    sodium_memzero(p, bytes);
}

struct str digest_str(const struct digest *d)
{
    return (struct str){(const char *)d->b, sizeof d->b};
}

bool digest_same(const struct digest *a, const struct digest *b)
{
    return crypto_same(digest_str(a), digest_str(b));
}

struct digest sha256(struct str bytes)
{
    struct digest d;

    ready();
    check(EVP_Digest(bytes_of(bytes), bytes.n, d.b, NULL, sha256_method,
                     NULL) == 1);
    return d;
}

struct sha256_stream {
    EVP_MD_CTX *state;
};

static void free_state(void *p)
{
    EVP_MD_CTX_free(p);
}

struct sha256_stream *sha256_begin(struct arena *a)
{
    struct sha256_stream *stream = ARENA_NEW(a, struct sha256_stream);

    ready();
    stream->state = EVP_MD_CTX_new();
    check(stream->state != NULL);
    arena_defer(a, free_state, stream->state);
    check(EVP_DigestInit_ex2(stream->state, sha256_method, NULL) == 1);
    return stream;
}

void sha256_add(struct sha256_stream *stream, struct str bytes)
{
    check(EVP_DigestUpdate(stream->state, bytes_of(bytes), bytes.n) == 1);
}

struct digest sha256_end(struct sha256_stream *stream)
{
    struct digest d;

    check(EVP_DigestFinal_ex(stream->state, d.b, NULL) == 1);
    return d;
}

struct digest hmac_sha256(struct str key, struct str message)
{
    crypto_auth_hmacsha256_state state;
    struct digest d;

    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.n);
    crypto_auth_hmacsha256_update(&state, bytes_of(message), message.n);
    crypto_auth_hmacsha256_final(&state, d.b);
    crypto_wipe(&state, sizeof state);
    return d;
}

struct digest keyed_digest(const struct key *key, const char *purpose,
                           struct str message)
{
    crypto_auth_hmacsha256_state state;
    struct digest d;

    crypto_auth_hmacsha256_init(&state, key->b, sizeof key->b);
    /* With its NUL, so that no purpose is the beginning of another. */
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose,
                                  strlen(purpose) + 1);
    crypto_auth_hmacsha256_update(&state, bytes_of(message), message.n);
    crypto_auth_hmacsha256_final(&state, d.b);
    crypto_wipe(&state, sizeof state);
    return d;
}

enum err password_hash(struct errbox *box, struct arena *a,
                       struct password_cost cost, struct str password,
                       struct str *ret)
{
    char *text = arena_alloc(a, crypto_pwhash_STRBYTES);

    ready();
    check(password.n <= PASSWORD_BYTES_MAX);
    if (crypto_pwhash_str_alg(text, (const char *)bytes_of(password),
                              password.n, cost.passes, cost.memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return RAISE(box, ERR_UNAVAILABLE, "no memory for a password hash");
    *ret = str_c(text);
    return ERR_OK;
}

enum err password_verify(struct errbox *box, struct arena *a, struct str hash,
                         struct str password, bool *ret)
{
    const char *text = arena_cstr(a, hash);
    int answer;

    ready();
    if (password.n > PASSWORD_BYTES_MAX) {
        *ret = false;
        return ERR_OK;
    }
    errno = 0;
    answer = crypto_pwhash_str_verify(text, (const char *)bytes_of(password),
                                      password.n);
    if (answer != 0 && errno == ENOMEM)
        return RAISE(box, ERR_UNAVAILABLE, "no memory for a password hash");
    *ret = answer == 0;
    return ERR_OK;
}

bool password_needs_rehash(struct arena *a, struct password_cost cost,
                           struct str hash)
{
    ready();
    return crypto_pwhash_str_needs_rehash(arena_cstr(a, hash), cost.passes,
                                          cost.memory_bytes) != 0;
}
