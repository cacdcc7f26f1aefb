#include "base/prelude.h"

#include <fcntl.h>
#include <setjmp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/io.h"

static struct errbox box;

struct place {
    struct arena *arena;
    char folder[32];
};

static int set_up(void **state)
{
    static struct place place = {.folder = "test_io_XXXXXX"};

    place.arena = arena_new((size_t)1 << 20);
    *state = &place;
    return mkdtemp(place.folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    int rc = rmdir(place->folder);

    arena_free(place->arena);
    return rc;
}

static const char *in_folder(const struct place *place, const char *name)
{
    return arena_printf(place->arena, "%s/%s", place->folder, name).p;
}

static void a_file_is_written_whole_and_read_back(void **state)
{
    struct place *place = *state;
    const char *path = in_folder(place, "a");
    struct stat about;
    struct str back;

    assert_int_equal(io_write_file(&box, place->arena, path, 0600, S("cũ")),
                     ERR_OK);
    assert_int_equal(io_write_file(&box, place->arena, path, 0600, S("mới")),
                     ERR_OK);
    assert_int_equal(io_read_file(&box, place->arena, path, 5, &back), ERR_OK);
    assert_string_equal(back.p, "mới");
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(unlink(path), 0);
}

static void a_file_too_large_or_absent_is_refused(void **state)
{
    struct place *place = *state;
    const char *path = in_folder(place, "b");
    struct str back = S("kept");

    assert_int_equal(io_write_file(&box, place->arena, path, 0600, S("12345")),
                     ERR_OK);
    assert_int_equal(io_read_file(&box, place->arena, path, 4, &back),
                     ERR_TOO_LARGE);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(io_read_file(&box, place->arena, path, 4, &back),
                     ERR_NOT_FOUND);
    assert_non_null(strstr(box.detail, "No such file"));
    assert_int_equal(io_read_file(&box, place->arena, place->folder, 4, &back),
                     ERR_INTERNAL);
    assert_true(str_eq_c(back, "kept"));
}

static void a_failed_write_leaves_nothing_beside(void **state)
{
    struct place *place = *state;
    const char *folder = in_folder(place, "c");

    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(io_write_file(&box, place->arena, folder, 0600, S("x")),
                     ERR_INTERNAL);
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(io_write_file(&box, place->arena,
                                   in_folder(place, "no/file"), 0600, S("x")),
                     ERR_NOT_FOUND);
}

/* The folder's removal in tear_down proves that nothing was left in it. */
static void a_temporary_file_has_no_name(void **state)
{
    struct place *place = *state;
    int opened = -1;
    char back[8] = "";

    assert_int_equal(io_temp_file(&box, place->arena, place->folder, &opened),
                     ERR_OK);
    {
        FD_CLOSE int fd = opened;

        assert_int_equal(io_write_all(&box, fd, "temporary", S("abc")), ERR_OK);
        assert_int_equal(pread(fd, back, sizeof back, 0), 3);
        assert_string_equal(back, "abc");
    }
    assert_int_equal(fcntl(opened, F_GETFD), -1);
    assert_int_equal(
        io_temp_file(&box, place->arena, in_folder(place, "no"), &opened),
        ERR_NOT_FOUND);
}

static void a_full_disk_is_called_so(void **state)
{
    FD_CLOSE int fd = open("/dev/full", O_WRONLY);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(io_write_all(&box, fd, "/dev/full", S("x")),
                     ERR_DISK_FULL);
    assert_string_equal(box.detail, "write /dev/full: No space left on device");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_written_whole_and_read_back),
        cmocka_unit_test(a_file_too_large_or_absent_is_refused),
        cmocka_unit_test(a_failed_write_leaves_nothing_beside),
        cmocka_unit_test(a_temporary_file_has_no_name),
        cmocka_unit_test(a_full_disk_is_called_so),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
