// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import type { Certificate } from '../../src/certificate/certificate.js';
import { TIME_STAMPING, timeProblem } from '../../src/certificate/rights.js';

const stamper = (publicKey: Certificate['publicKey']): Certificate =>
  ({
    publicKey,
    extensions: { values: new Map(), critical: ['2.5.29.37'], extKeyUsage: ['1.3.6.1.5.5.7.3.8'] },
  }) as unknown as Certificate;

describe('a certificate for time stamping', () => {
  it.each([
    ['EC P-256', undefined, generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['RSA', undefined, generateKeyPairSync('rsa', { modulusLength: 2048 })],
    [
      'another curve',
      'has a key of kind ec secp256k1, expected EC or RSA',
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
    ],
    ['Ed25519', 'has a key of kind ed25519, expected EC or RSA', generateKeyPairSync('ed25519')],
    [
      'short RSA',
      'has an RSA key of 1024 bits, expected at least 2048',
      generateKeyPairSync('rsa', { modulusLength: 1024 }),
    ],
  ])('with a key of %s: %s', (_, problem, { publicKey }) => {
    expect(TIME_STAMPING.leafProblem(stamper(publicKey))).toBe(problem);
  });
});

describe('a certificate', () => {
  const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];
  const certificate = { validFrom: from, validTo: to };

  it('is valid from its first to its last second, both included', () => {
    expect(timeProblem(certificate, from)).toBeUndefined();
    expect(timeProblem(certificate, to)).toBeUndefined();
    expect(timeProblem(certificate, new Date(from.getTime() - 1))).toContain('is not valid before');
    expect(timeProblem(certificate, new Date(to.getTime() + 1))).toContain('expired at');
  });
});
