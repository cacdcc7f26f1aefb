#include "base/prelude.h"

#include <dirent.h>

#include "base/io.h"

#include "store/blob.h"
#include "store/db.h"
#include "store/migrate.h"

#include "domain/slip/slip_store.h"
#include "domain/slip/template.h"

#include "service/province.h"

#include "cli/cli.h"
#include "cli/data.h"
#include "cli/packs.h"
#include "cli/settings.h"

#define PACKS_MAX 10000

/* One run of the command; cx.arena is emptied before each step. */
struct init {
    struct cx cx;
    struct db *db;
    const struct conf *conf;
    struct str folder; /* of the data; outlives cx.arena */
};

/* A key that is there is left: what it encrypted needs it. */
static enum err make_key(struct init *in)
{
    struct errbox *box = &in->cx.err;
    enum err err = blob_key_file_create(in->conf->blob_key_file.p, box);

    if (err != ERR_CONFLICT)
        return err;
    errbox_clear(box);
    return ERR_OK;
}

static enum err read_files(struct init *in, struct province_files *ret)
{
    const struct {
        const char *name;
        struct str *text;
    } file[] = {
        {"area/2022.csv", &ret->areas},
        {"area/provinces-2022.csv", &ret->provinces},
        {"org/agencies-2022.csv", &ret->agencies},
        {"org/points-2022.csv", &ret->points},
        {"org/serves-2022.csv", &ret->serves},
        {"calendar/holidays.csv", &ret->holidays},
        {"calendar/sessions.csv", &ret->sessions},
    };
    struct arena *a = in->cx.arena;

    for (size_t i = 0; i < COUNT_OF(file); i++)
        TRY(data_read(&in->cx.err, a, in->folder, file[i].name,
                      PROVINCE_FILE_BYTES_MAX, file[i].text));
    return ERR_OK;
}

static enum err import_province(struct init *in)
{
    struct province_files files;

    TRY(read_files(in, &files));
    TRY(db_write(in->db, &in->cx, province_import, &files));
    printf("province: areas, agencies, reception points, calendar from %s\n",
           in->folder.p);
    return ERR_OK;
}

static int is_json(const struct dirent *entry)
{
    return str_ends(str_c(entry->d_name), S(".json"));
}

static enum err import_slip(struct tx *t, void *body)
{
    const struct str *text = body;

    return slip_template_import(t, *text);
}

static enum err import_slip_file(struct init *in, const char *name)
{
    struct str text;
    struct str file = arena_printf(in->cx.arena, "slips/%s", name);

    TRY(data_read(&in->cx.err, in->cx.arena, in->folder, file.p,
                  SLIP_TEMPLATE_BYTES_MAX, &text));
    return db_write(in->db, &in->cx, import_slip, &text);
}

static enum err import_slips(struct init *in)
{
    struct str path = arena_printf(in->cx.arena, "%s/slips", in->folder.p);
    struct dirent **entry;
    int count = scandir(path.p, &entry, is_json, alphasort);
    enum err err = ERR_OK;

    if (count < 0)
        return io_raise(&in->cx.err, "scandir", path.p);
    for (int i = 0; i < count; i++) {
        arena_reset(in->cx.arena);
        if (err == ERR_OK)
            err = import_slip_file(in, entry[i]->d_name);
        if (err != ERR_OK && entry[i])
            fprintf(stderr, "slips/%s\n", entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    if (err == ERR_OK)
        printf("slips: %d templates\n", count);
    return err;
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Imports the packs in the order of their codes; all, whatever fails. */
static bool import_each(struct init *in, struct dirent *const *entry, int count)
{
    int new_count = 0;
    int failed_count = 0;
    char folder[PATH_MAX + 300];

    for (int i = 0; i < count; i++) {
        bool is_new = false;

        arena_reset(in->cx.arena);
        errbox_clear(&in->cx.err);
        snprintf(folder, sizeof folder, "%s/packs/%s", in->folder.p,
                 entry[i]->d_name);
        if (!packs_import(in->db, &in->cx, folder, true, &is_new))
            failed_count++;
        new_count += is_new;
    }
    printf("procedures: %d, of these new: %d\n", count - failed_count,
           new_count);
    return failed_count == 0;
}

static enum err import_packs(struct init *in)
{
    struct arena *a = in->cx.arena;
    struct str path = arena_printf(a, "%s/packs", in->folder.p);
    struct dirent **entry;
    int count = scandir(path.p, &entry, not_hidden, alphasort);
    bool fine;

    if (count < 0)
        return io_raise(&in->cx.err, "scandir", path.p);
    fine = count <= PACKS_MAX && import_each(in, entry, count);
    for (int i = 0; i < count; i++)
        free(entry[i]);
    free(entry);
    if (!fine)
        return RAISE(&in->cx.err, ERR_INPUT, "some packs were not imported");
    return ERR_OK;
}

static enum err fill(struct init *in)
{
    TRY(db_migrate(in->db, &in->cx));
    /* Not its address, which may hold a password. */
    printf("database: %s\n", db_engine_name(in->db));
    TRY(import_province(in));
    TRY(import_slips(in));
    return import_packs(in);
}

static enum err init(struct init *in, struct arena *settings)
{
    struct db_conf db_conf = {
        .url = in->conf->database,
        .role = DB_MAIN,
        .create = true,
    };
    enum err err;

    TRY(data_folder(&in->cx.err, settings, in->conf, &in->folder));
    TRY(make_key(in));
    TRY(db_open(&db_conf, &in->db, &in->cx.err));
    err = fill(in);
    db_close(in->db);
    return err;
}

int cli_init(int argc, char **argv)
{
    struct arena *settings = arena_new(CONF_BYTES_MAX * 4);
    struct conf conf;
    struct init in = {
        .cx = {.arena = arena_new(PACK_ARENA_BYTES),
               .now = instant_read_clock()},
        .conf = &conf,
    };
    int status = 2;

    if (settings_read_all(settings, argc, argv, &conf)) {
        status = init(&in, settings) == ERR_OK ? 0 : 1;
        if (status != 0)
            fprintf(stderr, "motcua init: %s\n", in.cx.err.detail);
    }
    arena_free(in.cx.arena);
    arena_free(settings);
    return status;
}
