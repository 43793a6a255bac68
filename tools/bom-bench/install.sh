#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the programs that AI-BOMs are compared with, each into a folder of its own: build/bom-peers/<program>. What cannot be had
# is said and removed: the benchmark then says that it is missing, and counts it nowhere. Syft takes some minutes to build.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-python3}
peers="$root/build/bom-peers"
mkdir -p "$peers"

grep -v '^#' "$root/tools/bom-bench/requirements.txt" | while read -r program pin; do
  venv="$peers/$program"
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$pin" </dev/null &&
    "$venv/bin/$program" --help </dev/null >/dev/null; then
    echo "bom-bench: have $pin"
  else
    rm -rf "$venv"
    echo "bom-bench: $pin is MISSING" >&2
  fi
done

# No script of any package is run, and nothing optional comes along: these are programs that it would download.
if npm install --prefix "$peers/cdxgen" --ignore-scripts --omit=optional --no-audit --no-fund --silent @cyclonedx/cdxgen@12.8.4; then
  echo 'bom-bench: have @cyclonedx/cdxgen@12.8.4'
else
  rm -rf "$peers/cdxgen"
  echo 'bom-bench: @cyclonedx/cdxgen@12.8.4 is MISSING' >&2
fi

if GOBIN="$peers/syft/bin" go install github.com/anchore/syft/cmd/syft@v1.57.1; then
  echo 'bom-bench: have github.com/anchore/syft v1.57.1'
else
  rm -rf "$peers/syft"
  echo 'bom-bench: github.com/anchore/syft v1.57.1 is MISSING' >&2
fi
exit 0
