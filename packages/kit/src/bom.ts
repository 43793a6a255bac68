// SPDX-License-Identifier: Apache-2.0
import {
  createDocument,
  type DocumentInput,
  type SpecVersion,
  type StatedIdentity,
  unitedFacts,
} from '@mpk/bom/documents';
import { attestedBy } from './bom/attested.js';
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
  const attested = unitedFacts((await attestedBy(options, evidence)) ?? { provenance: [], verdicts: [] });
  const input: DocumentInput & { readonly timestamp: Date } = {
    model: documentModel(located, { ...model, claims: declared }),
    stated,
    authors,
    ...attested,
    claims: [...declared, ...attested.claims],
    tool: TOOL,
    timestamp,
  };
  const text = await render(input, format, spec);
  const { manifestDigest } = model;
  return { text, format, manifestDigest, claims: input.claims.length, files: model.files.length };
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
