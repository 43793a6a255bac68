// SPDX-License-Identifier: Apache-2.0
import { lstatSync, unlinkSync } from 'node:fs';
import {
  MAX_BUNDLE_BYTES,
  MpkError,
  VSA_TYPE,
  createStatement,
  createVerificationSummary,
  isMpkError,
  parseBundle,
  parseStatement,
  readFileBounded,
  reasonOf,
  type EffectivePolicy,
  type SummaryOptions,
} from '@mpk/core';
import { assertWritable, encodeBundle, writeBundle, type WrittenBundle } from './attestations/bundle-output.js';
import { createSigner, type SignerContext } from './signer/create-signer.js';
import type { SigningMethod } from './signer/method.js';
import { subjectsOf } from './attestations/subjects.js';

/** A summary to be signed, and where it goes. */
export interface VsaOutput {
  readonly method: SigningMethod;
  /** bundle to write; an older summary there is replaced, so that no older decision stays in its place */
  readonly path: string;
  /** URI of the verifier; default the policy's `vsa.verifierId` */
  readonly verifierId?: string;
}

/**
 * Removes an older summary before anything else is done, so that it cannot pass for this decision, whatever ends it.
 *
 * @throws MpkError `OUTPUT_UNWRITABLE`, `OUTPUT_EXISTS` where something else than a summary is in its place
 */
export function clearVsa({ path }: VsaOutput): void {
  assertWritable({ path, append: false, overwrite: true });
  removeOlder(path);
}

/** @throws MpkError `USAGE` where nothing says who the verifier is */
export function assertVerifierId({ verifierId }: VsaOutput, policy: EffectivePolicy): void {
  if ((verifierId ?? policy.document.spec.vsa?.verifierId) !== undefined) return;
  throw new MpkError('USAGE', 'nothing says who the verifier is', {
    hint: 'give --verifier-id, or spec.vsa.verifierId in the policy',
  });
}

function removeOlder(path: string): void {
  try {
    if (!lstatSync(path).isFile() || !isSummary(path)) {
      throw new MpkError('OUTPUT_EXISTS', `${path} is there, and is no summary that could be replaced`, {
        hint: 'name another file, or remove it',
      });
    }
    unlinkSync(path);
  } catch (cause) {
    if (isMpkError(cause)) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new MpkError('OUTPUT_UNWRITABLE', `cannot replace ${path}: ${reasonOf(cause)}`, { cause });
  }
}

/** What it says of itself is enough: nobody's key, model or report is deleted for a slip in a path. */
function isSummary(path: string): boolean {
  const bytes = readFileBounded(path, { maxBytes: MAX_BUNDLE_BYTES, what: 'summary', followLinks: false });
  try {
    return parseStatement(parseBundle(bytes).envelope.payload, MAX_BUNDLE_BYTES).predicateType === VSA_TYPE;
  } catch (error) {
    if (isMpkError(error)) return false;
    throw error;
  }
}

/**
 * Signs the summary of a decision.
 *
 * @returns undefined for a decision that is not summed up: undecided, or under `warn` or `audit`
 * @throws MpkError what keeps the signer from signing; `OUTPUT_UNWRITABLE`
 */
export async function writeVsa(
  options: SummaryOptions,
  output: VsaOutput,
  context: SignerContext,
): Promise<WrittenBundle | undefined> {
  const { verdict, mode } = options.judgement.result;
  if (verdict === 'undecided' || (verdict === 'pass' && mode !== 'enforce')) return undefined;
  const predicate = createVerificationSummary({ ...options, verifierId: output.verifierId });
  const { name, files } = options.evidence.model;
  const statement = createStatement(
    { subject: subjectsOf(name, files), predicateType: VSA_TYPE, predicate },
    MAX_BUNDLE_BYTES,
  );
  const bundle = await (await createSigner(output.method, context)).sign(statement);
  return writeBundle(encodeBundle(bundle), { path: output.path, append: false, overwrite: true });
}
