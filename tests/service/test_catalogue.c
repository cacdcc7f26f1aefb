/* The catalogue of procedures: versions, publishing, finding. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/pack/pack_store.h"
#include "domain/procedure/procedure_store.h"
#include "service/catalogue.h"

#include "fixture/database.h"

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
    asked.q.after_sort = asked.rows.row[1].sort;
    asked.q.after_id = asked.rows.row[1].id;
    must(db_read(d->db, &d->cx, ask, &asked), &d->cx);
    assert_int_equal(asked.rows.count, 1);
    assert_false(asked.rows.more);
    assert_string_equal(asked.rows.row[0].name.in[0].p, "Đăng ký");
}

struct on_day {
    struct day day;
    int64_t id;
    bool found;
};

static enum err look_on_day(struct tx *t, void *arg)
{
    struct on_day *on = arg;

    return procedure_version_on(t, S("9.000001"), on->day, &on->id, &on->found);
}

static int64_t in_force(struct database *d, int day)
{
    struct on_day on = {.day = {day}};

    must(db_read(d->db, &d->cx, look_on_day, &on), &d->cx);
    return on.found ? on.id : 0;
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
    return procedure_withdraw(t, *(int64_t *)arg);
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

struct cached {
    struct pack_cache *cache;
    int64_t id;
    const struct pack *pack;
};

static enum err get_pack(struct tx *t, void *arg)
{
    struct cached *c = arg;

    return pack_cache_get(c->cache, t, c->id, &c->pack);
}

static void a_stored_pack_is_read_once_and_shared(void **state)
{
    struct database *d = *state;
    struct cached c = {.cache = pack_cache_new()};
    const struct pack *first;

    c.id = import(d, "9.000001", NULL);
    must(db_read(d->db, &d->cx, get_pack, &c), &d->cx);
    first = c.pack;
    assert_string_equal(first->card->code.p, "9.000001");
    assert_true(first->form->field_count > 20);
    assert_string_equal(first->field_name.in[LANG_VI].p, "Hộ tịch");
    must(db_read(d->db, &d->cx, get_pack, &c), &d->cx);
    assert_ptr_equal(first, c.pack);
    c.id = 12345;
    assert_int_equal(db_read(d->db, &d->cx, get_pack, &c), ERR_NOT_FOUND);
    arena_reset(d->cx.arena);
    pack_cache_free(c.cache);
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
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
