// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import type { BundleSummary } from '@mpk/kit/show';
import { BaseCommand } from '../../base-command.js';
import { renderBundle } from '../../output/render-bundle.js';

export default class SignatureShow extends BaseCommand {
  static override summary = 'Show what a signature says of itself. Verifies nothing.';
  static override examples = ['<%= config.bin %> signature show model/model.sig'];
  static override args = { signature: Args.string({ required: true, description: 'bundle file' }) };

  async run(): Promise<BundleSummary> {
    const { args } = await this.parse(SignatureShow);
    const { showBundle } = await import('@mpk/kit/show');
    const summary = showBundle(args.signature);
    this.log(renderBundle(summary));
    return summary;
  }
}
