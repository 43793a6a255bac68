// SPDX-License-Identifier: Apache-2.0
import { conformanceOf, createDocument, findProfileFaults, type DocumentInput } from '@mpk/bom/documents';
import { ADAPTER, CLAIM_SETS, claim, FINETUNED, SILENT } from '../documents/claim-sets.js';
import { spdxFaults } from './spdx-schema.js';

const timestamp = new Date('2026-02-03T04:05:06.789Z');
const spdxOf = (input: DocumentInput): string => createDocument({ ...input, timestamp, format: 'spdx-json' });
const graphOf = (input: DocumentInput): any[] => JSON.parse(spdxOf(input))['@graph'];
const named = (graph: any[], name: string): any => graph.find((one) => one.spdxId?.endsWith(`#${name}`));
const related = (graph: any[], type: string): any =>
  graph
    .filter(({ relationshipType }) => relationshipType === type)
    .map(({ from, to }) => [from, ...to].map((id: string) => id.slice(id.indexOf('#') + 1)));

describe.each(Object.entries(CLAIM_SETS))('SPDX of the %s model', (_, input) => {
  it('is valid, with every reference in place', () => {
    expect(spdxFaults(spdxOf(input))).toEqual([]);
  });

  it('is the same bytes again, and whatever the order of files', () => {
    const turned = { ...input, model: { ...input.model, files: input.model.files.toReversed() } };
    expect(spdxOf(turned)).toBe(spdxOf(input));
  });
});

describe('an SPDX document', () => {
  it('has the model, its files with digests, and the time to the second', () => {
    const graph = graphOf(FINETUNED);
    expect(graph[0].created).toBe('2026-02-03T04:05:06Z');
    expect(named(graph, 'model')).toMatchObject({
      type: 'ai_AIPackage',
      software_packageUrl: `pkg:huggingface/acme/toy-llama@${'b'.repeat(40)}`,
      ai_domain: ['text-generation'],
    });
    expect(related(graph, 'contains')[0]).toHaveLength(8);
    expect(named(graph, 'file:LICENSE').verifiedUsing).toEqual([
      { type: 'Hash', algorithm: 'sha256', hashValue: '3'.repeat(64) },
    ]);
  });

  it('keeps what it was trained on and what it was tested on apart', () => {
    const graph = graphOf(FINETUNED);
    expect(related(graph, 'trainedOn')).toEqual([['model', 'dataset:HuggingFaceH4/ultrachat_200k']]);
    expect(related(graph, 'testedOn')).toEqual([['model', 'dataset:cais/mmlu']]);
  });

  it('has each licence, what is declared apart from what is concluded', () => {
    const graph = graphOf(FINETUNED);
    expect(related(graph, 'hasConcludedLicense')).toEqual([['model', 'license:MIT']]);
    expect(related(graph, 'hasDeclaredLicense')[0]).toHaveLength(4);
    const custom = graph.filter((one) => one.simplelicensing_customIdToUri);
    expect(custom).toMatchObject([
      {
        comment: 'Llama 3.2 Community',
        simplelicensing_customIdToUri: [{ value: 'https://www.llama.com/llama3_2/license/' }],
      },
    ]);
  });

  it('has every claim with its source, also those that others contradict', () => {
    const statements = graphOf(FINETUNED).flatMap(({ statement }) => statement ?? []);
    expect(statements).toContain('parameters.count = 1234567 <measured model.safetensors>');
    expect(statements).toContain('parameters.count = 7000000 <declared config.json#/n_params>');
    expect(statements).toHaveLength(FINETUNED.claims.length);
  });

  it('has ancestors with how each is known', () => {
    const graph = graphOf(ADAPTER);
    const comments = graph.filter((one) => one.relationshipType === 'ancestorOf').map((one) => one.comment);
    expect(comments).toEqual(['adapter, declared', 'attested', 'confirmed']);
  });

  it('has what a pipeline recorded', () => {
    const statements = graphOf(ADAPTER).flatMap(({ statement }) => statement ?? []);
    expect(statements.filter((text) => text.startsWith('production.'))).toEqual([
      `production.image = ghcr.io/acme/train:v1@sha256:${'e'.repeat(64)} <stated>`,
      'production.package = peft <stated>',
      `production.package = torch==2.3.0 sha256:${'f'.repeat(64)} <stated>`,
      expect.stringContaining('production.run = {"id":"run 1","name":"train","startedAt":"2026-01-01T00:00:00.000Z"'),
    ]);
  });

  it('refuses files of one name', () => {
    const model = { ...SILENT.model, files: [...SILENT.model.files, ...SILENT.model.files] };
    expect(() => spdxOf({ ...SILENT, model })).toThrow(expect.objectContaining({ code: 'MODEL_NAME_INVALID' }));
  });
});

describe('profiles of SPDX', () => {
  const complete: DocumentInput = {
    ...SILENT,
    model: { ...SILENT.model, uri: `hf://acme/m@${'b'.repeat(40)}` },
    claims: [
      claim('released', '2026-01-01', 'README.md'),
      claim('license', 'mit', 'README.md'),
      claim('license.text', 'MIT', 'LICENSE', { method: 'measured' }),
    ],
  };
  const claimedBy = (input: DocumentInput): readonly string[] =>
    graphOf(input).find(({ type }) => type === 'SpdxDocument').profileConformance;

  it('are claimed where their demands are met', () => {
    expect(claimedBy(complete)).toEqual(['core', 'software', 'simpleLicensing', 'ai']);
  });

  it('are not claimed, and nothing is made up, where something is unknown', () => {
    expect(claimedBy(SILENT)).toEqual(['core', 'software']);
    expect(named(graphOf(SILENT), 'model').releaseTime).toBeUndefined();
  });

  it.each(complete.claims.map(({ name }, i) => [name, i] as const))(
    'need each of their demands: without %s',
    (_, i) => {
      expect(claimedBy({ ...complete, claims: complete.claims.filter((__, j) => i !== j) })).not.toContain('ai');
    },
  );

  it('are not met by a dataset of which little is known', () => {
    const lacks = findProfileFaults(graphOf(FINETUNED))
      .filter(({ spdxId }) => spdxId.endsWith('#dataset:cais/mmlu'))
      .map((fault) => fault.lacks);
    expect(lacks).toEqual(['builtTime', 'originatedBy', 'releaseTime']);
  });

  it('are judged in graphs of others too, whatever their types are called', () => {
    expect(conformanceOf([{ type: 'constructor', spdxId: 'x' }])).toEqual(['core', 'software']);
  });
});
