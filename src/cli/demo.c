#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"
#include "base/utf8.h"

#include "store/blob.h"
#include "store/db.h"

#include "domain/grant/grant.h"

#include "service/demo.h"
#include "service/demo_answers.h"
#include "service/demo_people.h"
#include "service/demo_tries.h"
#include "service/sign_in.h"

#include "cli/cli.h"
#include "cli/data.h"
#include "cli/settings.h"

#define SHOW_EVERY_US SECOND_US

struct run {
    struct cx cx;
    struct db *db;
    const struct conf *conf;
    struct str folder;
    bool empty;
    int64_t count;
    int64_t seed;
};

static int usage(void)
{
    fprintf(stderr,
            "usage: motcua demo [--empty] [--count N] [--seed S]\n"
            "Demo accounts, and the last %d working days as dossiers, in a\n"
            "database that motcua init has filled. Needs the setting demo.\n"
            "    --empty    the accounts only\n"
            "    --count N  dossiers, %d\n"
            "    --seed S   the same seed makes the same days, %d\n",
            DEMO_DAYS, DEMO_COUNT, DEMO_SEED);
    return 2;
}

static bool take_number(struct str text, int64_t max, int64_t *ret)
{
    return num_parse(text, 1, max, ret);
}

static bool read_words(struct run *r, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct str word = str_c(argv[i]);
        struct str value = i + 1 < argc ? str_c(argv[i + 1]) : STR_NONE;

        if (str_eq_c(word, "--empty"))
            r->empty = true;
        else if (str_eq_c(word, "--count") &&
                 take_number(value, DEMO_COUNT_MAX, &r->count))
            i++;
        else if (str_eq_c(word, "--seed") &&
                 take_number(value, INT64_MAX, &r->seed))
            i++;
        else
            return false;
    }
    return true;
}

static enum err read_text(struct run *r, const char *name, size_t bytes_max,
                          struct str *ret)
{
    return data_read(&r->cx.err, r->cx.arena, r->folder, name, bytes_max, ret);
}

static enum err make_people(struct run *r)
{
    struct account_policy policy = account_policy_default();
    struct demo_people people;

    TRY(read_text(r, "demo/people.csv", DEMO_PEOPLE_BYTES_MAX, &people.text));
    TRY(password_make(&r->cx, &policy, DEMO_PASSWORD, &people.password_hash));
    return db_write(r->db, &r->cx, demo_people_import, &people);
}

static enum err read_files(struct run *r, struct demo_files *ret)
{
    TRY(read_text(r, "demo/names.csv", DEMO_FILE_BYTES_MAX, &ret->names));
    TRY(read_text(r, "demo/places.csv", DEMO_FILE_BYTES_MAX, &ret->places));
    TRY(read_text(r, "demo/reasons.csv", DEMO_FILE_BYTES_MAX, &ret->reasons));
    return read_text(r, "demo/mix.csv", DEMO_FILE_BYTES_MAX, &ret->mix);
}

/* data/demo/answers/CODE.json */
static enum err read_answers(void *data, struct str code, struct str *ret)
{
    struct run *r = data;

    return read_text(
        r, arena_printf(r->cx.arena, "demo/answers/%.*s.json", STR_ARG(code)).p,
        DEMO_ANSWERS_BYTES_MAX, ret);
}

static void show(const struct demo *d)
{
    struct demo_progress p = demo_progress(d);

    fprintf(stderr, "\r%zu %% of %zu dossiers", p.done * 100 / p.total,
            p.dossiers);
    fflush(stderr);
}

static enum err walk(struct demo *d)
{
    int64_t shown_us = monotonic_us();
    bool more = true;
    enum err err = ERR_OK;

    show(d);
    while (err == ERR_OK && more) {
        err = demo_go_on(d, &more);
        if (!more || monotonic_us() - shown_us >= SHOW_EVERY_US) {
            shown_us = monotonic_us();
            show(d);
        }
    }
    fputs("\n", stderr);
    return err;
}

static enum err live(struct run *r, struct blob_store *blobs)
{
    struct demo_files files = {.answers = read_answers, .data = r};
    struct demo_order order = {
        .files = &files,
        .blobs = blobs,
        .site = r->conf->site,
        .count = (size_t)r->count,
        .seed = (uint64_t)r->seed,
    };
    struct demo *d;

    TRY(read_files(r, &files));
    TRY(demo_begin(r->db, &r->cx, &order, &d));
    return walk(d);
}

static enum err make_days(struct run *r)
{
    struct blob_store *blobs;
    enum err err;

    TRY(blob_store_open(r->conf->blob_folder.p, r->conf->blob_key_file.p,
                        &blobs, &r->cx.err));
    err = live(r, blobs);
    blob_store_close(blobs);
    return err;
}

static void print_cell(struct str text, size_t width)
{
    size_t points = utf8_count(text);

    printf("%.*s%*s", STR_ARG(text),
           points < width ? (int)(width - points) + 2 : 2, "");
}

static struct str duty_of(struct cx *cx, const struct demo_account *a)
{
    enum role role;

    if (!role_parse(a->role, &role))
        return msg(cx->lang, MSG_DEMO_CITIZEN);
    return arena_printf(cx->arena, "%s, %s",
                        msg(cx->lang, (enum msg_id)role_words(role)).p,
                        a->desk.p);
}

static size_t wider(size_t width, struct str text)
{
    size_t points = utf8_count(text);

    return points > width ? points : width;
}

/* Behind the first account of each role, what to try first. */
static void print_tries(struct cx *cx, struct str role, size_t indent)
{
    int tries[DEMO_TRIES];

    demo_tries(role, tries);
    for (size_t i = 0; i < DEMO_TRIES; i++)
        printf("%*s- %s\n", (int)indent, "",
               msg(cx->lang, (enum msg_id)tries[i]).p);
}

/* Login, name and duty in columns. */
static enum err print_accounts(struct tx *t, void *arg)
{
    struct demo_accounts list;
    size_t login = 0;
    size_t name = 0;
    bool told[ROLE_COUNT + 1] = {false};

    (void)arg;
    TRY(demo_people_list(t, &list));
    for (size_t i = 0; i < list.count; i++) {
        login = wider(login, list.item[i].login);
        name = wider(name, list.item[i].name);
    }
    for (size_t i = 0; i < list.count; i++) {
        const struct demo_account *a = &list.item[i];
        enum role role;
        bool *is_told =
            &told[role_parse(a->role, &role) ? (size_t)role : ROLE_COUNT];

        print_cell(a->login, login);
        print_cell(a->name, name);
        printf("%s\n", duty_of(t->cx, a).p);
        if (!*is_told)
            print_tries(t->cx, a->role, login + 2);
        *is_told = true;
    }
    return ERR_OK;
}

static enum err tell(struct run *r)
{
    struct arena *a = r->cx.arena;
    enum lang lang = r->cx.lang;
    const struct str password = DEMO_PASSWORD;
    const struct str counts[] = {num_vn(a, r->count), num_vn(a, DEMO_DAYS)};

    TRY(db_read(r->db, &r->cx, print_accounts, NULL));
    printf("\n%s\n", msg_format(a, lang, MSG_DEMO_PEOPLE, 1, &password).p);
    if (r->empty)
        printf("%s\n", msg(lang, MSG_DEMO_EMPTY).p);
    else
        printf("%s\n", msg_format(a, lang, MSG_DEMO_DOSSIERS, 2, counts).p);
    return ERR_OK;
}

static enum err fill(struct run *r)
{
    TRY(make_people(r));
    if (!r->empty)
        TRY(make_days(r));
    return tell(r);
}

/* As init does it: before the portal runs, so the log is ours to fold in. */
static enum err run(struct run *r)
{
    struct db_conf db_conf = {.url = r->conf->database, .role = DB_MAIN};
    enum err err;

    if (!r->conf->demo)
        return RAISE(&r->cx.err, ERR_FORBIDDEN,
                     "invented people and dossiers come into a database only "
                     "where the setting demo is on: --demo=yes");
    TRY(data_folder(&r->cx.err, r->cx.arena, r->conf, &r->folder));
    TRY(db_open(&db_conf, &r->db, &r->cx.err));
    err = fill(r);
    db_close(r->db);
    return err;
}

int cli_demo(int argc, char **argv)
{
    struct run r = {
        .cx = {.arena = arena_new(DEMO_ARENA_BYTES), .lang = LANG_VI},
        .count = DEMO_COUNT,
        .seed = DEMO_SEED,
    };
    struct conf conf;
    int status = 2;

    if (settings_read(r.cx.arena, &argc, argv, &conf)) {
        r.cx.now = instant_read_clock();
        r.conf = &conf;
        if (!read_words(&r, argc, argv))
            status = usage();
        else
            status = run(&r) == ERR_OK ? 0 : 1;
        if (status == 1)
            fprintf(stderr, "motcua demo: %s\n",
                    r.cx.err.message
                        ? errbox_words(r.cx.arena, &r.cx.err, r.cx.lang).p
                        : r.cx.err.detail);
    }
    arena_free(r.cx.arena);
    return status;
}
