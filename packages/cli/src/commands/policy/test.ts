// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { PolicyTestResult } from '@mpk/kit/policy-test';
import { BaseCommand } from '../../base-command.js';

export default class PolicyTest extends BaseCommand {
  static override summary = 'Run the tests of a policy: stored evidence with the verdict it must get.';
  static override description = `The tests are a YAML file: a list of {name, evidence, expect, now?, requirements?}.
Exit status 0 when every test gets what it expects, else 10.`;
  static override examples = ['<%= config.bin %> policy test policy.tests.yaml --policy policy.yaml'];
  static override args = { tests: Args.string({ required: true, description: 'test file (YAML)' }) };
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
    const tests = await runPolicyTests(args.tests, { path: flags.policy });
    for (const test of tests)
      this.log(`${test.passed ? 'ok  ' : 'FAIL'} ${test.name}${test.passed ? '' : `: ${test.faults.join('; ')}`}`);
    const failed = tests.filter((test) => !test.passed).length;
    this.log(`${tests.length - failed} passed, ${failed} failed`);
    this.exitWith(failed === 0 ? 0 : 10);
    return { passed: tests.length - failed, failed, tests };
  }
}
