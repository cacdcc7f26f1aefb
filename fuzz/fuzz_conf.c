#include "base/prelude.h"

#include "base/check.h"
#include "base/conf.h"
#include "fuzz.h"

#define ARENA_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct str text = {(const char *)bytes, count};
    struct conf conf = conf_defaults();
    struct conf back = conf_defaults();
    struct errbox box;
    struct str printed;

    if (conf_read(&box, a, text, &conf) == ERR_OK) {
        printed = conf_text(a, &conf);
        if (printed.n < CONF_BYTES_MAX / 2)
            check(conf_read(&box, a, printed, &back) == ERR_OK);
    }
    arena_free(a);
    return 0;
}
