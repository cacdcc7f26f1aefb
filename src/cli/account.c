#include "base/prelude.h"

#include "base/io.h"
#include "base/msg.h"

#include "store/db.h"

#include "service/demo_people.h"
#include "service/sign_in.h"
#include "service/staff.h"

#include "cli/cli.h"
#include "cli/settings.h"

#define ACCOUNT_BYTES_MAX ((size_t)16 << 20)
/* Sixty bits: a word that is told once, on paper or by telephone. */
#define PASSWORD_LETTERS 12

struct run {
    struct cx cx;
    struct db *db;
    const struct conf *conf;
    char **word; /* behind the verb */
    int word_count;
    struct str hash;
    struct account_lines page;
    enum account_kind kind;
    struct str after;
};

static int usage(void)
{
    fputs("usage: motcua account add LOGIN NAME\n"
          "       motcua account password LOGIN\n"
          "       motcua account grant LOGIN ROLE DESK [FROM [TO]]\n"
          "       motcua account end LOGIN ROLE DESK [DAY]\n"
          "       motcua account lock|unlock LOGIN\n"
          "       motcua account list [citizen]\n"
          "       motcua account demo FILE\n"
          "A DESK is a key of the data files (mc-30280, ub-883); days are\n"
          "written 2026-04-28, TO is the first day without the role.\n",
          stderr);
    return 2;
}

static int failed(const struct run *r)
{
    if (r->cx.err.message)
        fprintf(stderr, "motcua account: %s\n",
                errbox_words(r->cx.arena, &r->cx.err, r->cx.lang).p);
    else
        fprintf(stderr, "motcua account: %s\n", r->cx.err.detail);
    return 1;
}

static int written(struct run *r, tx_fn fn)
{
    return db_write(r->db, &r->cx, fn, r) == ERR_OK ? 0 : failed(r);
}

static struct str word(const struct run *r, int i)
{
    return i < r->word_count ? str_c(r->word[i]) : STR_NONE;
}

static enum err write_add(struct tx *t, void *p)
{
    const struct run *r = p;
    int64_t id;

    return staff_add(
        t, &(struct staff_account){word(r, 0), word(r, 1), r->hash}, &id);
}

static enum err write_password(struct tx *t, void *p)
{
    const struct run *r = p;

    return staff_password(t, word(r, 0), r->hash);
}

/* A password nobody chose is printed once and kept as its hash only. */
static int with_new_password(struct run *r, tx_fn fn)
{
    const struct account_policy policy = account_policy_default();
    struct str password = crypto_random_code(r->cx.arena, PASSWORD_LETTERS);

    if (password_make(&r->cx, &policy, password, &r->hash) != ERR_OK)
        return failed(r);
    if (written(r, fn) != 0)
        return 1;
    printf("%s\t%s\n", r->word[0], password.p);
    return 0;
}

/* The day of word `i`; `otherwise` without one. False when it is none. */
static bool day_word(const struct run *r, int i, struct day otherwise,
                     struct day *ret)
{
    if (i >= r->word_count) {
        *ret = otherwise;
        return true;
    }
    return day_parse_iso(word(r, i), ret);
}

static enum err write_grant(struct tx *t, void *p)
{
    const struct run *r = p;
    struct staff_post post = {.role = word(r, 1), .desk = word(r, 2)};

    if (!day_word(r, 3, instant_day(t->cx->now), &post.from) ||
        !day_word(r, 4, (struct day){INT32_MAX}, &post.to))
        return RAISE(&t->cx->err, ERR_INPUT, "a day is written 2026-04-28");
    return staff_grant(t, word(r, 0), &post, 0);
}

static enum err write_end(struct tx *t, void *p)
{
    const struct run *r = p;
    struct staff_post post = {.role = word(r, 1), .desk = word(r, 2)};

    if (!day_word(r, 3, instant_day(t->cx->now), &post.to))
        return RAISE(&t->cx->err, ERR_INPUT, "a day is written 2026-04-28");
    return staff_end(t, word(r, 0), &post, 0);
}

static enum err write_lock(struct tx *t, void *p)
{
    const struct run *r = p;

    return staff_close(t, word(r, 0));
}

static enum err write_unlock(struct tx *t, void *p)
{
    const struct run *r = p;

    return staff_open(t, word(r, 0));
}

static enum err read_page(struct tx *t, void *p)
{
    struct run *r = p;

    return account_list(t, r->kind, r->after, &r->page);
}

static int list(struct run *r)
{
    r->after = S("");
    r->kind =
        str_eq(word(r, 0), S("citizen")) ? ACCOUNT_CITIZEN : ACCOUNT_STAFF;
    do {
        if (db_read(r->db, &r->cx, read_page, r) != ERR_OK)
            return failed(r);
        for (size_t i = 0; i < r->page.count; i++) {
            const struct account_line *l = &r->page.line[i];

            printf("%s\t%s\t%s\n", l->login.p, l->name.p,
                   l->is_closed ? "locked" : "open");
            r->after = l->login;
        }
    } while (r->page.has_more);
    return 0;
}

static enum err print_demo(struct tx *t, void *p)
{
    struct demo_accounts list;
    enum role role;

    (void)p;
    TRY(demo_people_list(t, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct demo_account *a = &list.item[i];
        struct str duty = role_parse(a->role, &role)
                              ? msg(t->cx->lang, (enum msg_id)role_words(role))
                              : S("");

        printf("%s\t%s\t%s\t%s\n", a->login.p, a->name.p, duty.p, a->desk.p);
    }
    return ERR_OK;
}

static int demo(struct run *r)
{
    const struct account_policy policy = account_policy_default();
    struct demo_people people;

    if (!r->conf->demo) {
        fputs("motcua account: demo accounts need --demo=yes\n", stderr);
        return 2;
    }
    if (io_read_file(&r->cx.err, r->cx.arena, r->word[0], DEMO_PEOPLE_BYTES_MAX,
                     &people.text) != ERR_OK ||
        password_make(&r->cx, &policy, DEMO_PASSWORD, &people.password_hash) !=
            ERR_OK ||
        db_write(r->db, &r->cx, demo_people_import, &people) != ERR_OK ||
        db_read(r->db, &r->cx, print_demo, NULL) != ERR_OK)
        return failed(r);
    printf("password of all: %s\n", DEMO_PASSWORD.p);
    return 0;
}

static int run_verb(struct run *r, const char *verb)
{
    int n = r->word_count;

    if (strcmp(verb, "add") == 0 && n == 2)
        return with_new_password(r, write_add);
    if (strcmp(verb, "password") == 0 && n == 1)
        return with_new_password(r, write_password);
    if (strcmp(verb, "grant") == 0 && n >= 3 && n <= 5)
        return written(r, write_grant);
    if (strcmp(verb, "end") == 0 && n >= 3 && n <= 4)
        return written(r, write_end);
    if (strcmp(verb, "lock") == 0 && n == 1)
        return written(r, write_lock);
    if (strcmp(verb, "unlock") == 0 && n == 1)
        return written(r, write_unlock);
    if (strcmp(verb, "list") == 0 && n <= 1)
        return list(r);
    if (strcmp(verb, "demo") == 0 && n == 1)
        return demo(r);
    return usage();
}

static int run_open(struct run *r, const char *verb)
{
    struct db_conf db_conf = {.url = r->conf->database, .role = DB_SECOND};
    int status;

    if (db_open(&db_conf, &r->db, &r->cx.err) != ERR_OK)
        return failed(r);
    status = run_verb(r, verb);
    db_close(r->db);
    return status;
}

int cli_account(int argc, char **argv)
{
    struct arena *settings = arena_new(CONF_BYTES_MAX * 4);
    struct conf conf;
    struct run r = {
        .cx = {.arena = arena_new(ACCOUNT_BYTES_MAX),
               .now = instant_read_clock(),
               .lang = LANG_VI},
        .conf = &conf,
    };
    int status = 2;

    if (settings_read(settings, &argc, argv, &conf)) {
        r.word = argv + 2;
        r.word_count = argc - 2;
        status = argc > 1 ? run_open(&r, argv[1]) : usage();
    }
    arena_free(settings);
    arena_free(r.cx.arena);
    return status;
}
