#include "base/prelude.h"

#include "base/check.h"
#include "base/json.h"

#include "domain/account/account.h"
#include "domain/dossier/dossier_store.h"
#include "domain/notify/notify.sql.h"
#include "domain/org/org_store.h"
#include "domain/pack/pack_store.h"
#include "domain/person/person.h"
#include "domain/person/person_store.h"

#include "service/notify.h"

#define BODY_BYTES_MAX ((size_t)8 << 10)

/* Rows there may be of a figure: channels by outcomes. */
#define FIGURES_MAX 32

/* What an item of MOVE_TOPIC says. */
struct told {
    struct str what;
    struct instant at;
    struct instant due;
    struct instant answer_due;
    struct instant until;
    int64_t event_key;
};

static enum err read_instant(struct tx *t, const struct json *body,
                             const char *key, int64_t otherwise,
                             struct instant *ret)
{
    return json_i64_opt(&t->cx->err, body, key, 0, INT64_MAX, otherwise,
                        &ret->us);
}

static enum err read_item(struct tx *t, const struct outbox_item *item,
                          struct told *ret)
{
    struct errbox *box = &t->cx->err;
    const struct json *body;

    TRY(json_parse(box, t->cx->arena, item->body, BODY_BYTES_MAX, &body));
    TRY(json_str(box, body, "what", &ret->what));
    TRY(json_i64_opt(box, body, "event", 1, INT64_MAX, item->id,
                     &ret->event_key));
    TRY(read_instant(t, body, "at", t->cx->now.us, &ret->at));
    TRY(read_instant(t, body, "due", 0, &ret->due));
    TRY(read_instant(t, body, "answer_due", 0, &ret->answer_due));
    return read_instant(t, body, "until", 0, &ret->until);
}

static struct instant until_of(const struct told *told, enum notify_until until)
{
    switch (until) {
    case NOTIFY_UNTIL_NONE: return (struct instant){0};
    case NOTIFY_UNTIL_ANSWER: return told->answer_due;
    case NOTIFY_UNTIL_DUE: return told->due;
    case NOTIFY_UNTIL_GIVEN: return told->until;
    }
    UNREACHABLE();
}

static enum err gather_facts(struct tx *t, const struct dossier *d,
                             const struct notify_kind *k,
                             const struct told *told, struct notify_facts *ret)
{
    bool returning = k->where == NOTIFY_AT_RETURNING;
    const struct pack *pack;
    struct desk_name desk;

    TRY(pack_of_version(t, d->version_id, &pack));
    TRY(org_desk_name(t, returning ? d->return_point_id : d->point_id, &desk));
    *ret = (struct notify_facts){
        .code = dossier_shown_code(t->cx->arena, d),
        .key = d->code.p ? d->code : d->submission_code,
        .name = pack->card->short_name,
        .until = until_of(told, k->until),
        .place = desk.name,
    };
    return ERR_OK;
}

/* Where a person can be reached by a channel; STR_NONE: nowhere. */
static struct str address_of(struct arena *a, enum notify_channel c,
                             struct str phone, struct str email)
{
    struct str digits;

    switch (c) {
    case NOTIFY_MAIL: return email_ok(email) ? email : STR_NONE;
    case NOTIFY_SMS:
        if (!phone_read(a, phone, &digits))
            return STR_NONE;
        return arena_printf(a, "84%.*s", STR_ARG(str_sub(digits, 1, digits.n)));
    }
    UNREACHABLE();
}

static enum err add_sending(struct tx *t, const struct notify_conf *conf,
                            const struct message *m, const struct person *p,
                            enum notify_channel c)
{
    struct notify_choice choice;
    int64_t id;

    if (!conf->sends[c] || !address_of(t->cx->arena, c, p->phone, p->email).p)
        return ERR_OK;
    TRY(notify_choice_load(t, m->person_id, c, conf->has_marks, &choice));
    if (!choice.agrees)
        return ERR_OK;
    TRY(sending_add(t, m->id, c, &id));
    return outbox_add(t, str_c(notify_channel_name(c)), id, S("{}"));
}

static enum err add_sendings(struct tx *t, const struct notify_conf *conf,
                             const struct message *m)
{
    struct person p;

    if (notify_is_stale(m->at, t->cx->now))
        return ERR_OK;
    TRY(person_load(t, m->person_id, &p));
    for (int c = NOTIFY_CHANNEL_FIRST; c < NOTIFY_CHANNEL_END; c++)
        TRY(add_sending(t, conf, m, &p, (enum notify_channel)c));
    return ERR_OK;
}

enum err notify_tell(struct tx *t, const struct notify_conf *conf,
                     const struct outbox_item *item)
{
    const struct notify_kind *k;
    struct message m;
    struct dossier d;
    struct told told;
    bool is_new;

    TRY(read_item(t, item, &told));
    k = notify_kind_of(notify_word(told.what, told.at, told.due));
    if (!k)
        return ERR_OK;
    TRY(dossier_load(t, item->subject_id, &d));
    m = (struct message){
        .person_id = d.person_id,
        .dossier_id = d.id,
        .kind = k,
        .event_key = told.event_key,
        .at = told.at,
    };
    TRY(gather_facts(t, &d, k, &told, &m.facts));
    TRY(message_add(t, &m, &is_new));
    return is_new ? add_sendings(t, conf, &m) : ERR_OK;
}

static void write_words(struct tx *t, const struct notify_conf *conf,
                        const struct notify_kind *k, enum notify_voice voice,
                        const struct notify_facts *facts,
                        struct notify_outgoing *o)
{
    struct arena *a = t->cx->arena;
    enum lang lang = notify_lang(voice);

    o->from_name = notify_sender(a, lang, &conf->house);
    o->title = notify_title(a, lang, k, facts);
    o->text = o->channel == NOTIFY_SMS
                  ? notify_short(a, voice, conf->house.site, k, facts)
                  : notify_letter(a, lang, &conf->house, k, facts);
}

/* Why nothing is to be sent; STR_NONE: it is. */
static struct str look(const struct sending_row_row *row,
                       const struct notify_outgoing *o,
                       const struct notify_kind *k, bool agrees,
                       struct instant now)
{
    if (row->has_sent_at || row->has_delivered_at || row->has_failed_at)
        return S("");
    if (!agrees)
        return S("the person no longer agrees");
    if (!o->to.p)
        return S("the address is gone");
    if (!k)
        return S("no such event");
    return notify_is_stale(row->at, now) ? S("too old to be news") : STR_NONE;
}

enum err notify_load(struct tx *t, const struct notify_conf *conf,
                     int64_t sending_id, struct notify_outgoing *ret)
{
    const struct notify_kind *k;
    struct notify_choice choice;
    struct sending_row_row row;
    struct notify_facts facts;
    bool found;

    TRY(sending_row(t, sending_id, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such sending");
    *ret = (struct notify_outgoing){
        .id = row.id,
        .channel = (enum notify_channel)row.channel,
        .ref = row.ref,
        .not_before = t->cx->now,
    };
    k = notify_kind_of(row.event);
    ret->to = address_of(t->cx->arena, ret->channel, row.phone, row.email);
    TRY(notify_choice_load(t, row.person_id, ret->channel, conf->has_marks,
                           &choice));
    ret->moot = look(&row, ret, k, choice.agrees, t->cx->now);
    if (ret->moot.p)
        return ERR_OK;
    TRY(notify_facts_thaw(&t->cx->err, t->cx->arena, row.facts, &facts));
    write_words(t, conf, k, choice.voice, &facts, ret);
    if (!k->is_urgent)
        ret->not_before = notify_after_quiet(conf->quiet, t->cx->now);
    return ERR_OK;
}

static enum err count(struct tx *t, enum notify_channel c,
                      enum notify_standing outcome, int64_t changed)
{
    if (changed == 0)
        return ERR_OK;
    return notify_tally_add(t, (int32_t)c, (int32_t)outcome, NULL);
}

static enum err set_failed(struct tx *t, int64_t id, enum notify_channel c,
                           struct str why)
{
    int64_t changed;

    TRY(sending_set_failed(t, id, t->cx->now, why, &changed));
    return count(t, c, NOTIFY_FAILED, changed);
}

static enum err set_sent(struct tx *t, int64_t id, enum notify_channel c)
{
    int64_t changed;

    TRY(sending_set_sent(t, id, t->cx->now, &changed));
    return count(t, c, NOTIFY_SENT, changed);
}

static enum err set_delivered(struct tx *t, int64_t id, enum notify_channel c)
{
    int64_t changed;

    TRY(sending_set_delivered(t, id, t->cx->now, &changed));
    return count(t, c, NOTIFY_DELIVERED, changed);
}

/* The last try has failed: nobody will take it up again by itself. */
static enum err put_off(struct tx *t, const struct outbox_item *item,
                        enum notify_channel c, struct str detail)
{
    if (item->tries >= OUTBOX_TRIES_MAX)
        TRY(set_failed(t, item->subject_id, c, detail));
    return outbox_fail(t, item, detail);
}

/* Nobody is told the same again and again. */
static enum err note_unsure(struct tx *t, const struct outbox_item *item,
                            enum notify_channel c, struct str detail)
{
    int64_t first;

    TRY(sending_set_unsure(t, item->subject_id, t->cx->now, &first));
    if (first)
        return put_off(t, item, c, detail);
    TRY(set_failed(t, item->subject_id, c, detail));
    return outbox_done(t, item);
}

enum err notify_settle(struct tx *t, const struct outbox_item *item,
                       enum notify_channel c, enum notify_outcome outcome,
                       struct str detail)
{
    switch (outcome) {
    case NOTIFY_TAKEN: TRY(set_sent(t, item->subject_id, c)); break;
    case NOTIFY_REFUSED: TRY(set_failed(t, item->subject_id, c, detail)); break;
    case NOTIFY_LATER: return put_off(t, item, c, detail);
    case NOTIFY_UNSURE: return note_unsure(t, item, c, detail);
    }
    return outbox_done(t, item);
}

enum err notify_report(struct tx *t, struct str ref, enum notify_report report)
{
    struct sending_of_ref_row row;
    bool found;

    TRY(sending_of_ref(t, ref, NOTIFY_SMS, &row, &found));
    if (!found)
        return ERR_OK;
    switch (report) {
    case NOTIFY_REPORT_SENT: return set_sent(t, row.id, NOTIFY_SMS);
    case NOTIFY_REPORT_DELIVERED: return set_delivered(t, row.id, NOTIFY_SMS);
    case NOTIFY_REPORT_FAILED:
        return set_failed(t, row.id, NOTIFY_SMS, S("not delivered"));
    }
    UNREACHABLE();
}

static bool is_channel(int32_t n)
{
    return n >= NOTIFY_CHANNEL_FIRST && n < NOTIFY_CHANNEL_END;
}

enum err notify_figures(struct tx *t, struct notify_figures *ret)
{
    struct notify_tally_rows_rows tally;
    struct notify_waiting_rows waiting;

    *ret = (struct notify_figures){0};
    TRY(notify_waiting(t, FIGURES_MAX, &waiting));
    TRY(notify_tally_rows(t, FIGURES_MAX, &tally));
    for (size_t i = 0; i < waiting.count; i++)
        if (is_channel(waiting.row[i].channel))
            ret->waiting[waiting.row[i].channel] = waiting.row[i].waiting;
    for (size_t i = 0; i < tally.count; i++) {
        const struct notify_tally_rows_row *row = &tally.row[i];

        if (is_channel(row->channel) && row->outcome > NOTIFY_WAITING &&
            row->outcome <= NOTIFY_FAILED)
            ret->outcome[row->channel][row->outcome] = row->count;
    }
    return ERR_OK;
}
