// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import type { BundleSummary } from '@mpk/kit/show';
import { BaseCommand } from '../../base-command.js';
import { renderBundles } from '../../output/render-bundle.js';

export default class SignatureShow extends BaseCommand {
  static override summary =
    'Show what a signature, an attestation, or a file of them says of itself. Verifies nothing.';
  static override description = 'For a signature of a model, notes tell which other tools will not take it, and why.';
  static override examples = [
    '<%= config.bin %> signature show model/model.sig',
    '<%= config.bin %> signature show model/claims.jsonl',
  ];
  static override args = {
    signature: Args.string({ required: true, description: 'bundle file, or claims with one bundle a line' }),
  };

  async run(): Promise<BundleSummary | { readonly verified: false; readonly bundles: readonly BundleSummary[] }> {
    const { args } = await this.parse(SignatureShow);
    const { showBundles } = await import('@mpk/kit/show');
    const bundles = showBundles(args.signature);
    this.log(renderBundles(bundles));
    const [only] = bundles;
    return only !== undefined && bundles.length === 1 ? only : { verified: false, bundles };
  }
}
