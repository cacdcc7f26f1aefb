#include "base/prelude.h"

#include "domain/person/person.h"

bool person_name_ok(struct str s)
{
    bool letter = false;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char b = (unsigned char)s.p[i];

        if (b >= 0x80 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z'))
            letter = true;
        else if (b != ' ' && b != '\'' && b != '-' && b != '.')
            return false;
    }
    return letter;
}

bool email_ok(struct str s)
{
    size_t sign = str_find_char(s, '@', 0);
    size_t dot = str_find_char(s, '.', sign);

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] <= ' ' || (unsigned char)s.p[i] >= 0x7F ||
            strchr("<>()[]\\,;:\"", s.p[i]))
            return false;
    }
    return s.n <= 254 && sign > 0 && dot > sign + 1 && dot + 2 < s.n &&
           str_find_char(s, '@', sign + 1) == s.n && s.p[s.n - 1] != '.' &&
           str_find(s, S("..")) == s.n;
}
