// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../../schema/schema-node.js';
import { MAX_PREDICATE_ITEMS, text } from './resource-descriptor.js';

export const CYCLONEDX_TYPE = 'https://cyclonedx.org/bom';
export const SPDX_2_TYPE = 'https://spdx.dev/Document/v2.3';
export const SPDX_3_TYPE = 'https://spdx.dev/Document/v3';

const list = (description: string) =>
  ({ type: 'array', maxItems: MAX_PREDICATE_ITEMS, description, items: { type: 'object' } }) as const;

/** What every CycloneDX BOM has. Whether it is a good one is for the validators of CycloneDX. */
export const cycloneDxSchema = {
  type: 'object',
  required: ['bomFormat', 'specVersion'],
  properties: {
    bomFormat: { type: 'string', const: 'CycloneDX', description: 'The format.' },
    specVersion: {
      type: 'string',
      pattern: '^1\\.[0-9]{1,2}$',
      'x-expected': 'a version such as 1.6',
      description: 'Version of the format.',
    },
    serialNumber: { ...text, description: 'Its own name, a UUID as URN.' },
    version: { type: 'integer', minimum: 1, description: 'Counts its editions.' },
    metadata: { type: 'object', description: 'What it is about, and who made it when.' },
    components: list('What it is made of.'),
  },
} as const satisfies SchemaNode;

/** What every SPDX 2 document has. */
export const spdx2Schema = {
  type: 'object',
  required: ['spdxVersion', 'SPDXID'],
  properties: {
    spdxVersion: {
      type: 'string',
      pattern: '^SPDX-2\\.[0-9]$',
      'x-expected': 'a version such as SPDX-2.3',
      description: 'Version of the format.',
    },
    SPDXID: { type: 'string', const: 'SPDXRef-DOCUMENT', description: 'The document itself.' },
    name: { ...text, description: 'What it is called.' },
    packages: list('What it is made of.'),
  },
} as const satisfies SchemaNode;

/** What every SPDX 3 document has. */
export const spdx3Schema = {
  type: 'object',
  required: ['@context', '@graph'],
  properties: {
    '@context': { ...text, description: 'The JSON-LD context of SPDX 3.' },
    '@graph': { ...list('The elements.'), minItems: 1 },
  },
} as const satisfies SchemaNode;
