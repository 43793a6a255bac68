// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { printable } from '@mpk/core';
import type { PolicyTestResult } from '@mpk/kit/policy-test';
import { BaseCommand } from '../../base-command.js';

export default class PolicyTest extends BaseCommand {
  static override summary = 'Run the tests of a policy: stored evidence with the verdict it must get.';
  static override description = `The tests are a document of their own, kind ModelPolicyTests:

    apiVersion: modelprovenance.dev/v1alpha1
    kind: ModelPolicyTests
    tests:
    - {name: our release passes, evidence: report/evidence.json, expect: pass}
    - {name: a pickle is refused, evidence: pickle/evidence.json, expect: fail}

evidence is a path from the folder of the tests; expect is pass, fail or
undecided. A test may also have requirements, the outcomes of single lines
such as {signature: pass, formats: fail}, and now, the time to judge at, such
as 2026-06-01T00:00:00Z (else that of the evidence). Evidence that cannot be
read fails its own test only.

Exit status: 0 when every test gets what it expects, else 10; 20 when policy
or tests cannot be read.`;
  static override examples = ['<%= config.bin %> policy test policy.tests.yaml --policy policy.yaml'];
  static override args = { tests: Args.string({ required: true, description: 'ModelPolicyTests document (YAML)' }) };
  static override flags = {
    policy: Flags.string({
      char: 'p',
      required: true,
      description: 'policy document',
      helpValue: 'FILE',
      env: 'MPK_POLICY',
    }),
  };

  async run(): Promise<{ passed: number; failed: number; tests: readonly PolicyTestResult[] }> {
    const { args, flags } = await this.parse(PolicyTest);
    const { runPolicyTests } = await import('@mpk/kit/policy-test');
    const tests = await runPolicyTests(args.tests, { path: flags.policy }, process.env);
    for (const test of tests) this.log(renderTest(test));
    const failed = tests.filter((test) => !test.passed).length;
    this.log(`${tests.length - failed} passed, ${failed} failed`);
    this.exitWith(failed === 0 ? 0 : 10);
    return { passed: tests.length - failed, failed, tests };
  }
}

/** Names and evidence may come from others. */
const renderTest = ({ name, passed, faults }: PolicyTestResult): string =>
  passed ? `ok   ${printable(name)}` : `FAIL ${printable(name)}: ${faults.map(printable).join('; ')}`;
