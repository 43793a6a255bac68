// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { printable, showName, writeFileAtomic, type Verdict } from '@mpk/core';
import type * as Kit from '@mpk/kit/lineage';
import type { LineageResult } from '@mpk/kit/lineage';
import { BaseCommand } from '../base-command.js';
import { policyFlags, policySource } from '../policy-flags.js';
import { cacheFlag, jobsFlag, readingOptions } from '../reading-flags.js';
import { adHocRequirements, requirementFlags } from '../requirement-flags.js';

const FORMATS = ['text', 'mermaid', 'svg', 'html'] as const;
const COLOURS = { pass: 'green', fail: 'red', undecided: 'yellow' } as const;
const EXITS = { pass: 0, fail: 10, undecided: 20 } as const;

export default class Lineage extends BaseCommand {
  static override summary =
    'Show the family tree of a model, every signature on the way verified, and name the broken link.';
  static override description = `Walks from the model through signed provenance to its base models, datasets and code, each found by its digest, and
to what these were made from in turn. Signatures and attestations are looked for beside the model and in --attestations.

Exit status: 0 when every link is signed by somebody whom the policy names, 10 when a link is broken (a signature does not
verify, or the model itself is not signed), 20 when a link cannot be seen (no signature of a parent was found).`;
  static override usage =
    'lineage MODEL (--policy FILE | --key FILE | ...) [--attestations PATH...] [--format FORMAT] [-o FILE]';
  static override examples = [
    '<%= config.bin %> lineage ./model --policy policy.yaml --attestations ./attestations',
    '<%= config.bin %> lineage ./model --policy policy.yaml --format html -o tree.html',
  ];
  static override args = {
    model: Args.string({ required: true, description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    ...policyFlags,
    ...requirementFlags,
    attestations: Flags.string({
      multiple: true,
      description:
        'folders or files with attestations about the model, and about what it was made from; MODEL goes before it, or after --',
      helpValue: 'PATH',
    }),
    format: Flags.string({ options: [...FORMATS], default: 'text', description: 'how the tree is shown' }),
    output: Flags.string({ char: 'o', description: 'file to write it to', helpValue: 'FILE' }),
    force: Flags.boolean({ description: 'replace a file that is there', default: false }),
    uri: Flags.string({ description: 'name that the model goes by', helpValue: 'URI' }),
    ...cacheFlag,
    ...jobsFlag,
  };

  async run(): Promise<LineageResult> {
    const { args, flags } = await this.parse(Lineage);
    const kit = await import('@mpk/kit/lineage');
    const adHoc = adHocRequirements(flags);
    const result = await kit.modelLineage({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      ...adHoc,
      ...policySource(flags, adHoc),
      model: args.model,
      uri: flags.uri,
      attestationPaths: flags.attestations,
    });
    const shown = render(flags.format, result, kit, flags.output === undefined);
    if (flags.output !== undefined) writeFileAtomic(flags.output, shown, { overwrite: flags.force });
    this.exitWith(EXITS[result.verdict]);
    this.log(flags.output === undefined ? shown : `wrote ${flags.output}: ${result.verdict}`);
    for (const { path, problem } of result.problems.slice(0, MAX_PROBLEMS)) {
      this.logToStderr(`${path.map(showName).join(' <- ')}: ${printable(problem)}`);
    }
    if (result.problems.some(({ problem }) => problem === kit.NOT_FOUND)) {
      this.logToStderr('what to do: name the folders where signatures of its inputs lie (--attestations)');
    }
    return result;
  }
}

/** Most links that are named one by one; the tree and the JSON have all. */
const MAX_PROBLEMS = 20;

function render(format: string, result: LineageResult, kit: typeof Kit, onTerminal: boolean): string {
  switch (format) {
    case 'mermaid':
      return kit.renderMermaid(result.tree);
    case 'svg':
      return kit.renderSvg(result.tree);
    case 'html':
      return kit.renderLineageHtml(result);
    default:
      return kit.renderTreeText(result.tree, onTerminal ? paint : undefined) + (onTerminal ? '' : '\n');
  }
}

/** Where stdout is a terminal that wants colours. */
const paint = (outcome: Verdict, text: string): string =>
  styleText(['bold', COLOURS[outcome]], text, { stream: process.stdout });
