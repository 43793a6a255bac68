// SPDX-License-Identifier: Apache-2.0
import { createManifest, manifestDigest, MpkError, showName, type Evidence } from '@mpk/core';
import {
  diffBoms,
  mergeBoms,
  parseBom,
  PROFILE_IDS,
  PROFILES,
  scoreBom,
  viewModel,
  type BomComparison,
  type BomDiff,
  type BomDocument,
  type BomScore,
  type MergedBom,
  type ProfileId,
} from '@mpk/bom/assess';
import { attestedBy, type Trusting } from './bom/attested.js';
import { compareDocument, readBomFile, type ReadModelFiles } from './bom/compare-document.js';
import { readModelFiles } from './bom/read-model-files.js';
import { readSignedBom, type ReadBom } from './bom/signed-bom.js';
import { sourceTime } from './bom/source-time.js';
import { measureFully, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';

export {
  bomComparisonSchema,
  bomDiffSchema,
  bomScoreSchema,
  PROFILES,
  requireWhole,
  showRemedy,
} from '@mpk/bom/assess';
export type { Trusting } from './bom/attested.js';
export type { ReadModelFiles } from './bom/compare-document.js';
export type { BomComparison, BomDiff, Gap } from '@mpk/bom/assess';

/** Reads a CycloneDX document of any producer. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`, `INPUT_UNSUPPORTED` */
const readBom = (path: string): BomDocument => parseBom(readBomFile(path), `the BOM ${showName(path)}`);

/** How complete a BOM is, and what is known of a signature over it. */
export interface FileScore extends BomScore {
  /** absent where it is not signed */
  readonly signature?: ReadBom['signature'];
}

/**
 * How complete a BOM is by a profile. One that is signed, as the predicate of a statement, counts as signed where the signature was verified
 * by somebody of `trusting` alone.
 *
 * @throws MpkError of `readSignedBom`; `USAGE` for a profile that does not exist
 */
export async function scoreBomFile(path: string, profile: string, trusting: Trusting = {}): Promise<FileScore> {
  const { document, signature } = await readSignedBom(path, trusting);
  const wanted = PROFILES[profileId(profile)];
  const by = signature?.isVerified === true ? signature.by : undefined;
  const score = scoreBom(viewModel(document), wanted, by === undefined ? {} : { signature: `signed by ${by}` });
  return { ...score, ...(signature && { signature }) };
}

function profileId(text: string): ProfileId {
  const id = PROFILE_IDS.find((one) => one === text);
  if (id !== undefined) return id;
  throw new MpkError('USAGE', `there is no profile ${JSON.stringify(text)}`, {
    hint: `one of ${PROFILE_IDS.join(', ')}`,
  });
}

/** What changed from one BOM to another. @throws MpkError as {@link readBom} */
export const diffBomFiles = (old: string, now: string): BomDiff => diffBoms(readBom(old), readBom(now));

/** Several BOMs as one. */
export interface MergedBoms {
  readonly text: string;
  /** components that were the same thing in two of them */
  readonly united: number;
  /** things that could not be kept; the total counts all */
  readonly dropped: MergedBom['dropped'];
  readonly droppedTotal: number;
}

/** Makes one BOM of several; its bytes follow from theirs and from SOURCE_DATE_EPOCH. @throws MpkError as {@link readBom} */
export function mergeBomFiles(paths: readonly string[], env: NodeJS.ProcessEnv): MergedBoms {
  const { bom, united, dropped, droppedTotal } = mergeBoms(paths.map(readBom), { timestamp: sourceTime(env) });
  return { text: `${JSON.stringify(bom, null, 2)}\n`, united, dropped, droppedTotal };
}

/** Whether a BOM speaks of the files that lie in a folder. */
export interface BomVerification {
  readonly comparison: BomComparison;
  readonly manifestDigest: string;
}

/**
 * The model that evidence was collected of, with what its signed statements say where somebody is named whose signatures count.
 *
 * @throws MpkError of the policy
 */
export async function modelOfEvidence(evidence: Evidence, trusting: Trusting): Promise<ReadModelFiles> {
  const { model, claims } = evidence;
  const attested = await attestedBy(trusting, evidence);
  return { name: model.name, files: model.files, ...(claims !== undefined && { claims }), attested };
}

/**
 * Holds a BOM, also one of SPDX 3, against files that were digested already; and where the files are those that it lists, what it says
 * against what they state. @throws MpkError as {@link readBom}
 */
export async function compareBomWithFiles(bom: string, model: ReadModelFiles): Promise<BomVerification> {
  return {
    comparison: await compareDocument(readBomFile(bom), model, `the BOM ${showName(bom)}`),
    manifestDigest: manifestDigest(createManifest(model.files)),
  };
}

/** Holds a BOM against a model's files. @throws MpkError of the pass; as {@link readBom} */
export async function compareBomWithModel(
  bom: string,
  options: ReadingOptions & { readonly model: string },
): Promise<BomVerification> {
  const located = locateModel(options.model, { leaveOut: [], env: options.env ?? {} });
  const measured = await measureFully(located, { ...options, formats: true, reading: 'facts' });
  return compareBomWithFiles(bom, await readModelFiles(located.model.name, measured));
}
