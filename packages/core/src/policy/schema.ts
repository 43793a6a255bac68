// SPDX-License-Identifier: Apache-2.0
import { MAX_CEL_CHARS, MAX_POLICY_ITEMS, sharedShapes } from './schema-parts.js';
import { vsa } from './schema-attestations.js';
import { requirementsSchema } from './schema-requirements.js';
import { trustSchema } from './schema-trust.js';
import { POLICY_API_VERSION } from './types.js';
import type { SchemaNode } from '../schema/schema-node.js';

/** Requirements that no exception may waive: a parent policy would have to permit it, and this version reads no parents. */
export const UNWAIVABLE: readonly string[] = ['signature', 'identity'];

/** Attestations are waived one by one, by their own ids. */
const WAIVABLE = Object.keys(requirementsSchema.properties).filter(
  (id) => !UNWAIVABLE.includes(id) && id !== 'attestations',
);

const match = {
  type: 'array',
  minItems: 1,
  maxItems: MAX_POLICY_ITEMS,
  description:
    'Which models this policy speaks of; one match is enough, and a model that none matches is `undecided`. ' +
    'Without it: every model.',
  items: {
    type: 'object',
    additionalProperties: false,
    oneOf: [{ required: ['uri'] }, { required: ['path'] }],
    properties: {
      uri: {
        $ref: '#/$defs/glob',
        description:
          'Glob over the model\'s URI, with and without the revision after "@" in `hf://` and `oci://` URIs.',
        examples: ['hf://acme/*'],
      },
      path: {
        $ref: '#/$defs/glob',
        description: 'Glob over the model\'s path, relative to the folder of the policy unless it starts with "/".',
        examples: ['models/**'],
      },
    },
  },
} as const satisfies SchemaNode;

const rules = {
  type: 'array',
  maxItems: 256,
  description: 'What the typed requirements do not say, in CEL. A rule passes on literal `true` and on nothing else.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'cel', 'message'],
    properties: {
      id: {
        $ref: '#/$defs/name',
        description: 'Name of the rule; its line in results is `rule:<id>`.',
        examples: ['size'],
      },
      cel: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_CEL_CHARS,
        description: 'CEL expression over `model`, `signatures`, `attestations`, `policy` and `now`.',
        examples: ['model.sizeBytes < 40000000000'],
      },
      message: { $ref: '#/$defs/text', description: 'What is wrong when the rule fails.' },
      fix: { $ref: '#/$defs/text', description: 'What to do about it.' },
      mode: {
        $ref: '#/$defs/mode',
        description: 'Rules in `warn` and `audit` are shown and never change the verdict.',
      },
    },
  },
} as const satisfies SchemaNode;

const exceptions = {
  type: 'array',
  maxItems: MAX_POLICY_ITEMS,
  description:
    'Waives one requirement, attestation, rule, or one check of the inspection, for one model until a day. Never `signature` or `identity`. An exception that is over ' +
    'waives nothing.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'match', 'reason', 'expires'],
    oneOf: [
      { required: ['requirement'] },
      { required: ['attestation'] },
      { required: ['rule'] },
      { required: ['check'] },
    ],
    properties: {
      id: {
        $ref: '#/$defs/name',
        description: 'Name of the exception; results that it changes name it.',
        examples: ['EX-7'],
      },
      requirement: {
        type: 'string',
        enum: WAIVABLE,
        'x-expected': `a requirement that may be waived (${WAIVABLE.join(', ')}); no exception waives signature or identity`,
        description: 'Id of the requirement that is waived.',
        examples: ['formats'],
      },
      attestation: { $ref: '#/$defs/name', description: 'Id of the attestation that is waived.' },
      rule: { $ref: '#/$defs/name', description: 'Id of the rule that is waived.' },
      check: {
        $ref: '#/$defs/name',
        description: 'Id of the check of the inspection whose findings are waived.',
        examples: ['pickle-imports'],
      },
      match: {
        type: 'object',
        additionalProperties: false,
        required: ['digest'],
        description: 'The one model that it holds for.',
        properties: { digest: { $ref: '#/$defs/digest', description: 'Manifest digest of that model.' } },
      },
      reason: { $ref: '#/$defs/text', description: 'Why.' },
      approvedBy: { $ref: '#/$defs/text', description: 'Who allowed it: a note, not a proof.' },
      expires: { $ref: '#/$defs/date', description: 'Last day (UTC) on which it counts.', examples: ['2026-12-31'] },
    },
  },
} as const satisfies SchemaNode;

const parents = {
  extends: {
    type: 'array',
    'x-enforced': false,
    minItems: 1,
    maxItems: 16,
    description: 'Parent policies, which this one can only tighten.',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['ref', 'digest'],
      properties: {
        ref: { $ref: '#/$defs/text', description: 'Where the parent is.', examples: ['file:org-baseline.yaml'] },
        digest: { $ref: '#/$defs/digest', description: 'Digest of the parent that is meant.' },
      },
    },
  },
  overridable: {
    type: 'array',
    'x-enforced': false,
    minItems: 1,
    maxItems: MAX_POLICY_ITEMS,
    uniqueItems: true,
    description: 'Fields that a child policy may loosen, as JSON pointers.',
    items: {
      type: 'string',
      pattern: '^/spec/.+$',
      maxLength: 1024,
      'x-expected': 'a JSON pointer that starts with /spec/',
    },
  },
  permitExceptions: {
    $ref: '#/$defs/names',
    'x-enforced': false,
    description:
      'Requirements that a child policy may waive although no exception may otherwise: `signature`, `identity`.',
  },
} as const satisfies Record<string, SchemaNode>;

const labels = (description: string) =>
  ({
    type: 'object',
    maxProperties: 64,
    additionalProperties: { type: 'string', maxLength: 262_144 },
    description,
  }) as const satisfies SchemaNode;

const metadata = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  description: 'What the policy is called. Shown in results; decides nothing.',
  properties: {
    name: {
      type: 'string',
      pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$',
      'x-expected': 'lowercase letters, digits, "-" and ".", at most 253, as Kubernetes names are',
      description: 'Name of the policy.',
      examples: ['production'],
    },
    version: {
      $ref: '#/$defs/text',
      description: 'Version, for people. Quote it where it looks like a number.',
      examples: ['1.0.0'],
    },
    description: { $ref: '#/$defs/text', description: 'What the policy is for.' },
    namespace: { $ref: '#/$defs/name', description: 'Kubernetes namespace, where it is an object of a cluster.' },
    labels: labels('Kubernetes labels.'),
    annotations: labels('Kubernetes annotations.'),
  },
} as const satisfies SchemaNode;

/** The whole ModelPolicy document, JSON Schema 2020-12. The reference page and the published schema are made from it. */
export const policySchema: SchemaNode = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/v1alpha1/model-policy.schema.json',
  title: 'ModelPolicy',
  description: 'Decides whether a machine-learning model may go on.',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { type: 'string', const: POLICY_API_VERSION, description: 'Version of this format.' },
    kind: {
      type: 'string',
      enum: ['ModelPolicy', 'ClusterModelPolicy'],
      description: '`ClusterModelPolicy` is the same document for a whole cluster.',
    },
    metadata,
    spec: {
      type: 'object',
      additionalProperties: false,
      description: 'The policy itself.',
      properties: {
        mode: {
          $ref: '#/$defs/mode',
          description:
            'What a refusal does: `enforce` stops the pipeline, `warn` and `audit` only report. The verdict is the true one in ' +
            'every mode.',
        },
        match,
        trust: trustSchema,
        requirements: requirementsSchema,
        rules,
        exceptions,
        vsa,
        ...parents,
      },
    },
  },
  $defs: sharedShapes,
};
