// SPDX-License-Identifier: Apache-2.0
import { collectClaims, subjectOf } from '@mpk/bom';
import { parseBom, readSpdx, viewOfFiles, type FactComparison } from '@mpk/bom/assess';
import {
  compareFacts,
  createDocument,
  unitedFacts,
  type AttestedFacts,
  type CycloneDxRequest,
  type DocumentInput,
  type ProvenanceFacts,
  type SignedVerdict,
} from '@mpk/bom/documents';
import { modelFiles } from '../model.js';

const tool = { name: 'mpk', version: '1.2.3' };
const what = 'provenance signed by release';
const said = { source: { what }, method: 'stated' } as const;
const PROVENANCE: ProvenanceFacts = {
  what,
  claims: [
    { ...said, subject: 'model', name: 'base-model', value: 'acme/base' },
    { ...said, subject: 'base:acme/base', name: 'base-model.hash', value: 'ab'.repeat(32) },
    { ...said, subject: 'base:acme/base', name: 'base-model.relation', value: 'finetune' },
    { ...said, subject: 'model', name: 'dataset.training', value: 'acme/reviews' },
    { ...said, subject: 'dataset:acme/reviews', name: 'dataset.license', value: 'cc-by-4.0' },
    { ...said, subject: 'model', name: 'dataset.evaluation', value: 'acme/held-out' },
    { ...said, subject: 'model', name: 'metric', value: { metric: 'accuracy', value: 0.91 } },
    { ...said, subject: 'model', name: 'hardware', value: 'H100' },
  ],
  lineage: [{ name: 'acme/base', known: 'attested' }],
  production: { images: [{ name: 'ghcr.io/acme/train', tag: 'v1' }], runs: [{ id: 'run 1', name: 'ci' }] },
};
const verdict = (digit: string): SignedVerdict => ({
  signer: 'quality',
  bundleSha256: digit.repeat(64),
  kind: 'tests',
  result: 'FAILED',
  met: ['accuracy >= 0.9'],
  unmet: ['worst subgroup'],
});
const ATTESTED: AttestedFacts = { provenance: [PROVENANCE], verdicts: [verdict('2')] };

const files = modelFiles({ 'README.md': '---\nlicense: mit\nbase_model: acme/base\n---\n# Toy\n' });
const { claims } = collectClaims(files);
const MODEL = { kind: subjectOf(files, { claims }), name: 'toy', manifestDigest: 'sha256:0', files };

const FORMATS = [
  { format: 'cyclonedx-json', spec: '1.5' },
  { format: 'cyclonedx-json', spec: '1.6' },
  { format: 'cyclonedx-json', spec: '1.7' },
  { format: 'spdx-json' },
] as const satisfies readonly (Pick<CycloneDxRequest, 'format' | 'spec'> | { format: 'spdx-json' })[];
type Format = (typeof FORMATS)[number];

/** A document that rests on what was attested, after somebody edited it. */
function documentOf(format: Format, attested: AttestedFacts, edit: (text: string) => string = (text) => text): string {
  const united = unitedFacts(attested);
  const input: DocumentInput & { timestamp: Date } = {
    ...united,
    model: MODEL,
    claims: [...claims, ...united.claims],
    tool,
    timestamp: new Date(0),
  };
  const text = createDocument({ ...input, ...format });
  return edit(text);
}

function compare(document: string, attested?: AttestedFacts): Extract<FactComparison, { isCompared: true }> {
  const json = JSON.parse(document);
  const read = { model: MODEL, claims, tool, ...(attested && { attested }) };
  const facts = compareFacts(
    '@graph' in json ? readSpdx(json) : viewOfFiles(parseBom(Buffer.from(document)), MODEL.files),
    read,
  );
  if (!facts.isCompared) throw new Error(facts.reason);
  return facts;
}

describe.each(FORMATS)('what signed statements say, in a BOM as %j', (format) => {
  const bom = documentOf(format, ATTESTED);

  it('is confirmed by the statements, where they were verified', () => {
    const { different, unchecked, totals } = compare(bom, ATTESTED);
    expect([different, unchecked]).toEqual([[], []]);
    expect(totals.confirmed).toBeGreaterThan(compare(bom).totals.confirmed);
  });

  it('is established by nothing where nobody verified them, and contradicted by nothing', () => {
    const { different, unchecked } = compare(bom);
    expect(different).toEqual([]);
    expect(unchecked.map(({ source }) => source)).toEqual(
      expect.arrayContaining([`${what} (stated)`, 'a record of how it was made']),
    );
  });

  it('is not that of somebody else, whatever he signed', () => {
    const other = 'provenance signed by other';
    const renamed = PROVENANCE.claims.map((claim) => ({ ...claim, source: { what: other } }));
    const attested = { provenance: [{ ...PROVENANCE, what: other, claims: renamed, production: {} }], verdicts: [] };
    const { different, unchecked } = compare(bom, attested);
    expect(different).toEqual([]);
    expect(unchecked.length).toBeGreaterThan(5);
  });

  it.each([
    ['a result', '0.91', '0.99'],
    ['what a data set is for', 'acme/held-out', 'acme/held-up'],
    ['the licence of a data set', /cc-by-4\.0/i, 'MIT'],
    ['a relation', 'finetune', 'merge'],
    ['a digest', 'ab'.repeat(32), 'ac'.repeat(32)],
    ['the hardware', 'H100', 'A100'],
    ['an image', 'acme/train', 'acme/trial'],
  ])('is found where somebody edited %s', (_, from, to) => {
    const edited = documentOf(format, ATTESTED, (text) => text.replaceAll(new RegExp(from, 'gi'), to));
    expect(edited).not.toBe(bom);
    expect(compare(edited, ATTESTED).different.length).toBeGreaterThan(0);
  });

  it('is not asked of a BOM that was made without it, or before it', () => {
    const nothing = { provenance: [], verdicts: [] };
    for (const [made, later] of [
      [nothing, ATTESTED],
      [ATTESTED, { ...ATTESTED, verdicts: [verdict('2'), verdict('3')] }],
    ] as const) {
      const { different, unchecked } = compare(documentOf(format, made), later);
      expect([different, unchecked]).toEqual([[], []]);
    }
  });
});
