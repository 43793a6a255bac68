// SPDX-License-Identifier: Apache-2.0
import type { KeyCurve } from '@mpk/signing';

const ED25519_BYTES = 64;
const DER_SEQUENCE = 0x30;

/** Longest DER of an ECDSA signature: two integers of the curve's size, each with a zero before it. */
const MAX_ECDSA_BYTES: readonly (readonly [KeyCurve, number])[] = [
  ['P-256', 72],
  ['P-384', 104],
  ['P-521', 139],
];

/**
 * What kind of key made a signature, by its form alone: bundles name no curve. A guess for people, on which nothing is decided.
 *
 * @returns undefined for what looks like none of them
 */
export function keyKindOf(signature: Uint8Array): KeyCurve | undefined {
  const isDer = signature[0] === DER_SEQUENCE && declaredBytes(signature) === signature.length;
  if (!isDer) return signature.length === ED25519_BYTES ? 'Ed25519' : undefined;
  return MAX_ECDSA_BYTES.find(([, most]) => signature.length <= most)?.[0];
}

/** Length of a DER element with its header; only the forms that so short an element has. */
const declaredBytes = ([, first = 0, second = 0]: Uint8Array): number => (first === 0x81 ? second + 3 : first + 2);
