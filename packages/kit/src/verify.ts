// SPDX-License-Identifier: Apache-2.0
import {
  MAX_LOCK_BYTES,
  MpkError,
  createStatementFinder,
  exitOf,
  hasExpressions,
  judgeFully,
  loadCel,
  readFileBounded,
  resultOfError,
  type EffectivePolicy,
  type Evidence,
  type Judgement,
  type SummaryOptions,
  type VerifyResult,
} from '@mpk/core';
import type { WrittenBundle } from './attestations/bundle-output.js';
import { collectLocated, depthFor, locate, type CollectOptions } from './collect-evidence.js';
import type { LocatedModel } from './model-source.js';
import { adHocPolicy, asksForSomething, loadPolicy, type AdHocRequirements, type PolicySource } from './policy.js';
import type { TrustContext } from './trust/roots.js';
import { openTrust } from './trust/verifiers.js';
import type { VsaOutput } from './vsa.js';

export type { VsaOutput } from './vsa.js';
export type { AdHocRequirements, PolicySource } from './policy.js';
export { exitOf } from '@mpk/core';

/** Options of {@link verifyModel}. A policy, or at least one ad-hoc requirement, must be given. */
export interface VerifyOptions extends CollectOptions, AdHocRequirements {
  readonly policy?: PolicySource;
  /** let a verification summary stand for an earlier pass, where the policy allows that */
  readonly acceptVsa?: boolean;
  /** sign a summary of the decision; not of one that is undecided */
  readonly vsa?: VsaOutput;
  /** gets what a program that holds the summary's key says; one line of printable text */
  readonly onNote?: (line: string) => void;
  /** look only at files whose names match one of these globs; the answer is then never a pass */
  readonly only?: readonly string[];
  /** collect what the files state, whether the policy asks for it or not */
  readonly claims?: boolean;
  readonly now?: Date;
}

/** The answer, and the facts that it rests on where they could be collected. */
export interface VerifyOutcome {
  readonly result: VerifyResult;
  readonly evidence?: Evidence;
  /** exit status after the policy's mode */
  readonly exitCode: number;
  /** SHA-256 (lowercase hex) of the bundles that made the signature requirement pass */
  readonly acceptedBundles: readonly string[];
  /** the summary, where one was asked for and could be written */
  readonly vsa?: WrittenBundle;
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
    if (options.vsa !== undefined) (await import('./vsa.js')).clearVsa(options.vsa);
    assertCombinable(options);
    const now = options.now ?? new Date();
    policy = await policyOf(options);
    if (options.vsa !== undefined) (await import('./vsa.js')).assertVerifierId(options.vsa, policy);
    if (options.only !== undefined) {
      const result = await (
        await import('./verify-part.js')
      ).verifyPart({ ...options, only: options.only, now }, policy);
      return { result, acceptedBundles: [], exitCode: exitOf(result) };
    }
    const { evidence, judgement } = await collectAndJudge(options, policy, now);
    const { result, acceptedBundles } = judgement;
    const vsa = await summed({ judgement, evidence, policy, now }, options);
    return { result, evidence, acceptedBundles, exitCode: exitOf(result), ...(vsa && { vsa }) };
  } catch (error) {
    const failed = resultOfError(error, uri, policy);
    // As every answer about a part: a mistyped name must not look like files that agree.
    const result = options.only === undefined ? failed : { ...failed, mode: 'enforce' as const };
    return { result, acceptedBundles: [], exitCode: exitOf(result) };
  }
}

/**
 * A summary may be enough, and then only digests are needed: where it is not, what else the policy asks for is collected in a
 * second read.
 */
async function collectAndJudge(
  options: VerifyOptions,
  policy: EffectivePolicy,
  now: Date,
): Promise<{ evidence: Evidence; judgement: Judgement }> {
  const { env = {} } = options;
  const asked = depthFor(policy, { cache: options.cache, now });
  const depth = options.claims === true ? { ...asked, formats: true, claims: true } : asked;
  const located = locate(options, depth);
  if (options.acceptVsa === true && policy.document.spec.vsa !== undefined) {
    const evidence = await collectLocated(located, options, {
      ...depth,
      formats: false,
      ancestors: false,
      serializations: false,
    });
    const judgement = await judgeEvidence(evidence, policy, { now, env, acceptVsa: true });
    // Any other pass would rest on evidence of which parts were not collected.
    if (restsOnSummary(judgement)) return { evidence, judgement };
  }
  const evidence = await collectLocated(located, options, depth);
  const judgement = await judgeEvidence(evidence, policy, { now, env, acceptVsa: options.acceptVsa });
  return { evidence, judgement: withClaimsFault(judgement, located) };
}

/** "claims.jsonl is not signed" is not the whole story. Where the model passes, the file is signed and somebody's data. */
function withClaimsFault(judgement: Judgement, { claimsFault }: LocatedModel): Judgement {
  const { result } = judgement;
  if (claimsFault === undefined || result.verdict === 'pass') return judgement;
  return { ...judgement, result: { ...result, warnings: [...(result.warnings ?? []), claimsFault] } };
}

/** Whether a summary was enough, so that nothing else was looked at. */
const restsOnSummary = ({ result }: Judgement): boolean =>
  result.verdict === 'pass' && result.requirements.some(({ id, outcome }) => id === 'vsa' && outcome === 'pass');

async function summed(
  decision: SummaryOptions,
  { vsa, env = {}, signal, onNote }: VerifyOptions,
): Promise<WrittenBundle | undefined> {
  return vsa && (await import('./vsa.js')).writeVsa(decision, vsa, { env, signal, onNote });
}

/** A summary, written or accepted, speaks of bytes that were read for it. */
function assertCombinable({ cache, vsa, acceptVsa, only }: VerifyOptions): void {
  const sums = vsa !== undefined;
  if (only !== undefined && (sums || acceptVsa === true)) {
    throw new MpkError('USAGE', 'a part of a model is neither summed up nor taken from a summary: leave out --only');
  }
  if (cache === true && (sums || acceptVsa === true)) {
    throw new MpkError('USAGE', 'a summary never rests on cached digests: leave out --cache');
  }
  if (sums && acceptVsa === true) {
    throw new MpkError('USAGE', 'a summary is written of a verification in full, not of a summary');
  }
}

/**
 * Judges evidence under a policy. The signatures in it are verified anew, with the policy's own keys and roots.
 *
 * @throws MpkError where the policy's rules cannot be loaded
 */
export async function judgeEvidence(
  evidence: Evidence,
  policy: EffectivePolicy,
  { acceptVsa = false, ...context }: TrustContext & { readonly acceptVsa?: boolean },
): Promise<Judgement> {
  const { verifiers, warnings } = await openTrust(policy, context);
  const statements = createStatementFinder(evidence, verifiers);
  return judgeFully({
    evidence,
    policy,
    statements,
    acceptVsa,
    warnings,
    now: context.now,
    ...(hasExpressions(policy.document) && { cel: await loadCel() }),
  });
}

/** As {@link judgeEvidence}, the result alone. */
export const decideEvidence = async (
  evidence: Evidence,
  policy: EffectivePolicy,
  context: TrustContext,
): Promise<VerifyResult> => (await judgeEvidence(evidence, policy, context)).result;

async function policyOf(options: VerifyOptions): Promise<EffectivePolicy> {
  const adHoc = asksForSomething(options);
  if (options.policy !== undefined) {
    if (adHoc) {
      throw new MpkError('USAGE', 'a policy and requirements of the command line exclude each other', {
        hint: 'put the key or lock into the policy',
      });
    }
    return loadPolicy(options.policy, options.now);
  }
  if (!adHoc) {
    throw new MpkError('NOTHING_TO_CHECK', 'nothing says what to check the model against', {
      hint: 'give a policy (--policy), a public key (--key) or a lock (--lock); mpk policy init and mpk pin make one',
    });
  }
  assertAdHoc(options);
  return adHocPolicy(options);
}

/** Flags are one signer at most, fully named, and their files are there: so that messages speak of flags, not of a policy. */
function assertAdHoc({ keyPath, lockPath, certificate, keyless }: AdHocRequirements): void {
  if ([keyPath, certificate, keyless].filter((method) => method !== undefined).length > 1) {
    throw new MpkError('USAGE', 'a key, certificate authorities and a trusted root exclude each other', {
      hint: 'write a policy to ask for several signers (mpk policy init)',
    });
  }
  if (certificate && certificate.subject === undefined && certificate.identity === undefined) {
    throw new MpkError('USAGE', 'certificate authorities alone say nothing about who signed', {
      hint: 'give the exact subject or identity too',
    });
  }
  const files = {
    key: keyPath,
    lock: lockPath,
    'certificate authorities': certificate?.caPath,
    'trusted root': keyless?.root && 'trustedRootPath' in keyless.root ? keyless.root.trustedRootPath : undefined,
  };
  for (const [what, path] of Object.entries(files)) {
    if (path !== undefined) readFileBounded(path, { maxBytes: MAX_LOCK_BYTES, what });
  }
}
