// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../../schema/schema-node.js';
import { MAX_PREDICATE_ITEMS, anyObject, resourceDescriptor, text } from './resource-descriptor.js';

export const SCAI_TYPE = 'https://in-toto.io/attestation/scai/v0.3';
export const SCAI_TYPE_0_2 = 'https://in-toto.io/attestation/scai/attribute-report/v0.2';

/** @see https://github.com/in-toto/attestation/blob/main/spec/predicates/scai.md */
export const scaiSchema = {
  type: 'object',
  required: ['attributes'],
  properties: {
    attributes: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_PREDICATE_ITEMS,
      description: 'What is asserted.',
      items: {
        type: 'object',
        required: ['attribute'],
        properties: {
          attribute: { ...text, description: 'Such as `TRAINED_IN_TEE` or `LICENSE_REVIEWED`.' },
          target: { ...resourceDescriptor, description: 'What it is asserted of, where that is not the subject.' },
          conditions: { ...anyObject, description: 'Under which it holds.' },
          evidence: { ...resourceDescriptor, description: 'What shows it.' },
        },
      },
    },
    producer: { ...resourceDescriptor, description: 'What made the subject.' },
  },
} as const satisfies SchemaNode;
