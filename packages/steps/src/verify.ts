// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLAIMS_NAME, MpkError, isMpkError, sha256Hex, type JsonObject } from '@mpk/core';
import { failureAnswer, type ArtifactContent, type StepAnswer, type StepVerifyResult } from './answer.js';
import type { ModelInput, VerifyCall } from './call.js';
import { combine } from './combine.js';
import { ENV, type StepContext } from './context.js';
import { handOn } from './hand-on.js';
import { writeOutput } from './output-file.js';
import { resolvePolicy, type StepPolicy } from './policy.js';
import type { VerifyAnswer, VerifyRequest } from './ports.js';
import { progressLog } from './progress.js';

/** Most models in one step. */
export const MAX_MODELS = 1000;

/**
 * Verifies every model of a call under one policy and makes the one answer of the step, a failure to do so included.
 *
 * `NOTHING_TO_CHECK` without a model, `INPUT_TOO_LARGE` over {@link MAX_MODELS}, what the policy's source throws. A report
 * that was asked for says the same, so that none of an earlier run stays in its place.
 */
export async function runVerify(call: VerifyCall, context: StepContext): Promise<StepAnswer> {
  try {
    return await verifyAll(call, context);
  } catch (error) {
    const failure = failureAnswer('verify', error, call.models.length === 1 ? call.models[0]?.uri : undefined);
    await reportFailure(call, failure, context).catch(() => undefined);
    return failure;
  }
}

async function reportFailure(call: VerifyCall, { result, exitCode }: StepAnswer, context: StepContext): Promise<void> {
  if (call.reportFolder === undefined || !('requirements' in result)) return;
  await context.ports.writeReport(call.reportFolder, { result, exitCode });
}

async function verifyAll(call: VerifyCall, context: StepContext): Promise<StepAnswer> {
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
    amend: (failure) => reportFailure(call, failure, context),
    artifacts: {
      report: copied(report.html, { verdict: final.verdict, code: final.code }),
      ...(answers.length === 1 && worst.vsa ? { vsa: copied(worst.vsa.bundlePath, {}) } : {}),
      ...(answers.length === 1 && call.handOn ? verifiedModel(call.models[0], worst, context.signal) : {}),
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
  policy: StepPolicy | undefined,
  context: StepContext,
): Promise<VerifyAnswer> {
  try {
    const answer = await context.ports.verify({
      model: model.path,
      uri: model.uri,
      env: context.env,
      onProgress: progressLog(context),
      ...(policy === undefined ? {} : { policy: policy.given }),
      ...(call.keyPath === undefined ? {} : { keyPath: call.keyPath }),
      ...(call.lockPath === undefined ? {} : { lockPath: call.lockPath }),
      ...(call.signaturePath === undefined ? {} : { signaturePaths: [call.signaturePath] }),
      ...(call.attestationPaths === undefined ? {} : { attestationPaths: call.attestationPaths }),
      ...(call.acceptVsa === undefined ? {} : { acceptVsa: call.acceptVsa }),
      ...vsaOutput(call, context),
      ...(call.jobs === undefined ? {} : { jobs: call.jobs }),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
    assertJudgedBy(policy, answer);
    return answer;
  } catch (error) {
    // The kit answers for bad input itself; what still escapes must not hide the other models' answers.
    const { result, exitCode } = failureAnswer('verify', error, model.uri);
    return { result: result as StepVerifyResult, exitCode };
  }
}

const VSA_NAME = 'vsa.sigstore.json';

/** A summary is of one model. */
function vsaOutput({ vsa }: VerifyCall, { env, scratchFolder }: StepContext): Pick<VerifyRequest, 'vsa'> {
  if (vsa === undefined) return {};
  const { keyPath: privateKeyPath, verifierId } = vsa;
  const path = join(scratchFolder, VSA_NAME);
  const password = env[ENV.keyPassword];
  const key = { privateKeyPath, ...(password && { password }) };
  return { vsa: { method: { key }, path, ...(verifierId !== undefined && { verifierId }) } };
}

/** Files may change between the look at a pin and the judgement: what counts is the policy that judged. */
function assertJudgedBy(policy: StepPolicy | undefined, { result, exitCode }: VerifyAnswer): void {
  if (policy?.pinned === undefined || result.policy?.digest === policy.pinned) return;
  // An answer without a policy is a failure to read it, which keeps its own reason.
  if (result.policy === undefined && exitCode !== 0) return;
  throw new MpkError('POLICY_UNTRUSTED', 'the policy changed after its digest was compared with the pinned one');
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

const copied = (source: string, metadata: JsonObject): ArtifactContent => ({
  metadata,
  write: async (path) => writeOutput(path, await readFile(source)),
});

/** Nothing but a true pass makes a verified model, whatever the policy's mode and `on_failure` say. */
function verifiedModel(
  input: ModelInput | undefined,
  answer: VerifyAnswer,
  signal: AbortSignal | undefined,
): { verified_model?: ArtifactContent } {
  const { result, evidence } = answer;
  if (input === undefined || result.verdict !== 'pass' || evidence === undefined) return {};
  const metadata = {
    ...ownMetadata(input.metadata),
    'mpk.verdict': result.verdict,
    'mpk.manifestDigest': evidence.model.manifestDigest,
    'mpk.policyDigest': result.policy?.digest ?? '',
    'mpk.sourceUri': input.uri,
  };
  if (isPinnedImage(input)) return { verified_model: { metadata, uri: input.uri } };
  const model = {
    path: evidence.model.path ?? input.path,
    singleFile: evidence.model.singleFile,
    files: evidence.model.files,
    bundle: acceptedBundle(answer),
    claims: claimsOf(answer),
  };
  return { verified_model: { metadata, write: (path) => handOn(model, path, signal) } };
}

/** An OCI model is mounted, never uploaded by the launcher. It goes on by reference where that can mean no other bytes. */
const isPinnedImage = ({ uri, isFromUri }: ModelInput): boolean =>
  isFromUri === true && /^oci:\/\/.+@sha256:[0-9a-f]{64}$/.test(uri);

/** The first bundle that made the signature requirement pass: any other file may have been named as a signature. */
function acceptedBundle({ evidence, acceptedBundles = [] }: VerifyAnswer): Uint8Array | undefined {
  const contents = (evidence?.bundles ?? []).map(({ content }) => Buffer.from(content, 'base64'));
  return contents.find((bytes) => acceptedBundles.includes(sha256Hex(bytes)));
}

/** The lines of `claims.jsonl` as they were judged: a second signer or an attestation is asked for again where the copy is used. */
const claimsOf = ({ evidence }: VerifyAnswer): readonly Uint8Array[] =>
  (evidence?.bundles ?? [])
    .filter(({ source }) => source.startsWith(`${CLAIMS_NAME}:`))
    .map(({ content }) => Buffer.from(content, 'base64'));

/** What the producer said of its model, less what could pass for our word or move a path in the platform. */
export const ownMetadata = (metadata: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith('mpk.') && !key.startsWith('_kfp')));
