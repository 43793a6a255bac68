// SPDX-License-Identifier: Apache-2.0
import { COMPARISON_SCHEMA } from './bom-against-files.js';

const count = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string' } as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const totals = ['matching', 'missing', 'extra', 'changed', 'withoutDigest'] as const;

const listed = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'pointer'],
    properties: { name: text, pointer: { type: 'string', description: 'RFC 6901, into the BOM' } },
  },
} as const;

const facts = {
  description: 'facts of the BOM against those of the files, where these are the files that it lists',
  type: 'object',
  required: ['isCompared'],
  properties: {
    isCompared: { type: 'boolean' },
    extent: {
      enum: ['all', 'some'],
      description:
        'all: the document was made of the files anew; some: licences, bases, data sets, sizes, metrics and names, one by one, and nothing is said of the rest',
    },
    reason: { type: 'string', description: 'why they are not compared, or not all of them' },
    totals: {
      type: 'object',
      required: ['confirmed', 'different', 'unchecked'],
      properties: {
        confirmed: { ...count, description: 'the files say so, too' },
        different: { ...count, description: 'the files contradict it' },
        unchecked: { ...count, description: 'not established by the files' },
      },
    },
    different: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'what'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901, into the BOM' },
          fact: { type: 'string', description: 'what it is about, where facts are compared one by one' },
          what: { enum: ['value', 'source'] },
          said: { type: 'string', description: 'by the BOM; absent where it says nothing' },
          found: { type: 'string', description: 'in the files; absent where they say nothing' },
          source: { type: 'string', description: 'file and key' },
        },
      },
    },
    unchecked: {
      description:
        'what the files do not establish: said of nothing in them, stated by whoever asked for the BOM, attested, or the name of the folder',
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'source'],
        properties: { pointer: text, fact: text, said: text, source: text },
      },
    },
    leftOut: {
      description:
        'licences and bases that the files declare and of which the BOM says nothing, where facts are compared one by one; no contradiction',
      type: 'array',
      items: {
        type: 'object',
        required: ['fact', 'found', 'source'],
        properties: { fact: text, found: text, source: text },
      },
    },
  },
} as const;

/** JSON Schema of the comparison of a BOM with files. */
export const bomComparisonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/bom-comparison-v1alpha1.schema.json',
  title: 'Model Provenance Kit: a BOM against the files of a model',
  description:
    'Which files are missing, too many, changed, or without a digest, and which facts differ. Additions only.',
  type: 'object',
  required: ['schema', 'outcome', 'totals', 'missing', 'extra', 'changed', 'withoutDigest'],
  properties: {
    schema: { const: COMPARISON_SCHEMA },
    outcome: { enum: ['pass', 'fail', 'undecided'] },
    totals: {
      type: 'object',
      required: totals,
      properties: { matching: count, missing: count, extra: count, changed: count, withoutDigest: count },
    },
    missing: listed,
    extra: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'sizeBytes', 'sha256'],
        properties: { name: text, sizeBytes: count, sha256 },
      },
    },
    changed: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'expectedSha256', 'sha256', 'sizeBytes', 'pointer'],
        properties: {
          name: text,
          expectedSha256: { type: 'array', items: sha256, description: 'several where the BOM contradicts itself' },
          sha256,
          expectedSizeBytes: count,
          sizeBytes: count,
          pointer: text,
        },
      },
    },
    withoutDigest: listed,
    facts,
  },
} as const;
