#include "base/prelude.h"

#include "base/check.h"
#include "base/io.h"
#include "base/log.h"

#include "domain/notify/sms.h"

#include "room/notify_conf.h"
#include "room/room.h"
#include "room/send.h"
#include "room/supervisor.h"

#define POLL_MS           500
#define PASSWORD_FILE_MAX 4096

/* One item of a channel on its way. */
struct passage {
    struct sender *s;
    enum notify_channel channel;
    const struct outbox_item *item;
    struct notify_outgoing out;
    struct gateway_answer answer;
    struct instant due; /* when it is laid back */
};

struct taking {
    enum notify_channel channel;
    struct outbox_batch batch;
};

static enum err take_tx(struct tx *t, void *p)
{
    struct taking *taking = p;

    return outbox_take(t, str_c(notify_channel_name(taking->channel)),
                       SEND_LEASE_US, SEND_BATCH_MAX, &taking->batch);
}

static enum err load_tx(struct tx *t, void *p)
{
    struct passage *k = p;

    return notify_load(t, k->s->conf, k->item->subject_id, &k->out);
}

static enum err lay_back_tx(struct tx *t, void *p)
{
    struct passage *k = p;

    return outbox_lay_back(t, k->item, k->due);
}

static enum err drop_tx(struct tx *t, void *p)
{
    struct passage *k = p;

    return outbox_done(t, k->item);
}

static enum err refuse_tx(struct tx *t, void *p)
{
    struct passage *k = p;

    return notify_settle(t, k->item, k->channel, NOTIFY_REFUSED, k->out.moot);
}

static enum err settle_tx(struct tx *t, void *p)
{
    static const enum notify_outcome outcome[] = {
        [GATEWAY_TAKEN] = NOTIFY_TAKEN,
        [GATEWAY_REFUSED] = NOTIFY_REFUSED,
        [GATEWAY_LATER] = NOTIFY_LATER,
        [GATEWAY_UNSURE] = NOTIFY_UNSURE,
    };
    struct passage *k = p;

    check(k->answer.end != GATEWAY_DOWN);
    return notify_settle(t, k->item, k->channel, outcome[k->answer.end],
                         k->answer.detail);
}

/* Who lost the lease meanwhile has nothing to write. */
static enum err write(struct sender *s, tx_fn fn, struct passage *k)
{
    enum err err = db_write(s->db, s->cx, fn, k);

    if (err != ERR_CONFLICT)
        return err;
    errbox_clear(&s->cx->err);
    return ERR_OK;
}

static enum err lay_back(struct sender *s, struct passage *k,
                         struct instant due)
{
    k->due = due;
    return write(s, lay_back_tx, k);
}

static void read_clock(struct sender *s)
{
    if (!s->is_frozen)
        s->cx->now = instant_read_clock();
}

static void hand_over(struct sender *s, struct passage *k)
{
    struct arena *a = s->cx->arena;
    const struct notify_outgoing *o = &k->out;

    if (o->channel == NOTIFY_MAIL) {
        mail_send(s->mailer, a,
                  &(struct mail){o->to, o->from_name, o->title, o->text, o->ref,
                                 s->cx->now},
                  &k->answer);
        return;
    }
    sms_send(s->gate, a,
             &(struct sms){o->to, o->text, o->ref, sms_size(o->text).is_gsm},
             &k->answer);
}

/* Trouble is the gateway's or ours, never the message's. */
static bool is_trouble(enum gateway_end end)
{
    return end == GATEWAY_DOWN || end == GATEWAY_UNSURE;
}

static void note_answer(struct sender *s, struct passage *k)
{
    struct breaker *b = &s->lane[k->channel].breaker;

    read_clock(s);
    if (!is_trouble(k->answer.end)) {
        breaker_answered(b);
        return;
    }
    breaker_trouble(b, s->cx->now);
    log_event(LOG_TROUBLE, "gateway_trouble",
              LOG_WORD("channel", notify_channel_name(k->channel)),
              LOG_WORD("detail", k->answer.detail.p));
}

static enum err send_one(struct sender *s, struct passage *k)
{
    struct breaker *b = &s->lane[k->channel].breaker;

    if (!s->is_frozen && room_wait_signal(0))
        s->is_ending = true;
    if (s->is_ending)
        return lay_back(s, k, s->cx->now);
    if (breaker_ask(b, s->cx->now) != BREAKER_GO)
        return lay_back(s, k, b->until);
    TRY(db_read(s->db, s->cx, load_tx, k));
    if (k->out.moot.p)
        return write(s, k->out.moot.n ? refuse_tx : drop_tx, k);
    if (k->out.not_before.us > s->cx->now.us)
        return lay_back(s, k, k->out.not_before);
    hand_over(s, k);
    note_answer(s, k);
    if (k->answer.end == GATEWAY_DOWN)
        return lay_back(s, k, b->until);
    return write(s, settle_tx, k);
}

static bool knock(struct sender *s, enum notify_channel c)
{
    if (c == NOTIFY_MAIL)
        return mail_knock(s->mailer, s->cx->arena);
    return sms_knock(s->gate, s->cx->arena);
}

/* May messages go to the gateway now? A rest that is over ends in a knock. */
static bool is_open(struct sender *s, enum notify_channel c)
{
    struct breaker *b = &s->lane[c].breaker;

    if (breaker_ask(b, s->cx->now) == BREAKER_KNOCK) {
        if (knock(s, c)) {
            breaker_answered(b);
        } else {
            read_clock(s);
            breaker_trouble(b, s->cx->now);
        }
    }
    return breaker_ask(b, s->cx->now) == BREAKER_GO;
}

/* A batch of a channel; none when nothing is due or the gateway rests. */
static enum err send_batch(struct sender *s, enum notify_channel c,
                           bool *ret_found)
{
    struct taking taking = {.channel = c};

    *ret_found = false;
    read_clock(s);
    if (!is_open(s, c))
        return ERR_OK;
    TRY(db_write(s->db, s->cx, take_tx, &taking));
    *ret_found = taking.batch.count > 0;
    for (size_t i = 0; i < taking.batch.count; i++) {
        struct passage k = {
            .s = s, .channel = c, .item = &taking.batch.item[i]};

        TRY(send_one(s, &k));
    }
    return ERR_OK;
}

enum err send_round(struct sender *s)
{
    struct arena_mark start = arena_mark(s->cx->arena);

    for (int c = NOTIFY_CHANNEL_FIRST; c < NOTIFY_CHANNEL_END; c++)
        for (bool found = s->lane[c].is_on; found && !s->is_ending;) {
            TRY(send_batch(s, (enum notify_channel)c, &found));
            arena_release(s->cx->arena, start);
        }
    return ERR_OK;
}

/* The first line of a file; empty without one. */
static enum err read_password(struct cx *cx, struct str path, struct str *ret)
{
    struct str text;

    *ret = S("");
    if (str_empty(path))
        return ERR_OK;
    TRY(io_read_file(&cx->err, cx->arena, path.p, PASSWORD_FILE_MAX, &text));
    *ret = str_trim(str_sub(text, 0, str_find_char(text, '\n', 0)));
    return ERR_OK;
}

static enum err open_mail(struct cx *cx, const struct conf *conf,
                          struct sender *s)
{
    struct mail_conf mail = {
        .url = conf->mail_url,
        .from = conf->mail_from,
        .transfer = {.wait_s = (int)conf->gateway_wait_s,
                     .user = conf->mail_user,
                     .needs_tls = conf->mail_tls},
    };

    if (str_empty(mail.url))
        return ERR_OK;
    TRY(read_password(cx, conf->mail_password_file, &mail.transfer.password));
    TRY(mailer_new(&mail, &s->mailer, &cx->err));
    s->lane[NOTIFY_MAIL].is_on = true;
    return ERR_OK;
}

static enum err open_sms(struct cx *cx, const struct conf *conf,
                         struct sender *s)
{
    struct sms_conf sms = {
        .url = conf->sms_url,
        .user = conf->sms_user,
        .from = conf->sms_from,
        .report_site = str_empty(conf->sms_report_site) ? conf->site
                                                        : conf->sms_report_site,
        .wait_s = (int)conf->gateway_wait_s,
    };

    if (str_empty(sms.url))
        return ERR_OK;
    TRY(read_password(cx, conf->sms_password_file, &sms.password));
    TRY(sms_gate_new(&sms, &s->gate, &cx->err));
    s->lane[NOTIFY_SMS].is_on = true;
    return ERR_OK;
}

static void go_round(struct sender *s)
{
    if (send_round(s) != ERR_OK)
        log_event(LOG_TROUBLE, "round_failed", LOG_BOX(&s->cx->err));
    errbox_clear(&s->cx->err);
    arena_reset(s->cx->arena);
}

static enum err serve(struct cx *cx, const struct conf *conf, struct sender *s)
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_SECOND};

    TRY(open_mail(cx, conf, s));
    TRY(open_sms(cx, conf, s));
    TRY(db_open(&db_conf, &s->db, &cx->err));
    while (!s->is_ending && !room_wait_signal(POLL_MS))
        go_round(s);
    db_close(s->db);
    return ERR_OK;
}

static enum err run(struct cx *cx, const struct conf *conf)
{
    struct cx send_cx = {.arena = arena_new(ARENA_REQUEST_BYTES_MAX)};
    struct notify_conf notify = notify_conf_of(conf);
    struct sender s = {.cx = &send_cx, .conf = &notify};
    enum err err = serve(cx, conf, &s);

    mailer_free(s.mailer);
    sms_gate_free(s.gate);
    arena_free(send_cx.arena);
    return err;
}

int room_send(int argc, char **argv)
{
    return room_run("send", run, argc, argv);
}
