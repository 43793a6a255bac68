// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import type { PolicyInput, StepEnv } from '../src/index.js';
import { MAX_POLICY_BYTES, resolvePolicy } from '../src/policy.js';
import { contextIn } from './support.js';

const POLICY = 'kind: ModelPolicy\n';
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
        path: join(folder, 'policy/policy.yaml'),
      });
    });
  });

  it('is taken through the links that Kubernetes makes inside the mount', async () => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, 'policy/..data'), { recursive: true });
      await writeFile(join(folder, 'policy/..data/team.yaml'), POLICY);
      await symlink('..data/team.yaml', join(folder, 'policy/team.yaml'));
      const path = join(folder, 'policy/team.yaml');
      expect(await resolveIn(folder, { from: 'mounted', path })).toEqual({ path });
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
      expect(policy).toEqual({ bytes: Buffer.from(POLICY), source: 'policy parameter' });
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
      expect(await resolveIn(folder, { from: 'mounted', path: '' })).toEqual({
        path: join(folder, 'policy/policy.yaml'),
      });
    });
  });
});

describe('a policy in a ConfigMap', () => {
  const from = (reference: string): PolicyInput => ({ from: 'configmap', reference });

  it('is written beside its other keys, so that it finds them', async () => {
    await withTempFolder(async (folder) => {
      const policy = await resolveIn(folder, from('ml/mpk-policy'));
      expect(policy).toEqual({ path: join(folder, 'scratch/policy/policy.yaml') });
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
      expect(await resolveIn(folder, { from: 'operator', path })).toEqual({ path });
      const pinned = () => resolveIn(folder, { from: 'operator', path }, { MPK_POLICY_DIGEST: OTHER });
      expect(await thrownCode(pinned)).toBe('POLICY_UNTRUSTED');
    });
  });
});
