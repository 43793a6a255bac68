// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_BUNDLE_BYTES, createStatement, parseBundle, parseStatement, type TrustBundle } from '@mpk/core';
import { createKeySigner } from '@mpk/signing';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { generateKeyFiles } from '@mpk/kit/key';
import { loadPolicy } from '@mpk/kit/policy';
import { createTrustBundle, showTrust, updateTrustOf, type TrustBundleOutcome } from '@mpk/kit/trust';
import { verifyModel } from '@mpk/kit/verify';
import { EMAIL, policyText, tokenMethod, withTrustFolder, type TrustFolder } from '../trust/trust-folder.js';

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startLocalSigstore();
});
afterAll(() => sigstore.stop());

interface Setup extends TrustFolder {
  readonly bundle: (validFor?: string, policies?: string[]) => Promise<TrustBundleOutcome>;
  /** verdict and code of the model under the bundle, where nothing but it and its key is there */
  readonly verify: (now?: Date, policyName?: string) => Promise<string>;
  /** signs what is left of a bundle after a change */
  readonly forge: (change: (bundle: any) => void) => Promise<void>;
}

const TRUST = `{ roots: { corp: { tuf: { url: URL, root: tuf-root.json } }, file: { trustedRoot: root.json }, public: { sigstore: public-good } },
    signers: { s: { keyless: { root: corp, identity: ${EMAIL}, issuer: '${LOCAL_ISSUER}' } },
      k: { key: { file: k.pub } }, p: { keyless: { root: public, identity: x, issuer: y } }, f: { keyless: { root: file, identity: x, issuer: y } } } }`;

/** A model signed keyless, and a policy that trusts a file, a TUF repository and the public instance. */
const withBundle = (use: (setup: Setup) => Promise<void>): Promise<void> =>
  withTrustFolder(sigstore, async (setup) => {
    const { folder, model, env, sign } = setup;
    await sign(tokenMethod(folder, { fulcioUrl: sigstore.url, rekorUrl: sigstore.url }));
    generateKeyFiles({ name: join(folder, 'security'), curve: 'P-256' });
    writeFileSync(join(folder, 'policy.yaml'), policyText(TRUST.replace('URL', `'${sigstore.tuf.url}'`)));
    await updateTrustOf({ env, policyPath: join(folder, 'policy.yaml') });
    const bundlePath = join(folder, 'trust.json');
    const away = join(folder, 'away');
    mkdirSync(away);
    await use({
      ...setup,
      bundle: (validFor, policies = ['policy.yaml']) =>
        createTrustBundle({
          policyPaths: policies.map((name) => join(folder, name)),
          outputPath: bundlePath,
          overwrite: true,
          key: { privateKeyPath: join(folder, 'security.key') },
          env,
          ...(validFor !== undefined && { validFor }),
        }),
      verify: async (now, policyName) => {
        const source = { path: bundlePath, keyPath: join(folder, 'security.pub'), policyName };
        const { result } = await verifyModel({
          model,
          policy: { trustBundle: source },
          env: { MPK_TRUST_CACHE: join(away, 'none') },
          ...(now && { now }),
        });
        return `${result.verdict} ${result.code}`;
      },
      forge: async (change) => {
        const statement = parseStatement(parseBundle(readFileSync(bundlePath)).envelope.payload, MAX_BUNDLE_BYTES);
        change(statement.predicate);
        const bytes = createStatement({ ...statement, predicate: statement.predicate }, MAX_BUNDLE_BYTES);
        const signer = createKeySigner({ privateKeyPem: readFileSync(join(folder, 'security.key')) });
        writeFileSync(bundlePath, JSON.stringify(await signer.sign(bytes)));
      },
    });
  });

const dropAll = ({ folder, env }: TrustFolder): void => {
  for (const name of ['policy.yaml', 'root.json', 'tuf-root.json', 'k.pub']) rmSync(join(folder, name));
  rmSync(env['MPK_TRUST_CACHE']!, { recursive: true });
};

const days = (count: number): Date => new Date(Date.now() + count * 86_400_000);

describe('a trust bundle', () => {
  it('is all that a machine without anything else needs, beside the key that signed it', () =>
    withBundle(async (setup) => {
      const outcome = await setup.bundle();
      const { digest } = await loadPolicy({ path: join(setup.folder, 'policy.yaml') });
      expect(outcome.policies).toEqual([{ name: 'p', digest }]);
      dropAll(setup);
      expect(await setup.verify()).toBe('pass PASSED');
      writeFileSync(join(setup.model, 'config.json'), '{"a":1}');
      expect(await setup.verify()).toBe('fail FILES_MISMATCH');
    }));

  it('is used until it is over, and from when it was made', () =>
    withBundle(async ({ bundle, verify }) => {
      await bundle('2d');
      expect(await verify(days(1))).toBe('pass PASSED');
      expect(await verify(days(3))).toBe('undecided TRUST_INVALID');
      expect(await verify(days(-1))).toBe('undecided TRUST_INVALID');
    }));

  it('is not made of two policies by one name, which nobody could tell apart', () =>
    withBundle(async ({ folder, bundle }) => {
      writeFileSync(join(folder, 'other.yaml'), policyText('{ signers: { s: { key: { file: k.pub } } } }'));
      expect(await thrownCode(() => bundle('1d', ['policy.yaml', 'other.yaml']))).toBe('USAGE');
      expect(await thrownCode(() => bundle('1d', ['policy.yaml', 'policy.yaml']))).toBe('USAGE');
      expect(existsSync(join(folder, 'trust.json'))).toBe(false);
    }));

  it('says which policies it has where nobody says which is meant', () =>
    withBundle(async ({ folder, bundle, verify }) => {
      writeFileSync(
        join(folder, 'other.yaml'),
        policyText('{ signers: { s: { key: { file: k.pub } } } }').replace('name: p', 'name: q'),
      );
      await bundle('1d', ['policy.yaml', 'other.yaml']);
      expect(await verify()).toBe('undecided USAGE');
      expect(await verify(undefined, 'p')).toBe('pass PASSED');
      expect(await verify(undefined, 'q')).toBe('fail IDENTITY_MISMATCH');
      expect(await verify(undefined, 'r')).toBe('undecided USAGE');
    }));

  it('is refused where another key signed it, or a byte of it changed', () =>
    withBundle(async ({ folder, bundle, verify }) => {
      await bundle();
      const path = join(folder, 'trust.json');
      const json = JSON.parse(readFileSync(path, 'utf8'));
      const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString().replace('"name":"p"', '"name":"q"');
      json.dsseEnvelope.payload = Buffer.from(payload).toString('base64');
      writeFileSync(path, JSON.stringify(json));
      expect(await verify()).toBe('undecided TRUST_INVALID');
      await bundle();
      generateKeyFiles({ name: join(folder, 'security'), curve: 'P-256', overwrite: true });
      expect(await verify()).toBe('undecided TRUST_INVALID');
    }));

  it('is what an error about it names, and not the model', () =>
    withBundle(async ({ folder, env, bundle }) => {
      await bundle();
      generateKeyFiles({ name: join(folder, 'other'), curve: 'P-256' });
      const shown = showTrust({ path: join(folder, 'trust.json'), env, keyPath: join(folder, 'other.pub') });
      await expect(shown).rejects.toMatchObject({
        code: 'TRUST_INVALID',
        message: expect.stringMatching(/^the trust bundle .*trust\.json: signed with key/),
        hint: expect.stringContaining('whoever made it'),
      });
    }));

  it('says how old what it carries is', () =>
    withBundle(async ({ folder, env, bundle }) => {
      await bundle('400d');
      const show = async (now: Date) =>
        (await showTrust({ path: join(folder, 'trust.json'), env, keyPath: join(folder, 'security.pub'), now }))
          .warnings;
      expect(await show(days(0))).toEqual([]);
      expect(await show(days(300))).toEqual([
        expect.stringMatching(/^root corp: what was fetched from .* expired on /),
        expect.stringMatching(/^root public: the public Sigstore root is of 20.*, [0-9]{3} days old: /),
      ]);
    }));

  it('is refused where it is something else that the key signed', () =>
    withBundle(async ({ folder, model, verify, sign }) => {
      await sign({ key: { privateKeyPath: join(folder, 'security.key') } });
      writeFileSync(join(folder, 'trust.json'), readFileSync(join(model, 'model.sig')));
      expect(await verify()).toBe('undecided INPUT_MALFORMED');
    }));

  const defects: readonly [string, (bundle: TrustBundle & { policies: any[] }) => void, string][] = [
    ['lacks a file', ({ policies }) => delete policies[0].files['k.pub'], 'undecided INPUT_MALFORMED'],
    ['has another file', ({ policies }) => (policies[0].files['k.pub'] = 'AAAA'), 'undecided INPUT_MALFORMED'],
    ['lacks a root', ({ policies }) => delete policies[0].roots.corp, 'undecided INPUT_MALFORMED'],
    [
      'has a plain root in place of TUF metadata',
      ({ policies }) => (policies[0].roots.corp = policies[0].roots.public),
      'undecided INPUT_MALFORMED',
    ],
    [
      'has TUF metadata in place of a plain root',
      ({ policies }) => (policies[0].roots.public = policies[0].roots.corp),
      'undecided INPUT_MALFORMED',
    ],
    [
      'has TUF metadata that does not follow from the root of the policy',
      ({ policies }) => {
        const cache = JSON.parse(Buffer.from(policies[0].roots.corp.tufCache, 'base64').toString());
        cache.files['trusted_root.json'] = Buffer.from('{}').toString('base64');
        policies[0].roots.corp.tufCache = Buffer.from(JSON.stringify(cache)).toString('base64');
      },
      'undecided TRUST_INVALID',
    ],
    [
      'states another digest',
      ({ policies }) => (policies[0].digest = `sha256:${'0'.repeat(64)}`),
      'undecided INPUT_MALFORMED',
    ],
  ];
  it.each(defects)('is refused where it %s', (_, change, expected) =>
    withBundle(async ({ bundle, forge, verify }) => {
      await bundle();
      await forge(change);
      expect(await verify()).toBe(expected);
    }),
  );

  it('is not made of a policy whose material is not there', () =>
    withBundle(async ({ folder, env, bundle }) => {
      rmSync(env['MPK_TRUST_CACHE']!, { recursive: true });
      expect(await thrownCode(bundle)).toBe('INPUT_UNREADABLE');
      rmSync(join(folder, 'k.pub'));
      expect(await thrownCode(bundle)).toBe('INPUT_UNREADABLE');
    }));

  it('is not shown as verified without its key', () =>
    withBundle(async ({ folder, env, bundle }) => {
      await bundle();
      const path = join(folder, 'trust.json');
      const unverified = await showTrust({ path, env });
      expect(unverified.bundle).not.toHaveProperty('signedBy');
      expect(unverified.warnings).toHaveLength(1);
      const shown = await showTrust({ path, env, keyPath: join(folder, 'security.pub') });
      expect(shown).toMatchObject({
        kind: 'trust bundle',
        warnings: [],
        bundle: { signedBy: expect.stringMatching(/^sha256:/) },
      });
      expect(unverified.roots).toEqual([]);
      expect(shown.roots.map(({ name }) => name)).toEqual(['corp', 'file', 'public']);
      expect(shown.bundle?.policies[0]?.files).toEqual([
        'tuf-root.json',
        'root.json',
        'k.pub',
        'root corp',
        'root public',
      ]);
    }));
});

describe('what is trusted, shown', () => {
  it('is the public instance where nothing is named, with how old that is', async () => {
    const shown = await showTrust({ env: {}, now: new Date('2030-01-01') });
    expect(shown).toMatchObject({
      kind: 'embedded root',
      warnings: [expect.stringMatching(/days old: keys may have changed/)],
    });
    expect((await showTrust({ env: {}, now: new Date('2026-09-01') })).warnings).toEqual([]);
  });

  it('is every key and authority of a policy or verified bundle, by the digest that revoked takes', () =>
    withBundle(async ({ folder, model, env, bundle, sign }) => {
      const { pem } = await createRoot({ subject: 'CN=CA' });
      writeFileSync(join(folder, 'ca.pem'), pem);
      writeFileSync(join(folder, 'broken.pub'), 'no key');
      const { privateKeyPath } = generateKeyFiles({ name: join(folder, 'own'), curve: 'P-256' });
      const signers = `{ signers: { s: { key: { file: own.pub } }, broken: { key: { file: broken.pub } },
        pki: { certificate: { ca: { file: ca.pem }, subject: CN=x } } } }`;
      writeFileSync(join(folder, 'keys.yaml'), policyText(signers));
      const shown = await showTrust({ path: join(folder, 'keys.yaml'), env });
      const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
      expect(shown.signers).toEqual([
        { name: 's', kind: 'key', file: 'own.pub', keys: [{ digest }] },
        { name: 'broken', kind: 'key', file: 'broken.pub', error: expect.objectContaining({ code: 'KEY_INVALID' }) },
        { name: 'pki', kind: 'certificate authority', file: 'ca.pem', keys: [{ digest, subject: 'CN=CA' }] },
      ]);
      await bundle('1d', ['keys.yaml']);
      const packed = { path: join(folder, 'trust.json'), env };
      expect((await showTrust(packed)).signers).toEqual([]);
      const verified = await showTrust({ ...packed, keyPath: join(folder, 'security.pub') });
      expect(verified.signers).toEqual(shown.signers);

      rmSync(join(model, 'model.sig'));
      await sign({ key: { privateKeyPath } });
      const [own] = shown.signers as any;
      const revoked = signers.replace('{ signers', `{ revoked: [{ digest: "${own.keys[0].digest}" }], signers`);
      writeFileSync(join(folder, 'revoked.yaml'), policyText(revoked));
      const { result } = await verifyModel({ model, policy: { path: join(folder, 'revoked.yaml') } });
      expect(result.code).toBe('SIGNATURE_REVOKED');
    }));

  it('is a trusted root, or the roots of a policy with what is wrong with each', () =>
    withBundle(async ({ folder, env }) => {
      const root = await showTrust({ path: join(folder, 'root.json'), env });
      expect(root).toMatchObject({ kind: 'trusted root', roots: [{ root: { tlogs: expect.any(Array) } }] });
      rmSync(env['MPK_TRUST_CACHE']!, { recursive: true });
      const policy = await showTrust({ path: join(folder, 'policy.yaml'), env });
      expect(policy.roots.map((one) => [one.name, 'error' in one ? one.error.code : 'fine'])).toEqual([
        ['corp', 'INPUT_UNREADABLE'],
        ['file', 'fine'],
        ['public', 'fine'],
      ]);
    }));
});
