#include "base/prelude.h"

#include "domain/person/id_number.h"

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return true;
}

static int digits(struct str s, size_t from, size_t count)
{
    int n = 0;

    for (size_t i = from; i < from + count; i++)
        n = n * 10 + (s.p[i] - '0');
    return n;
}

bool id_number_read(struct str s, struct id_parts *ret)
{
    int century_and_sex;

    if (s.n != ID_NUMBER_DIGITS || !all_digits(s))
        return false;
    century_and_sex = digits(s, 3, 1);
    ret->place = digits(s, 0, 3);
    ret->sex = century_and_sex % 2 == 0 ? SEX_MALE : SEX_FEMALE;
    ret->birth_year = 1900 + century_and_sex / 2 * 100 + digits(s, 4, 2);
    return true;
}

bool id_place_known(int place)
{
    static const unsigned char province[] = {
        1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25,
        26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48,
        49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75,
        77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
    };

    if (place > 100)
        return true;
    for (size_t i = 0; i < COUNT_OF(province); i++) {
        if (province[i] == place)
            return true;
    }
    return false;
}

bool id_agrees_with_sex(struct id_parts parts, enum sex sex)
{
    return sex == SEX_UNKNOWN || parts.sex == sex;
}

bool id_agrees_with_year(struct id_parts parts, int birth_year)
{
    return birth_year == 0 || parts.birth_year == birth_year;
}

bool id_card_number_ok(struct str s)
{
    return all_digits(s) && (s.n == 9 || s.n == ID_NUMBER_DIGITS);
}

bool passport_number_ok(struct str s)
{
    if (s.n < 8 || s.n > 9 || s.p[0] < 'A' || s.p[0] > 'Z')
        return false;
    return all_digits(str_sub(s, 1, s.n));
}

bool tax_code_ok(struct str s)
{
    if (s.n == 14 && s.p[10] == '-')
        return all_digits(str_sub(s, 0, 10)) && all_digits(str_sub(s, 11, s.n));
    return all_digits(s) && (s.n == 10 || s.n == ID_NUMBER_DIGITS);
}
