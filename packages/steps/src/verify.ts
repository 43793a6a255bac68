// SPDX-License-Identifier: Apache-2.0
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MpkError, isMpkError, type JsonObject } from '@mpk/core';
import { failureAnswer, type ArtifactContent, type StepAnswer, type StepVerifyResult } from './answer.js';
import type { ModelInput, VerifyCall } from './call.js';
import { combine } from './combine.js';
import type { StepContext } from './context.js';
import { handOn } from './hand-on.js';
import { inFolderOf, writeOutput } from './output-file.js';
import { resolvePolicy } from './policy.js';
import type { GivenPolicy, VerifyAnswer } from './ports.js';
import { progressLog } from './progress.js';

/** Most models in one step. */
export const MAX_MODELS = 1000;

/**
 * Verifies every model of a call under one policy and makes the one answer of the step.
 *
 * @throws MpkError `NOTHING_TO_CHECK` without a model; `INPUT_TOO_LARGE` over {@link MAX_MODELS}; what the policy's source
 * throws. A bad model is an answer, not an error.
 */
export async function runVerify(call: VerifyCall, context: StepContext): Promise<StepAnswer> {
  const policy = await resolvePolicy(call.policy, context);
  const answers: VerifyAnswer[] = [];
  for (const model of limited(call.models)) answers.push(await verifyOne(model, call, policy, context));
  const [first, ...rest] = answers;
  if (first === undefined) throw new MpkError('NOTHING_TO_CHECK', 'no model was given');
  const { result, exitCode, worst } = combine([first, ...rest]);
  const report = await keepReport(call, worst, context);
  const final: StepVerifyResult = call.reportFolder === undefined ? result : { ...result, report: report.html };
  return {
    verb: 'verify',
    exitCode: call.onFailure === 'report' ? 0 : exitCode,
    result: final,
    parameters: parametersOf(final),
    artifacts: {
      report: copied(report.html, { verdict: final.verdict, code: final.code }),
      result: text(`${JSON.stringify(final, null, 2)}\n`, { verdict: final.verdict, code: final.code }),
      ...(answers.length === 1 && call.handOn ? verifiedModel(call.models[0], worst) : {}),
    },
  };
}

function limited(models: readonly ModelInput[]): readonly ModelInput[] {
  if (models.length <= MAX_MODELS) return models;
  throw new MpkError('INPUT_TOO_LARGE', `${models.length} models were given, at most ${MAX_MODELS} are verified`);
}

async function verifyOne(
  model: ModelInput,
  call: VerifyCall,
  policy: GivenPolicy | undefined,
  context: StepContext,
): Promise<VerifyAnswer> {
  try {
    return await context.ports.verify({
      model: model.path,
      uri: model.uri,
      env: context.env,
      onProgress: progressLog(context),
      ...(policy === undefined ? {} : { policy }),
      ...(call.keyPath === undefined ? {} : { keyPath: call.keyPath }),
      ...(call.lockPath === undefined ? {} : { lockPath: call.lockPath }),
      ...(call.signaturePath === undefined ? {} : { signaturePaths: [call.signaturePath] }),
      ...(call.jobs === undefined ? {} : { jobs: call.jobs }),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
  } catch (error) {
    // The kit answers for bad input itself; what still escapes must not hide the other models' answers.
    const { result, exitCode } = failureAnswer('verify', error, model.uri);
    return { result: result as StepVerifyResult, exitCode };
  }
}

async function keepReport(call: VerifyCall, answer: VerifyAnswer, context: StepContext): Promise<{ html: string }> {
  const folder = call.reportFolder ?? join(context.scratchFolder, 'report');
  try {
    return await context.ports.writeReport(folder, answer);
  } catch (error) {
    if (isMpkError(error)) throw error;
    throw new MpkError('OUTPUT_UNWRITABLE', `cannot write the report to ${folder}`, { cause: error });
  }
}

const parametersOf = (result: StepVerifyResult): StepAnswer['parameters'] => ({
  verdict: result.verdict,
  passed: result.verdict === 'pass',
  code: result.code,
  mode: result.mode,
  digest: result.models?.map((m) => m.manifestDigest ?? '').join(',') ?? result.model.manifestDigest ?? '',
  policy_digest: result.policy?.digest ?? '',
});

const text = (content: string, metadata: JsonObject): ArtifactContent => ({
  metadata,
  write: (path) => writeOutput(path, content),
});

const copied = (source: string, metadata: JsonObject): ArtifactContent => ({
  metadata,
  write: (path) => inFolderOf(path, () => copyFile(source, path)),
});

/** Nothing but a true pass makes a verified model, whatever the policy's mode and `on_failure` say. */
function verifiedModel(
  input: ModelInput | undefined,
  { result, evidence }: VerifyAnswer,
): { verified_model?: ArtifactContent } {
  if (input === undefined || result.verdict !== 'pass' || evidence === undefined) return {};
  const bundle = evidence.bundles[0];
  const metadata = {
    ...ownMetadata(input.metadata),
    'mpk.verdict': result.verdict,
    'mpk.manifestDigest': evidence.model.manifestDigest,
    'mpk.policyDigest': result.policy?.digest ?? '',
    'mpk.sourceUri': input.uri,
  };
  // An OCI model is mounted, never uploaded by the launcher, and its reference may already be a digest.
  if (input.uri.startsWith('oci://')) return { verified_model: { metadata, uri: input.uri } };
  const model = {
    path: evidence.model.path ?? input.path,
    singleFile: evidence.model.singleFile,
    files: evidence.model.files,
    bundle: bundle === undefined ? undefined : Buffer.from(bundle.content, 'base64'),
  };
  return { verified_model: { metadata, write: (path) => handOn(model, path) } };
}

/** What the producer said of its model, less what could pass for our word or move a path in the platform. */
export const ownMetadata = (metadata: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith('mpk.') && !key.startsWith('_kfp')));
