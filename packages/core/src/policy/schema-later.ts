// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../schema/schema-node.js';

const purlGlobs = { $ref: '#/$defs/globs', examples: [['pkg:huggingface/acme/*']] } as const;

const licenses = {
  type: 'object',
  'x-enforced': false,
  description: 'Licences of the model and of what it was made from, as SPDX ids.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    allow: { $ref: '#/$defs/names', description: 'Only these licences.', examples: [['apache-2.0', 'mit']] },
    deny: { $ref: '#/$defs/names', description: 'None of these licences.' },
    unknown: {
      $ref: '#/$defs/decision',
      default: 'deny',
      description: 'What a model without a known licence counts as.',
    },
  },
} as const satisfies SchemaNode;

const lineage = {
  type: 'object',
  'x-enforced': false,
  description: 'Whom the weights themselves descend from.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    baseModel: {
      type: 'object',
      description: 'The base model that the model claims.',
      additionalProperties: false,
      required: ['claimed'],
      properties: {
        claimed: {
          type: 'string',
          enum: ['confirmed', 'not-contradicted'],
          description: 'What the weights must say of the base model that is claimed.',
        },
      },
    },
    allow: { ...purlGlobs, description: 'Only ancestors that match one of these, as package URLs.' },
    deny: { ...purlGlobs, description: 'No ancestor may match any of these.' },
  },
} as const satisfies SchemaNode;

const bom = {
  type: 'object',
  'x-enforced': false,
  description: 'Completeness of the bill of materials.',
  additionalProperties: false,
  required: ['profile'],
  properties: {
    profile: { $ref: '#/$defs/name', description: 'Completeness profile.', examples: ['g7-2026'] },
    minimum: { type: 'number', minimum: 0, maximum: 1, description: 'Least share of the profile that must be met.' },
  },
} as const satisfies SchemaNode;

const audit = {
  type: 'object',
  'x-enforced': false,
  description: 'Contradictions between what the model states of itself.',
  additionalProperties: false,
  required: ['failOn'],
  properties: { failOn: { $ref: '#/$defs/severity', description: 'Lowest severity of a contradiction that fails.' } },
} as const satisfies SchemaNode;

const metadata = {
  type: 'object',
  'x-enforced': false,
  description: 'Facts that must be known of the model.',
  additionalProperties: false,
  required: ['require'],
  properties: {
    require: { $ref: '#/$defs/names', description: 'Names of facts.', examples: [['license', 'baseModel']] },
  },
} as const satisfies SchemaNode;

/** Requirements that are parsed and not enforced yet: a policy that has one gives `undecided`, never `pass`. */
export const laterRequirements = {
  licenses,
  lineage,
  bom,
  audit,
  metadata,
} as const satisfies Record<string, SchemaNode>;
