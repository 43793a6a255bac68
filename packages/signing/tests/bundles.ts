// SPDX-License-Identifier: Apache-2.0
import { STATEMENT_TYPE, parseBundle, type BundleJson, type SignedBundle } from '@mpk/core';

/** A small in-toto statement. */
export const PAYLOAD = Buffer.from(
  JSON.stringify({
    _type: STATEMENT_TYPE,
    subject: [{ name: 'model', digest: { sha256: 'ab'.repeat(32) } }],
    predicateType: 'https://example.com/test/v1',
    predicate: {},
  }),
);

/** A bundle as it comes back from a file, after `change` had its way with the JSON. */
export function reread(bundle: BundleJson, change: (json: any) => void = () => undefined): SignedBundle {
  const json = structuredClone(bundle);
  change(json);
  return parseBundle(Buffer.from(JSON.stringify(json)));
}

/** Replaces the payload by another statement and leaves the signature. */
export const tamperPayload = (json: any): void => {
  json.dsseEnvelope.payload = Buffer.from(PAYLOAD.toString().replace('abab', 'cdab')).toString('base64');
};

/** Flips one bit in the last byte of the signature. */
export const tamperSignature = (json: any): void => {
  const signature = Buffer.from(json.dsseEnvelope.signatures[0].sig, 'base64');
  signature[signature.length - 1]! ^= 1;
  json.dsseEnvelope.signatures[0].sig = signature.toString('base64');
};
