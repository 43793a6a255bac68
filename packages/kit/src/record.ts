// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import {
  MAX_BUNDLE_BYTES,
  MpkError,
  SLSA_PROVENANCE_TYPE,
  checkPredicate,
  createManifest,
  createOmsStatement,
  createStatement,
  isMpkError,
  manifestDigest,
  manifestOmsRoot,
  type BundleSigner,
  type SlsaProvenance,
} from '@mpk/core';
import {
  assertWritable,
  claimsPathOf,
  encodeBundle,
  signaturePathOf,
  writeBundle,
} from './attestations/bundle-output.js';
import { assertAppendable } from './attestations/claims-file.js';
import { subjectsOf } from './attestations/subjects.js';
import { measure, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';
import { containerImage } from './record/container-image.js';
import { runCommand, type CommandEnd } from './record/run-command.js';
import {
  gatherRunFacts,
  provenanceOf,
  type RunFacts,
  type RunFactsOptions,
  type RunResources,
  type RunTimes,
} from './record/run-facts.js';
import { MetricsFile, configFile, type ConfigFile } from './record/run-file.js';
import { measureInput, type MeasuredInput } from './record/measured-input.js';
import { assertApart, assertMade, assertUnsigned, holdsSomething, outputPathOf } from './record/run-output.js';
import type { RunInput } from './run-input.js';
import { signOrKeep } from './record/unsigned-record.js';
import { createSigner } from './signer/create-signer.js';
import type { SigningMethod } from './signer/method.js';

export { DEFAULT_ENVIRONMENT, MAX_VALUE_CHARS, NOT_RECORDED } from './record/chosen-values.js';
export { RECORD_BUILDER_ID } from './record/invocation.js';
export { parseRunInput } from './run-input.js';
export type { CommandEnd } from './record/run-command.js';
export type { RunInput } from './run-input.js';

/** Options of {@link recordRun}. */
export interface RecordOptions extends ReadingOptions, Omit<RunFactsOptions, 'cwd' | 'env'> {
  /** what the run makes */
  readonly type: 'training' | 'dataset';
  /** where the run writes it: a folder or file that is not there yet, or an empty folder */
  readonly outputPath: string;
  /** go on with what lies in the output already; it is digested first */
  readonly resume?: boolean;
  readonly inputs: readonly RunInput[];
  readonly configPaths?: readonly string[];
  /** file that the run writes */
  readonly metricsPath?: string;
  /** the image that the run runs in, by digest */
  readonly image?: string;
  readonly method: SigningMethod;
  /** where the command runs; default the current folder */
  readonly cwd?: string;
  /** gets what somebody who signs should be told, such as where to sign in; one line of printable text */
  readonly onNote?: (line: string) => void;
}

/** What a recorded run gave. */
export interface RecordedRun {
  readonly manifestDigest: string;
  readonly omsRootDigest: string;
  readonly files: number;
  readonly sizeBytes: number;
  readonly signaturePath: string;
  readonly provenancePath: string;
  /** sha256 of each bundle, lowercase hex */
  readonly signatureSha256: string;
  readonly provenanceSha256: string;
  readonly provenance: SlsaProvenance;
}

/** How it ended; what it made is signed where it ended well, and nothing is written where it did not. */
export interface RecordOutcome {
  readonly end: CommandEnd;
  readonly recorded?: RecordedRun;
}

/**
 * Runs a command that makes a model or dataset, and signs what came out together with what went in.
 *
 * All that can be known to fail is tried before the run: keys, inputs, the output's place. Inputs are read before the run, and
 * must be the same after it. The model's signature and its provenance are both signed before either is written; where signing or
 * writing fails, the provenance is kept unsigned beside the output.
 *
 * @throws MpkError `USAGE`, `OUTPUT_EXISTS`, what keeps an input from being read or the signer from signing; `MODEL_CHANGED`
 * for an input that the run changed; `MODEL_EMPTY` for a run that made nothing
 */
export async function recordRun(options: RecordOptions): Promise<RecordOutcome> {
  const run = await prepare(options);
  const startedOn = new Date();
  const end = await runCommand(options.command, {
    cwd: run.cwd,
    env: run.env,
    keptBack: tokenVariables(options.method),
  });
  const finishedOn = new Date();
  if (!('exitCode' in end) || end.exitCode !== 0) return { end };
  return { end, recorded: await signRun(options, run, { startedOn, finishedOn }) };
}

/** Variables that the method itself names for an identity token. */
const tokenVariables = (method: SigningMethod): readonly string[] => {
  const identity = 'keyless' in method ? method.keyless.identity : undefined;
  return identity !== undefined && 'variable' in identity && identity.variable !== undefined ? [identity.variable] : [];
};

/** A run that can start. */
interface PreparedRun {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signer: BundleSigner;
  readonly inputs: readonly MeasuredInput[];
  readonly configFiles: readonly ConfigFile[];
  readonly metrics: MetricsFile | undefined;
  readonly image: ReturnType<typeof containerImage> | undefined;
  readonly resumedFrom: string | undefined;
  readonly facts: RunFacts;
}

async function prepare(options: RecordOptions): Promise<PreparedRun> {
  if (options.command.length === 0 || options.command[0] === '') {
    throw new MpkError('USAGE', 'there is no command to run', { hint: 'write it after --' });
  }
  const { env = {}, signal, onNote } = options;
  const cwd = resolve(options.cwd ?? '.');
  const signer = await createSigner(options.method, { env, signal, onNote });
  const image = options.image === undefined ? undefined : containerImage(options.image);
  const output = outputPathOf(options.outputPath);
  if (options.resume !== true && holdsSomething(output)) {
    throw new MpkError('OUTPUT_EXISTS', `the output ${output} holds something already`, {
      hint: 'give a new or empty folder, or --resume to go on with what is there',
    });
  }
  const inputs = [];
  for (const input of options.inputs) {
    const measured = await measureInput(input, options);
    assertApart(output, measured.path);
    inputs.push(measured);
  }
  const run = {
    cwd,
    env,
    signer,
    inputs,
    image,
    configFiles: (options.configPaths ?? []).map(configFile),
    metrics: options.metricsPath === undefined ? undefined : new MetricsFile(options.metricsPath),
    resumedFrom: options.resume === true ? await digestOf(output, options) : undefined,
    facts: await gatherRunFacts({ ...options, cwd, env }),
  };
  assertRecordable(options, run);
  return run;
}

/** What nobody could sign is found before the run, and not after it. @throws MpkError `USAGE` */
function assertRecordable(options: RecordOptions, run: PreparedRun): void {
  const now = new Date();
  const draft = provenanceFor(options, run, { startedOn: now, finishedOn: now, byproducts: [] });
  try {
    checkPredicate(SLSA_PROVENANCE_TYPE, draft as unknown as Record<string, unknown>);
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw new MpkError('USAGE', `the run could not be recorded like this: ${error.message}`, { cause: error });
  }
}

function provenanceFor(
  { type }: RecordOptions,
  run: PreparedRun,
  { byproducts, ...times }: Pick<RunResources, 'byproducts'> & RunTimes,
): SlsaProvenance {
  const resources = {
    dependencies: [...run.inputs.map(({ resource }) => resource), ...(run.image ? [run.image] : [])],
    configFiles: run.configFiles.map(({ resource }) => resource),
    byproducts,
    resumedFrom: run.resumedFrom,
  };
  return provenanceOf(type, run.facts, resources, times);
}

async function digestOf(output: string, options: RecordOptions): Promise<string | undefined> {
  if (!holdsSomething(output)) return undefined;
  try {
    const located = locateModel(output, { env: options.env ?? {} });
    assertAppendable(claimsPathOf(located.model));
    return manifestDigest(createManifest(await measure(located, { ...options, cache: false, formats: false })));
  } catch (error) {
    // Only a signature lies there: nothing to go on with.
    if (isMpkError(error) && error.code === 'MODEL_EMPTY') return undefined;
    throw error;
  }
}

async function signRun(options: RecordOptions, run: PreparedRun, times: RunTimes): Promise<RecordedRun> {
  for (const input of run.inputs) await input.assertUnchanged();
  for (const file of run.configFiles) file.assertUnchanged();
  assertMade(options.outputPath);
  const located = locateModel(options.outputPath, { env: run.env });
  const { model } = located;
  const claims = { path: claimsPathOf(model), append: true, overwrite: false };
  const signature = { path: signaturePathOf(model), append: false, overwrite: options.resume === true };
  if (options.resume !== true) assertUnsigned(signature.path);
  const provenance = provenanceFor(options, run, {
    ...times,
    byproducts: run.metrics === undefined ? [] : [run.metrics.read()],
  });
  const files = await measure(located, { ...options, cache: false, formats: true });
  const manifest = createManifest(files);
  const subject = subjectsOf(model.name, files);
  const predicate = provenance as unknown as Record<string, unknown>;
  const omsStatement = createOmsStatement(manifest, {
    modelName: model.name,
    singleFile: model.singleFile,
    allowSymlinks: model.linksFollowed,
  });
  const digest = manifestDigest(manifest);
  const unsigned = { type: options.type, model: { manifestDigest: digest }, provenance };
  const written = await signOrKeep(unsigned, options.outputPath, async () => {
    // The run may have written a file of this name that is no claims.
    assertWritable(claims);
    const statement = createStatement({ subject, predicateType: SLSA_PROVENANCE_TYPE, predicate }, MAX_BUNDLE_BYTES);
    const provenanceBundle = encodeBundle(await run.signer.sign(statement));
    const modelBundle = encodeBundle(await run.signer.sign(omsStatement));
    // In this order: a model that says it is signed has its provenance.
    return {
      provenance: await writeBundle(provenanceBundle, claims),
      model: await writeBundle(modelBundle, signature),
    };
  });
  return {
    manifestDigest: digest,
    omsRootDigest: manifestOmsRoot(manifest),
    files: manifest.files.length,
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    signaturePath: written.model.bundlePath,
    signatureSha256: written.model.bundleSha256,
    provenancePath: written.provenance.bundlePath,
    provenanceSha256: written.provenance.bundleSha256,
    provenance,
  };
}
