// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../../schema/schema-node.js';
import { MAX_PREDICATE_ITEMS, digestSet, text } from './resource-descriptor.js';

export const REFERENCE_TYPE = 'https://in-toto.io/attestation/reference/v0.1';

/** @see https://github.com/in-toto/attestation/blob/main/spec/predicates/reference.md */
export const referenceSchema = {
  type: 'object',
  required: ['attester', 'references'],
  properties: {
    attester: {
      type: 'object',
      description: 'Who provides the documents.',
      required: ['id'],
      properties: { id: { ...text, description: 'URI of the system that provides the documents.' } },
    },
    references: {
      type: 'array',
      maxItems: MAX_PREDICATE_ITEMS,
      description: 'The documents: data cards, raw scan reports, bills of materials.',
      items: {
        type: 'object',
        required: ['downloadLocation', 'mediaType'],
        properties: {
          name: { ...text, description: 'What it is called.' },
          downloadLocation: { ...text, description: 'Where the document is.' },
          mediaType: { ...text, description: 'MIME type; `application/octet-stream` where it is not known.' },
          digest: { ...digestSet, description: 'Digests of the document, by algorithm.' },
        },
      },
    },
  },
} as const satisfies SchemaNode;
