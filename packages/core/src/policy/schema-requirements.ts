// SPDX-License-Identifier: Apache-2.0
import { audit, bom, licenses, metadata } from './schema-claims.js';
import { attestations, baseModels, datasets, provenance } from './schema-attestations.js';
import { laterRequirements } from './schema-later.js';
import { HASH_BYTES } from '../serialization/serialization.js';
import type { SchemaNode } from '../schema/schema-node.js';

const identity = {
  type: 'object',
  description: 'The bytes that were meant, and not any that were ever signed. With both fields, both must hold.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    lock: {
      $ref: '#/$defs/path',
      description: 'Path of a `model.lock`, as `mpk pin` writes it.',
      examples: ['model.lock'],
    },
    digest: { $ref: '#/$defs/digest', description: 'Manifest digest of the model.' },
  },
} as const satisfies SchemaNode;

const signature = {
  type: 'object',
  description: 'Who must have signed the model.',
  additionalProperties: false,
  required: ['anyOf'],
  properties: {
    anyOf: {
      $ref: '#/$defs/names',
      description: 'Names under `spec.trust.signers` whose signatures count.',
      examples: [['release', 'offline']],
    },
    threshold: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      default: 1,
      description: 'How many different signers are needed. Counts distinct identities and keys, not names.',
    },
    unsignedFiles: {
      type: 'string',
      enum: ['deny', 'allow-ignored', 'allow'],
      default: 'deny',
      description:
        'Files that no signature covers: `deny` refuses them, `allow-ignored` lets pass those that the signer left out on ' +
        'purpose, `allow` lets pass all.',
    },
    hashes: {
      type: 'array',
      items: { type: 'string', enum: Object.keys(HASH_BYTES) },
      minItems: 1,
      uniqueItems: true,
      description: 'Hashes that signed digests may be of. Without it: all three of OpenSSF Model Signing.',
      examples: [['sha256']],
    },
  },
} as const satisfies SchemaNode;

const files = {
  type: 'object',
  description: 'Files that a model must have or must not have. Globs over model-relative names.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    require: {
      $ref: '#/$defs/globs',
      description: 'Each glob must match at least one file.',
      examples: [['config.json', '*.safetensors']],
    },
    deny: {
      $ref: '#/$defs/globs',
      description:
        'No glob may match any file, nor what OMS leaves out of every model: `.git`, `.github`, `.gitignore` and ' +
        '`.gitattributes` at the top are no part of a model, and nothing inside them is looked at. `.git` or `.git/**` ' +
        'refuses a model that has them; a glob for what lies inside, such as `.git/hooks/*`, finds nothing.',
      examples: [['**/*.py', '**/*.pkl', '.git', '.github']],
    },
  },
} as const satisfies SchemaNode;

const formats = {
  type: 'object',
  description: 'Which file formats may be in a model. Formats are recognised by content, never by name.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    allow: {
      $ref: '#/$defs/names',
      description: 'Format ids that may be there; all others are refused. Ids that do not exist are errors.',
      examples: [['safetensors', 'json']],
    },
    deny: {
      $ref: '#/$defs/names',
      description:
        'Format ids that may not be there, also not inside another (a PyTorch archive contains `pickle`). Ids that do not exist ' +
        'are errors.',
      examples: [['pickle']],
    },
    allowUnknown: {
      type: 'boolean',
      default: false,
      description: 'Whether files whose format is not recognised may be there.',
    },
  },
} as const satisfies SchemaNode;

const inspection = {
  type: 'object',
  description:
    'Static safety checks over the files, in the same single read as the digests. `inspection: {failOn: high}` is a start.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    failOn: { $ref: '#/$defs/severity', default: 'high', description: 'Lowest severity of a finding that fails.' },
    inconclusive: {
      $ref: '#/$defs/decision',
      default: 'deny',
      description:
        'What a check that could not be carried through counts as: `deny` makes the answer undecided, which is never a pass. ' +
        'So does content that nobody could look into.',
    },
    checks: {
      type: 'object',
      maxProperties: 256,
      propertyNames: { $ref: '#/$defs/name' },
      additionalProperties: { type: 'string', enum: ['off', 'info', 'low', 'medium', 'high', 'critical'] },
      description: 'By check id: the severity that its findings have here, or `off`.',
    },
  },
} as const satisfies SchemaNode;

/** `spec.requirements`: the typed requirements; each id is also the id of its line in every result. */
export const requirementsSchema = {
  type: 'object',
  description: 'What a model must meet. Each requirement that is present must hold; there are no hidden ones.',
  additionalProperties: false,
  properties: {
    identity,
    signature,
    files,
    formats,
    inspection,
    audit,
    licenses,
    metadata,
    bom,
    attestations,
    provenance,
    baseModels,
    datasets,
    ...laterRequirements,
  },
} as const satisfies SchemaNode;
