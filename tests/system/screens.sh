#!/bin/bash
# The wall, the display over a window, the manager's screen, two screens of a clerk, an approver's desk and a kiosk on real terminals (tmux) beside a real controller: a call is there within a second, every
# resize is followed, the controller's death is told and its return noticed, and the terminal is given back at the end.
# Run by tests/run, which sets YICHUANG_BIN. Prints "ok NAME" or "not ok NAME" for each check.
set -u
work=$(mktemp -d /tmp/yichuang-screens-XXXXXX)
hall=$work/hall controller= address=127.0.0.1:0
unset YICHUANG_DIR YICHUANG_URL YICHUANG_TOKEN YICHUANG_THEME NO_COLOR TMUX
trap 'tm kill-server 2>/dev/null; stop; rm -rf "$work"' EXIT

tm() { tmux -S "$work/tmux" -f /dev/null "$@"; }
y() { timeout 30 "$YICHUANG_BIN/yichuang" -C "$hall" "$@" >"$work/out" 2>"$work/err" || { echo "not ok yichuang $*"; cat "$work/err"; }; }
start() {
  "$YICHUANG_BIN/yichuangd" "$hall" --listen $address >"$work/ready" 2>"$work/controller.log" &
  controller=$!
  for _ in $(seq 200); do
    grep -q '^ready ' "$work/ready" && return
    kill -0 $controller 2>/dev/null || break
    sleep 0.05
  done
  echo "not ok the controller starts"; cat "$work/controller.log"; exit 1
}
stop() { [[ $controller ]] && kill "${1:--TERM}" $controller 2>/dev/null && wait $controller 2>/dev/null; controller=; }
now_ms() { date +%s%3N; }

# open NAME COLUMNS ROWS PROGRAM ARGUMENTS...: a terminal of its own; what it says when it ends comes after it
open() {
  local name=$1 columns=$2 rows=$3; shift 3
  tm new-session -d -s "$name" -x "$columns" -y "$rows" "$YICHUANG_BIN/$1 -C $hall ${*:2}; echo ended with \$?; exec cat"
  tm set-option -t "$name" status off
  tm set-option -t "$name" window-size manual
  tm resize-window -t "$name" -x "$columns" -y "$rows"
}
text() { tm capture-pane -p -t "$1"; }

# within MS NAME SCREEN [no] PATTERN: the screen comes to show the pattern (or to show it no more) in that time
within() {
  local limit=$1 name=$2 screen=$3 wanted=0 begun; shift 3
  [[ $1 == no ]] && { wanted=1; shift; }
  begun=$(now_ms)
  while :; do
    text "$screen" | grep -Eq -- "$1"; [[ $? == "$wanted" ]] && { echo "ok $name"; return; }
    (( $(now_ms) - begun > limit )) && break
    sleep 0.02
  done
  echo "not ok $name: $1 after $limit ms"; text "$screen" | sed 's/^/  /'
}

"$YICHUANG_BIN/yichuang" init "$hall" --demo >"$work/out" 2>&1 || { cat "$work/out"; echo "not ok a demonstration hall is made"; exit 1; }
start
address=$(sed 's,^ready http://,,' "$work/ready")
open wall 160 48 yichuang-board
open over 80 24 yichuang-board --window 3 --language en
open status 80 24 yichuang-status --language en
within 5000 "the wall opens" wall 'Please take a number'
within 5000 "the display over window 3 opens" over 'This window is closed'
within 5000 "the manager's screen opens" status 'Windows.*Queues'

y take A
within 1000 "a number taken is counted" status 'taken today 1'
y open 3
within 1000 "the window opens over its place" over 'Please wait for your number'
y next 3
within 1000 "the wall shows the call within a second" wall '请 A001 号到 3 号窗口 +A001, please go to window 3'
within 1000 "the display over the window too" over 'A001, please come to this window'
within 1000 "the manager sees it" status 'A001 +<1 min'
within 1000 "with its state" status '3 ─+ calling'
y start 3
within 1000 "an answered call is not asked for any more" wall no 'please go to window 3'
within 1000 "it is being served" over 'A001 is being served'
y finish 3
y pause 3 --reason lunch
within 1000 "a pause is told with its reason in both languages" over 'This window is paused: lunch +本窗口暂停服务：午餐'
y resume 3

tm resize-window -t wall -x 80 -y 24
within 2000 "the wall follows a smaller terminal" wall 'C 咨询帮办 Advice and help +0'
tm resize-window -t wall -x 40 -y 10
within 2000 "below the least size it says so" wall '窗口太小'
tm resize-window -t wall -x 160 -y 48
within 2000 "and comes back" wall 'A001 号：3 号窗口'
tm resize-window -t status -x 160 -y 48
within 2000 "the manager's screen grows" status 'mean wait, minutes'

stop -KILL
within 2000 "the wall tells that it may be old" wall '网络中断 .* Offline for'
within 2000 "the manager's screen tells that the controller is away" status 'The controller has been away for'
within 1000 "the last state stays" wall 'A001 号：3 号窗口'
start
within 2000 "the wall recovers within two seconds" wall no '网络中断'
within 2000 "the manager's screen too" status no 'has been away'
y take A
y next 3
within 1000 "and follows again" wall '请 A002 号到 3 号窗口'

tm send-keys -t status l
within 1000 "the manager's screen changes its language" status '叫号中'
tm send-keys -t status '?'
within 1000 "and explains itself" status '已叫号，办事人还没有到'
tm send-keys -t status q
within 2000 "it ends by its key and gives the terminal back" status 'ended with 0'
tm send-keys -t wall x
within 1000 "any key shows the wall's keys" wall 'which language comes first'
tm send-keys -t wall q
within 2000 "the wall ends by its key" wall 'ended with 0'
pid=$(tm list-panes -t over -F '#{pane_pid}')
kill -TERM "$(ps -o pid= --ppid "$pid" | tr -d ' ')"
within 2000 "SIGTERM ends the display cleanly" over 'ended with 0'

# --- the clerk's window: full and strip, a second screen, the controller's restart ------------------------------------
open clerk 80 24 yichuang-window 2 --staff 1001 --language en
within 5000 "the window opens by itself" clerk 'Call the next'
y take A
tm send-keys -t clerk Enter
within 2000 "a key calls the next" clerk 'calling'
within 1000 "and says what Enter does now" clerk 'They are here: start'
y case accept XK11 --window 2 --name 演示申请人 --id-number 11010519491231002X
open second 80 24 yichuang-window 2 --language en
within 5000 "a second screen shows the same window" second 'Still (calling|serving) A'
within 9000 "what the first one did is over" clerk '(calling|serving) +0:0[3-9]'
tm send-keys -t second 5
within 3000 "a key of the second screen counts" second 'is parked'
within 2000 "and the first one is told" clerk 'Another screen works at this window'
y take A
tm send-keys -t clerk Enter
within 3000 "and goes on" clerk 'calling'
tm resize-window -t clerk -x 60 -y 6
within 2000 "in six rows it is a strip" clerk 'waiting A0'
stop -KILL
within 2000 "the strip tells that the controller is away" clerk 'The controller is away'
start
within 2000 "and asks within two seconds of its return what is still true" clerk 'controller is back. Still'
tm resize-window -t clerk -x 160 -y 48
within 2000 "on a large screen it shows the other windows" clerk 'The other windows'
tm send-keys -t second 3
within 3000 "the second screen finishes" second 'is finished'
tm send-keys -t second 8
within 2000 "closing is asked about" second 'hand the window over'
tm send-keys -t second Enter
within 2000 "the window is closed" second 'This window is closed'
tm send-keys -t second q
within 2000 "the second screen ends by its key" second 'ended with 0'
tm send-keys -t clerk q
within 2000 "the first one too" clerk 'ended with 0'

# --- the approver's desk ----------------------------------------------------------------------------------------------
y token add --role approver --staff 1002
open desk 80 24 yichuang-desk --language en --token "$(awk '{print $NF}' "$work/out")"
within 5000 "the desk lists the case" desk 'XK11 Outdoor advertising'
tm send-keys -t desk Enter
within 2000 "it opens" desk 'Take it'
tm send-keys -t desk 1
within 2000 "taking it is asked about" desk 'yes, do it'
tm send-keys -t desk Enter
within 2000 "and done" desk 'The case is yours'
tm resize-window -t desk -x 160 -y 48
within 2000 "on a large screen list and case are side by side" desk 'with .*accepted 1001, approver 1002'
stop -KILL
within 2000 "the desk tells that the controller is away" desk 'The controller has been away'
start
within 2000 "and goes on by itself" desk no 'has been away'
tm send-keys -t desk Escape
within 2000 "back in the list" desk 'leave'
tm send-keys -t desk q
within 2000 "the desk ends by its key" desk 'ended with 0'

# --- the kiosk ---------------------------------------------------------------------------------------------------------
open kiosk 80 24 yichuang-kiosk --language en
within 5000 "the kiosk shows its services" kiosk 'General business'
tm send-keys -t kiosk 1
within 2000 "one key to the question" kiosk 'Enter +Take'
sleep 1
tm send-keys -t kiosk Enter
within 3000 "a second one to the number" kiosk 'Your number'
tm resize-window -t kiosk -x 160 -y 48
within 2000 "the number follows a larger terminal" kiosk 'Your number'
stop -KILL
start
tm send-keys -t kiosk Enter
within 8000 "and the kiosk goes on after a restart of the controller" kiosk 'General business'
