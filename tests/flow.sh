#!/bin/sh
# flow.sh MOTCUA SOURCE: `motcua flow check` lets every shipped flow pass, finds
# in each of tests/must_fail/flows what its name says, in words of both
# languages, and holds a flow to the limit of its card.
set -u
motcua=$1
source=$2
broken=$source/tests/must_fail/flows
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

wrong() {
    echo "$*"
    failed=1
}

"$motcua" flow check "$source/data/packs" >"$folder/said" ||
    wrong "shipped flows: $(grep ' lỗi: ' "$folder/said")"
"$motcua" flow check --json "$source"/data/packs/*/flow.json |
    grep -q '^{"errors":0,' || wrong 'a shipped flow.json'

for file in "$broken"/*.json; do
    name=${file##*/}
    "$motcua" flow check --json "$file" >"$folder/json"
    [ $? = 1 ] || wrong "$name: was accepted"
    grep -q "\"code\":\"${name%%.*}\"" "$folder/json" ||
        wrong "$name: $(cat "$folder/json")"
    "$motcua" flow check "$file" | grep -q ' lỗi: ' || wrong "$name: no words"
    "$motcua" flow check --english "$file" | grep -q ' error: ' ||
        wrong "$name: no English words"
done

# The same flow beside a card that gives it less time.
mkdir -p "$folder/data/packs"
cp -r "$source/data/blocks" "$source/data/lists" "$folder/data/"
cp -r "$source/data/packs/1.001612" "$folder/data/packs/"
long=$folder/data/packs/1.001612
"$motcua" flow check "$long" >/dev/null || wrong 'the copy was not accepted'
sed 's/"value": 4, "unit": "working_hour"/"value": 9, "unit": "working_day"/' \
    "$source/data/packs/1.001612/flow.json" >"$long/flow.json"
"$motcua" flow check --json "$long/flow.json" >"$folder/json"
[ $? = 1 ] || wrong 'more than the limit was accepted'
grep -q '"code":"over_limit"' "$folder/json" || wrong "$(cat "$folder/json")"

"$motcua" flow check "$folder/nothing" >/dev/null && wrong 'nothing was accepted'
"$motcua" flow check 2>/dev/null
[ $? = 2 ] || wrong 'no path was accepted'
"$motcua" flow look "$broken" 2>/dev/null
[ $? = 2 ] || wrong 'another verb was accepted'
exit $failed
