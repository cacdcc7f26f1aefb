/* The register of a point: what it holds, whose it is, and its two files. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "service/reception.h"
#include "service/register.h"

#include "fixture/case.h"
#include "fixture/province.h"

struct desk {
    struct database *d;
    const struct pack *pack;
    struct actor officer;
    struct register_filter f;
    struct register_entries entries;
    struct instant after;
    int64_t after_id;
    size_t max;
    int64_t total;
    struct str file;
    struct dossier accepted;
    int64_t dossier_id;
};

static enum err accept_it(struct tx *t, void *arg)
{
    struct desk *k = arg;

    return reception_accept(t,
                            &(struct reception){
                                .dossier_id = k->dossier_id,
                                .pack = k->pack,
                                .who = &k->officer,
                                .site = CASE_SITE,
                                .reason = S(""),
                            },
                            &k->accepted);
}

static void accept_one(struct desk *k)
{
    k->dossier_id = case_file(k->d, k->pack, "30280", case_person(k->d));
    must(db_write(k->d->db, &k->d->cx, accept_it, k), &k->d->cx);
}

/* Three dossiers, one a day, at the point of phường Mỹ Bình. */
static struct desk open_desk(void **state)
{
    struct desk k = {.d = *state, .max = 50};
    struct day today;

    province_found(k.d);
    k.pack = case_pack(k.d, "1.001193");
    k.officer = case_officer(k.d, ROLE_RECEPTION, "mc-30280", 71);
    for (int i = 0; i < 3; i++) {
        accept_one(&k);
        k.d->cx.now.us += DAY_US;
    }
    today = instant_day(k.d->cx.now);
    k.f = (struct register_filter){
        .point_id = k.accepted.point_id,
        .from = {today.n - 3},
        .to = today,
        .field = S(""),
    };
    return k;
}

static enum err list(struct tx *t, void *arg)
{
    struct desk *k = arg;

    TRY(register_total(t, &k->officer, &k->f, &k->total));
    return register_list(t, &k->officer, &k->f, k->after, k->after_id, k->max,
                         &k->entries);
}

static enum err print(struct tx *t, void *arg)
{
    struct desk *k = arg;

    return register_pdf(t, &k->officer, &k->f, &k->file);
}

static enum err export(struct tx *t, void *arg) {
    struct desk *k = arg;

    return register_xlsx(t, &k->officer, &k->f, &k->file);
}

static void look(struct desk *k)
{
    must(db_read(k->d->db, &k->d->cx, list, k), &k->d->cx);
}

static void the_register_holds_what_was_accepted_in_its_order(void **state)
{
    struct desk k = open_desk(state);

    look(&k);
    assert_int_equal(k.total, 3);
    assert_int_equal(k.entries.count, 3);
    assert_false(k.entries.more);
    assert_string_equal(k.entries.at[0].code.p, "H01.21.01-260428-0001");
    assert_string_equal(k.entries.at[0].applicant.p, "Néang Srây Mom");
    assert_true(str_find(k.entries.at[0].address, S("24/6 Lý Thái Tổ")) == 0);
    assert_true(k.entries.at[0].transferred_at.us > 0);
    assert_true(k.entries.at[0].accepted_at.us <
                k.entries.at[1].accepted_at.us);
    assert_int_equal(k.entries.at[0].returned_at.us, 0);
}

static void a_period_and_a_field_choose(void **state)
{
    struct desk k = open_desk(state);

    k.f.to.n = k.f.from.n;
    look(&k);
    assert_int_equal(k.total, 1);
    k.f.from.n -= 10;
    k.f.to.n = k.f.from.n + 9;
    look(&k);
    assert_int_equal(k.entries.count, 0);
    k.f.to.n += 30;
    k.f.field = k.pack->card->field;
    look(&k);
    assert_int_equal(k.total, 3);
    k.f.field = S("dat_dai_khac");
    look(&k);
    assert_int_equal(k.total, 0);
}

static void pages_follow_each_other(void **state)
{
    struct desk k = open_desk(state);

    k.max = 2;
    look(&k);
    assert_int_equal(k.entries.count, 2);
    assert_true(k.entries.more);
    k.after = k.entries.at[1].accepted_at;
    k.after_id = k.entries.at[1].id;
    look(&k);
    assert_int_equal(k.entries.count, 1);
    assert_string_equal(k.entries.at[0].code.p, k.accepted.code.p);
}

static void only_its_own_reception_opens_it(void **state)
{
    struct desk k = open_desk(state);

    k.officer = case_officer(k.d, ROLE_RECEPTION, "mc-30283", 72);
    assert_int_equal(db_read(k.d->db, &k.d->cx, list, &k), ERR_FORBIDDEN);
    errbox_clear(&k.d->cx.err);
    assert_int_equal(db_read(k.d->db, &k.d->cx, print, &k), ERR_FORBIDDEN);
    errbox_clear(&k.d->cx.err);
    assert_int_equal(db_read(k.d->db, &k.d->cx, export, &k), ERR_FORBIDDEN);
    errbox_clear(&k.d->cx.err);
}

static void it_is_printed_and_exported(void **state)
{
    struct desk k = open_desk(state);

    must(db_read(k.d->db, &k.d->cx, print, &k), &k.d->cx);
    assert_true(str_starts(k.file, S("%PDF-1.7")));
    must(db_read(k.d->db, &k.d->cx, export, &k), &k.d->cx);
    assert_true(str_starts(k.file, S("PK")));
}

int main(int argc, char **argv)
{
#define TEST(f) \
    cmocka_unit_test_setup_teardown(f, database_setup, database_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_register_holds_what_was_accepted_in_its_order),
        TEST(a_period_and_a_field_choose),
        TEST(pages_follow_each_other),
        TEST(only_its_own_reception_opens_it),
        TEST(it_is_printed_and_exported),
    };
#undef TEST

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
