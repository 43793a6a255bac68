// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import type { PolicyFault } from '@mpk/core';
import { BaseCommand } from '../../base-command.js';

/** What `mpk policy lint --json` prints. */
interface LintResult {
  readonly path: string;
  readonly valid: boolean;
  readonly faults: readonly PolicyFault[];
}

export default class PolicyLint extends BaseCommand {
  static override summary = 'Check a policy document: schema, names, rules, expiry; line and column of every fault.';
  static override examples = ['<%= config.bin %> policy lint policy.yaml'];
  static override args = { policy: Args.string({ required: true, description: 'policy document' }) };

  async run(): Promise<LintResult> {
    const { args } = await this.parse(PolicyLint);
    const { lintPolicyFile } = await import('@mpk/kit/policy');
    const faults = await lintPolicyFile(args.policy, new Date());
    const valid = faults.every((fault) => fault.severity === 'warning');
    for (const { line, column, severity, message } of faults) {
      this.log(`${args.policy}:${line}:${column}: ${severity}: ${message}`);
    }
    if (valid) this.log(`${args.policy} is valid`);
    this.exitWith(valid ? 0 : 20);
    return { path: args.policy, valid, faults };
  }
}
