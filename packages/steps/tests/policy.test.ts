// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '@mpk/core';
import { loadPolicy } from '@mpk/kit/policy';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { runStep, type PolicyInput, type StepEnv, type VerifyRequest } from '../src/index.js';
import { MAX_POLICY_BYTES, resolvePolicy } from '../src/policy.js';
import { contextIn, lastLine, makeModel, passing, resultOf } from './support.js';

const policyOf = (spec: string): string =>
  `{apiVersion: modelprovenance.dev/v1alpha1, kind: ModelPolicy, metadata: {name: p}, spec: ${spec}}\n`;
/** all there is */
const POLICY = policyOf('{requirements: {files: {deny: ["*.pkl"]}}}');
/** half of what there is: the key lies beside it */
const signedBy = (file: string): string =>
  policyOf(`{trust: {signers: {a: {key: {file: "${file}"}}}}, requirements: {signature: {anyOf: [a]}}}`);
const PIN = sha256Hex(POLICY);
const OTHER = sha256Hex('something else');

async function resolveIn(
  folder: string,
  input: PolicyInput,
  env: StepEnv = {},
  data: Record<string, string> = { 'policy.yaml': POLICY, 'offline.pub': 'PEM' },
) {
  const root = join(folder, 'policy');
  await mkdir(root, { recursive: true });
  await writeFile(join(root, 'policy.yaml'), POLICY);
  const ports = { readConfigMap: () => Promise.resolve({ data, resourceVersion: '7' }) };
  const context = await contextIn(folder, [], { env: { MPK_POLICY_ROOT: root, ...env }, ports });
  return resolvePolicy(input, context);
}

describe('a policy from a mounted folder', () => {
  it('is taken, by default under the usual name', async () => {
    await withTempFolder(async (folder) => {
      expect(await resolveIn(folder, { from: 'mounted', path: '' })).toEqual({
        given: { path: join(folder, 'policy/policy.yaml') },
      });
    });
  });

  it('is taken through the links that Kubernetes makes inside the mount', async () => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, 'policy/..data'), { recursive: true });
      await writeFile(join(folder, 'policy/..data/team.yaml'), POLICY);
      await symlink('..data/team.yaml', join(folder, 'policy/team.yaml'));
      const path = join(folder, 'policy/team.yaml');
      expect(await resolveIn(folder, { from: 'mounted', path })).toEqual({ given: { path } });
    });
  });

  it('is undecided when it is missing', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'policy/absent.yaml');
      expect(await thrownCode(() => resolveIn(folder, { from: 'mounted', path }))).toBe('INPUT_UNREADABLE');
    });
  });

  it.each([
    ['a path outside', 'outside.yaml', false],
    ['a link that leads outside', 'policy/link.yaml', true],
    ['a folder that only starts like it', 'policy-of-mine/policy.yaml', false],
  ])('is not trusted from %s', async (_what, name, link) => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, 'policy-of-mine'));
      await mkdir(join(folder, 'policy'));
      await writeFile(join(folder, 'outside.yaml'), POLICY);
      await writeFile(join(folder, 'policy-of-mine/policy.yaml'), POLICY);
      if (link) await symlink('../outside.yaml', join(folder, name));
      const path = join(folder, name);
      expect(await thrownCode(() => resolveIn(folder, { from: 'mounted', path }))).toBe('POLICY_UNTRUSTED');
    });
  });
});

describe('a policy that the pipeline carries', () => {
  it('is refused without a pin', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'artifact');
      await writeFile(path, POLICY);
      expect(await thrownCode(() => resolveIn(folder, { from: 'text', text: POLICY }))).toBe('POLICY_UNTRUSTED');
      expect(await thrownCode(() => resolveIn(folder, { from: 'artifact', path }))).toBe('POLICY_UNTRUSTED');
    });
  });

  it('is taken as bytes, without a folder of its own, when its digest is pinned in the environment', async () => {
    await withTempFolder(async (folder) => {
      const env = { MPK_POLICY_DIGEST: `sha256:${PIN}` };
      const policy = await resolveIn(folder, { from: 'text', text: POLICY }, env);
      const given = { bytes: Buffer.from(POLICY), source: 'policy parameter' };
      expect(policy).toEqual({ given, pinned: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    });
  });

  it('is taken when the digest of the effective policy is pinned', async () => {
    await withTempFolder(async (folder) => {
      const byBytes = await resolveIn(folder, { from: 'text', text: POLICY }, { MPK_POLICY_DIGEST: PIN });
      const env = { MPK_POLICY_DIGEST: byBytes!.pinned };
      expect(await resolveIn(folder, { from: 'text', text: POLICY }, env)).toEqual(byBytes);
    });
  });

  it.each(['release.pub', '/etc/hostname'])('is refused when it refers to the file %s, pinned or not', async (file) => {
    await withTempFolder(async (folder) => {
      const text = signedBy(file);
      const env = { MPK_POLICY_DIGEST: sha256Hex(text) };
      expect(await thrownCode(() => resolveIn(folder, { from: 'text', text }, env))).toBe('POLICY_UNTRUSTED');
    });
  });

  it.each([
    ['the pin is of another policy', OTHER],
    ['the pin is no digest', 'latest'],
    ['the pin is in capitals', PIN.toUpperCase()],
  ])('is refused when %s', async (_what, digest) => {
    await withTempFolder(async (folder) => {
      const env = { MPK_POLICY_DIGEST: digest };
      expect(await thrownCode(() => resolveIn(folder, { from: 'text', text: POLICY }, env))).toBe('POLICY_UNTRUSTED');
    });
  });

  it('is refused when it is too large, before it is digested', async () => {
    await withTempFolder(async (folder) => {
      const text = 'x'.repeat(MAX_POLICY_BYTES + 1);
      const path = join(folder, 'artifact');
      await writeFile(path, text);
      expect(await thrownCode(() => resolveIn(folder, { from: 'text', text }))).toBe('INPUT_TOO_LARGE');
      expect(await thrownCode(() => resolveIn(folder, { from: 'artifact', path }))).toBe('INPUT_TOO_LARGE');
    });
  });
});

describe('a pin in the image', () => {
  it('holds for mounted policies and cannot be replaced by the environment', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'no-pin'), `sha256:${OTHER}\n`);
      const env = { MPK_POLICY_DIGEST: PIN };
      expect(await thrownCode(() => resolveIn(folder, { from: 'mounted', path: '' }, env))).toBe('POLICY_UNTRUSTED');
      await writeFile(join(folder, 'no-pin'), `sha256:${PIN}\n`);
      const source = join(folder, 'policy/policy.yaml');
      // The bytes that were digested, not a path that could lead to others.
      expect(await resolveIn(folder, { from: 'mounted', path: '' })).toMatchObject({
        given: { bytes: Buffer.from(POLICY), source },
      });
    });
  });
});

describe('any pin', () => {
  it('refuses to judge without a policy, such as by a key of the command line', async () => {
    await withTempFolder(async (folder) => {
      const env = { MPK_POLICY_DIGEST: PIN };
      expect(await thrownCode(() => resolveIn(folder, { from: 'none' }, env))).toBe('POLICY_UNTRUSTED');
      const context = await contextIn(folder, ['verify', await makeModel(folder), '--key', '/k'], { env });
      expect([await runStep(context), lastLine(context).code]).toEqual([20, 'POLICY_UNTRUSTED']);
      expect(context.requests).toEqual([]);
    });
  });

  it('holds for the files that a policy refers to as well', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'signed.yaml');
      const key = join(folder, 'release.pub');
      await writeFile(path, signedBy('release.pub'));
      await writeFile(key, 'ours');
      const resolveWith = (pin: string) => resolveIn(folder, { from: 'operator', path }, { MPK_POLICY_DIGEST: pin });
      expect(await thrownCode(() => resolveWith(sha256Hex(signedBy('release.pub'))))).toBe('POLICY_UNTRUSTED');
      const { digest } = await loadPolicy({ path });
      expect(await resolveWith(digest)).toEqual({ given: { path }, pinned: digest });
      await writeFile(key, 'theirs');
      expect(await thrownCode(() => resolveWith(digest))).toBe('POLICY_UNTRUSTED');
    });
  });

  it('refuses an answer that another policy gave than the one that was compared with it', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'mine.yaml');
      await writeFile(path, POLICY);
      const { digest } = await loadPolicy({ path });
      const env = { MPK_POLICY_DIGEST: digest };
      const argv = ['verify', await makeModel(folder), '--policy', path];
      const judgedBy = (digestOfJudge: string) => async (request: VerifyRequest) => ({
        ...(await passing(request)),
        result: resultOf(request.model, { policy: { name: 'p', digest: digestOfJudge } }),
      });
      const swapped = await contextIn(folder, argv, { env, verify: judgedBy(`sha256:${OTHER}`) });
      expect([await runStep(swapped), lastLine(swapped).code]).toEqual([20, 'POLICY_UNTRUSTED']);
      const same = await contextIn(folder, argv, { env, verify: judgedBy(digest) });
      expect([await runStep(same), lastLine(same).code]).toEqual([0, 'PASSED']);
    });
  });
});

describe('a policy in a ConfigMap', () => {
  const from = (reference: string): PolicyInput => ({ from: 'configmap', reference });

  it('is written beside its other keys, so that it finds them', async () => {
    await withTempFolder(async (folder) => {
      const policy = await resolveIn(folder, from('ml/mpk-policy'));
      expect(policy).toEqual({ given: { path: join(folder, 'scratch/policy/policy.yaml') } });
      expect(await readFile(join(folder, 'scratch/policy/offline.pub'), 'utf8')).toBe('PEM');
    });
  });

  it('must be the one that the environment names', async () => {
    await withTempFolder(async (folder) => {
      const env = { MPK_POLICY_CONFIGMAP: 'platform/mpk-policy' };
      expect(await thrownCode(() => resolveIn(folder, from('ml/mine'), env))).toBe('POLICY_UNTRUSTED');
      expect(await resolveIn(folder, from('platform/mpk-policy'), env)).toBeDefined();
    });
  });

  it.each<PolicyInput>([
    { from: 'operator', path: '/mine.yaml' },
    { from: 'mounted', path: '' },
    { from: 'text', text: POLICY },
    { from: 'none' },
  ])('is the only source where the environment names one: not %j', async (input) => {
    await withTempFolder(async (folder) => {
      const env = { MPK_POLICY_CONFIGMAP: 'platform/mpk-policy' };
      expect(await thrownCode(() => resolveIn(folder, input, env))).toBe('POLICY_UNTRUSTED');
    });
  });

  it('must fit the pin', async () => {
    await withTempFolder(async (folder) => {
      const env = { MPK_POLICY_DIGEST: OTHER };
      expect(await thrownCode(() => resolveIn(folder, from('ml/mpk-policy'), env))).toBe('POLICY_UNTRUSTED');
    });
  });

  it.each([
    ['a key that leaves the folder', { 'policy.yaml': POLICY, '../../evil': 'x' }, 'ml/p', 'INPUT_MALFORMED'],
    ['a key ..', { 'policy.yaml': POLICY, '..': 'x' }, 'ml/p', 'INPUT_MALFORMED'],
    ['no such key', { other: POLICY }, 'ml/p', 'INPUT_UNREADABLE'],
    ['an inherited name as key', { 'policy.yaml': POLICY }, 'ml/p/constructor', 'INPUT_UNREADABLE'],
    ['no name', { 'policy.yaml': POLICY }, 'ml', 'INPUT_MALFORMED'],
    ['a path for a namespace', { 'policy.yaml': POLICY }, '../p', 'INPUT_MALFORMED'],
    ['a query for a name', { 'policy.yaml': POLICY }, 'ml/p?x', 'INPUT_MALFORMED'],
    ['a key of dots', { 'policy.yaml': POLICY }, 'ml/p/..', 'INPUT_MALFORMED'],
  ])('is refused with %s', async (_what, data, reference, code) => {
    await withTempFolder(async (folder) => {
      expect(await thrownCode(() => resolveIn(folder, from(reference), {}, data))).toBe(code);
    });
  });

  it('is not read where there is no client', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, []);
      expect(await thrownCode(() => resolvePolicy(from('ml/p'), context))).toBe('INPUT_UNSUPPORTED');
    });
  });
});

describe('a policy that the operator names', () => {
  it('is taken from anywhere, and held to a pin where there is one', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'mine.yaml');
      await writeFile(path, POLICY);
      expect(await resolveIn(folder, { from: 'operator', path })).toEqual({ given: { path } });
      const pinned = () => resolveIn(folder, { from: 'operator', path }, { MPK_POLICY_DIGEST: OTHER });
      expect(await thrownCode(pinned)).toBe('POLICY_UNTRUSTED');
    });
  });
});
