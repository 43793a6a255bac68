// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { runMpk, type MpkRun } from './run-mpk.js';

const EMAIL = 'trainer@example.com';

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startLocalSigstore({ rsaTsa: true });
});
afterAll(() => sigstore.stop());

interface Setup {
  readonly folder: string;
  /** the part of the token that nobody may see */
  readonly secret: string;
  readonly mpk: (args: string, env?: Record<string, string>) => MpkRun;
}

const withModel = (use: (setup: Setup) => void | Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model/config.json'), '{}');
    const token = sigstore.idToken({ email: EMAIL, email_verified: true });
    const files = {
      token,
      'root.json': sigstore.trustedRoot,
      'config.json': sigstore.signingConfig(2),
      'tuf-root.json': sigstore.tuf.root,
      'tsa.pem': sigstore.rsaTsa!.caPem,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const base = { MPK_TRUST_CACHE: join(folder, 'cache') };
    await use({
      folder,
      secret: token.split('.')[1]!,
      mpk: (args, env = {}) => runMpk(args.split(' '), { cwd: folder, env: { ...base, ...env } }),
    });
  });

const urls = (): string => `--fulcio-url ${sigstore.url} --rekor-url ${sigstore.url}`;
const SIGN = 'sign model --keyless --identity-token-file token';
const VERIFY = `verify model --trusted-root root.json --identity ${EMAIL} --issuer ${LOCAL_ISSUER}`;

describe('mpk sign --keyless', () => {
  const ways: readonly [string, () => string, () => Record<string, string>][] = [
    ['flags', urls, () => ({})],
    ['variables', () => '', () => ({ SIGSTORE_FULCIO_URL: sigstore.url, SIGSTORE_REKOR_URL: sigstore.url })],
    [
      'version 2 of the log and a corporate timestamp',
      () => `${urls()} --rekor-version 2 --tsa-url ${sigstore.rsaTsa!.url} --tsa-protocol rfc3161 --tsa-ca tsa.pem`,
      () => ({}),
    ],
    ['a signing config', () => '--signing-config config.json', () => ({})],
    ['a signing config by variable', () => '', () => ({ SIGSTORE_SIGNING_CONFIG: 'config.json' })],
    ['a TUF repository', () => `--tuf-url ${sigstore.tuf.url} --tuf-root tuf-root.json`, () => ({})],
    [
      'a TUF repository by variable',
      () => '--signing-root root.json',
      () => ({ SIGSTORE_TUF_URL: sigstore.tuf.url, SIGSTORE_TUF_ROOT: 'tuf-root.json' }),
    ],
  ];
  it.each(ways)('signs with the services of %s', (_, flags, env) =>
    withModel(({ mpk, secret }) => {
      const signed = mpk(`${SIGN} ${flags()}`.trim(), env());
      expect([signed.status, signed.stderr]).toEqual([0, '']);
      expect(signed.stdout).not.toContain(secret);
      expect(mpk(VERIFY).status).toBe(0);
      expect(mpk(VERIFY.replace(EMAIL, `${EMAIL}.evil.org`)).status).toBe(10);
    }),
  );

  it('makes a signature that shows whose it says it is', () =>
    withModel(({ mpk }) => {
      mpk(`${SIGN} ${urls()}`);
      const { stdout } = mpk('signature show model/model.sig');
      expect(stdout).toMatch(/^certificate \(email:trainer@example\.com\), by O=local, CN=local sigstore, 20.* to 20/m);
    }));

  it('takes the token from the environment', () =>
    withModel(({ mpk, folder }) => {
      const env = { SIGSTORE_ID_TOKEN: readFileSync(join(folder, 'token'), 'utf8') };
      expect(mpk(`sign model --keyless ${urls()}`, env).status).toBe(0);
      expect(mpk(`sign model --keyless --force --identity-provider environment ${urls()}`, env).status).toBe(0);
    }));

  it('tells nobody to whom it signs where nothing is named', () =>
    withModel(({ mpk, folder }) => {
      const run = mpk(SIGN);
      expect([run.status, run.stderr.split(':')[0]]).toEqual([2, 'USAGE']);
      expect(run.stderr).toContain('--public-good');
      expect(readdirSync(join(folder, 'model'))).toEqual(['config.json']);
    }));

  it('shows the token in no output of a run that fails, whatever the services say', async () => {
    const faults = [
      { fulcio: { wire: 'echo' } },
      { fulcio: { status: 500 } },
      { fulcio: { wire: 'garbage' } },
      { rekorV1: { wire: 'echo' } },
      { fulcio: { wire: 'reset' } },
    ] as const;
    for (const fault of faults) {
      await sigstore.setFaults(fault);
      await withModel(({ mpk, secret, folder }) => {
        for (const env of [{ DEBUG: '' }, { DEBUG: '*' }]) {
          for (const json of ['', ' --json']) {
            const run = mpk(`${SIGN} ${urls()}${json}`, env);
            expect(run.status).not.toBe(0);
            expect(`${run.stdout}${run.stderr}`).not.toContain(secret.slice(0, 24));
          }
        }
        for (const name of readdirSync(join(folder, 'model'))) {
          expect(readFileSync(join(folder, 'model', name), 'utf8')).not.toContain(secret.slice(0, 24));
        }
      });
    }
    await sigstore.setFaults({});
  }, 60_000);

  const bad: readonly [string, string, number, string][] = [
    ['services named twice', `--signing-config config.json --tuf-url http://127.0.0.1:1`, 2, 'USAGE'],
    ['http to another machine', '--fulcio-url http://fulcio.example --rekor-url http://rekor.example', 2, 'USAGE'],
    ['half of the services', '--fulcio-url https://fulcio.example', 2, 'USAGE'],
    ['a log of version 2 without a timestamp', 'URLS --rekor-version 2', 2, 'USAGE'],
    ['a signing config that is none', '--signing-config root.json', 20, 'INPUT_MALFORMED'],
    ['a token for somebody else', 'URLS --audience other', 20, 'TOKEN_INVALID'],
    ['a TUF repository without a root', `--tuf-url https://tuf.example`, 2, 'USAGE'],
    ['an OAuth flag without sign-in', 'URLS --oauth-flow device', 2, 'USAGE'],
  ];
  it.each(bad)('refuses %s', (_, flags, status, code) =>
    withModel(({ mpk, folder }) => {
      const run = mpk(`${SIGN} ${flags.replace('URLS', urls())}`);
      expect([run.status, run.stderr.split(':')[0]]).toEqual([status, code]);
      expect(readdirSync(join(folder, 'model'))).toEqual(['config.json']);
    }),
  );
});

describe('mpk verify with an identity', () => {
  const bad: readonly [string, string][] = [
    ['without an issuer', `--trusted-root root.json --identity ${EMAIL}`],
    ['without an identity', `--trusted-root root.json --issuer ${LOCAL_ISSUER}`],
    ['of nobody', '--trusted-root root.json'],
    ['and an authority with an issuer', `--certificate-authority tsa.pem --identity ${EMAIL} --issuer ${LOCAL_ISSUER}`],
  ];
  it.each(bad)('is refused %s', (_, flags) =>
    withModel(({ mpk }) => {
      const run = mpk(`verify model ${flags}`);
      expect([run.status, run.stderr.split(':')[0]]).toEqual([2, 'USAGE']);
    }),
  );

  it('takes patterns for the whole of it, the repository that was fetched, and else the public instance', () =>
    withModel(({ mpk }) => {
      mpk(`${SIGN} ${urls()}`);
      const who = `--identity-pattern [a-z]+@example\\.com --issuer ${LOCAL_ISSUER}`;
      expect(mpk(`verify model --trusted-root root.json ${who}`).status).toBe(0);
      expect(mpk(`verify model --trusted-root root.json --identity-pattern .* --issuer ${LOCAL_ISSUER}`).status).toBe(
        20,
      );
      expect(mpk(`verify model ${who}`).status).toBe(10);
      const tuf = `--tuf-url ${sigstore.tuf.url} --tuf-root tuf-root.json`;
      expect(mpk(`verify model ${who} ${tuf}`).status).toBe(20);
      const updated = mpk(`trust update ${tuf}`);
      expect([updated.status, updated.stdout]).toEqual([0, expect.stringMatching(/: root 1, good until 20/)]);
      expect(mpk(`verify model ${who} ${tuf}`).status).toBe(0);
      const set = { SIGSTORE_TUF_URL: sigstore.tuf.url, SIGSTORE_TUF_ROOT: 'tuf-root.json' };
      expect(mpk(`verify model ${who}`, set).status).toBe(0);
    }));
});

describe('mpk trust', () => {
  it('takes a policy to a machine that has nothing but a key', () =>
    withModel(({ mpk, folder }) => {
      mpk(`${SIGN} ${urls()}`);
      mpk('key generate security');
      writeFileSync(
        join(folder, 'policy.yaml'),
        `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: team }
spec:
  trust:
    roots: { corp: { tuf: { url: '${sigstore.tuf.url}', root: tuf-root.json } } }
    signers: { trainer: { keyless: { root: corp, identity: ${EMAIL}, issuer: '${LOCAL_ISSUER}' } } }
  requirements: { signature: { anyOf: [trainer] } }
`,
      );
      expect(mpk('trust update --policy policy.yaml').status).toBe(0);
      const made = mpk('trust bundle policy.yaml --key security.key --valid-for 30d -o trust.json');
      expect([made.status, made.stdout]).toEqual([
        0,
        expect.stringMatching(/^policy +sha256:[0-9a-f]{64} {2}team\ngood until 20/),
      ]);
      for (const name of ['policy.yaml', 'tuf-root.json', 'cache']) rmSync(join(folder, name), { recursive: true });
      const flags = '--trust-bundle trust.json --trust-key security.pub';
      expect(mpk(`verify model ${flags}`).status).toBe(0);
      expect(mpk(`lineage model ${flags}`).status).toBe(0);
      expect(mpk(`trust show trust.json`).stdout).toMatch(/^warning: nothing of this was verified/);
      expect(mpk(`trust show trust.json --trust-key security.pub`).stdout).toMatch(/signed by sha256:/);
      expect(mpk(`verify model ${flags} --key security.pub`).status).toBe(2);
      expect(mpk(`verify model --trust-bundle trust.json`).status).toBe(2);
    }));

  it('shows the public instance where nothing is named, and what is wrong with what cannot be shown', () =>
    withModel(({ mpk }) => {
      const shown = mpk('trust show');
      expect([shown.status, shown.stdout]).toEqual([0, expect.stringMatching(/^the public Sigstore instance, of 20/m)]);
      expect(mpk('trust show root.json').stdout).toMatch(/certificate authority {2}20/);
      expect(mpk('trust show config.json').status).toBe(20);
      expect(mpk('trust show absent').status).toBe(20);
      expect(mpk('trust update').status).toBe(2);
      expect(mpk('trust bundle absent.yaml --key token -o x').status).toBe(20);
    }));
});

describe('mpk sign with keys elsewhere', () => {
  it('asks the program that holds the key', () =>
    withModel(({ mpk }) => {
      mpk('key generate k --curve Ed25519');
      const program = join(import.meta.dirname, '../../signing/examples/signer-plugin.mjs');
      expect(mpk(`sign model --key exec:${program} --key-arg k.key`).status).toBe(0);
      expect(mpk('verify model --key k.pub').status).toBe(0);
      expect(mpk(`sign model --force --key exec:${program} --key-arg absent`).status).toBe(20);
      expect(mpk('sign model --force --key kms://x').status).toBe(2);
      expect(mpk('sign model --force --key pkcs11:object=x?module-path=/nonexistent.so').status).toBe(20);
    }));
});
