// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { KEY_CURVES, generateKeyPair, keyDigest, type KeyCurve } from '@mpk/signing';
import { derElement, derOid } from '../../../src/der/writer.js';
import { keyOfPoint } from '../../../src/external/token/public-key.js';
import { Refusal } from '../../../src/external/token/refusal.js';

const PARAMS: Readonly<Record<KeyCurve, Buffer>> = {
  'P-256': derOid('1.2.840.10045.3.1.7'),
  'P-384': derOid('1.3.132.0.34'),
  'P-521': derOid('1.3.132.0.35'),
  Ed25519: derOid('1.3.101.112'),
};

/** The point at the end of a public key's DER. */
function pointOf(key: KeyObject, curve: KeyCurve): Buffer {
  const size = { 'P-256': 65, 'P-384': 97, 'P-521': 133, Ed25519: 32 }[curve];
  return key.export({ type: 'spki', format: 'der' }).subarray(-size);
}

function wordOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof Refusal) return error.word;
    throw error;
  }
  return 'nothing thrown';
}

describe.each(KEY_CURVES)('CKA_EC_POINT on %s', (curve) => {
  const key = createPublicKey(generateKeyPair({ curve }).publicKeyPem);
  const point = pointOf(key, curve);

  it.each([
    ['an OCTET STRING, as the standard has it', derElement(0x04, point)],
    ['the point as it is, as older modules have it', point],
    ['a BIT STRING', derElement(0x03, Buffer.alloc(1), point)],
  ])('is read from %s', (_, encoded) => {
    expect(keyDigest(keyOfPoint(PARAMS[curve], encoded))).toBe(keyDigest(key));
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['cut off', point.subarray(0, -1)],
    ['cut off inside its OCTET STRING', derElement(0x04, point.subarray(0, -1))],
    ['longer than it says', Buffer.concat([derElement(0x04, point), Buffer.alloc(1)])],
    ['longer than the curve', derElement(0x04, point, Buffer.alloc(1))],
    ['of another type', derElement(0x30, point)],
    ['a BIT STRING with unused bits', derElement(0x03, Buffer.from([1]), point)],
    ['large', Buffer.alloc(60_000, 4)],
  ])('is refused when it is %s', (_, encoded) => {
    expect(wordOf(() => keyOfPoint(PARAMS[curve], encoded))).toBe('key-unusable');
  });
});

describe('a public key of a token', () => {
  it('is refused where its point is not on the curve', () => {
    const point = Buffer.alloc(65, 1);
    point[0] = 4;
    expect(wordOf(() => keyOfPoint(PARAMS['P-256'], point))).toBe('key-unusable');
  });

  it('is refused where its point is compressed', () => {
    const point = pointOf(createPublicKey(generateKeyPair({ curve: 'P-256' }).publicKeyPem), 'P-256');
    const compressed = Buffer.concat([Buffer.from([2]), point.subarray(1, 33)]);
    expect(wordOf(() => keyOfPoint(PARAMS['P-256'], derElement(0x04, compressed)))).toBe('key-unusable');
  });

  it.each([
    ['another curve', derOid('1.3.132.0.10')],
    ['parameters of its own', derElement(0x30, Buffer.alloc(3))],
    ['no parameters', Buffer.alloc(0)],
    ['Ed448', derElement(0x13, Buffer.from('edwards448'))],
  ])('is refused on %s', (_, params) => {
    expect(wordOf(() => keyOfPoint(params, Buffer.alloc(65, 4)))).toBe('key-unusable');
  });

  it.each([
    ['by name, as PKCS#11 v3.0 has it', derElement(0x13, Buffer.from('edwards25519'))],
    ["by GnuPG's OID", derOid('1.3.6.1.4.1.11591.15.1')],
  ])('may say Ed25519 %s', (_, params) => {
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(keyDigest(keyOfPoint(params, pointOf(publicKey, 'Ed25519')))).toBe(keyDigest(publicKey));
  });
});
