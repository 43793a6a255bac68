#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the scanners of the benchmark, each into an environment of its own: build/scanners/<name>. One that cannot be
# installed, or does not even start, is said and removed: the benchmark then says that it is missing, and counts it nowhere.
set -u

root=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-python3}
grep -v '^#' "$root/tools/inspect-bench/requirements.txt" | while read -r pins; do
  name=${pins%%[[=]*}
  venv="$root/build/scanners/$name"
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
  # shellcheck disable=SC2086 # several pins
  if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check $pins </dev/null &&
    "$venv/bin/$name" --help </dev/null >/dev/null; then
    echo "inspect-bench: have $pins"
  else
    rm -rf "$venv"
    echo "inspect-bench: $pins is MISSING" >&2
  fi
done
exit 0
