// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import type { InitialisedPolicy } from '@mpk/kit/policy';
import { BaseCommand } from '../../base-command.js';

export default class PolicyInit extends BaseCommand {
  static override summary = 'Write a policy to start from.';
  static override description = `Paths are given as they are from here; the policy gets them from its own
folder. Without --key and --lock it names keys/release.pub beside it.`;
  static override examples = [
    '<%= config.bin %> policy init --key release.pub',
    '<%= config.bin %> policy init --lock model.lock -o policy.yaml',
  ];
  static override flags = {
    output: Flags.string({ char: 'o', description: 'file to write', helpValue: 'FILE', default: 'policy.yaml' }),
    name: Flags.string({
      description: 'name of the policy: lowercase letters, digits, "-" and "."',
      default: 'production',
    }),
    key: Flags.string({ description: 'public key that must have signed', helpValue: 'FILE' }),
    lock: Flags.string({ description: 'lock that the files must equal', helpValue: 'FILE' }),
    force: Flags.boolean({ description: 'replace a file that is there', default: false }),
  };

  async run(): Promise<InitialisedPolicy> {
    const { flags } = await this.parse(PolicyInit);
    const { initPolicy } = await import('@mpk/kit/policy');
    const written = await initPolicy({
      outputPath: flags.output,
      name: flags.name,
      keyPath: flags.key,
      lockPath: flags.lock,
      overwrite: flags.force,
    });
    for (const file of written.missing) {
      this.logToStderr(
        `the policy names ${file}, which is not there: put your public key there, from the policy's folder`,
      );
    }
    this.log(`wrote ${flags.output}: edit it, then run ${this.config.bin} policy lint ${flags.output}`);
    return written;
  }
}
