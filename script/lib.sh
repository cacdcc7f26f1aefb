# shellcheck shell=bash
# What every script here shares: where we are, how a step shows that it
# lives, how to become root, which node to use. Read with `.`, never run.

set -euo pipefail
export LC_ALL=C.UTF-8
export PYTHONDONTWRITEBYTECODE=1

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs=$root/var/log
node_home=$root/var/node/node_modules
export PATH="$node_home/node-linux/bin:$node_home/.bin:$PATH"
cd "$root"

say() {
    printf '%s\n' "$*"
}

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

now_s() {
    printf '%s' "$EPOCHSECONDS"
}

# usage SCRIPT: its opening comment is its manual.
usage() {
    sed -n '2,/^$/ { s/^# \{0,1\}//; p; }' "$1"
}

# Shows the newest line of LOG: in place on a terminal, each 10 s elsewhere.
ticker() {
    local title=$1 log=$2 began last every=10

    began=$(now_s)
    [ -t 1 ] && every=1
    while sleep "$every" >/dev/null && kill -0 "$$" 2>/dev/null; do
        last=$(tail -c 400 "$log" 2>/dev/null | tr '\r' '\n' |
            grep -v '^[[:space:]]*$' | tail -n 1 | cut -c 1-48) || last=
        if [ -t 1 ]; then
            printf '\r\033[K  %s … %d s  %s' \
                "$title" $(($(now_s) - began)) "$last"
        else
            printf '  %s … %d s  %s\n' "$title" $(($(now_s) - began)) "$last"
        fi
    done
}

# What a person must read of a failed step: its errors, else its end.
complaints() {
    grep -aE -A 3 '(^|[^_[:alnum:]])(error|FAIL(ED)?)\b' "$1" |
        cut -c 1-200 | head -n 60 | grep . || tail -n 60 "$1"
}

# step TITLE COMMAND...: runs COMMAND with its output in a log, shows that it
# lives, then one line with the seconds it took; on failure the log's end.
# The command is not under `set -e`: it is a program, or a function of one.
step() {
    local title=$1 log began pid rc=0 mark=✓

    shift
    mkdir -p "$logs"
    log=$logs/$(printf '%s' "$title" | tr -cs 'A-Za-z0-9' '-').log
    : >"$log"
    began=$(now_s)
    ticker "$title" "$log" &
    pid=$!
    "$@" >"$log" 2>&1 </dev/null || rc=$?
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    [ "$rc" = 0 ] || mark=✗
    [ -t 1 ] && printf '\r\033[K'
    printf '%s %s (%d s)\n' "$mark" "$title" $(($(now_s) - began))
    if [ "$rc" != 0 ]; then
        complaints "$log" | sed 's/^/    /'
        printf '    the whole of it: %s\n' "${log#"$root"/}"
    fi
    return "$rc"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env "$@"
    elif [ -t 0 ]; then
        sudo env "$@"
    else
        sudo -n env "$@"
    fi
}

# The node on PATH can build our assets and run our browser tests.
node_is_new_enough() {
    local have

    have=$(node --version 2>/dev/null) || return 1
    [ "$(printf 'v20.19.0\n%s\n' "$have" | sort -V | head -n 1)" = v20.19.0 ] &&
        npm --version >/dev/null 2>&1
}

# compiler of a build folder, as meson wants it
build_with() {
    local folder=$1 cc=$2

    shift 2
    if [ ! -f "$folder/build.ninja" ]; then
        CC=$cc meson setup "$folder" "$@"
    fi
}
