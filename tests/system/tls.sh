#!/bin/bash
# TLS by configuration, from outside: a page and a request over https, nothing over plain http, and a clear sentence for a wrong file.
# Run by tests/run, which sets YICHUANG_BIN.
set -u
command -v openssl >/dev/null || { echo "not ok openssl is missing; run: make setup"; exit 1; }
y=$YICHUANG_BIN/yichuang
work=$(mktemp -d /tmp/yichuang-tls-XXXXXX)
export YICHUANG_DIR=$work/hall LC_ALL=C.UTF-8
unset YICHUANG_URL YICHUANG_TOKEN
controller=
trap '[[ $controller ]] && kill "$controller" 2>/dev/null; wait; rm -rf "$work"' EXIT
ok() { echo "ok $1"; }
no() { echo "not ok $1"; cat "$work/out" "$work/log" 2>/dev/null; }
"$y" init "$YICHUANG_DIR" --demo >/dev/null || { echo "not ok init"; exit 1; }
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$YICHUANG_DIR/tls.key" -out "$YICHUANG_DIR/tls.pem" -days 2 -subj /CN=localhost \
  -addext 'subjectAltName=IP:127.0.0.1' 2>/dev/null
printf 'tls_certificate = "tls.pem"\ntls_key = "tls.key"\n' >>"$YICHUANG_DIR/hall.conf"
"$YICHUANG_BIN/yichuangd" "$YICHUANG_DIR" --listen 127.0.0.1:0 >"$work/ready" 2>"$work/log" & controller=$!
for _ in $(seq 200); do grep -q ready "$work/ready" && break; sleep 0.05; done
url=$(sed -n 's/^ready //p' "$work/ready")
[[ $url == https://* ]] && ok "the controller serves https" || no "the controller serves https: $url"
curl -fsS --cacert "$YICHUANG_DIR/tls.pem" "$url/healthz" >"$work/out" 2>&1 && ok "a page over TLS" || no "a page over TLS"
curl -fsS "${url/https/http}/healthz" >"$work/out" 2>&1 && no "plain http is not served" || ok "plain http is not served"
curl -fsS --cacert "$YICHUANG_DIR/tls.pem" --tls-max 1.1 "$url/healthz" >"$work/out" 2>&1 && no "old TLS is refused" || ok "old TLS is refused"
token=$("$y" token add --role kiosk --name k 2>"$work/log" | grep -o 'yc_[0-9A-Z]*')
for _ in 1 2 3; do curl -fsS --cacert "$YICHUANG_DIR/tls.pem" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d '{"service":"A"}' "$url/v1/tickets"; echo; done >"$work/out" 2>&1
grep -q '"number":"A003"' "$work/out" && ok "tickets are taken over TLS" || no "tickets are taken over TLS"
kill "$controller"; wait "$controller"; controller=
echo nonsense >"$YICHUANG_DIR/tls.pem"
"$YICHUANG_BIN/yichuangd" "$YICHUANG_DIR" --listen 127.0.0.1:0 >"$work/out" 2>&1 && no "a wrong certificate is refused" || { grep -q 'certificate cannot be read' "$work/out" && ok "a wrong certificate is refused" || no "a wrong certificate is refused"; }
