// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CLAIMS_NAME,
  DEFAULT_SIGNATURE_NAME,
  MAX_LOCK_BYTES,
  MpkError,
  collectBundles,
  createEvidence,
  createManifest,
  createStatementFinder,
  exitOf,
  hasExpressions,
  judgeFully,
  loadCel,
  manifestDigest,
  manifestOmsRoots,
  readFileBounded,
  resultOfError,
  type EffectivePolicy,
  type Evidence,
  type EvidenceFile,
  type FoundBundle,
  type Judgement,
  type OpenedModel,
  type VerifyResult,
} from '@mpk/core';
import { readBundleFile } from './attestations/bundle-file.js';
import { directorySource } from './attestations/directory-source.js';
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
  /** signatures to use; without any: `model.sig` in the model, or `FILE.sig` beside a single file. Claims are used too */
  readonly signaturePaths?: readonly string[];
  /** folders or files in which attestations about the model, and about what it was made from, are looked for */
  readonly attestationPaths?: readonly string[];
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
    const { result, acceptedBundles } = await judgeEvidence(evidence, policy, now);
    return { result, evidence, acceptedBundles, exitCode: exitOf(result) };
  } catch (error) {
    const result = resultOfError(error, uri, policy);
    return { result, acceptedBundles: [], exitCode: exitOf(result) };
  }
}

/**
 * Judges evidence under a policy. The signatures in it are verified anew, with the policy's own keys and roots.
 *
 * @throws MpkError where the policy's rules cannot be loaded
 */
export async function judgeEvidence(evidence: Evidence, policy: EffectivePolicy, now: Date): Promise<Judgement> {
  const statements = createStatementFinder(evidence, await createVerifiers(policy, now));
  return judgeFully({
    evidence,
    policy,
    statements,
    now,
    ...(hasExpressions(policy.document) && { cel: await loadCel() }),
  });
}

/** As {@link judgeEvidence}, the result alone. */
export const decideEvidence = async (evidence: Evidence, policy: EffectivePolicy, now: Date): Promise<VerifyResult> =>
  (await judgeEvidence(evidence, policy, now)).result;

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
    'trusted root': keyless?.trustedRootPath,
  };
  for (const [what, path] of Object.entries(files)) {
    if (path !== undefined) readFileBounded(path, { maxBytes: MAX_LOCK_BYTES, what });
  }
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
  const given = bundlesWith(located, options.model, signaturePaths);
  // Rules may ask for the format of any file.
  const formats = spec.requirements?.formats !== undefined || (spec.rules ?? []).length > 0 || options.cache !== true;
  const files = await measure(located, { ...options, formats });
  const { bundles, related } = await collectBundles({
    digests: digestsOf(files),
    given,
    sources: (options.attestationPaths ?? []).map(directorySource),
    ancestors: asksForAncestors(policy),
  });
  return createEvidence({ ...located, files, bundles, related, tool: TOOL, now });
}

const asksForAncestors = ({ document }: EffectivePolicy): boolean => {
  const { baseModels, datasets } = document.spec.requirements ?? {};
  return baseModels !== undefined || datasets !== undefined;
};

/** Everything that a statement about these files may name as its subject; lowercase hex. */
function digestsOf(files: readonly EvidenceFile[]): readonly string[] {
  const manifest = createManifest(files);
  const digest = manifestDigest(manifest).slice('sha256:'.length);
  return [digest, ...manifestOmsRoots(manifest), ...files.map(({ sha256 }) => sha256)];
}

/** The bundles that come with the model: in it, beside it, and those that were named. */
function bundlesWith(
  { model, claims }: LocatedModel,
  given: string,
  signaturePaths: readonly string[],
): readonly FoundBundle[] {
  // Left out of the model's identity because it is a signature: so it must be one, or it could carry anything.
  const inside = model.signature
    ? readBundleFile(model.signature.path, { followLinks: false, hint: 'remove it, or get the model again' }).map(
        ({ bytes }) => ({ source: DEFAULT_SIGNATURE_NAME, bytes }),
      )
    : [];
  const named = signaturePaths.flatMap((path) =>
    readBundleFile(path, { hint: 'name the signature bundle of this model' }),
  );
  if (named.length > 0) return [...named, ...claims];
  return [...inside, ...claims, ...(isModelUri(given) ? [] : besideFile(model))];
}

/** For a model of one file: `FILE.sig` and `FILE.claims.jsonl`. */
function besideFile({ path, singleFile }: OpenedModel): readonly FoundBundle[] {
  if (!singleFile) return [];
  const beside = [`${path}.sig`, `${path}.${CLAIMS_NAME}`].filter((file) => existsSync(file));
  return beside.flatMap((file) => readBundleFile(file, { followLinks: false, hint: 'remove it, or get it again' }));
}
