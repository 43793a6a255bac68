// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { ShownTrust } from '@mpk/kit/trust';
import { BaseCommand } from '../../base-command.js';
import { renderTrust } from '../../output/render-trust.js';

export default class TrustShow extends BaseCommand {
  static override summary =
    'Show who is trusted: by a root, a policy or a trust bundle; without any, the public Sigstore.';
  static override description = `Of a policy, and of a trust bundle whose key is named, the keys and
authorities of signers are shown too. The digests are those that revoked takes.

Exit status: 0 when everything that is trusted could be read, else 20.`;
  static override examples = [
    '<%= config.bin %> trust show',
    '<%= config.bin %> trust show trusted_root.json',
    '<%= config.bin %> trust show policy.yaml',
    '<%= config.bin %> trust show trust.sigstore.json --trust-key security.pub',
  ];
  static override args = {
    file: Args.string({ description: 'trusted root (JSON), policy, or trust bundle' }),
  };
  static override flags = {
    'trust-key': Flags.string({
      description: 'public key (PEM) that a trust bundle must be signed with',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<ShownTrust> {
    const { args, flags } = await this.parse(TrustShow);
    const { showTrust } = await import('@mpk/kit/trust');
    const shown = await showTrust({ path: args.file, keyPath: flags['trust-key'], env: process.env });
    this.log(renderTrust(shown));
    const isComplete = [...shown.roots, ...shown.signers].every((one) => !('error' in one));
    this.exitWith(isComplete ? 0 : 20);
    return shown;
  }
}
