// SPDX-License-Identifier: Apache-2.0
import { MAX_CEL_CHARS, MAX_POLICY_ITEMS } from './schema-parts.js';
import type { SchemaNode } from '../schema/schema-node.js';

/** Deepest generation of base models that a policy can ask about. */
export const MAX_PEDIGREE_DEPTH = 64;

const cel = {
  type: 'string',
  minLength: 1,
  maxLength: MAX_CEL_CHARS,
  description:
    'CEL expression over `predicate`, `predicateType`, `subjects`, `signer`, `model` and `now` that must be true. Whole numbers of a ' +
    'predicate are `int`.',
  examples: ['predicate.result == "PASSED"'],
} as const satisfies SchemaNode;

const signedBy = (whose: string) =>
  ({
    $ref: '#/$defs/names',
    description: 'Names under `spec.trust.signers` ' + whose + '. Without it: those of `requirements.signature`.',
  }) as const satisfies SchemaNode;

/** `requirements.attestations` */
export const attestations = {
  type: 'array',
  description:
    'Signed statements that must exist about the model. Each is a line of its own in results, `attestation:<id>`.',
  minItems: 1,
  maxItems: MAX_POLICY_ITEMS,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'predicateType', 'signedBy'],
    properties: {
      id: { $ref: '#/$defs/name', description: 'Name of this line in results.', examples: ['training'] },
      predicateType: {
        $ref: '#/$defs/text',
        description: 'Predicate type of the in-toto statement, exact.',
        examples: ['https://slsa.dev/provenance/v1'],
      },
      signedBy: { $ref: '#/$defs/names', description: 'Signers, any of which may have made the statement.' },
      threshold: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        default: 1,
        description: 'How many different signers must have made such a statement.',
      },
      files: {
        $ref: '#/$defs/globs',
        description:
          'Without it the statement must be about the whole model, by its manifest digest. With it: about every file that matches, by ' +
          'the SHA-256 of each; for statements of tools that know single files only.',
        examples: [['*.safetensors']],
      },
      maxAge: {
        $ref: '#/$defs/duration',
        description:
          'Oldest statement that counts: by its trusted timestamps, else by the time that the signer states in the predicate. One ' +
          'without either does not count.',
        examples: ['90d'],
      },
      cel,
      validations: {
        type: 'array',
        minItems: 1,
        maxItems: 64,
        description: 'More expressions, each with what is wrong when it is not true.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['cel', 'message'],
          properties: { cel, message: { $ref: '#/$defs/text', description: 'What is wrong when it is not true.' } },
        },
      },
    },
  },
} as const satisfies SchemaNode;

/** `requirements.provenance` */
export const provenance = {
  type: 'object',
  description: 'How the model was made, by signed SLSA provenance about it.',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    signedBy: signedBy('whose provenance counts'),
    builders: {
      $ref: '#/$defs/globs',
      description: 'Builder ids that count.',
      examples: [['https://ci.acme.example/trainers/*']],
    },
    buildTypes: {
      $ref: '#/$defs/globs',
      description: 'Build types that count.',
      examples: [['https://modelprovenance.dev/training/v1']],
    },
    sources: {
      $ref: '#/$defs/globs',
      description:
        'Code repositories that count: the URIs of the code that was used, without `git+` and without `@revision`. Every one must match, ' +
        'and there must be one.',
      examples: [['https://git.acme.example/ml/*']],
    },
    maxAge: { $ref: '#/$defs/duration', description: 'Oldest provenance that counts, as for attestations.' },
  },
} as const satisfies SchemaNode;

const REQUIRE = ['named', 'digest', 'signed'] as const;

/** What a model was made from. Globs are held against package URLs with and without `@revision`, and against `sha256:<digest>`. */
const inputs = (what: string, example: string) =>
  ({
    require: {
      type: 'string',
      enum: REQUIRE,
      default: 'named',
      description:
        'What must be known of each: `named`, a name; `digest`, which bytes it was; `signed`, also a signature over those bytes by one ' +
        'of `signedBy`.',
    },
    signedBy: signedBy(`whose signatures of ${what}, and whose provenance about them, count`),
    allow: {
      $ref: '#/$defs/globs',
      description: `Only ${what} that match one of these: a package URL, with and without its @revision, or sha256: and the digest.`,
      examples: [[example]],
    },
    deny: { $ref: '#/$defs/globs', description: `No ${what} that match any of these.`, examples: [[example]] },
    maxDepth: {
      type: 'integer',
      minimum: 1,
      maximum: MAX_PEDIGREE_DEPTH,
      description:
        'How many generations are followed: 1 is what the model itself was made from. Without it: all that signed provenance shows.',
    },
  }) as const satisfies Record<string, SchemaNode>;

/** `requirements.baseModels` */
export const baseModels = {
  type: 'object',
  description:
    'The models that the model was made from, as signed provenance states them, and those that these were made from in turn. Without ' +
    'signed provenance about the model the requirement is not met.',
  additionalProperties: false,
  minProperties: 1,
  properties: inputs('base models', 'pkg:huggingface/acme/*'),
} as const satisfies SchemaNode;

/** `requirements.datasets` */
export const datasets = {
  type: 'object',
  description:
    'The datasets that the model, and what it was made from, were made from, as signed provenance states them. Without signed ' +
    'provenance about the model the requirement is not met.',
  additionalProperties: false,
  minProperties: 1,
  properties: inputs('datasets', 'pkg:huggingface/datasets/acme/*'),
} as const satisfies SchemaNode;

/** `spec.vsa` */
export const vsa = {
  type: 'object',
  additionalProperties: false,
  required: ['acceptFrom', 'verifierId'],
  description:
    'Verification summaries (SLSA VSA) that stand for an earlier pass under this very policy. Used only where the caller asks for it; the ' +
    'bytes of the model are digested all the same.',
  properties: {
    acceptFrom: { $ref: '#/$defs/names', description: 'Signers whose summaries count.' },
    verifierId: {
      $ref: '#/$defs/text',
      description: 'The verifier that must have decided, exact; also what this policy’s own summaries name.',
      examples: ['https://ci.acme.example/model-gate'],
    },
    maxAge: {
      $ref: '#/$defs/duration',
      default: '7d',
      description: 'Oldest summary that counts. Summaries that are written expire after it too.',
      examples: ['7d'],
    },
  },
} as const satisfies SchemaNode;
