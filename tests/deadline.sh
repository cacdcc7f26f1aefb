#!/bin/sh
# deadline.sh MOTCUA CALENDAR.csv: the command answers what the law's examples
# say, in lines and as JSON, and refuses what it does not understand.
# shellcheck disable=SC2086 # options are words
set -u
motcua=$1
calendar=$2
failed=0

# wanted ANSWER OPTION...: the first line
wanted() {
    answer=$1
    shift
    got=$("$motcua" deadline --calendar "$calendar" "$@" | head -n 1)
    [ "$got" = "$answer" ] && return
    echo "$*: wanted $answer, got $got"
    failed=1
}

# refused OPTION...: with a word on stderr, and status 2
refused() {
    said=$("$motcua" deadline --calendar "$calendar" "$@" 2>&1 >/dev/null)
    [ $? = 2 ] && [ -n "$said" ] && return
    echo "$*: was not refused"
    failed=1
}

tet='--from 2026-02-13T16:20'
asked='--event supplement_requested@2026-02-25T09:00'
supplied='--event supplemented@2026-03-02T10:30'
five='5 ngày làm việc'
wanted 2026-02-27T17:00:00+07:00 $tet --limit "$five"
wanted 2026-02-27T16:20:00+07:00 $tet --limit="$five" --mode minutes
wanted 2026-03-09T17:00:00+07:00 $tet --limit "$five" $asked $supplied
wanted 2026-03-05T17:00:00+07:00 $tet --limit "$five" --policy pause \
    $supplied $asked
wanted - $tet --limit "$five" $asked
wanted 2026-11-25T17:00:00+07:00 --from 2026-11-23T16:00 --limit '1 ngày làm việc'
wanted 2024-05-07T17:00:00+07:00 --from 2024-05-04T10:00 --limit '2 ngày làm việc'
wanted 2026-03-09T16:30:00+07:00 --from 2026-03-06T16:30 --limit '8 giờ làm việc'
wanted 2026-03-06T17:00:00+07:00 --from 2026-03-06T15:00 --limit 'trong ngày'
wanted 2026-03-12T17:00:00+07:00 --from 2026-03-02T08:00 --limit '3 ngày làm việc' \
    --event verification_ordered=5@2026-03-03T09:00
wanted 2026-03-20T17:00:00+07:00 --from 2026-03-02T08:00 --limit '3 ngày làm việc' \
    --event extended=2026-03-20T17:00@2026-03-03T09:00
wanted '{"due":null,"provisional":false,"reasons":["Tiếp nhận lúc 08:00 thứ Hai 02/03/2026.","Hạn trả kết quả: 17:00 thứ Hai 02/03/2026.","09:00 thứ Hai 02/03/2026: yêu cầu bổ sung hồ sơ.","Thời hạn tạm dừng: chưa có hạn trả kết quả."]}' \
    --json --from 2026-03-02T08:00 --limit 'trong ngày' \
    --event supplement_requested@2026-03-02T09:00
"$motcua" deadline --calendar "$calendar" --from 2027-03-02T08:00 \
    --limit '3 ngày' --json | grep -q '"provisional":true' ||
    { echo 'a year that is not announced is not provisional' && failed=1; }

refused $tet
refused --limit "$five"
refused $tet --limit '5 tuần'
refused --from 2026-02-30T08:00 --limit "$five"
refused $tet --limit "$five" --mode weeks
refused $tet --limit "$five" --policy stop
refused $tet --limit "$five" --event supplemented
refused $tet --limit "$five" --event lost@2026-03-02T10:30
refused $tet --limit "$five" --event verification_ordered@2026-03-02T10:30
refused $tet --limit "$five" --event finished=1@2026-03-02T10:30
refused $tet --limit "$five" --nonsense=1
exit $failed
