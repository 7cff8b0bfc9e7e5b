#!/bin/bash
# Every command of `yichuang` against a real controller, from outside: what it prints, where, and how it exits.
# Run by tests/run, which sets YICHUANG_BIN. Prints "ok NAME" or "not ok NAME" for each check.
set -u
yichuang=$YICHUANG_BIN/yichuang yichuangd=$YICHUANG_BIN/yichuangd
work=$(mktemp -d /tmp/yichuang-shell-XXXXXX)
hall=$work/hall controller=
unset YICHUANG_DIR YICHUANG_URL YICHUANG_TOKEN LANG LC_MESSAGES
trap 'stop; rm -rf "$work"' EXIT

# start: the controller on a free port; url is then its address
start() {
  "$yichuangd" "$hall" --listen 127.0.0.1:0 >"$work/ready" 2>"$work/controller.log" &
  controller=$!
  for _ in $(seq 200); do
    url=$(sed -n 's/^ready //p' "$work/ready"); [[ $url ]] && return
    kill -0 $controller 2>/dev/null || break
    sleep 0.05
  done
  echo "not ok the controller starts"; cat "$work/controller.log"; exit 1
}
stop() { [[ $controller ]] && kill $controller 2>/dev/null && wait $controller; controller=; }

# check NAME STATUS PATTERN COMMAND...: the exit status, and the extended regular expression that stdout must match ("" for no output)
check() {
  local name=$1 wanted=$2 pattern=$3 status; shift 3
  if [[ $1 == y ]]; then shift; set -- "$yichuang" -C "$hall" "$@"; fi
  timeout 30 "$@" >"$work/out" 2>"$work/err" </dev/null; status=$?
  if [[ $status != "$wanted" ]]; then fail "$name" "exit $status, not $wanted"
  elif [[ -z $pattern && -s $work/out ]]; then fail "$name" "prints something"
  elif [[ $pattern ]] && ! grep -Eqz -- "$pattern" "$work/out"; then fail "$name" "does not print $pattern"
  elif [[ $status != 0 && $(wc -l <"$work/err") != 1 ]]; then fail "$name" "not one line on stderr"
  elif [[ $status == 0 && -s $work/err ]]; then fail "$name" "something on stderr"
  else echo "ok $name"; fi
}
fail() { echo "not ok $1: $2"; sed 's/^/  out: /' "$work/out"; sed 's/^/  err: /' "$work/err"; }
y() { timeout 30 "$yichuang" -C "$hall" "$@"; }
same() { if [[ $2 == "$3" ]]; then echo "ok $1"; else echo "not ok $1: '$2' is not '$3'"; fi; }

# --- without a controller ---
check "help lists the commands" 0 'ticket reprint.*deadline DATE DAYS' "$yichuang" --help
check "help of a command" 0 '^Usage: yichuang take \[OPTIONS\] SERVICE' "$yichuang" take --help
check "version" 0 '^yichuang [0-9.]+' "$yichuang" --version
check "no command" 2 '' "$yichuang"
check "unknown command" 2 '' "$yichuang" dance
"$yichuang" token >"$work/out" 2>"$work/err"
same "half a command tells what may follow" "$? $(wc -c <"$work/out") $(grep -c '^  token ' "$work/err")" "2 0 3"
check "unknown option" 2 '' "$yichuang" hall --loud
check "no hall named" 2 '' "$yichuang" hall
check "no such hall" 3 '' "$yichuang" -C "$work/none" take A
same "no such hall is told" "$(grep -c "there is no folder $work/none" < <("$yichuang" --language en -C "$work/none" take A 2>&1))" 1
check "nobody listens" 3 '' "$yichuang" --url http://127.0.0.1:1 hall

check "init" 0 'PIN' "$yichuang" init "$hall" --demo
check "init does not touch a hall" 1 '' "$yichuang" init "$hall"
same "keys lie beside, for the owner alone" "$(stat -c %a "$hall.keys")" 700
same "folders" "$(cd "$hall" && ls -d hall.conf items.csv holidays.csv printers.conf hall.db run printed | wc -l)" 7
mkdir "$work/other.keys"; touch "$work/other.keys/sign.key"
"$yichuang" init "$work/other" >"$work/out" 2>"$work/err"; status=$?
same "init that cannot end takes back what it made" "$status $(ls -d "$work"/other*)" "1 $work/other.keys"
check "init of too deep a folder" 1 '' "$yichuang" init "$work/$(printf 'x%.0s' {1..110})"

check "deadline" 0 '^2026-10-13' y deadline 2026-09-30 5
check "deadline after the calendar's end" 1 '' y deadline 2026-12-30 5
check "deadline of no date" 2 '' y deadline 2026-13-01 5
check "verify alone" 0 '^whole: [0-9]+ events' y verify
check "take needs a controller" 3 '' y take A

check "token add alone" 0 '^yc_[A-Z0-9]+.$' y token add --role clerk --staff 1001 --window 3 --name window3
token=$(<"$work/out")
check "token add without a window" 1 '' y token add --role clerk --staff 1001
check "token add without a role" 2 '' y token add
check "token list alone" 0 'window3 +clerk +1001 +3' y token list
check "token revoke of none" 1 '' y token revoke nobody
check "staff add without a PIN" 2 '' y staff add 2001 --name Clerk --role clerk
same "staff add" "$(y staff add 2001 --name Clerk --role clerk,issuer <<<4711; echo $?)" 0
y staff add 1004 --name X --role clerk <<<4711 2>"$work/err"
same "sample staff are there" "$? $(grep -c . "$work/err")" "1 1"
same "no controller is left behind" "$(ls "$hall/run")" ""

# --- with one ---
start
check "items find" 0 '^XK11 .*Outdoor' y items find hwgg
check "items find nothing" 1 '' y items find zzzz
check "items totals" 0 '^kind  *permit  *35' y items totals
check "items export" 0 '^code,name,name_en' y items export
check "items import, only told" 0 '60 items: 0 added, 0 changed, 0 withdrawn; nothing was changed yet' y items import conf/items.csv --preview
check "items import of no table" 1 '' y items import README.md
check "items versions" 0 '^1  20.*  60  ' y items versions
check "items withdraw, no date" 2 '' y items withdraw XK11
check "take" 0 '^A001  ticket 1  waiting  0 ahead' y take A
check "take with everything" 0 '"priority": "elderly".*"language": "en".*"item": "XK11".*"count": 2' \
  y --language en take A --priority elderly --item XK11 --count 2 --no-paper --json
code=$(jq -r .code "$work/out")
check "take of an unknown service" 1 '' y take Z
check "take of an unknown priority" 1 '' y take A --priority royal
check "ticket show by id" 0 '^A001 ' y ticket show 1
check "ticket show by code" 0 '^A002 ' y ticket show "$code"
check "ticket show by a wrong code" 1 '' y ticket show "${code%?}"
check "ticket show of none" 1 '' y ticket show 999
check "open" 0 '^window 3  open' "$yichuang" --url "$url" --token "$token" open 3
check "open of another window" 1 '' "$yichuang" --url "$url" --token "$token" open 4
check "a wrong token" 1 '' "$yichuang" --url "$url" --token nonsense hall
check "next" 0 '^window 3  calling  A00' y next 3
check "next while calling" 1 '' y next 3
check "recall too soon" 1 '' y recall 3
check "no-show" 0 '^window 3  open' y no-show 3
check "next again" 0 '"state": "calling"' y next 3 --json
check "start" 0 '^window 3  serving' y start 3
check "park" 0 '^window 3  open' y park 3
parked=$(y hall --json | jq .seq)
check "ticket return" 0 'waiting' y ticket return 1
check "ticket return of the other" 0 'waiting' y ticket return 2
check "next calls who came back" 0 'calling' y next 3
check "undo" 0 '^window 3  open' y undo 3
check "undo of nothing" 1 '' y undo 3
check "next after undo" 0 'calling' y next 3
check "transfer nowhere" 1 '' y transfer 3
check "start again" 0 'serving' y start 3
check "transfer" 0 '^window 3  open' y transfer 3 --service C
check "next finds another" 0 'calling' y next 3
check "finish" 0 '^window 3  open' y finish 3 --outcome done
check "pause without a reason" 1 '' y pause 3
check "pause" 0 'paused' y pause 3 --reason lunch
check "resume" 0 'open' y resume 3
check "a third number" 0 '^B001 ' y take B
check "ticket cancel" 0 'cancelled' y ticket cancel 3
check "ticket cancel twice" 1 '' y ticket cancel 3
check "ticket reprint without a printer" 1 '' y ticket reprint 2
check "hall" 0 'SERVICE +NAME.*General business.*WINDOW +STATE.*3 +open.*PRINTER' y hall
check "hall in Chinese" 0 '综合业务.*窗口 +状态' y --language zh hall
check "printers" 0 '^PRINTER' y printers
check "printers show: unknown" 1 '' y printers show nowhere
check "printers pause: unknown" 1 '' y printers pause nowhere
check "printers resume: unknown" 1 '' y printers resume nowhere
check "printers test: unknown" 1 '' y printers test nowhere
check "printers reload: unknown" 1 '' y printers reload nowhere --paper 30
check "printers move: unknown" 1 '' y printers move 1 nowhere
check "printers move: not a number" 2 '' y printers move one kiosk1
check "printers follow: unknown" 1 '' y printers follow 77
check "close" 0 'closed' y close 3
check "close of a closed one" 1 '' y close 3
check "window out of range" 2 '' y next 100
check "verify beside the controller" 0 '^whole: [0-9]+ events' y verify
check "token list beside the controller" 0 'window3' y token list
check "token revoke" 0 '' y token revoke window3
check "a revoked token" 1 '' "$yichuang" --url "$url" --token "$token" hall

# --- in Chinese ---
check "states in Chinese" 0 '票 [0-9]+  等候' y --language zh take A
check "the hall in Chinese" 0 '在岗|关闭|叫号中' y --language zh hall
same "no English state in it" "$(y --language zh hall | grep -cwE 'open|closed|paused|ready|calling|serving')" 0
y --language en take A --place nowhere >"$work/out" 2>"$work/err"
same "a place without a printer is told" "$? $(grep -c 'no printer is at the place nowhere; places: ' "$work/err")" "0 1"
check "a priority that is none" 1 '' y take A --priority vip
same "those that are" "$(grep -c 'normal elderly disabled' "$work/err")" 1
check "a role that is none" 1 '' y token add --role king
same "the roles that are" "$(grep -c 'manager supervisor guide clerk' "$work/err")" 1

# --- events ---
y events --after "$parked" --count 3 >"$work/events"
same "events after a number" "$(jq -s 'map(.seq) == [range('"$parked"' + 1; '"$parked"' + 4)]' "$work/events")" true
y events --count 1 >"$work/events" 2>"$work/notices" & watcher=$!
for _ in $(seq 100); do y take C >/dev/null; kill -0 $watcher 2>/dev/null || break; sleep 0.05; done
wait $watcher; same "events from now on" "$? $(jq -r .type "$work/events")" "0 ticket.taken"
check "events need a token" 1 '' "$yichuang" --url "$url" events --count 1

# --- a controller that goes away ---
seq=$(y hall --json | jq .seq)
y events --after "$seq" --count 2 >"$work/events" 2>"$work/notices" & watcher=$!
y take A >/dev/null
for _ in $(seq 200); do [[ -s $work/events ]] && break; sleep 0.05; done
kill -9 $controller; wait $controller 2>/dev/null
check "take while it is away" 3 '' y take A
start
y take A >/dev/null
wait $watcher; same "events go on after it came back" "$? $(jq -r .type "$work/events" | tr '\n' ' ')" "0 ticket.taken ticket.taken "
check "verify after a crash" 0 '^whole' y verify
stop
check "verify alone at the end" 0 '^whole' y verify
