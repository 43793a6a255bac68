// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { existsSync } from 'node:fs';
import { MpkError, showName, writeFileAtomic } from '@mpk/core';
import type { MergedBoms } from '@mpk/kit/assess-bom';
import { BaseCommand } from '../../base-command.js';

export default class BomMerge extends BaseCommand {
  static override summary = 'Make one BOM of several: of a model, its data, its image and its environment.';
  static override description = `What is the same thing in two of them stands once; references stay whole. The first document says what the result is about,
which is JSON.
Signatures go; what could not be kept is told, with the number of its document, where it stood and why.

Exit status: 0 written, 20 for what cannot be read.`;
  static override usage = 'bom merge BOM BOM... [-o FILE]';
  static override examples = ['<%= config.bin %> bom merge model.json image.json -o system.json'];
  static override strict = false;
  static override args = {
    first: Args.string({ required: true, description: 'CycloneDX JSON or XML; further ones follow' }),
  };
  static override flags = {
    output: Flags.string({ char: 'o', description: 'file to write; default: standard output', helpValue: 'FILE' }),
    force: Flags.boolean({ description: 'replace a file that is there', default: false }),
  };

  async run(): Promise<{
    readonly documents: number;
    readonly united: number;
    readonly dropped: MergedBoms['dropped'];
    readonly droppedTotal: number;
    readonly text?: string;
  }> {
    const { argv, flags } = await this.parse(BomMerge);
    const paths = argv.map(String);
    if (paths.length < 2) throw new MpkError('USAGE', 'one BOM is named, expected several');
    if (flags.output !== undefined && !flags.force && existsSync(flags.output)) {
      throw new MpkError('OUTPUT_EXISTS', `${showName(flags.output)} is there already`, {
        hint: '--force replaces it',
      });
    }
    const { mergeBomFiles } = await import('@mpk/kit/assess-bom');
    const { text, ...counts } = mergeBomFiles(paths, process.env);
    const summary = { documents: paths.length, ...counts };
    if (flags.output === undefined) {
      if (!this.jsonEnabled()) process.stdout.write(text);
      for (const line of droppedLines(counts)) this.logToStderr(line);
      return { ...summary, text };
    }
    writeFileAtomic(flags.output, text);
    this.log(
      [
        `wrote    ${showName(flags.output)} of ${paths.length} documents, ${counts.united} things stood in several`,
        ...droppedLines(counts),
      ].join('\n'),
    );
    return summary;
  }
}

/** Things of each merge that are shown; `--json` gives all. */
const MAX_SHOWN = 5;

function droppedLines({ dropped, droppedTotal }: Pick<MergedBoms, 'dropped' | 'droppedTotal'>): readonly string[] {
  if (droppedTotal === 0) return [];
  const rest = droppedTotal - Math.min(dropped.length, MAX_SHOWN);
  return [
    `dropped  ${droppedTotal} that could not be kept`,
    ...dropped
      .slice(0, MAX_SHOWN)
      .map(({ document, pointer, reason }) => `  document ${document + 1}, ${showName(pointer)}: ${reason}`),
    ...(rest > 0 ? [`  and ${rest} more, see --json`] : []),
  ];
}
