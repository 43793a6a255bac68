// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isMpkError } from '@mpk/core';
import { createRoot } from '@mpk/testkit/pki';
import { parseCertificate } from '../../src/certificate/certificate.js';
import { TAG, childrenOf, readDer } from '../../src/der/reader.js';
import { derElement, derOid } from '../../src/der/writer.js';

const root = await createRoot({ subject: 'CN=root' });

/** An RSA key that nobody has: of this length, with this exponent. */
function rsaKey(bits: number, exponent: bigint): string {
  const modulus = randomBytes(Math.ceil(bits / 8));
  modulus[0] = 1 << ((bits - 1) % 8);
  modulus[modulus.length - 1]! |= 1;
  const hex = exponent.toString(16);
  const e = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const key = { kty: 'RSA', n: modulus.toString('base64url'), e: e.toString('base64url') };
  return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}

async function answerFor(publicKeyPem: string): Promise<string> {
  const { der } = await root.certify({ subject: 'CN=x', publicKeyPem });
  try {
    parseCertificate(der, 'x');
  } catch (error) {
    if (isMpkError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'read';
}

/** The same key, for RSA-PSS alone. */
function forPss(rsaPem: string): string {
  const spki = createPublicKey(rsaPem).export({ type: 'spki', format: 'der' });
  const { raw: bits } = childrenOf(readDer(spki, 'x'), TAG.sequence, 'x')[1]!;
  const der = derElement(TAG.sequence, derElement(TAG.sequence, derOid('1.2.840.113549.1.1.10')), bits);
  return createPublicKey({ key: der, format: 'der', type: 'spki' }).export({ type: 'spki', format: 'pem' }).toString();
}

describe('a certificate', () => {
  it.each([
    ['read', 2048, 3n],
    ['read', 4096, 65_537n],
    ['read', 8192, 2n ** 32n - 1n],
    ['INPUT_TOO_LARGE: x has a key of 8193 bits, at most 8192', 8193, 65_537n],
    ['INPUT_TOO_LARGE: x has a key of 16384 bits, at most 8192', 16_384, 3n],
    ['INPUT_TOO_LARGE: x has an RSA key with a public exponent of more than 32 bits', 3072, 2n ** 32n + 1n],
  ])('is %s with an RSA key of %d bits and the exponent %d', async (answer, bits, exponent) => {
    await expect(answerFor(rsaKey(bits, exponent))).resolves.toBe(answer);
    await expect(answerFor(forPss(rsaKey(bits, exponent)))).resolves.toBe(answer);
  });

  it('is refused with an exponent as long as the modulus: one check of a signature would take 150 times as long', async () => {
    await expect(answerFor(rsaKey(3072, 2n ** 3071n + 1n))).resolves.toMatch(/^INPUT_TOO_LARGE/);
  });

  it('has no such limits with other keys', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    await expect(answerFor(publicKey.export({ type: 'spki', format: 'pem' }).toString())).resolves.toBe('read');
  });
});
