// SPDX-License-Identifier: Apache-2.0
import {
  createManifest,
  createStatementFinder,
  manifestDigest,
  MpkError,
  type Evidence,
  type EvidenceFile,
} from '@mpk/core';
import {
  diffBoms,
  mergeBoms,
  parseBom,
  PROFILE_IDS,
  PROFILES,
  renderBomHtml,
  renderBomMarkdown,
  scoreBom,
  viewModel,
  type BomComparison,
  type BomDiff,
  type BomDocument,
  type BomScore,
  type ModelView,
  type ProfileId,
} from '@mpk/bom/assess';
import { createDocument, type DocumentInput, type SpecVersion, type StatedIdentity } from '@mpk/bom/documents';
import { attestedProduction, type AttestedProduction } from './bom/attested-production.js';
import { compareDocument, readBomFile } from './bom/compare-document.js';
import { documentModel } from './bom/document-model.js';
import { assertStated } from './bom/assert-stated.js';
import { documentClaims } from './bom/measured-bom.js';
import { sourceTime } from './bom/source-time.js';
import { collectLocated, locate, type CollectOptions } from './collect-evidence.js';
import { measureFully, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';
import { adHocPolicy, asksForSomething, loadPolicy, type AdHocRequirements, type PolicySource } from './policy.js';
import { TOOL } from './runtime.js';
import { openTrust } from './trust/verifiers.js';

export { bomComparisonSchema, bomDiffSchema, bomScoreSchema, PROFILE_IDS, PROFILES, showRemedy } from '@mpk/bom/assess';
export type { BomComparison, BomDiff, BomScore, Gap, ProfileId } from '@mpk/bom/assess';
export { SPEC_VERSIONS } from '@mpk/bom/documents';
export type { SpecVersion, StatedIdentity } from '@mpk/bom/documents';
export { assertOutputs } from './inspect/outputs.js';

/** What a BOM may be written as. */
export const BOM_FORMATS = ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json', 'markdown', 'html'] as const;
export type BomFormat = (typeof BOM_FORMATS)[number];

/** Options of {@link createModelBom}; with a policy, or with a signer of the command line, signed provenance is taken too. */
export interface BomOptions extends CollectOptions, AdHocRequirements {
  readonly policy?: PolicySource;
  /** default `cyclonedx-json` */
  readonly format?: BomFormat | undefined;
  /** of CycloneDX; default 1.7 */
  readonly spec?: SpecVersion | undefined;
  /** what the caller says that the model is; files that say something else are a conflict */
  readonly stated?: StatedIdentity;
  /** who makes the document */
  readonly authors?: readonly string[];
  /** when it was made; default SOURCE_DATE_EPOCH of `env`, else now */
  readonly timestamp?: Date;
}

/** A BOM, and what it is about. */
export interface ModelBom {
  readonly text: string;
  readonly format: BomFormat;
  readonly manifestDigest: string;
  /** facts that it rests on */
  readonly claims: number;
  readonly files: number;
}

/**
 * Reads a model once, and writes down what it is: digests, measured facts, and what its files state, each with its source. Nothing is
 * fetched, nothing is made up.
 *
 * @throws MpkError of the pass; `USAGE` for a SOURCE_DATE_EPOCH that is no time, and for a name that is empty
 */
export async function createModelBom(options: BomOptions): Promise<ModelBom> {
  const { format = 'cyclonedx-json', spec = '1.7', env = {}, stated = {}, authors = [] } = options;
  assertStated(stated, authors);
  const timestamp = options.timestamp ?? sourceTime(env);
  const depth = { formats: true, claims: true, ancestors: false, serializations: false, now: timestamp };
  const located = locate(options, depth);
  const evidence = await collectLocated(located, options, depth);
  const { model } = evidence;
  const declared = documentClaims(evidence.claims ?? []);
  const attested = await attestedBy(options, evidence);
  const input: DocumentInput & { readonly timestamp: Date } = {
    model: documentModel(located, model),
    stated,
    authors,
    claims: [...declared, ...(attested?.claims ?? [])],
    ...(attested && { lineage: attested.lineage, production: attested.production }),
    tool: TOOL,
    timestamp,
  };
  const text = render(input, format, spec);
  const { manifestDigest } = model;
  return { text, format, manifestDigest, claims: input.claims.length, files: model.files.length };
}

/** What signed provenance says, where somebody is named whose signatures count. */
async function attestedBy(options: BomOptions, evidence: Evidence): Promise<AttestedProduction | undefined> {
  if (options.policy === undefined && !asksForSomething(options)) return undefined;
  // Whether a signature counts is decided at the time of now, whatever time the document is given.
  const now = new Date();
  const policy = await (options.policy ? loadPolicy(options.policy, now) : adHocPolicy(options));
  const { verifiers } = await openTrust(policy, { now, env: options.env ?? {} });
  return attestedProduction({
    statements: createStatementFinder(evidence, verifiers),
    signers: Object.keys(policy.document.spec.trust?.signers ?? {}),
    manifestDigest: evidence.model.manifestDigest,
  });
}

function render(input: DocumentInput & { readonly timestamp: Date }, format: BomFormat, spec: SpecVersion): string {
  if (format === 'spdx-json') return createDocument({ ...input, format });
  if (format === 'cyclonedx-json' || format === 'cyclonedx-xml') return createDocument({ ...input, format, spec });
  const json = createDocument({ ...input, format: 'cyclonedx-json', spec });
  return renderPage(viewModel(parseBom(Buffer.from(json))), format);
}

/** A page, with what the document is worth by every profile. */
function renderPage(view: ModelView, format: 'markdown' | 'html'): string {
  const scores = PROFILE_IDS.map((id) => scoreBom(view, PROFILES[id]));
  return format === 'html' ? renderBomHtml(view, { scores }) : renderBomMarkdown(view, { scores });
}

/** Reads a CycloneDX JSON document of any producer. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`, `INPUT_UNSUPPORTED` */
export const readBom = (path: string): BomDocument => parseBom(readBomFile(path));

/** How complete a BOM is by a profile. @throws MpkError as {@link readBom}; `USAGE` for a profile that does not exist */
export function scoreBomFile(path: string, profile: string): BomScore {
  return scoreBom(viewModel(readBom(path)), PROFILES[profileId(profile)]);
}

function profileId(text: string): ProfileId {
  const id = PROFILE_IDS.find((one) => one === text);
  if (id !== undefined) return id;
  throw new MpkError('USAGE', `there is no profile ${JSON.stringify(text)}`, {
    hint: `one of ${PROFILE_IDS.join(', ')}`,
  });
}

/** A page about a BOM of any producer. @throws MpkError as {@link readBom} */
export const renderBomFile = (path: string, format: 'markdown' | 'html'): string =>
  renderPage(viewModel(readBom(path)), format);

/** What changed from one BOM to another. @throws MpkError as {@link readBom} */
export const diffBomFiles = (old: string, now: string): BomDiff => diffBoms(readBom(old), readBom(now));

/** Several BOMs as one. */
export interface MergedBoms {
  readonly text: string;
  /** components that were the same thing in two of them */
  readonly united: number;
  /** things that could not be kept */
  readonly dropped: number;
}

/** Makes one BOM of several; its bytes follow from theirs and from SOURCE_DATE_EPOCH. @throws MpkError as {@link readBom} */
export function mergeBomFiles(paths: readonly string[], env: NodeJS.ProcessEnv): MergedBoms {
  const { bom, united, droppedTotal } = mergeBoms(paths.map(readBom), { timestamp: sourceTime(env) });
  return { text: `${JSON.stringify(bom, null, 2)}\n`, united, dropped: droppedTotal };
}

/** Whether a BOM speaks of the files that lie in a folder. */
export interface BomVerification {
  readonly comparison: BomComparison;
  readonly manifestDigest: string;
}

/** Holds a BOM, also one of SPDX 3, against files that were digested already. @throws MpkError as {@link readBom} */
export const compareBomWithFiles = (bom: string, files: readonly EvidenceFile[]): BomVerification => ({
  comparison: compareDocument(readBomFile(bom), files),
  manifestDigest: manifestDigest(createManifest(files)),
});

/** Holds a BOM against a model's files. @throws MpkError of the pass; as {@link readBom} */
export async function compareBomWithModel(
  bom: string,
  options: ReadingOptions & { readonly model: string },
): Promise<BomVerification> {
  const located = locateModel(options.model, { leaveOut: [], env: options.env ?? {} });
  const { files } = await measureFully(located, { ...options, formats: false });
  return compareBomWithFiles(bom, files);
}
