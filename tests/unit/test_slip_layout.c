/*
 * Where everything stands on each slip (unit/pencil.h): what comes out must be
 * tests/golden/slips.layout.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "domain/slip/template.h"

#include "unit/pencil.h"
#include "unit/slips.h"

#define GOLDEN SOURCE_ROOT "/tests/golden/slips.layout"

static void everything_on_a_slip_has_its_place(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct slip_sample sample[SLIP_SAMPLES_MAX];
    size_t count = slip_samples(a, sample);
    struct errbox box = {0};
    struct str pdf;

    (void)state;
    pencil.layout = buf_new(a, PENCIL_BYTES);
    for (size_t i = 0; i < count; i++) {
        pencil.begun = pencil.layout.n;
        assert_int_equal(
            slip_draw(a, sample[i].body, sample[i].data, &pdf, &box), ERR_OK);
    }
    check(!pencil.layout.full);
    expect_golden(a, GOLDEN);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_on_a_slip_has_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
