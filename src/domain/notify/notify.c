#include "base/prelude.h"

#include "base/check.h"

#include "domain/notify/notify.h"

static const struct notify_kind kinds[] = {
#define NOTICE(word, NAME, until, where, urgent) \
    {S_INIT(#word),                              \
     NOTIFY_UNTIL_##until,                       \
     NOTIFY_AT_##where,                          \
     urgent,                                     \
     MSG_NOTIFY_##NAME##_TITLE,                  \
     MSG_NOTIFY_##NAME##_TEXT,                   \
     MSG_NOTIFY_##NAME##_SMS},
#include "domain/notify/event.def"
#undef NOTICE
};

const struct notify_kind *notify_kind_of(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(kinds[i].word, word))
            return &kinds[i];
    return NULL;
}

const struct notify_kind *notify_kinds(size_t *ret_count)
{
    *ret_count = COUNT_OF(kinds);
    return kinds;
}

struct str notify_word(struct str what, struct instant at, struct instant due)
{
    bool early = due.us && instant_day(at).n < instant_day(due).n;

    return early && str_eq(what, S("finished")) ? S("finished_early") : what;
}

const char *notify_channel_name(enum notify_channel c)
{
    switch (c) {
    case NOTIFY_MAIL: return "mail";
    case NOTIFY_SMS: return "sms";
    }
    UNREACHABLE();
}

enum lang notify_lang(enum notify_voice voice)
{
    return voice == VOICE_EN ? LANG_EN : LANG_VI;
}

bool notify_voice_fits(enum notify_channel c, int voice)
{
    return voice == VOICE_VI || voice == VOICE_EN ||
           (voice == VOICE_VI_BARE && c == NOTIFY_SMS);
}

struct notify_choice notify_choice_default(enum notify_channel c,
                                           enum lang lang, bool has_marks)
{
    struct notify_choice choice = {.agrees = true, .voice = VOICE_VI};

    if (lang == LANG_EN)
        choice.voice = VOICE_EN;
    else if (c == NOTIFY_SMS && !has_marks)
        choice.voice = VOICE_VI_BARE;
    return choice;
}

/* Is the minute of the day among the quiet ones? They may span midnight. */
static bool is_quiet(struct quiet_hours q, int minute)
{
    int from = q.from_hour * 60;
    int to = q.to_hour * 60;

    if (from <= to)
        return minute >= from && minute < to;
    return minute >= from || minute < to;
}

struct instant notify_after_quiet(struct quiet_hours q, struct instant now)
{
    struct day day = instant_day(now);
    int minute = instant_minute_of_day(now);

    if (!is_quiet(q, minute))
        return now;
    if (minute >= q.to_hour * 60)
        day.n++;
    return instant_at(day, q.to_hour * 60);
}

bool notify_is_stale(struct instant happened, struct instant now)
{
    return now.us - happened.us > NOTIFY_STALE_US;
}

enum notify_standing notify_standing(const struct notify_reports *r)
{
    if (r->delivered_at.us)
        return NOTIFY_DELIVERED;
    if (r->failed_at.us)
        return NOTIFY_FAILED;
    return r->sent_at.us ? NOTIFY_SENT : NOTIFY_WAITING;
}
