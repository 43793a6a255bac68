// SPDX-License-Identifier: Apache-2.0

const count = { type: 'integer', minimum: 0 } as const;

/** JSON Schema of what a model was held against. */
export const baseResultSchema = {
  type: 'object',
  description: 'the base that the model was held against, and what that gave',
  required: ['uri', 'manifestDigest', 'verified', 'tensors', 'layers', 'layerCounts', 'changed'],
  properties: {
    uri: { type: 'string' },
    manifestDigest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
    verified: { enum: ['policy', 'digest', 'no'], description: 'who says that the base is what it should be' },
    tensors: {
      type: 'object',
      description: 'how many, by how they stand to those of the base',
      required: ['same', 'changed', 'added', 'removed', 'reshaped', 'retyped', 'unknown', 'notMeasured'],
      properties: {
        same: count,
        changed: count,
        added: count,
        removed: count,
        reshaped: count,
        retyped: count,
        unknown: { ...count, description: 'without a digest: they share bytes, or lack some' },
        notMeasured: {
          ...count,
          description: 'changed or retyped, and of a type that is not measured, or beyond a limit',
        },
      },
    },
    layers: {
      type: 'array',
      description: 'layers and modules of which tensors changed; at most 200',
      items: {
        type: 'object',
        required: ['name', 'changed', 'tensors'],
        properties: { name: { type: 'string' }, changed: count, tensors: count },
      },
    },
    layerCounts: {
      type: 'object',
      required: ['all', 'changed'],
      properties: { all: count, changed: count },
    },
    changed: {
      type: 'array',
      description: 'tensors that changed, those that changed most first; at most 200',
      items: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          relativeNorm: {
            type: 'number',
            minimum: 0,
            description: 'Frobenius norm of the change over that of the base',
          },
          firstDirection: {
            type: 'number',
            minimum: 0,
            maximum: 1,
            description: 'part of the energy of the change in its first singular direction',
          },
        },
      },
    },
  },
} as const;
