#!/bin/sh
# with_pg.sh PROGRAM ARGUMENT...: runs it with MOTCUA_TEST_PG, and starts the
# throw-away PostgreSQL that it names unless the caller has one.
set -eu
if [ -z "${MOTCUA_TEST_PG:-}" ]; then
    MOTCUA_TEST_PG=$("$(dirname "$0")/../../script/pg" start)
    export MOTCUA_TEST_PG
fi
exec "$@"
