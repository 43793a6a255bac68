// SPDX-License-Identifier: Apache-2.0
import { CLAIM_METHODS } from '../claims/claim.js';
import type { SchemaNode } from '../schema/schema-node.js';

/** `requirements.licenses` */
export const licenses = {
  type: 'object',
  description:
    'Licences of the model, by ids of SPDX or of the Hub. Facts for a review, never legal advice. Each must be allowed that a file ' +
    'states, also as a name or a link, that a sentence of the card names, and that a text at the top, such as `LICENSE`, or in ' +
    '`LICENSES`, was recognised as, unless it is one of the stated. Expressions are those of SPDX: of `OR` one licence must be ' +
    'allowed. Where a card, or another file that may state a licence, could not be read, the answer is `undecided`. Words of a card ' +
    'that forbid something, and texts in other folders, are for `audit`.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    allow: { $ref: '#/$defs/names', description: 'Only these licences.', examples: [['apache-2.0', 'mit']] },
    deny: {
      $ref: '#/$defs/names',
      description:
        'None of these licences: not stated, not in an expression, and no text of one in any folder. One counts whatever it says of later versions, and with an exception; the id of a family, such as `gpl`, for all that are of it.',
    },
    unknown: {
      $ref: '#/$defs/decision',
      default: 'deny',
      description:
        'What a model without a known licence counts as: nothing is stated and no text was recognised, `other` is stated alone, or an ' +
        'id that is neither known nor on `allow`, such as that of a family. Prose alone makes none known. Under `deny` a text at the ' +
        'top that nobody recognises leaves it undecided.',
    },
  },
} as const satisfies SchemaNode;

/** `requirements.audit` */
export const audit = {
  type: 'object',
  description: 'Contradictions between what files of the model state, and gaps. `audit: {failOn: high}` is a start.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    failOn: { $ref: '#/$defs/severity', default: 'high', description: 'Lowest severity of a finding that fails.' },
    rules: {
      type: 'object',
      maxProperties: 256,
      propertyNames: { $ref: '#/$defs/name' },
      additionalProperties: { type: 'string', enum: ['off', 'info', 'low', 'medium', 'high', 'critical'] },
      description: 'By rule id (`mpk audit --list`): the severity that its findings have here, or `off`.',
    },
  },
} as const satisfies SchemaNode;

/** `requirements.metadata` */
export const metadata = {
  type: 'object',
  description:
    'Facts that must be known of the model: from whatever file, or `stated` by provenance of the model that a signer of `trust` ' +
    'signed: parents, data for training and for evaluation, what was measured, the hardware.',
  additionalProperties: false,
  required: ['require'],
  properties: {
    require: {
      type: 'array',
      minItems: 1,
      maxItems: 256,
      items: { type: 'string', minLength: 1, maxLength: 100 },
      description: 'Names of facts, see the [vocabulary](claims.md).',
      examples: [['license', 'parameters.count']],
    },
    methods: {
      type: 'object',
      maxProperties: 256,
      additionalProperties: {
        type: 'array',
        minItems: 1,
        maxItems: 4,
        items: { type: 'string', enum: [...CLAIM_METHODS] },
      },
      description:
        'By name of a required fact: how it may be known, such as `parameters.count: [measured]`. Else in any way.',
    },
  },
} as const satisfies SchemaNode;

/** `requirements.bom` */
export const bom = {
  type: 'object',
  description:
    'How complete the bill of materials is that the kit makes of the model: what its files state and what was measured, by a published ' +
    '[profile](bom-profiles.md).',
  additionalProperties: false,
  required: ['profile'],
  properties: {
    profile: { $ref: '#/$defs/name', description: 'Completeness profile.', examples: ['g7-2026'] },
    minimum: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 0,
      description: 'Least share of the profile that must be there and say something.',
    },
    substantiated: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 0,
      description: 'Least share that a citation, a digest or a signature must back.',
    },
  },
} as const satisfies SchemaNode;
