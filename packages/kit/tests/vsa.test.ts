// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBundle, parseStatement, type VerificationSummary } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { generateKeyFiles } from '@mpk/kit/key';
import { signModel } from '@mpk/kit/sign';
import { verifyModel, type VerifyOptions, type VerifyOutcome } from '@mpk/kit/verify';

const URI = 'hf://acme/m@1';

interface Setup {
  readonly folder: string;
  readonly model: string;
  readonly vsaPath: string;
  readonly verify: (options?: Partial<VerifyOptions>) => Promise<VerifyOutcome>;
  /** verifies and has the summary signed by the key `gate` */
  readonly sum: (options?: Partial<VerifyOptions>) => Promise<VerifyOutcome>;
  readonly writePolicy: (requirements: string, more?: string, ci?: string) => void;
}

async function withGate(use: (setup: Setup) => Promise<void>): Promise<void> {
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'config.json'), '{}');
    for (const name of ['ci', 'gate']) generateKeyFiles({ name: join(folder, name), curve: 'P-256' });
    await signModel({ model, method: { key: { privateKeyPath: join(folder, 'ci.key') } } });
    const path = join(folder, 'policy.yaml');
    const vsaPath = join(folder, 'vsa.json');
    const verify: Setup['verify'] = (options) => verifyModel({ model, uri: URI, policy: { path }, ...options });
    const method = { key: { privateKeyPath: join(folder, 'gate.key') } };
    await use({
      folder,
      model,
      vsaPath,
      verify,
      sum: (options) => verify({ vsa: { method, path: vsaPath }, ...options }),
      writePolicy: (requirements, more = 'mode: enforce', ci = '{ key: { file: ci.pub } }') =>
        writeFileSync(
          path,
          `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  ${more}
  trust: { signers: { ci: ${ci}, gate: { key: { file: gate.pub } } } }
  requirements: { ${requirements} }
  vsa: { acceptFrom: [gate], verifierId: "https://ci.acme.example/gate" }
`,
        ),
    });
  });
}

const SIGNED = 'signature: { anyOf: [ci] }';
const accept = { acceptVsa: true };
const idsOf = ({ result }: VerifyOutcome): string[] => result.requirements.map(({ id, outcome }) => `${id} ${outcome}`);

describe('the verdict as an attestation', () => {
  it('is written of a pass, and a later step trusts it in place of the work', async () => {
    await withGate(async ({ model, vsaPath, verify, sum, writePolicy }) => {
      writePolicy(`${SIGNED}, formats: { deny: [pickle] }`);
      const written = await sum();
      expect(written.vsa?.bundlePath).toBe(vsaPath);
      const { predicate, subject } = parseStatement(parseBundle(readFileSync(vsaPath)).envelope.payload, 10_000);
      expect(predicate as unknown as VerificationSummary).toMatchObject({
        verificationResult: 'PASSED',
        resourceUri: URI,
        policy: { digest: { sha256: written.result.policy!.digest.slice(7) } },
        inputAttestations: [{ uri: 'model.sig' }],
      });
      expect(subject[0]?.digest).toEqual({ sha256: written.result.model.manifestDigest!.slice(7) });

      const later = await verify({ ...accept, attestationPaths: [vsaPath] });
      expect([later.exitCode, idsOf(later)]).toEqual([0, ['vsa pass']]);
      expect(idsOf(await verify({ attestationPaths: [vsaPath] }))).toEqual(['signature pass', 'formats pass']);

      appendFileSync(join(model, 'config.json'), ' ');
      const tampered = await verify({ ...accept, attestationPaths: [vsaPath] });
      expect([tampered.exitCode, idsOf(tampered)]).toEqual([10, ['vsa fail', 'signature fail', 'formats pass']]);
    });
  });

  it('replaces a summary, and nothing else', async () => {
    await withGate(async ({ folder, model, vsaPath, sum, writePolicy }) => {
      writePolicy(SIGNED);
      await sum();
      expect((await sum()).exitCode).toBe(0);
      for (const path of [join(model, 'config.json'), join(model, 'model.sig'), join(folder, 'gate.key')]) {
        const before = readFileSync(path);
        const method = { key: { privateKeyPath: join(folder, 'gate.key') } };
        expect((await sum({ vsa: { method, path } })).result.code).toBe('OUTPUT_EXISTS');
        expect(readFileSync(path)).toEqual(before);
      }
      expect(readFileSync(vsaPath).length).toBeGreaterThan(0);
    });
  });

  it('is not made up where there is none: all is looked at that the policy speaks of', async () => {
    await withGate(async ({ verify, writePolicy }) => {
      const rule = `{ id: no-json, cel: '!model.files.exists(f, has(f.format) && f.format == "json")', message: "no" }`;
      writePolicy(SIGNED, `rules: [${rule}]`);
      expect((await verify({})).exitCode).toBe(10);
      expect((await verify(accept)).exitCode).toBe(10);
    });
  });

  it('does not hold under another policy, another name of the model, or when it is over', async () => {
    await withGate(async ({ vsaPath, verify, sum, writePolicy }) => {
      writePolicy(SIGNED);
      await sum();
      const options = { ...accept, attestationPaths: [vsaPath] };
      expect(idsOf(await verify(options))).toEqual(['vsa pass']);
      expect(idsOf(await verify({ ...options, uri: 'hf://acme/m@2' }))[0]).toBe('vsa fail');
      const nextMonth = new Date(Date.now() + 30 * 86_400_000);
      expect(idsOf(await verify({ ...options, now: nextMonth }))[0]).toBe('vsa fail');
      writePolicy(`${SIGNED}, files: { deny: ["*.bin"] }`);
      expect(idsOf(await verify(options))).toEqual(['vsa fail', 'signature pass', 'files pass']);
    });
  });

  it('is written of a refusal, which nobody can take for a pass', async () => {
    await withGate(async ({ vsaPath, verify, sum, writePolicy }) => {
      writePolicy(`${SIGNED}, files: { deny: ["*.json"] }`);
      expect((await sum()).exitCode).toBe(10);
      const { predicate } = parseStatement(parseBundle(readFileSync(vsaPath)).envelope.payload, 10_000);
      expect(predicate).toMatchObject({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] });
      expect((await verify({ ...accept, attestationPaths: [vsaPath] })).exitCode).toBe(10);
    });
  });

  it('is over when the certificate that signed the model is', async () => {
    await withGate(async ({ folder, model, vsaPath, verify, sum, writePolicy }) => {
      const nextHour = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000);
      const root = await createRoot({ subject: 'CN=CA', notAfter: new Date(Date.now() + 365 * 86_400_000) });
      const leaf = await root.issue({ subject: 'CN=release', notAfter: nextHour });
      const [certificatePath, privateKeyPath] = [join(folder, 'leaf.pem'), join(folder, 'leaf.key')];
      writeFileSync(join(folder, 'ca.pem'), root.pem);
      writeFileSync(certificatePath, leaf.pem);
      writeFileSync(privateKeyPath, leaf.privateKeyPem, { mode: 0o600 });
      await signModel({ model, method: { certificate: { privateKeyPath, certificatePath } }, overwrite: true });
      writePolicy(SIGNED, 'mode: enforce', '{ certificate: { ca: { file: ca.pem }, subject: CN=release } }');
      expect((await sum()).exitCode).toBe(0);
      const { predicate } = parseStatement(parseBundle(readFileSync(vsaPath)).envelope.payload, 10_000);
      expect(predicate).toMatchObject({ mpk_expiresOn: nextHour.toISOString() });
      const options = { ...accept, attestationPaths: [vsaPath] };
      expect((await verify({ ...options, now: new Date(nextHour.getTime() - 1000) })).exitCode).toBe(0);
      const later = await verify({ ...options, now: new Date(nextHour.getTime() + 1000) });
      expect([later.exitCode, idsOf(later)]).toEqual([10, ['vsa fail', 'signature fail']]);
    });
  });

  it.each([
    ['undecided', 'signature: { anyOf: [ci] }, bom: { profile: x }', 'mode: enforce'],
    ['in mode warn', SIGNED, 'mode: warn'],
  ])('is not written of what is %s, and an older one does not stay', async (_, requirements, mode) => {
    await withGate(async ({ vsaPath, sum, writePolicy }) => {
      writePolicy(SIGNED);
      await sum();
      writePolicy(requirements, mode);
      expect((await sum()).vsa).toBeUndefined();
      expect(existsSync(vsaPath)).toBe(false);
    });
  });

  it('leaves no older summary behind when nothing could be decided at all', async () => {
    await withGate(async ({ vsaPath, sum, folder, writePolicy }) => {
      writePolicy(SIGNED);
      await sum();
      writePolicy('nonsense');
      expect((await sum()).result.code).toBe('POLICY_INVALID');
      expect(existsSync(vsaPath)).toBe(false);
      writePolicy(SIGNED);
      const elsewhere = {
        method: { key: { privateKeyPath: join(folder, 'gate.key') } },
        path: join(folder, 'no', 'x'),
      };
      expect((await sum({ vsa: elsewhere })).result.code).toBe('OUTPUT_UNWRITABLE');
      expect((await sum({ vsa: { ...elsewhere, path: folder } })).result.code).toBe('OUTPUT_EXISTS');
    });
  });

  it.each([
    ['a cache', { cache: true }],
    ['another summary', accept],
  ])('rests on no %s', async (_, options) => {
    await withGate(async ({ sum, writePolicy }) => {
      writePolicy(SIGNED);
      expect((await sum(options)).result).toMatchObject({ code: 'USAGE', verdict: 'undecided' });
    });
  });
});
