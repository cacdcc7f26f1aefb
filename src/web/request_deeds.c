#include "base/prelude.h"

#include "base/check.h"
#include "base/num.h"

#include "service/answering.h"
#include "service/asking.h"

#include "web/request_deeds.h"
#include "web/when.h"

static const struct text_rule word_rule = {.points_max = 60};
static const struct text_rule ground_rule = {.points_max = REQUEST_GROUND_MAX};
static const struct text_rule words_rule = {.points_max = REQUEST_WORDS_MAX,
                                            .multiline = true};

#define REASON REQUEST_FIELD_REASON
#define WORDS  REQUEST_FIELD_WORDS
#define GROUND REQUEST_FIELD_GROUND
#define AMOUNT REQUEST_FIELD_AMOUNT
#define DAYS   REQUEST_FIELD_DAYS
#define DAY    REQUEST_FIELD_DAY

static const struct request_deed deeds[] = {
    {S_INIT("yeu-cau-bo-sung"), REQUEST_ACT_PROPOSE, REQUEST_SUPPLEMENT,
     REASON | WORDS | DAYS | GROUND, REASON_FOR_SUPPLEMENT, MSG_ASK_SUPPLEMENT,
     MSG_ASK_SUPPLEMENT_TITLE, MSG_ASK_SUPPLEMENT_NOTE, MSG_ASK_TO_SUPPLEMENT,
     false},
    {S_INIT("nghia-vu-tai-chinh"), REQUEST_ACT_PROPOSE, REQUEST_FINANCE,
     REASON | AMOUNT | WORDS | DAYS, REASON_FOR_FINANCE, MSG_ASK_FINANCE,
     MSG_ASK_FINANCE_TITLE, MSG_ASK_FINANCE_NOTE, MSG_ASK_TO_PAY, false},
    {S_INIT("hen-lai"), REQUEST_ACT_PROPOSE, REQUEST_EXTENSION,
     REASON | WORDS | DAY, REASON_FOR_EXTENSION, MSG_ASK_EXTENSION,
     MSG_ASK_EXTENSION_TITLE, MSG_ASK_EXTENSION_NOTE, MSG_ASK_WHY, false},
    {S_INIT("tu-choi-giai-quyet"), REQUEST_ACT_PROPOSE, REQUEST_REFUSAL,
     REASON | WORDS | GROUND, REASON_FOR_REFUSAL, MSG_ASK_REFUSAL,
     MSG_ASK_REFUSAL_TITLE, MSG_ASK_REFUSAL_NOTE, MSG_ASK_WHY, true},
    {S_INIT("dung-giai-quyet"), REQUEST_ACT_PROPOSE, REQUEST_STOP,
     REASON | WORDS, REASON_FOR_STOP, MSG_ASK_STOP, MSG_ASK_STOP_TITLE,
     MSG_ASK_STOP_NOTE, MSG_ASK_WHY, true},
    {S_INIT("gui-yeu-cau"), REQUEST_ACT_SEND, 0, 0, 0, MSG_ASK_SEND,
     MSG_ASK_SEND, MSG_ASK_SEND_NOTE, 0, false},
    {S_INIT("dong-y"), REQUEST_ACT_AGREE, 0, WORDS, 0, MSG_ASK_AGREE,
     MSG_ASK_AGREE_TITLE, MSG_ASK_AGREE_NOTE, MSG_ASK_REMARK, false},
    {S_INIT("dong-y-lan-hai"), REQUEST_ACT_AGREE, 0, REASON | WORDS,
     REASON_FOR_SECOND, MSG_ASK_AGREE, MSG_ASK_AGREE_TITLE, MSG_ASK_SECOND_NOTE,
     MSG_ASK_REMARK, false},
    {S_INIT("khong-dong-y"), REQUEST_ACT_DECLINE, 0, WORDS, 0, MSG_ASK_DECLINE,
     MSG_ASK_DECLINE_TITLE, MSG_ASK_DECLINE_NOTE, MSG_ASK_WHY, false},
    {S_INIT("da-dap-ung"), REQUEST_ACT_MET, 0, WORDS, 0, MSG_ASK_MET,
     MSG_ASK_MET_TITLE, MSG_ASK_MET_NOTE, MSG_ASK_BROUGHT, false},
    {S_INIT("het-han"), REQUEST_ACT_STOP, 0, WORDS, 0, MSG_ASK_LAPSED,
     MSG_ASK_LAPSED_TITLE, MSG_ASK_LAPSED_NOTE, MSG_ASK_WHY, true},
    {S_INIT("rut-ho-so"), REQUEST_ACT_WITHDRAW, 0, REASON | WORDS,
     REASON_FOR_WITHDRAWAL, MSG_ASK_WITHDRAW, MSG_ASK_WITHDRAW_TITLE,
     MSG_ASK_WITHDRAW_NOTE, MSG_ASK_WITHDRAW_WORDS, true},
};

const struct request_deed *request_deed_of(struct str key)
{
    for (size_t i = 0; i < COUNT_OF(deeds); i++)
        if (str_eq(deeds[i].key, key))
            return &deeds[i];
    return NULL;
}

void request_sent_read(struct req *rq, struct request_sent *ret)
{
    *ret = (struct request_sent){0};
    req_field(rq, "ly_do_chon", word_rule, &ret->reason);
    req_field(rq, "ly_do", words_rule, &ret->words);
    req_field(rq, "can_cu", ground_rule, &ret->ground);
    req_field(rq, "so_tien", word_rule, &ret->amount);
    req_field(rq, "so_ngay", word_rule, &ret->days);
    req_field(rq, "ngay_moi", word_rule, &ret->day);
}

/* "1.500.000": dots and blanks between the digits are nobody's error. */
static bool read_amount(struct arena *a, struct str typed, struct vnd *ret)
{
    char *digits = arena_alloc(a, typed.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < typed.n; i++)
        if (typed.p[i] != '.' && typed.p[i] != ' ')
            digits[n++] = typed.p[i];
    return num_parse((struct str){digits, n}, 0, REQUEST_AMOUNT_MAX_VND,
                     &ret->dong);
}

static enum err read_numbers(struct tx *t, const struct request_deed *deed,
                             const struct request_sent *sent, struct asking *a)
{
    int64_t days = 0;

    if (deed->fields & DAYS)
        num_parse(sent->days, 1, REQUEST_DAYS_MAX, &days);
    a->days = (int)days;
    if (deed->fields & AMOUNT &&
        !read_amount(t->cx->arena, sent->amount, &a->amount))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_ASKING_NEEDS_AMOUNT);
    if (deed->fields & DAY && !day_parse_vn(sent->day, &a->new_day))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_ASK_DAY_WRONG);
    return ERR_OK;
}

static enum err answer(struct tx *t, const struct request_deed *deed,
                       const struct asking *a, struct dossier *ret)
{
    const struct answering k = {
        .dossier_id = a->dossier_id,
        .step_n = a->step_n,
        .pack = a->pack,
        .who = a->who,
        .reason = a->reason,
        .words = a->words,
    };

    return deed->act == REQUEST_ACT_MET ? answering_met(t, &k, ret)
                                        : answering_withdraw(t, &k, ret);
}

enum err request_deed_do(struct tx *t, const struct req *rq,
                         const struct inspection *i, int step_n,
                         const struct request_deed *deed,
                         const struct request_sent *sent, struct dossier *ret)
{
    struct asking a = {
        .dossier_id = i->d.id,
        .step_n = step_n,
        .pack = i->pack,
        .who = rq->actor,
        .reason = sent->reason,
        .ground = sent->ground,
        .words = sent->words,
    };

    TRY(read_numbers(t, deed, sent, &a));
    switch (deed->act) {
    case REQUEST_ACT_PROPOSE: return asking_propose(t, &a, deed->kind, ret);
    case REQUEST_ACT_SEND: return asking_send(t, &a, ret);
    case REQUEST_ACT_AGREE: return asking_decide(t, &a, true, ret);
    case REQUEST_ACT_DECLINE: return asking_decide(t, &a, false, ret);
    case REQUEST_ACT_STOP: return asking_stop(t, &a, ret);
    case REQUEST_ACT_MET:
    case REQUEST_ACT_WITHDRAW: return answer(t, deed, &a, ret);
    }
    UNREACHABLE();
}

static struct options_view reason_options(struct arena *a, enum lang lang,
                                          enum reason_group group,
                                          struct str chosen)
{
    size_t count;
    const struct listed_reason *all = reasons_listed(&count);
    struct option_view *o = ARENA_ARRAY(a, struct option_view, count);
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (all[i].group == group)
            o[n++] = (struct option_view){
                .value = all[i].key,
                .label = msg(lang, all[i].words),
                .is_chosen = str_eq(all[i].key, chosen),
            };
    return (struct options_view){o, n};
}

/* All of the fields; what a deed does not ask is left out. */
static size_t all_fields(struct arena *a, enum lang lang,
                         const struct request_deed *d,
                         const struct request_sent *s,
                         struct field_view ret[REQUEST_FIELDS_MAX])
{
    struct str days = str_empty(s->days) ? S("30") : s->days;
    const struct field_view all[] = {
        {.look = FIELD_RADIO,
         .name = S("ly_do_chon"),
         .label = msg(lang, MSG_ASK_REASON),
         .value = s->reason,
         .options = reason_options(a, lang, d->group, s->reason)},
        {.look = FIELD_LONG,
         .name = S("ly_do"),
         .label = d->words ? msg(lang, d->words) : STR_NONE,
         .value = s->words,
         .letters_max = REQUEST_WORDS_MAX,
         .is_optional = d->act == REQUEST_ACT_AGREE},
        {.look = FIELD_TEXT,
         .name = S("can_cu"),
         .label = msg(lang, MSG_ASK_GROUND),
         .hint = d->kind == REQUEST_SUPPLEMENT ? msg(lang, MSG_ASK_GROUND_HINT)
                                               : STR_NONE,
         .value = s->ground,
         .letters_max = REQUEST_GROUND_MAX,
         .is_optional = d->kind == REQUEST_SUPPLEMENT},
        {.look = FIELD_MONEY,
         .name = S("so_tien"),
         .label = msg(lang, MSG_ASK_AMOUNT),
         .value = s->amount,
         .unit = msg(lang, MSG_ASK_AMOUNT_UNIT),
         .width = 20},
        {.look = FIELD_NUMBER,
         .name = S("so_ngay"),
         .label = msg(lang, MSG_ASK_DAYS),
         .hint = msg(lang, MSG_ASK_DAYS_HINT),
         .value = days,
         .unit = msg(lang, MSG_ASK_DAYS_UNIT),
         .width = 5},
        {.look = FIELD_TEXT,
         .name = S("ngay_moi"),
         .label = msg(lang, MSG_ASK_DAY),
         .hint = msg(lang, MSG_ASK_DAY_HINT),
         .value = s->day,
         .width = 10},
    };
    size_t n = 0;

    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (d->fields & 1U << i) {
            ret[n] = all[i];
            ret[n].id = all[i].name;
            n++;
        }
    return n;
}

size_t request_deed_fields(struct arena *a, enum lang lang,
                           const struct request_deed *deed,
                           const struct request_sent *sent, struct str error,
                           struct field_view ret[REQUEST_FIELDS_MAX])
{
    size_t count = all_fields(a, lang, deed, sent, ret);
    size_t at = count;

    if (str_empty(error) || !count)
        return count;
    for (size_t i = count; i > 0; i--)
        if (str_empty(ret[i - 1].value) && !ret[i - 1].is_optional)
            at = i - 1;
    for (size_t i = 0; i < count && at == count; i++)
        if (str_empty(ret[i].value))
            at = i;
    ret[at < count ? at : count - 1].error = error;
    return count;
}

static bool proposes(const struct inspection *i, const struct request_deed *d)
{
    return d->act == REQUEST_ACT_PROPOSE &&
           asking_is_for(i->open->work, d->kind) &&
           !request_open(i->requests.at, i->requests.count, d->kind);
}

static bool is_second(const struct inspection *i)
{
    return i->request && i->request->kind == REQUEST_SUPPLEMENT;
}

static bool is_offered(const struct inspection *i, const struct request_deed *d)
{
    enum dossier_work work = i->open->work;

    switch (d->act) {
    case REQUEST_ACT_PROPOSE: return proposes(i, d);
    case REQUEST_ACT_SEND: return work == WORK_SEND;
    case REQUEST_ACT_AGREE:
        return work == WORK_DECIDE &&
               is_second(i) == ((d->fields & REASON) != 0);
    case REQUEST_ACT_DECLINE:
        return work == WORK_DECIDE && i->request &&
               i->request->kind != REQUEST_WITHDRAWAL;
    case REQUEST_ACT_MET:
    case REQUEST_ACT_STOP: return work == WORK_AWAIT;
    case REQUEST_ACT_WITHDRAW:
        return (work == WORK_RECEIVE || work == WORK_TRANSFER ||
                work == WORK_AWAIT) &&
               answering_may_withdraw(i->d.status);
    }
    UNREACHABLE();
}

size_t request_deeds_at(const struct inspection *i,
                        const struct request_deed *ret[REQUEST_DEEDS_MAX])
{
    size_t n = 0;

    for (size_t k = 0; k < COUNT_OF(deeds) && i->open; k++)
        if (is_offered(i, &deeds[k])) {
            check(n < REQUEST_DEEDS_MAX);
            ret[n++] = &deeds[k];
        }
    return n;
}

static struct str reason_words(enum lang lang, const struct request *r)
{
    const struct listed_reason *l =
        reason_find(request_reasons(r->kind), r->reason);

    return l ? msg(lang, l->words) : S("");
}

struct str request_line(struct arena *a, enum lang lang,
                        const struct request *r)
{
    const struct str part[] = {
        reason_words(lang, r),
        r->words,
        r->amount.dong ? vnd_text(a, lang, r->amount) : S(""),
        r->new_due.us  ? when_instant(a, lang, r->new_due)
        : r->due_at.us ? when_instant(a, lang, r->due_at)
                       : S(""),
        r->ground,
    };

    if (r->new_due.us)
        return msg_format(a, lang, (int)MSG_REQUEST_NEW_DATE, 4, part);
    if (r->amount.dong)
        return msg_format(
            a, lang, (int)(r->due_at.us ? MSG_REQUEST_PAY_BY : MSG_REQUEST_PAY),
            4, part);
    if (r->due_at.us)
        return msg_format(a, lang, (int)MSG_REQUEST_BY, 4, part);
    return msg_format(
        a, lang,
        (int)(str_empty(r->ground) ? MSG_REQUEST_PLAIN : MSG_REQUEST_GROUND), 5,
        part);
}
