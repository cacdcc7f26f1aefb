#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/notify/notify_store.h"

#include "web/app.h"
#include "web/choice_fields.h"

#define ANSWERS_MAX 4

/* Voice 0: the person does not agree. */
struct answer_words {
    const char *value;
    int voice;
    enum msg_id words;
};

static const struct answer_words short_answers[] = {
    {"vi-khong-dau", VOICE_VI_BARE, MSG_CHOICE_VI_BARE},
    {"vi", VOICE_VI, MSG_CHOICE_VI},
    {"en", VOICE_EN, MSG_CHOICE_EN},
    {"khong", 0, MSG_CHOICE_NO_SMS},
};

static const struct answer_words mail_answers[] = {
    {"vi", VOICE_VI, MSG_CHOICE_VI_MAIL},
    {"en", VOICE_EN, MSG_CHOICE_EN},
    {"khong", 0, MSG_CHOICE_NO_MAIL},
};

/* In the order of the form. */
static const struct channel_field {
    enum notify_channel channel;
    const char *name;
    enum msg_id label;
    enum msg_id hint;
    const struct answer_words *answer;
    size_t count;
} fields[CHOICE_FIELDS] = {
    {NOTIFY_SMS, "tin_nhan", MSG_CHOICE_SMS, MSG_CHOICE_SMS_HINT, short_answers,
     COUNT_OF(short_answers)},
    {NOTIFY_MAIL, "thu_bao", MSG_CHOICE_MAIL, MSG_CHOICE_MAIL_HINT,
     mail_answers, COUNT_OF(mail_answers)},
};

static const struct text_rule value_rule = {.points_max = 20};

enum err choices_load(struct tx *t, const struct req *rq, int64_t person_id,
                      struct choices *ret)
{
    *ret = (struct choices){0};
    for (size_t i = 0; i < CHOICE_FIELDS; i++) {
        enum notify_channel c = fields[i].channel;

        TRY(notify_choice_load(t, person_id, c, rq->app->conf.notify.has_marks,
                               &ret->of[c]));
    }
    return ERR_OK;
}

static void take(struct req *rq, const struct channel_field *f,
                 struct choices *ret)
{
    struct str value;

    if (!req_has_field(rq, f->name) ||
        !req_field(rq, f->name, value_rule, &value))
        return;
    for (size_t i = 0; i < f->count; i++)
        if (str_eq_c(value, f->answer[i].value)) {
            ret->of[f->channel] = (struct notify_choice){
                f->answer[i].voice != 0,
                f->answer[i].voice ? (enum notify_voice)f->answer[i].voice
                                   : VOICE_VI,
            };
            ret->is_given[f->channel] = true;
        }
}

void choices_take(struct req *rq, struct choices *ret)
{
    *ret = (struct choices){0};
    for (size_t i = 0; i < CHOICE_FIELDS; i++)
        take(rq, &fields[i], ret);
}

enum err choices_put(struct tx *t, int64_t person_id, const struct choices *c)
{
    for (int i = NOTIFY_CHANNEL_FIRST; i < NOTIFY_CHANNEL_END; i++)
        if (c->is_given[i])
            TRY(notify_choice_put(t, person_id, (enum notify_channel)i,
                                  c->of[i]));
    return ERR_OK;
}

static bool is_chosen(const struct answer_words *a, struct notify_choice c)
{
    return c.agrees ? a->voice == (int)c.voice : a->voice == 0;
}

static struct options_view options_of(const struct req *rq,
                                      const struct channel_field *f,
                                      struct notify_choice c)
{
    struct option_view *option =
        ARENA_ARRAY(rq->cx.arena, struct option_view, ANSWERS_MAX);

    for (size_t i = 0; i < f->count; i++)
        option[i] = (struct option_view){
            .value = str_c(f->answer[i].value),
            .label = msg(rq->cx.lang, f->answer[i].words),
            .is_chosen = is_chosen(&f->answer[i], c),
        };
    return (struct options_view){option, f->count};
}

/* A channel that the province has not set up says so. */
static struct str hint_of(const struct req *rq, const struct channel_field *f)
{
    const struct notify_conf *conf = &rq->app->conf.notify;
    const struct str hours[] = {
        num_vn(rq->cx.arena, conf->quiet.from_hour),
        num_vn(rq->cx.arena, conf->quiet.to_hour),
    };

    if (!conf->sends[f->channel])
        return msg(rq->cx.lang, MSG_CHOICE_NOT_YET);
    return msg_format(rq->cx.arena, rq->cx.lang, (int)f->hint, COUNT_OF(hours),
                      hours);
}

void choices_fields(const struct req *rq, const struct choices *c,
                    struct field_view ret[CHOICE_FIELDS])
{
    for (size_t i = 0; i < CHOICE_FIELDS; i++)
        ret[i] = (struct field_view){
            .look = FIELD_RADIO,
            .id = str_c(fields[i].name),
            .name = str_c(fields[i].name),
            .label = msg(rq->cx.lang, fields[i].label),
            .hint = hint_of(rq, &fields[i]),
            .options = options_of(rq, &fields[i], c->of[fields[i].channel]),
        };
}

struct str choice_words(const struct req *rq, const struct choices *c,
                        enum notify_channel channel)
{
    for (size_t i = 0; i < CHOICE_FIELDS; i++)
        for (size_t k = 0; k < fields[i].count; k++)
            if (fields[i].channel == channel &&
                is_chosen(&fields[i].answer[k], c->of[channel]))
                return msg(rq->cx.lang, fields[i].answer[k].words);
    return S("");
}
