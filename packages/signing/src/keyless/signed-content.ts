// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { pae, type SignedBundle } from '@mpk/core';

/** What a bundle's signature is over, in the ways that log entries speak of it. */
export interface SignedContent {
  readonly signature: Buffer;
  /** digest of the bytes that are signed */
  digest(hash: string): Buffer;
  /** digest of the envelope's payload; undefined where there is no envelope */
  payloadDigest(hash: string): Buffer | undefined;
}

/** The content of an envelope: signed is its pre-authentication encoding. */
export const envelopeContent = ({ payload, payloadType, signature }: SignedBundle['envelope']): SignedContent => ({
  signature,
  digest: (hash) => createHash(hash).update(pae(payloadType, payload)).digest(),
  payloadDigest: (hash) => createHash(hash).update(payload).digest(),
});

/** The content of a message signature: signed is the artifact itself. */
export const messageContent = (artifact: Uint8Array, signature: Buffer): SignedContent => ({
  signature,
  digest: (hash) => createHash(hash).update(artifact).digest(),
  payloadDigest: () => undefined,
});
