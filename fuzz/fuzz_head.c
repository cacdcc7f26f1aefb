/* Request targets, queries and cookies; the first byte says which. */
#include "base/prelude.h"

#include "base/arena.h"
#include "base/check.h"
#include "base/utf8.h"

#include "web/parts.h"

#include "fuzz.h"

static void read_target(struct cx *cx, struct str text)
{
    struct path path;
    struct str query;

    if (parts_read_target(cx, text, &path, &query) != ERR_OK)
        return;
    check(utf8_valid(path.text));
    check(path.text.p[0] == '/');
    for (size_t i = 0; i < path.count; i++)
        check(path.segment[i].n > 0 &&
              str_find_char(path.segment[i], '/', 0) == path.segment[i].n);
}

static void read_pairs(struct cx *cx, struct str text)
{
    struct pairs pairs;

    if (parts_read_pairs(cx, text, PARTS_QUERY_FIELDS_MAX, &pairs) != ERR_OK)
        return;
    check(pairs.count <= PARTS_QUERY_FIELDS_MAX);
    for (size_t i = 0; i < pairs.count; i++)
        check(pairs_get(&pairs, pairs.at[i].name).p != NULL);
}

static void read_cookies(struct cx *cx, struct str text)
{
    struct pair at[PARTS_COOKIES_MAX];
    struct pairs pairs = {at, 0};

    parts_read_cookies(cx->arena, text, &pairs);
    check(pairs.count <= PARTS_COOKIES_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct cx cx = {.arena = arena_new(ARENA_REQUEST_BYTES_MAX)};
    struct str text = {(const char *)bytes, n};

    switch (n ? bytes[0] : 0) {
    case 'q': read_pairs(&cx, str_sub(text, 1, n)); break;
    case 'c': read_cookies(&cx, str_sub(text, 1, n)); break;
    default: read_target(&cx, text); break;
    }
    arena_free(cx.arena);
    return 0;
}
