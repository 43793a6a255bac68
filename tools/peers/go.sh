#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the Go peers of the interop targets into build/peers, at the versions of go/go.mod: cosign, Fulcio, both Rekors, a
# timestamp authority, a certificate log, and Trillian beneath the logs. The first build takes minutes: 1,500 packages.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tools/peers/record.sh"
peers="$root/build/peers"

if ! command -v go >/dev/null 2>&1; then
  echo 'peers/go: needs Go 1.26 or newer as go' >&2
  exit 20
fi

reachable go
export CGO_ENABLED=0
cd "$root/tools/peers/go"

# Builds one package as one program; the first that does not build ends the script.
build() {
  started=$(date +%s)
  if ! go build -p 2 -trimpath -buildvcs=false -ldflags='-s -w' -o "$peers/$1" "$2" >"$peers/go.log" 2>&1; then
    rm -f "$peers/$1"
    grep -v '^go: downloading ' "$peers/go.log" | tail -n 20 >&2
    # A small question that the module proxy always answers: where it does not, it is not the peer that is missing.
    answer=$(cd / && go list -m golang.org/x/text@latest 2>&1) || unreachable go "$answer"
    exit 20
  fi
  echo "peers/go: have $1 in $(($(date +%s) - started)) s"
}

build cosign github.com/sigstore/cosign/v3/cmd/cosign
build timestamp-server ./timestamp-server
build fulcio github.com/sigstore/fulcio
build rekor-tiles github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix
build rekor-server github.com/sigstore/rekor/cmd/rekor-server
build ct_server github.com/google/certificate-transparency-go/trillian/ctfe/ct_server
build trillian ./trillian
