#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A sketch of a signer program for mpk in shell: ECDSA keys, signed with by openssl.
#
#   signer-plugin.sh KEY.pem       (the protocol: docs/reference/signer-plugin.md)
#
# mpk writes its request on one line, without spaces between the members; a program for others' requests needs a JSON parser.
set -eu
key=$1
request=$(cat)

member() { printf '%s' "$request" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
refuse() { printf '{"error":{"code":"%s","message":"%s"}}\n' "$1" "$2"; exit 0; }

[ "$(member protocol)" = modelprovenance.dev/signer/v1 ] || refuse unsupported 'another protocol than v1'
[ -r "$key" ] || refuse key-not-found 'the key file cannot be read'

case $(member operation):$(member algorithm) in
public-key:*)
  pem=$(openssl pkey -in "$key" -pubout | awk '{printf "%s\\n", $0}')
  printf '{"publicKeyPem":"%s"}\n' "$pem"
  ;;
sign:ecdsa-*)
  work=$(mktemp -d)
  trap 'rm -r "$work"' EXIT
  member digest | openssl base64 -d -A >"$work/digest"
  openssl pkeyutl -sign -inkey "$key" -in "$work/digest" -out "$work/signature"
  printf '{"signature":"%s"}\n' "$(openssl base64 -A -in "$work/signature")"
  ;;
*) refuse unsupported "$(member operation) with $(member algorithm)" ;;
esac
