// SPDX-License-Identifier: Apache-2.0
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { MpkError, SEVERITIES, suggestion, writeFileAtomic } from '@mpk/core';
import type { Check, InspectOutcome, InspectResult } from '@mpk/kit/inspect';
import { BaseCommand } from '../base-command.js';
import { baseFlags, baseOf } from '../base-model-flags.js';
import { renderCheck, renderCheckList } from '../output/render-checks.js';
import { renderInspection } from '../output/render-inspection.js';
import { policyFlags, policySource } from '../policy-flags.js';
import { pathHere } from '../path-here.js';
import { jobsFlag, readingOptions } from '../reading-flags.js';

export default class Inspect extends BaseCommand {
  static override summary = 'Is anything in these files that should not be? Static checks; nothing is loaded or run.';
  static override description = `Reads every file once, follows every format inside out, and reports what it finds: imports of pickles, programs,
files that are two things at once, unsafe archives, and whatever could not be looked into.

Exit status: 0 pass, 10 fail, 20 undecided (something could not be looked into, or bad input), 2 wrong usage. Nothing but 0 is a pass.`;
  static override usage =
    'inspect MODEL [--policy FILE | --fail-on SEVERITY] | inspect --list | inspect --explain CHECK';
  static override examples = [
    '<%= config.bin %> inspect ./model',
    '<%= config.bin %> inspect ./model --policy policy.yaml --json',
    '<%= config.bin %> inspect ./finetuned --base hf://org/base@revision --base-policy base.yaml',
    '<%= config.bin %> inspect --explain pickle-imports',
  ];
  static override args = {
    model: Args.string({ description: 'path of a folder or file, or hf://org/name@revision' }),
  };
  static override flags = {
    ...policyFlags,
    'fail-on': Flags.string({
      options: [...SEVERITIES],
      description: 'least severity that fails; default high',
      exclusive: ['policy', 'trust-bundle'],
    }),
    'allow-inconclusive': Flags.boolean({
      default: false,
      description: 'let pass what could not be looked into',
      exclusive: ['policy', 'trust-bundle'],
    }),
    ...baseFlags,
    list: Flags.boolean({ default: false, description: 'list all checks' }),
    explain: Flags.string({ description: 'say what a check looks at, and what to do', helpValue: 'CHECK' }),
    sarif: Flags.string({ description: 'write a SARIF 2.1.0 log there, for code scanning', helpValue: 'FILE' }),
    junit: Flags.string({ description: 'write a JUnit report there, for CI', helpValue: 'FILE' }),
    markdown: Flags.string({ description: 'write a summary in Markdown there', helpValue: 'FILE' }),
    evidence: Flags.string({
      description: 'write all facts there, to be judged again by mpk decide',
      helpValue: 'FILE',
    }),
    force: Flags.boolean({ description: 'replace output files that are there', default: false }),
    uri: Flags.string({ description: 'name that the model goes by in match and reports', helpValue: 'URI' }),
    ...jobsFlag,
  };

  async run(): Promise<InspectResult | readonly CheckSummary[] | CheckSummary> {
    const { args, flags } = await this.parse(Inspect);
    if (flags.list) return this.#list();
    if (flags.explain !== undefined) return this.#explain(flags.explain);
    if (args.model === undefined) {
      throw new MpkError('USAGE', 'nothing was named that should be inspected', {
        hint: 'mpk inspect MODEL; or mpk inspect --list for the checks',
      });
    }
    const { assertOutputs, inspectModel } = await import('@mpk/kit/inspect');
    const paths = [flags.sarif, flags.junit, flags.markdown, flags.evidence].filter((path) => path !== undefined);
    assertOutputs({ model: args.model, paths, overwrite: flags.force, env: process.env });
    const isAdHoc = flags['fail-on'] !== undefined || flags['allow-inconclusive'];
    const failOn = SEVERITIES.find((severity) => severity === flags['fail-on']);
    const outcome = await inspectModel({
      ...readingOptions(flags, { quiet: this.jsonEnabled(), signal: this.interruptSignal() }),
      model: args.model,
      uri: flags.uri,
      failOn,
      allowInconclusive: flags['allow-inconclusive'],
      base: baseOf(flags),
      ...(isAdHoc ? {} : policySource(flags)),
    });
    const { result, exitCode } = outcome;
    await this.#write(args.model, flags, outcome);
    // Before anything is printed: a reader that goes away must not turn a refusal into a pass.
    this.exitWith(exitCode);
    this.log(renderInspection(result));
    return result;
  }

  /** Files appear complete or not at all, before the answer is printed: an answer without its log is none. */
  async #write(model: string, files: OutputFiles, { result, evidence }: InspectOutcome): Promise<void> {
    const { toJunit, toMarkdown, toSarif } = await import('@mpk/kit/inspect');
    const contents: readonly (readonly [path: string | undefined, content: () => string])[] = [
      [files.sarif, () => `${JSON.stringify(toSarif(result, { modelPath: pathHere(model) }), null, 2)}\n`],
      [files.junit, () => toJunit(result)],
      [files.markdown, () => toMarkdown(result)],
      [evidence && files.evidence, () => `${JSON.stringify(evidence)}\n`],
    ];
    for (const [path, content] of contents) if (path !== undefined) writeFileAtomic(path, content());
  }

  async #list(): Promise<readonly CheckSummary[]> {
    const { CHECKS, RULES } = await import('@mpk/kit/inspect');
    this.log(renderCheckList(CHECKS, RULES));
    return CHECKS.map(summaryOf);
  }

  async #explain(id: string): Promise<CheckSummary> {
    const { CHECKS } = await import('@mpk/kit/inspect');
    const check = CHECKS.find((one) => one.id === id);
    if (check === undefined) {
      const known = CHECKS.map((one) => one.id);
      throw new MpkError('USAGE', `there is no check ${JSON.stringify(id)}${suggestion(id, known)}`, {
        hint: `mpk inspect --list shows them: ${known.join(', ')}`,
      });
    }
    this.log(renderCheck(check));
    return summaryOf(check);
  }
}

interface OutputFiles {
  readonly sarif?: string | undefined;
  readonly junit?: string | undefined;
  readonly markdown?: string | undefined;
  readonly evidence?: string | undefined;
}

type CheckSummary = Omit<Check, 'run'>;

const summaryOf = ({ id, description, about }: Check): CheckSummary => ({ id, description, about });
