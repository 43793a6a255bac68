// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  MAX_BUNDLE_BYTES,
  MpkError,
  attemptSignatures,
  createEvidence,
  exitOf,
  judge,
  loadCel,
  parseBundle,
  readFileBounded,
  resultOfError,
  type EffectivePolicy,
  type Evidence,
  type VerifyResult,
} from '@mpk/core';
import { measure, type ReadingOptions } from './measure.js';
import { locateModel, isModelUri, type LocatedModel } from './model-source.js';
import { adHocPolicy, asksForSomething, loadPolicy, type AdHocRequirements, type PolicySource } from './policy.js';
import { TOOL } from './runtime.js';
import { createVerifiers } from './trust.js';

export type { AdHocRequirements, PolicySource } from './policy.js';
export { exitOf } from '@mpk/core';

/** Options of {@link verifyModel}. A policy, or at least one ad-hoc requirement, must be given. */
export interface VerifyOptions extends ReadingOptions, AdHocRequirements {
  /** path, or `hf://org/name@revision` in the local cache */
  readonly model: string;
  /** the URI that the model goes by, for `match` and reports; not proven */
  readonly uri?: string;
  readonly policy?: PolicySource;
  /** bundles besides `model.sig` in the model, or `FILE.sig` beside a single file */
  readonly signaturePaths?: readonly string[];
  readonly now?: Date;
}

/** The answer, and the facts that it rests on where they could be collected. */
export interface VerifyOutcome {
  readonly result: VerifyResult;
  readonly evidence?: Evidence;
  /** exit status after the policy's mode */
  readonly exitCode: number;
}

/**
 * Answers whether a model may go on: reads it once, verifies its signatures, and judges it under one policy.
 *
 * Never throws for what is wrong with model, signature or policy: that is an answer too (`fail` or `undecided`).
 */
export async function verifyModel(options: VerifyOptions): Promise<VerifyOutcome> {
  const uri = options.uri ?? options.model;
  let policy: EffectivePolicy | undefined;
  try {
    const now = options.now ?? new Date();
    policy = await policyOf(options);
    const evidence = await collectEvidence(options, policy, now);
    const result = await decideEvidence(evidence, policy, now);
    return { result, evidence, exitCode: exitOf(result) };
  } catch (error) {
    const result = resultOfError(error, uri, policy);
    return { result, exitCode: exitOf(result) };
  }
}

/**
 * Judges evidence under a policy. The signatures in it are verified anew, with the policy's own keys and roots.
 *
 * @throws MpkError where the policy's rules cannot be loaded
 */
export async function decideEvidence(evidence: Evidence, policy: EffectivePolicy, now: Date): Promise<VerifyResult> {
  const attempts = attemptSignatures(evidence, await createVerifiers(policy, now));
  const hasRules = (policy.document.spec.rules ?? []).length > 0;
  return judge({ evidence, policy, attempts, now, ...(hasRules && { cel: await loadCel() }) });
}

async function policyOf(options: VerifyOptions): Promise<EffectivePolicy> {
  const adHoc = asksForSomething(options);
  if (options.policy !== undefined) {
    if (adHoc) {
      throw new MpkError('USAGE', 'a policy and requirements of the command line exclude each other', {
        hint: 'put the key or lock into the policy',
      });
    }
    return loadPolicy(options.policy);
  }
  if (!adHoc) {
    throw new MpkError('NOTHING_TO_CHECK', 'nothing says what to check the model against', {
      hint: 'give a policy (--policy), a public key (--key) or a lock (--lock); mpk policy init and mpk pin make one',
    });
  }
  return adHocPolicy(options);
}

async function collectEvidence(options: VerifyOptions, policy: EffectivePolicy, now: Date): Promise<Evidence> {
  const { spec } = policy.document;
  const signaturePaths = (options.signaturePaths ?? []).map((path) => resolve(path));
  const lock = spec.requirements?.identity?.lock;
  const lockPath = lock === undefined ? [] : [resolve(policy.folder ?? '.', lock)];
  const located = locateModel(options.model, {
    uri: options.uri,
    leaveOut: [...signaturePaths, ...lockPath],
    env: options.env ?? {},
  });
  const bundles = readBundles(located, options.model, signaturePaths);
  // Rules may ask for the format of any file.
  const formats = spec.requirements?.formats !== undefined || (spec.rules ?? []).length > 0 || options.cache !== true;
  const files = await measure(located, { ...options, formats });
  return createEvidence({ ...located, files, bundles, tool: TOOL, now });
}

interface FoundBundle {
  readonly source: string;
  readonly bytes: Uint8Array;
}

function readBundles({ model }: LocatedModel, given: string, signaturePaths: readonly string[]): FoundBundle[] {
  const found = signaturePaths.map((path) => ({ source: path, bytes: readBundle(path, true) }));
  if (model.signature) {
    const bytes = readBundle(model.signature.path, false);
    // Left out of the model's identity because it is a signature: so it must be one, or it could carry anything.
    parseBundle(bytes);
    found.push({ source: model.signature.name, bytes });
  }
  const beside = `${model.path}.sig`;
  if (model.singleFile && !isModelUri(given) && !signaturePaths.includes(beside) && existsSync(beside)) {
    found.push({ source: beside, bytes: readBundle(beside, false) });
  }
  return found;
}

const readBundle = (path: string, followLinks: boolean): Buffer =>
  readFileBounded(path, { maxBytes: MAX_BUNDLE_BYTES, what: 'signature', followLinks });
