#include "base/prelude.h"

#include "base/json.h"
#include "base/utf8.h"

#include "domain/slip/words.h"

#include "domain/notify/sms.h"
#include "domain/notify/wording.h"

#define FACTS_BYTES_MAX ((size_t)8 << 10)

/* A short name that is longer is cut before anything is tried. */
#define NAME_POINTS_MAX 40

/* {0} … {4} of an event's messages. */
#define WORDING_ARGS 5

struct str notify_facts_freeze(struct arena *a, const struct notify_facts *f)
{
    struct json *o = json_new_object(a);

    json_set_str(o, "code", f->code);
    json_set_str(o, "key", f->key);
    json_set_str(o, "name_vi", f->name.in[LANG_VI]);
    json_set_str(o, "name_en", f->name.in[LANG_EN]);
    json_set_i64(o, "until", f->until.us);
    json_set_str(o, "place", f->place);
    return json_text(a, o);
}

enum err notify_facts_thaw(struct errbox *box, struct arena *a, struct str json,
                           struct notify_facts *ret)
{
    const struct json *o;

    TRY(json_parse(box, a, json, FACTS_BYTES_MAX, &o));
    TRY(json_str(box, o, "code", &ret->code));
    TRY(json_str(box, o, "key", &ret->key));
    TRY(json_str(box, o, "name_vi", &ret->name.in[LANG_VI]));
    TRY(json_str(box, o, "name_en", &ret->name.in[LANG_EN]));
    TRY(json_i64(box, o, "until", 0, INT64_MAX, &ret->until.us));
    return json_str(box, o, "place", &ret->place);
}

/* "05/5/2026" */
static struct str date_words(struct arena *a, struct instant t)
{
    struct day d = instant_day(t);

    return arena_printf(a, "%s/%d", day_short(a, d).p, day_civil(d).year);
}

/* "17:00 thứ Ba, 05/5/2026"; brief: "17:00 05/5/2026". */
static struct str until_words(struct arena *a, enum lang lang, struct instant t,
                              bool is_brief)
{
    struct str day = date_words(a, t);

    if (!t.us)
        return msg(lang, MSG_NOTIFY_UNTIL_UNKNOWN);
    if (!is_brief)
        day = arena_printf(a, "%s, %s",
                           weekday_words(lang, day_weekday(instant_day(t))).p,
                           day.p);
    return arena_printf(a, "%s %s", instant_hm(a, t).p, day.p);
}

static struct str say(struct arena *a, enum lang lang, enum msg_id id,
                      const struct notify_facts *f, struct str until,
                      struct str address)
{
    const struct str args[WORDING_ARGS] = {f->code, f->name.in[lang], until,
                                           f->place, address};

    return msg_format(a, lang, (int)id, WORDING_ARGS, args);
}

struct str notify_title(struct arena *a, enum lang lang,
                        const struct notify_kind *k,
                        const struct notify_facts *f)
{
    return say(a, lang, k->title, f, S(""), S(""));
}

struct str notify_text(struct arena *a, enum lang lang,
                       const struct notify_kind *k,
                       const struct notify_facts *f)
{
    return say(a, lang, k->text, f, until_words(a, lang, f->until, false),
               S(""));
}

struct str notify_address(struct arena *a, struct str site,
                          const struct notify_facts *f)
{
    return arena_printf(a, "%.*s/tra-cuu?ma=%.*s", STR_ARG(site),
                        STR_ARG(f->key));
}

static struct str short_words(struct arena *a, enum notify_voice voice,
                              struct str site, const struct notify_kind *k,
                              const struct notify_facts *f)
{
    enum lang lang = notify_lang(voice);
    struct str words =
        say(a, lang, k->sms, f, until_words(a, lang, f->until, true),
            notify_address(a, site, f));

    return voice == VOICE_VI ? words : sms_bare(a, words);
}

struct str notify_short(struct arena *a, enum notify_voice voice,
                        struct str site, const struct notify_kind *k,
                        const struct notify_facts *f)
{
    struct notify_facts cut = *f;
    struct str *name = &cut.name.in[notify_lang(voice)];
    struct str words;

    *name = utf8_cut(*name, NAME_POINTS_MAX);
    words = short_words(a, voice, site, k, &cut);

    while (sms_size(words).parts > SMS_PARTS_MAX && name->n > 0) {
        *name = utf8_cut(*name, utf8_count(*name) - 1);
        words = short_words(a, voice, site, k, &cut);
    }
    return words;
}

static struct str say1(struct arena *a, enum lang lang, enum msg_id id,
                       struct str x)
{
    return msg_format(a, lang, (int)id, 1, &x);
}

struct str notify_sender(struct arena *a, enum lang lang,
                         const struct notify_house *house)
{
    return say1(a, lang, MSG_NOTIFY_MAIL_PORTAL, house->province);
}

struct str notify_letter(struct arena *a, enum lang lang,
                         const struct notify_house *house,
                         const struct notify_kind *k,
                         const struct notify_facts *f)
{
    struct str account =
        arena_printf(a, "%.*s/tai-khoan/thong-tin", STR_ARG(house->site));

    return arena_printf(
        a, "%s\n\n%s\n\n%s\n\n%s\n\n%s\n%s\n",
        msg(lang, MSG_NOTIFY_MAIL_GREETING).p, notify_text(a, lang, k, f).p,
        say1(a, lang, MSG_NOTIFY_MAIL_LOOKUP, notify_address(a, house->site, f))
            .p,
        notify_sender(a, lang, house).p,
        say1(a, lang, MSG_NOTIFY_MAIL_ASK, house->phone).p,
        say1(a, lang, MSG_NOTIFY_MAIL_STOP, account).p);
}
