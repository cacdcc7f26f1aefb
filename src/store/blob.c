#include "base/prelude.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/encode.h"
#include "base/io.h"
#include "base/num.h"

#include "store/blob.h"
#include "store/blob_file.h"

#include "store/blob.sql.h"

#define KEY_FILE_BYTES_MAX ((size_t)32 << 10)
#define KEY_LINE           "1 "
#define KEY_ARENA_BYTES    ((size_t)16 << 10)

enum err blob_raise(struct errbox *box, const char *what)
{
    enum err code = io_is_full(errno) ? ERR_DISK_FULL : ERR_UNAVAILABLE;

    return RAISE(box, code, "%s: %s", what, strerror(errno));
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool blob_path(struct str id, char ret[BLOB_PATH_LETTERS + 1])
{
    for (size_t i = 0; i < id.n; i++)
        if (!is_hex(id.p[i]))
            return false;
    if (id.n != BLOB_ID_LETTERS)
        return false;
    snprintf(ret, BLOB_PATH_LETTERS + 1, "%.2s/%.2s/%.*s", id.p, id.p + 2,
             STR_ARG(id));
    return true;
}

struct blob_seal blob_seal(const struct blob_head *head, struct str id)
{
    struct blob_seal seal = {head->format, head->key_number, {0}};

    memcpy(seal.id, id.p, sizeof seal.id);
    return seal;
}

bool blob_content_key(const struct blob_store *store, unsigned char number,
                      struct str scope, struct digest *ret)
{
    for (size_t i = 0; i < store->key_count; i++) {
        if (store->key[i].number == number) {
            *ret = keyed_digest(&store->key[i].key, "blob content", scope);
            return true;
        }
    }
    return false;
}

static enum err key_line_parse(struct arena *a, struct str line,
                               struct blob_store *store, struct errbox *box)
{
    size_t gap = str_find_char(line, ' ', 0);
    struct blob_key *key = &store->key[store->key_count];
    struct str bytes;
    int64_t number;

    if (store->key_count == BLOB_KEYS_MAX ||
        !num_parse(str_sub(line, 0, gap), 1, BLOB_KEYS_MAX, &number) ||
        !hex_bytes(a, str_trim(str_sub(line, gap, line.n)), &bytes) ||
        bytes.n != sizeof key->key.b)
        return RAISE(box, ERR_INPUT, "line %zu of the key file is no key",
                     store->key_count + 1);
    for (size_t i = 0; i < store->key_count; i++)
        if (store->key[i].number == number)
            return RAISE(box, ERR_INPUT, "two keys have the number %d",
                         (int)number);
    key->number = (unsigned char)number;
    memcpy(key->key.b, bytes.p, bytes.n);
    crypto_wipe((void *)(uintptr_t)bytes.p, bytes.n);
    store->key_count++;
    return ERR_OK;
}

static enum err keys_parse(struct arena *a, struct str text,
                           struct blob_store *store, struct errbox *box)
{
    struct str line;

    while (str_next(&text, '\n', &line))
        if (str_trim(line).n)
            TRY(key_line_parse(a, str_trim(line), store, box));
    if (store->key_count == 0)
        return RAISE(box, ERR_INPUT, "the key file is empty");
    return ERR_OK;
}

static enum err key_file_read(int fd, char *text, size_t *ret_n,
                              struct errbox *box)
{
    struct stat st;
    ssize_t n;

    if (fstat(fd, &st) != 0)
        return blob_raise(box, "key file");
    if (!S_ISREG(st.st_mode) || (st.st_mode & (S_IRWXG | S_IRWXO)))
        return RAISE(box, ERR_INPUT, "the key file must be of mode 0600");
    if (st.st_size > (off_t)KEY_FILE_BYTES_MAX)
        return RAISE(box, ERR_INPUT, "the key file is too long");
    n = read(fd, text, KEY_FILE_BYTES_MAX);
    if (n < 0)
        return blob_raise(box, "key file");
    *ret_n = (size_t)n;
    return ERR_OK;
}

static enum err keys_load(const char *path, struct blob_store *store,
                          struct errbox *box)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct arena *a;
    char *text;
    size_t n = 0;
    enum err err;

    if (fd < 0)
        return blob_raise(box, path);
    a = arena_new(4 * KEY_FILE_BYTES_MAX);
    text = arena_alloc(a, KEY_FILE_BYTES_MAX);
    err = key_file_read(fd, text, &n, box);
    if (err == ERR_OK)
        err = keys_parse(a, (struct str){text, n}, store, box);
    crypto_wipe(text, KEY_FILE_BYTES_MAX);
    arena_free(a);
    close(fd);
    return err;
}

int blob_folder(const struct blob_store *store)
{
    return open(store->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int blob_tmp(const struct blob_store *store)
{
    FD_CLOSE int folder = blob_folder(store);

    if (folder < 0)
        return -1;
    return openat(folder, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static enum err folders_make(const char *folder, struct blob_store *store,
                             struct errbox *box)
{
    size_t n = strlen(folder);
    FD_CLOSE int fd = -1;

    if (n >= sizeof store->folder)
        return RAISE(box, ERR_INPUT, "the path of the blobs is too long");
    memcpy(store->folder, folder, n + 1);
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return blob_raise(box, folder);
    fd = blob_folder(store);
    if (fd < 0 || (mkdirat(fd, "tmp", 0700) != 0 && errno != EEXIST))
        return blob_raise(box, folder);
    return ERR_OK;
}

enum err blob_store_open(const char *folder, const char *key_file,
                         struct blob_store **ret, struct errbox *box)
{
    struct blob_store *store = calloc(1, sizeof *store);
    enum err err;

    check(store != NULL && sodium_init() >= 0);
    err = keys_load(key_file, store, box);
    if (err == ERR_OK)
        err = folders_make(folder, store, box);
    if (err != ERR_OK) {
        blob_store_close(store);
        return err;
    }
    *ret = store;
    return ERR_OK;
}

void blob_store_close(struct blob_store *store)
{
    if (!store)
        return;
    crypto_wipe(store, sizeof *store);
    free(store);
}

static enum err key_write(int fd, const char *path, struct arena *a,
                          struct errbox *box)
{
    struct key key;
    struct str line;
    enum err err;

    crypto_random(key.b, sizeof key.b);
    line = arena_printf(
        a, KEY_LINE "%s\n",
        hex_text(a, (struct str){(const char *)key.b, sizeof key.b}).p);
    err = io_write_all(box, fd, path, line);
    crypto_wipe((void *)(uintptr_t)line.p, line.n);
    crypto_wipe(&key, sizeof key);
    if (err == ERR_OK && fsync(fd) != 0)
        err = io_raise(box, "fsync", path);
    return err;
}

enum err blob_key_file_create(const char *key_file, struct errbox *box)
{
    FD_CLOSE int fd =
        open(key_file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    struct arena *a;
    enum err err;

    if (fd < 0 && errno == EEXIST)
        return RAISE(box, ERR_CONFLICT, "%s is there already", key_file);
    if (fd < 0)
        return blob_raise(box, key_file);
    a = arena_new(KEY_ARENA_BYTES);
    err = key_write(fd, key_file, a, box);
    if (err == ERR_OK)
        err = io_sync_folder_of(box, a, key_file);
    /* Half a key would stand in the way of a whole one. */
    if (err != ERR_OK)
        unlink(key_file);
    arena_free(a);
    return err;
}

enum err blob_keep(struct tx *t, const struct blob_ref *ref)
{
    return blob_add(t, ref->id, ref->scope, ref->bytes, t->cx->now, NULL);
}

enum err blob_find(struct tx *t, struct str id, struct blob_ref *ret,
                   bool *ret_found)
{
    struct blob_get_row row;

    TRY(blob_get(t, id, &row, ret_found));
    if (*ret_found)
        *ret = (struct blob_ref){row.id, row.scope, row.bytes};
    return ERR_OK;
}

enum err blob_drop(struct tx *t, struct str id)
{
    return blob_remove(t, id, NULL);
}
