// SPDX-License-Identifier: Apache-2.0
import { MpkError, asArray, asObject, asString, parseJson, type JsonObject } from '@mpk/core';

/** Largest trusted root; that of the public instance has 7 KiB. */
export const MAX_TRUSTED_ROOT_BYTES = 1024 * 1024;
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
/** Most authorities or logs of one kind. */
const MAX_INSTANCES = 64;

/**
 * Parses a Sigstore trusted root: the authorities and logs that a keyless signature must come from.
 *
 * Stricter than the library behind it: every instance must say from when it is valid, and there must be an authority, a
 * transparency log and a certificate log, or nothing could ever be verified.
 *
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `POLICY_INVALID` for a root that trusts nothing
 * @see https://github.com/sigstore/protobuf-specs sigstore_trustroot.proto
 */
export function parseTrustedRoot(bytes: Uint8Array): JsonObject {
  const root = asObject(parseJson(bytes, { maxBytes: MAX_TRUSTED_ROOT_BYTES, what: 'trusted root' }), 'trusted root');
  const mediaType = asString(root['mediaType'], 'trusted root mediaType');
  if (!MEDIA_TYPE.test(mediaType)) {
    throw new MpkError('INPUT_MALFORMED', `trusted root mediaType is ${JSON.stringify(mediaType)}, which is not known`);
  }
  for (const kind of ['certificateAuthorities', 'tlogs', 'ctlogs']) {
    if (instances(root, kind).length === 0) throw new MpkError('POLICY_INVALID', `the trusted root has no ${kind}`);
  }
  for (const kind of ['certificateAuthorities', 'timestampAuthorities']) {
    for (const authority of instances(root, kind)) assertStart(authority, kind);
  }
  for (const kind of ['tlogs', 'ctlogs']) {
    for (const log of instances(root, kind)) assertStart(asObject(log['publicKey'], `${kind} publicKey`), kind);
  }
  return root;
}

function instances(root: JsonObject, kind: string): JsonObject[] {
  const list = asArray(root[kind] ?? [], `trusted root ${kind}`);
  if (list.length > MAX_INSTANCES) throw new MpkError('INPUT_TOO_LARGE', `the trusted root has too many ${kind}`);
  return list.map((instance) => asObject(instance, `trusted root ${kind} item`));
}

/** Without a start, something that was retired or not yet in use would be trusted since 1970. */
function assertStart(holder: JsonObject, kind: string): void {
  const start = asString(asObject(holder['validFor'], `${kind} validFor`)['start'], `${kind} validFor start`);
  if (Number.isNaN(Date.parse(start))) throw new MpkError('INPUT_MALFORMED', `${kind} validFor start is not a time`);
}
