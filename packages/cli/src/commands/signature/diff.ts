// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import type { SignatureDiff } from '@mpk/kit/show';
import { BaseCommand } from '../../base-command.js';
import { renderSignatureDiff } from '../../output/render-signature-diff.js';

export default class SignatureDiffCommand extends BaseCommand {
  static override summary =
    'Show how two signatures of a model differ: files, how they were digested, who signed. Verifies nothing.';
  static override description = `- missing, + added, ! changed, > renamed (the same contents under another name), ~ another trait.
Contents are compared where both signatures are over digests of the same kind.

Exit status: 0 no difference, 10 some difference, 20 one of them cannot be read.`;
  static override examples = [
    '<%= config.bin %> signature diff old/model.sig new/model.sig',
    '<%= config.bin %> signature diff model/model.sig model/claims.jsonl:2',
  ];
  static override args = {
    old: Args.string({ required: true, description: 'file with a signature, or FILE:LINE of one with several' }),
    new: Args.string({ required: true, description: 'the same, of the later one' }),
  };

  async run(): Promise<SignatureDiff> {
    const { args } = await this.parse(SignatureDiffCommand);
    const { diffSignatures } = await import('@mpk/kit/show');
    const diff = diffSignatures(args.old, args.new);
    this.exitWith(diff.same ? 0 : 10);
    this.log(renderSignatureDiff(diff));
    return diff;
  }
}
