// SPDX-License-Identifier: Apache-2.0
// Whatever a model says: every document of it is valid, holds together, and is about its files.
import type { Claim } from '@mpk/core';
import type { ModelFile } from '@mpk/bom';
import {
  compareWithFiles,
  diffBoms,
  mergeBoms,
  parseBom,
  readSpdx,
  renderBomHtml,
  renderBomMarkdown,
  scoreByAll,
  viewModel,
  viewOfFiles,
  type ComparisonOutcome,
  type FactComparison,
} from '@mpk/bom/assess';
import {
  compareFacts,
  createDocument,
  findReferenceFaults,
  SPEC_VERSIONS,
  type DocumentInput,
  type SpecVersion,
} from '@mpk/bom/documents';
import { jsonFaults, xmlFaults } from '../../../packages/bom/tests/documents/validators.ts';
import { spdxFaults } from '../../../packages/bom/tests/spdx/spdx-schema.ts';

const tool = { name: 'fuzz', version: '1' };
const newer = { ...tool, version: '2' };
const timestamp = new Date('2026-02-03T04:05:06Z');

/** @returns what is wrong, in words */
export function faultOfDocuments(files: readonly ModelFile[], claims: readonly Claim[]): string | undefined {
  const input = { model: { name: 'model', files }, claims, tool, timestamp };
  for (const spec of SPEC_VERSIONS) {
    const json = createDocument({ ...input, format: 'cyclonedx-json', spec });
    const fault =
      faultOfJson(json, spec) ??
      said(`XML ${spec}`, xmlFaults(createDocument({ ...input, format: 'cyclonedx-xml', spec }), spec)) ??
      faultOfAssessment(json, files) ??
      faultOfFacts(json, input) ??
      faultOfMerge(json, spec);
    if (fault !== undefined) return fault;
    if (json !== createDocument({ ...input, format: 'cyclonedx-json', spec })) return `JSON ${spec} differs each time`;
  }
  const spdx = createDocument({ ...input, format: 'spdx-json' });
  const faults = spdxFaults(spdx);
  return faults.length > 0 ? said('SPDX', faults) : faultOfSpdxFacts(spdx, input);
}

const said = (what: string, faults: unknown): string | undefined =>
  faults === null ? undefined : `${what}: ${JSON.stringify(faults)}`;

function faultOfJson(json: string, spec: SpecVersion): string | undefined {
  const { duplicates, dangling } = findReferenceFaults(JSON.parse(json) as Parameters<typeof findReferenceFaults>[0]);
  if (duplicates.length + dangling.length > 0) return said(`references of ${spec}`, { duplicates, dangling });
  return said(`JSON ${spec}`, jsonFaults(json, spec));
}

/** What reads BOMs of others reads ours: nothing is passed over, and it agrees with the files. */
function faultOfAssessment(json: string, files: readonly ModelFile[]): string | undefined {
  const bom = parseBom(Buffer.from(json));
  if (bom.passedOver.total > 0) return said('passed over', bom.passedOver.listed);
  const view = viewModel(bom);
  const comparison = compareWithFiles(view, files);
  if (comparison.outcome !== expectedOf(files)) return said('files', comparison);
  const scores = scoreByAll(view);
  for (const page of [renderBomHtml(view, { scores }), renderBomMarkdown(view, { scores })])
    if (page.includes('\u0000')) return 'a page with a character that no page may have';
  const difference = diffBoms(bom, bom);
  if (!difference.isEqual) return said('a difference from itself', difference);
  return undefined;
}

/** Made once more of the same files, it says the same; and fact by fact, as if another version had made it. */
function faultOfFacts(json: string, { model, claims }: DocumentInput): string | undefined {
  const view = viewOfFiles(parseBom(Buffer.from(json)), model.files);
  return faultOf([tool, newer].map((by) => compareFacts(view, { model, claims, tool: by })));
}

function faultOfSpdxFacts(json: string, { model, claims }: DocumentInput): string | undefined {
  const document = readSpdx(JSON.parse(json) as Parameters<typeof readSpdx>[0]);
  return faultOf([tool, newer].map((by) => compareFacts(document, { model, claims, tool: by })));
}

function faultOf(compared: readonly FactComparison[]): string | undefined {
  const wrong = compared.find((facts) => !facts.isCompared || facts.totals.different > 0);
  return wrong === undefined ? undefined : said('facts', wrong);
}

/** Also where a name has what no document can write. */
const expectedOf = (files: readonly ModelFile[]): ComparisonOutcome => (files.length === 0 ? 'undecided' : 'pass');

/** With itself: everything is there twice. */
function faultOfMerge(json: string, spec: SpecVersion): string | undefined {
  const { bom } = mergeBoms([parseBom(Buffer.from(json)), parseBom(Buffer.from(json))]);
  return faultOfJson(JSON.stringify(bom), spec);
}
