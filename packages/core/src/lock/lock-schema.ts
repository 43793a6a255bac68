// SPDX-License-Identifier: Apache-2.0
import { MAX_NAME_BYTES } from '../model/names.js';
import { LOCK_SCHEMA, MAX_LOCK_URI_LENGTH } from './lock.js';

const DIGEST = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } as const;

/**
 * JSON Schema 2020-12 of a lock file, published with the documentation.
 *
 * It cannot say all that `parseLock` demands: that the digests are those of the files, and that no name stands twice.
 */
export const lockSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/model-lock.schema.json',
  title: 'Model lock',
  description: 'What a third-party model was when it was pinned: names, sizes and digests of all its files.',
  type: 'object',
  additionalProperties: false,
  required: ['schema', 'createdAt', 'manifestDigest', 'omsRootDigest', 'files'],
  properties: {
    schema: { const: LOCK_SCHEMA },
    uri: {
      type: 'string',
      minLength: 1,
      maxLength: MAX_LOCK_URI_LENGTH,
      pattern: '^[a-z][a-z0-9+.-]*:\\S+$',
      description: 'where the model came from, such as hf://org/name@commit',
    },
    commit: {
      type: 'string',
      pattern: '^(?:[0-9a-f]{40}|[0-9a-f]{64})$',
      description: 'commit of its repository',
    },
    createdAt: {
      type: 'string',
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})?Z$',
      description: 'ISO 8601, UTC',
    },
    manifestDigest: { ...DIGEST, description: 'SHA-256 over the RFC 8785 JSON of files in OMS order' },
    omsRootDigest: { ...DIGEST, description: 'the OMS root digest of files; covers no names' },
    files: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'sizeBytes', 'sha256'],
        properties: {
          name: {
            type: 'string',
            minLength: 1,
            maxLength: MAX_NAME_BYTES,
            description: 'relative to the model, with /, without . and ..',
          },
          sizeBytes: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        },
      },
    },
  },
} as const;
