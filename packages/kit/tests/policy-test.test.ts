// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { runPolicyTests } from '@mpk/kit/policy-test';
import { verifyModel } from '@mpk/kit/verify';

/** Stored evidence of a model of one JSON file, a policy, and tests of it. */
async function setUp(folder: string, ...cases: readonly string[]): Promise<{ tests: string; policy: string }> {
  const [policy, tests] = [join(folder, 'policy.yaml'), join(folder, 'policy.tests.yaml')];
  const head = 'apiVersion: modelprovenance.dev/v1alpha1\n';
  writeFileSync(
    policy,
    `${head}kind: ModelPolicy\nmetadata: {name: t}\nspec: {requirements: {formats: {allow: [json]}}}\n`,
  );
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model/config.json'), '{}');
  const { evidence } = await verifyModel({ model: join(folder, 'model'), policy: { path: policy } });
  writeFileSync(join(folder, 'good.json'), JSON.stringify(evidence));
  writeFileSync(join(folder, 'broken.json'), '{"schema": ');
  writeFileSync(tests, `${head}kind: ModelPolicyTests\ntests:\n${cases.map((line) => `  - ${line}\n`).join('')}`);
  return { tests, policy };
}

describe('runPolicyTests', () => {
  it('says of each test what differed', () =>
    withTempFolder(async (folder) => {
      const { tests, policy } = await setUp(
        folder,
        '{name: json, evidence: good.json, expect: pass, requirements: {formats: pass}}',
        '{name: wrong, evidence: good.json, expect: fail, requirements: {formats: undecided, signature: pass}}',
      );
      expect(await runPolicyTests(tests, { path: policy })).toEqual([
        { name: 'json', passed: true, faults: [] },
        {
          name: 'wrong',
          passed: false,
          faults: [
            'expected fail, got pass (PASSED)',
            'formats: expected undecided, got pass',
            'signature: expected pass, got no such line',
          ],
        },
      ]);
    }));

  it('fails only the test whose evidence is missing or broken', () =>
    withTempFolder(async (folder) => {
      const { tests, policy } = await setUp(
        folder,
        '{name: gone, evidence: gone.json, expect: pass}',
        '{name: broken, evidence: broken.json, expect: undecided}',
        '{name: json, evidence: good.json, expect: pass}',
      );
      expect(await runPolicyTests(tests, { path: policy })).toEqual([
        { name: 'gone', passed: false, faults: [expect.stringMatching(/^INPUT_UNREADABLE: .*gone\.json/)] },
        { name: 'broken', passed: false, faults: [expect.stringMatching(/^INPUT_MALFORMED: /)] },
        { name: 'json', passed: true, faults: [] },
      ]);
    }));

  it('refuses tests and policies that cannot be read', () =>
    withTempFolder(async (folder) => {
      const { tests, policy } = await setUp(folder, '{name: a, evidence: good.json, expect: passed}');
      expect(await thrownCode(() => runPolicyTests(tests, { path: policy }))).toBe('POLICY_INVALID');
      expect(await thrownCode(() => runPolicyTests(join(folder, 'x'), { path: policy }))).toBe('INPUT_UNREADABLE');
      expect(await thrownCode(() => runPolicyTests(tests, { path: join(folder, 'x') }))).toBe('INPUT_UNREADABLE');
    }));
});
