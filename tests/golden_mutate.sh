#!/bin/sh
# golden_mutate.sh MUTATE FOLDER: the faults of FOLDER/rules.c must be those of
# rules.ref, and each applied must differ from it in one line. To accept what
# comes out now, run it with BLESS=1 and look at git diff.
set -u
mutate=$(realpath "$1")
cd "$2" || exit 2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
failed=0
"$mutate" list rules.c >"$out/list" || failed=1
[ -z "${BLESS:-}" ] || cp "$out/list" rules.ref
diff -u rules.ref "$out/list" || failed=1
while read -r number line old new; do
    "$mutate" apply rules.c "$number" >"$out/c" || failed=1
    changed=$(diff rules.c "$out/c" | grep -c '^>')
    if [ "$changed" != 1 ]; then
        echo "fault $number, line $line, $old to $new: $changed lines differ"
        failed=1
    fi
done <"$out/list"
if "$mutate" apply rules.c 9999 >"$out/c"; then
    echo 'a fault that does not exist was applied'
    failed=1
fi
exit $failed
