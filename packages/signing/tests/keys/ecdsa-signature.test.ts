// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { thrownCode } from '@mpk/testkit';
import { derOfHalves } from '../../src/keys/ecdsa-signature.js';

/** r and s of 32 bytes each, with these at their ends. */
const halves = (r: string, s: string): Buffer =>
  Buffer.concat([r, s].map((hex) => Buffer.from(hex.padStart(64, '0'), 'hex')));

describe('an ECDSA signature with r and s side by side', () => {
  it.each([
    ['small numbers lose their zeros', halves('01', '7f'), '300602010102017f'],
    ['a number stays positive', halves('80', 'ff01'), '3009' + '02020080' + '020300ff01'],
    ['zero is one byte', halves('00', '00'), '3006020100020100'],
    [
      'numbers of full size',
      halves('80'.padEnd(64, '0'), '7f'.padEnd(64, '0')),
      '3045' + `022100${'80'.padEnd(64, '0')}` + `0220${'7f'.padEnd(64, '0')}`,
    ],
  ])('becomes DER: %s', (_, signature, der) => {
    expect(derOfHalves(signature, 32).toString('hex')).toBe(der);
  });

  it.each([
    ['P-256', 32],
    ['P-384', 48],
    ['P-521', 66],
  ])('of %s verifies as DER, whatever zeros it happens to have', (namedCurve, halfBytes) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    for (let i = 0; i < 600; i++) {
      const message = Buffer.from(String(i));
      const signature = sign('sha512', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(verify('sha512', message, publicKey, derOfHalves(signature, halfBytes))).toBe(true);
    }
  });

  it.each([0, 1, 63, 65, 128])('is INPUT_MALFORMED with %d bytes in place of 64', async (length) => {
    await expect(thrownCode(() => derOfHalves(Buffer.alloc(length, 1), 32))).resolves.toBe('INPUT_MALFORMED');
  });
});
