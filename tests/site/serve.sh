#!/bin/sh
# serve.sh MOTCUA: the whole house on a database of its own: it answers, a room
# that is killed comes back, and it ends when it is told to.
set -eu

motcua=$1
folder=$(mktemp -d)
house=
trap '[ -z "$house" ] || kill "$house" 2>/dev/null || true; rm -rf "$folder"' \
    EXIT

fail() {
    echo "FAILED: $*"
    cat "$folder/log" 2>/dev/null || true
    exit 1
}

# Below the ports that the system gives out by itself.
port=$((20000 + $$ % 10000))
settings="--database=sqlite:$folder/x.db --blob_folder=$folder/blobs
    --blob_key_file=$folder/blob.key --port=$port"

answers() {
    curl -fsS -o /dev/null --max-time 2 "http://127.0.0.1:$port/healthz" \
        2>/dev/null
}

# Milliseconds until it answers.
await_answer() {
    begun=$(date +%s%N)
    for _ in $(seq 1000); do
        answers && break
        sleep 0.01
    done
    answers || fail 'no answer'
    waited=$((($(date +%s%N) - begun) / 1000000))
}

room() {
    pgrep -P "$house" -f "^motcua $1" || true
}

# shellcheck disable=SC2086
{
    "$motcua" init $settings || fail 'init'
    "$motcua" init $settings || fail 'init again'
    strangers=$(find "$folder" -mindepth 1 -perm /077)
    [ -z "$strangers" ] || fail "others may read $strangers"
    if "$motcua" serve --no_such_setting=1 2>"$folder/log"; then
        fail 'a wrong setting was taken'
    fi
    "$motcua" serve $settings 2>"$folder/log" &
}
house=$!
await_answer
echo "first answer after $waited ms"

for name in web work send; do
    before=$(room "$name")
    [ -n "$before" ] || fail "there is no room $name"
    kill -9 "$before"
    for _ in $(seq 300); do
        after=$(room "$name")
        [ -n "$after" ] && [ "$after" != "$before" ] && break
        sleep 0.01
    done
    if [ -z "$after" ] || [ "$after" = "$before" ]; then
        fail "$name is gone"
    fi
done
await_answer

# A port that is taken stops a house: to start again would be no use.
# shellcheck disable=SC2086
timeout 10 "$motcua" serve $settings 2>"$folder/second" && status=0 || status=$?
[ "$status" = 78 ] || fail "a taken port gave $status"
answers || fail 'the first house is gone'

rooms="$(room web) $(room work) $(room send)"
kill -TERM "$house"
wait "$house" || fail 'did not end well'
house=
for pid in $rooms; do
    if kill -0 "$pid" 2>/dev/null; then fail "$pid outlived the house"; fi
done
