// SPDX-License-Identifier: Apache-2.0
import { createStatementFinder, type Evidence } from '@mpk/core';
import {
  createDocument,
  type DocumentInput,
  type SpecVersion,
  type SignedVerdict,
  type StatedIdentity,
} from '@mpk/bom/documents';
import { asksForSomething } from './asks-for-something.js';
import type { AttestedProduction } from './bom/attested-production.js';
import { documentModel } from './bom/document-model.js';
import { assertStated } from './bom/assert-stated.js';
import { documentClaims } from './bom/measured-bom.js';
import { sourceTime } from './bom/source-time.js';
import { collectLocated, locate, type CollectOptions } from './collect-evidence.js';
import type { AdHocRequirements, PolicySource } from './policy.js';
import { TOOL } from './runtime.js';

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
    model: documentModel(located, { ...model, claims: declared }),
    stated,
    authors,
    claims: [...declared, ...(attested?.claims ?? [])],
    ...(attested && { lineage: attested.lineage, production: attested.production, verdicts: attested.verdicts }),
    tool: TOOL,
    timestamp,
  };
  const text = await render(input, format, spec);
  const { manifestDigest } = model;
  return { text, format, manifestDigest, claims: input.claims.length, files: model.files.length };
}

interface Attested extends AttestedProduction {
  readonly verdicts: readonly SignedVerdict[];
}

/** What signed statements say, where somebody is named whose signatures count. */
async function attestedBy(options: BomOptions, evidence: Evidence): Promise<Attested | undefined> {
  if (options.policy === undefined && !asksForSomething(options)) return undefined;
  // Few documents need them, and they take as long to load as all else.
  const [{ adHocPolicy, loadPolicy }, { openTrust }, { attestedProduction }, { attestedVerdicts }] = await Promise.all([
    import('./policy.js'),
    import('./trust/verifiers.js'),
    import('./bom/attested-production.js'),
    import('./bom/attested-verdicts.js'),
  ]);
  // Whether a signature counts is decided at the time of now, whatever time the document is given.
  const now = new Date();
  const policy = await (options.policy ? loadPolicy(options.policy, now) : adHocPolicy(options));
  const { verifiers } = await openTrust(policy, { now, env: options.env ?? {} });
  const query = {
    statements: createStatementFinder(evidence, verifiers),
    signers: Object.keys(policy.document.spec.trust?.signers ?? {}),
    manifestDigest: evidence.model.manifestDigest,
  };
  return { ...attestedProduction(query), verdicts: attestedVerdicts(query) };
}

async function render(
  input: DocumentInput & { readonly timestamp: Date },
  format: BomFormat,
  spec: SpecVersion,
): Promise<string> {
  if (format === 'spdx-json') return createDocument({ ...input, format });
  if (format === 'cyclonedx-json' || format === 'cyclonedx-xml') return createDocument({ ...input, format, spec });
  const json = createDocument({ ...input, format: 'cyclonedx-json', spec });
  const [{ parseBom, viewModel }, { renderPage }] = await Promise.all([
    import('@mpk/bom/assess'),
    import('./bom/render-page.js'),
  ]);
  return renderPage(viewModel(parseBom(Buffer.from(json))), format);
}
