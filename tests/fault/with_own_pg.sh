#!/bin/sh
# with_own_pg.sh PROGRAM ARGUMENT...: runs it on a PostgreSQL of its own, which
# may be killed, and whose commits outlive its processes.
set -eu
PG_SCRIPT=$(dirname "$0")/../../script/pg
PG_FOLDER=$(mktemp -d)/pg
export PG_SCRIPT PG_FOLDER
trap '"$PG_SCRIPT" stop "$PG_FOLDER"; rmdir "${PG_FOLDER%/pg}"' EXIT
chmod 711 "${PG_FOLDER%/pg}"
MOTCUA_TEST_PG=$("$PG_SCRIPT" start "$PG_FOLDER")
export MOTCUA_TEST_PG
psql -q -d "$MOTCUA_TEST_PG" \
    -c 'ALTER DATABASE postgres SET synchronous_commit = on'
"$@"
