#include "base/prelude.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/viet.h"

#include "domain/account/account.h"

#define PHONE_DIGITS 10

struct account_policy account_policy_default(void)
{
    return (struct account_policy){
        .tries_max = 5,
        .lock_minutes = 30,
        .password_letters_min = 8,
        .cost = PASSWORD_COST,
    };
}

bool login_is_locked(const struct login_tries *tries, struct instant now)
{
    return now.us < tries->locked_until.us;
}

struct login_tries login_tries_at(const struct login_tries *tries,
                                  struct instant now)
{
    bool is_over = tries->locked_until.us != 0 && !login_is_locked(tries, now);

    return is_over ? (struct login_tries){0} : *tries;
}

struct login_tries login_tries_failed(const struct login_tries *tries,
                                      const struct account_policy *policy,
                                      struct instant now)
{
    struct login_tries after = login_tries_at(tries, now);

    after.failed++;
    if (after.failed >= policy->tries_max)
        after.locked_until.us = now.us + policy->lock_minutes * MINUTE_US;
    return after;
}

int login_tries_left(const struct login_tries *tries,
                     const struct account_policy *policy)
{
    int left = policy->tries_max - tries->failed;

    return left > 0 ? left : 0;
}

/* Letters and digits only, folded: "Trần Thị Mai" is "tranthimai". */
static struct str bare(struct arena *a, struct str s)
{
    struct str folded = viet_fold(a, s);
    struct buf b = buf_new(a, folded.n + 1);

    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] > ' ' && !strchr(".-_", folded.p[i]))
            buf_add_char(&b, folded.p[i]);
    return buf_str(&b);
}

/* One letter again and again, or a run of neighbours: "aaaaaaaa", "12345678".
 */
static bool is_run(struct str s)
{
    for (int step = -1; step <= 1; step++) {
        size_t i = 1;

        while (i < s.n && s.p[i] - s.p[i - 1] == step)
            i++;
        if (i == s.n)
            return true;
    }
    return false;
}

static bool is_common(struct str s)
{
    static const struct str common[] = {
#define COMMON(word) S_INIT(word),
#include "domain/account/common_passwords.def"
#undef COMMON
    };

    if (is_run(s))
        return true;
    for (size_t i = 0; i < COUNT_OF(common); i++)
        if (str_eq(s, common[i]))
            return true;
    return false;
}

enum password_flaw password_look(struct arena *a,
                                 const struct account_policy *policy,
                                 struct str password, struct str login,
                                 struct str name)
{
    struct str core;

    if (password.n > PASSWORD_BYTES_MAX)
        return PASSWORD_LONG;
    if (!utf8_valid(password))
        core = password;
    else if (utf8_count(password) < (size_t)policy->password_letters_min)
        return PASSWORD_SHORT;
    else
        core = bare(a, password);
    if (str_eq(core, bare(a, login)) || str_eq(core, bare(a, name)))
        return PASSWORD_IS_SELF;
    return is_common(core) ? PASSWORD_COMMON : PASSWORD_GOOD;
}

struct str password_read(struct arena *a, struct str typed)
{
    return utf8_valid(typed) ? utf8_nfc(a, typed) : typed;
}

/* The digits of `s`; false when something else than marks is between. */
static bool phone_digits(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9')
            buf_add_char(b, s.p[i]);
        else if (!strchr(" .-()", s.p[i]))
            return false;
    }
    return !b->full;
}

bool phone_read(struct arena *a, struct str typed, struct str *ret)
{
    struct buf b = buf_new(a, LOGIN_BYTES_MAX);
    struct str s = str_trim(typed);
    bool has_plus = str_starts(s, S("+"));
    struct str digits;

    if (!phone_digits(&b, str_sub(s, has_plus ? 1 : 0, s.n)))
        return false;
    digits = buf_str(&b);
    if (str_starts(digits, S("84")) && (has_plus || digits.n > PHONE_DIGITS))
        digits =
            arena_printf(a, "0%.*s", STR_ARG(str_sub(digits, 2, digits.n)));
    else if (has_plus)
        return false;
    if (digits.n != PHONE_DIGITS || digits.p[0] != '0' || digits.p[1] == '0')
        return false;
    *ret = digits;
    return true;
}

bool staff_login_ok(struct str s)
{
    if (s.n < 3 || s.n > LOGIN_BYTES_MAX || s.p[0] < 'a' || s.p[0] > 'z')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789._-", s.p[i]) ||
            s.p[i] == '\0')
            return false;
    return true;
}

struct str login_read(struct arena *a, struct str typed)
{
    struct str login;

    if (phone_read(a, typed, &login))
        return login;
    return utf8_cut_bytes(viet_lower(a, typed), LOGIN_BYTES_MAX);
}
