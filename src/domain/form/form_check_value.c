#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/num.h"
#include "base/utf8.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_checking.h"
#include "domain/form/form_number.h"
#include "domain/person/id_number.h"
#include "domain/person/person.h"

#define PHONE_DIGITS 10

static struct str count_text(struct checking *c, int64_t n)
{
    return num_vn(c->arena, n);
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return true;
}

/* "67A-123.45", "67-B1 123.45": two digits first, then letters and digits. */
static bool plate_ok(struct str s)
{
    size_t digits = 0;
    size_t letters = 0;

    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];

        if (ch >= '0' && ch <= '9')
            digits++;
        else if (ch >= 'A' && ch <= 'Z')
            letters++;
        else if ((unsigned char)ch < 0x80 && ch != '-' && ch != '.' &&
                 ch != ' ')
            return false;
    }
    return all_digits(str_sub(s, 0, 2)) && digits >= 5 && digits <= 9 &&
           letters >= 1;
}

static int pattern_fault(enum text_pattern pattern, struct str text)
{
    switch (pattern) {
    case PATTERN_ANY: return 0;
    case PATTERN_NAME: return person_name_ok(text) ? 0 : MSG_FORM_NAME;
    case PATTERN_PLATE: return plate_ok(text) ? 0 : MSG_FORM_PLATE;
    case PATTERN_TAX_CODE: return tax_code_ok(text) ? 0 : MSG_FORM_TAX_CODE;
    case PATTERN_DIGITS: return all_digits(text) ? 0 : MSG_FORM_DIGITS;
    case PATTERN_PASSPORT:
        return passport_number_ok(text) ? 0 : MSG_FORM_PASSPORT;
    }
    UNREACHABLE();
}

static void check_text(struct checking *c, struct spot at, struct str text)
{
    const struct field *f = at.field;
    int64_t letters = (int64_t)utf8_graphemes(text);
    int fault = pattern_fault(f->pattern, text);

    if (f->max.kind == BOUND_VALUE && letters > f->max.n)
        form__error2(c, at, MSG_FORM_TEXT_LONG, count_text(c, f->max.n),
                     count_text(c, letters));
    else if (f->min.kind == BOUND_VALUE && letters < f->min.n)
        form__error2(c, at, MSG_FORM_TEXT_SHORT, count_text(c, f->min.n),
                     count_text(c, letters));
    else if (fault)
        form__error(c, at, fault);
}

static struct str bound_text(struct checking *c, const struct field *f,
                             struct bound bound)
{
    if (f->type == TYPE_DECIMAL)
        return decimal_text(c->arena, LANG_VI, bound.n);
    return num_vn(c->arena, bound.n);
}

static void check_number(struct checking *c, struct spot at,
                         const struct json *answer)
{
    const struct field *f = at.field;
    int64_t scale = f->type == TYPE_DECIMAL ? 1 : 1000;
    int64_t n;

    if (json_kind(answer) != JSON_KIND_NUMBER && f->type != TYPE_DECIMAL)
        form__error(c, at, MSG_FORM_NUMBER);
    else if (!answer_thousandths(answer, &n))
        form__error(c, at,
                    f->type == TYPE_DECIMAL ? MSG_FORM_DECIMAL
                                            : MSG_FORM_NUMBER);
    else if (f->type == TYPE_DECIMAL &&
             decimal_places(answer_text(c->arena, answer)) > f->places)
        form__error1(c, at, MSG_FORM_PLACES, count_text(c, f->places));
    else if (f->min.kind == BOUND_VALUE && n < f->min.n * scale)
        form__error1(c, at, MSG_FORM_AT_LEAST, bound_text(c, f, f->min));
    else if (f->max.kind == BOUND_VALUE && n > f->max.n * scale)
        form__error1(c, at, MSG_FORM_AT_MOST, bound_text(c, f, f->max));
}

static bool bound_day(const struct checking *c, struct bound bound,
                      struct day *ret)
{
    if (bound.kind == BOUND_NONE)
        return false;
    *ret = bound.kind == BOUND_TODAY ? c->filling->today
                                     : (struct day){(int32_t)bound.n};
    return true;
}

static void check_day_range(struct checking *c, struct spot at,
                            struct civil date)
{
    const struct field *f = at.field;
    struct day bound;

    if (bound_day(c, f->min, &bound) && form__last_day(date).n < bound.n)
        form__error1(c, at, MSG_FORM_NOT_EARLIER, day_vn(c->arena, bound));
    else if (bound_day(c, f->max, &bound) && form__first_day(date).n > bound.n)
        form__error1(c, at,
                     f->max.kind == BOUND_TODAY ? MSG_FORM_NOT_FUTURE
                                                : MSG_FORM_NOT_LATER,
                     day_vn(c->arena, bound));
}

static void check_date(struct checking *c, struct spot at,
                       const struct json *answer)
{
    struct civil date;

    if (answer_date(answer, at.field->partial, &date))
        check_day_range(c, at, date);
    else
        form__check_date(c, at, answer);
}

static void check_time(struct checking *c, struct spot at, struct str text)
{
    int64_t hour;
    int64_t minute;

    if (text.n != 5 || text.p[2] != ':' ||
        !num_parse(str_sub(text, 0, 2), 0, 23, &hour) ||
        !num_parse(str_sub(text, 3, text.n), 0, 59, &minute))
        form__error(c, at, MSG_FORM_TIME);
}

static void check_choice(struct checking *c, struct spot at, struct str text)
{
    if (!text.p || !field_option(at.field, text))
        form__error(c, at, MSG_FORM_CHOOSE_AGAIN);
}

static void check_many(struct checking *c, struct spot at,
                       const struct json *answer)
{
    const struct field *f = at.field;
    size_t count =
        json_kind(answer) == JSON_KIND_ARRAY ? json_count(answer) : 0;

    for (size_t i = 0; i < count; i++) {
        struct str value = answer_text(c->arena, json_at(answer, i));
        bool again = false;

        for (size_t k = 0; k < i; k++)
            again = again || answer_is(json_at(answer, k), value);
        if (again || !value.p || !field_option(f, value)) {
            form__error(c, at, MSG_FORM_CHOOSE_AGAIN);
            return;
        }
    }
    if (count == 0)
        form__error(c, at, MSG_FORM_CHOOSE_AGAIN);
    else if (f->min.kind == BOUND_VALUE && (int64_t)count < f->min.n)
        form__error1(c, at, MSG_FORM_MANY_MIN, count_text(c, f->min.n));
    else if (f->max.kind == BOUND_VALUE && (int64_t)count > f->max.n)
        form__error1(c, at, MSG_FORM_MANY_MAX, count_text(c, f->max.n));
}

static bool area_there(const struct checking *c, struct str code,
                       enum area_level level)
{
    struct str name;

    return !c->filling->area_name ||
           c->filling->area_name(c->filling->data, code, level, &name);
}

static void check_area(struct checking *c, struct spot at, struct str code)
{
    if (!code.p || !area_there(c, code, at.field->area_level))
        form__error(c, at, MSG_FORM_AREA);
}

/* What the door could not read was kept as U+FFFD. */
static bool unreadable(struct str text)
{
    return str_find(text, S("\xEF\xBF\xBD")) < text.n;
}

static void part_error2(struct checking *c, struct spot at,
                        enum address_part part, int message, struct str a,
                        struct str b)
{
    struct form_fault *fault = form__fault(c, at, RULE_ERROR, message);

    if (!fault)
        return;
    fault->argument[0] = a;
    fault->argument[1] = b;
    fault->part = (int)part;
    fault->name = arena_printf(c->arena, "%s.%s", fault->name.p,
                               address_part_name(part).p);
}

static void part_error(struct checking *c, struct spot at,
                       enum address_part part, int message)
{
    part_error2(c, at, part, message, STR_NONE, STR_NONE);
}

/* The units that were chosen are there; a lower one says the upper ones. */
static bool address_units_ok(struct checking *c, struct spot at,
                             const struct json *answer)
{
    static const struct {
        enum address_part part;
        enum area_level level;
    } unit[] = {
        {ADDRESS_PROVINCE, AREA_PROVINCE},
        {ADDRESS_DISTRICT, AREA_DISTRICT},
        {ADDRESS_COMMUNE, AREA_COMMUNE},
    };

    for (size_t i = 0; i < COUNT_OF(unit); i++) {
        struct str code =
            answer_part(answer, address_part_name(unit[i].part).p);

        if (code.n > 0 && !area_there(c, code, unit[i].level)) {
            part_error(c, at, unit[i].part, MSG_FORM_AREA);
            return false;
        }
    }
    return true;
}

static bool part_filled(const struct json *answer, enum address_part part)
{
    return answer_part(answer, address_part_name(part).p).n > 0;
}

static bool part_known(const struct json *answer, enum address_part part)
{
    if (part_filled(answer, part))
        return true;
    if (part == ADDRESS_PROVINCE)
        return part_known(answer, ADDRESS_DISTRICT);
    if (part == ADDRESS_DISTRICT)
        return part_known(answer, ADDRESS_COMMUNE);
    if (part == ADDRESS_COMMUNE)
        return part_filled(answer, ADDRESS_PLACE);
    return part == ADDRESS_COUNTRY;
}

static int part_message(enum address_part part)
{
    switch (part) {
    case ADDRESS_COUNTRY: return MSG_FORM_COUNTRY;
    case ADDRESS_PROVINCE: return MSG_FORM_PROVINCE;
    case ADDRESS_DISTRICT: return MSG_FORM_DISTRICT;
    case ADDRESS_COMMUNE:
    case ADDRESS_PLACE: return MSG_FORM_COMMUNE;
    case ADDRESS_DETAIL: return MSG_FORM_DETAIL;
    case ADDRESS_ABROAD: return MSG_FORM_ABROAD;
    case ADDRESS_PART_COUNT: break;
    }
    return MSG_FORM_COMMUNE;
}

/* Free text in an address; codes of units are looked up instead. */
static bool address_text_ok(struct checking *c, struct spot at,
                            const struct json *answer)
{
    for (int i = 0; i < ADDRESS_PART_COUNT; i++) {
        enum address_part part = (enum address_part)i;
        struct str text = answer_part(answer, address_part_name(part).p);
        size_t letters = utf8_graphemes(text);

        if (unreadable(text)) {
            part_error(c, at, part, MSG_FORM_UNREADABLE);
            return false;
        }
        if (letters > FORM_TEXT_MAX) {
            part_error2(c, at, part, MSG_FORM_TEXT_LONG,
                        count_text(c, FORM_TEXT_MAX),
                        count_text(c, (int64_t)letters));
            return false;
        }
    }
    return true;
}

static void check_address(struct checking *c, struct spot at,
                          const struct json *answer)
{
    struct str country = answer_part(answer, "country");
    unsigned needed = at.field->address_parts;

    if (json_kind(answer) != JSON_KIND_OBJECT) {
        form__error(c, at, MSG_FORM_WRITE);
        return;
    }
    if (country.n > 0 && !str_eq_c(country, "VN"))
        needed = 1U << ADDRESS_ABROAD;
    else if (needed == 0)
        needed = 1U << ADDRESS_COMMUNE;
    if (!address_text_ok(c, at, answer) || !address_units_ok(c, at, answer))
        return;
    for (int i = 0; i < ADDRESS_PART_COUNT; i++) {
        enum address_part part = (enum address_part)i;

        if ((needed & (1U << i)) && !part_known(answer, part))
            part_error(c, at, part, part_message(part));
    }
}

static void warn1(struct checking *c, struct spot at, int message, struct str a)
{
    struct form_fault *fault = form__fault(c, at, RULE_WARNING, message);

    if (fault)
        fault->argument[0] = a;
}

static enum sex sex_of(const struct json *answer)
{
    if (answer_is(answer, S("male")) || answer_is(answer, S("1")))
        return SEX_MALE;
    if (answer_is(answer, S("female")) || answer_is(answer, S("2")))
        return SEX_FEMALE;
    return SEX_UNKNOWN;
}

/*
 * The number stays right when sex or date of birth was put right later and
 * when provinces merged, so these are warnings only.
 */
static void compare_id(struct checking *c, struct spot at,
                       struct id_parts parts)
{
    const struct filling *f = c->filling;
    const struct field *field = at.field;
    struct civil birth;

    if (!id_place_known(parts.place))
        warn1(c, at, MSG_FORM_ID_PLACE,
              arena_printf(c->arena, "%03d", parts.place));
    if (field->sex && !id_agrees_with_sex(
                          parts, sex_of(filling_answer(f, field->sex, at.row))))
        warn1(c, at, MSG_FORM_ID_SEX, STR_NONE);
    if (field->birth_date &&
        answer_date(filling_answer(f, field->birth_date, at.row), true,
                    &birth) &&
        !id_agrees_with_year(parts, birth.year))
        warn1(c, at, MSG_FORM_ID_YEAR,
              arena_printf(c->arena, "%d", parts.birth_year));
}

static void check_id(struct checking *c, struct spot at, struct str text)
{
    struct id_parts parts;

    if (id_number_read(text, &parts))
        compare_id(c, at, parts);
    else if (!all_digits(text))
        form__error(c, at, MSG_FORM_DIGITS);
    else
        form__error2(c, at, MSG_FORM_DIGIT_COUNT,
                     count_text(c, (int64_t)text.n),
                     count_text(c, ID_NUMBER_DIGITS));
}

static void check_phone(struct checking *c, struct spot at, struct str text)
{
    if (!all_digits(text))
        form__error(c, at, MSG_FORM_DIGITS);
    else if (text.p[0] != '0')
        form__error(c, at, MSG_FORM_PHONE_ZERO);
    else if (text.n != PHONE_DIGITS &&
             !(text.n == PHONE_DIGITS + 1 && str_starts(text, S("02"))))
        form__error2(c, at, MSG_FORM_DIGIT_COUNT,
                     count_text(c, (int64_t)text.n),
                     count_text(c, PHONE_DIGITS));
}

static void check_email(struct checking *c, struct spot at, struct str text)
{
    if (!email_ok(text))
        form__error(c, at, MSG_FORM_EMAIL);
}

static void check_as_text(struct checking *c, struct spot at,
                          const struct json *answer)
{
    struct str text = answer_text(c->arena, answer);

    if (!text.p)
        form__error(c, at, MSG_FORM_WRITE);
    else if (unreadable(text))
        form__error(c, at, MSG_FORM_UNREADABLE);
    else if (at.field->type == TYPE_TIME)
        check_time(c, at, text);
    else if (at.field->type == TYPE_CHOICE)
        check_choice(c, at, text);
    else if (at.field->type == TYPE_AREA)
        check_area(c, at, text);
    else if (at.field->type == TYPE_ID_NUMBER)
        check_id(c, at, text);
    else if (at.field->type == TYPE_PHONE)
        check_phone(c, at, text);
    else if (at.field->type == TYPE_EMAIL)
        check_email(c, at, text);
    else
        check_text(c, at, text);
}

void form__check_value(struct checking *c, struct spot at,
                       const struct json *answer)
{
    switch (at.field->type) {
    case TYPE_NUMBER:
    case TYPE_DECIMAL:
    case TYPE_MONEY: check_number(c, at, answer); return;
    case TYPE_DATE: check_date(c, at, answer); return;
    case TYPE_MANY: check_many(c, at, answer); return;
    case TYPE_ADDRESS: check_address(c, at, answer); return;
    case TYPE_DECLARATION:
        if (json_kind(answer) != JSON_KIND_FLAG)
            form__error(c, at, MSG_FORM_DECLARE);
        return;
    case TYPE_TEXT:
    case TYPE_LONG:
    case TYPE_TIME:
    case TYPE_CHOICE:
    case TYPE_AREA:
    case TYPE_ID_NUMBER:
    case TYPE_PHONE:
    case TYPE_EMAIL: check_as_text(c, at, answer); return;
    case TYPE_BLOCK:
    case TYPE_GROUP:
    case TYPE_FILE:
    case TYPE_COMPUTED:
    case TYPE_COUNT: break;
    }
}
