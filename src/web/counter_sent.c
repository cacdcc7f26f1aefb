#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/person/id_card.h"

#include "web/counter_sent.h"

static const struct text_rule scan_rule = {.points_max = 1000};
static const struct text_rule name_rule = {.points_max = 100};
static const struct text_rule line_rule = {.points_max = 300};
static const struct text_rule word_rule = {.points_max = 60};

struct str counter_field_name(enum counter_field field)
{
    static const struct str names[COUNTER_FIELDS] = {
        [COUNTER_NAME] = S_INIT("ho_ten"),
        [COUNTER_BIRTH] = S_INIT("ngay_sinh"),
        [COUNTER_NUMBER] = S_INIT("so_giay_to"),
        [COUNTER_PHONE] = S_INIT("dien_thoai"),
    };

    return names[field];
}

static enum sex read_sex(struct str s)
{
    if (str_eq(s, S("nam")))
        return SEX_MALE;
    return str_eq(s, S("nu")) ? SEX_FEMALE : SEX_UNKNOWN;
}

static void take_person(struct req *rq, struct counter_sent *sent)
{
    struct counter_person *p = &sent->person;
    struct str sex, who;

    req_field(rq, "ho_ten", name_rule, &p->name);
    req_field(rq, "ngay_sinh", word_rule, &p->birth);
    req_field(rq, "so_giay_to", word_rule, &p->number);
    req_field(rq, "dien_thoai", word_rule, &p->phone);
    req_field(rq, "dia_chi", line_rule, &p->address);
    req_field(rq, "gioi_tinh", word_rule, &sex);
    req_field(rq, COUNTER_WHO, word_rule, &who);
    p->sex = read_sex(sex);
    sent->has_choice = num_parse(who, 0, INT64_MAX, &p->id);
}

static void fill_from_card(struct arena *a, const struct id_card *card,
                           struct counter_sent *sent)
{
    struct counter_person *p = &sent->person;

    *p = (struct counter_person){
        .name = arena_str(a, card->name),
        .sex = card->sex,
        .number = arena_str(a, card->number),
        .birth = S(""),
        .phone = S(""),
        .address = arena_str(a, card->address),
    };
    if (card->birth.year)
        p->birth = arena_printf(a, "%d/%d/%d", card->birth.day,
                                card->birth.month, card->birth.year);
    sent->has_choice = false;
}

/* Some readers know only the bars with the number. */
static bool is_number(struct str s)
{
    struct id_parts parts;

    return id_number_read(s, &parts) || id_card_number_ok(s);
}

/* Somebody else's card begins somebody else's person. */
static void read_scan(struct arena *a, struct counter_sent *sent)
{
    struct id_card card;

    if (str_empty(sent->scan))
        return;
    if (id_card_read(sent->scan, &card)) {
        fill_from_card(a, &card, sent);
    } else if (is_number(sent->scan)) {
        card = (struct id_card){.number = sent->scan};
        fill_from_card(a, &card, sent);
    } else {
        sent->is_scan_unread = true;
        return;
    }
    sent->scan = S("");
}

struct counter_sent *counter_sent_take(struct req *rq)
{
    struct counter_sent *sent = ARENA_NEW(rq->cx.arena, struct counter_sent);

    req_field(rq, "_do", word_rule, &sent->act);
    req_field(rq, "can_cuoc", scan_rule, &sent->scan);
    req_field(rq, COUNTER_PROCEDURE, word_rule, &sent->procedure);
    req_field(rq, "truong_hop", word_rule, &sent->case_code);
    req_field(rq, "nhan_ket_qua", word_rule, &sent->delivery);
    req_field(rq, "mau", word_rule, &sent->drawn);
    take_person(rq, sent);
    read_scan(rq->cx.arena, sent);
    rq->form = sent;
    return sent;
}

struct str counter_sent_pieces(const struct req *rq, const char *kind,
                               struct str component)
{
    struct str name =
        arena_printf(rq->cx.arena, "%s.%.*s", kind, STR_ARG(component));
    struct str raw = pairs_get(&rq->field, name);
    struct errbox ignored;
    struct str typed;

    if (text_in(&ignored, rq->cx.arena, raw, word_rule, &typed) != ERR_OK)
        return S("?");
    return typed;
}

static bool read_pieces(struct str typed, int *ret)
{
    int64_t n = 0;

    if (!str_empty(typed) && !num_parse(typed, 0, HANDED_PIECES_MAX, &n))
        return false;
    *ret = (int)n;
    return true;
}

enum err counter_sent_handed(struct req *rq, const struct procedure *card,
                             struct handed_papers *ret, struct str *ret_wrong)
{
    struct handed_paper *at =
        ARENA_ARRAY(rq->cx.arena, struct handed_paper, card->component_count);
    size_t count = 0;

    *ret = (struct handed_papers){at, 0};
    *ret_wrong = STR_NONE;
    for (size_t i = 0; i < card->component_count; i++) {
        struct handed_paper p = {.component = card->component[i].code};

        if (!read_pieces(
                counter_sent_pieces(rq, COUNTER_ORIGINALS, p.component),
                &p.originals) ||
            !read_pieces(counter_sent_pieces(rq, COUNTER_COPIES, p.component),
                         &p.copies)) {
            *ret_wrong = p.component;
            return REFUSE(&rq->cx.err, ERR_INPUT, MSG_COUNTER_PIECES_WRONG);
        }
        if (p.originals + p.copies > 0)
            at[count++] = p;
    }
    ret->count = count;
    return ERR_OK;
}
