#!/bin/sh
# golden.sh TPLC FOLDER: each FOLDER/X.html must compile to FOLDER/X.ref. To
# accept what comes out now, run it with BLESS=1 and look at git diff.
set -u
tplc=$(realpath "$1")
cd "$2" || exit 2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
for input in *.html; do
    ref=${input%.html}.ref
    "$tplc" "$input" "$out/c" "$out/words" || { failed=1; continue; }
    cat "$out/words" >>"$out/c"
    [ -z "${BLESS:-}" ] || cp "$out/c" "$ref"
    diff -u "$ref" "$out/c" || failed=1
done
exit $failed
