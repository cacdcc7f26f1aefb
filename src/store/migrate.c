#include "base/prelude.h"

#include "base/check.h"
#include "base/crypto.h"
#include "base/encode.h"

#include "store/engine.h"
#include "store/migrate.h"

#include "store/migrate.sql.h"

#define MIGRATIONS_MAX 1000

static const char *text_of(const struct tx *t, const struct migration *m)
{
    return t->engine == &engine_pg ? m->pg : m->sqlite;
}

static struct str checksum(const struct tx *t, const struct migration *m)
{
    struct digest d = sha256(str_c(text_of(t, m)));

    return hex_text(t->cx->arena, digest_str(&d));
}

static enum err apply(struct tx *t, const struct migration *m)
{
    TRY(t->engine->script(t, text_of(t, m)));
    return migrate_add(t, m->number, str_c(m->name), checksum(t, m), t->cx->now,
                       NULL);
}

static const struct migrate_list_row *find(
    const struct migrate_list_rows *applied, int number)
{
    for (size_t i = 0; i < applied->count; i++)
        if (applied->row[i].number == number)
            return &applied->row[i];
    return NULL;
}

static enum err step(struct tx *t, const struct migrate_list_rows *applied,
                     const struct migration *m)
{
    const struct migrate_list_row *row = find(applied, m->number);

    if (!row)
        return apply(t, m);
    if (!str_eq(row->checksum, checksum(t, m)))
        return RAISE(&t->cx->err, ERR_CONFLICT,
                     "migration %04d_%s was changed after it was applied",
                     m->number, m->name);
    return ERR_OK;
}

/* The first one makes the table of migrations, and may be run at any time. */
static enum err migrate(struct tx *t, void *arg)
{
    struct migrate_lock_row lock;
    struct migrate_list_rows applied;

    (void)arg;
    TRY(migrate_lock(t, &lock));
    TRY(t->engine->script(t, text_of(t, &migrations[0])));
    TRY(migrate_list(t, MIGRATIONS_MAX, &applied));
    for (size_t i = 1; i < migration_count; i++)
        TRY(step(t, &applied, &migrations[i]));
    return ERR_OK;
}

enum err db_migrate(struct db *db, struct cx *cx)
{
    return db_write(db, cx, migrate, NULL);
}

enum err db_schema_is_current(struct tx *t, bool *ret)
{
    struct migrate_list_rows applied;
    bool current;

    TRY(migrate_list(t, MIGRATIONS_MAX, &applied));
    current = applied.count + 1 == migration_count;
    for (size_t i = 1; i < migration_count && current; i++) {
        const struct migrate_list_row *row =
            find(&applied, migrations[i].number);

        current = row && str_eq(row->checksum, checksum(t, &migrations[i]));
    }
    *ret = current;
    return ERR_OK;
}
