#!/bin/bash
# 找人帮忙 at the kiosk rings at the guide's and at the manager's, on real terminals (tmux), and the guide's answer ends it for all.
# Run by tests/run, which sets YICHUANG_BIN. Prints "ok NAME" or "not ok NAME" for each check.
set -u
work=$(mktemp -d /tmp/yichuang-help-XXXXXX)
hall=$work/hall controller=
unset YICHUANG_DIR YICHUANG_URL YICHUANG_TOKEN YICHUANG_THEME NO_COLOR TMUX
trap 'tm kill-server 2>/dev/null; [[ $controller ]] && kill $controller 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
tm() { tmux -S "$work/tmux" -f /dev/null "$@"; }
check() { local name=$1; shift; for ((i = 0; i < 600; i++)); do "$@" && { echo "ok $name"; return; }; sleep 0.05; done; echo "not ok $name"; tm capture-pane -p -t "${screen:-kiosk}" | sed 's/^/  /'; }
shows() { screen=$1; tm capture-pane -p -t "$1" | grep -q -- "$2"; }
shows_not() { ! shows "$@"; }
rang() { [[ $(tm display-message -p -t "$1" '#{window_bell_flag}') == 1 ]]; }
open() { local name=$1; shift; tm new-session -d -s "$name" -x 80 -y 24 "env $1 $YICHUANG_BIN/$2 --url $url ${*:3}"; tm set-option -t "$name" status off; }

"$YICHUANG_BIN/yichuang" init "$hall" --demo >"$work/out" 2>&1 || { cat "$work/out"; echo "not ok a demonstration hall is made"; exit 1; }
"$YICHUANG_BIN/yichuangd" "$hall" --listen 127.0.0.1:0 >"$work/ready" 2>"$work/log" & controller=$!
check "the controller starts" grep -q '^ready ' "$work/ready"
url=$(sed 's/^ready //' "$work/ready")
token() { "$YICHUANG_BIN/yichuang" -C "$hall" token add --role "$1" --name "$1" | awk '{ print $NF }'; }
tm new-session -d -s other -x 20 -y 5 cat # the bell flag is set in windows that nobody looks at
tm set-option -g monitor-bell on
tm set-option -g bell-action any
open kiosk "YICHUANG_TOKEN=$(token kiosk)" yichuang-kiosk --place kiosk1
open guide "YICHUANG_TOKEN=$(token guide)" yichuang-desk
open status "YICHUANG_TOKEN=$(token manager)" yichuang-status
check "the kiosk opens" shows kiosk 找人帮忙
check "the guide's desk opens" shows guide 导办
check "the manager's screen opens" shows status 窗口
tm send-keys -t kiosk 0
check "the kiosk says that somebody is coming" shows kiosk 已通知工作人员
check "the guide sees where" shows guide '取号机 kiosk1.*需要帮助'
check "the manager sees it" shows status '取号机 kiosk1.*需要帮助'
check "it rings at the guide's" rang guide
check "it rings at the manager's" rang status
tm send-keys -t guide h
check "the guide goes there" shows_not guide 需要帮助
check "the manager sees that somebody went" shows_not status 需要帮助
