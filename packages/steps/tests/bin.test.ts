// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withTempFolder } from '@mpk/testkit';

/** The built program with the real kit: what `npx mpk-step` runs. */
const BIN = join(import.meta.dirname, '../bin/mpk-step.js');

const POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: {name: production}
spec:
  trust: {signers: {release: {key: {file: release.pub}}}}
  requirements: {signature: {anyOf: [release]}}
`;

async function mpkStep(argv: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, NODE_OPTIONS: '', ...more };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, [BIN, ...argv], { env }).then(
    (ended) => ({ code: 0, ...ended }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );
  return { code, stderr, result: JSON.parse(stdout.trimEnd().split('\n').at(-1)!) };
}

async function makeInputs(folder: string): Promise<{ model: string; policy: string; key: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const model = join(folder, 'model');
  await mkdir(model);
  await writeFile(join(model, 'weights.bin'), 'weights');
  const [policy, key] = [join(folder, 'policy.yaml'), join(folder, 'key.pem')];
  await writeFile(policy, POLICY);
  await writeFile(join(folder, 'release.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(
    key,
    privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' }),
  );
  return { model, policy, key };
}

describe('the built mpk-step', () => {
  it('refuses, signs, passes, and refuses again what was changed', async () => {
    await withTempFolder(async (folder) => {
      const { model, policy, key } = await makeInputs(folder);
      const unsigned = await mpkStep(['verify', model, '--policy', policy]);
      expect([unsigned.code, unsigned.result.code]).toEqual([10, 'SIGNATURE_MISSING']);
      const signed = await mpkStep(['sign', model, '--key', key], { MPK_KEY_PASSWORD: 'hunter2' });
      expect([signed.code, signed.result.signed]).toEqual([0, true]);
      const passed = await mpkStep(['verify', model, '--policy', policy, '--verified-model', join(folder, 'verified')]);
      expect([passed.code, passed.result.verdict]).toEqual([0, 'pass']);
      expect(passed.result.model.manifestDigest).toBe(signed.result.model.manifestDigest);
      const again = await mpkStep(['verify', join(folder, 'verified'), '--policy', policy]);
      expect([again.code, again.result.model.manifestDigest]).toEqual([0, signed.result.model.manifestDigest]);
      await appendFile(join(model, 'weights.bin'), 'x');
      const refused = await mpkStep(['verify', model, '--policy', policy]);
      expect([refused.code, refused.result.code]).toEqual([10, 'FILES_MISMATCH']);
    });
  });

  it('gives a wrong password away to nobody', async () => {
    await withTempFolder(async (folder) => {
      const { model, key } = await makeInputs(folder);
      const { code, result, stderr } = await mpkStep(['sign', model, '--key', key], { MPK_KEY_PASSWORD: 'hunter3' });
      expect([code, result.code]).toEqual([20, 'KEY_INVALID']);
      expect(stderr).not.toContain('hunter3');
    });
  });

  it('writes a report, and an XCom for Airflow', async () => {
    await withTempFolder(async (folder) => {
      const { model, policy } = await makeInputs(folder);
      const argv = ['verify', model, '--policy', policy, '--report', join(folder, 'report')];
      const { code, result } = await mpkStep(argv, { MPK_XCOM_PATH: join(folder, 'return.json') });
      expect(code).toBe(10);
      expect(JSON.parse(await readFile(join(folder, 'return.json'), 'utf8'))).toEqual(result);
      expect(await readFile(result.report, 'utf8')).toContain('SIGNATURE_MISSING');
    });
  });

  it.each([
    [['verify'], 2, 'USAGE'],
    [['verify', '/nowhere'], 20, 'NOTHING_TO_CHECK'],
    [['gate', '--verdict', 'fail'], 10, ''],
  ])('ends %j with exit %i', async (argv, code, reason) => {
    const ended = await mpkStep(argv);
    expect([ended.code, ended.result.code]).toEqual([code, reason]);
  });
});
