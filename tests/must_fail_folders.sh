#!/bin/sh
# must_fail_folders.sh FOLDER TOOL ARGUMENT…: run inside each FOLDER/X, the tool
# must refuse what is there, with just the words of the file `wanted`.
set -u
cd "$1" || exit 2
tool=$2
shift 2
said=$(mktemp)
trap 'rm -f "$said"' EXIT
failed=0
for case in *; do
    if (cd "$case" && "$tool" "$@") >/dev/null 2>"$said"; then
        echo "$case: was accepted"
        failed=1
    fi
    diff -u "$case/wanted" "$said" || failed=1
done
exit $failed
