// SPDX-License-Identifier: Apache-2.0
import { CLAIM_METHODS } from './claim.js';
import { MAX_EVIDENCE_CLAIMS } from './parse-claims.js';

/** JSON Schema of the facts of a model. */
export const claimsSchema = {
  type: 'array',
  maxItems: MAX_EVIDENCE_CLAIMS,
  items: {
    type: 'object',
    required: ['subject', 'name', 'value', 'source', 'method'],
    properties: {
      subject: { type: 'string', description: '`model`, `file:<name>`, `dataset:<name>` or `base:<name>`' },
      name: { type: 'string', description: 'of the vocabulary, such as `license`' },
      value: { description: 'plain data' },
      source: {
        type: 'object',
        properties: {
          file: { type: 'string', description: 'model-relative name' },
          pointer: { type: 'string', description: 'where in it' },
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          what: { type: 'string', description: 'what it is where it is no file' },
        },
      },
      method: { enum: CLAIM_METHODS },
    },
  },
} as const;
