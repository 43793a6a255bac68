// SPDX-License-Identifier: Apache-2.0
import { MpkError, createManifest, isMpkError, manifestDigest, type VerifyResult } from '@mpk/core';
import { depthFor, locate, type CollectDepth } from '../collect-evidence.js';
import { inspectedModel } from '../inspection.js';
import { measureFully, type ReadingOptions } from '../measure.js';
import { loadPolicy, type PolicySource } from '../policy.js';
import type { MeasuredBase } from './measured-base.js';

/** Which base a model is held against. */
export interface BaseOptions {
  /** path, or `hf://org/name@revision` in the local cache */
  readonly location: string;
  /** under which the base must pass */
  readonly policy?: PolicySource | undefined;
  /** manifest digest that it must have, `sha256:` + hex */
  readonly digest?: string | undefined;
}

/**
 * Verifies a base, where somebody says how, and reads it.
 *
 * @throws MpkError `CHECK_BROKEN` where it is not what it should be: that says nothing of the model; `USAGE` for a digest that is
 * none; what keeps it from being read
 */
export async function openBase(base: BaseOptions, options: ReadingOptions, now: Date): Promise<MeasuredBase> {
  if (base.digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(base.digest)) {
    throw new MpkError('USAGE', 'the digest of the base is not sha256: and 64 hexadecimal digits');
  }
  try {
    return await verifiedBase(base, options, now);
  } catch (error) {
    if (!isMpkError(error) || !REFUSALS.has(error.code)) throw error;
    throw broken(`the base is not what it should be: ${error.message}`, error);
  }
}

/** Of a model they would be an answer, which is no. */
const REFUSALS: ReadonlySet<string> = new Set(['DIGEST_MISMATCH', 'FILES_MISMATCH', 'SIGNATURE_INVALID']);

async function verifiedBase(base: BaseOptions, options: ReadingOptions, now: Date): Promise<MeasuredBase> {
  const { location, policy, digest } = base;
  // The cache knows nothing of what tensors there are.
  const reading = { ...options, cache: false };
  const verifiedDigest = policy && (await verify(location, policy, { ...reading, now }));
  const located = locate({ ...reading, model: location }, await depthOf(policy, now));
  const measured = await measureFully(located, { ...reading, formats: true, reading: 'tensors' });
  const found = manifestDigest(createManifest(measured.files));
  if (verifiedDigest !== undefined && verifiedDigest !== found) {
    throw new MpkError('MODEL_CHANGED', 'the base changed after it was verified');
  }
  if (digest !== undefined && digest !== found) throw broken(`the base has the digest ${found}, expected ${digest}`);
  const { uri, model } = located;
  const verified = policy !== undefined ? 'policy' : digest !== undefined ? 'digest' : 'no';
  return { uri, manifestDigest: found, verified, model, inspected: inspectedModel(measured) };
}

/** What is no part of the base under the policy is none here: both must have one digest. */
async function depthOf(policy: PolicySource | undefined, now: Date): Promise<CollectDepth> {
  if (policy !== undefined) return depthFor(await loadPolicy(policy, now), { now });
  return { formats: true, ancestors: false, serializations: false, now };
}

interface Verifying extends ReadingOptions {
  readonly now: Date;
}

/** @returns the manifest digest of what passed */
async function verify(location: string, policy: PolicySource, options: Verifying): Promise<string | undefined> {
  const { verifyModel } = await import('../verify.js');
  const { result } = await verifyModel({ ...options, model: location, policy });
  if (result.verdict === 'pass') return result.model.manifestDigest;
  throw broken(`the base does not pass its policy: ${result.code}, ${reasonOf(result)}`);
}

const reasonOf = ({ error, requirements }: VerifyResult): string =>
  error?.message ?? requirements.find(({ outcome }) => outcome !== 'pass')?.found ?? 'no reason was given';

const broken = (message: string, cause?: unknown): MpkError =>
  new MpkError('CHECK_BROKEN', message, {
    cause,
    hint: 'get the base again from whoever made it; mpk verify says more',
  });
