/*
 * fill.c - a database full enough to be measured, or to have rooms killed over
 * it. No part of the program.
 *
 *     bench_fill SETTINGS... --dossiers=N
 *         N returned dossiers of birth registration; prints every hundredth's
 *         code.
 *     bench_fill SETTINGS... --drafts=N
 *         N citizens with a session and a draft that is ready to be filed;
 *         prints a line for each: cookie, draft, anti-forgery token, key.
 *
 * The database was made by `motcua init`, and nobody serves it meanwhile.
 */
#include "base/prelude.h"

#include "base/check.h"
#include "base/id.h"
#include "base/io.h"
#include "base/num.h"

#include "store/db.h"

#include "domain/area/area_store.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"
#include "domain/account/account_store.h"
#include "domain/paper/draft_store.h"
#include "domain/paper/paper.sql.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/dossier_store.h"
#include "domain/pack/pack_store.h"

#include "service/demo_answers.h"
#include "service/routing.h"

#include "web/app.h"
#include "web/req.h"
#include "web/session.h"

#include "cli/settings.h"

#define PROCEDURE "1.001193"
#define COMMUNE   "30280"
#define BATCH     500
#define PAPERS    3
#define STEPS     4

#define COMMUNES_MAX 400

struct fill {
    struct cx cx;
    struct db *db;
    const struct pack *pack;
    int64_t version_id;
    struct routing way;
    struct str answers[COMMUNES_MAX]; /* the same from each commune */
    size_t commune_count;
    struct app app;
    const struct str *sheet; /* of settle(): the demo's answers */
    int64_t from;            /* of the running batch */
    int64_t to;
};

static void must(struct fill *f, enum err err)
{
    if (err != ERR_OK) {
        fprintf(stderr, "bench_fill: %s: %s\n", err_name(err),
                f->cx.err.detail);
        exit(1);
    }
}

static enum err add_person(struct tx *t, int64_t n, int64_t *ret)
{
    struct arena *a = t->cx->arena;
    struct person p = {
        .kind = PERSON_NATURAL,
        .name = arena_printf(a, "Trần Thị Ngọc Điệp %" PRId64, n),
        .birth_date = S("1996-08-12"),
        .sex = SEX_FEMALE,
        .phone = arena_printf(a, "09%08" PRId64, n),
        .email = S(""),
        .ethnic = S("01"),
        .address = S("{}"),
    };

    TRY(person_create(t, &p));
    *ret = p.id;
    return ERR_OK;
}

static enum err add_step(struct tx *t, const struct dossier *d, int n)
{
    struct dossier_step s = {
        .n = n,
        .work = WORK_PROCESS,
        .step = S("appraise"),
        .role = S("processor"),
        .desk_id = d->resolver_id,
        .opened_at = d->submitted_at,
        .due_at = d->submitted_at,
    };

    TRY(dossier_step_add(t, d->id, &s));
    return step_close(t,
                      &(struct step_close_in){
                          .dossier_id = d->id,
                          .n = n,
                          .account_id = 1,
                          .closed_at = d->submitted_at,
                          .action = S("submit"),
                      },
                      NULL);
}

static enum err add_history(struct tx *t, struct dossier *d)
{
    struct dossier_event e = {
        .kind = EVENT_ADVANCE,
        .recorded_at = d->submitted_at,
        .effective_at = d->submitted_at,
        .before = STATUS_PROCESSING,
        .after = STATUS_PROCESSING,
        .step = S(""),
        .action = S(""),
        .detail = S(""),
        .reason = S(""),
        .answers = S(""),
    };
    struct sealed_event sealed;

    for (int n = 1; n <= STEPS; n++) {
        TRY(add_step(t, d, n));
        dossier_event_seal(t->cx->arena, d, &e, S(""), &sealed);
        TRY(dossier_event_write(t, &sealed));
    }
    d->step_count = STEPS;
    return ERR_OK;
}

static struct dossier a_dossier(const struct fill *f, struct arena *a,
                                struct instant filed)
{
    return (struct dossier){
        .id = id_new(f->cx.now),
        .submission_code = dossier_submission_code(a, filed),
        .procedure_code = S(PROCEDURE),
        .version_id = f->version_id,
        .field = f->pack->card->field,
        .case_code = f->pack->card->cases[0].code,
        .channel = CHANNEL_ONLINE,
        .delivery = CHANNEL_ONLINE,
        .status = STATUS_RETURNED,
        .point_id = f->way.point_id,
        .return_point_id = f->way.point_id,
        .receiver_id = f->way.receiver_id,
        .resolver_id = f->way.resolver_id,
        .area = S(COMMUNE),
        .limit = {LIMIT_SAME_DAY, 1},
        .submitted_at = filed,
        .last_hash = S(""),
    };
}

static enum err add_dossier(struct tx *t, struct fill *f, int64_t n)
{
    struct arena *a = t->cx->arena;
    struct instant filed = {t->cx->now.us - n % 300 * DAY_US};
    struct dossier d = a_dossier(f, a, filed);

    TRY(add_person(t, n, &d.person_id));
    TRY(dossier_create(t, &d, S("tran thi ngoc diep")));
    TRY(add_history(t, &d));
    d.code = arena_printf(a, "H01.21.01-%06" PRId64 "-%04" PRId64,
                          100000 + n / 9999, 1 + n % 9999);
    d.accepted_at = d.due_at = d.first_due_at = filed;
    d.ended_at = d.returned_at = filed;
    TRY(dossier_save(t, &d));
    if (n % 100 == 0)
        printf("%s\n", d.code.p);
    return ERR_OK;
}

static enum err add_dossiers(struct tx *t, void *arg)
{
    struct fill *f = arg;

    for (int64_t n = f->from; n < f->to; n++)
        TRY(add_dossier(t, f, n));
    return ERR_OK;
}

/* All to the first component, which every case asks for. */
static enum err add_papers(struct tx *t, const struct fill *f, int64_t draft_id)
{
    const struct procedure *card = f->pack->card;

    for (size_t i = 0; i < PAPERS; i++)
        TRY(paper_insert(t,
                         &(struct paper_insert_in){
                             .id = id_new(t->cx->now),
                             .draft_id = &draft_id,
                             .component = card->component[0].code,
                             .name = S("giay-to.pdf"),
                             .mime = S("application/pdf"),
                             .bytes = 1000,
                             .blob_id = S("measured"),
                             .added_by = 1,
                             .added_at = t->cx->now,
                         },
                         NULL));
    return ERR_OK;
}

static enum err add_account(struct tx *t, int64_t n, struct account *ret)
{
    *ret = (struct account){
        .kind = ACCOUNT_CITIZEN,
        .login = arena_printf(t->cx->arena, "09%08" PRId64, n),
        .password_hash = S("none"),
        .lang = LANG_VI,
    };
    TRY(add_person(t, n, &ret->person_id));
    return account_create(t, ret, true);
}

/* A session as its browser brings it back, with the secret of its forms. */
static enum err come_back(struct tx *t, struct req *rq)
{
    rq->cookie.at = ARENA_NEW(t->cx->arena, struct pair);
    rq->cookie.at[0] = (struct pair){S("motcua"), rq->new_session};
    rq->cookie.count = 1;
    TRY(session_load(t, rq));
    check(rq->has_secret);
    return ERR_OK;
}

static enum err add_draft(struct tx *t, struct fill *f, int64_t n)
{
    struct account account;
    struct req rq = {.cx = *t->cx, .app = &f->app};
    struct form_tokens tokens;
    struct draft d = {
        .procedure_code = S(PROCEDURE),
        .version_id = f->version_id,
        .case_code = f->pack->card->cases[0].code,
        .delivery = CHANNEL_ONLINE,
        .answers = f->answers[n % (int64_t)f->commune_count],
    };
    int64_t draft_id;

    TRY(add_account(t, n, &account));
    d.account_id = account.id;
    TRY(draft_open(t, &d, &draft_id));
    TRY(add_papers(t, f, draft_id));
    TRY(session_open(t, &rq, account.id, ACCOUNT_CITIZEN));
    TRY(come_back(t, &rq));
    tokens = req_form_tokens(&rq);
    printf("%s %" PRId64 " %s %s\n", rq.new_session.p, draft_id, tokens.csrf.p,
           tokens.key.p);
    return ERR_OK;
}

static enum err add_drafts(struct tx *t, void *arg)
{
    struct fill *f = arg;

    for (int64_t n = f->from; n < f->to; n++)
        TRY(add_draft(t, f, n));
    return ERR_OK;
}

static enum err look_around(struct tx *t, void *arg)
{
    struct fill *f = arg;
    struct day today = instant_day(t->cx->now);

    TRY(pack_in_force(t, S(PROCEDURE), today, &f->pack, &f->version_id));
    return routing_find(t, f->pack->card, S(COMMUNE), today, &f->way);
}

static struct str answers_from(struct fill *f, struct str text,
                               const struct area *commune)
{
    struct arena *a = f->cx.arena;
    struct demo_applicant who = {
        .full_name = S("Trần Thị Ngọc Điệp"),
        .birth_date = S("1996-08-12"),
        .sex = S("female"),
        .id_number = S("089196000123"),
        .ethnic = S("01"),
        .phone = S("0900000123"),
        .email = S("ngocdiep@vi-du.vn"),
        .province = S("89"),
        .district = commune->parent,
        .commune = commune->code,
        .detail = S("24/6 Lý Thái Tổ"),
        .today = instant_day(f->cx.now),
    };
    const struct json *answers;
    struct str case_code;

    must(f, demo_answers(a, text, &who, &case_code, &answers, &f->cx.err));
    return json_text(a, answers);
}

/* People live all over the province: each counter has its share of them. */
static enum err settle(struct tx *t, void *arg)
{
    struct fill *f = arg;
    const struct str *text = f->sheet;
    struct day today = instant_day(t->cx->now);
    struct areas districts;
    struct areas communes;
    struct area province;

    TRY(area_province(t, today, &province));
    TRY(area_below(t, province.code, today, &districts));
    for (size_t d = 0; d < districts.count; d++) {
        TRY(area_below(t, districts.area[d].code, today, &communes));
        check(f->commune_count + communes.count <= COMMUNES_MAX);
        for (size_t c = 0; c < communes.count; c++)
            f->answers[f->commune_count++] =
                answers_from(f, *text, &communes.area[c]);
    }
    check(f->commune_count > 0);
    return ERR_OK;
}

static void read_answers(struct fill *f, const char *folder)
{
    struct arena *a = f->cx.arena;
    struct str text;

    must(f, io_read_file(
                &f->cx.err, a,
                arena_printf(a, "%s/demo/answers/%s.json", folder, PROCEDURE).p,
                DEMO_ANSWERS_BYTES_MAX, &text));
    f->sheet = &text;
    must(f, db_read(f->db, &f->cx, settle, f));
}

static void run(struct fill *f, int64_t count, tx_fn fn)
{
    for (f->from = 0; f->from < count; f->from = f->to) {
        struct arena_mark mark = arena_mark(f->cx.arena);

        f->to = f->from + BATCH < count ? f->from + BATCH : count;
        must(f, db_write(f->db, &f->cx, fn, f));
        arena_release(f->cx.arena, mark);
    }
}

/* "--drafts=1000" as 1000; 0 when the word is another. */
static int64_t count_of(const char *word, const char *name)
{
    size_t n = strlen(name);
    int64_t count = 0;

    if (strncmp(word, name, n) != 0 ||
        !num_parse(str_c(word + n), 1, 100000000, &count))
        return 0;
    return count;
}

int main(int argc, char **argv)
{
    struct fill f = {.cx = {.arena = arena_new((size_t)256 << 20),
                            .now = instant_read_clock()}};
    struct conf conf;

    if (!settings_read(f.cx.arena, &argc, argv, &conf) || argc != 2)
        return 2;
    f.app.conf = app_conf_default();
    must(&f,
         db_open(&(struct db_conf){.url = conf.database}, &f.db, &f.cx.err));
    must(&f, db_write(f.db, &f.cx, look_around, &f));
    read_answers(&f, conf.data_folder.n ? conf.data_folder.p : "data");
    run(&f, count_of(argv[1], "--dossiers="), add_dossiers);
    run(&f, count_of(argv[1], "--drafts="), add_drafts);
    db_close(f.db);
    return 0;
}
