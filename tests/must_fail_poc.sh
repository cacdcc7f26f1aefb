#!/bin/sh
# must_fail_poc.sh POC FOLDER: in each FOLDER/X the words must be refused with
# just what the file `wanted` says.
set -u
poc=$(realpath "$1")
cd "$2" || exit 2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
for case in *; do
    if (cd "$case" && "$poc" tables --complete "$out/c" "$out/missing" \
        "$out/d" errors.def po x.words) 2>"$out/said"; then
        echo "$case: was accepted"
        failed=1
    fi
    diff -u "$case/wanted" "$out/said" || failed=1
done
exit $failed
