// SPDX-License-Identifier: Apache-2.0
import {
  MpkError,
  compileGlob,
  createStatementFinder,
  judgePart,
  type EffectivePolicy,
  type ModelPart,
  type OpenedModel,
  type VerifyResult,
} from '@mpk/core';
import { collectLocated, depthFor, locate, type CollectOptions } from './collect-evidence.js';
import { openTrust } from './trust/verifiers.js';

/** What {@link verifyPart} needs besides a policy. */
export interface VerifyPartOptions extends CollectOptions {
  /** globs over names of files: what none of them matches is not read */
  readonly only: readonly string[];
  readonly now: Date;
}

/**
 * Reads some files of a model and holds them against its signature and lock. No evidence is made of it: a part would pass for a
 * whole.
 *
 * @throws MpkError what keeps the files from being read; `NOTHING_TO_CHECK` for a glob that matches none
 */
export async function verifyPart(options: VerifyPartOptions, policy: EffectivePolicy): Promise<VerifyResult> {
  const { env = {}, now } = options;
  const depth = { ...depthFor(policy, options), formats: false, ancestors: false };
  const located = locate(options, depth);
  const part = partOf(located.model, options.only);
  const files = located.model.files.filter(({ name }) => part.looksAt(name));
  const evidence = await collectLocated({ ...located, model: { ...located.model, files } }, options, depth);
  const { verifiers, warnings } = await openTrust(policy, { now, env });
  const statements = createStatementFinder(evidence, verifiers);
  return judgePart({ evidence, policy, statements, warnings, now }, part);
}

function partOf({ files }: OpenedModel, only: readonly string[]): ModelPart {
  const globs = only.map((glob) => ({ glob, matches: compileGlob(glob) }));
  const idle = globs.find(({ matches }) => !files.some(({ name }) => matches(name)));
  if (idle !== undefined) {
    throw new MpkError('NOTHING_TO_CHECK', `no file of the model matches ${JSON.stringify(idle.glob)}`, {
      hint: 'a glob is held against the whole name in the model: ** stands for folders too',
    });
  }
  const looksAt = (name: string): boolean => globs.some(({ matches }) => matches(name));
  return { only, looksAt, notLookedAt: files.map(({ name }) => name).filter((name) => !looksAt(name)) };
}
