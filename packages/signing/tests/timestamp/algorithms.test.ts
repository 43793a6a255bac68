// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { TAG, contextTag, readDer, type DerElement } from '../../src/der/reader.js';
import { derElement, derInteger, derOid } from '../../src/der/writer.js';
import { hashOf, signatureSchemeOf } from '../../src/timestamp/algorithms.js';

const SHA1 = '1.3.14.3.2.26';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SHA512 = '2.16.840.1.101.3.4.2.3';
const RSA = '1.2.840.113549.1.1.1';
const RSA_SHA384 = '1.2.840.113549.1.1.12';
const RSA_PSS = '1.2.840.113549.1.1.10';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const MGF1 = '1.2.840.113549.1.1.8';

const NULL = derElement(TAG.null);
const algorithm = (oid: string, ...parameters: Buffer[]): Buffer =>
  derElement(TAG.sequence, derOid(oid), ...parameters);
const read = (der: Buffer): DerElement => readDer(der, 'test');
const schemeOf = (der: Buffer) => signatureSchemeOf(read(der), 'sha512', 'test');

interface Pss {
  readonly hash?: string;
  readonly mask?: Buffer;
  readonly maskHash?: string;
  readonly salt?: number;
  readonly more?: readonly Buffer[];
}

const pss = ({ hash = SHA256, maskHash = SHA256, salt = 32, more = [], ...rest }: Pss = {}): Buffer => {
  const { mask = algorithm(MGF1, algorithm(maskHash, NULL)) } = rest;
  const fields = [algorithm(hash, NULL), mask, derInteger(salt)].map((part, i) => derElement(contextTag(i), part));
  return algorithm(RSA_PSS, derElement(TAG.sequence, ...fields, ...more));
};
const trailer = (value: number): Buffer => derElement(contextTag(3), derInteger(value));

describe('a hash', () => {
  it.each([
    ['with NULL', algorithm(SHA256, NULL)],
    ['with nothing', algorithm(SHA256)],
  ])('is named %s', (_, der) => expect(hashOf(read(der), 'test')).toBe('sha256'));

  it.each<[string, string, Buffer]>([
    ['INPUT_UNSUPPORTED', 'of SHA-1', algorithm(SHA1, NULL)],
    ['INPUT_MALFORMED', 'with parameters', algorithm(SHA256, derInteger(1))],
    ['INPUT_MALFORMED', 'with a NULL that has content', algorithm(SHA256, derElement(TAG.null, Buffer.from([0])))],
    ['INPUT_MALFORMED', 'with an empty text for NULL', algorithm(SHA256, derElement(TAG.utf8String))],
    ['INPUT_MALFORMED', 'with two parameters', algorithm(SHA256, NULL, NULL)],
    ['INPUT_MALFORMED', 'without a name', derElement(TAG.sequence)],
  ])('throws %s for one %s', async (code, _, der) => {
    await expect(thrownCode(() => hashOf(read(der), 'test'))).resolves.toBe(code);
  });
});

describe('a signature scheme', () => {
  it.each<[string, Buffer, object]>([
    ['RSA of the hash of the attributes', algorithm(RSA, NULL), { keyType: 'rsa', hash: 'sha512' }],
    ['RSA of its own hash', algorithm(RSA_SHA384, NULL), { keyType: 'rsa', hash: 'sha384' }],
    ['ECDSA', algorithm(ECDSA_SHA256), { keyType: 'ec', hash: 'sha256' }],
    ['RSA-PSS', pss(), { keyType: 'rsa', hash: 'sha256', saltLength: 32 }],
    [
      'RSA-PSS with the trailer written',
      pss({ more: [trailer(1)] }),
      { keyType: 'rsa', hash: 'sha256', saltLength: 32 },
    ],
    ['RSA-PSS with a long salt', pss({ salt: 64 }), { keyType: 'rsa', hash: 'sha256', saltLength: 64 }],
  ])('is %s', (_, der, scheme) => expect(schemeOf(der)).toEqual(scheme));

  it.each<[string, string, Buffer]>([
    ['INPUT_UNSUPPORTED', 'RSA over SHA-1', algorithm('1.2.840.113549.1.1.5', NULL)],
    ['INPUT_UNSUPPORTED', 'ECDSA over SHA-1', algorithm('1.2.840.10045.4.1')],
    ['INPUT_MALFORMED', 'ECDSA with parameters', algorithm(ECDSA_SHA256, derInteger(1))],
    ['INPUT_MALFORMED', 'RSA with parameters', algorithm(RSA, derInteger(1))],
    ['INPUT_UNSUPPORTED', 'RSA-PSS over SHA-1', pss({ hash: SHA1 })],
    ['INPUT_UNSUPPORTED', 'RSA-PSS with another hash for the mask', pss({ maskHash: SHA512 })],
    [
      'INPUT_UNSUPPORTED',
      'RSA-PSS with a mask that is none',
      pss({ mask: algorithm(SHA256, algorithm(SHA256, NULL)) }),
    ],
    ['INPUT_UNSUPPORTED', 'RSA-PSS with a mask without a hash', pss({ mask: algorithm(MGF1) })],
    ['INPUT_UNSUPPORTED', 'RSA-PSS with a salt that is too long', pss({ salt: 65 })],
    ['INPUT_UNSUPPORTED', 'RSA-PSS with another trailer', pss({ more: [trailer(2)] })],
    ['INPUT_MALFORMED', 'RSA-PSS with a field too many', pss({ more: [trailer(1), trailer(1)] })],
    // The defaults are SHA-1.
    ['INPUT_MALFORMED', 'RSA-PSS with its defaults', algorithm(RSA_PSS, derElement(TAG.sequence))],
    ['INPUT_MALFORMED', 'RSA-PSS without parameters', algorithm(RSA_PSS)],
  ])('throws %s for %s', async (code, _, der) => {
    await expect(thrownCode(() => schemeOf(der))).resolves.toBe(code);
  });
});
