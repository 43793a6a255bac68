#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the frameworks that write models for the interop tests of inspection and AI-BOMs into build/venv-frameworks: some minutes,
# 2 GB.
# With MPK_LARGE_FRAMEWORKS=1 also PyTorch (with its CUDA libraries: PyPI has no other for Linux) and TensorFlow, 8 GB more.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "peers/frameworks: needs Python 3.11 or newer as $python (set PYTHON to name another)" >&2
  exit 20
fi

# Installs a list into an environment of its own.
environment() {
  venv="$root/build/$1"
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$root/tools/peers/$2.txt"
  echo "peers/frameworks: have $2.txt"
}

environment venv-frameworks frameworks
if [ "${MPK_LARGE_FRAMEWORKS:-}" = 1 ]; then environment venv-frameworks-large frameworks-large; fi
