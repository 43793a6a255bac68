// SPDX-License-Identifier: Apache-2.0
import { claimsSchema } from '../claims/claims-schema.js';
import { inspectionSchema } from '../inspection/inspection-schema.js';
import { MAX_SERIALIZATIONS } from '../serialization/file-digests.js';
import { HASH_BYTES, METHODS } from '../serialization/serialization.js';
import { EVIDENCE_SCHEMA } from './types.js';

const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const digest = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } as const;

const bundles = {
  type: 'array',
  items: {
    type: 'object',
    required: ['source', 'sha256', 'content'],
    properties: { source: { type: 'string' }, sha256, content: { type: 'string', contentEncoding: 'base64' } },
  },
} as const;

const serializations = {
  type: 'array',
  maxItems: MAX_SERIALIZATIONS,
  items: {
    type: 'object',
    required: ['serialization', 'files'],
    properties: {
      serialization: {
        type: 'object',
        required: ['method', 'hash'],
        properties: {
          method: { enum: METHODS },
          hash: { enum: Object.keys(HASH_BYTES) },
          shardSizeBytes: { type: 'integer', minimum: 1, description: 'for shards' },
        },
      },
      files: {
        type: 'array',
        items: {
          type: 'object',
          required: ['name', 'digests'],
          properties: {
            name: { type: 'string' },
            digests: { type: 'array', items: { type: 'string', pattern: '^(?:[0-9a-f]{64}|[0-9a-f]{128})$' } },
          },
        },
      },
    },
  },
} as const;

/** JSON Schema of stored evidence. */
export const evidenceSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/evidence-v1alpha1.schema.json',
  title: 'Model Provenance Kit: evidence',
  description: 'All facts that a decision rests on, for one model. As trustworthy as its storage, the bundles aside.',
  type: 'object',
  required: ['schema', 'collectedAt', 'tool', 'model', 'bundles'],
  properties: {
    schema: { const: EVIDENCE_SCHEMA },
    collectedAt: { type: 'string', description: 'ISO 8601, UTC' },
    tool: {
      type: 'object',
      required: ['name', 'version'],
      properties: { name: { type: 'string' }, version: { type: 'string' } },
    },
    model: {
      type: 'object',
      required: ['name', 'uri', 'singleFile', 'sizeBytes', 'manifestDigest', 'omsRootDigest', 'files', 'ignored'],
      properties: {
        name: { type: 'string' },
        uri: { type: 'string' },
        path: { type: 'string' },
        singleFile: { type: 'boolean' },
        sizeBytes: { type: 'integer', minimum: 0 },
        manifestDigest: digest,
        omsRootDigest: digest,
        files: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['name', 'sizeBytes', 'sha256'],
            properties: {
              name: { type: 'string' },
              sizeBytes: { type: 'integer', minimum: 0 },
              sha256,
              format: {
                type: 'object',
                required: ['id', 'contains'],
                properties: { id: { type: 'string' }, contains: { type: 'array', items: { type: 'string' } } },
              },
              inspectedBytes: { type: 'integer', minimum: 0, description: 'bytes that a reader explained' },
            },
          },
        },
        ignored: { type: 'array', items: { type: 'string' } },
        serializations: {
          ...serializations,
          description:
            'digests of the same files by other hashes or over shards, as signatures beside the model ask for them',
        },
      },
    },
    inspection: {
      ...inspectionSchema,
      description: 'what checks saw in the files; absent where none ran',
    },
    claims: {
      ...claimsSchema,
      description:
        'facts that files state, and that were measured, each with its source; absent where nobody collected them',
    },
    audit: { ...inspectionSchema, description: 'what the rules of the audit saw in them; absent where none ran' },
    bomScores: {
      type: 'array',
      description: 'how complete a bill of materials of it is, by each profile; absent where nobody made one',
      items: {
        type: 'object',
        required: ['profile', 'complete', 'substantiated', 'gaps'],
        properties: {
          profile: { type: 'string' },
          complete: { type: 'number', minimum: 0, maximum: 1 },
          substantiated: { type: 'number', minimum: 0, maximum: 1 },
          gaps: { type: 'array', items: { type: 'string' } },
        },
      },
    },
    bundles: { ...bundles, description: 'signatures and attestations found with the model or about it' },
    related: {
      ...bundles,
      description: 'signatures and attestations about what it was made from; absent where nobody looked for any',
    },
  },
} as const;
