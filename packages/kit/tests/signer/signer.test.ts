// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { thrownCode } from '@mpk/testkit';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { withLocalOidc } from '@mpk/testkit/oidc';
import { parseKeyReference, type Prompt, type SigningMethod } from '@mpk/kit/sign';
import { EMAIL, tokenMethod, withTrustFolder, type TrustFolder } from '../trust/trust-folder.js';

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startLocalSigstore({ rsaTsa: true });
});
afterAll(() => sigstore.stop());

/** A signer program with a key in a file. */
const EXAMPLE_PROGRAM = fileURLToPath(new URL('../../../signing/examples/signer-plugin.mjs', import.meta.url));

const withFolder = (use: (setup: TrustFolder) => Promise<void>): Promise<void> => withTrustFolder(sigstore, use);
const KEYLESS = `{ roots: { corp: { trustedRoot: root.json } }, signers: { s: { keyless: { root: corp, identity: ${EMAIL}, issuer: '${LOCAL_ISSUER}' } } } }`;
const KEY = '{ signers: { s: { key: { file: k.pub } } } }';

/** How often the bundle is in a log, and timestamps on it. */
function evidenceIn(model: string): [number, number] {
  const { verificationMaterial } = JSON.parse(readFileSync(join(model, 'model.sig'), 'utf8'));
  const { tlogEntries = [], timestampVerificationData } = verificationMaterial;
  return [tlogEntries.length, timestampVerificationData?.rfc3161Timestamps?.length ?? 0];
}

describe('signing keyless', () => {
  type Services = Extract<SigningMethod, { keyless: unknown }>['keyless']['services'];
  const choices: readonly [string, (folder: string) => Services, [number, number]][] = [
    ['with addresses', () => ({ fulcioUrl: sigstore.url, rekorUrl: sigstore.url }), [1, 0]],
    [
      'with addresses and a timestamp',
      () => ({ fulcioUrl: sigstore.url, rekorUrl: sigstore.url, timestamp: { url: sigstore.url } }),
      [1, 1],
    ],
    [
      'with version 2 of the log',
      () => ({
        fulcioUrl: sigstore.url,
        rekorUrl: sigstore.url,
        rekorVersion: 2,
        timestamp: { url: sigstore.rsaTsa!.url, protocol: 'rfc3161' },
      }),
      [1, 1],
    ],
    ['with a signing config', (folder) => ({ signingConfigPath: join(folder, 'config.json') }), [1, 1]],
    [
      'with what a TUF repository says',
      (folder) => ({ tuf: { url: sigstore.tuf.url, rootPath: join(folder, 'tuf-root.json') } }),
      [1, 1],
    ],
  ];
  it.each(choices)('%s, gives a bundle that verifies', (_, servicesIn, evidence) =>
    withFolder(async ({ folder, model, sign, judge }) => {
      writeFileSync(join(folder, 'config.json'), sigstore.signingConfig(2));
      await sign(tokenMethod(folder, servicesIn(folder)));
      expect(evidenceIn(model)).toEqual(evidence);
      expect(await judge(KEYLESS)).toEqual(['pass PASSED']);
    }),
  );

  it('after signing in where the signing config says, gives a bundle for who signed in', () =>
    withFolder(async ({ folder, sign }) => {
      await withLocalOidc(async (oidc) => {
        const config = JSON.parse(sigstore.signingConfig(1).toString());
        const validFor = { start: '2024-01-01T00:00:00Z' };
        config.oidcUrls = [{ url: oidc.issuer, majorApiVersion: 1, validFor, operator: 'local' }];
        writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
        const codes: string[] = [];
        const onPrompt = (prompt: Prompt): void => {
          if (prompt.flow !== 'device') return;
          codes.push(prompt.userCode);
          oidc.decide(prompt.userCode, 'approved');
        };
        const services = { signingConfigPath: join(folder, 'config.json') };
        await sign({ keyless: { identity: { kind: 'interactive', flow: 'device', onPrompt }, services } });
        expect(codes).toHaveLength(1);
      });
    }));

  it('logs nothing where the answers do not verify under the given root', () =>
    withFolder(async ({ folder, sign }) => {
      const method = tokenMethod(folder, { fulcioUrl: sigstore.url, rekorUrl: sigstore.url });
      const trusted = (path: string): SigningMethod => ({
        keyless: {
          ...(method as Extract<SigningMethod, { keyless: unknown }>).keyless,
          trustedRootPath: join(folder, path),
        },
      });
      await sign(trusted('root.json'));
      const other = await startLocalSigstore();
      try {
        writeFileSync(join(folder, 'other.json'), other.trustedRoot);
        expect(await thrownCode(() => sign(trusted('other.json')))).toBe('CERTIFICATE_INVALID');
      } finally {
        await other.stop();
      }
    }));

  it('is refused where a TUF repository needs a root, or says nothing of services', () =>
    withFolder(async ({ folder, sign }) => {
      expect(await thrownCode(() => sign(tokenMethod(folder, { tuf: { url: sigstore.tuf.url } })))).toBe('USAGE');
    }));
});

describe('signing with a key', () => {
  it('has the signature timestamped by the authority that is named, and only by the one that is meant', () =>
    withFolder(async ({ folder, model, sign, judge }) => {
      writeFileSync(join(folder, 'tsa.pem'), sigstore.rsaTsa!.caPem);
      const method = (url: string): SigningMethod => ({
        key: { privateKeyPath: join(folder, 'k.key') },
        timestamp: { url, caPath: join(folder, 'tsa.pem') },
      });
      await sign(method(sigstore.rsaTsa!.url));
      expect(evidenceIn(model)).toEqual([0, 1]);
      expect(await judge(KEY)).toEqual(['pass PASSED']);
      expect(await thrownCode(() => sign(method(sigstore.tsaUrl)))).toBe('NETWORK_REFUSED');
    }));

  it('that a program holds gives a bundle that verifies, and says what the program said', () =>
    withFolder(async ({ folder, sign, judge }) => {
      await sign({ key: { reference: parseKeyReference(`exec:${EXAMPLE_PROGRAM}`, [join(folder, 'k.key')]) } });
      expect(await judge(KEY)).toEqual(['pass PASSED']);
    }));
});
