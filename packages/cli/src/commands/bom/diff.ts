// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../base-command.js';
import { renderBomDiff } from '../../output/render-bom-diff.js';
import type { BomDiff } from '@mpk/kit/assess-bom';

export default class BomDiffCommand extends BaseCommand {
  static override summary = 'What changed from one BOM to another?';
  static override description = `Components that came, went or changed, by field. The order of lists, references and tools do not count.

Exit status: 0 where both say the same, 10 where they do not, 20 for what cannot be read, which may be elements of XML.`;
  static override examples = ['<%= config.bin %> bom diff old.json new.json'];
  static override args = {
    old: Args.string({ required: true, description: 'CycloneDX JSON or XML' }),
    new: Args.string({ required: true, description: 'CycloneDX JSON or XML' }),
  };

  async run(): Promise<BomDiff> {
    const { args } = await this.parse(BomDiffCommand);
    const { diffBomFiles } = await import('@mpk/kit/assess-bom');
    const diff = diffBomFiles(args.old, args.new);
    // What was not read may differ.
    this.exitWith(diff.isEqual ? (diff.unread === 0 ? 0 : 20) : 10);
    this.log(renderBomDiff(diff));
    return diff;
  }
}
