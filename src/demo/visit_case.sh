# The part of the scripted visit that is about a case: accepted at the window, approved and issued at the desk, handed over. Sourced by visit.

applicant=演示申请人 applicant_number=11010519491231002X # the example of the standard for identity numbers

# there PANE: the screen has its controller
there() { ! t capture-pane -p -t "$1" | grep -q '断开'; }

# until_pressed PANE KEY TEXT WHAT: presses until the screen shows the text; a key right after another is taken for a slip of the finger
until_pressed() {
  until_true there "$1" || fail "$1 is back"
  for ((m = 0; m < 20; m++)); do
    press "$1" "$2"
    for ((n = 0; n < 40; n++)); do shows "$1" "$3" && return 0; sleep 0.05; done
  done
  fail "$4"
}

case_accept() {
  until_pressed window '*' '查事项' "the window looks items up"
  press window -l hwgg
  until_true shows window 'XK11' || fail "the item is found by its initials"
  until_pressed window Enter '受理办件' "the window shows the item"
  until_pressed window Enter '申请人姓名' "the window begins a case"
  crash
  press window -l "$applicant"
  press window Enter
  press window -l "$applicant_number"
  press window Enter
  press window Enter
  until_true shows window 'Enter  受理' || fail "the window is ready to accept"
  for ((m = 0; m < 20; m++)); do # as long as the form stands there, it was not sent
    until_true there window || fail "the window is back"
    shows window '申请人姓名' && press window Enter
    for ((n = 0; n < 40; n++)); do shows window '办件 20[0-9-]* 已受理' && break 2; sleep 0.05; done
  done
  shows window '办件 20[0-9-]* 已受理' || fail "the case is accepted"
  case_number=$(t capture-pane -p -t window | grep -o '20[0-9][0-9]-[0-9]\{6\}' | head -n 1)
  say case "$case_number is accepted for XK11, outdoor advertising"
}

# desk_as STAFF: signs in and opens the case
desk_as() {
  t kill-session -t desk 2>/dev/null
  screen desk "$bin/yichuang-desk" -C "$dir"
  until_true shows desk '工号' || fail "the desk asks who is there"
  press desk "$1" Enter 1234 Enter
  until_true shows desk "$case_number" || fail "the desk lists $case_number"
  for ((n = 0; n < 200; n++)); do shows desk "► .*$case_number" && break; press desk Down; sleep 0.1; done
  until_pressed desk Enter "办件 $case_number" "the desk opens $case_number"
}

# desk_does KEY WORD DONE: the action of a digit, its form, and what is said in the end
desk_does() {
  until_true shows desk "$1  $2" || fail "the desk offers: $2"
  until_pressed desk "$1" '取消' "the desk asks about: $2"
  until_pressed desk Enter "$3" "$2"
}

case_approve() {
  crash
  desk_as 1002
  desk_does 1 领取办件 办件已由您办理
  desk_does 1 准予许可 已准予许可
  say approver "1002 has approved $case_number"
}

case_issue() {
  crash
  desk_as 1003
  until_true shows desk 已制证 || fail "the certificate is drawn"
  certificate=$(t capture-pane -p -t desk | grep -o 'XK11-20[0-9][0-9]-[0-9]*' | head -n 1)
  desk_does 1 用印出证 '已用印\|已核对\|待领取'
  say issuer "1003 has sealed $certificate, use $(yc_as 1003 issuer case seals | grep -c '"seal"') of the seal"
}

# yc_as STAFF ROLE ...: a command under a token of its own
yc_as() {
  local token; token=$(yc token add --role "$2" --staff "$1" | awk '{ print $NF }')
  shift 2
  YICHUANG_TOKEN=$token yc "$@"
}

case_hand_over() {
  crash
  until_pressed window - '办件编号' "the window looks for a result"
  press window -l "$case_number"
  until_pressed window Enter '领取人' "the window finds $case_number"
  until_pressed window Enter '申请人证件号码 *$' "the window asks for the applicant's number"
  press window -l "$applicant_number"
  until_pressed window Enter "$case_number 已送达" "$case_number is handed over"
  say handed "$certificate is handed over"
}

case_verify() {
  crash
  local paper=$dir/printed/office/certificate-$certificate.pdf
  until_true test -s "$paper" || fail "the certificate is printed"
  verdict=$(yc verify-certificate "$paper") || fail "the certificate verifies: $verdict"
  say paper "$paper, beside it what was printed with the case: $(ls "$dir/printed/office" | grep -c "$case_number") slips"
  say verified "certificate verified: $(head -n 1 <<<"$verdict"); $(grep ledger <<<"$verdict" | sed 's/ledger *//')"
}
