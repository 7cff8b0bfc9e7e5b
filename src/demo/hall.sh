# For the scripts of the demonstration: starts and stops the controller and the print worker of a hall.
# shellcheck shell=bash
controller= worker= url= hall_bin= hall_dir=

# hall_start BIN DIR [LISTEN]: waits until it serves; says why when it does not
hall_start() {
  hall_bin=$1 hall_dir=$2
  controller_start "${3:-}" || return 1
  "$hall_bin/yichuang-printd" -C "$hall_dir" 2>>"$hall_dir/run/printd.log" & worker=$!
}

controller_start() {
  local listen=() ready=$hall_dir/run/ready
  [[ ${1:-} ]] && listen=(--listen "$1")
  : >"$ready"
  "$hall_bin/yichuangd" "$hall_dir" "${listen[@]}" >"$ready" 2>"$hall_dir/run/yichuangd.log" & controller=$!
  for ((i = 0; i < 400; i++)); do
    url=$(sed -n 's/^ready //p' "$ready")
    [[ $url ]] && return 0
    kill -0 "$controller" 2>/dev/null || break
    sleep 0.05
  done
  cat "$hall_dir/run/yichuangd.log" >&2
  echo "the controller did not start" >&2
  grep -q 'in use by another program' "$hall_dir/run/yichuangd.log" &&
    echo "another demonstration may be open: leave it, or give this one another port with \`listen\` in $hall_dir/hall.conf" >&2
  grep -q 'another process holds' "$hall_dir/run/yichuangd.log" && echo "$hall_dir is open already: leave it there first" >&2
  controller=
  return 1
}

hall_stop() {
  [[ $worker ]] && kill "$worker" 2>/dev/null && wait "$worker" 2>/dev/null
  [[ $controller ]] && kill "$controller" 2>/dev/null && wait "$controller" 2>/dev/null
  worker= controller=
}
