#!/bin/bash
# A whole visit by script through the real programs, once plainly and once with the controller killed between every two steps.
# Run by tests/run, which sets YICHUANG_BIN. VISITS=n repeats the plain one.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d /tmp/yichuang-visit-XXXXXX)
trap 'rm -rf "$work"' EXIT
"$YICHUANG_BIN/yichuang" init "$work/hall" --demo >"$work/log" 2>&1 || { cat "$work/log"; echo "not ok a demonstration hall is made"; exit 1; }
visit() {
  local name=$1; shift
  if src/demo/visit "$YICHUANG_BIN" "$work/hall" 127.0.0.1:0 "$@" >"$work/log" 2>&1; then echo "ok $name"
  else cat "$work/log"; echo "not ok $name"; fi
}
for ((round = 1; round <= ${VISITS:-1}; round++)); do visit "a whole visit, round $round"; done
visit "a visit with the controller killed between every two steps" --kill
