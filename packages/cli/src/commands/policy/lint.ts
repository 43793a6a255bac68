// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { PolicyFault } from '@mpk/core';
import { BaseCommand } from '../../base-command.js';

/** What `mpk policy lint --json` prints. */
interface LintResult {
  readonly path: string;
  readonly valid: boolean;
  readonly faults: readonly PolicyFault[];
}

export default class PolicyLint extends BaseCommand {
  static override summary =
    'Check a policy: schema, names, formats, rules, expiry, and the files that it names; line and column of every fault.';
  static override description = `Keys, authorities, trusted roots and the lock are read as verification reads them.

Exit status: 0 when the policy can be used (warnings may be shown), else 20.`;
  static override examples = [
    '<%= config.bin %> policy lint policy.yaml',
    '<%= config.bin %> policy lint policy.yaml --document-only',
  ];
  static override args = { policy: Args.string({ required: true, description: 'policy document' }) };
  static override flags = {
    'document-only': Flags.boolean({ description: 'do not look at the files that the policy names', default: false }),
  };

  async run(): Promise<LintResult> {
    const { args, flags } = await this.parse(PolicyLint);
    const { lintPolicyFile } = await import('@mpk/kit/policy');
    const faults = await lintPolicyFile(args.policy, { documentOnly: flags['document-only'] });
    const valid = faults.every((fault) => fault.severity === 'warning');
    for (const { line, column, severity, message } of faults) {
      this.log(`${args.policy}:${line}:${column}: ${severity}: ${message}`);
    }
    if (valid) this.log(`${args.policy} is valid`);
    this.exitWith(valid ? 0 : 20);
    return { path: args.policy, valid, faults };
  }
}
