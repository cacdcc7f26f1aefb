#!/bin/sh
# must_fail_types.sh TPLC SRC FOLDER CC…: what tplc makes of each FOLDER/X.html
# must be refused by the compiler, at the line that its last line holds:
# % /* LINE */. Where that says good it must be accepted.
set -u
tplc=$(realpath "$1")
src=$2
cd "$3" || exit 2
shift 3
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
for input in *.html; do
    wanted=$(sed -n '$s|^% /\* \(.*\) \*/$|\1|p' "$input")
    "$tplc" "$input" "$out/x.c" "$out/words" || failed=1
    if "$@" -std=gnu17 -D_GNU_SOURCE -fsyntax-only -I "$src" "$out/x.c" \
        2>"$out/said"; then
        got=good
    else
        got=$(sed -n "s|^$input:\([0-9]*\):[0-9]*: .*|\1|p" "$out/said" |
            head -n 1)
    fi
    [ "$got" = "$wanted" ] && continue
    echo "$input: wanted $wanted, got $got"
    cat "$out/said"
    failed=1
done
exit $failed
