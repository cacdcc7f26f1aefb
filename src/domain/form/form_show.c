#include "base/prelude.h"

#include "base/buf.h"
#include "base/money.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_number.h"
#include "domain/form/form_show.h"
#include "domain/form/form_words.h"

#define SHOWN_BYTES_MAX FORM_ANSWER_BYTES

static struct str with_unit(struct arena *a, struct str text, struct str unit)
{
    if (str_empty(unit))
        return text;
    return arena_printf(a, "%.*s %.*s", STR_ARG(text), STR_ARG(unit));
}

static struct str show_number(struct arena *a, enum lang lang,
                              const struct field *field,
                              const struct json *answer)
{
    int64_t n;

    if (!answer_thousandths(answer, &n))
        return answer_text(a, answer);
    if (field->type == TYPE_MONEY)
        return vnd_text(a, lang, (struct vnd){n / 1000});
    return with_unit(a,
                     field->type == TYPE_DECIMAL ? decimal_text(a, lang, n)
                                                 : num_text(a, lang, n / 1000),
                     field->unit.in[lang]);
}

/* "13/02/2026", "02/2026", "2026"; of three inputs "31/2/2026". */
static struct str show_date(struct arena *a, const struct json *answer)
{
    struct civil d;

    if (!answer_date(answer, true, &d)) {
        if (json_kind(answer) != JSON_KIND_OBJECT)
            return answer_text(a, answer);
        return arena_printf(a, "%.*s/%.*s/%.*s",
                            STR_ARG(answer_part(answer, "day")),
                            STR_ARG(answer_part(answer, "month")),
                            STR_ARG(answer_part(answer, "year")));
    }
    if (d.month == 0)
        return arena_printf(a, "%04d", d.year);
    if (d.day == 0)
        return arena_printf(a, "%02d/%04d", d.month, d.year);
    return arena_printf(a, "%02d/%02d/%04d", d.day, d.month, d.year);
}

static struct str show_option(struct arena *a, enum lang lang,
                              const struct field *field,
                              const struct json *answer)
{
    struct str value = answer_text(a, answer);
    const struct form_option *option =
        value.p ? field_option(field, value) : NULL;

    return option ? option->label.in[lang] : value;
}

static struct str show_many(struct arena *a, enum lang lang,
                            const struct field *field,
                            const struct json *answer)
{
    struct buf b = buf_new(a, SHOWN_BYTES_MAX);

    if (json_kind(answer) != JSON_KIND_ARRAY)
        return answer_text(a, answer);
    for (size_t i = 0; i < json_count(answer); i++) {
        buf_add_c(&b, i > 0 ? "; " : "");
        buf_add(&b, show_option(a, lang, field, json_at(answer, i)));
    }
    return buf_str(&b);
}

static struct str area_text(const struct filling *f, struct str code,
                            enum area_level level)
{
    struct str name;

    if (f->area_name && f->area_name(f->data, code, level, &name))
        return name;
    return code;
}

static void add_part(struct buf *b, struct str text)
{
    if (str_empty(text))
        return;
    if (b->n > 0)
        buf_add_c(b, ", ");
    buf_add(b, text);
}

static void add_unit(struct buf *b, const struct filling *f,
                     const struct json *answer, const char *key,
                     enum area_level level)
{
    struct str code = answer_part(answer, key);

    if (!str_empty(code))
        add_part(b, area_text(f, code, level));
}

static struct str show_address(struct arena *a, const struct filling *f,
                               const struct json *answer)
{
    struct buf b = buf_new(a, SHOWN_BYTES_MAX);

    add_part(&b, answer_part(answer, "detail"));
    add_part(&b, answer_part(answer, "place"));
    add_unit(&b, f, answer, "commune", AREA_COMMUNE);
    add_unit(&b, f, answer, "district", AREA_DISTRICT);
    add_unit(&b, f, answer, "province", AREA_PROVINCE);
    add_part(&b, answer_part(answer, "abroad"));
    return buf_str(&b);
}

struct str form_show(struct arena *a, const struct filling *f, enum lang lang,
                     const struct field *field, size_t row)
{
    const struct json *answer = filling_answer(f, field, row);

    if (field->type == TYPE_COMPUTED)
        return form_compute(a, f, field, row);
    if (!answer)
        return STR_NONE;
    switch (field->type) {
    case TYPE_NUMBER:
    case TYPE_DECIMAL:
    case TYPE_MONEY: return show_number(a, lang, field, answer);
    case TYPE_DATE: return show_date(a, answer);
    case TYPE_CHOICE: return show_option(a, lang, field, answer);
    case TYPE_MANY: return show_many(a, lang, field, answer);
    case TYPE_AREA:
        return area_text(f, answer_text(a, answer), field->area_level);
    case TYPE_ADDRESS: return show_address(a, f, answer);
    case TYPE_DECLARATION: return msg(lang, MSG_FORM_DECLARED);
    case TYPE_TEXT:
    case TYPE_LONG:
    case TYPE_TIME:
    case TYPE_ID_NUMBER:
    case TYPE_PHONE:
    case TYPE_EMAIL: return answer_text(a, answer);
    case TYPE_BLOCK:
    case TYPE_GROUP:
    case TYPE_FILE:
    case TYPE_COMPUTED:
    case TYPE_COUNT: break;
    }
    return STR_NONE;
}

static struct str compute_percent(struct arena *a, const struct json *part,
                                  const struct json *whole)
{
    int64_t n;
    int64_t of;

    if (!answer_thousandths(part, &n) || !answer_thousandths(whole, &of) ||
        of <= 0 || n < 0 || n > of)
        return STR_NONE;
    /* To a tenth of a percent, cut off. */
    n = (int64_t)((__int128)n * 1000 / of);
    return arena_printf(a, "%s %%", decimal_text(a, LANG_VI, n * 100).p);
}

/* The answer of a field that a computed one may name. */
static const struct json *answer_of(const struct filling *f,
                                    const struct field *from, size_t row)
{
    return from ? filling_answer(f, from, row) : NULL;
}

struct str form_compute(struct arena *a, const struct filling *f,
                        const struct field *field, size_t row)
{
    const struct field *from = field->from_field[0];
    const struct json *answer = answer_of(f, from, row);
    struct civil date;
    int64_t n;

    switch (field->from) {
    case COMPUTED_DATE_WORDS:
        return answer_date(answer, true, &date) ? date_words_partial(a, date)
                                                : STR_NONE;
    case COMPUTED_MONEY_WORDS:
        return answer_thousandths(answer, &n)
                   ? money_words(a, (struct vnd){n / 1000})
                   : STR_NONE;
    case COMPUTED_TODAY: return day_vn(a, f->today);
    case COMPUTED_PLACE_TODAY:
        return answer ? arena_printf(a, "%s, %s",
                                     form_show(a, f, LANG_VI, from, row).p,
                                     day_vn(a, f->today).p)
                      : STR_NONE;
    case COMPUTED_PERCENT:
        return compute_percent(a, answer,
                               answer_of(f, field->from_field[1], row));
    case COMPUTED_PAPERS: break;
    }
    return STR_NONE;
}

/* "Ngành nghề 2", or the block's own label. */
static struct str heading_of(struct arena *a, enum lang lang,
                             const struct field *field, size_t row)
{
    const struct field *holder = field->parent;
    struct words label;

    if (!holder || field != field_first(holder))
        return STR_NONE;
    if (holder->type == TYPE_BLOCK)
        return holder->label.in[lang];
    label = words_none(holder->row_label) ? holder->label : holder->row_label;
    return arena_printf(a, "%.*s %zu", STR_ARG(label.in[lang]), row + 1);
}

static bool is_line(const struct filling_walk *w)
{
    return !field_holds_others(w->field) && w->field->type != TYPE_FILE &&
           filling_shows(w->filling, w->field, w->row);
}

static size_t count_lines(const struct filling *f)
{
    struct filling_walk w = {.filling = f};
    size_t count = 0;

    while (filling_next(&w))
        count += is_line(&w);
    return count;
}

static struct form_line line_of(struct arena *a, const struct filling_walk *w,
                                enum lang lang)
{
    return (struct form_line){
        .field = w->field,
        .row = w->row,
        .heading = heading_of(a, lang, w->field, w->row),
        .label = w->field->label.in[lang],
        .text = form_show(a, w->filling, lang, w->field, w->row),
        .input = field_input_name(a, w->field, w->row),
    };
}

const struct form_section *form_summary(struct arena *a,
                                        const struct filling *f, enum lang lang)
{
    const struct form *form = f->form;
    struct form_section *section =
        ARENA_ARRAY(a, struct form_section, form->page_count);
    struct form_line *line = ARENA_ARRAY(a, struct form_line, count_lines(f));
    struct filling_walk w = {.filling = f};

    for (size_t i = 0; i < form->page_count; i++)
        section[i] = (struct form_section){
            .page = &form->page[i],
            .page_index = i,
            .title = form->page[i].title.in[lang],
        };
    while (filling_next(&w)) {
        struct form_section *s = &section[w.field->page];

        if (!is_line(&w))
            continue;
        if (s->count++ == 0)
            s->line = line;
        *line++ = line_of(a, &w, lang);
    }
    return section;
}
