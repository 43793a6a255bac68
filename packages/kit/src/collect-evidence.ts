// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CLAIMS_NAME,
  DEFAULT_SIGNATURE_NAME,
  collectBundles,
  createEvidence,
  createManifest,
  hasExpressions,
  manifestDigest,
  manifestOmsRoots,
  needsClaims,
  type EffectivePolicy,
  type Evidence,
  type EvidenceFile,
  type FoundBundle,
  type Inspection,
  type MeasuredModel,
  type OpenedModel,
  type ReadingDepth,
} from '@mpk/core';
import { readBundleFile } from './attestations/bundle-file.js';
import { directorySource } from './attestations/directory-source.js';
import type { StatedFacts } from './audit/audit-measured.js';
import type { BaseToCompare } from './base/measured-base.js';
import { claimedSerializations } from './attestations/claimed-serializations.js';
import { measureFully, type ReadingOptions } from './measure.js';
import { isModelUri, locateModel, type LocatedModel } from './model-source.js';
import { TOOL } from './runtime.js';

/** Where the facts about a model are collected from. */
export interface CollectOptions extends ReadingOptions {
  /** path, or `hf://org/name@revision` in the local cache */
  readonly model: string;
  /** the URI that the model goes by, for `match` and reports; not proven */
  readonly uri?: string;
  /** signatures to use; without any: `model.sig` in the model, or `FILE.sig` beside a single file. Claims are used too */
  readonly signaturePaths?: readonly string[];
  /** folders or files in which attestations about the model, and about what it was made from, are looked for */
  readonly attestationPaths?: readonly string[];
}

/** What of it is wanted. */
export interface CollectDepth {
  /** recognise formats; without it the digest cache may be used */
  readonly formats: boolean;
  /** let checks look at what the files hold */
  readonly inspection?: boolean;
  /** collect what the files state */
  readonly claims?: boolean;
  /** and hold that together, by the rules of the audit */
  readonly audit?: boolean;
  /** make a bill of materials of it, and score that */
  readonly bom?: boolean;
  /** hold the model against it as well */
  readonly base?: BaseToCompare | undefined;
  /** attestations about what the model was made from, over generations */
  readonly ancestors: boolean;
  /** digests of other kinds, as signatures ask for them; without them the digest cache may be used */
  readonly serializations: boolean;
  /** absolute paths that are no part of the model */
  readonly leaveOut?: readonly string[];
  readonly now: Date;
}

/** Reads a model once and gathers every bundle about it. Verifies nothing. @throws MpkError */
export const collectEvidence = (options: CollectOptions, depth: CollectDepth): Promise<Evidence> =>
  collectLocated(locate(options, depth), options, depth);

/** Finds the model, without what lies in it and is no part of it. @throws MpkError */
export const locate = (options: CollectOptions, { leaveOut = [] }: CollectDepth): LocatedModel =>
  locateModel(options.model, {
    uri: options.uri,
    leaveOut: [...signaturePathsOf(options), ...leaveOut],
    env: options.env ?? {},
  });

const signaturePathsOf = ({ signaturePaths = [] }: CollectOptions): readonly string[] =>
  signaturePaths.map((path) => resolve(path));

/** As {@link collectEvidence}, of a model that was found. @throws MpkError */
export async function collectLocated(
  located: LocatedModel,
  options: CollectOptions,
  depth: CollectDepth,
): Promise<Evidence> {
  // Before the long read: a broken signature is told of at once.
  const given = bundlesWith(located, options.model, signaturePathsOf(options));
  const inspects = depth.inspection === true;
  const measured = await measureFully(located, {
    ...options,
    formats: depth.formats || inspects || depth.claims === true,
    reading: readingDepth(depth),
    serializations: depth.serializations ? claimedSerializations(given) : [],
  });
  const { files, inspection } = inspects
    ? await inspectedFiles(measured, { located, options, depth })
    : { files: measured.files, inspection: undefined };
  const stated = depth.claims === true ? await statedFacts(measured, located, depth) : {};
  const { bundles, related } = await collectBundles({
    digests: digestsOf(files),
    given,
    sources: (options.attestationPaths ?? []).map(directorySource),
    ancestors: depth.ancestors,
  });
  const { serializations } = measured;
  return createEvidence({
    ...located,
    files,
    ...(inspection !== undefined && { inspection }),
    ...stated,
    serializations,
    bundles,
    related,
    tool: TOOL,
    now: depth.now,
  });
}

/** Numbers of tensors are looked at for checks alone. */
function readingDepth({ base, inspection, claims }: CollectDepth): ReadingDepth {
  if (base !== undefined) return 'tensors';
  return inspection === true || (claims === true && 'facts');
}

/** What the files state, and what the audit makes of it where that is asked for. */
async function statedFacts(
  measured: MeasuredModel,
  located: LocatedModel,
  { audit, bom, now }: CollectDepth,
): Promise<StatedFacts> {
  // Whoever asks for nothing but claims does not wait for the rules.
  if (audit !== true) {
    const { collectStated, evidenceClaims } = await import('./stated-claims.js');
    return { modelClaims: evidenceClaims(collectStated(measured, located)) };
  }
  const { auditMeasured } = await import('./audit/audit-measured.js');
  const stated = auditMeasured(measured, located);
  if (bom !== true) return stated;
  // Its library takes longer to load than most models to read.
  const { scoreMeasured } = await import('./bom/score-measured.js');
  return { ...stated, bomScores: scoreMeasured({ located, measured, claims: stated.modelClaims, timestamp: now }) };
}

interface Inspecting {
  readonly located: LocatedModel;
  readonly options: CollectOptions;
  readonly depth: CollectDepth;
}

async function inspectedFiles(
  measured: MeasuredModel,
  { located, options, depth }: Inspecting,
): Promise<{ files: readonly EvidenceFile[]; inspection: Inspection }> {
  const { inspectMeasured, inspectedModel } = await import('./inspection.js');
  if (depth.base === undefined) return inspectMeasured(measured);
  const { compareWithBase } = await import('./base/compare-with-base.js');
  const against = { base: depth.base.measured, signal: options.signal };
  const difference = await compareWithBase(inspectedModel(measured), located.model, against);
  depth.base.onDifference(difference);
  return inspectMeasured(measured, difference);
}

/** What a policy needs to be collected. */
export function depthFor(
  policy: EffectivePolicy,
  options: { readonly cache?: boolean; readonly now: Date },
): CollectDepth {
  const { requirements = {} } = policy.document.spec;
  const asksForClaims = needsClaims(policy.document);
  const lock = requirements.identity?.lock;
  return {
    // Expressions may ask for the format of any file.
    formats: requirements.formats !== undefined || hasExpressions(policy.document) || options.cache !== true,
    inspection: requirements.inspection !== undefined,
    claims: asksForClaims,
    audit: asksForClaims,
    bom: requirements.bom !== undefined,
    // Evidence that is kept may be judged under another policy.
    serializations: requirements.signature !== undefined || options.cache !== true,
    ancestors: requirements.baseModels !== undefined || requirements.datasets !== undefined,
    leaveOut: lock === undefined ? [] : [resolve(policy.folder ?? '.', lock)],
    now: options.now,
  };
}

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
