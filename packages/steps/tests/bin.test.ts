// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { attestModel } from '@mpk/kit/attest';
import { generateKeyFiles } from '@mpk/kit/key';
import { signModel } from '@mpk/kit/sign';
import { withTempFolder } from '@mpk/testkit';
import { mkfifo } from './support.js';

/** The built program with the real kit: what `npx mpk-step` runs. */
const BIN = join(import.meta.dirname, '../bin/mpk-step.js');

const POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: {name: production}
spec:
  trust: {signers: {release: {key: {file: release.pub}}}}
  requirements: {signature: {anyOf: [release]}}
`;

const TWO_SIGNERS = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: {name: two}
spec:
  trust: {signers: {ci: {key: {file: ci.pub}}, qa: {key: {file: qa.pub}}}}
  requirements:
    signature: {anyOf: [ci, qa], threshold: 2}
    attestations: [{id: eval, predicateType: "https://in-toto.io/attestation/test-result/v0.1", signedBy: [qa]}]
`;

const ENV = { ...process.env, NODE_OPTIONS: '' };

/** A step whose kit takes a while to stop. */
const SLOW_STEP = `
import { MpkError } from '@mpk/core';
import { runProcess } from '../dist/process.js';
process.argv.splice(1, 0, 'mpk-step');
const verify = ({ signal }) => new Promise((_resolve, reject) => {
  const alive = setInterval(() => undefined, 1000);
  signal.addEventListener('abort', () => {
    process.stderr.write('stopping');
    setTimeout(() => {
      clearInterval(alive);
      reject(new MpkError('CANCELLED', 'stopped'));
    }, 300);
  });
  process.stderr.write('busy');
});
await runProcess({ verify });
`;

async function mpkStep(argv: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const env = { ...ENV, ...more };
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

  it('hands on a copy that passes what the model passed: two signers and an attestation', async () => {
    await withTempFolder(async (folder) => {
      const { model, policy } = await makeInputs(folder);
      const keyOf = (name: string) => ({ key: { privateKeyPath: join(folder, `${name}.key`) } });
      for (const name of ['ci', 'qa']) generateKeyFiles({ name: join(folder, name), curve: 'P-256' });
      await signModel({ model, method: keyOf('ci') });
      await signModel({ model, method: keyOf('qa'), append: true });
      const predicatePath = join(folder, 'predicate.json');
      await writeFile(predicatePath, '{"result":"PASSED","configuration":[]}');
      await attestModel({ model, type: 'evaluation', predicatePath, method: keyOf('qa') });
      await writeFile(policy, TWO_SIGNERS);
      const copy = join(folder, 'verified');
      const passed = await mpkStep(['verify', model, '--policy', policy, '--verified-model', copy]);
      expect([passed.code, passed.result.code]).toEqual([0, 'PASSED']);
      expect(await readFile(join(copy, 'claims.jsonl'))).toEqual(await readFile(join(model, 'claims.jsonl')));
      const again = await mpkStep(['verify', copy, '--policy', policy]);
      expect([again.code, again.result.code]).toEqual([0, 'PASSED']);
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
    ['stdout is full', '>/dev/full'],
    ['stderr is full', '2>/dev/full'],
    ['nobody reads stdout', '| true'],
    ['nobody reads stderr', '2>&1 >/dev/null | true'],
  ])('keeps its exit status where %s', async (_what, redirect) => {
    const script = `set -o pipefail; "$0" "$@" ${redirect}`;
    for (const [verdict, exit] of [
      ['fail', 10],
      ['pass', 0],
    ] as const) {
      const argv = ['-c', script, process.execPath, BIN, 'gate', '--verdict', verdict];
      const ended = spawnSync('bash', argv, { env: ENV });
      expect([ended.status, ended.signal]).toEqual([exit, null]);
    }
  });

  it.each([{ TMPDIR: '/nowhere' }, { MPK_STEP_SCRATCH: '/nowhere' }])('answers without scratch: %j', async (env) => {
    const ended = await mpkStep(['verify', '/model', '--key', '/k'], env);
    expect([ended.code, ended.result.code]).toEqual([20, 'OUTPUT_UNWRITABLE']);
    expect(ended.stderr).toContain('scratch folder: ENOENT');
  });

  it('removes nothing that it did not make', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'mine'), 'x');
      await mpkStep(['gate', '--verdict', 'pass'], { MPK_STEP_SCRATCH: folder });
      expect(await readdir(folder)).toEqual(['mine']);
    });
  });

  it('does not wait for the reader of a pipe', async () => {
    await withTempFolder(async (folder) => {
      const pipe = join(folder, 'pipe');
      await mkfifo(pipe);
      expect((await mpkStep(['gate', '--verdict', 'pass'], { MPK_TERMINATION_LOG: pipe })).code).toBe(0);
      const { code, result } = await mpkStep(['gate', '--verdict', 'pass', '--result', pipe]);
      expect([code, result.code]).toEqual([20, 'OUTPUT_UNWRITABLE']);
    });
  });

  it('answers CANCELLED however often it is told to stop', async () => {
    const running = spawn(process.execPath, ['--input-type=module', '--eval', SLOW_STEP, 'verify', '/model'], {
      cwd: import.meta.dirname,
      env: ENV,
    });
    const lines: string[] = [];
    running.stdout.on('data', (text: Buffer) => lines.push(text.toString()));
    running.stderr.on('data', (text: Buffer) => {
      if (text.includes('busy') || text.includes('stopping')) running.kill('SIGTERM');
    });
    const [code, signal] = await once(running, 'close');
    expect([code, signal, JSON.parse(lines.join('')).code]).toEqual([20, null, 'CANCELLED']);
  });

  it.each([
    [['verify'], 2, 'USAGE'],
    [['verify', '/nowhere'], 20, 'NOTHING_TO_CHECK'],
    [['verify', ''], 2, 'USAGE'],
    [['verify', '--help', '--key', 'k'], 2, 'USAGE'],
    [['gate', '--verdict', 'fail'], 10, ''],
  ])('ends %j with exit %i', async (argv, code, reason) => {
    const ended = await mpkStep(argv);
    expect([ended.code, ended.result.code]).toEqual([code, reason]);
  });
});
