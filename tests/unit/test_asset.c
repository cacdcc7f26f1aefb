/* What tools/embed makes of tests/asset/dist. */

#include "base/prelude.h"

#include <setjmp.h>

#include <brotli/decode.h>
#include <cmocka.h>
#include <zlib.h>

#include "web/asset.h"

#define HASH_DIGITS 16

static const struct asset *named(const char *name)
{
    return asset_find(url_asset(name).text);
}

static void an_asset_is_found_by_the_address_with_its_hash(void **state)
{
    const struct asset *a = named("fonts/a.woff2");

    (void)state;
    assert_non_null(a);
    assert_true(str_eq_c(a->type, "font/woff2"));
    assert_true(str_eq_c(a->plain, "not really a font"));
    assert_true(str_starts(a->path, S("/static/fonts/a.")));
    assert_int_equal(a->path.n, strlen("/static/fonts/a..woff2") + HASH_DIGITS);
}

static void other_addresses_lead_nowhere(void **state)
{
    static const char *const bad[] = {
        "",
        "/static/app.css",
        "app.css",
        "/static/app.0000000000000000.css",
        "/static/.built",
        "/static/missing",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_null(asset_find(str_c(bad[i])));
    assert_null(asset_find(STR_NONE));
    assert_null(named("gone.css"));
}

static void a_stylesheet_asks_for_the_addresses_with_a_hash(void **state)
{
    struct str css = named("app.css")->plain;
    struct str font = named("fonts/a.woff2")->path;
    struct str mark = named("img/mark.svg")->path;

    (void)state;
    assert_true(str_find(css, font) < css.n);
    assert_true(str_find(css, mark) < css.n);
    assert_true(str_find(css, S("url(\"#x\")")) < css.n);
    assert_true(str_find(css, S("url(data:image/gif;base64,R0")) < css.n);
    assert_true(str_find(css, S("\"\\2014 ?\?=\"")) < css.n);
}

static void the_compressed_twins_hold_the_same(void **state)
{
    const struct asset *css = named("app.css");
    uint8_t bytes[4096];
    size_t n = sizeof bytes;
    z_stream z = {
        .next_in = (Bytef *)(uintptr_t)css->gzip.p,
        .avail_in = (uInt)css->gzip.n,
        .next_out = bytes,
        .avail_out = sizeof bytes,
    };

    (void)state;
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, css->plain.n);
    assert_memory_equal(bytes, css->plain.p, css->plain.n);
    inflateEnd(&z);
    assert_int_equal(BrotliDecoderDecompress(css->brotli.n,
                                             (const uint8_t *)css->brotli.p, &n,
                                             bytes),
                     BROTLI_DECODER_RESULT_SUCCESS);
    assert_int_equal(n, css->plain.n);
    assert_memory_equal(bytes, css->plain.p, css->plain.n);
}

static void what_does_not_shrink_has_no_twin(void **state)
{
    (void)state;
    assert_null(named("fonts/a.woff2")->gzip.p);
    assert_null(named("fonts/a.woff2")->brotli.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_asset_is_found_by_the_address_with_its_hash),
        cmocka_unit_test(other_addresses_lead_nowhere),
        cmocka_unit_test(a_stylesheet_asks_for_the_addresses_with_a_hash),
        cmocka_unit_test(the_compressed_twins_hold_the_same),
        cmocka_unit_test(what_does_not_shrink_has_no_twin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
