/*
 * Telling people: an item of the outbox becomes a message in the portal and a
 * sending a channel, once; who is asked, who is not; what gateways and
 * networks report, in any order.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/notify/notify.sql.h"
#include "domain/person/person_store.h"

#include "service/move.h"
#include "service/notify.h"
#include "service/reception.h"

#include "fixture/case.h"
#include "fixture/office.h"
#include "fixture/province.h"

#define LEASE_US (5 * MINUTE_US)

/* A dossier of somebody with a telephone and an address for letters. */
struct desk {
    struct database *d;
    const struct pack *pack;
    struct notify_conf conf;
    int64_t person_id;
    int64_t dossier_id;
};

struct telling {
    struct desk *k;
    struct outbox_batch batch;
    const char *topic;
    const char *what;
    struct notify_outgoing out;
    enum notify_outcome outcome;
    enum notify_report report;
    enum notify_channel channel;
    struct notify_choice choice;
    struct str ref;
    struct messages messages;
    struct notify_figures figures;
    const struct notify_line *line;
    size_t line_count;
    int64_t sending_id;
    int64_t due_in_us;
};

static void do_it(struct desk *k, tx_fn fn, struct telling *o)
{
    o->k = k;
    must(db_write(k->d->db, &k->d->cx, fn, o), &k->d->cx);
}

static enum err give_address(struct tx *t, void *arg)
{
    struct telling *o = arg;
    struct person p;

    TRY(person_load(t, o->k->person_id, &p));
    p.email = S("mom@example.vn");
    return person_put(t, &p);
}

static struct desk open_desk(void **state)
{
    struct desk k = {
        .d = *state,
        .conf = {.house = {CASE_SITE, S("tỉnh An Giang"), S("0296 000 0000")},
                 .quiet = {21, 7},
                 .sends = {[NOTIFY_MAIL] = true, [NOTIFY_SMS] = true}},
    };

    province_found(k.d);
    k.pack = office_procedure(k.d, "1.001193");
    k.person_id = case_person(k.d);
    do_it(&k, give_address, &(struct telling){0});
    k.dossier_id = case_file(k.d, k.pack, "30280", k.person_id);
    return k;
}

static enum err say_it(struct tx *t, void *arg)
{
    struct telling *o = arg;
    struct dossier d;

    TRY(dossier_load(t, o->k->dossier_id, &d));
    return move_tell(t, &d, MOVE_TOPIC, o->what);
}

static enum err take_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return outbox_take(t, str_c(o->topic), LEASE_US, 20, &o->batch);
}

static enum err tell_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    for (size_t i = 0; i < o->batch.count; i++)
        TRY(notify_tell(t, &o->k->conf, &o->batch.item[i]));
    return ERR_OK;
}

static enum err list_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return message_list(t, o->k->person_id, 0, &o->messages);
}

static enum err lines_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return notify_lines(t, o->k->dossier_id, &o->line, &o->line_count);
}

static enum err load_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return notify_load(t, &o->k->conf, o->batch.item[0].subject_id, &o->out);
}

static enum err settle_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return notify_settle(t, &o->batch.item[0], o->out.channel, o->outcome,
                         S("no way"));
}

static enum err lay_back_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return outbox_lay_back(t, &o->batch.item[0],
                           (struct instant){t->cx->now.us + o->due_in_us});
}

static enum err report_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return notify_report(t, o->ref, o->report);
}

static enum err choose_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return notify_choice_put(t, o->k->person_id, o->channel, o->choice);
}

static enum err figures_it(struct tx *t, void *arg)
{
    struct telling *o = arg;

    return notify_figures(t, &o->figures);
}

/* Items of a topic as a room takes them. */
static struct telling take(struct desk *k, const char *topic)
{
    struct telling o = {.topic = topic};

    do_it(k, take_it, &o);
    return o;
}

/* Something happens to the dossier, and the work room tells of it. */
static struct telling happens(struct desk *k, const char *what)
{
    struct telling o = {.what = what};

    do_it(k, say_it, &o);
    o = take(k, MOVE_TOPIC);
    do_it(k, tell_it, &o);
    return o;
}

static size_t told(struct desk *k)
{
    struct telling o = {0};

    do_it(k, list_it, &o);
    return o.messages.count;
}

/* The one item of a channel, as it is to go out. */
static struct telling outgoing(struct desk *k, const char *topic)
{
    struct telling o = take(k, topic);

    assert_int_equal(o.batch.count, 1);
    do_it(k, load_it, &o);
    return o;
}

static void settle(struct desk *k, struct telling *o,
                   enum notify_outcome outcome)
{
    o->outcome = outcome;
    do_it(k, settle_it, o);
}

static void report(struct desk *k, struct str ref, enum notify_report r)
{
    do_it(k, report_it, &(struct telling){.ref = ref, .report = r});
}

static enum notify_standing stands(struct desk *k, enum notify_channel c)
{
    struct telling o = {0};

    do_it(k, lines_it, &o);
    for (size_t i = 0; i < o.line_count; i++)
        if (o.line[i].channel == c)
            return notify_standing(&o.line[i].reports);
    fail_msg("nothing was sent by %s", notify_channel_name(c));
    return NOTIFY_WAITING;
}

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_c(part)) < text.n;
}

static void who_has_addresses_is_told_by_every_way(void **state)
{
    struct desk k = open_desk(state);
    struct telling mail;
    struct telling sms;

    happens(&k, "submitted");
    assert_int_equal(told(&k), 1);
    mail = outgoing(&k, "mail");
    sms = outgoing(&k, "sms");
    assert_string_equal(mail.out.to.p, "mom@example.vn");
    assert_string_equal(sms.out.to.p, "84900000001");
    assert_true(holds(mail.out.text, "Hồ sơ Khai sinh, mã nộp "));
    assert_true(holds(sms.out.text, "Ho so Khai sinh, ma nop "));
    assert_true(holds(sms.out.text, "https://dichvucong.example.vn/tra-cuu?"));
    /* Nothing about the person but where it goes. */
    assert_false(holds(mail.out.text, "Néang"));
    assert_false(holds(mail.out.text, "0900000001"));
    assert_false(holds(sms.out.text, "Neang"));
    assert_int_equal(sms.out.ref.n, 32);
    assert_null(sms.out.moot.p);
}

static void running_it_again_tells_nobody_twice(void **state)
{
    struct desk k = open_desk(state);
    struct telling o = happens(&k, "submitted");

    do_it(&k, tell_it, &o);
    assert_int_equal(told(&k), 1);
    assert_int_equal(take(&k, "sms").batch.count, 1);
    assert_int_equal(take(&k, "mail").batch.count, 1);
    /* The same event told by another item is the same event. */
    happens(&k, "submitted");
    assert_int_equal(told(&k), 1);
    assert_int_equal(take(&k, "sms").batch.count, 0);
    happens(&k, "extended");
    assert_int_equal(told(&k), 2);
}

static void what_people_are_not_told_of_is_no_error(void **state)
{
    struct desk k = open_desk(state);

    happens(&k, "no_such_event");
    assert_int_equal(told(&k), 0);
}

static void an_item_of_an_older_program_is_told(void **state)
{
    struct desk k = open_desk(state);
    struct outbox_item item = {
        .id = 77,
        .subject_id = k.dossier_id,
        .body = S("{\"what\":\"accepted\",\"status\":2}"),
    };
    struct telling o = {.batch = {&item, 1}};

    do_it(&k, tell_it, &o);
    assert_int_equal(told(&k), 1);
}

static void choose(struct desk *k, enum notify_channel c, bool agrees,
                   enum notify_voice voice)
{
    do_it(k, choose_it,
          &(struct telling){.channel = c, .choice = {agrees, voice}});
}

static void who_does_not_agree_is_told_in_the_portal_alone(void **state)
{
    struct desk k = open_desk(state);

    choose(&k, NOTIFY_SMS, false, VOICE_VI);
    happens(&k, "submitted");
    assert_int_equal(told(&k), 1);
    assert_int_equal(take(&k, "sms").batch.count, 0);
    assert_int_equal(take(&k, "mail").batch.count, 1);
}

static void consent_taken_back_stops_what_waits(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;

    happens(&k, "submitted");
    choose(&k, NOTIFY_SMS, false, VOICE_VI);
    o = outgoing(&k, "sms");
    assert_non_null(o.out.moot.p);
    settle(&k, &o, NOTIFY_REFUSED);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_FAILED);
    assert_int_equal(stands(&k, NOTIFY_MAIL), NOTIFY_WAITING);
}

static void language_and_marks_are_the_persons(void **state)
{
    struct desk k = open_desk(state);

    choose(&k, NOTIFY_SMS, true, VOICE_VI);
    choose(&k, NOTIFY_MAIL, true, VOICE_EN);
    happens(&k, "submitted");
    assert_true(
        holds(outgoing(&k, "sms").out.text, "Hồ sơ Khai sinh, mã nộp "));
    assert_true(holds(outgoing(&k, "mail").out.text, "Your dossier Birth"));
}

static void a_channel_without_a_gateway_is_off(void **state)
{
    struct desk k = open_desk(state);

    k.conf.sends[NOTIFY_SMS] = false;
    happens(&k, "submitted");
    assert_int_equal(told(&k), 1);
    assert_int_equal(take(&k, "sms").batch.count, 0);
    assert_int_equal(take(&k, "mail").batch.count, 1);
}

static void old_news_stay_in_the_portal(void **state)
{
    struct desk k = open_desk(state);
    struct telling o = {.what = "submitted"};

    do_it(&k, say_it, &o);
    k.d->cx.now.us += 4 * DAY_US;
    o = take(&k, MOVE_TOPIC);
    do_it(&k, tell_it, &o);
    assert_int_equal(told(&k), 1);
    assert_int_equal(take(&k, "sms").batch.count, 0);
}

static void at_night_it_waits_for_the_morning(void **state)
{
    struct desk k = open_desk(state);
    struct day day = instant_day(k.d->cx.now);
    struct telling o;

    k.d->cx.now = instant_at(day, 22 * 60);
    happens(&k, "submitted");
    happens(&k, "revoked");
    o = take(&k, "sms");
    assert_int_equal(o.batch.count, 2);
    do_it(&k, load_it, &o);
    day.n++;
    assert_true(o.out.not_before.us == instant_at(day, 7 * 60).us);
    o.batch.item++;
    do_it(&k, load_it, &o);
    assert_true(o.out.not_before.us == k.d->cx.now.us);
}

static void what_is_laid_back_was_not_tried(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;

    happens(&k, "submitted");
    for (int i = 0; i < OUTBOX_TRIES_MAX + 3; i++) {
        o = outgoing(&k, "sms");
        assert_int_equal(o.batch.item[0].tries, 1);
        o.due_in_us = MINUTE_US;
        do_it(&k, lay_back_it, &o);
        assert_int_equal(take(&k, "sms").batch.count, 0);
        k.d->cx.now.us += MINUTE_US;
    }
}

static void what_fails_is_tried_later_and_later(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;
    struct telling f = {0};

    happens(&k, "submitted");
    for (int i = 1; i <= OUTBOX_TRIES_MAX; i++) {
        o = outgoing(&k, "sms");
        assert_int_equal(o.batch.item[0].tries, i);
        o.out.channel = NOTIFY_SMS;
        settle(&k, &o, NOTIFY_LATER);
        assert_int_equal(take(&k, "sms").batch.count, 0);
        k.d->cx.now.us += 6 * HOUR_US;
    }
    assert_int_equal(take(&k, "sms").batch.count, 0);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_FAILED);
    do_it(&k, figures_it, &f);
    assert_int_equal(f.figures.outcome[NOTIFY_SMS][NOTIFY_FAILED], 1);
    assert_int_equal(f.figures.waiting[NOTIFY_SMS], 0);
    assert_int_equal(f.figures.waiting[NOTIFY_MAIL], 1);
}

static void what_may_have_been_taken_is_handed_over_once_more(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;

    happens(&k, "submitted");
    o = outgoing(&k, "sms");
    settle(&k, &o, NOTIFY_UNSURE);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_WAITING);
    k.d->cx.now.us += MINUTE_US;
    o = outgoing(&k, "sms");
    assert_null(o.out.moot.p);
    settle(&k, &o, NOTIFY_UNSURE);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_FAILED);
    k.d->cx.now.us += DAY_US;
    assert_int_equal(take(&k, "sms").batch.count, 0);
}

static void reports_may_come_before_the_answer(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;
    struct telling f = {0};

    happens(&k, "submitted");
    o = outgoing(&k, "sms");
    report(&k, o.out.ref, NOTIFY_REPORT_DELIVERED);
    report(&k, o.out.ref, NOTIFY_REPORT_SENT);
    report(&k, o.out.ref, NOTIFY_REPORT_DELIVERED);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_DELIVERED);
    settle(&k, &o, NOTIFY_TAKEN);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_DELIVERED);
    assert_int_equal(take(&k, "sms").batch.count, 0);
    do_it(&k, figures_it, &f);
    assert_int_equal(f.figures.outcome[NOTIFY_SMS][NOTIFY_SENT], 1);
    assert_int_equal(f.figures.outcome[NOTIFY_SMS][NOTIFY_DELIVERED], 1);
}

static void what_arrived_is_not_sent_again(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;

    happens(&k, "submitted");
    o = outgoing(&k, "sms");
    settle(&k, &o, NOTIFY_LATER);
    report(&k, o.out.ref, NOTIFY_REPORT_DELIVERED);
    k.d->cx.now.us += MINUTE_US;
    o = outgoing(&k, "sms");
    assert_non_null(o.out.moot.p);
    assert_int_equal(o.out.moot.n, 0);
}

static void a_late_failure_does_not_undo_an_arrival(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;

    happens(&k, "submitted");
    o = outgoing(&k, "sms");
    settle(&k, &o, NOTIFY_TAKEN);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_SENT);
    report(&k, o.out.ref, NOTIFY_REPORT_FAILED);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_FAILED);
    report(&k, o.out.ref, NOTIFY_REPORT_DELIVERED);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_DELIVERED);
}

static void reports_of_nobodys_messages_change_nothing(void **state)
{
    struct desk k = open_desk(state);
    struct telling mail;

    happens(&k, "submitted");
    report(&k, S("00000000000000000000000000000000"), NOTIFY_REPORT_DELIVERED);
    report(&k, S(""), NOTIFY_REPORT_FAILED);
    /* Letters have no delivery reports: who reads one knows its reference. */
    mail = outgoing(&k, "mail");
    report(&k, mail.out.ref, NOTIFY_REPORT_DELIVERED);
    assert_int_equal(stands(&k, NOTIFY_MAIL), NOTIFY_WAITING);
    assert_int_equal(stands(&k, NOTIFY_SMS), NOTIFY_WAITING);
}

static void a_choice_is_written_when_it_changes(void **state)
{
    struct desk k = open_desk(state);
    struct telling o;

    choose(&k, NOTIFY_SMS, true, VOICE_EN);
    choose(&k, NOTIFY_SMS, true, VOICE_EN);
    choose(&k, NOTIFY_SMS, false, VOICE_EN);
    choose(&k, NOTIFY_SMS, true, VOICE_VI);
    happens(&k, "submitted");
    o = outgoing(&k, "sms");
    assert_true(holds(o.out.text, "Hồ sơ"));
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(who_has_addresses_is_told_by_every_way),
        TEST(running_it_again_tells_nobody_twice),
        TEST(what_people_are_not_told_of_is_no_error),
        TEST(an_item_of_an_older_program_is_told),
        TEST(who_does_not_agree_is_told_in_the_portal_alone),
        TEST(consent_taken_back_stops_what_waits),
        TEST(language_and_marks_are_the_persons),
        TEST(a_channel_without_a_gateway_is_off),
        TEST(old_news_stay_in_the_portal),
        TEST(at_night_it_waits_for_the_morning),
        TEST(what_is_laid_back_was_not_tried),
        TEST(what_fails_is_tried_later_and_later),
        TEST(what_may_have_been_taken_is_handed_over_once_more),
        TEST(reports_may_come_before_the_answer),
        TEST(what_arrived_is_not_sent_again),
        TEST(a_late_failure_does_not_undo_an_arrival),
        TEST(reports_of_nobodys_messages_change_nothing),
        TEST(a_choice_is_written_when_it_changes),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
