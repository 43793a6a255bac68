// SPDX-License-Identifier: Apache-2.0

/** The schema that `mpk lineage --json` names. */
export const LINEAGE_SCHEMA = 'modelprovenance.dev/lineage/v1alpha1';

const text = { type: 'string' } as const;
const outcome = { enum: ['pass', 'fail', 'undecided'] } as const;

const proof = {
  type: 'object',
  required: ['state'],
  properties: {
    state: {
      enum: ['verified', 'refused', 'foreign', 'missing'],
      description: 'refused: there are statements and none verifies; foreign: by nobody whom the policy names',
    },
    signer: { ...text, description: 'name of the signer in the policy' },
    by: { ...text, description: 'the key, certificate or identity' },
    code: { ...text, description: 'why it is refused' },
    message: text,
  },
} as const;

/** JSON Schema of `mpk lineage --json`. */
export const lineageSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/lineage-v1alpha1.schema.json',
  title: 'Model Provenance Kit: family tree',
  description:
    'What a model was made from, as signed provenance states it, and how each link verifies; additions only.',
  type: 'object',
  required: ['schema', 'verdict', 'policy', 'problems', 'tree'],
  properties: {
    schema: { const: LINEAGE_SCHEMA },
    verdict: { ...outcome, description: 'fail: a link is broken; undecided: one cannot be seen' },
    policy: {
      type: 'object',
      required: ['name', 'digest'],
      properties: { name: text, digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } },
    },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'outcome', 'problem'],
        properties: {
          path: { type: 'array', items: text, description: 'names from the model to the member' },
          outcome: { enum: ['fail', 'undecided'] },
          problem: text,
        },
      },
    },
    tree: { $ref: '#/$defs/member' },
  },
  $defs: {
    member: {
      type: 'object',
      required: ['name', 'role', 'inputs'],
      properties: {
        name: text,
        uri: text,
        sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'OMS root digest of a model or dataset' },
        manifestDigest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
        role: { ...text, description: 'model, base-model, dataset, source, container-image, environment or other' },
        relation: text,
        purpose: text,
        statedBy: { ...text, description: 'the signer whose provenance names it' },
        signature: proof,
        provenance: proof,
        inputs: { type: 'array', items: { $ref: '#/$defs/member' } },
        repeated: { const: true, description: 'stands further up already: its inputs are not shown again' },
      },
    },
  },
} as const;
