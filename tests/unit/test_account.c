#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/account/account.h"

static const struct instant now = {INT64_C(1777338000) * SECOND_US};

static struct account_policy policy(void)
{
    struct account_policy p = account_policy_default();

    p.tries_max = 5;
    p.lock_minutes = 30;
    p.password_letters_min = 8;
    return p;
}

static int setup(void **state)
{
    *state = arena_new((size_t)1 << 20);
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static void the_policy_is_the_one_that_was_decided(void **state)
{
    const struct account_policy p = account_policy_default();

    (void)state;
    assert_int_equal(p.tries_max, 5);
    assert_int_equal(p.lock_minutes, 30);
    assert_int_equal(p.password_letters_min, 8);
}

static void the_fifth_wrong_password_locks_for_half_an_hour(void **state)
{
    const struct account_policy p = policy();
    struct login_tries tries = {0};

    (void)state;
    for (int i = 1; i <= 4; i++) {
        tries = login_tries_failed(&tries, &p, now);
        assert_false(login_is_locked(&tries, now));
        assert_int_equal(login_tries_left(&tries, &p), 5 - i);
    }
    tries = login_tries_failed(&tries, &p, now);
    assert_true(login_is_locked(&tries, now));
    assert_int_equal(login_tries_left(&tries, &p), 0);
    assert_true(tries.locked_until.us == now.us + 30 * MINUTE_US);
    assert_true(
        login_is_locked(&tries, (struct instant){now.us + 30 * MINUTE_US - 1}));
    assert_false(
        login_is_locked(&tries, (struct instant){now.us + 30 * MINUTE_US}));
}

static void after_the_lock_counting_begins_anew(void **state)
{
    const struct account_policy p = policy();
    const struct login_tries locked = {5, {now.us}};
    struct login_tries tries = login_tries_failed(&locked, &p, now);

    (void)state;
    assert_int_equal(tries.failed, 1);
    assert_false(login_is_locked(&tries, now));
    tries = login_tries_at(&locked, (struct instant){now.us - 1});
    assert_int_equal(tries.failed, 5);
}

static void tries_without_a_lock_are_not_forgotten(void **state)
{
    const struct login_tries two = {2, {0}};

    (void)state;
    assert_int_equal(login_tries_at(&two, now).failed, 2);
}

static enum password_flaw look(struct arena *a, const char *password)
{
    const struct account_policy p = policy();

    return password_look(a, &p, str_c(password), S("0912345678"),
                         S("Trần Thị Ngọc Điệp"));
}

static void a_good_sentence_is_a_good_password(void **state)
{
    assert_int_equal(look(*state, "con mèo của tôi"), PASSWORD_GOOD);
    assert_int_equal(look(*state, "Xk4!vpqz"), PASSWORD_GOOD);
}

static void a_password_is_counted_in_letters(void **state)
{
    /* seven letters, nine bytes; eight letters */
    assert_int_equal(look(*state, "mèođi xa"), PASSWORD_GOOD);
    assert_int_equal(look(*state, "mèođixa"), PASSWORD_SHORT);
    assert_int_equal(look(*state, ""), PASSWORD_SHORT);
}

static void an_endless_password_is_refused(void **state)
{
    char text[PASSWORD_BYTES_MAX + 2];

    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof text; i += 2)
        text[i] = 'q';
    text[PASSWORD_BYTES_MAX + 1] = '\0';
    assert_int_equal(look(*state, text), PASSWORD_LONG);
    text[PASSWORD_BYTES_MAX] = '\0';
    assert_int_equal(look(*state, text), PASSWORD_GOOD);
}

static void oneself_is_no_password(void **state)
{
    assert_int_equal(look(*state, "0912345678"), PASSWORD_IS_SELF);
    assert_int_equal(look(*state, "0912.345.678"), PASSWORD_IS_SELF);
    assert_int_equal(look(*state, "TranThiNgocDiep"), PASSWORD_IS_SELF);
    assert_int_equal(look(*state, "trần thị ngọc điệp"), PASSWORD_IS_SELF);
    assert_int_equal(look(*state, "trần thị ngọc điệp 7"), PASSWORD_GOOD);
}

static void what_thieves_try_first_is_no_password(void **state)
{
    assert_int_equal(look(*state, "matkhau123"), PASSWORD_COMMON);
    assert_int_equal(look(*state, "Mật khẩu 123"), PASSWORD_COMMON);
    assert_int_equal(look(*state, "aaaaaaaaaa"), PASSWORD_COMMON);
    assert_int_equal(look(*state, "23456789"), PASSWORD_COMMON);
    assert_int_equal(look(*state, "zyxwvuts"), PASSWORD_COMMON);
    assert_int_equal(look(*state, "23456788"), PASSWORD_GOOD);
    assert_int_equal(look(*state, "password"), PASSWORD_COMMON);
}

/* Neighbours make a run, from the first letter on; steps of two do not. */
static void a_run_goes_from_neighbour_to_neighbour(void **state)
{
    assert_int_equal(look(*state, "acegikmo"), PASSWORD_GOOD);
    assert_int_equal(look(*state, "omkigeca"), PASSWORD_GOOD);
    assert_int_equal(look(*state, "z1234567"), PASSWORD_GOOD);
}

static void phone_is(void **state, const char *typed, const char *expected)
{
    struct str phone = STR_NONE;
    bool good = phone_read(*state, str_c(typed), &phone);

    assert_int_equal(good, expected != NULL);
    if (expected)
        assert_string_equal(phone.p, expected);
    else
        assert_null(phone.p);
}

static void a_telephone_number_is_its_ten_digits(void **state)
{
    phone_is(state, "0912345678", "0912345678");
    phone_is(state, " 0912 345 678 ", "0912345678");
    phone_is(state, "091-234.56.78", "0912345678");
    phone_is(state, "+84 912 345 678", "0912345678");
    phone_is(state, "84912345678", "0912345678");
    phone_is(state, "(0296) 395 1234", NULL);
    phone_is(state, "091234567", NULL);
    phone_is(state, "09123456789", NULL);
    phone_is(state, "1912345678", NULL);
    phone_is(state, "0012345678", NULL);
    phone_is(state, "+1 912 345 6789", NULL);
    phone_is(state, "091234567x", NULL);
    phone_is(state, "0912345678 máy lẻ 2", NULL);
    phone_is(state, "", NULL);
}

static void a_telephone_number_ends_where_its_text_ends(void **state)
{
    struct str phone;

    assert_true(phone_read(*state, str_sub(S("0912345678x"), 0, 10), &phone));
    assert_true(str_eq(phone, S("0912345678")));
}

static void a_staff_login_is_plain(void **state)
{
    (void)state;
    assert_true(staff_login_ok(S("tiepnhan.mybinh")));
    assert_true(staff_login_ok(S("abc")));
    assert_false(staff_login_ok(S("ab")));
    assert_false(staff_login_ok(S("Tiepnhan")));
    assert_false(staff_login_ok(S("9tiepnhan")));
    assert_false(staff_login_ok(S("tiếp nhận")));
    assert_false(staff_login_ok(S("ab\0c")));
    assert_false(
        staff_login_ok(S("a1234567890123456789012345678901234567890")));
    assert_true(staff_login_ok(S("a123456789012345678901234567890123456789")));
    assert_true(staff_login_ok(S("zoe")));
    assert_false(staff_login_ok(S("{oe")));
}

static void a_login_is_read_as_it_is_kept(void **state)
{
    assert_string_equal(login_read(*state, S("+84 912 345 678")).p,
                        "0912345678");
    assert_true(
        str_eq(login_read(*state, S("TiepNhan.MyBinh")), S("tiepnhan.mybinh")));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_policy_is_the_one_that_was_decided),
        TEST(the_fifth_wrong_password_locks_for_half_an_hour),
        TEST(after_the_lock_counting_begins_anew),
        TEST(tries_without_a_lock_are_not_forgotten),
        TEST(a_good_sentence_is_a_good_password),
        TEST(a_password_is_counted_in_letters),
        TEST(an_endless_password_is_refused),
        TEST(oneself_is_no_password),
        TEST(what_thieves_try_first_is_no_password),
        TEST(a_run_goes_from_neighbour_to_neighbour),
        TEST(a_telephone_number_is_its_ten_digits),
        TEST(a_telephone_number_ends_where_its_text_ends),
        TEST(a_staff_login_is_plain),
        TEST(a_login_is_read_as_it_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
