// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import type { BundleJson } from './bundle.js';

/** A text, number or truth value; a list of one shape; an object with these members and no other. */
type Shape = 'value' | readonly [Shape] | { readonly [name: string]: Shape };

const CERTIFICATE: Shape = { rawBytes: 'value' };

/**
 * What a bundle may hold: the JSON form of sigstore_bundle.proto v0.1 to v0.3 with a DSSE envelope, and the public key that
 * model_signing 1.0 wrote into it in the place of a hint.
 */
const BUNDLE: Shape = {
  mediaType: 'value',
  verificationMaterial: {
    publicKey: {
      hint: 'value',
      rawBytes: 'value',
      keyDetails: 'value',
      validFor: { start: 'value', end: 'value' },
    },
    x509CertificateChain: { certificates: [CERTIFICATE] },
    certificate: CERTIFICATE,
    tlogEntries: [
      {
        logIndex: 'value',
        logId: { keyId: 'value' },
        kindVersion: { kind: 'value', version: 'value' },
        integratedTime: 'value',
        inclusionPromise: { signedEntryTimestamp: 'value' },
        inclusionProof: {
          logIndex: 'value',
          rootHash: 'value',
          treeSize: 'value',
          hashes: ['value'],
          checkpoint: { envelope: 'value' },
        },
        canonicalizedBody: 'value',
      },
    ],
    timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'value' }] },
  },
  dsseEnvelope: {
    payload: 'value',
    payloadType: 'value',
    signatures: [{ sig: 'value', keyid: 'value' }],
  },
};

/**
 * Nothing may stand in a bundle that is no part of one: whoever reads the file as data would take it for that, and no signature
 * speaks of it.
 *
 * @throws MpkError `INPUT_MALFORMED`
 */
export function assertNothingMore(bundle: BundleJson): void {
  const path = strangeMember(bundle, BUNDLE, 'bundle');
  if (path !== undefined) throw new MpkError('INPUT_MALFORMED', `${path} is no part of a bundle`);
}

/** Where a value leaves its shape; undefined where it does not. Absent and null are as good as each other in proto JSON. */
function strangeMember(value: unknown, shape: Shape, path: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (shape === 'value') return typeof value === 'object' ? path : undefined;
  if (Array.isArray(shape)) {
    const [item] = shape as readonly [Shape];
    if (!Array.isArray(value)) return path;
    return firstOf(value.map((one, i) => () => strangeMember(one, item, `${path}[${i}]`)));
  }
  if (typeof value !== 'object' || Array.isArray(value)) return path;
  const members = shape as Readonly<Record<string, Shape>>;
  return firstOf(
    Object.entries(value).map(([name, member]) => () => {
      const known = Object.hasOwn(members, name) ? members[name] : undefined;
      return known === undefined ? `${path} ${JSON.stringify(name)}` : strangeMember(member, known, `${path} ${name}`);
    }),
  );
}

function firstOf(looks: readonly (() => string | undefined)[]): string | undefined {
  for (const look of looks) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
}
