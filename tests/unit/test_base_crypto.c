#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/crypto.h"
#include "base/encode.h"

static int set_up(void **state)
{
    *state = arena_new((size_t)1 << 20);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void sha256_gives_the_published_answers(void **state)
{
    struct digest d = sha256(S("abc"));

    assert_string_equal(
        hex_text(*state, digest_str(&d)).p,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    d = sha256(STR_NONE);
    assert_string_equal(
        hex_text(*state, digest_str(&d)).p,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void a_stream_digests_as_the_whole_does(void **state)
{
    struct sha256_stream *stream = sha256_begin(*state);
    struct digest whole = sha256(S("một cửa"));
    struct digest pieces;

    sha256_add(stream, S("một "));
    sha256_add(stream, S(""));
    sha256_add(stream, S("cửa"));
    pieces = sha256_end(stream);
    assert_true(digest_same(&whole, &pieces));
    pieces.b[31] ^= 1;
    assert_false(digest_same(&whole, &pieces));
}

/* RFC 4231, test case 2. */
static void hmac_gives_the_published_answer(void **state)
{
    struct digest d = hmac_sha256(S("Jefe"), S("what do ya want for nothing?"));

    assert_string_equal(
        hex_text(*state, digest_str(&d)).p,
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

static void a_keyed_digest_depends_on_key_purpose_and_message(void **state)
{
    struct key key = {{1}};
    struct key other = {{2}};
    struct digest d = keyed_digest(&key, "csrf", S("x"));
    struct digest same = keyed_digest(&key, "csrf", S("x"));
    struct digest e[] = {
        keyed_digest(&other, "csrf", S("x")),
        keyed_digest(&key, "login", S("x")),
        keyed_digest(&key, "csrf", S("y")),
        keyed_digest(&key, "csr", S("fx")),
    };

    (void)state;
    assert_true(digest_same(&d, &same));
    for (size_t i = 0; i < COUNT_OF(e); i++)
        assert_false(digest_same(&d, &e[i]));
}

static void texts_of_other_length_are_not_the_same(void **state)
{
    (void)state;
    assert_true(crypto_same(S("token"), S("token")));
    assert_true(crypto_same(STR_NONE, S("")));
    assert_false(crypto_same(S("token"), S("toke")));
    assert_false(crypto_same(S("token"), S("tokeN")));
}

static void a_password_is_known_again_and_another_is_not(void **state)
{
    struct errbox box = {0};
    struct str hash;
    bool same = false;

    assert_int_equal(password_hash(&box, *state, PASSWORD_COST_LOW,
                                   S("mật khẩu dài"), &hash),
                     ERR_OK);
    assert_true(str_starts(hash, S("$argon2id$")));
    assert_int_equal(
        password_verify(&box, *state, hash, S("mật khẩu dài"), &same), ERR_OK);
    assert_true(same);
    assert_int_equal(
        password_verify(&box, *state, hash, S("mật khẩu dai"), &same), ERR_OK);
    assert_false(same);
}

static void a_broken_hash_knows_no_password(void **state)
{
    struct errbox box = {0};
    bool same = true;

    assert_int_equal(
        password_verify(&box, *state, S("$argon2id$"), S(""), &same), ERR_OK);
    assert_false(same);
    assert_true(password_needs_rehash(*state, PASSWORD_COST_LOW, S("x")));
}

static void a_hash_made_cheaper_asks_to_be_made_anew(void **state)
{
    struct password_cost dearer = {2, 8192};
    struct errbox box = {0};
    struct str hash;

    assert_int_equal(
        password_hash(&box, *state, PASSWORD_COST_LOW, S("x"), &hash), ERR_OK);
    assert_false(password_needs_rehash(*state, PASSWORD_COST_LOW, hash));
    assert_true(password_needs_rehash(*state, dearer, hash));
}

static void a_hash_that_cannot_be_made_is_trouble(void **state)
{
    struct password_cost impossible = {1, (size_t)1 << 43};
    struct errbox box = {0};
    struct str hash = STR_NONE;

    assert_int_equal(password_hash(&box, *state, impossible, S("x"), &hash),
                     ERR_UNAVAILABLE);
    assert_null(hash.p);
}

static void random_codes_have_the_letters_asked_for(void **state)
{
    struct str code = crypto_random_code(*state, 8);
    struct str other = crypto_random_code(*state, 8);

    assert_int_equal(code.n, 8);
    assert_int_equal(strspn(code.p, CODE_LETTERS), 8);
    assert_false(str_eq(code, other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_published_answers),
        cmocka_unit_test(a_stream_digests_as_the_whole_does),
        cmocka_unit_test(hmac_gives_the_published_answer),
        cmocka_unit_test(a_keyed_digest_depends_on_key_purpose_and_message),
        cmocka_unit_test(texts_of_other_length_are_not_the_same),
        cmocka_unit_test(a_password_is_known_again_and_another_is_not),
        cmocka_unit_test(a_broken_hash_knows_no_password),
        cmocka_unit_test(a_hash_made_cheaper_asks_to_be_made_anew),
        cmocka_unit_test(a_hash_that_cannot_be_made_is_trouble),
        cmocka_unit_test(random_codes_have_the_letters_asked_for),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
