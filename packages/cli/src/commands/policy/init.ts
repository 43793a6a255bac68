// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { writeFileAtomic } from '@mpk/core';
import { BaseCommand } from '../../base-command.js';

export default class PolicyInit extends BaseCommand {
  static override summary = 'Write a policy to start from.';
  static override examples = [
    '<%= config.bin %> policy init --key release.pub',
    '<%= config.bin %> policy init --lock model.lock -o policy.yaml',
  ];
  static override flags = {
    output: Flags.string({ char: 'o', description: 'file to write', helpValue: 'FILE', default: 'policy.yaml' }),
    name: Flags.string({ description: 'name of the policy', default: 'production' }),
    key: Flags.string({ description: 'public key that must have signed, relative to the policy', helpValue: 'FILE' }),
    lock: Flags.string({ description: 'lock that the files must equal, relative to the policy', helpValue: 'FILE' }),
    force: Flags.boolean({ description: 'replace a file that is there', default: false }),
  };

  async run(): Promise<{ path: string }> {
    const { flags } = await this.parse(PolicyInit);
    const { policyTemplate } = await import('@mpk/kit/policy');
    writeFileAtomic(flags.output, policyTemplate({ name: flags.name, keyFile: flags.key, lockFile: flags.lock }), {
      overwrite: flags.force,
    });
    this.log(`wrote ${flags.output}: edit it, then run ${this.config.bin} policy lint ${flags.output}`);
    return { path: flags.output };
  }
}
