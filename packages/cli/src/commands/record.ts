// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:os';
import * as Flags from '@oclif/core/flags';
import { MpkError, countFiles, showName } from '@mpk/core';
import type { CommandEnd, RecordOutcome, RecordedRun } from '@mpk/kit/record';
import { BaseCommand } from '../base-command.js';
import { jobsFlag, readingOptions } from '../reading-flags.js';
import { signingFlags, signingMethod } from '../signing-flags.js';

export default class Record extends BaseCommand {
  // Standard output belongs to the command that is run.
  static override enableJsonFlag = false;
  // A command without -- before it is told so, not that its words are unexpected.
  static override strict = false;
  static override summary = 'Run a training command, and sign what came out together with what went in.';
  static override description = `Reads datasets and base models, runs the command, and signs the model and its provenance (SLSA, build type
https://modelprovenance.dev/training/v1): inputs by digest, the git commit and what differs from it, arguments, chosen
environment, Python packages, accelerators, start and end.

The command keeps its standard streams, gets the signals, and its exit code is the exit code (128 and the signal's number
where a signal ended it). Nothing is signed where it fails, or where an input is not any more what it was.

Secrets are not recorded: of the environment only a short list and what --env names, and no value that looks like a
secret, also in the arguments. The key's password and the identity token are not handed to the command.`;
  static override usage =
    'record --output PATH [--dataset D]... [--base MODEL]... (--key FILE | --keyless ...) -- COMMAND [ARGUMENT]...';
  static override examples = [
    '<%= config.bin %> record --output ./model --dataset ./data --base ./llama,relation=finetune --key ci.key -- python train.py --out ./model',
    '<%= config.bin %> record --output ./clean --type dataset --dataset ./raw --key data.key -- python clean.py',
    '<%= config.bin %> record --output ./model --dataset hf://datasets/acme/reviews --metrics eval.json --seed 7 --keyless -- torchrun train.py',
  ];
  static override flags = {
    output: Flags.string({
      required: true,
      description: 'where the command writes the model: a folder or file that is not there yet, or an empty folder',
      helpValue: 'PATH',
    }),
    resume: Flags.boolean({ description: 'go on with what the output holds already', default: false }),
    dataset: Flags.string({
      multiple: true,
      description: 'dataset that is trained on: PATH or hf://datasets/org/name, and [,uri=URI][,name=NAME]',
      helpValue: 'INPUT',
    }),
    'evaluation-dataset': Flags.string({
      multiple: true,
      description: 'dataset that is only measured with',
      helpValue: 'INPUT',
    }),
    base: Flags.string({
      multiple: true,
      description:
        'model that is started from: PATH or hf://org/name, and [,relation=finetune|adapter|quantized|merge|distill][,uri=URI][,name=NAME]',
      helpValue: 'INPUT',
    }),
    config: Flags.string({
      multiple: true,
      description: 'configuration file; its digest is recorded, not its content',
      helpValue: 'FILE',
    }),
    metrics: Flags.string({
      description: 'file that the command writes; the numbers of a JSON object are recorded',
      helpValue: 'FILE',
    }),
    seed: Flags.integer({ description: 'seed of the random numbers' }),
    env: Flags.string({ multiple: true, description: 'environment variable to record too', helpValue: 'NAME' }),
    image: Flags.string({
      description: 'container image that this runs in, by digest',
      helpValue: 'REFERENCE',
      env: 'MPK_CONTAINER_IMAGE',
    }),
    python: Flags.string({
      description: 'Python interpreter to list packages of, where the command does not tell it',
      helpValue: 'FILE',
    }),
    type: Flags.string({ description: 'what is made', options: ['training', 'dataset'], default: 'training' }),
    'builder-id': Flags.string({
      description: 'URI of who runs this; default by what CI says',
      helpValue: 'URI',
    }),
    'invocation-id': Flags.string({ description: 'name of this run; default by what CI says', helpValue: 'ID' }),
    ...signingFlags,
    ...jobsFlag,
  };

  async run(): Promise<RecordOutcome> {
    const at = this.argv.indexOf('--');
    // oclif replaces argv by what it parsed.
    const [own, command] = at < 0 ? [this.argv, []] : [this.argv.slice(0, at), this.argv.slice(at + 1)];
    const { flags, argv } = await this.parse(Record, own);
    if (argv.length > 0) {
      throw new MpkError('USAGE', `${JSON.stringify(argv[0])} stands before --, where only flags do`, {
        hint: 'write the whole command after --: mpk record --output ./model --key ci.key -- python train.py',
      });
    }
    const { recordRun, parseRunInput } = await import('@mpk/kit/record');
    const { env } = process;
    // Without a signal of its own: before and after the command, Ctrl-C ends this process; during it, the command decides.
    const { jobs, onProgress } = readingOptions(flags, { quiet: false, signal: new AbortController().signal });
    const training = (flags.dataset ?? []).map((text) => parseRunInput(text, 'dataset', { purpose: 'training' }));
    const evaluation = (flags['evaluation-dataset'] ?? []).map((text) =>
      parseRunInput(text, 'dataset', { purpose: 'evaluation' }),
    );
    const outcome = await recordRun({
      jobs,
      onProgress,
      env,
      type: flags.type === 'dataset' ? 'dataset' : 'training',
      command,
      outputPath: flags.output,
      resume: flags.resume,
      inputs: [...(flags.base ?? []).map((text) => parseRunInput(text, 'base-model')), ...training, ...evaluation],
      configPaths: flags.config,
      metricsPath: flags.metrics,
      image: flags.image,
      environmentNames: flags.env,
      seed: flags.seed,
      interpreter: flags.python,
      invocation: {
        ...(flags['builder-id'] !== undefined && { builderId: flags['builder-id'] }),
        ...(flags['invocation-id'] !== undefined && { invocationId: flags['invocation-id'] }),
      },
      method: await signingMethod(flags, (line) => this.logToStderr(line)),
      onNote: (line) => this.logToStderr(line),
    });
    if (outcome.recorded) this.#report(outcome.recorded);
    else this.logToStderr(`the command ${describeEnd(outcome.end)}: nothing was signed`);
    this.exitWith(exitOf(outcome.end));
    return outcome;
  }

  #report({ manifestDigest, files, signaturePath, provenancePath, provenance }: RecordedRun): void {
    const { resolvedDependencies = [], internalParameters = {} } = provenance.buildDefinition;
    const notRecorded = internalParameters['notRecorded'] as readonly string[] | undefined;
    this.logToStderr(
      `recorded   ${countFiles(files)}, ${resolvedDependencies.length} ${resolvedDependencies.length === 1 ? 'input' : 'inputs'}`,
    );
    this.logToStderr(`model      ${manifestDigest}`);
    this.logToStderr(`signature  ${signaturePath}`);
    this.logToStderr(`provenance ${provenancePath}`);
    if (!resolvedDependencies.some(({ annotations }) => annotations?.['role'] === 'source')) {
      this.logToStderr('no code was recorded: this folder is in no git repository with a commit');
    }
    for (const { name, annotations } of provenance.runDetails.byproducts ?? []) {
      if (annotations?.['role'] !== 'metrics' || annotations['values'] !== undefined) continue;
      this.logToStderr(
        `of ${showName(name ?? 'the metrics')} the digest alone was recorded: it is no JSON object with numbers`,
      );
    }
    for (const name of notRecorded ?? []) this.logToStderr(`not recorded, as it looks like a secret: ${name}`);
  }
}

const describeEnd = (end: CommandEnd): string =>
  'signal' in end ? `was ended by ${end.signal}` : `ended with exit code ${end.exitCode}`;

const exitOf = (end: CommandEnd): number => ('signal' in end ? 128 + constants.signals[end.signal] : end.exitCode);
