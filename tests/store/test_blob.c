#include "base/prelude.h"

#include <setjmp.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "store/blob.h"

#include "fixture/database.h"

#define CHUNK     BLOB_CHUNK_BYTES
#define ANY_BYTES ((int64_t)1 << 30)

/* A database, and a blob store in its folder. */
struct place {
    struct database *d;
    struct blob_store *store;
    char folder[300];
    char key_file[300];
};

static struct place place_new(struct database *d)
{
    struct place p = {.d = d};

    snprintf(p.folder, sizeof p.folder, "%s/blobs", d->folder);
    snprintf(p.key_file, sizeof p.key_file, "%s/key", d->folder);
    must(blob_key_file_create(p.key_file, &d->cx.err), &d->cx);
    must(blob_store_open(p.folder, p.key_file, &p.store, &d->cx.err), &d->cx);
    return p;
}

static struct str pattern(struct arena *a, size_t n, unsigned seed)
{
    char *p = arena_alloc(a, n + 1);

    for (size_t i = 0; i < n; i++)
        p[i] = (char)((i * 31 + i / 251 + seed) & 0xff);
    return (struct str){p, n};
}

static enum err put_blob(struct place *p, const char *scope, struct str bytes,
                         struct blob_ref *ret)
{
    struct blob_writer *w;

    TRY(blob_begin(p->store, &p->d->cx, str_c(scope), ANY_BYTES, &w));
    TRY(blob_write(w, bytes));
    return blob_finish(w, ret);
}

static struct blob_ref stored(struct place *p, const char *scope,
                              struct str bytes)
{
    struct blob_ref ref;

    must(put_blob(p, scope, bytes, &ref), &p->d->cx);
    return ref;
}

static enum err fetch(struct place *p, const struct blob_ref *ref,
                      struct str *ret)
{
    struct buf b = buf_new(p->d->cx.arena, (size_t)8 << 20);
    struct blob_reader *r;
    struct str piece;

    TRY(blob_open(p->store, &p->d->cx, ref, &r));
    do {
        TRY(blob_read(r, &piece));
        buf_add(&b, piece);
    } while (piece.n > 0);
    *ret = buf_str(&b);
    return ERR_OK;
}

static const char *path_of(struct place *p, const struct blob_ref *ref)
{
    return arena_printf(p->d->cx.arena, "%s/%.2s/%.2s/%s", p->folder, ref->id.p,
                        ref->id.p + 2, ref->id.p)
        .p;
}

static off_t file_bytes(const char *path)
{
    struct stat st;

    check(stat(path, &st) == 0);
    return st.st_size;
}

static int files_in(const char *path)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;
    int n = 0;

    check(dir != NULL);
    while ((entry = readdir(dir)) != NULL)
        n += entry->d_name[0] != '.';
    closedir(dir);
    return n;
}

static void a_blob_comes_back_as_it_was(void **state)
{
    struct place p = place_new(*state);
    const size_t lengths[] = {0,         1,         CHUNK - 1,    CHUNK,
                              CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7};

    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct str bytes = pattern(p.d->cx.arena, lengths[i], 1);
        struct blob_ref ref = stored(&p, "dossier:1", bytes);
        struct str back;

        must(fetch(&p, &ref, &back), &p.d->cx);
        assert_int_equal(ref.bytes, lengths[i]);
        assert_true(str_eq(bytes, back));
    }
    blob_store_close(p.store);
}

static void pieces_of_any_length_make_the_same_blob(void **state)
{
    struct place p = place_new(*state);
    struct str bytes = pattern(p.d->cx.arena, 2 * CHUNK + 7, 1);
    struct blob_ref whole = stored(&p, "dossier:1", bytes);
    struct blob_writer *w;
    struct blob_ref pieces;

    must(blob_begin(p.store, &p.d->cx, S("dossier:1"), ANY_BYTES, &w),
         &p.d->cx);
    for (size_t i = 0; i < bytes.n; i += 9973)
        must(blob_write(w, str_sub(bytes, i, i + 9973)), &p.d->cx);
    must(blob_finish(w, &pieces), &p.d->cx);
    assert_true(str_eq(whole.id, pieces.id));
    blob_store_close(p.store);
}

static void names_tell_the_same_file_in_a_scope_and_not_across(void **state)
{
    struct place p = place_new(*state);
    struct blob_ref a = stored(&p, "dossier:1", S("the same"));
    struct blob_ref b = stored(&p, "dossier:1", S("the same"));
    struct blob_ref c = stored(&p, "dossier:2", S("the same"));
    struct blob_ref e = stored(&p, "dossier:1", S("another"));

    assert_true(str_eq(a.id, b.id));
    assert_false(str_eq(a.id, c.id));
    assert_false(str_eq(a.id, e.id));
    blob_store_close(p.store);
}

static void nothing_of_the_content_is_in_the_file(void **state)
{
    struct place p = place_new(*state);
    struct blob_ref ref = stored(&p, "dossier:1", S("Nguyen Thi Huong 1990"));
    char bytes[1000] = {0};
    FILE *f = fopen(path_of(&p, &ref), "rb");

    check(f != NULL);
    assert_true(fread(bytes, 1, sizeof bytes, f) > 0);
    fclose(f);
    assert_null(memmem(bytes, sizeof bytes, "Huong", 5));
    blob_store_close(p.store);
}

static void flip_byte(const char *path, off_t at)
{
    int fd = open(path, O_RDWR);
    char c;

    check(fd >= 0 && pread(fd, &c, 1, at) == 1);
    c = (char)(c ^ 1);
    check(pwrite(fd, &c, 1, at) == 1);
    close(fd);
}

static void one_changed_bit_anywhere_is_found(void **state)
{
    struct place p = place_new(*state);
    struct str bytes = pattern(p.d->cx.arena, 2 * CHUNK + 100, 1);
    struct blob_ref ref = stored(&p, "dossier:1", bytes);
    const char *path = path_of(&p, &ref);
    off_t end = file_bytes(path);
    const off_t places[] = {0,
                            1,
                            2,
                            25,
                            26,
                            27,
                            1000,
                            (off_t)CHUNK,
                            (off_t)CHUNK + 43,
                            end - 1,
                            end - 100,
                            end - 116};
    struct str back;

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        flip_byte(path, places[i]);
        assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
        flip_byte(path, places[i]);
    }
    must(fetch(&p, &ref, &back), &p.d->cx);
    blob_store_close(p.store);
}

static void a_blob_that_was_cut_or_lengthened_is_found(void **state)
{
    struct place p = place_new(*state);
    struct str bytes = pattern(p.d->cx.arena, 2 * CHUNK, 1);
    struct blob_ref ref = stored(&p, "dossier:1", bytes);
    const char *path = path_of(&p, &ref);
    off_t end = file_bytes(path);
    off_t sealed = (end - 26) / 2;
    struct str back;

    check(truncate(path, end + 1) == 0);
    assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
    /* At a chunk's end, inside a chunk, inside the head, at nothing. */
    check(truncate(path, 26 + sealed) == 0);
    assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
    check(truncate(path, 26 + sealed - 5) == 0);
    assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
    check(truncate(path, 10) == 0);
    assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
    check(truncate(path, 0) == 0);
    assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
    check(unlink(path) == 0);
    assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
    blob_store_close(p.store);
}

static void a_blob_in_anothers_place_is_found(void **state)
{
    struct place p = place_new(*state);
    struct blob_ref a = stored(&p, "dossier:1", S("a"));
    struct blob_ref b = stored(&p, "dossier:1", S("b"));
    struct blob_ref other = a;
    struct str back;

    other.scope = S("dossier:2");
    assert_int_equal(fetch(&p, &other, &back), ERR_UNAVAILABLE);
    check(rename(path_of(&p, &a), path_of(&p, &b)) == 0);
    assert_int_equal(fetch(&p, &b, &back), ERR_UNAVAILABLE);
    blob_store_close(p.store);
}

static void a_name_that_is_no_blobs_is_refused(void **state)
{
    struct place p = place_new(*state);
    struct blob_ref ref = {S("../../etc/passwd"), S("dossier:1"), 1};
    struct str back;

    assert_int_equal(fetch(&p, &ref, &back), ERR_NOT_FOUND);
    blob_store_close(p.store);
}

static void write_key_file(const char *path, const char *text, mode_t mode)
{
    FILE *f = fopen(path, "w");

    check(f && fputs(text, f) >= 0 && fclose(f) == 0);
    check(chmod(path, mode) == 0);
}

#define KEY_1 "1 " K16 K16 K16 K16 "\n"
#define KEY_2 "2 " L16 K16 K16 K16 "\n"
#define K16   "00112233445566aa"
#define L16   "ff112233445566aa"

static void a_turned_key_reads_old_blobs_and_keeps_their_names(void **state)
{
    struct place p = place_new(*state);
    struct blob_ref old;
    struct blob_ref again;
    struct str back;
    char bytes[2];
    int fd;

    blob_store_close(p.store);
    write_key_file(p.key_file, KEY_1, 0600);
    must(blob_store_open(p.folder, p.key_file, &p.store, &p.d->cx.err),
         &p.d->cx);
    old = stored(&p, "dossier:1", S("a"));
    blob_store_close(p.store);

    write_key_file(p.key_file, KEY_1 KEY_2, 0600);
    must(blob_store_open(p.folder, p.key_file, &p.store, &p.d->cx.err),
         &p.d->cx);
    must(fetch(&p, &old, &back), &p.d->cx);
    again = stored(&p, "dossier:1", S("a"));
    assert_true(str_eq(old.id, again.id));
    fd = open(path_of(&p, &again), O_RDONLY);
    assert_int_equal(read(fd, bytes, 2), 2);
    assert_int_equal(bytes[1], 2);
    close(fd);
    must(fetch(&p, &again, &back), &p.d->cx);
    blob_store_close(p.store);

    write_key_file(p.key_file, KEY_1, 0600);
    must(blob_store_open(p.folder, p.key_file, &p.store, &p.d->cx.err),
         &p.d->cx);
    assert_int_equal(fetch(&p, &again, &back), ERR_UNAVAILABLE);
    blob_store_close(p.store);
}

static void a_wrong_key_reads_nothing(void **state)
{
    struct place p = place_new(*state);
    struct blob_ref ref = stored(&p, "dossier:1", S("a"));
    struct str back;

    blob_store_close(p.store);
    write_key_file(p.key_file, KEY_1, 0600);
    must(blob_store_open(p.folder, p.key_file, &p.store, &p.d->cx.err),
         &p.d->cx);
    assert_int_equal(fetch(&p, &ref, &back), ERR_UNAVAILABLE);
    blob_store_close(p.store);
}

static void a_key_file_that_is_none_is_refused(void **state)
{
    struct place p = place_new(*state);
    struct errbox *box = &p.d->cx.err;
    const char *const texts[] = {
        "",
        "\n\n",
        "1\n",
        "0 " K16 K16 K16 K16 "\n",
        "256 " K16 K16 K16 K16 "\n",
        "1 " K16 K16 K16 "\n",
        "1 " K16 K16 K16 K16 K16 "\n",
        KEY_1 KEY_1,
    };
    struct blob_store *other = NULL;

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        write_key_file(p.key_file, texts[i], 0600);
        assert_int_equal(blob_store_open(p.folder, p.key_file, &other, box),
                         ERR_INPUT);
    }
    write_key_file(p.key_file, KEY_1, 0640);
    assert_int_equal(blob_store_open(p.folder, p.key_file, &other, box),
                     ERR_INPUT);
    assert_int_equal(blob_key_file_create(p.key_file, box), ERR_CONFLICT);
    unlink(p.key_file);
    assert_int_equal(blob_store_open(p.folder, p.key_file, &other, box),
                     ERR_UNAVAILABLE);
    assert_null(other);
    blob_store_close(p.store);
}

static void a_blob_over_its_maximum_leaves_nothing_behind(void **state)
{
    struct place p = place_new(*state);
    struct arena_mark mark = arena_mark(p.d->cx.arena);
    struct blob_writer *w;

    must(blob_begin(p.store, &p.d->cx, S("dossier:1"), 10, &w), &p.d->cx);
    must(blob_write(w, S("0123456789")), &p.d->cx);
    assert_int_equal(blob_write(w, S("0")), ERR_TOO_LARGE);
    arena_release(p.d->cx.arena, mark);
    assert_int_equal(
        files_in(arena_printf(p.d->cx.arena, "%s/tmp", p.folder).p), 0);
    blob_store_close(p.store);
}

static long peak_kib(void)
{
    struct rusage usage;

    check(getrusage(RUSAGE_SELF, &usage) == 0);
    return usage.ru_maxrss;
}

#define LARGE_PIECES 100
#define PIECE_BYTES  ((size_t)1 << 20)

static void a_hundred_megabytes_pass_through_little_memory(void **state)
{
    struct place p = place_new(*state);
    struct cx cx = {.arena = arena_new(1 << 20)};
    struct str piece = pattern(p.d->cx.arena, PIECE_BYTES, 3);
    long before_kib = peak_kib();
    struct blob_writer *w;
    struct blob_reader *r;
    struct blob_ref ref;
    struct str got;
    size_t at = 0;

    must(blob_begin(p.store, &cx, S("dossier:1"), ANY_BYTES, &w), &cx);
    for (int i = 0; i < LARGE_PIECES; i++)
        must(blob_write(w, piece), &cx);
    must(blob_finish(w, &ref), &cx);
    assert_int_equal(ref.bytes, LARGE_PIECES * PIECE_BYTES);

    must(blob_open(p.store, &cx, &ref, &r), &cx);
    do {
        must(blob_read(r, &got), &cx);
        for (size_t i = 0; i < got.n; i += 997)
            assert_int_equal(got.p[i], piece.p[(at + i) % PIECE_BYTES]);
        at += got.n;
    } while (got.n > 0);
    assert_int_equal(at, LARGE_PIECES * PIECE_BYTES);
    assert_true(peak_kib() - before_kib < 16 << 10);
    arena_free(cx.arena);
    blob_store_close(p.store);
}

static enum err keep(struct tx *t, void *arg)
{
    return blob_keep(t, arg);
}

struct find {
    struct blob_ref ref;
    bool found;
};

static enum err find(struct tx *t, void *arg)
{
    struct find *f = arg;

    return blob_find(t, f->ref.id, &f->ref, &f->found);
}

static enum err drop(struct tx *t, void *arg)
{
    const struct blob_ref *ref = arg;

    return blob_drop(t, ref->id);
}

static void a_kept_blob_is_found_until_it_is_dropped(void **state)
{
    struct place p = place_new(*state);
    struct database *d = p.d;
    struct blob_ref ref = stored(&p, "dossier:1", S("a"));
    struct find f = {.ref = {.id = ref.id}};

    must(db_read(d->db, &d->cx, find, &f), &d->cx);
    assert_false(f.found);
    must(db_write(d->db, &d->cx, keep, &ref), &d->cx);
    must(db_write(d->db, &d->cx, keep, &ref), &d->cx);
    must(db_read(d->db, &d->cx, find, &f), &d->cx);
    assert_true(f.found);
    assert_true(str_eq(f.ref.scope, S("dossier:1")));
    assert_int_equal(f.ref.bytes, 1);
    must(db_write(d->db, &d->cx, drop, &ref), &d->cx);
    must(db_read(d->db, &d->cx, find, &f), &d->cx);
    assert_false(f.found);
    blob_store_close(p.store);
}

static int64_t sweep_all(struct place *p, struct instant before)
{
    int64_t removed = 0;

    for (int part = 0; part < BLOB_PARTS; part++) {
        int64_t n;

        must(blob_sweep(p->store, p->d->db, &p->d->cx, part, before, &n),
             &p->d->cx);
        removed += n;
    }
    return removed;
}

/* An instant of file times, by hand: the machine's date does not matter. */
static void set_age(const char *path, time_t second)
{
    struct timespec times[2] = {{second, 0}, {second, 0}};

    check(utimensat(AT_FDCWD, path, times, 0) == 0);
}

static void what_was_never_kept_is_swept_and_nothing_else(void **state)
{
    struct place p = place_new(*state);
    struct database *d = p.d;
    struct blob_ref kept = stored(&p, "dossier:1", S("kept"));
    struct blob_ref lost = stored(&p, "dossier:1", S("lost"));
    struct blob_ref fresh = stored(&p, "dossier:1", S("fresh"));
    const char *leftover =
        arena_printf(d->cx.arena, "%s/tmp/leftover", p.folder).p;

    must(db_write(d->db, &d->cx, keep, &kept), &d->cx);
    write_key_file(leftover, "half a blob", 0600);
    set_age(leftover, 1000);
    set_age(path_of(&p, &kept), 1000);
    set_age(path_of(&p, &lost), 1000);
    set_age(path_of(&p, &fresh), 3000);
    assert_int_equal(sweep_all(&p, (struct instant){2000 * SECOND_US}), 2);
    assert_int_equal(access(leftover, F_OK), -1);
    assert_int_equal(access(path_of(&p, &kept), F_OK), 0);
    assert_int_equal(access(path_of(&p, &lost), F_OK), -1);
    assert_int_equal(access(path_of(&p, &fresh), F_OK), 0);
    blob_store_close(p.store);
}

static void writing_a_lost_blob_anew_saves_it_from_the_sweeper(void **state)
{
    struct place p = place_new(*state);
    struct blob_ref ref = stored(&p, "dossier:1", S("a"));

    set_age(path_of(&p, &ref), 1000);
    stored(&p, "dossier:1", S("a"));
    assert_int_equal(sweep_all(&p, (struct instant){2000 * SECOND_US}), 0);
    blob_store_close(p.store);
}

/* As a disk that is unmounted for a while. */
static void a_folder_that_goes_and_comes_back_is_used_again(void **state)
{
    struct place p = place_new(*state);
    const char *away = arena_printf(p.d->cx.arena, "%s-away", p.folder).p;
    struct blob_ref before = stored(&p, "dossier:1", S("trước"));
    struct blob_ref ref;
    struct str back;

    check(rename(p.folder, away) == 0 && mkdir(p.folder, 0700) == 0);
    assert_int_equal(put_blob(&p, "dossier:1", S("trong"), &ref),
                     ERR_UNAVAILABLE);
    assert_int_equal(fetch(&p, &before, &back), ERR_UNAVAILABLE);
    assert_int_equal(files_in(p.folder), 0);
    check(rmdir(p.folder) == 0 && rename(away, p.folder) == 0);
    ref = stored(&p, "dossier:1", S("sau"));
    must(fetch(&p, &ref, &back), &p.d->cx);
    must(fetch(&p, &before, &back), &p.d->cx);
    assert_true(str_eq(back, S("trước")));
    blob_store_close(p.store);
}

/* A limit on the size of files stands in for a disk that is full. */
static void a_full_disk_is_told_and_left_behind(void **state)
{
    struct place p = place_new(*state);
    struct str bytes = pattern(p.d->cx.arena, 3 * CHUNK, 1);
    struct rlimit no_limit, limit;
    struct blob_ref ref;

    check(getrlimit(RLIMIT_FSIZE, &no_limit) == 0);
    limit = (struct rlimit){CHUNK, no_limit.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    check(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    assert_int_equal(put_blob(&p, "dossier:1", bytes, &ref), ERR_DISK_FULL);
    check(setrlimit(RLIMIT_FSIZE, &no_limit) == 0);
    arena_reset(p.d->cx.arena);
    stored(&p, "dossier:1", S("sau"));
    blob_store_close(p.store);
}

/* A disk that was full for a moment leaves no half of a key in the way. */
static void half_a_key_is_no_key(void **state)
{
    struct place p = place_new(*state);
    struct errbox *box = &p.d->cx.err;
    struct rlimit no_limit, limit;

    blob_store_close(p.store);
    unlink(p.key_file);
    check(getrlimit(RLIMIT_FSIZE, &no_limit) == 0);
    limit = (struct rlimit){10, no_limit.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    check(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    assert_int_equal(blob_key_file_create(p.key_file, box), ERR_DISK_FULL);
    check(setrlimit(RLIMIT_FSIZE, &no_limit) == 0);
    assert_int_equal(access(p.key_file, F_OK), -1);
    must(blob_key_file_create(p.key_file, box), &p.d->cx);
    must(blob_store_open(p.folder, p.key_file, &p.store, box), &p.d->cx);
    blob_store_close(p.store);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_hundred_megabytes_pass_through_little_memory),
        TEST(a_blob_comes_back_as_it_was),
        TEST(pieces_of_any_length_make_the_same_blob),
        TEST(names_tell_the_same_file_in_a_scope_and_not_across),
        TEST(nothing_of_the_content_is_in_the_file),
        TEST(one_changed_bit_anywhere_is_found),
        TEST(a_blob_that_was_cut_or_lengthened_is_found),
        TEST(a_blob_in_anothers_place_is_found),
        TEST(a_name_that_is_no_blobs_is_refused),
        TEST(a_turned_key_reads_old_blobs_and_keeps_their_names),
        TEST(a_wrong_key_reads_nothing),
        TEST(a_key_file_that_is_none_is_refused),
        TEST(a_blob_over_its_maximum_leaves_nothing_behind),
        TEST(a_kept_blob_is_found_until_it_is_dropped),
        TEST(what_was_never_kept_is_swept_and_nothing_else),
        TEST(writing_a_lost_blob_anew_saves_it_from_the_sweeper),
        TEST(a_folder_that_goes_and_comes_back_is_used_again),
        TEST(a_full_disk_is_told_and_left_behind),
        TEST(half_a_key_is_no_key),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
