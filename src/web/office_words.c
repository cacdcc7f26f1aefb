#include "base/prelude.h"

#include "base/check.h"

#include "web/office_words.h"
#include "web/when.h"

enum msg_id office_queue_words(enum queue q)
{
    static const enum msg_id words[QUEUE_COUNT] = {
        [QUEUE_RECEIVE] = MSG_QUEUE_RECEIVE,
        [QUEUE_TRANSFER] = MSG_QUEUE_TRANSFER,
        [QUEUE_ASSIGN] = MSG_QUEUE_ASSIGN,
        [QUEUE_PROCESS] = MSG_QUEUE_PROCESS,
        [QUEUE_SIGN] = MSG_QUEUE_SIGN,
        [QUEUE_NUMBER] = MSG_QUEUE_NUMBER,
        [QUEUE_RETURN] = MSG_QUEUE_RETURN,
        [QUEUE_SEND] = MSG_QUEUE_SEND,
        [QUEUE_AWAIT] = MSG_QUEUE_AWAIT,
        [QUEUE_DECIDE] = MSG_QUEUE_DECIDE,
        [QUEUE_RUNNING] = MSG_QUEUE_RUNNING,
        [QUEUE_LATE] = MSG_QUEUE_LATE,
    };

    check(q < QUEUE_COUNT);
    return words[q];
}

enum msg_id office_duty_words(enum queue q)
{
    static const enum msg_id words[QUEUE_COUNT] = {
        [QUEUE_RECEIVE] = MSG_DUTY_RECEIVE,
        [QUEUE_TRANSFER] = MSG_DUTY_TRANSFER,
        [QUEUE_ASSIGN] = MSG_DUTY_ASSIGN,
        [QUEUE_PROCESS] = MSG_DUTY_PROCESS,
        [QUEUE_SIGN] = MSG_DUTY_SIGN,
        [QUEUE_NUMBER] = MSG_DUTY_NUMBER,
        [QUEUE_RETURN] = MSG_DUTY_RETURN,
        [QUEUE_SEND] = MSG_DUTY_SEND,
        [QUEUE_AWAIT] = MSG_DUTY_AWAIT,
        [QUEUE_DECIDE] = MSG_DUTY_DECIDE,
        [QUEUE_RUNNING] = MSG_DUTY_RUNNING,
        [QUEUE_LATE] = MSG_DUTY_LATE,
    };

    check(q < QUEUE_COUNT);
    return words[q];
}

struct str office_channel_words(enum lang lang, enum channel c)
{
    static const enum msg_id words[CHANNEL_COUNT] = {
        [CHANNEL_COUNTER] = MSG_CHANNEL_COUNTER,
        [CHANNEL_ONLINE] = MSG_CHANNEL_ONLINE,
        [CHANNEL_POST] = MSG_CHANNEL_POST,
    };

    check(c > CHANNEL_ANY && c < CHANNEL_COUNT);
    return msg(lang, words[c]);
}

struct str office_work_words(enum lang lang, enum dossier_work work)
{
    static const enum msg_id words[WORK_COUNT] = {
        [WORK_RECEIVE] = MSG_NEXT_RECEIVE, [WORK_TRANSFER] = MSG_NEXT_TRANSFER,
        [WORK_ASSIGN] = MSG_NEXT_ASSIGN,   [WORK_PROCESS] = MSG_NEXT_PROCESS,
        [WORK_VERIFY] = MSG_NEXT_VERIFY,   [WORK_CONSULT] = MSG_NEXT_CONSULT,
        [WORK_APPROVE] = MSG_NEXT_APPROVE, [WORK_ISSUE] = MSG_NEXT_ISSUE,
        [WORK_RETURN] = MSG_NEXT_RETURN,   [WORK_SEND] = MSG_NEXT_SEND,
        [WORK_AWAIT] = MSG_NEXT_AWAIT,     [WORK_DECIDE] = MSG_NEXT_DECIDE,
    };

    check(work >= WORK_RECEIVE && work < WORK_COUNT);
    return msg(lang, words[work]);
}

enum msg_id office_action_words(enum flow_action action)
{
    static const enum msg_id words[FLOW_ACTION_COUNT] = {
        [FLOW_DO_ASSIGN] = MSG_NEXT_ASSIGN,
        [FLOW_DO_SUBMIT] = MSG_ACTION_SUBMIT,
        [FLOW_DO_VERIFY] = MSG_ACTION_VERIFY,
        [FLOW_DO_ANSWER] = MSG_ACTION_ANSWER,
        [FLOW_DO_APPROVE] = MSG_NEXT_APPROVE,
        [FLOW_DO_SEND_BACK] = MSG_ACTION_SEND_BACK,
        [FLOW_DO_ISSUE] = MSG_NEXT_ISSUE,
        [FLOW_DO_RETURN] = MSG_NEXT_RETURN,
    };

    check(action < FLOW_ACTION_COUNT);
    return words[action];
}

struct str office_done_words(struct arena *a, enum lang lang,
                             const struct dossier *d, struct str what)
{
    static const struct {
        struct str what;
        enum msg_id words;
    } done[] = {
        {S_INIT("tiep-nhan"), MSG_DONE_ACCEPTED},
        {S_INIT("tu-choi"), MSG_DONE_REFUSED},
        {S_INIT("ban-giao"), MSG_DONE_TRANSFERRED},
        {S_INIT("assign"), MSG_DONE_ASSIGNED},
        {S_INIT("send_back"), MSG_DONE_SENT_BACK},
        {S_INIT("issue"), MSG_DONE_ISSUED},
        {S_INIT("return"), MSG_DONE_RETURNED},
    };
    const struct str arg[] = {
        dossier_shown_code(a, d),
        d->due_at.us ? when_day(a, lang, instant_day(d->due_at)) : S(""),
    };
    enum msg_id words = MSG_DONE_MOVED;

    for (size_t i = 0; i < COUNT_OF(done); i++)
        if (str_eq(what, done[i].what))
            words = done[i].words;
    return msg_format(a, lang, (int)words, COUNT_OF(arg), arg);
}
