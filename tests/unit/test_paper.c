#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/msg.h"

#include "domain/pack/pack.h"
#include "domain/paper/paper.h"

static struct arena *arena;
static const struct pack *birth;

static struct filling filling(const char *answers, const char *case_code)
{
    struct filling f = {
        .form = birth->form,
        .case_index = procedure_case_index(birth->card, str_c(case_code)),
        .channel = CHANNEL_ONLINE,
    };
    struct errbox box;

    assert_int_equal(json_parse(&box, arena, str_c(answers), 4096, &f.answers),
                     ERR_OK);
    return f;
}

static struct handed_papers handed;

/* The codes of what is asked for, missing ones with a '!'. */
static const char *needs(const struct filling *f, const struct papers *have)
{
    struct paper_need need[PROCEDURE_COMPONENTS_MAX];
    size_t count =
        paper_needs(birth->card, birth->when, f, have, &handed, need);
    struct str text = S("");

    for (size_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s %.*s%s", text.p,
                            STR_ARG(need[i].component->code),
                            need[i].is_missing ? "!" : "");
    return text.p;
}

static const char notice[] =
    "{\"birth_proof\":\"notice\",\"birth_notice_electronic\":\"no\"}";

static void papers_follow_from_case_and_answers(void **state)
{
    struct papers none = {0};
    struct filling f = filling(notice, "on_time");

    (void)state;
    assert_string_equal(needs(&f, &none),
                        " birth_notice! identity residence_proof");
    f = filling(notice, "abandoned");
    assert_string_equal(needs(&f, &none),
                        " abandoned_record! identity residence_proof");
    f = filling("{\"birth_proof\":\"witness\"}", "late");
    assert_string_equal(needs(&f, &none),
                        " witness_statement! identity residence_proof");
}

static void a_file_that_came_is_not_missing(void **state)
{
    static const struct paper file = {.component = S_INIT("birth_notice")};
    struct papers have = {&file, 1};
    struct filling f = filling(notice, "on_time");

    (void)state;
    assert_string_equal(needs(&f, &have),
                        " birth_notice identity residence_proof");
    assert_int_equal(paper_count(&have, S("birth_notice")), 1);
    assert_int_equal(paper_count(&have, S("identity")), 0);
}

/* A card of one paper: who has to bring what, and where. */
static bool is_missing(bool required, enum component_upload upload,
                       enum channel channel, size_t files, size_t pieces)
{
    static const struct paper file = {.component = S_INIT("map")};
    static const struct handed_paper piece = {S_INIT("map"), 1, 0};
    const struct procedure_component component = {
        .code = S("map"), .required = required, .upload = upload, .cases = 1};
    const struct procedure card = {.component = &component,
                                   .component_count = 1};
    const struct condition *const when[] = {NULL};
    const struct papers have = {&file, files};
    const struct handed_papers in_hand = {&piece, pieces};
    struct filling f = {.form = birth->form, .channel = channel};
    struct paper_need need[PROCEDURE_COMPONENTS_MAX];

    assert_int_equal(paper_needs(&card, when, &f, &have, &in_hand, need), 1);
    assert_int_equal(need[0].file_count, files);
    f.case_index = 1;
    assert_int_equal(paper_needs(&card, when, &f, &have, &in_hand, need), 0);
    return need[0].is_missing;
}

static void what_is_missing_depends_on_the_way_of_filing(void **state)
{
    (void)state;
    assert_true(is_missing(true, UPLOAD_REQUIRED, CHANNEL_ONLINE, 0, 1));
    assert_false(is_missing(true, UPLOAD_REQUIRED, CHANNEL_ONLINE, 1, 0));
    assert_false(is_missing(true, UPLOAD_OPTIONAL, CHANNEL_ONLINE, 0, 0));
    assert_false(is_missing(true, UPLOAD_NONE, CHANNEL_ONLINE, 0, 0));
    assert_false(is_missing(false, UPLOAD_REQUIRED, CHANNEL_ONLINE, 0, 0));
    assert_true(is_missing(true, UPLOAD_NONE, CHANNEL_COUNTER, 1, 0));
    assert_false(is_missing(true, UPLOAD_REQUIRED, CHANNEL_COUNTER, 0, 1));
    assert_false(is_missing(false, UPLOAD_REQUIRED, CHANNEL_COUNTER, 0, 0));
    assert_false(is_missing(true, UPLOAD_REQUIRED, CHANNEL_POST, 0, 0));
}

static void a_verdict_is_of_one_paper_or_of_the_paper_itself(void **state)
{
    static const struct paper_verdict at[] = {{S_INIT("map"), 0, true},
                                              {S_INIT("map"), 7, false},
                                              {S_INIT("form"), 7, true}};
    const struct paper_verdicts all = {at, COUNT_OF(at)};
    static const struct handed_paper pieces[] = {{S_INIT("map"), 1, 0},
                                                 {S_INIT("form"), 0, 2}};
    const struct handed_papers in_hand = {pieces, COUNT_OF(pieces)};

    (void)state;
    assert_ptr_equal(verdict_find(&all, S("map"), 0), &at[0]);
    assert_ptr_equal(verdict_find(&all, S("map"), 7), &at[1]);
    assert_ptr_equal(verdict_find(&all, S("form"), 7), &at[2]);
    assert_null(verdict_find(&all, S("form"), 0));
    assert_null(verdict_find(&all, S("map"), 8));
    assert_ptr_equal(handed_find(&in_hand, S("map")), &pieces[0]);
    assert_ptr_equal(handed_find(&in_hand, S("form")), &pieces[1]);
    assert_null(handed_find(&in_hand, S("none")));
}

static void at_the_counter_what_is_required_is_handed_in(void **state)
{
    static const struct handed_paper pieces[] = {
        {S_INIT("birth_notice"), 1, 0},
        {S_INIT("identity"), 0, 1},
    };
    struct papers none = {0};
    struct filling f = filling(notice, "on_time");

    (void)state;
    f.channel = CHANNEL_COUNTER;
    assert_string_equal(needs(&f, &none),
                        " birth_notice! identity! residence_proof");
    handed = (struct handed_papers){pieces, COUNT_OF(pieces)};
    assert_string_equal(needs(&f, &none),
                        " birth_notice identity residence_proof");
    /* Paper handed in at a counter uploads nothing. */
    f.channel = CHANNEL_ONLINE;
    assert_string_equal(needs(&f, &none),
                        " birth_notice! identity residence_proof");
    handed = (struct handed_papers){0};
}

static void only_pdf_and_photographs_are_taken(void **state)
{
    struct errbox box;
    struct str mime;
    int said[SNIFF_OTHER + 1] = {0};

    (void)state;
    assert_int_equal(paper_accept(&box, SNIFF_PDF, &mime), ERR_OK);
    assert_string_equal(mime.p, "application/pdf");
    assert_int_equal(paper_accept(&box, SNIFF_JPEG, &mime), ERR_OK);
    assert_string_equal(mime.p, "image/jpeg");
    assert_int_equal(paper_accept(&box, SNIFF_PNG, &mime), ERR_OK);
    assert_string_equal(mime.p, "image/png");
    /* Of each other kind its own words. */
    for (int k = SNIFF_PNG + 1; k <= SNIFF_OTHER; k++) {
        assert_int_equal(paper_accept(&box, (enum sniff_kind)k, &mime),
                         ERR_UNSUPPORTED);
        said[k] = box.message;
        for (int other = SNIFF_PNG + 1; other < k; other++)
            assert_int_not_equal(said[other], said[k]);
    }
    assert_int_equal(paper_accept(&box, SNIFF_WORD, &mime), ERR_UNSUPPORTED);
    assert_string_equal(errbox_words(arena, &box, LANG_VI).p,
                        "Tệp này là Word, cổng nhận PDF hoặc ảnh. Lưu lại "
                        "thành PDF.");
}

static void expect_name(const char *sent, const char *mime, const char *name)
{
    assert_string_equal(
        paper_name(arena, str_c(sent), str_c(mime), S("proxy")).p, name);
}

static void names_end_as_their_content_and_hold_no_path(void **state)
{
    char longest[1001] = {0};

    (void)state;
    expect_name("Giấy chứng sinh.PDF", "application/pdf",
                "Giấy chứng sinh.pdf");
    expect_name("ảnh.pdf", "image/jpeg", "ảnh.jpg");
    expect_name("C:\\Users\\Lan\\đơn.docx.png", "image/png", "đơn.docx.png");
    expect_name("../../etc/passwd", "application/pdf", "passwd.pdf");
    expect_name("a\"b<c>.pdf", "application/pdf", "a_b_c_.pdf");
    expect_name("Ban ve so 1. tang tret", "application/pdf",
                "Ban ve so 1. tang tret.pdf");
    expect_name("a.abcdef", "application/pdf", "a.pdf");
    expect_name("a.abcdefg", "application/pdf", "a.abcdefg.pdf");
    expect_name("a.", "application/pdf", "a.pdf");
    expect_name("a", "application/pdf", "a.pdf");
    expect_name(".pdf", "application/pdf", "proxy.pdf");
    expect_name("ab", "application/pdf", "ab.pdf");
    expect_name("C:\\", "application/pdf", "proxy.pdf");
    expect_name(". .a .b.pdf", "application/pdf", "a .b.pdf");
    expect_name(">:|?*%;x.pdf", "application/pdf", "_______x.pdf");
    /* Decomposed, as one maker's machines send it. */
    expect_name("gia\xcc\x82\xcc\x81y.pdf", "application/pdf", "giấy.pdf");
    memset(longest, 'x', 1000);
    assert_int_equal(
        paper_name(arena, str_c(longest), S("image/png"), S("proxy")).n,
        PAPER_NAME_POINTS_MAX + 4);
    assert_int_equal(PAPER_NAME_POINTS_MAX, 120);
    expect_name(arena_printf(arena, "%sx", longest).p, "image/png",
                "proxy.png");
}

static void a_name_of_nothing_becomes_the_component(void **state)
{
    (void)state;
    expect_name("", "application/pdf", "proxy.pdf");
    expect_name("...", "application/pdf", "proxy.pdf");
    expect_name("/", "image/png", "proxy.png");
    expect_name("\xff\xfe.pdf", "application/pdf", "proxy.pdf");
    expect_name("a\x01z.pdf", "application/pdf", "proxy.pdf");
}

static void sizes_are_rounded_up(void **state)
{
    (void)state;
    assert_string_equal(paper_size(arena, LANG_VI, 1).p, "1 KB");
    assert_string_equal(paper_size(arena, LANG_VI, 0).p, "0 KB");
    assert_string_equal(paper_size(arena, LANG_VI, 1024).p, "1 KB");
    assert_string_equal(paper_size(arena, LANG_VI, 1025).p, "2 KB");
    assert_string_equal(paper_size(arena, LANG_VI, 640 << 10).p, "640 KB");
    assert_string_equal(paper_size(arena, LANG_VI, 1048575).p, "1024 KB");
    assert_string_equal(paper_size(arena, LANG_VI, 1048576).p, "1,0 MB");
    /* A tenth of a mebibyte is 104857.6 bytes. */
    assert_string_equal(paper_size(arena, LANG_VI, 1048576 + 104857).p,
                        "1,1 MB");
    assert_string_equal(paper_size(arena, LANG_VI, 1048576 + 104858).p,
                        "1,2 MB");
    assert_string_equal(paper_size(arena, LANG_VI, (1 << 20) + 1).p, "1,1 MB");
    assert_string_equal(paper_size(arena, LANG_EN, PAPER_BYTES_MAX).p,
                        "10.0 MB");
}

static int begin(void **state)
{
    struct findings f;
    const struct json *gathered;

    (void)state;
    arena = arena_new(PACK_ARENA_BYTES);
    f = findings_new(arena);
    gathered = pack_gather(arena, &f, S(SOURCE_ROOT "/data/packs/1.001193"));
    assert_non_null(gathered);
    birth = pack_read(arena, arena, &f, gathered);
    assert_int_equal(f.errors, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(papers_follow_from_case_and_answers),
        cmocka_unit_test(a_file_that_came_is_not_missing),
        cmocka_unit_test(at_the_counter_what_is_required_is_handed_in),
        cmocka_unit_test(what_is_missing_depends_on_the_way_of_filing),
        cmocka_unit_test(a_verdict_is_of_one_paper_or_of_the_paper_itself),
        cmocka_unit_test(only_pdf_and_photographs_are_taken),
        cmocka_unit_test(names_end_as_their_content_and_hold_no_path),
        cmocka_unit_test(a_name_of_nothing_becomes_the_component),
        cmocka_unit_test(sizes_are_rounded_up),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
