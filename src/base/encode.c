#include "base/prelude.h"

#include <sodium.h>

#include "base/check.h"
#include "base/encode.h"

#define BASE64URL sodium_base64_VARIANT_URLSAFE_NO_PADDING

static const unsigned char *bytes_of(struct str s)
{
    return (const unsigned char *)(s.p ? s.p : "");
}

struct str hex_text(struct arena *a, struct str bytes)
{
    size_t room = bytes.n * 2 + 1;
    char *text = arena_alloc(a, room);

    sodium_bin2hex(text, room, bytes_of(bytes), bytes.n);
    return (struct str){text, room - 1};
}

bool hex_bytes(struct arena *a, struct str text, struct str *ret)
{
    unsigned char *bytes = arena_alloc(a, text.n / 2 + 1);
    size_t count = 0;

    if (!text.p || sodium_hex2bin(bytes, text.n / 2, text.p, text.n, NULL,
                                  &count, NULL) != 0)
        return false;
    *ret = (struct str){(const char *)bytes, count};
    return true;
}

static struct str encode64(struct arena *a, struct str bytes, int variant)
{
    size_t room = sodium_base64_encoded_len(bytes.n, variant);
    char *text = arena_alloc(a, room);

    sodium_bin2base64(text, room, bytes_of(bytes), bytes.n, variant);
    return (struct str){text, room - 1};
}

struct str base64_text(struct arena *a, struct str bytes)
{
    return encode64(a, bytes, sodium_base64_VARIANT_ORIGINAL);
}

struct str base64url_text(struct arena *a, struct str bytes)
{
    return encode64(a, bytes, BASE64URL);
}

bool base64url_bytes(struct arena *a, struct str text, struct str *ret)
{
    size_t room = text.n / 4 * 3 + 3;
    unsigned char *bytes = arena_alloc(a, room + 1);
    size_t count = 0;

    if (!text.p || sodium_base642bin(bytes, room, text.p, text.n, NULL, &count,
                                     NULL, BASE64URL) != 0)
        return false;
    *ret = (struct str){(const char *)bytes, count};
    return true;
}

struct str code_text(struct arena *a, struct str bytes)
{
    char *text = arena_alloc(a, bytes.n + 1);

    for (size_t i = 0; i < bytes.n; i++)
        text[i] = CODE_LETTERS[bytes.p[i] & 31];
    return (struct str){text, bytes.n};
}

/* The code's letter that was meant, or 0. */
static char letter_meant(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        return '0';
    if (c == 'I' || c == 'L')
        return '1';
    return c != '\0' && strchr(CODE_LETTERS, c) ? c : '\0';
}

bool code_read(struct arena *a, struct str typed, size_t letters,
               struct str *ret)
{
    char *text = arena_alloc(a, letters + 1);
    size_t count = 0;

    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];

        if (c == ' ' || c == '-')
            continue;
        c = letter_meant(c);
        if (c == '\0' || count == letters)
            return false;
        text[count++] = c;
    }
    if (count != letters)
        return false;
    *ret = (struct str){text, count};
    return true;
}
