// SPDX-License-Identifier: Apache-2.0
// The example programs of the documentation, each as a user would run it.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyStatement } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import {
  KEY_CURVES,
  createCertificateSigner,
  createCertificateVerifier,
  createExecKeyHandle,
  createKeySigner,
  createKeyVerifier,
  generateKeyPair,
  type KeyCurve,
} from '@mpk/signing';
import { PAYLOAD, reread } from '../../bundles.js';

const examples = join(import.meta.dirname, '../../../examples');
const NODE_EXAMPLE = [process.execPath, join(examples, 'signer-plugin.mjs')];
const SHELL_EXAMPLE = [join(examples, 'signer-plugin.sh')];

/** Gives `use` the path of a fresh private key and the PEM of its public one. */
const withKey = <T>(curve: KeyCurve, use: (path: string, publicKeyPem: string) => Promise<T>): Promise<T> =>
  withTempFolder((folder) => {
    const keys = generateKeyPair({ curve });
    const path = join(folder, 'key.pem');
    writeFileSync(path, keys.privateKeyPem);
    return use(path, keys.publicKeyPem);
  });

describe.each([
  ['in JavaScript', NODE_EXAMPLE, KEY_CURVES],
  ['in shell', SHELL_EXAMPLE, KEY_CURVES.filter((curve) => curve !== 'Ed25519')],
])('the example program %s', (_, program, curves) => {
  it.each([...curves])('signs with a %s key, and the bundle verifies with the public key', (curve) =>
    withKey(curve, async (path, publicKeyPem) => {
      const handle = await createExecKeyHandle({ command: [...program, path] });
      const bundle = reread(await createKeySigner({ handle }).sign(PAYLOAD));
      const { signer } = verifyStatement(bundle, createKeyVerifier({ publicKeyPem }));
      expect(signer.identity.method).toBe('key');
    }),
  );

  it('says so where it has no key', async () => {
    const open = (): Promise<unknown> => createExecKeyHandle({ command: [...program, '/nowhere/key.pem'] });
    await expect(thrownCode(open)).resolves.toBe('KEY_INVALID');
  });

  it('signs for a certificate', () =>
    withTempFolder(async (folder) => {
      const root = await createRoot({ subject: 'CN=root' });
      const leaf = await root.issue({ subject: 'CN=ML Release' });
      writeFileSync(join(folder, 'key.pem'), leaf.privateKeyPem);
      const handle = await createExecKeyHandle({ command: [...program, join(folder, 'key.pem')] });
      const bundle = reread(await createCertificateSigner({ handle, certificatesPem: leaf.pem }).sign(PAYLOAD));
      const verifier = createCertificateVerifier({ caPem: root.pem, subject: 'CN=ML Release' });
      expect(verifier.verify(bundle).identity).toMatchObject({ subject: 'CN=ML Release' });
    }));
});

it('the example in JavaScript refuses to sign after its key was replaced', () =>
  withKey('P-256', async (path) => {
    const handle = await createExecKeyHandle({ command: [...NODE_EXAMPLE, path] });
    writeFileSync(path, generateKeyPair({ curve: 'P-256' }).privateKeyPem);
    await expect(handle.sign(PAYLOAD)).rejects.toMatchObject({
      code: 'KEY_INVALID',
      message: expect.stringContaining('no longer the one that was asked for'),
    });
  }));

it('the example in shell says that it has no Ed25519', () =>
  withKey('Ed25519', async (path) => {
    const handle = await createExecKeyHandle({ command: [...SHELL_EXAMPLE, path] });
    await expect(thrownCode(() => handle.sign(PAYLOAD))).resolves.toBe('INPUT_UNSUPPORTED');
  }));

it.each([
  ['in JavaScript', NODE_EXAMPLE],
  ['in shell', SHELL_EXAMPLE],
])('a request of another protocol is refused by the example %s', (_, [program = '', ...args]) =>
  withKey('P-256', async (path) => {
    const request = JSON.stringify({ protocol: 'modelprovenance.dev/signer/v2', operation: 'public-key' });
    const { stdout } = spawnSync(program, [...args, path], { input: request, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'unsupported' } });
  }),
);
