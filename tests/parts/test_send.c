/*
 * Messages out of the house, through real parts on loopback: a mail server,
 * Kannel with its own SMS centre, the portal's HTTP for delivery reports; and
 * through gateways that are dead, hang, or break off. Dossiers go on all the
 * while.
 */
#include "base/prelude.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdatomic.h>
#include <unistd.h>

#include <cmocka.h>

#include "domain/person/person_store.h"

#include "service/move.h"

#include "web/http.h"

#include "room/send.h"
#include "room/work.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "loop/portal.h"
#include "parts/part.h"
#include "parts/peer.h"

#define STOP_S 10
#define WAIT_S 1

/* A portal that is served, a dossier in it, and a room that sends. */
struct world {
    struct portal *portal;
    struct http *http;
    struct arena *a;
    const char *folder;
    const char *site; /* as gateways reach the portal */
    const struct pack *pack;
    struct notify_conf conf;
    struct cx cx;
    struct sender s;
    int64_t person_id;
    int64_t dossier_id;
    struct mail_server mail;
    struct kannel kannel;
    struct peer *peer;
};

static enum err give_address(struct tx *t, void *arg)
{
    const struct world *w = arg;
    struct person p;

    TRY(person_load(t, w->person_id, &p));
    p.email = S("mom@example.vn");
    return person_put(t, &p);
}

static void serve_portal(struct world *w)
{
    struct http_conf conf = http_conf_default();
    struct cx *cx = &w->portal->d->cx;

    conf.port = 0;
    conf.thread_count = 2;
    must(http_start(w->portal->app, &conf, &w->http, &cx->err), cx);
    w->site = arena_printf(w->a, "http://127.0.0.1:%d", http_port(w->http)).p;
}

static int setup(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    struct database *d;

    portal_setup(state);
    w->portal = *state;
    d = w->portal->d;
    w->a = w->portal->arena;
    w->folder = d->folder;
    serve_portal(w);
    w->conf.house = (struct notify_house){CASE_SITE, S("tỉnh An Giang"),
                                          S("0296 000 0000")};
    w->conf.quiet = (struct quiet_hours){21, 7};
    w->cx = database_cx();
    w->s = (struct sender){
        .db = d->db, .cx = &w->cx, .conf = &w->conf, .is_frozen = true};
    province_found(d);
    w->pack = office_procedure(d, "1.001193");
    w->person_id = case_person(d);
    must(db_write(d->db, &d->cx, give_address, w), &d->cx);
    w->dossier_id = case_file(d, w->pack, "30280", w->person_id);
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;
    void *portal = w->portal;

    peer_stop(w->peer);
    kannel_stop(&w->kannel);
    mail_server_stop(&w->mail);
    mailer_free(w->s.mailer);
    sms_gate_free(w->s.gate);
    http_stop(w->http, STOP_S);
    arena_free(w->cx.arena);
    free(w);
    return portal_teardown(&portal);
}

static void use_mail(struct world *w, int port)
{
    const struct mail_conf conf = {
        .url = arena_printf(w->a, "smtp://127.0.0.1:%d", port),
        .from = S("khong-tra-loi@dichvucong.example.vn"),
        .transfer = {.wait_s = WAIT_S},
    };

    must(mailer_new(&conf, &w->s.mailer, &w->cx.err), &w->cx);
    w->conf.sends[NOTIFY_MAIL] = w->s.lane[NOTIFY_MAIL].is_on = true;
}

static void use_sms(struct world *w, int port)
{
    const struct sms_conf conf = {
        .url = arena_printf(w->a, "http://127.0.0.1:%d/cgi-bin/sendsms", port),
        .user = S("portal"),
        .password = S("s&cr t"),
        .from = S("DVC"),
        .report_site = str_c(w->site),
        .wait_s = WAIT_S,
    };

    must(sms_gate_new(&conf, &w->s.gate, &w->cx.err), &w->cx);
    w->conf.sends[NOTIFY_SMS] = w->s.lane[NOTIFY_SMS].is_on = true;
}

struct saying {
    struct world *w;
    const char *what;
};

static enum err say_it(struct tx *t, void *arg)
{
    struct saying *s = arg;
    struct dossier d;

    TRY(dossier_load(t, s->w->dossier_id, &d));
    return move_tell(t, &d, MOVE_TOPIC, s->what);
}

/* Something happens to the dossier, and the work room tells of it. */
static void happens(struct world *w, const char *what)
{
    struct database *d = w->portal->d;
    struct work work = {.notify = &w->conf,
                        .db = d->db,
                        .cx = &w->cx,
                        .blobs = w->portal->blobs};
    struct saying s = {w, what};

    must(db_write(d->db, &w->cx, say_it, &s), &w->cx);
    must(work_round(&work), &w->cx);
}

static void go(struct world *w)
{
    must(send_round(&w->s), &w->cx);
}

static void later(struct world *w, int64_t us)
{
    w->cx.now.us += us;
    go(w);
}

struct seeing {
    struct world *w;
    struct notify_figures figures;
    const struct notify_line *line;
    size_t count;
};

static enum err see_it(struct tx *t, void *arg)
{
    struct seeing *s = arg;

    TRY(notify_figures(t, &s->figures));
    return notify_lines(t, s->w->dossier_id, &s->line, &s->count);
}

static struct seeing see(struct world *w)
{
    struct seeing s = {.w = w};
    struct cx *cx = &w->portal->d->cx;

    must(db_read(w->portal->d->db, cx, see_it, &s), cx);
    return s;
}

static enum notify_standing stands(struct world *w, enum notify_channel c)
{
    struct seeing s = see(w);

    for (size_t i = 0; i < s.count; i++)
        if (s.line[i].channel == c)
            return notify_standing(&s.line[i].reports);
    fail_msg("nothing goes out by %s", notify_channel_name(c));
    return NOTIFY_WAITING;
}

static bool holds(struct str text, const char *part)
{
    return str_find(text, str_c(part)) < text.n;
}

static size_t times(struct str text, const char *part)
{
    struct str want = str_c(part);
    size_t count = 0;

    for (size_t at; (at = str_find(text, want)) < text.n; count++)
        text = str_sub(text, at + want.n, text.n);
    return count;
}

/* The text of a letter, whose body is base64. */
static struct str body_of(struct arena *a, struct str letter)
{
    size_t at = str_find(letter, S("\n\n"));
    char *room = arena_alloc(a, letter.n);
    size_t bytes = 0;

    assert_true(at < letter.n);
    assert_int_equal(sodium_base642bin((unsigned char *)room, letter.n,
                                       letter.p + at, letter.n - at, "\r\n",
                                       &bytes, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    return str_c(arena_cstr(a, (struct str){room, bytes}));
}

static void a_letter_reaches_a_mail_server(void **state)
{
    struct world *w = *state;
    struct str letter;
    struct str body;
    size_t count;

    w->mail = mail_server_start(w->a, w->folder, part_port());
    use_mail(w, w->mail.port);
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_SENT);
    letter = mail_server_letters(w->a, &w->mail, &count);
    assert_int_equal(count, 1);
    assert_true(holds(letter, "X-RcptTo: mom@example.vn\n"));
    assert_true(holds(letter, "From: =?UTF-8?B?Q+G7lW5n"));
    assert_true(holds(letter, "Auto-Submitted: auto-generated\n"));
    assert_true(holds(letter, "Date: Tue, 28 Apr 2026 08:00:00 +0700\n"));
    assert_true(holds(letter, "@dichvucong.example.vn>\n"));
    body = body_of(w->a, letter);
    assert_true(holds(body, "Kính gửi ông/bà,\r\n\r\nHồ sơ Khai sinh, mã nộp"));
    assert_true(holds(body, "https://dichvucong.example.vn/tra-cuu?ma="));
    assert_false(holds(body, "Néang"));
    go(w);
    mail_server_letters(w->a, &w->mail, &count);
    assert_int_equal(count, 1);
}

/* What fakesmsc saw, and what the portal heard of it. */
struct arriving {
    struct world *w;
    const char *text;
};

static bool was_seen(void *p)
{
    struct arriving *x = p;

    return holds(part_file(x->w->a, x->w->kannel.seen), x->text);
}

static bool was_delivered(void *p)
{
    struct arriving *x = p;

    return stands(x->w, NOTIFY_SMS) == NOTIFY_DELIVERED;
}

static void choose_marks(struct world *w);

static void a_short_message_reaches_a_telephone_through_kannel(void **state)
{
    struct world *w = *state;
    struct arriving x = {w, "text Ho so Khai sinh, ma nop "};

    w->kannel = kannel_start(w->a, w->folder);
    use_sms(w, w->kannel.port);
    happens(w, "submitted");
    go(w);
    part_await(was_seen, &x, "the short message");
    assert_true(holds(part_file(w->a, w->kannel.seen), "<DVC 84900000001 "));
    /* Its reports, 8 and 1, come over the portal's own HTTP. */
    part_await(was_delivered, &x, "its delivery report");
    assert_int_equal(see(w).figures.outcome[NOTIFY_SMS][NOTIFY_DELIVERED], 1);
    /* With marks it goes as UCS-2: "Xin lỗi". */
    choose_marks(w);
    happens(w, "extended");
    go(w);
    x.text = "%03%01 data %00X%00i%00n%00+%00l%1E%D7";
    part_await(was_seen, &x, "the message with marks");
    x.text = "%03%03 data ";
    part_await(was_seen, &x, "the last of its three parts");
}

static enum err choose_it(struct tx *t, void *arg)
{
    const struct world *w = arg;

    return notify_choice_put(t, w->person_id, NOTIFY_SMS,
                             (struct notify_choice){true, VOICE_VI});
}

static void choose_marks(struct world *w)
{
    struct cx *cx = &w->portal->d->cx;

    must(db_write(w->portal->d->db, cx, choose_it, w), cx);
}

/* Filing goes on, and quickly. */
static void dossiers_go_on(struct world *w)
{
    int64_t begun = monotonic_us();
    struct database *d = w->portal->d;

    for (int i = 0; i < 5; i++)
        assert_true(case_file(d, w->pack, "30280", w->person_id) > 0);
    assert_true(monotonic_us() - begun < 5 * SECOND_US);
}

static void a_dead_gateway_costs_nothing_and_is_found_again(void **state)
{
    struct world *w = *state;
    int port = part_port();
    int64_t begun;

    use_mail(w, port);
    use_sms(w, part_port());
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_WAITING);
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_WAITING);
    assert_true(w->s.lane[NOTIFY_MAIL].breaker.is_open);
    /* While it rests nobody even knocks. */
    begun = monotonic_us();
    for (int i = 0; i < 50; i++)
        go(w);
    assert_true(monotonic_us() - begun < 2 * SECOND_US);
    dossiers_go_on(w);
    /* Two days of that use up no try. */
    for (int i = 0; i < 2 * 24 * 2; i++)
        later(w, 30 * MINUTE_US);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_WAITING);
    w->mail = mail_server_start(w->a, w->folder, port);
    later(w, BREAKER_LAST_US);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_SENT);
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_WAITING);
    assert_int_equal(see(w).figures.waiting[NOTIFY_SMS], 1);
}

struct running {
    struct world *w;
    atomic_bool is_over;
};

static void *run_round(void *arg)
{
    struct running *r = arg;

    must(send_round(&r->w->s), &r->w->cx);
    atomic_store(&r->is_over, true);
    return NULL;
}

static void a_hanging_gateway_holds_up_nobody(void **state)
{
    struct world *w = *state;
    struct running r = {w, false};
    pthread_t thread;
    size_t count;

    w->peer = peer_start(0, true, PEER_HANGS);
    use_mail(w, w->peer->port);
    happens(w, "submitted");
    assert_int_equal(pthread_create(&thread, NULL, run_round, &r), 0);
    assert_true(case_file(w->portal->d, w->pack, "30280", w->person_id) > 0);
    assert_false(atomic_load(&r.is_over));
    pthread_join(thread, NULL);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_WAITING);
    /* It is knocked at, and hangs still. */
    later(w, MINUTE_US);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_WAITING);
    peer_turn(w->peer, PEER_GOOD);
    later(w, BREAKER_LAST_US);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_SENT);
    count = times(peer_heard(w->peer, w->a), "Message-ID: <");
    assert_int_equal(count, 1);
}

static void a_hanging_sms_gateway_gets_it_when_it_is_back(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, false, PEER_HANGS);
    use_sms(w, w->peer->port);
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_WAITING);
    /* An hour of it: knocks, no more messages. */
    for (int i = 0; i < 3; i++)
        later(w, 20 * MINUTE_US);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 1);
    peer_turn(w->peer, PEER_GOOD);
    later(w, BREAKER_LAST_US);
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_SENT);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 2);
}

/* Both bear the same reference, behind `mark`. */
static void are_the_same(struct str heard, const char *mark)
{
    struct str want = str_c(mark);
    size_t one = str_find(heard, want) + want.n;
    size_t two = one + str_find(str_sub(heard, one, heard.n), want) + want.n;

    assert_int_equal(times(heard, mark), 2);
    assert_memory_equal(heard.p + one, heard.p + two, 32);
}

static void what_was_taken_without_an_answer_goes_twice_at_most(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, false, PEER_BREAKS);
    use_sms(w, w->peer->port);
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_WAITING);
    for (int i = 0; i < 10; i++)
        later(w, 10 * MINUTE_US);
    are_the_same(peer_heard(w->peer, w->a), "bao-nhan%2F");
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_FAILED);
}

static void a_letter_that_goes_twice_has_one_id(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, true, PEER_BREAKS);
    use_mail(w, w->peer->port);
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_WAITING);
    peer_turn(w->peer, PEER_GOOD);
    later(w, 10 * MINUTE_US);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_SENT);
    are_the_same(peer_heard(w->peer, w->a), "Message-ID: <");
}

static void a_report_may_come_before_the_answer(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, false, PEER_REPORTS);
    w->peer->portal_port = http_port(w->http);
    use_sms(w, w->peer->port);
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_DELIVERED);
    later(w, HOUR_US);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 1);
}

static void what_was_reported_as_delivered_is_not_sent_again(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, false, PEER_REPORTS_AND_BREAKS);
    w->peer->portal_port = http_port(w->http);
    use_sms(w, w->peer->port);
    happens(w, "submitted");
    go(w);
    for (int i = 0; i < 5; i++)
        later(w, 10 * MINUTE_US);
    assert_int_equal(stands(w, NOTIFY_SMS), NOTIFY_DELIVERED);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 1);
}

static void an_address_that_nobody_has_is_given_up(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, true, PEER_REFUSES);
    use_mail(w, w->peer->port);
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_FAILED);
    /* That is no trouble of the server's. */
    assert_false(w->s.lane[NOTIFY_MAIL].breaker.is_open);
    later(w, HOUR_US);
    assert_int_equal(times(peer_heard(w->peer, w->a), "RCPT TO"), 1);
}

static void a_server_that_puts_off_is_asked_again(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, true, PEER_DEFERS);
    use_mail(w, w->peer->port);
    happens(w, "submitted");
    go(w);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_WAITING);
    assert_false(w->s.lane[NOTIFY_MAIL].breaker.is_open);
    peer_turn(w->peer, PEER_GOOD);
    later(w, MINUTE_US);
    assert_int_equal(stands(w, NOTIFY_MAIL), NOTIFY_SENT);
}

static void nothing_goes_out_at_night_but_what_is_urgent(void **state)
{
    struct world *w = *state;

    w->peer = peer_start(0, false, PEER_GOOD);
    use_sms(w, w->peer->port);
    w->cx.now = instant_at(instant_day(w->cx.now), 22 * 60);
    happens(w, "submitted");
    go(w);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 0);
    happens(w, "revoked");
    go(w);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 1);
    later(w, 9 * HOUR_US - MINUTE_US);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 1);
    later(w, MINUTE_US);
    assert_int_equal(times(peer_heard(w->peer, w->a), "text="), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_letter_reaches_a_mail_server),
        TEST(a_short_message_reaches_a_telephone_through_kannel),
        TEST(a_dead_gateway_costs_nothing_and_is_found_again),
        TEST(a_hanging_gateway_holds_up_nobody),
        TEST(a_hanging_sms_gateway_gets_it_when_it_is_back),
        TEST(what_was_taken_without_an_answer_goes_twice_at_most),
        TEST(a_letter_that_goes_twice_has_one_id),
        TEST(a_report_may_come_before_the_answer),
        TEST(what_was_reported_as_delivered_is_not_sent_again),
        TEST(an_address_that_nobody_has_is_given_up),
        TEST(a_server_that_puts_off_is_asked_again),
        TEST(nothing_goes_out_at_night_but_what_is_urgent),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
