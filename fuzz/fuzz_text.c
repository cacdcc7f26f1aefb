#include "base/prelude.h"

#include "base/check.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/viet.h"
#include "fuzz.h"

#define ARENA_BYTES ((size_t)64 << 20)

static void check_text(struct arena *a, struct str text, struct text_rule rule)
{
    struct errbox box;
    struct str again;
    struct str fold = viet_fold(a, text);

    check(utf8_valid(text));
    check(str_eq(utf8_nfc(a, text), text));
    check(text_in(&box, a, text, rule, &again) == ERR_OK);
    check(str_eq(again, text));
    check(str_eq(viet_fold(a, fold), fold));
    check(utf8_graphemes(text) <= utf8_count(text));
    viet_sort_key(a, text);
    viet_name(a, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct str raw = {(const char *)bytes, count};
    struct text_rule rule = {.points_max = 2000, .multiline = count % 2};
    struct errbox box;
    struct str text;

    if (text_in(&box, a, raw, rule, &text) == ERR_OK)
        check_text(a, text, rule);
    arena_free(a);
    return 0;
}
