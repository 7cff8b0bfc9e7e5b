#!/bin/bash
# Backup under load, restore, rebuild and verify, from outside. Run by tests/run, which sets YICHUANG_BIN.
set -u
y=$YICHUANG_BIN/yichuang
work=$(mktemp -d /tmp/yichuang-backup-XXXXXX)
export YICHUANG_DIR=$work/hall LC_ALL=C.UTF-8
unset YICHUANG_URL YICHUANG_TOKEN
controller=
stop() { [[ $controller ]] && kill "$controller" 2>/dev/null && wait "$controller"; controller=; }
trap 'stop; rm -rf "$work"' EXIT
start() {
  "$YICHUANG_BIN/yichuangd" "$YICHUANG_DIR" --listen 127.0.0.1:0 >"$work/ready" 2>"$work/log" & controller=$!
  for _ in $(seq 200); do grep -q ready "$work/ready" && return; sleep 0.05; done
  cat "$work/log"
}
ok() { echo "ok $1"; }
no() { echo "not ok $1"; cat "$work/out" "$work/log" 2>/dev/null; }
taken() { "$y" hall | head -n 1 | sed 's/.*taken \([0-9]*\).*/\1/'; }

"$y" init "$YICHUANG_DIR" --demo >/dev/null || { echo "not ok init"; exit 1; }
start
for _ in $(seq 40); do "$y" take A >/dev/null; done
( for _ in $(seq 40); do "$y" take B >/dev/null; done ) & load=$!
"$y" backup "$work/copy.db" >"$work/out" 2>&1 && ok "a backup is made while numbers are taken" || no "a backup is made while numbers are taken"
wait $load
"$y" backup "$work/copy.db" >"$work/out" 2>&1 && no "a file that is there is not overwritten" || ok "a file that is there is not overwritten"
"$y" restore "$work/copy.db" >"$work/out" 2>&1 && no "no restore while the controller runs" || ok "no restore while the controller runs"
[[ $(taken) == 80 ]] && ok "the hall went on" || no "the hall went on"
stop
"$y" restore "$work/copy.db" >"$work/out" 2>&1 && grep -q restored "$work/out" && ok "the backup is put back" || no "the backup is put back"
"$y" verify >"$work/out" 2>&1 && ok "the restored journal is whole" || no "the restored journal is whole"
start
n=$(taken)
(( n >= 40 && n < 80 )) && ok "the hall is as it was at the backup" || no "the hall is as it was at the backup: $n"
"$y" take A >"$work/out" 2>&1 && grep -q A041 "$work/out" && ok "numbers go on from there" || no "numbers go on from there"
stop
"$y" rebuild >"$work/out" 2>&1 && grep -q ': equal' "$work/out" && ok "rebuild gives equal tables" || no "rebuild gives equal tables"
head -c 20000 "$work/copy.db" >"$work/half.db"
"$y" restore "$work/half.db" >"$work/out" 2>&1 && no "half a backup is refused" || ok "half a backup is refused"
"$y" verify >"$work/out" 2>&1 && ok "and the hall stays as it was" || no "and the hall stays as it was"
