#!/bin/bash
# The voice beside a real controller: a call is spoken twice in the language its person took, nothing overlaps, and each wave is as long as the clips it is joined of.
# Run by tests/run, which sets YICHUANG_BIN. Prints "ok NAME" or "not ok NAME" for each check.
set -u
work=$(mktemp -d /tmp/yichuang-voice-XXXXXX)
hall=$work/hall said=$work/said/said.txt pids=()
unset YICHUANG_DIR YICHUANG_URL YICHUANG_TOKEN
trap 'for p in "${pids[@]}"; do kill "$p" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/said"; touch "$said"
check() { local name=$1; shift; if "$@"; then echo "ok $name"; else echo "not ok $name"; sed 's/^/  /' "$said" "$work"/*.log; fi; }
y() { timeout 30 "$YICHUANG_BIN/yichuang" -C "$hall" "$@" >"$work/out" 2>"$work/err" || { echo "not ok yichuang $*"; cat "$work/err"; }; }
lines() { (($(wc -l <"$said") >= $1)); }
within() { for ((i = 0; i < 600; i++)); do "$@" && return; sleep 0.05; done; return 1; }

"$YICHUANG_BIN/yichuang" init "$hall" --demo >"$work/out" 2>&1 || { cat "$work/out"; echo "not ok a demonstration hall is made"; exit 1; }
"$YICHUANG_BIN/yichuangd" "$hall" --listen 127.0.0.1:0 >"$work/ready" 2>"$work/controller.log" & pids+=($!)
check "the controller starts" within grep -q '^ready ' "$work/ready"
board=$("$YICHUANG_BIN/yichuang" -C "$hall" token add --role board | awk '{ print $NF }')
YICHUANG_TOKEN=$board "$YICHUANG_BIN/yichuang-board" --url "$(sed 's/^ready //' "$work/ready")" --no-screen --sound "file:$work/said" --language en 2>"$work/board.log" & voice=$!; pids+=($voice)
for n in 3 12; do y open $n; done
check "the voice follows the hall" within grep -q follows "$work/board.log"
y take A --no-paper; y next 3
check "a call is spoken, twice" within lines 2
y start 3
y take A --no-paper --language en; y next 12
check "a call for somebody who took English is spoken, twice" within lines 4
clips() { sed -n "$1p" "$said" | cut -d' ' -f3-; }
check "in Chinese, digit by digit" test "$(clips 1)" = "zh/please letter/A zh/0 zh/0 zh/1 zh/number zh/to zh/3 zh/window"
check "the same a second time" test "$(clips 1)" = "$(clips 2)"
check "in English" test "$(clips 3)" = "en/number letter/A en/0 en/0 en/2 en/please en/12"
check "nothing overlaps" awk '$1 < end { bad = 1 } { end = $1 + $2 } END { exit bad || NR < 4 }' "$said"
# 44 bytes of header, 2 bytes a sample, 22050 a second; 60 ms between two clips
long() {
  local line=$1 sum=0 count=0 clip
  for clip in $(clips "$line"); do sum=$((sum + ($(stat -c %s "$YICHUANG_BIN/../share/yichuang/voice/$clip.wav") - 44) / 2)); count=$((count + 1)); done
  sum=$((sum + (count - 1) * 22050 * 60 / 1000))
  (($(stat -c %s "$(printf '%s/said/%04d.wav' "$work" "$line")") == 44 + 2 * sum)) && (($(sed -n "${line}p" "$said" | cut -d' ' -f2) == sum * 1000 / 22050))
}
check "the Chinese wave is as long as its clips" long 1
check "the English wave is as long as its clips" long 3
kill -TERM $voice; wait $voice; check "SIGTERM ends it with 0" test $? = 0
"$YICHUANG_BIN/yichuang-board" -C "$hall" --no-screen --sound radio 2>"$work/wrong.log"; check "a wrong sink is wrong usage" test $? = 2
"$YICHUANG_BIN/yichuang-board" -C "$hall" --no-screen --volume 120 2>"$work/wrong.log"; check "a wrong volume is wrong usage" test $? = 2
