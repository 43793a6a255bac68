// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { createRoot } from '@mpk/testkit/pki';
import { withTempFolder } from '@mpk/testkit';
import { generateKeyFiles } from '@mpk/kit/key';
import { signModel, type SigningMethod } from '@mpk/kit/sign';
import { verifyModel, type VerifyOutcome } from '@mpk/kit/verify';

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startLocalSigstore();
}, 60_000);
afterAll(() => sigstore.stop());

/** A model signed by a key, by a certificate and keyless, and one policy that knows all three. */
async function setUp(
  folder: string,
  email = 'alice@example.com',
): Promise<{ model: string; judge: (signature: object, changes?: string) => Promise<VerifyOutcome> }> {
  const model = join(folder, 'model');
  mkdirSync(model);
  writeFileSync(join(model, 'config.json'), '{}');
  const key = generateKeyFiles({ name: join(folder, 'release'), curve: 'P-384' });
  const root = await createRoot({ subject: 'CN=Root' });
  const leaf = await root.issue({ subject: 'O=ACME, CN=ML Release' });
  writeFileSync(join(folder, 'ca.pem'), root.pem);
  writeFileSync(join(folder, 'leaf.pem'), leaf.pem);
  writeFileSync(join(folder, 'leaf.key'), leaf.privateKeyPem);
  writeFileSync(join(folder, 'root.json'), sigstore.trustedRoot);
  writeFileSync(join(folder, 'token'), sigstore.idToken({ email, email_verified: true }));
  const methods: Record<string, SigningMethod> = {
    key: { key: { privateKeyPath: key.privateKeyPath } },
    certificate: {
      certificate: { privateKeyPath: join(folder, 'leaf.key'), certificatePath: join(folder, 'leaf.pem') },
    },
    keyless: {
      keyless: {
        identity: { kind: 'token-file', path: join(folder, 'token') },
        services: { fulcioUrl: sigstore.url, rekorUrl: sigstore.url, timestamp: { url: sigstore.url } },
      },
    },
  };
  for (const [name, method] of Object.entries(methods))
    await signModel({ model, method, outputPath: join(folder, `${name}.sig`) });
  const signaturePaths = Object.keys(methods).map((name) => join(folder, `${name}.sig`));
  const judge = (signature: object, changes = ''): Promise<VerifyOutcome> => {
    const policy = join(folder, 'policy.yaml');
    writeFileSync(
      policy,
      `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: three }
spec:
  trust:
    roots: { corp: { trustedRoot: root.json } }
    signers:
      release: { key: { file: release.pub } }
      corp-ca: { certificate: { ca: { file: ca.pem }, subject: 'CN=ML Release, O=ACME' } }
      alice: { keyless: { root: corp, issuer: '${LOCAL_ISSUER}', identity: alice@example.com } }
      bob: { keyless: { root: corp, issuer: '${LOCAL_ISSUER}', identity: bob@example.com } }
      stranger: { keyless: { root: corp, issuer: 'https://other.example.com', identity: alice@example.com } }
  requirements:
    signature: ${JSON.stringify(signature)}
${changes}`,
    );
    return verifyModel({ model, policy: { path: policy }, signaturePaths });
  };
  return { model, judge };
}

describe('verifyModel under one policy', () => {
  it.each(['release', 'corp-ca', 'alice'])('accepts the signature of %s', (signer) =>
    withTempFolder(async (folder) => {
      const { judge } = await setUp(folder);
      const { result, exitCode } = await judge({ anyOf: [signer] });
      expect([result.requirements, exitCode]).toEqual([[expect.objectContaining({ outcome: 'pass' })], 0]);
    }),
  );

  it('counts key, certificate and identity as three signers, and not as four', () =>
    withTempFolder(async (folder) => {
      const { judge } = await setUp(folder);
      const anyOf = ['release', 'corp-ca', 'alice', 'bob'];
      expect((await judge({ anyOf, threshold: 3 })).exitCode).toBe(0);
      expect((await judge({ anyOf, threshold: 4 })).exitCode).toBe(10);
    }));

  it.each([
    ['another identity', 'bob'],
    ['another issuer', 'stranger'],
  ])('refuses %s', (_, signer) =>
    withTempFolder(async (folder) => {
      const { judge } = await setUp(folder);
      const { result, exitCode } = await judge({ anyOf: [signer] });
      expect([result.code, exitCode]).toEqual(['IDENTITY_MISMATCH', 10]);
    }),
  );

  it('refuses a look-alike identity', () =>
    withTempFolder(async (folder) => {
      const { judge } = await setUp(folder, 'alice@example.com.evil.org');
      expect((await judge({ anyOf: ['alice'] })).exitCode).toBe(10);
    }));

  it('sees rules the signer by name, identity and issuer', () =>
    withTempFolder(async (folder) => {
      const { judge } = await setUp(folder);
      const rule = (cel: string): string => `  rules: [{ id: r, cel: '${cel}', message: m }]\n`;
      const named = 'signatures.exists(s, s.method == "keyless" && s.identity == "alice@example.com")';
      expect((await judge({ anyOf: ['alice'] }, rule(named))).result.verdict).toBe('pass');
      expect((await judge({ anyOf: ['release'] }, rule(named))).result.verdict).toBe('fail');
    }));

  it('never throws: an unreadable model and a bug are answers too', async () => {
    const missing = await verifyModel({ model: '/nonexistent', keyPath: '/nonexistent' });
    expect([missing.result.verdict, missing.exitCode]).toEqual(['undecided', 20]);
    const broken = await verifyModel({ model: 1 as unknown as string, lockPath: '/etc/hostname' });
    expect([broken.result.verdict, broken.result.code === 'PASSED']).toEqual(['undecided', false]);
  });

  it('refuses a policy together with requirements of its caller', async () => {
    const outcome = await verifyModel({ model: '.', policy: { path: 'x' }, keyPath: 'y' });
    expect([outcome.result.code, outcome.exitCode]).toEqual(['USAGE', 2]);
  });

  it('stops when it is cancelled', () =>
    withTempFolder(async (folder) => {
      const { model } = await setUp(folder);
      const { result } = await verifyModel({
        model,
        keyPath: join(folder, 'release.pub'),
        signal: AbortSignal.abort(),
      });
      expect([result.verdict, result.code]).toEqual(['undecided', 'CANCELLED']);
    }));
});

describe('signModel keyless', () => {
  it('shows the token in no error and in no bundle', () =>
    withTempFolder(async (folder) => {
      await setUp(folder);
      const token = readFileSync(join(folder, 'token'), 'utf8');
      expect(readFileSync(join(folder, 'keyless.sig'), 'utf8')).not.toContain(token.split('.')[1]);
      const method: SigningMethod = {
        keyless: {
          identity: { kind: 'token-file', path: join(folder, 'token') },
          services: { fulcioUrl: 'http://127.0.0.1:1', rekorUrl: sigstore.url },
        },
      };
      const error: unknown = await signModel({
        model: join(folder, 'model'),
        method,
        outputPath: join(folder, 'x'),
      }).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'NETWORK_UNAVAILABLE' });
      expect(JSON.stringify([String(error), (error as Error).stack, (error as Error).cause])).not.toContain(
        token.slice(0, 20),
      );
    }));
});
