/* The catalogue of procedures: versions, publishing, finding. */
#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/pack/pack_store.h"
#include "domain/procedure/procedure.sql.h"
#include "domain/procedure/procedure_store.h"
#include "service/catalogue.h"

#include "fixture/case.h"
#include "fixture/database.h"
#include "fixture/province.h"

#define PACK_FOLDER SOURCE_ROOT "/tests/data/packs/9.000001"

static const struct day today = {20571}; /* 2026-04-28 */

/* The test pack, with another version and name where they are given. */
static struct catalogue_import pack_named(struct database *d,
                                          const char *version,
                                          const char *name_vi)
{
    struct arena *a = d->cx.arena;
    struct findings f = findings_new(a);
    struct procedure *card = ARENA_NEW(a, struct procedure);
    struct catalogue_import in = {.publish = true};
    const struct pack *pack;

    in.gathered = pack_gather(a, &f, S(PACK_FOLDER));
    assert_non_null(in.gathered);
    pack = pack_read(a, a, &f, in.gathered);
    assert_int_equal(f.errors, 0);
    in.entry = pack_entry(a, pack, in.gathered);
    *card = *pack->card;
    card->version = str_c(version);
    if (name_vi)
        card->name.in[LANG_VI] = str_c(name_vi);
    in.entry.card = card;
    in.entry.digest =
        sha256(arena_printf(a, "%s%s", version, card->name.in[0].p));
    return in;
}

static int64_t import(struct database *d, const char *code, const char *name_vi)
{
    struct catalogue_import in = pack_named(d, "2022.1", name_vi);
    struct procedure card = *in.entry.card;

    card.code = str_c(code);
    in.entry.card = &card;
    must(db_write(d->db, &d->cx, catalogue_import, &in), &d->cx);
    return in.version_id;
}

static void the_same_pack_again_changes_nothing(void **state)
{
    struct database *d = *state;
    struct catalogue_import first = pack_named(d, "2022.1", NULL);
    struct catalogue_import again = pack_named(d, "2022.1", NULL);

    must(db_write(d->db, &d->cx, catalogue_import, &first), &d->cx);
    assert_true(first.is_new);
    must(db_write(d->db, &d->cx, catalogue_import, &again), &d->cx);
    assert_false(again.is_new);
    assert_true(again.version_id == first.version_id);
}

static void another_content_needs_another_version(void **state)
{
    struct database *d = *state;
    struct catalogue_import first = pack_named(d, "2022.1", NULL);
    struct catalogue_import other = pack_named(d, "2022.1", "Tên khác");
    struct catalogue_import next = pack_named(d, "2022.2", "Tên khác");

    must(db_write(d->db, &d->cx, catalogue_import, &first), &d->cx);
    assert_int_equal(db_write(d->db, &d->cx, catalogue_import, &other),
                     ERR_CONFLICT);
    assert_true(d->cx.err.message != 0);
    errbox_clear(&d->cx.err);
    must(db_write(d->db, &d->cx, catalogue_import, &next), &d->cx);
    assert_true(next.is_new);
    assert_true(next.version_id != first.version_id);
}

struct asked {
    struct procedure_query q;
    size_t max;
    struct procedure_rows rows;
};

static enum err ask(struct tx *t, void *arg)
{
    struct asked *asked = arg;

    return procedure_search(t, &asked->q, today, asked->max, &asked->rows);
}

static size_t found(struct database *d, const char *words)
{
    struct asked asked = {{.words = str_c(words), .level = -1}, 20, {0}};

    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    return asked.rows.count;
}

static void a_procedure_is_found_without_marks(void **state)
{
    struct database *d = *state;

    import(d, "9.000001", "Đăng ký khai sinh");
    import(d, "9.000002", "Đăng ký khai tử");
    import(d, "9.000003", "Cấp giấy phép xây dựng");
    assert_int_equal(found(d, ""), 3);
    assert_int_equal(found(d, "dang ky"), 2);
    assert_int_equal(found(d, "đăng ký khai"), 2);
    assert_int_equal(found(d, "KHAI SINH"), 1);
    assert_int_equal(found(d, "sinh khai"), 1);
    assert_int_equal(found(d, "kha"), 2);
    assert_int_equal(found(d, "ai"), 0);
    assert_int_equal(found(d, "9.000003"), 1);
    assert_int_equal(found(d, "ho tich"), 3);
    assert_int_equal(found(d, "' OR 1=1 --"), 0);
    assert_int_equal(found(d, "khai t\u01B0\u0309"), 1); /* NFD */
    assert_int_equal(found(d, ". . ,"), 3);
    assert_int_equal(found(d, "a b c d e f g"), 0);
}

static void filters_narrow_the_catalogue(void **state)
{
    struct database *d = *state;
    struct asked asked = {{.level = -1, .field = S("ho_tich")}, 20, {0}};

    import(d, "9.000001", NULL);
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_int_equal(asked.rows.count, 1);
    asked.q.level = LEVEL_PROVINCE;
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_int_equal(asked.rows.count, 0);
    asked.q = (struct procedure_query){.level = -1,
                                       .life_event = S("sinh_con"),
                                       .body = S("commune_committee")};
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_int_equal(asked.rows.count, 1);
    asked.q.life_event = S("ket_hon");
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_int_equal(asked.rows.count, 0);
}

static void pages_follow_each_other_in_vietnamese_order(void **state)
{
    struct database *d = *state;
    struct asked asked = {{.level = -1}, 2, {0}};

    import(d, "9.000001", "Đăng ký");
    import(d, "9.000002", "Cấp đổi");
    import(d, "9.000003", "Dừng");
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_int_equal(asked.rows.count, 2);
    assert_true(asked.rows.more);
    assert_string_equal(asked.rows.row[0].name.in[0].p, "Cấp đổi");
    assert_string_equal(asked.rows.row[1].name.in[0].p, "Dừng");
    assert_int_equal(asked.rows.total, 3);
    asked.q.after = asked.rows.row[1].code;
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_int_equal(asked.rows.count, 1);
    assert_false(asked.rows.more);
    assert_int_equal(asked.rows.total, 3);
    assert_string_equal(asked.rows.row[0].name.in[0].p, "Đăng ký");
    asked.q.after = S("no such code");
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_string_equal(asked.rows.row[0].name.in[0].p, "Cấp đổi");
}

struct on_day {
    struct day day;
    const struct pack *pack;
    int64_t id;
};

static enum err look_on_day(struct tx *t, void *arg)
{
    struct on_day *on = arg;

    return pack_in_force(t, S("9.000001"), on->day, &on->pack, &on->id);
}

/* 0 when there is none. */
static int64_t in_force(struct database *d, int day)
{
    struct on_day on = {.day = {day}};
    enum err err = db_read(d->db, &d->cx, look_on_day, &on);

    if (err == ERR_NOT_FOUND)
        return 0;
    must(err, &d->cx);
    assert_string_equal(on.pack->card->code.p, "9.000001");
    return on.id;
}

static void a_version_is_in_force_up_to_its_last_day(void **state)
{
    struct database *d = *state;
    struct catalogue_import old = pack_named(d, "2022.1", NULL);
    struct catalogue_import new = pack_named(d, "2025.1", NULL);
    struct procedure old_card = *old.entry.card;
    struct procedure new_card = *new.entry.card;

    old_card.valid_from = (struct day){20000};
    old_card.valid_to = (struct day){20100};
    old.entry.card = &old_card;
    new_card.valid_from = (struct day){20100};
    new.entry.card = &new_card;
    must(db_write(d->db, &d->cx, catalogue_import, &old), &d->cx);
    must(db_write(d->db, &d->cx, catalogue_import, &new), &d->cx);
    assert_true(in_force(d, 19999) == 0);
    assert_true(in_force(d, 20000) == old.version_id);
    assert_true(in_force(d, 20099) == old.version_id);
    assert_true(in_force(d, 20100) == new.version_id);
}

static enum err take_back(struct tx *t, void *arg)
{
    return procedure_withdraw(t, *(int64_t *)arg, 0);
}

static void a_withdrawn_version_is_not_offered_but_kept(void **state)
{
    struct database *d = *state;
    int64_t id = import(d, "9.000001", NULL);

    assert_int_equal(found(d, ""), 1);
    must(db_write(d->db, &d->cx, take_back, &id), &d->cx);
    assert_int_equal(found(d, ""), 0);
    assert_true(in_force(d, 20571) == 0);
}

struct wanted {
    int64_t id;
    const struct pack *pack;
};

static enum err get_pack(struct tx *t, void *arg)
{
    struct wanted *w = arg;

    return pack_of_version(t, w->id, &w->pack);
}

static void a_stored_pack_is_read_once_and_shared(void **state)
{
    struct database *d = *state;
    struct wanted w = {import(d, "9.000001", NULL), NULL};
    const struct pack *first;

    must(db_read(d->db, &d->cx, get_pack, &w), &d->cx);
    first = w.pack;
    assert_string_equal(first->card->code.p, "9.000001");
    assert_true(first->form->field_count > 20);
    assert_string_equal(first->field_name.in[LANG_VI].p, "Hộ tịch");
    must(db_read(d->db, &d->cx, get_pack, &w), &d->cx);
    assert_ptr_equal(first, w.pack);
    w.id = 12345;
    assert_int_equal(db_read(d->db, &d->cx, get_pack, &w), ERR_NOT_FOUND);
}

/* A withdrawn version is what old dossiers were filed under. */
static void a_withdrawn_pack_can_still_be_read(void **state)
{
    struct database *d = *state;
    struct wanted w = {import(d, "9.000001", NULL), NULL};

    must(db_write(d->db, &d->cx, take_back, &w.id), &d->cx);
    must(db_read(d->db, &d->cx, get_pack, &w), &d->cx);
    assert_string_equal(w.pack->card->code.p, "9.000001");
}

/* More versions than are kept. */
#define VERSIONS (PACK_CACHE_MAX + 8)
#define READERS  4

static struct many {
    struct database *d;
    struct catalogue_import in;
    int64_t id[VERSIONS];
} many;

static enum err import_many(struct tx *t, void *arg)
{
    struct procedure card = *many.in.entry.card;
    struct procedure_entry entry = many.in.entry;
    bool is_new;

    (void)arg;
    entry.card = &card;
    for (int i = 0; i < VERSIONS; i++) {
        card.code = arena_printf(t->cx->arena, "9.%06d", i);
        TRY(procedure_import(t, &entry, &many.id[i], &is_new));
    }
    return ERR_OK;
}

static void make_many(struct database *d)
{
    many.d = d;
    many.in = pack_named(d, "2022.1", NULL);
    must(db_write(d->db, &d->cx, import_many, NULL), &d->cx);
}

static void *read_packs(void *start)
{
    struct cx cx = database_cx();
    struct wanted w;

    for (int i = 0; i < VERSIONS; i++) {
        w.id = many.id[(*(int *)start + i) % VERSIONS];
        check(db_read(many.d->db, &cx, get_pack, &w) == ERR_OK);
        check(str_eq_c(w.pack->card->code, "9.000001"));
        arena_reset(cx.arena);
    }
    arena_free(cx.arena);
    return NULL;
}

/* All slots held: the pack is read for one holder alone. */
static void hold_them_all(struct database *d)
{
    const struct pack *pack[VERSIONS];
    struct cx holder = database_cx();
    struct wanted w;

    for (int i = 0; i < VERSIONS; i++) {
        w.id = many.id[i];
        must(db_read(d->db, &holder, get_pack, &w), &holder);
        pack[i] = w.pack;
    }
    for (int i = 0; i < VERSIONS; i++)
        assert_string_equal(pack[i]->card->code.p, "9.000001");
    arena_free(holder.arena);
}

static void more_packs_than_are_kept_can_be_shared_and_held(void **state)
{
    int start[READERS] = {0, VERSIONS / 2, 1, VERSIONS - 1};
    pthread_t reader[READERS];

    make_many(*state);
    for (int i = 0; i < READERS; i++)
        check(pthread_create(&reader[i], NULL, read_packs, &start[i]) == 0);
    hold_them_all(*state);
    for (int i = 0; i < READERS; i++)
        pthread_join(reader[i], NULL);
    hold_them_all(*state);
}

struct terms {
    enum procedure_term_kind kind;
    struct procedure_terms terms;
    struct procedure_bodies bodies;
};

static enum err ask_terms(struct tx *t, void *arg)
{
    struct terms *terms = arg;

    TRY(procedure_terms_in_use(t, terms->kind, today, &terms->terms));
    return procedure_bodies_in_use(t, today, &terms->bodies);
}

static void only_filters_that_find_something_are_offered(void **state)
{
    struct database *d = *state;
    struct terms terms = {.kind = TERM_FIELD};
    int64_t id = import(d, "9.000001", NULL);

    must(db_read(d->db, &d->cx, ask_terms, &terms), &d->cx);
    assert_int_equal(terms.terms.count, 1);
    assert_string_equal(terms.terms.term[0].name.in[LANG_VI].p, "Hộ tịch");
    assert_int_equal(terms.bodies.count, 1);
    assert_string_equal(terms.bodies.body[0].p, "commune_committee");
    terms.kind = TERM_LIFE_EVENT;
    must(db_read(d->db, &d->cx, ask_terms, &terms), &d->cx);
    assert_int_equal(terms.terms.count, 1);
    assert_string_equal(terms.terms.term[0].value.p, "sinh_con");
    must(db_write(d->db, &d->cx, take_back, &id), &d->cx);
    must(db_read(d->db, &d->cx, ask_terms, &terms), &d->cx);
    assert_int_equal(terms.terms.count, 0);
    assert_int_equal(terms.bodies.count, 0);
}

struct change {
    struct catalogue_change c;
    int64_t id;
    struct procedure_changes_rows rows;
};

static enum err change(struct tx *t, void *arg)
{
    struct change *c = arg;

    return catalogue_change(t, &c->c);
}

static enum err read_changes(struct tx *t, void *arg)
{
    struct change *c = arg;

    return procedure_changes(t, c->id, 20, &c->rows);
}

static void who_edits_the_catalogue_is_written_down(void **state)
{
    struct database *d = *state;
    struct change c = {.c = {.code = S("9.000001"), .version = S("2022.1")}};
    struct actor controller;

    province_found(d);
    controller = case_officer(d, ROLE_CONTROLLER, "ub-89", 71);
    c.c.who = &controller;
    c.id = import(d, "9.000001", NULL);
    must(db_write(d->db, &d->cx, change, &c), &d->cx);
    must(db_write(d->db, &d->cx, change, &c), &d->cx);
    assert_int_equal(found(d, ""), 0);
    c.c.publish = true;
    must(db_write(d->db, &d->cx, change, &c), &d->cx);
    assert_int_equal(found(d, ""), 1);
    must(db_read(d->db, &d->cx, read_changes, &c), &d->cx);
    assert_int_equal(c.rows.count, 3);
    assert_int_equal(c.rows.row[0].state, PROCEDURE_PUBLISHED);
    assert_int_equal(c.rows.row[0].account_id, 0);
    assert_int_equal(c.rows.row[1].state, PROCEDURE_WITHDRAWN);
    assert_int_equal(c.rows.row[1].account_id, 71);
    assert_int_equal(c.rows.row[2].state, PROCEDURE_PUBLISHED);
}

static void only_the_province_edits_the_catalogue(void **state)
{
    struct database *d = *state;
    struct change c = {.c = {.code = S("9.000001"), .version = S("2022.1")}};
    struct actor district;
    struct actor reception;

    province_found(d);
    import(d, "9.000001", NULL);
    district = case_officer(d, ROLE_CONTROLLER, "ub-883", 72);
    c.c.who = &district;
    assert_int_equal(db_write(d->db, &d->cx, change, &c), ERR_FORBIDDEN);
    reception = case_officer(d, ROLE_RECEPTION, "ub-89", 73);
    c.c.who = &reception;
    assert_int_equal(db_write(d->db, &d->cx, change, &c), ERR_FORBIDDEN);
    assert_int_equal(found(d, ""), 1);
    c.c.version = S("1999.1");
    assert_int_equal(db_write(d->db, &d->cx, change, &c), ERR_NOT_FOUND);
}

struct listing {
    struct procedure_versions_query q;
    struct procedure_versions v;
};

static enum err list(struct tx *t, void *arg)
{
    struct listing *l = arg;

    return procedure_list(t, &l->q, 2, &l->v);
}

static void every_version_is_listed_for_administrators(void **state)
{
    struct database *d = *state;
    struct listing l = {.q = {S(""), S(""), S("")}};
    int64_t id = import(d, "9.000003", "Cấp giấy phép xây dựng");

    import(d, "9.000001", "Đăng ký khai sinh");
    import(d, "9.000002", "Đăng ký khai tử");
    must(db_write(d->db, &d->cx, take_back, &id), &d->cx);
    must(db_read(d->db, &d->cx, list, &l), &d->cx);
    assert_int_equal(l.v.count, 2);
    assert_true(l.v.more);
    assert_string_equal(l.v.item[1].code.p, "9.000002");
    l.q.after_code = l.v.item[1].code;
    l.q.after_version = l.v.item[1].version;
    must(db_read(d->db, &d->cx, list, &l), &d->cx);
    assert_int_equal(l.v.count, 1);
    assert_int_equal(l.v.item[0].state, PROCEDURE_WITHDRAWN);
    l.q = (struct procedure_versions_query){S("xay dung"), S(""), S("")};
    must(db_read(d->db, &d->cx, list, &l), &d->cx);
    assert_int_equal(l.v.count, 1);
}

/* One unknown limit is enough; two rows more make it whole. */
static void a_card_without_a_limit_is_told_apart(void **state)
{
    struct database *d = *state;
    struct catalogue_import in = pack_named(d, "2022.1", NULL);
    struct procedure card = *in.entry.card;
    struct procedure_limit row = {.case_index = -1, .time.known = true};

    row.time.limit = (struct limit){LIMIT_WORKING_DAY, 3};
    card.limit = &row;
    card.limit_count = 1;
    assert_false(procedure_lacks_limit(&card));
    row.channel = CHANNEL_COUNTER;
    assert_true(procedure_lacks_limit(&card));
    row.channel = CHANNEL_ANY;
    row.time.known = false;
    assert_true(procedure_lacks_limit(&card));
    card.limit_count = 0;
    assert_true(procedure_lacks_limit(&card));
}

static void a_change_between_versions_is_told(void **state)
{
    struct database *d = *state;
    struct arena *a = d->cx.arena;
    const struct json *before;
    const struct json *after;
    struct pack_changes changes;

    must(json_parse(&d->cx.err, a,
                    S("{\"card\":{\"fees\":[{\"code\":\"a\",\"amount\":1},"
                      "{\"code\":\"b\"}],\"level\":\"x\"}}"),
                    1000, &before),
         &d->cx);
    must(json_parse(&d->cx.err, a,
                    S("{\"card\":{\"fees\":[{\"code\":\"c\"},"
                      "{\"code\":\"a\",\"amount\":2}],\"level\":\"x\"}}"),
                    1000, &after),
         &d->cx);
    changes = pack_diff(a, before, after);
    assert_int_equal(changes.count, 3);
    assert_string_equal(pack_change_text(a, LANG_VI, &changes.item[0]).p,
                        "đổi card.fees[a].amount: 1 → 2");
    assert_int_equal(changes.item[1].kind, PACK_REMOVED);
    assert_int_equal(changes.item[2].kind, PACK_ADDED);
    assert_int_equal(pack_diff(a, before, before).count, 0);
}

int main(int argc, char **argv)
{
#define ON_DATABASE(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        ON_DATABASE(the_same_pack_again_changes_nothing),
        ON_DATABASE(another_content_needs_another_version),
        ON_DATABASE(a_procedure_is_found_without_marks),
        ON_DATABASE(filters_narrow_the_catalogue),
        ON_DATABASE(pages_follow_each_other_in_vietnamese_order),
        ON_DATABASE(a_version_is_in_force_up_to_its_last_day),
        ON_DATABASE(a_withdrawn_version_is_not_offered_but_kept),
        ON_DATABASE(a_stored_pack_is_read_once_and_shared),
        ON_DATABASE(a_withdrawn_pack_can_still_be_read),
        ON_DATABASE(more_packs_than_are_kept_can_be_shared_and_held),
        ON_DATABASE(only_filters_that_find_something_are_offered),
        ON_DATABASE(who_edits_the_catalogue_is_written_down),
        ON_DATABASE(only_the_province_edits_the_catalogue),
        ON_DATABASE(every_version_is_listed_for_administrators),
        ON_DATABASE(a_card_without_a_limit_is_told_apart),
        ON_DATABASE(a_change_between_versions_is_told),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
