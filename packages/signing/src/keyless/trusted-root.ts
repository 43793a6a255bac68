// SPDX-License-Identifier: Apache-2.0
import { MpkError, asArray, asObject, asString, parseJson, type JsonObject } from '@mpk/core';
import { readPeriod } from './period.js';

/** Largest trusted root; that of the public instance has 7 KiB. */
export const MAX_TRUSTED_ROOT_BYTES = 1024 * 1024;
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
/** Most authorities or logs of one kind. */
const MAX_INSTANCES = 64;

/** The kinds of instances that a trusted root lists. */
export type TrustedKind = 'certificateAuthorities' | 'timestampAuthorities' | 'tlogs' | 'ctlogs';

/** Without one of each of these no keyless signature could be verified. */
const NEEDED: readonly TrustedKind[] = ['certificateAuthorities', 'tlogs', 'ctlogs'];

/**
 * Parses a Sigstore trusted root: the authorities and logs that a keyless signature must come from.
 *
 * Stricter than Sigstore's own clients: every instance must say from when it is valid. Keys and certificates are not read.
 *
 * @param needed - kinds of which there must be at least one; default an authority, a transparency log and a certificate log
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `POLICY_INVALID` for a root that has none of a needed kind
 * @see https://github.com/sigstore/protobuf-specs sigstore_trustroot.proto
 */
export function parseTrustedRoot(bytes: Uint8Array, needed: readonly TrustedKind[] = NEEDED): JsonObject {
  const root = asObject(parseJson(bytes, { maxBytes: MAX_TRUSTED_ROOT_BYTES, what: 'trusted root' }), 'trusted root');
  const mediaType = asString(root['mediaType'], 'trusted root mediaType');
  if (!MEDIA_TYPE.test(mediaType)) {
    throw new MpkError('INPUT_MALFORMED', `trusted root mediaType is ${JSON.stringify(mediaType)}, which is not known`);
  }
  for (const kind of needed) {
    if (instancesOf(root, kind).length === 0) throw new MpkError('POLICY_INVALID', `the trusted root has no ${kind}`);
  }
  for (const kind of ['certificateAuthorities', 'timestampAuthorities'] as const) {
    for (const authority of instancesOf(root, kind)) readPeriod(authority['validFor'], kind);
  }
  for (const kind of ['tlogs', 'ctlogs'] as const) {
    for (const log of instancesOf(root, kind))
      readPeriod(asObject(log['publicKey'], `${kind} publicKey`)['validFor'], kind);
  }
  return root;
}

/** The instances of one kind, at most 64. @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` */
export function instancesOf(root: JsonObject, kind: TrustedKind): JsonObject[] {
  const list = asArray(root[kind] ?? [], `trusted root ${kind}`);
  if (list.length > MAX_INSTANCES) throw new MpkError('INPUT_TOO_LARGE', `the trusted root has too many ${kind}`);
  return list.map((instance) => asObject(instance, `trusted root ${kind} item`));
}
