/*
 * The matrix of permissions: every route of the site, asked for by nobody, a
 * citizen and each role, against a stored table. A new route, role or
 * capability without its row fails; after looking at the difference write the
 * table anew with
 *
 *     build/tests/loop/test_loop_permissions sqlite --write
 *
 * What stands in a row: '.' refused at the door; '+' let in, whatever the
 * desk; 'o' let in for matters of one's own desk and those below it; '!' let
 * in for a foreign desk too, which is a mistake for a role given at one desk.
 * The door is asked by a request, the desk by grant_allows().
 *
 * Below, every page of one dossier is asked for once more, of a dossier that
 * was accepted by the unit of the roles and filed by the citizen, and of one
 * that is neither: '.' refused at the door; '-' shown neither; 'o' the own one
 * only; '!' a foreign one, which is a mistake.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/id.h"
#include "base/io.h"

#include "store/blob.h"

#include "domain/paper/paper.h"
#include "domain/paper/paper.sql.h"
#include "domain/slip/slip_store.h"

#include "service/reception.h"
#include "service/sign_in.h"
#include "service/staff.h"

#include "fixture/office.h"
#include "fixture/province.h"
#include "loop/portal.h"

#define TABLE           SOURCE_ROOT "/tests/golden/permissions.txt"
#define TABLE_BYTES_MAX ((size_t)1 << 20)
#define PASSWORD        "con meo ngu say"

enum { WHO_NOBODY, WHO_CITIZEN, WHO_ROLES };
#define WHO_COUNT (WHO_ROLES + ROLE_COUNT)

static const struct day today = {20571}; /* 2026-04-28 */

static bool does_write;

struct who {
    struct str name;
    struct browser browser;
    struct actor *actor; /* NULL: nobody */
};

/* An accepted dossier, with a file: what its addresses are made of. */
struct reached {
    int64_t id;
    struct str code;
    struct str step;  /* number of the step that waits */
    struct str paper; /* id of a file                  */
    struct str slip;  /* id of a slip                  */
};

struct matrix {
    struct portal *portal;
    struct who who[WHO_COUNT];
    struct grant_target own;
    struct grant_target foreign;
    struct reached own_dossier;
    struct reached foreign_dossier;
};

static struct str login_of(struct arena *a, enum role role)
{
    struct buf b = buf_new(a, LOGIN_BYTES_MAX);

    buf_add_c(&b, "thu.");
    buf_add(&b, role_key(role));
    return buf_str(&b);
}

static struct str make_hash(struct cx *cx)
{
    const struct account_policy cheap = {.cost = PASSWORD_COST_LOW};
    struct str hash;

    must(password_make(cx, &cheap, S(PASSWORD), &hash), cx);
    return hash;
}

static enum err add_officers(struct tx *t, void *p)
{
    const struct str *hash = p;
    struct str desk = S("ub-30280");
    int64_t id;

    for (int r = 0; r < ROLE_COUNT; r++) {
        struct str login = login_of(t->cx->arena, (enum role)r);
        struct staff_account s = {login, S("Lê Văn Thử"), *hash};
        struct staff_post post = {
            role_key((enum role)r), desk, today, {INT32_MAX}};

        TRY(staff_add(t, &s, &id));
        TRY(staff_grant(t, login, &post, 0));
    }
    return ERR_OK;
}

static enum err add_citizen(struct tx *t, void *p)
{
    const struct str *hash = p;
    struct person person = {
        .kind = PERSON_NATURAL,
        .name = S("Trần Thị Mai"),
        .birth_date = S(""),
        .phone = S("0912345678"),
        .email = S(""),
        .ethnic = S(""),
        .address = S("{}"),
    };
    struct account account = {
        .kind = ACCOUNT_CITIZEN,
        .login = person.phone,
        .password_hash = *hash,
    };

    TRY(person_create(t, &person));
    account.person_id = person.id;
    return account_create(t, &account, true);
}

static enum err load_one(struct tx *t, struct str login, struct actor **ret)
{
    struct account account;
    bool found;

    TRY(account_by_login(t, login, &account, &found));
    check(found);
    return actor_load(t, account.id, ret);
}

static enum err load_target(struct tx *t, struct str key,
                            struct grant_target *ret)
{
    int64_t desk_id;

    TRY(staff_desk(t, key, today, &desk_id));
    return grant_target_load(t, desk_id, S(""), S(""), ret);
}

static enum err load_all(struct tx *t, void *p)
{
    struct matrix *m = p;

    TRY(load_one(t, S("0912345678"), &m->who[WHO_CITIZEN].actor));
    for (int r = 0; r < ROLE_COUNT; r++)
        TRY(load_one(t, login_of(t->cx->arena, (enum role)r),
                     &m->who[WHO_ROLES + r].actor));
    TRY(load_target(t, S("mc-30280"), &m->own));
    return load_target(t, S("mc-30283"), &m->foreign);
}

static void enter(struct matrix *m, int i, struct str login)
{
    struct browser *b = &m->who[i].browser;

    assert_int_equal(
        portal_post(b, "/dang-nhap", "/dang-nhap",
                    arena_printf(b->arena, "mat_khau=con+meo+ngu+say&ten=%.*s",
                                 STR_ARG(login))
                        .p)
            .status,
        303);
}

static void invite(struct matrix *m)
{
    struct database *d = m->portal->d;
    struct str hash = make_hash(&d->cx);

    province_found(d);
    must(db_write(d->db, &d->cx, add_officers, &hash), &d->cx);
    must(db_write(d->db, &d->cx, add_citizen, &hash), &d->cx);
    must(db_read(d->db, &d->cx, load_all, m), &d->cx);
    for (int i = 0; i < WHO_COUNT; i++)
        m->who[i].browser = portal_browser(m->portal);
    m->who[WHO_NOBODY].name = S("nobody");
    m->who[WHO_CITIZEN].name = S("citizen");
    enter(m, WHO_CITIZEN, S("0912345678"));
    for (int r = 0; r < ROLE_COUNT; r++) {
        m->who[WHO_ROLES + r].name = role_key((enum role)r);
        enter(m, WHO_ROLES + r, login_of(d->cx.arena, (enum role)r));
    }
}

/* The pattern with every {capture} filled in: "/ho-so/1". */
static struct str target_of(struct arena *a, const char *pattern)
{
    struct buf b = buf_new(a, 200);
    bool inside = false;

    for (; *pattern; pattern++) {
        if (*pattern == '{')
            buf_add_c(&b, "1");
        inside = (inside || *pattern == '{') && *pattern != '}';
        if (!inside && *pattern != '}')
            buf_add_char(&b, *pattern);
    }
    return buf_str(&b);
}

/* Does the door let them in? A form without its token comes no further. */
static bool is_let_in(struct browser *b, const struct route *route)
{
    static const char *const machine = "Accept: application/json\n";
    struct str target = target_of(b->arena, route->pattern);
    struct str cookie = browser_cookie(b, "motcua");
    struct str headers = arena_printf(b->arena, "%s%s%.*s%s", machine,
                                      cookie.n ? "Cookie: motcua=" : "",
                                      STR_ARG(cookie), cookie.n ? "\n" : "");
    bool is_get = route->method == METHOD_GET;
    struct answer a =
        loop_request(b->arena, b->app, is_get ? "GET" : "POST", target.p,
                     headers.p, is_get ? STR_NONE : S("x=1"));

    if (a.status >= 500)
        fail_msg("%s answers %d", route->pattern, a.status);
    return str_find(a.body, S("\"UNAUTHENTICATED\"")) == a.body.n &&
           str_find(a.body, S("\"FORBIDDEN\"")) == a.body.n;
}

static char cell_of(struct matrix *m, int i, const struct route *route)
{
    struct actor *actor = m->who[i].actor;
    enum capability c = route->capability;
    bool in = is_let_in(&m->who[i].browser, route);

    assert_int_equal(in, grant_allows(actor, c, NULL, today));
    if (!in)
        return '.';
    if (capability_door(c) != DOOR_STAFF)
        return '+';
    assert_true(grant_allows(actor, c, &m->own, today));
    return grant_allows(actor, c, &m->foreign, today) ? '!' : 'o';
}

struct acceptance {
    struct reception r;
    struct blob_ref blob;
    int64_t paper_id;
    struct dossier d;
    int64_t slip_id;
};

static enum err accept_one(struct tx *t, void *p)
{
    struct acceptance *a = p;
    const struct slip_row *slip;
    size_t slip_count;

    a->paper_id = id_new(t->cx->now);
    TRY(blob_keep(t, &a->blob));
    TRY(paper_insert(t,
                     &(struct paper_insert_in){
                         .id = a->paper_id,
                         .dossier_id = &a->r.dossier_id,
                         .component = S("birth_notice"),
                         .name = S("giay.pdf"),
                         .mime = S("application/pdf"),
                         .bytes = a->blob.bytes,
                         .blob_id = a->blob.id,
                         .added_by = 1,
                         .added_at = t->cx->now,
                     },
                     NULL));
    TRY(reception_accept(t, &a->r, &a->d));
    TRY(slips_of_dossier(t, a->d.id, &slip, &slip_count));
    a->slip_id = slip[0].id;
    return ERR_OK;
}

static struct blob_ref some_blob(struct matrix *m, const char *scope)
{
    struct database *d = m->portal->d;
    struct blob_writer *w;
    struct blob_ref ref;

    must(
        blob_begin(m->portal->blobs, &d->cx, str_c(scope), PAPER_BYTES_MAX, &w),
        &d->cx);
    must(blob_write(w, S("%PDF-1.4 giay")), &d->cx);
    must(blob_finish(w, &ref), &d->cx);
    return ref;
}

static struct reached reach(struct matrix *m, const struct pack *pack,
                            const char *area, int64_t person_id)
{
    struct database *d = m->portal->d;
    struct arena *a = m->portal->arena;
    struct actor officer =
        case_officer(d, ROLE_RECEPTION, arena_printf(a, "mc-%s", area).p, 1);
    struct acceptance it = {
        .r = {.dossier_id = case_file(d, pack, area, person_id),
              .pack = pack,
              .who = &officer,
              .site = CASE_SITE},
        .blob = some_blob(m, area),
    };

    must(db_write(d->db, &d->cx, accept_one, &it), &d->cx);
    return (struct reached){
        .id = it.d.id,
        .code = it.d.code,
        .step = arena_printf(a, "%d", case_open_step(d, it.d.id).n),
        .paper = arena_printf(a, "%" PRId64, it.paper_id),
        .slip = arena_printf(a, "%" PRId64, it.slip_id),
    };
}

static void reach_all(struct matrix *m)
{
    const struct pack *pack = office_procedure(m->portal->d, "1.001193");
    int64_t own = m->who[WHO_CITIZEN].actor->person_id;

    m->own_dossier = reach(m, pack, "30280", own);
    m->foreign_dossier = reach(m, pack, "30283", case_person(m->portal->d));
}

static bool is_of_dossier(const struct route *route)
{
    struct str at = str_c(route->pattern);

    return route->method == METHOD_GET &&
           (str_starts(at, S("/ho-so/{code}")) ||
            str_starts(at, S("/can-bo/ho-so/{code}")));
}

/* What stands for a capture of a dossier's pages. */
static struct str captured(const struct reached *d, struct str name)
{
    const struct {
        const char *name;
        struct str value;
    } known[] = {
        {"code", d->code},
        {"step", d->step},
        {"paper", d->paper},
        {"file", d->paper},
        {"slip", d->slip},
        {"deed", S("submit")},
        {"component", S("birth_notice")},
    };

    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eq_c(name, known[i].name))
            return known[i].value;
    fail_msg("nothing stands for {%.*s}", STR_ARG(name));
    return S("");
}

static struct str page_of(struct arena *a, const char *pattern,
                          const struct reached *d)
{
    struct str rest = str_sub(str_c(pattern), 1, SIZE_MAX);
    struct buf b = buf_new(a, 300);
    struct str part;

    while (str_next(&rest, '/', &part)) {
        buf_add_char(&b, '/');
        buf_add(&b, part.p[0] == '{' ? captured(d, str_sub(part, 1, part.n - 1))
                                     : part);
    }
    return buf_str(&b);
}

static bool is_shown(struct matrix *m, int i, const struct route *route,
                     const struct reached *d)
{
    struct browser *b = &m->who[i].browser;
    struct answer page = browser_get(b, page_of(b->arena, route->pattern, d).p);

    if (page.status != 200 && page.status != 303 && page.status != 403 &&
        page.status != 404)
        fail_msg("%s answers %d", route->pattern, page.status);
    return page.status == 200;
}

static char dossier_cell(struct matrix *m, int i, const struct route *route)
{
    if (!grant_allows(m->who[i].actor, route->capability, NULL, today))
        return '.';
    if (is_shown(m, i, route, &m->foreign_dossier))
        return '!';
    return is_shown(m, i, route, &m->own_dossier) ? 'o' : '-';
}

static void draw_dossiers(struct matrix *m, struct buf *b)
{
    buf_add_c(b, "of one dossier\n");
    for (size_t r = 0; r < ROUTE_COUNT; r++) {
        if (!is_of_dossier(&site_routes[r]))
            continue;
        for (int i = 0; i < WHO_COUNT; i++)
            buf_add_char(b, dossier_cell(m, i, &site_routes[r]));
        buf_printf(b, " %s\n", site_routes[r].pattern);
    }
}

static struct str draw(struct matrix *m)
{
    struct buf b = buf_new(m->portal->arena, TABLE_BYTES_MAX);

    for (int i = 0; i < WHO_COUNT; i++)
        buf_printf(&b, "%d %s\n", i, m->who[i].name.p);
    for (size_t r = 0; r < ROUTE_COUNT; r++) {
        const struct route *route = &site_routes[r];

        for (int i = 0; i < WHO_COUNT; i++)
            buf_add_char(&b, cell_of(m, i, route));
        buf_printf(&b, " %-4s %s %s\n",
                   route->method == METHOD_GET ? "GET" : "POST", route->pattern,
                   capability_name(route->capability));
    }
    draw_dossiers(m, &b);
    check(!b.full);
    return buf_str(&b);
}

static void compare(struct cx *cx, struct str drawn)
{
    struct str stored, is, was;

    must(io_read_file(&cx->err, cx->arena, TABLE, TABLE_BYTES_MAX, &stored),
         cx);
    while (str_next(&drawn, '\n', &is)) {
        if (!str_next(&stored, '\n', &was))
            was = S("nothing");
        if (!str_eq(is, was))
            fail_msg(
                "permissions.txt has\n%.*s\nand the site\n%.*s\nIf that is "
                "right: test_loop_permissions sqlite --write",
                STR_ARG(was), STR_ARG(is));
    }
    assert_false(str_next(&stored, '\n', &was));
}

static void who_may_do_what_is_as_it_is_written(void **state)
{
    struct portal *portal = *state;
    struct cx *cx = &portal->d->cx;
    struct matrix *m = ARENA_NEW(portal->arena, struct matrix);
    struct str drawn;

    m->portal = portal;
    invite(m);
    reach_all(m);
    drawn = draw(m);
    if (does_write)
        must(io_write_file(&cx->err, cx->arena, TABLE, 0644, drawn), cx);
    compare(cx, drawn);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_may_do_what_is_as_it_is_written,
                                        portal_setup, portal_teardown),
    };

    does_write = argc == 3 && strcmp(argv[2], "--write") == 0;
    database_choose(does_write ? 2 : argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
