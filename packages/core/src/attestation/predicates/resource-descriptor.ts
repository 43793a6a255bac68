// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../json/narrow.js';
import type { SchemaNode } from '../../schema/schema-node.js';
import type { DigestSet } from '../statement.js';

/**
 * in-toto ResourceDescriptor: what something is called and which bytes it is. At least one of `uri`, `digest` and `content`.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md
 */
export interface ResourceDescriptor {
  readonly uri?: string;
  readonly digest?: DigestSet;
  readonly name?: string;
  readonly downloadLocation?: string;
  readonly mediaType?: string;
  /** base64 */
  readonly content?: string;
  readonly annotations?: JsonObject;
}

/** Longest text of a predicate that is checked, in characters. */
const MAX_TEXT_CHARS = 65_536;
/** Most entries of a list in a predicate that is checked. */
export const MAX_PREDICATE_ITEMS = 100_000;

/** Shapes that predicates share. Members that a schema does not name are allowed: in-toto's parsing rules ignore them. */
export const text = { type: 'string', minLength: 1, maxLength: MAX_TEXT_CHARS } as const satisfies SchemaNode;

export const anyObject = { type: 'object' } as const satisfies SchemaNode;

export const time = {
  type: 'string',
  format: 'date-time',
  'x-expected': 'a time as RFC 3339 writes it, such as 2026-06-30T12:00:00Z',
} as const satisfies SchemaNode;

/** Not only hexadecimal: some algorithms of the registry are written otherwise. */
export const digestSet = {
  type: 'object',
  minProperties: 1,
  additionalProperties: { type: 'string', minLength: 1, maxLength: 512 },
} as const satisfies SchemaNode;

export const resourceDescriptor = {
  type: 'object',
  anyOf: [{ required: ['uri'] }, { required: ['digest'] }, { required: ['content'] }],
  properties: {
    uri: { ...text, description: 'Identifies the resource globally, such as a package URL.' },
    digest: { ...digestSet, description: 'Digests of the resource, by algorithm.' },
    name: { ...text, description: 'What it is called within the statement.' },
    downloadLocation: { ...text, description: 'Where it can be fetched, where that is not `uri`.' },
    mediaType: { ...text, description: 'MIME type.' },
    content: { type: 'string', description: 'The resource itself, base64.' },
    annotations: { ...anyObject, description: 'More about it.' },
  },
} as const satisfies SchemaNode;

/** A list of resources; `more` goes before the shape of each. */
export const resourceDescriptors = (description: string): SchemaNode => ({
  type: 'array',
  maxItems: MAX_PREDICATE_ITEMS,
  description,
  items: resourceDescriptor,
});

/** A list of short texts. */
export const texts = (description: string): SchemaNode => ({
  type: 'array',
  maxItems: MAX_PREDICATE_ITEMS,
  description,
  items: text,
});
