#include "base/prelude.h"

#include "base/check.h"
#include "base/json.h"
#include "fuzz.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define BYTES_MAX   ((size_t)1 << 16)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct str text = {(const char *)bytes, count};
    const struct json *value;
    struct errbox box;
    struct str once;

    if (json_parse(&box, a, text, BYTES_MAX, &value) == ERR_OK) {
        once = json_text(a, value);
        check(json_parse(&box, a, once, SIZE_MAX, &value) == ERR_OK);
        check(str_eq(json_text(a, value), once));
    }
    arena_free(a);
    return 0;
}
