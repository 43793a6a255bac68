# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts beside it, which set root. A kind of peers whose network cannot be reached at all is recorded in
# build/peers/unreachable.txt: its tests then skip in CI, where a missing peer is a failure otherwise.
record="$root/build/peers/unreachable.txt"

# Forgets what was recorded of a kind.
reachable() {
  mkdir -p "$root/build/peers"
  touch "$record"
  grep -v "^$1: " "$record" >"$record.new" || true
  mv "$record.new" "$record"
}

# Records why a kind cannot be reached: the last line that a probe printed.
unreachable() {
  reachable "$1"
  printf '%s: %s\n' "$1" "$(printf '%s\n' "$2" | tail -n 1)" >>"$record"
  printf 'peers/%s: cannot be reached: %s\n' "$1" "$2" >&2
}
