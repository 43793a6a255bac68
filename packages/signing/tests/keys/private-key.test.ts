// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { isMpkError } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { KEY_CURVES, MAX_KEY_BYTES, generateKeyPair, readPrivateKey } from '@mpk/signing';

const PASSWORD = 'correct horse';
const encrypted = generateKeyPair({ curve: 'P-384', password: PASSWORD });
const plain = generateKeyPair({ curve: 'P-256' });

function errorOf(action: () => unknown): { code: string; message: string; hint: string | undefined } {
  try {
    action();
  } catch (error) {
    if (isMpkError(error)) return { code: error.code, message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('nothing thrown');
}

const pkcs8 = (key: ReturnType<typeof generateKeyPairSync>['privateKey']): string =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('readPrivateKey', () => {
  it.each([
    ['a plain P-256 key', plain.privateKeyPem, undefined],
    ['an encrypted P-384 key with its password', encrypted.privateKeyPem, PASSWORD],
    ['an encrypted key with its password as bytes', encrypted.privateKeyPem, Buffer.from(PASSWORD)],
    ['a plain key with a password that is not needed', plain.privateKeyPem, PASSWORD],
    ['a key in a file with Windows line ends', plain.privateKeyPem.replaceAll('\n', '\r\n'), undefined],
  ])('reads %s', (_, pem, password) => {
    expect(readPrivateKey(pem, password).type).toBe('private');
  });

  it('reads a SEC 1 key behind its parameters, as openssl ecparam writes it', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sec1 = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
    const pem = `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${sec1}`;
    expect(readPrivateKey(pem).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  });

  it('reads a key that was encrypted the old way, with headers', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'old' }).toString();
    expect(pem).toContain('Proc-Type');
    expect(readPrivateKey(pem, 'old').type).toBe('private');
    expect(errorOf(() => readPrivateKey(pem)).hint).toContain('give its password');
  });

  it.each(KEY_CURVES)('reads a new %s key back, encrypted or not', (curve) => {
    const [open, closed] = [generateKeyPair({ curve }), generateKeyPair({ curve, password: PASSWORD })];
    const keys = [readPrivateKey(open.privateKeyPem), readPrivateKey(closed.privateKeyPem, PASSWORD)];
    const publicPems = keys.map((key) => createPublicKey(key).export({ type: 'spki', format: 'pem' }));
    expect(publicPems).toEqual([open.publicKeyPem, closed.publicKeyPem]);
  });

  it('names the missing password', () => {
    expect(errorOf(() => readPrivateKey(encrypted.privateKeyPem))).toEqual({
      code: 'KEY_INVALID',
      message: 'the private key is encrypted',
      hint: expect.stringMatching(/MPK_KEY_PASSWORD.*--password-file/),
    });
  });

  it('refuses a wrong password without repeating it', () => {
    const error = errorOf(() => readPrivateKey(encrypted.privateKeyPem, 'wrong-password-text'));
    expect(error.code).toBe('KEY_INVALID');
    expect(JSON.stringify(error)).not.toContain('wrong-password-text');
  });

  it.each([
    ['an empty password', encrypted.privateKeyPem, ''],
    ['a password over the limit', encrypted.privateKeyPem, 'x'.repeat(1025)],
    ['a public key', plain.publicKeyPem, undefined],
    ['an empty file', '', undefined],
    ['two private keys', plain.privateKeyPem + plain.privateKeyPem, undefined],
    ['a key with its end cut off', plain.privateKeyPem.slice(0, -20), undefined],
    ['a key with its middle damaged', plain.privateKeyPem.replace(/\n(.{8})/, '\nAAAAAAAA'), undefined],
    ['a file over the limit', `${plain.privateKeyPem}${' '.repeat(MAX_KEY_BYTES)}`, undefined],
    ['an RSA key', pkcs8(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey), undefined],
    ['an Ed448 key', pkcs8(generateKeyPairSync('ed448').privateKey), undefined],
    ['an X25519 key, which does not sign', pkcs8(generateKeyPairSync('x25519').privateKey), undefined],
    ['a secp256k1 key', pkcs8(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey), undefined],
    ['a brainpool key', pkcs8(generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }).privateKey), undefined],
  ])('throws KEY_INVALID for %s', async (_, pem, password) => {
    await expect(thrownCode(() => readPrivateKey(pem, password))).resolves.toBe('KEY_INVALID');
  });

  it('never quotes the key', () => {
    const damaged = plain.privateKeyPem.replace(/\n(.{8})/, '\nAAAAAAAA');
    const body = damaged.split('\n')[2]!;
    expect(JSON.stringify(errorOf(() => readPrivateKey(damaged)))).not.toContain(body);
  });
});

describe('generateKeyPair', () => {
  it('writes an encrypted key that OpenSSL reads, with 600000 rounds', () => {
    const [command, input] = ['openssl', { input: encrypted.privateKeyPem }];
    const text = execFileSync(command, ['pkey', '-passin', `pass:${PASSWORD}`, '-noout', '-text'], input).toString();
    expect(text).toContain('secp384r1');
    expect(execFileSync(command, ['asn1parse'], input).toString()).toContain('INTEGER           :0927C0');
  });

  it.each([
    ['P-521', 'secp521r1'],
    ['Ed25519', 'ED25519 Private-Key'],
  ] as const)('writes an encrypted %s key that OpenSSL reads', (curve, name) => {
    const { privateKeyPem } = generateKeyPair({ curve, password: PASSWORD });
    const args = ['pkey', '-passin', `pass:${PASSWORD}`, '-noout', '-text'];
    expect(execFileSync('openssl', args, { input: privateKeyPem }).toString()).toContain(name);
  });

  it('encrypts the same password to another text each time', () => {
    const again = generateKeyPair({ curve: 'P-384', password: PASSWORD });
    expect(again.privateKeyPem.slice(0, 300)).not.toBe(encrypted.privateKeyPem.slice(0, 300));
  });

  it.each([
    ['an empty password', ''],
    ['a password over the limit', new Uint8Array(1025)],
  ])('throws KEY_INVALID for %s', async (_, password) => {
    await expect(thrownCode(() => generateKeyPair({ curve: 'P-256', password }))).resolves.toBe('KEY_INVALID');
  });
});
