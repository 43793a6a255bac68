#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian peers that the interop and e2e targets run against: podman (with runc), skopeo, a registry, Chromium, and
# SoftHSM2 with OpenSC's pkcs11-tool.
# Needs root and apt. A peer that cannot be had is reported; the tests that need it then say so, and fail in CI.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tools/peers/record.sh"

if [ "$(id -u)" != 0 ]; then
  echo 'peers/debian: needs root: apt installs system packages' >&2
  exit 20
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo 'peers/debian: needs apt-get: this is not Debian' >&2
  exit 20
fi

export DEBIAN_FRONTEND=noninteractive
reachable debian
if ! answer=$(apt-get update -q -o APT::Update::Error-Mode=any 2>&1); then
  unreachable debian "$answer"
  exit 20
fi
# runc beside crun: crun refuses to run under a hybrid cgroup hierarchy, runc does not.
apt-get install -q -y --no-install-recommends podman runc buildah skopeo netavark aardvark-dns catatonit docker-registry chromium fonts-dejavu-core softhsm2 opensc

for tool in podman runc buildah skopeo docker-registry chromium softhsm2-util pkcs11-tool; do
  if command -v "$tool" >/dev/null 2>&1; then
    echo "peers/debian: have $tool"
  else
    echo "peers/debian: $tool is missing" >&2
  fi
done
