#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Python peers that the interop targets run against into build/venv: the KFP SDK, model-signing (with what
# it needs for PKCS#11), sigstore, tuf, in-toto-attestation, a Docker client, safetensors, gguf (with NumPy), lz4, zstandard,
# and the libraries of CycloneDX and SPDX.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tools/peers/record.sh"
venv="$root/build/venv"
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
  echo "peers/python: needs Python 3.10 or newer as $python (set PYTHON to name another)" >&2
  exit 20
fi

reachable python
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
pip() { "$venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
if ! pip install --requirement "$root/tools/peers/requirements.txt"; then
  folder=$(mktemp -d)
  # One small package that is always there: where it cannot be had either, it is not the peers that are missing.
  answer=$(pip download --no-deps --no-cache-dir --dest "$folder" wheel 2>&1) || unreachable python "$answer"
  rm -rf "$folder"
  exit 20
fi
"$venv/bin/python" -m pip freeze | grep -i -E '^(cyclonedx[-_]python[-_]lib|docker|gguf|in[-_]toto[-_]attestation|kfp|lz4|model[-_]signing|safetensors|sigstore|spdx[-_]python[-_]model|tuf|zstandard)==' | sed 's/^/peers\/python: have /'

# The older model-signing writes bundles of another form; it wants an older sigstore, so it has an environment of its own.
old="$root/build/venv-1.0"
[ -x "$old/bin/python" ] || "$python" -m venv "$old"
"$old/bin/python" -m pip install --quiet --disable-pip-version-check model-signing==1.0.1 sigstore==3.6.5 pyopenssl==25.3.0 ||
  echo 'peers/python: model-signing 1.0 is missing; its test will fail in CI, and skip elsewhere' >&2

# The oldest, from before the specification. Only what its keys and certificates need: its Sigstore is long gone from PyPI.
oldest="$root/build/venv-0.2"
[ -x "$oldest/bin/python" ] || "$python" -m venv "$oldest"
"$oldest/bin/python" -m pip install --quiet --disable-pip-version-check in-toto-attestation==0.9.3 \
  sigstore-protobuf-specs==0.3.2 pyopenssl==25.3.0 cryptography==46.0.7 certifi==2025.11.12 &&
  "$oldest/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps model-signing==0.2.0 ||
  echo 'peers/python: model-signing 0.2 is missing; its test will fail in CI, and skip elsewhere' >&2
