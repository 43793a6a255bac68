// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { MpkError } from '@mpk/core';

/**
 * Longest RSA modulus, in bits: verifying takes time with its square. As in Go's `crypto/tls`.
 *
 * @see https://go.dev/issue/61460
 */
const MAX_RSA_BITS = 8192;
/** Largest public exponent of RSA: verifying takes time with its length. Nearly all are 65537; Go's `crypto/rsa` reads 31 bits. */
const MAX_RSA_EXPONENT = 2n ** 32n - 1n;

/**
 * Refuses a key that takes long to verify with: one untrusted certificate could otherwise cost what thousands do.
 *
 * @throws MpkError `INPUT_TOO_LARGE` for an RSA (or DSA) modulus over 8192 bits, and for a public exponent over 32 bits
 */
export function assertKeyLimits({ asymmetricKeyDetails = {} }: KeyObject, what: string): void {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails;
  if (modulusLength > MAX_RSA_BITS) throw tooLarge(what, `a key of ${modulusLength} bits, at most ${MAX_RSA_BITS}`);
  if (publicExponent > MAX_RSA_EXPONENT) throw tooLarge(what, 'an RSA key with a public exponent of more than 32 bits');
}

const tooLarge = (what: string, found: string): MpkError => new MpkError('INPUT_TOO_LARGE', `${what} has ${found}`);
