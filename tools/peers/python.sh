#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Python peers that the interop targets run against into build/venv: the KFP SDK, model-signing, a Docker client.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
venv="$root/build/venv"
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
  echo "peers/python: needs Python 3.10 or newer as $python (set PYTHON to name another)" >&2
  exit 20
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$root/tools/peers/requirements.txt"
"$venv/bin/python" -m pip freeze | grep -i -E '^(docker|kfp|model[-_]signing)==' | sed 's/^/peers\/python: have /'
