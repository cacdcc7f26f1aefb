#include "base/prelude.h"

#include "base/check.h"

#include "domain/person/id_card.h"

#include "fuzz.h"

static bool lies_in(struct str part, struct str whole)
{
    return part.n == 0 ||
           (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

/* What a card says lies in what was scanned, and its number is a number. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct str text = {(const char *)bytes, count};
    struct id_parts parts;
    struct id_card c;
    struct day day;

    if (!id_card_read(text, &c))
        return 0;
    check(id_number_read(c.number, &parts));
    check(c.name.n > 0);
    check(lies_in(c.number, text) && lies_in(c.name, text) &&
          lies_in(c.address, text));
    check(c.birth.year == 0 || day_from_civil(c.birth, &day));
    return 0;
}
