// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../schema/schema-node.js';

const purlGlobs = { $ref: '#/$defs/globs', examples: [['pkg:huggingface/acme/*']] } as const;

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

/** Requirements that are parsed and not enforced yet: a policy that has one gives `undecided`, never `pass`. */
export const laterRequirements = {
  lineage,
} as const satisfies Record<string, SchemaNode>;
