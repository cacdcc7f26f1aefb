#include "base/prelude.h"

#include "base/json.h"

#include "domain/slip/receipt.h"

/* Each text member of a receipt once, for both directions. */
/* clang-format off */
#define RECEIPT_TEXTS(X)                                            \
    X(authority) X(point) X(place) X(code) X(applicant) X(address)  \
    X(phone) X(email) X(procedure_name) X(procedure_code)           \
    X(due_reason) X(delivery) X(fee) X(officer) X(lookup) X(qr)
/* clang-format on */

static void freeze_papers(struct arena *a, struct json *o,
                          const struct receipt *r)
{
    struct json *list = json_new_array(a);

    for (size_t i = 0; i < r->paper_count; i++) {
        struct json *paper = json_new_object(a);

        json_set_str(paper, "name", r->paper[i].name);
        json_set_i64(paper, "originals", r->paper[i].originals);
        json_set_i64(paper, "copies", r->paper[i].copies);
        json_set_i64(paper, "files", r->paper[i].files);
        json_add(list, paper);
    }
    json_set(o, "papers", list);
}

struct str receipt_freeze(struct arena *a, const struct receipt *r)
{
    struct json *o = json_new_object(a);

#define FREEZE(member) json_set_str(o, #member, r->member);
    RECEIPT_TEXTS(FREEZE)
#undef FREEZE
    json_set_flag(o, "is_center", r->is_center);
    json_set_flag(o, "provisional", r->provisional);
    json_set_flag(o, "filed_online", r->filed_online);
    json_set_i64(o, "number", r->number);
    json_set_i64(o, "volume", r->volume);
    json_set_i64(o, "entry", r->entry);
    json_set_i64(o, "accepted_at", r->accepted_at.us);
    json_set_i64(o, "due_at", r->due_at.us);
    json_set_str(o, "limit_unit", limit_unit_name(r->limit.unit));
    json_set_i64(o, "limit_value", r->limit.value);
    freeze_papers(a, o, r);
    return json_text(a, o);
}

static enum err thaw_count(struct errbox *box, const struct json *o,
                           const char *key, int *ret)
{
    int64_t n;

    TRY(json_i64(box, o, key, 0, INT_MAX, &n));
    *ret = (int)n;
    return ERR_OK;
}

static enum err thaw_papers(struct arena *a, const struct json *o,
                            struct receipt *r, struct errbox *box)
{
    const struct json *list;
    struct receipt_paper *papers;

    TRY(json_arr(box, o, "papers", RECEIPT_PAPERS_MAX, &list));
    r->paper_count = json_count(list);
    papers = ARENA_ARRAY(a, struct receipt_paper, r->paper_count);
    for (size_t i = 0; i < r->paper_count; i++) {
        const struct json *paper = json_at(list, i);

        TRY(json_str(box, paper, "name", &papers[i].name));
        TRY(thaw_count(box, paper, "originals", &papers[i].originals));
        TRY(thaw_count(box, paper, "copies", &papers[i].copies));
        TRY(thaw_count(box, paper, "files", &papers[i].files));
    }
    r->paper = papers;
    return ERR_OK;
}

static enum err thaw_numbers(const struct json *o, struct receipt *r,
                             struct errbox *box)
{
    struct str unit;

    TRY(json_flag(box, o, "is_center", &r->is_center));
    TRY(json_flag(box, o, "provisional", &r->provisional));
    TRY(json_flag(box, o, "filed_online", &r->filed_online));
    TRY(json_i64(box, o, "number", 0, INT64_MAX, &r->number));
    TRY(json_i64(box, o, "entry", 0, INT64_MAX, &r->entry));
    TRY(json_i64(box, o, "accepted_at", 0, INT64_MAX, &r->accepted_at.us));
    TRY(json_i64(box, o, "due_at", 0, INT64_MAX, &r->due_at.us));
    TRY(thaw_count(box, o, "volume", &r->volume));
    TRY(thaw_count(box, o, "limit_value", &r->limit.value));
    TRY(json_str(box, o, "limit_unit", &unit));
    if (!limit_unit_parse(unit, &r->limit.unit))
        return RAISE(box, ERR_SYNTAX, "a frozen receipt has no such unit");
    return ERR_OK;
}

enum err receipt_thaw(struct arena *a, struct str json, struct receipt *ret,
                      struct errbox *box)
{
    const struct json *o;
    struct receipt r;

    TRY(json_parse(box, a, json, RECEIPT_JSON_MAX, &o));
#define THAW(member) TRY(json_str(box, o, #member, &r.member));
    RECEIPT_TEXTS(THAW)
#undef THAW
    TRY(thaw_numbers(o, &r, box));
    TRY(thaw_papers(a, o, &r, box));
    *ret = r;
    return ERR_OK;
}
