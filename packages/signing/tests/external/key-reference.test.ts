// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMpkError } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import {
  createKeySigner,
  createKeyVerifier,
  generateKeyPair,
  openKeyReference,
  parseKeyReference,
  type KeyReference,
} from '@mpk/signing';
import { PAYLOAD, reread } from '../bundles.js';
import { everythingOf } from '../leaks.js';
import { writeProgram } from './programs.js';

describe('what a command line says about a key', () => {
  it.each<[string, string[], KeyReference]>([
    ['release.key', [], { kind: 'file', path: 'release.key' }],
    ['/keys/release.pem', [], { kind: 'file', path: '/keys/release.pem' }],
    ['./exec:kms', [], { kind: 'file', path: './exec:kms' }],
    ['C:\\keys\\release.pem', [], { kind: 'file', path: 'C:\\keys\\release.pem' }],
    ['c://keys/release.pem', [], { kind: 'file', path: 'c://keys/release.pem' }],
    ['exec:kms', [], { kind: 'exec', command: ['kms'] }],
    ['exec:/opt/my kms', ['--key', 'a b', ''], { kind: 'exec', command: ['/opt/my kms', '--key', 'a b', ''] }],
    ['exec:pkcs11:x', [], { kind: 'exec', command: ['pkcs11:x'] }],
    ['pkcs11:object=a', [], { kind: 'pkcs11', uri: 'pkcs11:object=a' }],
  ])('%s %j', (text, args, reference) => {
    expect(parseKeyReference(text, args)).toEqual(reference);
  });

  it.each([
    ['USAGE', 'nothing', '', []],
    ['USAGE', 'no program', 'exec:', []],
    ['USAGE', 'no program but arguments', 'exec:', ['--key']],
    ['USAGE', 'a file with arguments', 'release.key', ['--key']],
    ['USAGE', 'a token with arguments', 'pkcs11:object=a', ['--key']],
    ['USAGE', 'a key of a KMS that is not known', 'awskms:///alias/release', []],
    ['USAGE', 'a key on the web', 'https://example.com/key.pem', []],
    ['INPUT_MALFORMED', 'a URI that is none', 'pkcs11:object', []],
    ['KEY_INVALID', 'a URI of a certificate', 'pkcs11:type=cert', []],
    ['INPUT_TOO_LARGE', 'a URI without end', `pkcs11:object=${'a'.repeat(5_000)}`, []],
  ])('is %s: %s', async (code, _, text, args) => {
    await expect(thrownCode(() => parseKeyReference(text, args))).resolves.toBe(code);
  });
});

describe('a key that a reference names', () => {
  const pair = generateKeyPair({ curve: 'P-256', password: 'pw' });

  it('is read from a file, with its password', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'release.key');
      writeFileSync(path, pair.privateKeyPem);
      const source = await openKeyReference(parseKeyReference(path), { password: 'pw' });
      const bundle = reread(await createKeySigner(source).sign(PAYLOAD));
      expect(createKeyVerifier({ publicKeyPem: pair.publicKeyPem }).verify(bundle).identity.method).toBe('key');
    }));

  it('is asked of a program, with its arguments and settings', () =>
    withTempFolder(async (folder) => {
      const [node = '', script = ''] = writeProgram(
        folder,
        `if (process.argv[2] === 'release' && process.env.KMS === 'here') answer(${JSON.stringify({ publicKeyPem: pair.publicKeyPem })});`,
      );
      const reference = parseKeyReference(`exec:${node}`, [script, 'release']);
      const settings = { passEnvironment: ['KMS'], environment: { ...process.env, KMS: 'here' } };
      await expect(openKeyReference(reference, settings)).resolves.toHaveProperty('handle.publicKey');
      await expect(thrownCode(() => openKeyReference(reference))).resolves.toBe('SIGNER_FAILED');
    }));

  it('is INPUT_UNREADABLE where its file is not there, INPUT_TOO_LARGE where it is no key', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'large');
      await expect(thrownCode(() => openKeyReference({ kind: 'file', path }))).resolves.toBe('INPUT_UNREADABLE');
      writeFileSync(path, 'x'.repeat(100_000));
      await expect(thrownCode(() => openKeyReference({ kind: 'file', path }))).resolves.toBe('INPUT_TOO_LARGE');
    }));

  it('is asked of a token: one without a module is USAGE', async () => {
    await expect(thrownCode(() => openKeyReference(parseKeyReference('pkcs11:object=a')))).resolves.toBe('USAGE');
  });
});

describe('a PKCS#11 module that is none', () => {
  const PIN = 'pin-that-is-never-shown';
  const open = (path: string): Promise<unknown> =>
    openKeyReference(parseKeyReference(`pkcs11:object=a?module-path=${path}`), { pin: PIN });

  async function errorOf(action: () => Promise<unknown>): Promise<Error & { code?: string }> {
    const error: unknown = await action().catch((e: unknown) => e);
    if (isMpkError(error)) return error;
    throw error instanceof Error ? error : new Error('nothing thrown');
  }

  it('is INPUT_UNREADABLE: missing', async () => {
    await expect(thrownCode(() => open('/nowhere/module.so'))).resolves.toBe('INPUT_UNREADABLE');
  });

  it('is SIGNER_FAILED: a text file', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'module.so');
      writeFileSync(path, 'no library');
      const error = await errorOf(() => open(path));
      expect([error.code, error.message]).toEqual(['SIGNER_FAILED', expect.stringContaining('cannot be loaded')]);
      expect(everythingOf(error)).not.toContain(PIN);
    }));
});
