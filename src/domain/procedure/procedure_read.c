#include "base/prelude.h"

#include "base/msg.h"

#include "domain/procedure/procedure.h"

#define SOURCE_BYTES 1000
#define LIST_MAX     60

static const char *const LEVEL[] = {"commune", "district", "department",
                                    "province"};
static const char *const CHANNELS[] = {"*", "counter", "online", "post"};
static const char *const WHERE[] = {"area_of_field", "fixed",
                                    "applicant_choice"};
static const char *const UPLOAD[] = {"required", "optional", "none"};
static const char *const FEE_KIND[] = {"phi", "le_phi"};
static const char *const FEE_PER[] = {"dossier", "copy", "page"};
static const char *const DOCUMENT[] = {"declaration", "result"};
static const char *const SUPPLEMENT[] = {"reset", "pause"};
static void read_receive(struct node n, struct procedure *p)
{
    if (!read_object(n, "who! where! field"))
        return;
    p->receive = body_read(node_key(n, "who"));
    p->where = (enum receive_where)read_name(node_key(n, "where"), WHERE,
                                             COUNT_OF(WHERE), RECEIVE_FIXED);
    p->where_field = read_text(node_key(n, "field"), PACK_TEXT_BYTES);
    if (p->where == RECEIVE_AREA_OF_FIELD && !p->where_field.p)
        node_error1(n, MSG_PACK_KEY_MISSING, S("field"));
    if (p->where == RECEIVE_FIXED && p->where_field.p)
        node_error1(n, MSG_PACK_KEY_UNKNOWN, S("field"));
}

static void read_cases(struct node list, struct procedure *p)
{
    size_t count = read_some(list, PROCEDURE_CASES_MAX);
    struct procedure_case *c =
        ARENA_ARRAY(list.reader->arena, struct procedure_case, count);

    p->cases = c;
    for (size_t i = 0; i < count; i++) {
        struct node n = node_at(list, i);

        if (!read_object(n, "code! name! hint"))
            continue;
        c[i].code = read_id(node_key(n, "code"));
        c[i].name = read_words(node_key(n, "name"));
        c[i].hint = read_words(node_key(n, "hint"));
        if (c[i].code.p && procedure_case_index(p, c[i].code) >= 0)
            node_error1(n, MSG_PACK_TWICE, c[i].code);
        p->case_count = i + 1;
    }
}

/* "*" is -1. */
static int read_case(struct node n, const struct procedure *p)
{
    struct str code = read_text(n, PACK_TEXT_BYTES);
    int index;

    if (!code.p || str_eq_c(code, "*"))
        return -1;
    index = procedure_case_index(p, code);
    if (index < 0)
        node_error1(n, MSG_PACK_CASE_UNKNOWN, code);
    return index;
}

/* "*" is CHANNEL_ANY. */
static enum channel read_channel(struct node n, const struct procedure *p)
{
    struct str name = read_text(n, PACK_TEXT_BYTES);
    enum channel c;

    if (!name.p || str_eq_c(name, "*"))
        return CHANNEL_ANY;
    if (channel_parse(name, &c) && (p->channels & (1U << c)))
        return c;
    node_error1(n, MSG_PACK_NO_CHANNEL, name);
    return CHANNEL_ANY;
}

static uint32_t read_case_mask(struct node list, const struct procedure *p)
{
    size_t count = read_list(list, PROCEDURE_CASES_MAX);
    uint32_t mask = 0;

    if (node_absent(list))
        return UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        int index = read_case(node_at(list, i), p);

        mask |= index >= 0 ? 1U << index : UINT32_MAX;
    }
    return mask;
}

static void read_component(struct node n, const struct procedure *p,
                           struct procedure_component *c)
{
    /* `when` speaks of the form's fields: domain/pack reads it. */
    if (!read_object(n, "code! name! originals! copies! required! cases when "
                        "show_only keep_original upload! hint source"))
        return;
    c->name = read_words(node_key(n, "name"));
    c->hint = read_words(node_key(n, "hint"));
    c->originals =
        (int)read_whole(node_key(n, "originals"), 0, PROCEDURE_COPIES_MAX, 0);
    c->copies =
        (int)read_whole(node_key(n, "copies"), 0, PROCEDURE_COPIES_MAX, 0);
    c->required = read_flag(node_key(n, "required"), false);
    c->show_only = read_flag(node_key(n, "show_only"), false);
    c->keep_original = read_flag(node_key(n, "keep_original"), false);
    c->upload = (enum component_upload)read_name(
        node_key(n, "upload"), UPLOAD, COUNT_OF(UPLOAD), UPLOAD_OPTIONAL);
    c->cases = read_case_mask(node_key(n, "cases"), p);
    c->source = read_text(node_key(n, "source"), SOURCE_BYTES);
    c->code = read_id(node_key(n, "code"));
}

static void read_components(struct node list, struct procedure *p)
{
    size_t count = read_list(list, PROCEDURE_COMPONENTS_MAX);
    struct procedure_component *c =
        ARENA_ARRAY(list.reader->arena, struct procedure_component, count);

    p->component = c;
    for (size_t i = 0; i < count; i++) {
        read_component(node_at(list, i), p, &c[i]);
        if (c[i].code.p && procedure_component(p, c[i].code))
            node_error1(node_at(list, i), MSG_PACK_TWICE, c[i].code);
        p->component_count = i + 1;
    }
}

static const char *const UNIT[] = {"same_day", "working_hour", "working_day",
                                   "day", "month"};

struct procedure_time procedure_time_read(struct node n)
{
    struct procedure_time time = {0};
    struct node value = node_key(n, "value");
    struct node unit = node_key(n, "unit");

    time.source = read_text(node_key(n, "source"), SOURCE_BYTES);
    if (read_unknown(value, &time.unknown))
        return time;
    time.known = true;
    time.limit.value = (int)read_whole(value, 1, LIMIT_VALUE_MAX, 1);
    time.limit.unit = (enum limit_unit)read_name(unit, UNIT, COUNT_OF(UNIT),
                                                 LIMIT_WORKING_DAY);
    if (node_absent(unit))
        node_error1(n, MSG_PACK_KEY_MISSING, S("unit"));
    if (time.limit.unit == LIMIT_SAME_DAY && time.limit.value != 1)
        node_error2(value, MSG_PACK_NUMBER_RANGE, S("1"), S("1"));
    return time;
}

static void read_limit_row(struct node n, const struct procedure *p,
                           struct procedure_limit *row)
{
    struct node verified = node_key(n, "verified");

    *row = (struct procedure_limit){.case_index = -1};
    if (!read_object(n, "case! channel! value! unit source verified note"))
        return;
    row->case_index = read_case(node_key(n, "case"), p);
    row->channel = read_channel(node_key(n, "channel"), p);
    row->time = procedure_time_read(n);
    read_words(node_key(n, "note"));
    row->has_verified = node_is_object(verified);
    if (!row->has_verified || read_unknown(verified, &row->verified.unknown))
        return;
    read_object(verified, "value! unit source note");
    row->verified = procedure_time_read(verified);
}

static void read_limits(struct node list, struct procedure *p)
{
    size_t count = read_list(list, PROCEDURE_ROWS_MAX);
    struct procedure_limit *row =
        ARENA_ARRAY(list.reader->arena, struct procedure_limit, count);

    for (size_t i = 0; i < count; i++) {
        read_limit_row(node_at(list, i), p, &row[i]);
        for (size_t k = 0; k < i; k++) {
            if (row[k].case_index == row[i].case_index &&
                row[k].channel == row[i].channel)
                node_error1(node_at(list, i), MSG_PACK_TWICE,
                            S("case, channel"));
        }
    }
    p->limit = row;
    p->limit_count = count;
}

static void read_fee(struct node n, const struct procedure *p,
                     struct procedure_fee *fee)
{
    struct node amount = node_key(n, "amount");

    *fee = (struct procedure_fee){.case_index = -1};
    if (!read_object(n, "case! channel! kind! name! amount! per! exempt "
                        "source note"))
        return;
    fee->case_index = read_case(node_key(n, "case"), p);
    fee->channel = read_channel(node_key(n, "channel"), p);
    fee->kind = (enum fee_kind)read_name(node_key(n, "kind"), FEE_KIND,
                                         COUNT_OF(FEE_KIND), FEE_LE_PHI);
    fee->per = (enum fee_per)read_name(node_key(n, "per"), FEE_PER,
                                       COUNT_OF(FEE_PER), FEE_PER_DOSSIER);
    fee->name = read_words(node_key(n, "name"));
    fee->exempt = read_words_list(node_key(n, "exempt"), LIST_MAX);
    fee->source = read_text(node_key(n, "source"), SOURCE_BYTES);
    read_words(node_key(n, "note"));
    fee->known = !read_unknown(amount, &fee->unknown);
    if (fee->known)
        fee->amount.dong = read_whole(amount, 0, 1000000000, 0);
}

static void read_fees(struct node list, struct procedure *p)
{
    size_t count = read_list(list, PROCEDURE_ROWS_MAX);
    struct procedure_fee *fee =
        ARENA_ARRAY(list.reader->arena, struct procedure_fee, count);

    for (size_t i = 0; i < count; i++)
        read_fee(node_at(list, i), p, &fee[i]);
    p->fee = fee;
    p->fee_count = count;
}

static void read_results(struct node list, struct procedure *p)
{
    size_t count = read_list(list, LIST_MAX);
    struct procedure_result *result =
        ARENA_ARRAY(list.reader->arena, struct procedure_result, count);

    for (size_t i = 0; i < count; i++) {
        struct node n = node_at(list, i);

        if (!read_object(n, "code name! copies!"))
            continue;
        if (!node_is_null(node_key(n, "code")))
            result[i].code = read_code(node_key(n, "code"));
        result[i].name = read_words(node_key(n, "name"));
        result[i].copies =
            (int)read_whole(node_key(n, "copies"), 1, PROCEDURE_COPIES_MAX, 1);
    }
    p->result = result;
    p->result_count = count;
}

static void read_documents(struct node list, struct procedure *p)
{
    size_t count = read_list(list, LIST_MAX);
    struct procedure_document *document =
        ARENA_ARRAY(list.reader->arena, struct procedure_document, count);

    for (size_t i = 0; i < count; i++) {
        struct node n = node_at(list, i);

        if (!read_object(n, "name! kind!"))
            continue;
        document[i].name = read_words(node_key(n, "name"));
        document[i].is_result = read_name(node_key(n, "kind"), DOCUMENT,
                                          COUNT_OF(DOCUMENT), 0) == 1;
    }
    p->document = document;
    p->document_count = count;
}

static void read_identity(struct node card, struct procedure *p)
{
    p->code = read_code(node_key(card, "code"));
    p->version = read_code(node_key(card, "version"));
    p->valid_from = read_day(node_key(card, "valid_from"));
    p->valid_to = read_day(node_key(card, "valid_to"));
    if (p->valid_to.n != DAY_NONE.n && p->valid_to.n <= p->valid_from.n)
        node_error(node_key(card, "valid_to"), MSG_PACK_DAYS_ORDER);
    p->name = read_words(node_key(card, "name"));
    p->short_name = read_words(node_key(card, "short"));
    p->field = read_id(node_key(card, "field"));
    p->level = (enum procedure_level)read_name(node_key(card, "level"), LEVEL,
                                               COUNT_OF(LEVEL), LEVEL_COMMUNE);
    p->online_level = (int)read_whole(node_key(card, "online_level"), 1, 4, 1);
    p->life_event =
        read_ids(node_key(card, "life_events"), LIST_MAX, &p->life_event_count);
}

static void read_texts(struct node card, struct procedure *p)
{
    p->summary = read_words(node_key(card, "summary"));
    p->subjects = read_words_list(node_key(card, "subjects"), LIST_MAX);
    p->steps = read_words_list(node_key(card, "steps"), LIST_MAX);
    p->conditions = read_words_list(node_key(card, "conditions"), LIST_MAX);
    p->legal_basis = read_words_list(node_key(card, "legal_basis"), LIST_MAX);
    p->notes = read_words_list(node_key(card, "notes"), LIST_MAX);
}

static void read_decision(struct node n, struct procedure *p)
{
    struct node number = node_key(n, "number");

    if (!read_object(n, "number! note"))
        return;
    p->decision_note = read_words(node_key(n, "note"));
    if (!read_unknown(number, &p->decision_unknown))
        p->decision = read_text(number, SOURCE_BYTES);
}

static void read_flags(struct node n, struct procedure *p)
{
    if (!read_object(n, "immediate any_unit finance_stops whole_at_unit"))
        return;
    p->immediate = read_flag(node_key(n, "immediate"), false);
    p->any_unit = read_flag(node_key(n, "any_unit"), false);
    p->finance_stops = read_flag(node_key(n, "finance_stops"), false);
    p->whole_at_unit = read_flag(node_key(n, "whole_at_unit"), false);
}

static unsigned read_channels(struct node list)
{
    unsigned mask = read_names(list, CHANNELS, COUNT_OF(CHANNELS));

    if (mask & (1U << CHANNEL_ANY))
        node_error1(list, MSG_PACK_NO_CHANNEL, S("*"));
    return mask;
}

const struct procedure *procedure_read(struct node card)
{
    struct procedure *p = ARENA_NEW(card.reader->arena, struct procedure);
    struct node resolve = node_key(card, "resolve");

    if (!read_object(card,
                     "code! version! valid_from! valid_to name! short! field! "
                     "level! online_level! life_events summary! subjects! "
                     "steps! channels! receive! resolve! return! cases! "
                     "components! limits! supplement_policy! fees! results! "
                     "documents conditions legal_basis! decision flags "
                     "notes"))
        return p;
    read_identity(card, p);
    read_texts(card, p);
    p->channels = read_channels(node_key(card, "channels"));
    p->returns = read_channels(node_key(card, "return"));
    read_receive(node_key(card, "receive"), p);
    if (read_object(resolve, "who!"))
        p->resolve = body_read(node_key(resolve, "who"));
    read_cases(node_key(card, "cases"), p);
    read_components(node_key(card, "components"), p);
    read_limits(node_key(card, "limits"), p);
    p->supplement = (enum supplement_policy)read_name(
        node_key(card, "supplement_policy"), SUPPLEMENT, COUNT_OF(SUPPLEMENT),
        SUPPLEMENT_RESET);
    read_fees(node_key(card, "fees"), p);
    read_results(node_key(card, "results"), p);
    read_documents(node_key(card, "documents"), p);
    read_decision(node_key(card, "decision"), p);
    read_flags(node_key(card, "flags"), p);
    return p;
}
