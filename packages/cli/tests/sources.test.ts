// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { runMpk } from './run-mpk.js';

describe('a model large enough for workers', () => {
  it('has the digests that one thread would give it', () =>
    withTempFolder(async (folder) => {
      const model = join(folder, 'model');
      mkdirSync(model);
      for (const [name, size] of Object.entries({ a: 40_000_000, b: 30_000_001, c: 0 })) {
        writeFileSync(join(model, name), '');
        truncateSync(join(model, name), size);
      }
      const [one, many] = ['1', '3'].map((jobs) => runMpk(['digest', model, '--files', '--jobs', jobs]));
      expect([many?.status, many?.stdout]).toEqual([0, one?.stdout]);
      expect(many?.stdout).toContain(`${createHash('sha256').update(Buffer.alloc(40_000_000)).digest('hex')}  a`);
    }));
});

describe('keyless, on the command line', () => {
  let sigstore: LocalSigstore;
  beforeAll(async () => {
    sigstore = await startLocalSigstore();
  }, 60_000);
  afterAll(() => sigstore.stop());

  /** Signs a small model as `email` with the token in the environment, and verifies it as `identity`. */
  function signAndVerify(
    folder: string,
    email: string,
    identity: string,
    issuer = LOCAL_ISSUER,
  ): { signed: number | null; verified: any } {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'config.json'), '{}');
    const env = {
      SIGSTORE_FULCIO_URL: sigstore.url,
      SIGSTORE_REKOR_URL: sigstore.url,
      SIGSTORE_ID_TOKEN: sigstore.idToken({ email, email_verified: true }),
    };
    const signed = runMpk(['sign', model, '--keyless'], { env });
    writeFileSync(join(folder, 'root.json'), sigstore.trustedRoot);
    const args = ['--trusted-root', join(folder, 'root.json'), '--identity', identity, '--issuer', issuer];
    const verified = runMpk(['verify', model, ...args, '--json']);
    return { signed: signed.status, verified: [verified.status, verified.json().code] };
  }

  it('signs with a token and verifies offline by exact identity and issuer', () =>
    withTempFolder(async (folder) => {
      const { signed, verified } = signAndVerify(folder, 'alice@example.com', 'alice@example.com');
      expect([signed, verified]).toEqual([0, [0, 'PASSED']]);
    }));

  it.each([
    ['a look-alike', 'alice@example.com.evil.org', 'alice@example.com', LOCAL_ISSUER],
    ['a name that the other is part of', 'alice@example.com', 'lice@example.com', LOCAL_ISSUER],
    ['a dot taken for any character', 'alice@exampleXcom', 'alice@example.com', LOCAL_ISSUER],
    ['another issuer', 'alice@example.com', 'alice@example.com', 'https://accounts.example.co'],
  ])('refuses %s', (_, email, identity, issuer) =>
    withTempFolder(async (folder) => {
      expect(signAndVerify(folder, email, identity, issuer)).toEqual({
        signed: 0,
        verified: [10, 'IDENTITY_MISMATCH'],
      });
    }),
  );

  it('needs a token, and shows a bad one to nobody', () =>
    withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'm.json'), '{}');
      const env = { SIGSTORE_FULCIO_URL: sigstore.url, SIGSTORE_REKOR_URL: sigstore.url };
      const none = runMpk(['sign', join(folder, 'm.json'), '--keyless', '--json'], { env });
      expect([none.status, none.json().error.code]).toEqual([20, 'TOKEN_INVALID']);
      const secret = 'eyJhbGciOiJub25lIn0.c2VjcmV0LXBheWxvYWQ.c2lnbmF0dXJl';
      const bad = runMpk(['sign', join(folder, 'm.json'), '--keyless'], {
        env: { ...env, SIGSTORE_ID_TOKEN: secret, DEBUG: '*' },
      });
      expect(bad.status).toBe(20);
      for (const part of secret.split('.')) expect(bad.stdout + bad.stderr).not.toContain(part);
    }));
});
