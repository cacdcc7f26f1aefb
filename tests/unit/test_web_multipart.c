#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"

#include "web/multipart.h"

#define TYPE "multipart/form-data; boundary=xYz"

static struct cx cx;

static int setup(void **state)
{
    (void)state;
    cx = (struct cx){.arena = arena_new(ARENA_REQUEST_BYTES_MAX)};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(cx.arena);
    return 0;
}

/* Writes down what it is told: "name[=file]:bytes;". */
static enum err note_begin(void *p, const struct part *part)
{
    buf_add(p, part->name);
    if (part->file_name.p)
        buf_printf(p, "=%.*s", STR_ARG(part->file_name));
    buf_add_char(p, ':');
    return ERR_OK;
}

static enum err note_data(void *p, struct str bytes)
{
    buf_add(p, bytes);
    return ERR_OK;
}

static enum err note_end(void *p)
{
    buf_add_char(p, ';');
    return ERR_OK;
}

/* Feeds the body in pieces of `step` bytes. */
static enum err read_body(struct str body, size_t step, struct buf *notes)
{
    struct part_sink sink = {note_begin, note_data, note_end, notes};
    struct multipart *m;

    *notes = buf_new(cx.arena, 1 << 20);
    TRY(multipart_new(&cx, S(TYPE), sink, &m));
    for (size_t at = 0; at < body.n; at += step)
        TRY(multipart_feed(m, str_sub(body, at, at + step)));
    return multipart_end(m);
}

static const struct str form =
    S_INIT("--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
           "--xYz\r\nContent-Disposition: form-data; name=\"f\"; "
           "filename=\"giấy.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
           "%PDF\r\n--xY\r\n-\r\n"
           "--xYz\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n"
           "--xYz--\r\n");

static void parts_come_out_whole_however_they_arrive(void **state)
{
    struct buf notes;

    (void)state;
    for (size_t step = 1; step <= form.n; step++) {
        assert_int_equal(read_body(form, step, &notes), ERR_OK);
        assert_string_equal(buf_str(&notes).p,
                            "a:1;f=giấy.pdf:%PDF\r\n--xY\r\n-;e:;");
    }
}

static void every_cut_off_body_is_refused(void **state)
{
    struct buf notes;

    (void)state;
    for (size_t n = 0; n < form.n - strlen("--\r\n"); n++)
        if (read_body(str_sub(form, 0, n), 7, &notes) != ERR_SYNTAX)
            fail_msg("accepted %zu of %zu bytes", n, form.n);
}

static void crooked_bodies_are_refused(void **state)
{
    static const char *const crooked[] = {
        "preamble\r\n--xYz--\r\n",
        "--xYz\r\n\r\n\r\n1\r\n--xYz--\r\n",
        "--xYz\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\""
        "\r\n\r\n1\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"; x=\"b\""
        "\r\n\r\n1\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n1\r\n--xYz--",
        "--xYz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1"
        "\r\n--xYz--",
        "--xYzz\r\n",
        "--xYz--\r\nmore",
    };
    struct buf notes;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(crooked); i++)
        if (read_body(str_c(crooked[i]), 5, &notes) != ERR_SYNTAX)
            fail_msg("accepted: %s", crooked[i]);
}

static void a_part_head_has_a_ceiling(void **state)
{
    struct buf body = buf_new(cx.arena, 1 << 16);
    struct buf notes;

    (void)state;
    buf_add_c(&body, "--xYz\r\nContent-Disposition: form-data; name=\"");
    for (int i = 0; i < MULTIPART_HEADER_BYTES_MAX; i++)
        buf_add_char(&body, 'a');
    buf_add_c(&body, "\"\r\n\r\n1\r\n--xYz--\r\n");
    assert_int_equal(read_body(buf_str(&body), 100, &notes), ERR_SYNTAX);
}

static void a_boundary_is_needed(void **state)
{
    struct multipart *m;
    struct part_sink sink = {note_begin, note_data, note_end, NULL};

    (void)state;
    assert_int_equal(multipart_new(&cx, S("multipart/form-data"), sink, &m),
                     ERR_SYNTAX);
    assert_int_equal(
        multipart_new(&cx, S("multipart/form-data; boundary="), sink, &m),
        ERR_SYNTAX);
    assert_int_equal(
        multipart_new(&cx, S("multipart/form-data; boundary=a\nb"), sink, &m),
        ERR_SYNTAX);
    assert_int_equal(multipart_new(&cx,
                                   S("multipart/form-data; boundary=\"a b\""),
                                   sink, &m),
                     ERR_SYNTAX);
    assert_int_equal(
        multipart_new(&cx, S("multipart/form-data; boundary=\"ab\""), sink, &m),
        ERR_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_come_out_whole_however_they_arrive),
        cmocka_unit_test(every_cut_off_body_is_refused),
        cmocka_unit_test(crooked_bodies_are_refused),
        cmocka_unit_test(a_part_head_has_a_ceiling),
        cmocka_unit_test(a_boundary_is_needed),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
