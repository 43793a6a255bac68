// SPDX-License-Identifier: Apache-2.0
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { keyDigest, readPublicKey } from '@mpk/signing';
import { updateTrustOf } from '@mpk/kit/trust';
import { EMAIL, tokenMethod, withTrustFolder, type TrustFolder } from './trust-folder.js';

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startLocalSigstore({ rsaTsa: true });
});
afterAll(() => sigstore.stop());

const withFolder = (use: (setup: TrustFolder) => Promise<void>): Promise<void> => withTrustFolder(sigstore, use);
const DAY_MS = 86_400_000;
const day = (fromNow: number): string => new Date(Date.now() + fromNow * DAY_MS).toISOString().slice(0, 10);

describe('a key with a time', () => {
  const stamped = ({ folder }: TrustFolder) => ({
    key: { privateKeyPath: join(folder, 'k.key') },
    timestamp: { url: sigstore.rsaTsa!.url },
  });
  const trust = (key: string, ca = 'tsa.pem'): string =>
    `{ timestampAuthorities: { tsa: { ca: { file: ${ca} } }, log: { root: corp } }, roots: { corp: { trustedRoot: root.json } }, signers: { s: { key: { file: k.pub, ${key} } } } }`;

  it('counts for what was signed in its time, as a timestamp proves', () =>
    withFolder(async (setup) => {
      writeFileSync(join(setup.folder, 'tsa.pem'), sigstore.rsaTsa!.caPem);
      await setup.sign(stamped(setup));
      const later = { now: new Date(Date.now() + 400 * DAY_MS) };
      const until = `notAfter: '${day(30)}'`;
      expect(await setup.judge(trust(until), later)).toEqual(['fail SIGNATURE_INVALID']);
      expect(await setup.judge(trust(`${until}, timestamps: { from: [tsa] }`), later)).toEqual(['pass PASSED']);
      expect(await setup.judge(trust(`${until}, timestamps: { from: [log] }`), later)).toEqual(['pass PASSED']);
      const early = `notBefore: '${day(2)}', timestamps: { from: [tsa] }`;
      expect(await setup.judge(trust(early), later)).toEqual(['fail SIGNATURE_INVALID']);
    }));

  it('is refused without a timestamp where one is required', () =>
    withFolder(async (setup) => {
      writeFileSync(join(setup.folder, 'tsa.pem'), sigstore.rsaTsa!.caPem);
      await setup.sign({ key: { privateKeyPath: join(setup.folder, 'k.key') } });
      const required = (from: string): string => `timestamps: { from: [${from}], required: true }`;
      expect(await setup.judge(trust(required('tsa')))).toEqual(['fail TIMESTAMP_INVALID']);
      await setup.sign(stamped(setup));
      expect(await setup.judge(trust(required('tsa')))).toEqual(['pass PASSED']);
      // An authority that is none of ours vouches for nothing.
      expect(await setup.judge(trust(required('tsa'), 'k.pub'))).toEqual(['undecided INPUT_MALFORMED']);
    }));

  it('counts no more once it is revoked, but for what is proven to be older', () =>
    withFolder(async (setup) => {
      writeFileSync(join(setup.folder, 'tsa.pem'), sigstore.rsaTsa!.caPem);
      await setup.sign(stamped(setup));
      const digest = keyDigest(readPublicKey(readFileSync(join(setup.folder, 'k.pub'))));
      const revoked = (since: string): string =>
        trust('timestamps: { from: [log] }').replace(
          /}$/,
          `, revoked: [{ digest: '${digest}'${since}, reason: lost }] }`,
        );
      expect(await setup.judge(revoked(''))).toEqual(['fail SIGNATURE_REVOKED']);
      expect(await setup.judge(revoked(`, since: '${day(-1)}'`))).toEqual(['fail SIGNATURE_REVOKED']);
      expect(await setup.judge(revoked(`, since: '${day(2)}'`))).toEqual(['pass PASSED']);
    }));
});

describe('a keyless signer', () => {
  const keyless = (signer: string, root = '{ trustedRoot: root.json }'): string =>
    `{ roots: { corp: ${root} }, signers: { s: { keyless: { root: corp, ${signer} } } } }`;
  const exact = `identity: ${EMAIL}, issuer: '${LOCAL_ISSUER}'`;
  const urls = () => ({ fulcioUrl: sigstore.url, rekorUrl: sigstore.url });

  it('is meant exactly, or by a pattern for the whole of it', () =>
    withFolder(async ({ folder, sign, judge }) => {
      await sign(tokenMethod(folder, urls()));
      const issuer = `issuer: '${LOCAL_ISSUER}'`;
      expect(await judge(keyless(exact))).toEqual(['pass PASSED']);
      expect(await judge(keyless(`identityPattern: '[a-z]+@example\\.com', ${issuer}`))).toEqual(['pass PASSED']);
      expect(await judge(keyless(`identityPattern: '[a-z]+@example', ${issuer}`))).toEqual(['fail IDENTITY_MISMATCH']);
      expect(await judge(keyless(`identity: ${EMAIL}.evil.org, ${issuer}`))).toEqual(['fail IDENTITY_MISMATCH']);
      const pattern = `issuerPattern: '${LOCAL_ISSUER.replaceAll('.', '\\.')}'`;
      expect(await judge(keyless(`identity: ${EMAIL}, ${pattern}`))).toEqual(['pass PASSED']);
      expect(await judge(keyless(`identityPattern: '.*', ${issuer}`))).toEqual(['undecided POLICY_INVALID']);
      expect(await judge(keyless(`identityPattern: '(', ${issuer}`))).toEqual(['undecided POLICY_INVALID']);
    }));

  it('needs as many logs and authorities as its root asks for', () =>
    withFolder(async ({ folder, sign, judge }) => {
      const root = (thresholds: string): string => `{ trustedRoot: root.json, thresholds: { ${thresholds} } }`;
      await sign(tokenMethod(folder, urls()));
      expect(await judge(keyless(exact, root('timestamps: 2')))).toEqual(['fail TIMESTAMP_INVALID']);
      expect(await judge(keyless(exact, root('logEntries: 2')))).toEqual(['fail LOG_ENTRY_INVALID']);
      await sign(tokenMethod(folder, { ...urls(), timestamp: { url: sigstore.url } }));
      expect(await judge(keyless(exact, root('timestamps: 2')))).toEqual(['pass PASSED']);
    }));

  it('is asked of Sigstore’s own library too, where its root says so', () =>
    withFolder(async ({ folder, sign, judge }) => {
      const root = '{ trustedRoot: root.json, secondOpinion: true }';
      await sign(tokenMethod(folder, urls()));
      expect(await judge(keyless(exact, root))).toEqual(['pass PASSED']);
      // The library reads no timestamps that were made with RSA keys.
      const timestamp = { url: sigstore.rsaTsa!.url, protocol: 'rfc3161' as const };
      await sign(tokenMethod(folder, { ...urls(), rekorVersion: 2, timestamp }));
      expect(await judge(keyless(exact))).toEqual(['pass PASSED']);
      expect((await judge(keyless(exact, root)))[0]).toMatch(/^fail|^undecided/);
    }));

  it('counts no more once its authority or log is revoked', () =>
    withFolder(async ({ folder, sign, judge }) => {
      await sign(tokenMethod(folder, urls()));
      const root = JSON.parse(sigstore.trustedRoot.toString());
      const logKey = `-----BEGIN PUBLIC KEY-----\n${root.tlogs[0].publicKey.rawBytes}\n-----END PUBLIC KEY-----\n`;
      const revoked = `, revoked: [{ digest: '${keyDigest(readPublicKey(logKey))}' }] }`;
      expect(await judge(keyless(exact).replace(/}$/, revoked))).toEqual(['fail SIGNATURE_REVOKED']);
    }));

  it('is refused under the root of another instance, with a word on how old that is', () =>
    withFolder(async ({ folder, sign, judge }) => {
      await sign(tokenMethod(folder, urls()));
      const other = keyless(exact, '{ sigstore: public-good }');
      expect(await judge(other, { now: new Date('2026-09-01') })).toEqual(['fail CERTIFICATE_INVALID']);
      const [, warning] = await judge(other, { now: new Date('2030-01-01') });
      expect(warning).toMatch(
        /^root corp: the public Sigstore root of this version is of \d{4}-\d\d-\d\d, \d+ days old/,
      );
    }));

  describe('under the root of a TUF repository', () => {
    const tuf = (more = ''): string => `{ tuf: { url: '${sigstore.tuf.url}', root: tuf-root.json${more} } }`;

    it('is verified by what was fetched, without the network', () =>
      withFolder(async ({ folder, env, sign, judge }) => {
        await sign(tokenMethod(folder, { tuf: { url: sigstore.tuf.url, rootPath: join(folder, 'tuf-root.json') } }));
        rmSync(env['MPK_TRUST_CACHE']!, { recursive: true });
        expect(await judge(keyless(exact, tuf()))).toEqual(['undecided INPUT_UNREADABLE']);
        const [updated] = await updateTrustOf({ env, policyPath: join(folder, 'policy.yaml') });
        expect(updated).toMatchObject({ url: sigstore.tuf.url, rootVersion: expect.any(Number) });
        await sigstore.setFaults({ tuf: { status: 500 } });
        expect(await judge(keyless(exact, tuf()))).toEqual(['pass PASSED']);
        await sigstore.setFaults({});
      }));

    it('is verified with a warning once that expired, and refused where the policy says so', () =>
      withFolder(async ({ folder, env, sign, judge }) => {
        await sign(tokenMethod(folder, urls()));
        await updateTrustOf({ env, url: sigstore.tuf.url, rootPath: join(folder, 'tuf-root.json') });
        const later = { now: new Date(Date.now() + 1000 * DAY_MS) };
        expect(await judge(keyless(exact, tuf()), later)).toEqual([
          'pass PASSED',
          expect.stringMatching(/^root corp: what was fetched from .* expired on .*: keys may have changed since/),
        ]);
        expect(await judge(keyless(exact, tuf(', maxExpired: 30d')), later)).toEqual(['undecided TRUST_INVALID']);
      }));

    it('is not verified by a cache that does not follow from its root', () =>
      withFolder(async ({ folder, env, sign, judge }) => {
        await sign(tokenMethod(folder, urls()));
        await updateTrustOf({ env, url: sigstore.tuf.url, rootPath: join(folder, 'tuf-root.json') });
        const root = JSON.parse(readFileSync(join(folder, 'tuf-root.json'), 'utf8'));
        root.signatures = [];
        writeFileSync(join(folder, 'tuf-root.json'), JSON.stringify(root));
        expect(await judge(keyless(exact, tuf()))).toEqual(['undecided TRUST_INVALID']);
      }));

    it('needs a root to begin with', () =>
      withFolder(async ({ folder, sign, judge }) => {
        await sign(tokenMethod(folder, urls()));
        expect(await judge(keyless(exact, `{ tuf: { url: '${sigstore.tuf.url}' } }`))).toEqual([
          'undecided POLICY_INVALID',
        ]);
      }));
  });
});
