// SPDX-License-Identifier: Apache-2.0
import { appendFile, mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256Hex } from '@mpk/core';
import {
  buildImage,
  describeWithPodman,
  loadImage,
  podman,
  runImage,
  type Ended,
  type Mount,
} from './support/podman.js';
import { makeInputs, makeReadable, makeWritable, policyWith } from './support/model.js';

const PROBE = `
const fs = require('fs');
const attempt = (act) => { try { act(); return 'ok'; } catch (error) { return error.code; } };
console.log(JSON.stringify({
  uid: process.getuid(),
  writeRoot: attempt(() => fs.writeFileSync('/x', 'x')),
  writeBin: attempt(() => fs.writeFileSync('/usr/local/bin/x', 'x')),
  writeTmp: attempt(() => fs.writeFileSync('/tmp/x', 'x')),
  capabilities: /CapEff:\\s*(\\w+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1],
}));`;

const CLAIMS_POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: {name: claims}
spec:
  requirements:
    audit: {failOn: high}
    licenses: {allow: [mit]}
    metadata: {require: [license, dataset.training]}
    bom: {profile: cisa-2025, minimum: 0.3}
  rules:
    - {id: stated, cel: '"base-model" in claims', message: no base is stated}
`;

let folder: string;
let digest: string;
let image: string;

const lastLine = ({ stdout }: Ended): any => JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
const inputs = (): Mount[] => [
  { from: join(folder, 'model'), to: '/model' },
  { from: join(folder, 'policy'), to: '/policy' },
];
const verify = (...more: string[]) =>
  runImage(image, inputs(), [
    'mpk-step',
    'verify',
    '/model',
    '--policy',
    '/policy/policy.yaml',
    '--jobs',
    '2',
    ...more,
  ]);

async function sign(): Promise<Ended> {
  const out = await makeWritable(join(folder, 'out'));
  const mounts = [
    ...inputs(),
    { from: join(folder, 'signing'), to: '/signing' },
    { from: out, to: '/out', writable: true },
  ];
  const argv = ['mpk-step', 'sign', '/model', '--key', '/signing/key.pem', '--output', '/out/model.sig', '--overwrite'];
  return runImage(image, mounts, argv);
}

describeWithPodman('the image', () => {
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'mpk-e2e-')));
    await makeInputs(folder);
    digest = await buildImage(join(folder, 'image'));
    image = await loadImage(folder);
  });

  afterAll(async () => {
    await podman('rmi', '--force', image);
    await rm(folder, { recursive: true, force: true });
  });

  it('is the same, to the digest, when it is built again', async () => {
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await buildImage(join(folder, 'again'))).toBe(digest);
    const { stdout } = await podman('image', 'inspect', '--format', '{{.Digest}}', image);
    expect(stdout.trim()).toBe(digest);
  });

  it('runs as nobody, without capabilities, and writes nowhere but /tmp', async () => {
    const { stdout } = await runImage(image, [], ['/usr/local/bin/node', '-e', PROBE]);
    expect(JSON.parse(stdout)).toEqual({
      uid: 65532,
      writeRoot: 'EROFS',
      writeBin: 'EROFS',
      writeTmp: 'ok',
      capabilities: '0'.repeat(16),
    });
  });

  it('has no entry point that a runner could append to, and explains itself', async () => {
    const { stdout } = await podman('image', 'inspect', '--format', '{{.Config.Entrypoint}}', image);
    expect(stdout.trim()).toBe('[]');
    const { exit, stderr } = await runImage(image, [], []);
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^usage: mpk-step <[a-z|]+>/);
  });

  it('refuses a model that nobody signed with exit 10', async () => {
    const ended = await verify();
    expect([ended.exit, lastLine(ended).code]).toEqual([10, 'SIGNATURE_MISSING']);
  });

  it('signs, passes the signed model with exit 0, and refuses it with exit 10 when a byte was added', async () => {
    expect((await sign()).exit).toBe(0);
    await writeFile(join(folder, 'model/model.sig'), await readFile(join(folder, 'out/model.sig')));
    const passed = await verify();
    expect([passed.exit, lastLine(passed).verdict]).toEqual([0, 'pass']);
    const shard = join(folder, 'model/shards/7.bin');
    const bytes = await readFile(shard);
    await appendFile(shard, 'x');
    const refused = await verify();
    expect([refused.exit, lastLine(refused).code]).toEqual([10, 'FILES_MISMATCH']);
    await writeFile(shard, bytes);
    expect((await verify()).exit).toBe(0);
  });

  it('judges what a model says of itself', async () => {
    const card = '---\nlicense: mit\nbase_model: meta-llama/Llama-3.2-1B\n---\n# Reviews\n';
    const adapter = '{"peft_type": "LORA", "r": 8, "base_model_name_or_path": "acme/other"}';
    const [model, policy] = [join(folder, 'stating'), join(folder, 'asking')];
    for (const [path, text] of [
      [join(model, 'README.md'), card],
      [join(model, 'adapter_config.json'), adapter],
      [join(policy, 'policy.yaml'), CLAIMS_POLICY],
    ] as const) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    await makeReadable(folder);
    const mounts = [
      { from: model, to: '/model' },
      { from: policy, to: '/policy' },
    ];
    const ended = await runImage(image, mounts, ['mpk-step', 'verify', '/model', '--policy', '/policy/policy.yaml']);
    const lines: { id: string; outcome: string; found: string }[] = lastLine(ended).requirements;
    expect([ended.exit, ...lines.map(({ id, outcome }) => `${id} ${outcome}`)]).toEqual([
      10,
      'audit fail',
      'licenses pass',
      'metadata fail',
      'bom pass',
      'rule:stated pass',
    ]);
    expect(lines[0]?.found).toContain('base-model-differs in README.md: meta-llama/Llama-3.2-1B and acme/other');
  });

  it('is undecided with exit 20 when there is no such policy, and 2 for a bad command line', async () => {
    const ended = await runImage(image, inputs(), ['mpk-step', 'verify', '/model', '--policy', '/policy/none.yaml']);
    expect([ended.exit, lastLine(ended).code]).toEqual([20, 'INPUT_UNREADABLE']);
    for (const flag of ['--frobnicate', '--help', '-h']) expect((await verify(flag)).exit).toBe(2);
  });

  it('reads nothing that its inputs do not name, even for a policy that asks for it', async () => {
    const policy = join(folder, 'nosy');
    await makeWritable(policy);
    await writeFile(join(policy, 'policy.yaml'), policyWith('/etc/group'));
    await makeReadable(policy);
    const mounts = [
      { from: join(folder, 'model'), to: '/model' },
      { from: policy, to: '/policy' },
    ];
    const ended = await runImage(image, mounts, ['mpk-step', 'verify', '/model', '--policy', '/policy/policy.yaml']);
    expect([ended.exit, lastLine(ended).code]).toEqual([20, 'INPUT_UNREADABLE']);
    expect(ended.stdout).toContain('ERR_ACCESS_DENIED');
  });

  it('is undecided with exit 20 when an output cannot be written', async () => {
    const ended = await verify('--result', '/model/result.json');
    expect([ended.exit, lastLine(ended).verdict, lastLine(ended).code]).toEqual([20, 'undecided', 'OUTPUT_UNWRITABLE']);
  });

  it('enforces only the policy whose digest was built into it', async () => {
    const ofBytes = `sha256:${sha256Hex(await readFile(join(folder, 'policy/policy.yaml')))}`;
    // The policy refers to a key, so its bytes alone pin nothing.
    const pins = [lastLine(await verify()).policy.digest, ofBytes, `sha256:${sha256Hex('another policy')}`];
    const codes: string[] = [];
    for (const [i, pin] of pins.entries()) {
      const place = join(folder, `pinned-${i}`);
      await buildImage(join(place, 'image'), { MPK_POLICY_DIGEST: pin });
      const pinned = await loadImage(place);
      const argv = ['mpk-step', 'verify', '/model', '--policy', '/policy/policy.yaml'];
      codes.push(lastLine(await runImage(pinned, inputs(), argv)).code);
      await podman('rmi', '--force', pinned);
    }
    expect(codes).toEqual(['PASSED', 'POLICY_UNTRUSTED', 'POLICY_UNTRUSTED']);
  });

  it('answers, and verifies nothing, where it can make no scratch folder', async () => {
    const argv = ['mpk-step', 'verify', '/model', '--policy', '/policy/policy.yaml'];
    const ended = await runImage(image, inputs(), argv, { env: { TMPDIR: '/nowhere' } });
    expect([ended.exit, lastLine(ended).code]).toEqual([20, 'OUTPUT_UNWRITABLE']);
  });

  it('makes a verified copy under the permission model, and never over anything', async () => {
    const out = await makeWritable(join(folder, 'copies'));
    const mounts: Mount[] = [...inputs(), { from: out, to: '/out', writable: true }];
    const argv = ['mpk-step', 'verify', '/model', '--policy', '/policy/policy.yaml', '--verified-model', '/out/copy'];
    const first = await runImage(image, mounts, [...argv, '--result', '/out/result.json']);
    expect([first.exit, await readdir(out)]).toEqual([0, ['copy', 'result.json']]);
    expect((await readdir(join(out, 'copy'))).sort()).toEqual(['config.json', 'model.sig', 'shards']);
    const again = await runImage(image, mounts, [...argv, '--result', '/out/result.json']);
    expect([again.exit, lastLine(again).code]).toEqual([20, 'OUTPUT_EXISTS']);
    expect(JSON.parse(await readFile(join(out, 'result.json'), 'utf8')).verdict).toBe('undecided');
    expect(await readdir(out)).toEqual(['copy', 'result.json']);
  });

  it('leaves nothing in scratch', async () => {
    const tmp = await makeWritable(join(folder, 'tmp'));
    const mounts: Mount[] = [...inputs(), { from: tmp, to: '/scratch', writable: true }];
    const argv = ['verify', '/model', '--policy', '/policy/policy.yaml', '--result', '/scratch/result.json'];
    const { exit } = await podman(
      ...['run', '--rm', '--network=none', '--read-only', '--env', 'TMPDIR=/scratch'],
      ...mounts.flatMap((m) => ['-v', `${m.from}:${m.to}:${m.writable === true ? 'rw' : 'ro'}`]),
      ...[image, 'mpk-step', ...argv],
    );
    expect([exit, await readdir(tmp)]).toEqual([0, ['result.json']]);
  });
});
