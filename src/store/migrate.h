/*
 * migrate.h - brings a database to the schema of this program. The migrations
 * (db/migrations, see docs/how/sql.md) are inside the binary.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"

#include "store/db.h"

struct migration {
    int number;
    const char *name;
    const char *sqlite;
    const char *pg;
};

/* By rising number; made by tools/sqlc. */
extern const struct migration migrations[];
extern const size_t migration_count;

/*
 * Applies what is missing, by number, all in one transaction; two nodes that
 * start together do not meet. ERR_CONFLICT, and nothing applied, when a
 * migration that was applied has another text now: write a new one instead.
 */
enum err db_migrate(struct db *db, struct cx *cx) MUST_CHECK;

/*
 * Whether every migration of this program is applied and none is newer.
 * ERR_INTERNAL when the database was never migrated.
 */
enum err db_schema_is_current(struct tx *t, bool *ret) MUST_CHECK;

#endif
