/*
 * Which files make a pack: its own three, and of the shared blocks and lists
 * those that it names, and that those name. Each case writes its own folder.
 */
#include "base/prelude.h"

#include <ftw.h>
#include <setjmp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/msg.h"

#include "domain/pack/pack.h"

static struct arena *arena;
static struct findings found;
static char folder[200]; /* with packs/, blocks/ and lists/ */

static int remove_one(const char *path, const struct stat *status, int type,
                      struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

static void write_file(const char *name, struct str text)
{
    FILE *f = fopen(arena_printf(arena, "%s/%s", folder, name).p, "wb");

    check(f && fwrite(text.p, 1, text.n, f) == text.n && fclose(f) == 0);
}

static void make_folder(const char *name)
{
    check(mkdir(arena_printf(arena, "%s/%s", folder, name).p, 0700) == 0);
}

static int set_up(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    arena = arena_new((size_t)64 << 20);
    snprintf(folder, sizeof folder, "%s/motcua-pack-XXXXXX",
             tmp ? tmp : "/tmp");
    check(mkdtemp(folder) != NULL);
    make_folder("blocks");
    make_folder("lists");
    make_folder("packs");
    make_folder("packs/1.1");
    write_file("packs/1.1/card.json", S("{\"code\": \"1.1\"}"));
    write_file("packs/1.1/form.json", S("{}"));
    write_file("packs/1.1/flow.json", S("{}"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_free(arena);
    return 0;
}

static const struct json *gather_at(const char *path)
{
    found = findings_new(arena);
    return pack_gather(arena, &found, str_c(path));
}

static const struct json *gather(void)
{
    return gather_at(arena_printf(arena, "%s/packs/1.1", folder).p);
}

static void expect_error(const char *file, int message, const char *argument)
{
    assert_int_equal(found.count, 1);
    assert_string_equal(found.item[0].file.p, file);
    assert_int_equal(found.item[0].message, message);
    assert_string_equal(found.item[0].argument[0].p, argument);
}

/* The pack holds, or does not hold, blocks/NAME.json. */
static bool has(const struct json *pack, const char *kind, const char *name)
{
    return json_member(json_member(pack, kind), name) != NULL;
}

static struct str padded(size_t bytes)
{
    char *text = arena_alloc(arena, bytes);

    memset(text, ' ', bytes);
    text[0] = '{';
    text[bytes - 1] = '}';
    return (struct str){text, bytes};
}

static void a_file_has_at_most_256_kib(void **state)
{
    (void)state;
    write_file("packs/1.1/flow.json", padded(262144));
    assert_non_null(gather());
    assert_int_equal(found.count, 0);
    write_file("packs/1.1/flow.json", padded(262145));
    assert_null(gather());
    expect_error("flow.json", MSG_PACK_FILE_BIG, "256");
}

static void each_of_the_three_files_has_to_be_json(void **state)
{
    static const char *const files[] = {"card.json", "form.json", "flow.json"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const char *name = arena_printf(arena, "packs/1.1/%s", files[i]).p;

        write_file(name, S("{"));
        assert_null(gather());
        assert_int_equal(found.count, 1);
        assert_int_equal(found.item[0].message, MSG_PACK_FILE_JSON);
        assert_true(found.item[0].argument[0].n > 0);
        unlink(arena_printf(arena, "%s/%s", folder, name).p);
        assert_null(gather());
        assert_int_equal(found.count, 1);
        assert_int_equal(found.item[0].message, MSG_PACK_FILE_MISSING);
        assert_string_equal(found.item[0].file.p, files[i]);
        write_file(name, S("{\"code\": \"1.1\"}"));
    }
}

static void the_folder_is_called_as_the_code(void **state)
{
    (void)state;
    write_file("packs/1.1/card.json", S("{\"code\": \"1.2\"}"));
    assert_non_null(gather());
    expect_error("card.json", MSG_PACK_CODE_FOLDER, "1.2");
    assert_string_equal(found.item[0].path.p, "code");
    assert_string_equal(found.item[0].argument[1].p, "1.1");
    /* That there is no code is said by who reads the card. */
    write_file("packs/1.1/card.json", S("{}"));
    assert_non_null(gather());
    assert_int_equal(found.count, 0);
}

static void what_is_named_is_gathered_and_what_that_names(void **state)
{
    const struct json *pack;

    (void)state;
    write_file("packs/1.1/form.json",
               S("{\"pages\": [{\"fields\": [{\"block\": \"one\"}, "
                 "{\"list\": \"sex\", \"label\": \"word\"}]}]}"));
    write_file("lists/word.json", S("{}"));
    write_file("blocks/one.json", S("{\"fields\": [{\"block\": \"two\"}]}"));
    write_file("blocks/two.json", S("{\"fields\": [{\"list\": \"yes_no\"}]}"));
    write_file("blocks/three.json", S("{}"));
    write_file("lists/sex.json", S("{}"));
    write_file("lists/yes_no.json", S("{}"));
    write_file("lists/procedure_field.json", S("{}"));
    write_file("lists/life_event.json", S("{}"));
    pack = gather();
    assert_non_null(pack);
    assert_int_equal(found.count, 0);
    assert_true(has(pack, "blocks", "one") && has(pack, "blocks", "two"));
    assert_false(has(pack, "blocks", "three"));
    assert_true(has(pack, "lists", "sex") && has(pack, "lists", "yes_no"));
    assert_true(has(pack, "lists", "procedure_field"));
    assert_true(has(pack, "lists", "life_event"));
    assert_false(has(pack, "lists", "one") || has(pack, "lists", "word"));
}

static void blocks_that_name_each_other_are_gathered_once(void **state)
{
    const struct json *pack;

    (void)state;
    write_file("packs/1.1/form.json", S("{\"block\": \"one\"}"));
    write_file("blocks/one.json", S("{\"block\": \"two\"}"));
    write_file("blocks/two.json", S("{\"block\": \"one\"}"));
    pack = gather();
    assert_true(has(pack, "blocks", "one") && has(pack, "blocks", "two"));
    assert_int_equal(found.count, 0);
}

static void a_shared_file_that_is_no_json_is_told_by_its_name(void **state)
{
    (void)state;
    write_file("packs/1.1/form.json", S("{\"block\": \"one\"}"));
    write_file("blocks/one.json", S("{"));
    assert_false(has(gather(), "blocks", "one"));
    assert_int_equal(found.count, 1);
    assert_int_equal(found.item[0].message, MSG_PACK_FILE_JSON);
    assert_string_equal(found.item[0].file.p, "blocks/one.json");
}

/* Whether a block of that name is gathered, when there is such a file. */
static bool can_be_named(const char *name)
{
    write_file("packs/1.1/form.json",
               arena_printf(arena, "{\"block\": \"%s\"}", name));
    write_file(arena_printf(arena, "blocks/%s.json", name).p, S("{}"));
    return has(gather(), "blocks", name);
}

static void a_name_cannot_lead_out_of_its_folder(void **state)
{
    static const char forty[] = "abcdefghij0123456789abcdefghij0123456789";

    (void)state;
    assert_true(can_be_named("a"));
    assert_true(can_be_named("z"));
    assert_true(can_be_named("09_"));
    assert_true(can_be_named(forty));
    assert_false(can_be_named(arena_printf(arena, "%sx", forty).p));
    assert_false(can_be_named(""));
    assert_false(can_be_named("../x"));
    assert_false(can_be_named(".x"));
    assert_false(can_be_named("Ax"));
    assert_false(can_be_named("x`"));
    assert_false(can_be_named("x{"));
    assert_false(can_be_named("x:"));
    assert_false(can_be_named("x-"));
}

static void a_hundred_shared_files_are_enough(void **state)
{
    struct str form = S("[");
    const struct json *pack;

    (void)state;
    for (int i = 1; i <= 101; i++) {
        form = arena_printf(arena, "%s%s{\"block\": \"b%d\"}", form.p,
                            i > 1 ? ", " : "", i);
        write_file(arena_printf(arena, "blocks/b%d.json", i).p, S("{}"));
    }
    write_file("packs/1.1/form.json", arena_printf(arena, "%s]", form.p));
    pack = gather();
    assert_true(has(pack, "blocks", "b100"));
    assert_false(has(pack, "blocks", "b101"));
}

static void the_folder_may_be_named_in_any_way(void **state)
{
    static const char *const ways[] = {"packs/1.1", "packs/1.1/",
                                       "packs//1.1//", "./packs/1.1"};
    char before[1000];

    (void)state;
    check(getcwd(before, sizeof before) && chdir(folder) == 0);
    write_file("packs/1.1/form.json", S("{\"block\": \"one\"}"));
    write_file("blocks/one.json", S("{}"));
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        assert_true(has(gather_at(ways[i]), "blocks", "one"));
        assert_int_equal(found.count, 0);
    }
    /* Beside its shared files, with no folder between. */
    check(chdir("packs") == 0);
    make_folder("packs/blocks");
    write_file("packs/blocks/one.json", S("{}"));
    assert_true(has(gather_at("1.1"), "blocks", "one"));
    assert_int_equal(found.count, 0);
    make_folder("packs/p");
    make_folder("packs/p/1.1");
    write_file("packs/p/1.1/card.json", S("{}"));
    write_file("packs/p/1.1/form.json", S("{\"block\": \"one\"}"));
    write_file("packs/p/1.1/flow.json", S("{}"));
    assert_true(has(gather_at("p/1.1"), "blocks", "one"));
    check(chdir(before) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_has_at_most_256_kib, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_of_the_three_files_has_to_be_json,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_folder_is_called_as_the_code,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_named_is_gathered_and_what_that_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            blocks_that_name_each_other_are_gathered_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_shared_file_that_is_no_json_is_told_by_its_name, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(a_name_cannot_lead_out_of_its_folder,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_hundred_shared_files_are_enough,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_folder_may_be_named_in_any_way,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
