#!/bin/sh
# must_fail.sh TPLC FOLDER: each FOLDER/X.html must be refused, with just the
# words that its last line holds: % /* LINE: message */
set -u
tplc=$(realpath "$1")
cd "$2" || exit 2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
for input in *.html; do
    wanted=$input:$(sed -n '$s|^% /\* \(.*\) \*/$|\1|p' "$input")
    if "$tplc" "$input" "$out/c" "$out/words" 2>"$out/said"; then
        echo "$input: was accepted"
        failed=1
    elif [ "$(cat "$out/said")" != "$wanted" ]; then
        echo "wanted  $wanted"
        echo "got     $(cat "$out/said")"
        failed=1
    fi
done
exit $failed
