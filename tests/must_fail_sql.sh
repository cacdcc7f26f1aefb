#!/bin/sh
# must_fail_sql.sh SQLC FOLDER [MIGRATION...]: each FOLDER/X.sql must be
# refused, with just the words that its last line holds: -- LINE: message
# Without a MIGRATION the files are migrations themselves.
set -u
sqlc=$(realpath "$1")
folder=$2
shift 2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
for input in "$folder"/*.sql; do
    wanted=$input:$(sed -n '$s|^-- ||p' "$input")
    if [ $# -gt 0 ]; then
        "$sqlc" module "$out/h" "$out/c" "$input" "$@" 2>"$out/said"
    else
        "$sqlc" migrations "$out/c" "$input" 2>"$out/said"
    fi && echo "$input: was accepted" && failed=1
    if [ "$(cat "$out/said")" != "$wanted" ]; then
        echo "wanted  $wanted"
        echo "got     $(cat "$out/said")"
        failed=1
    fi
done
exit $failed
