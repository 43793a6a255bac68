// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../base-command.js';

export default class PolicyExplain extends BaseCommand {
  static override summary = 'Say in plain words what a policy asks for, and what happens when it is not met.';
  static override examples = ['<%= config.bin %> policy explain policy.yaml'];
  static override args = { policy: Args.string({ required: true, description: 'policy document' }) };

  async run(): Promise<{ explanation: string }> {
    const { args } = await this.parse(PolicyExplain);
    const { explainPolicy, loadPolicy } = await import('@mpk/kit/policy');
    const explanation = explainPolicy(await loadPolicy({ path: args.policy }), new Date());
    this.log(explanation);
    return { explanation };
  }
}
