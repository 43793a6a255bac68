// SPDX-License-Identifier: Apache-2.0
import { CHANGE_KINDS, DIFF_SCHEMA } from './diff-boms.js';

const count = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const pointer = { type: 'string', description: 'RFC 6901, into the document that has it' } as const;
const properties = { type: text, name: text, version: text, pointer } as const;
const required = ['type', 'name', 'pointer'] as const;

const change = {
  type: 'object',
  required: ['kind', 'field', 'removed', 'added'],
  properties: {
    kind: { enum: CHANGE_KINDS },
    field: { type: 'string', description: 'such as licenses, hashes[SHA-256] or modelCard.modelParameters.task' },
    removed: { ...texts, description: 'what only the old document says, the first of it' },
    added: { ...texts, description: 'what only the new document says, the first of it' },
  },
} as const;

/** JSON Schema of the difference of two BOMs. */
export const bomDiffSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/bom-diff-v1alpha1.schema.json',
  title: 'Model Provenance Kit: what changed between two BOMs',
  description: 'Components that were added, removed or changed, and which facts of them. Additions only.',
  type: 'object',
  required: ['schema', 'isEqual', 'totals', 'added', 'removed', 'changed'],
  properties: {
    schema: { const: DIFF_SCHEMA },
    isEqual: { type: 'boolean' },
    unread: { ...count, description: 'elements of XML that were not compared, of both documents' },
    totals: {
      type: 'object',
      required: ['added', 'removed', 'changed'],
      properties: { added: count, removed: count, changed: count },
    },
    added: { type: 'array', items: { type: 'object', required, properties } },
    removed: { type: 'array', items: { type: 'object', required, properties } },
    changed: {
      type: 'array',
      items: {
        type: 'object',
        required: [...required, 'oldPointer', 'changes'],
        properties: { ...properties, oldPointer: pointer, changes: { type: 'array', items: change } },
      },
    },
  },
} as const;
