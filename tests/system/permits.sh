#!/bin/bash
# Every permit of the sample catalogue, from the ticket to the hand of its owner, by four people; one item of each other flow; every certificate that we draw verifies.
# Run by tests/run, which sets YICHUANG_BIN.
set -u
work=$(mktemp -d /tmp/yichuang-permits-XXXXXX)
export LC_ALL=C.UTF-8
unset YICHUANG_URL YICHUANG_TOKEN YICHUANG_DIR
. "$(dirname "$0")/../../src/demo/hall.sh"
trap 'hall_stop; rm -rf "$work"' EXIT
yc() { "$YICHUANG_BIN/yichuang" -C "$work/hall" "$@"; }
as() { local token=$1; shift; YICHUANG_TOKEN=$token yc "$@"; }
result() { local status=$1; shift; if [[ $status == 0 ]]; then echo "ok $*"; else echo "not ok $*"; fi; }
person=11010519491231002X organisation=91350100M000100Y43 # examples of the standards for identity numbers and credit codes
address=演示路1号 # shown by each certificate that we draw

"$YICHUANG_BIN/yichuang" init "$work/hall" --demo >"$work/log" 2>&1 && hall_start "$YICHUANG_BIN" "$work/hall" 127.0.0.1:0 >>"$work/log" 2>&1 ||
  { cat "$work/log"; echo "not ok a demonstration hall is opened"; exit 1; }
token() { yc token add --role "$1" --staff "$2" ${3:+--window "$3"} | awk '{ print $NF }'; }
clerk=$(token clerk 1001 3) approver=$(token approver 1002) issuer=$(token issuer 1003)
yc open 3 --staff 1001 >"$work/log"

curl -fsS --unix-socket "$work/hall/run/controller.sock" http://localhost/v1/items |
  jq -r '.items[] | [.code, .flow, .output, .number, .applicant] | @tsv' >"$work/items" || { echo "not ok the catalogue is told"; exit 1; }

# case_of CODE APPLICANT: takes a number for an item, calls it and accepts the case; its id
case_of() {
  local name=演示申请人 number=$person kind=
  [[ $2 == organisation ]] && name=演示有限公司 number=$organisation kind=--organisation
  yc take A --item "$1" >>"$work/log" 2>&1 && yc next 3 >>"$work/log" 2>&1 || return 1
  as "$clerk" case accept "$1" --name "$name" --id-number "$number" $kind --window 3 --json 2>>"$work/log" | jq .id
}
# seal_when_drawn CASE ...: the print worker draws what was approved
seal_when_drawn() { for ((n = 0; n < 200; n++)); do as "$issuer" case seal "$@" >>"$work/log" 2>&1 && return 0; sleep 0.05; done; return 1; }
step() { "$@" >>"$work/log" 2>&1 || { echo "failed: $*" >>"$work/log"; return 1; }; }

permit() {
  local code=$1 output=$2 number=$3 applicant=$4 id certificate more=() checks=$person
  [[ $applicant == organisation ]] && checks=$organisation
  id=$(case_of "$code" "$applicant") && [[ $id ]] || return 1
  step as "$approver" case claim "$id" || return 1
  [[ $number == entered ]] && more+=(--certificate "$code-ENTERED-$id")
  case $output in
  overlay) step as "$approver" case approve "$id" "address=$address" "${more[@]}" || return 1 ;;
  own-a4) step as "$approver" case approve "$id" "address=$address" || return 1 ;;
  *) step as "$approver" case approve "$id" || return 1 ;;
  esac
  [[ $output == overlay ]] && more+=(--blank "N$id")
  seal_when_drawn "$id" "${more[@]}" || return 1
  step as "$clerk" case hand-out "$id" --collector applicant --id-number "$checks" --window 3 || return 1
  [[ $(as "$issuer" case show "$id" --json | jq -r .state) == handed ]] || return 1
  [[ $output == external ]] && return 0
  certificate=$(as "$issuer" case show "$id" --json | jq -r .certificate.number)
  curl -fsS --unix-socket "$work/hall/run/controller.sock" -o "$work/$id.pdf" "http://localhost/v1/certificates/$certificate/document" || return 1
  pdftotext "$work/$id.pdf" - | grep -q "$address" || { echo "the certificate does not show $address" >>"$work/log"; return 1; }
  step yc verify-certificate "$work/$id.pdf"
}

permits=0 good=0 drawn=0
while IFS=$'\t' read -r code flow output number applicant; do
  [[ $flow == permit ]] || continue
  permits=$((permits + 1))
  if permit "$code" "$output" "$number" "$applicant"; then good=$((good + 1)); [[ $output == external ]] || drawn=$((drawn + 1))
  else echo "# $code $output $number $applicant:"; tail -n 5 "$work/log" | sed 's/^/# /'; fi
  yc finish 3 >>"$work/log" 2>&1
done <"$work/items"
[[ $permits == 35 && $good == 35 ]]; result $? "$good of $permits permits go from the ticket to the hand, each by four people's rules"
[[ $drawn -ge 30 ]]; result $? "$drawn certificates are drawn, and every one verifies"

code=$(awk -F'\t' '$2 == "direct" { print $1; exit }' "$work/items"); applicant=$(awk -F'\t' '$2 == "direct" { print $5; exit }' "$work/items")
id=$(case_of "$code" "$applicant") && [[ $(as "$clerk" case show "$id" --json | jq -r '.state + " " + .outcome') == "done by-rule" ]]
result $? "a direct item ($code) is done at the window, by a rule that is named"
yc finish 3 >>"$work/log" 2>&1
code=$(awk -F'\t' '$2 == "referral" { print $1; exit }' "$work/items"); applicant=$(awk -F'\t' '$2 == "referral" { print $5; exit }' "$work/items")
id=$(case_of "$code" "$applicant") && step as "$clerk" case result "$id" --outcome granted && [[ $(as "$clerk" case show "$id" --json | jq -r .state) == done ]]
result $? "a referral ($code) comes back with its result"
yc finish 3 >>"$work/log" 2>&1

uses=$(as "$issuer" case seals | jq '.uses | length')
[[ $uses == 35 ]]; result $? "the ledger has one use of the seal for each permit: $uses"
[[ $(yc case figures | jq -r .at_most_one_share) == 1 || $(yc case figures | jq -r .at_most_one_share) == 1.0 ]]; result $? "everybody came once: $(yc case figures | jq -c '{finished, visits_per_case, at_most_one_share}')"
yc verify >"$work/log"; result $? "the journal holds: $(cat "$work/log")"
