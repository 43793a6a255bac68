// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../../schema/schema-node.js';
import { MAX_PREDICATE_ITEMS, resourceDescriptor, resourceDescriptors, text, texts } from './resource-descriptor.js';

/** A training, fine-tuning, quantizing or merging run that gave a model; its page is `docs/predicates/training-v1.md`. */
export const TRAINING_BUILD_TYPE = 'https://modelprovenance.dev/training/v1';
/** A run that prepared a dataset; its page is `docs/predicates/dataset-v1.md`. */
export const DATASET_BUILD_TYPE = 'https://modelprovenance.dev/dataset/v1';

/** What a dependency was to the run: `annotations.role`. */
export const DEPENDENCY_ROLES = ['base-model', 'dataset', 'source', 'container-image', 'environment'] as const;
export type DependencyRole = (typeof DEPENDENCY_ROLES)[number];

/** How a model comes from its base model: `annotations.relation`; the first four are the Hub's `base_model_relation`. */
export const BASE_MODEL_RELATIONS = ['finetune', 'adapter', 'quantized', 'merge', 'distill'] as const;
export type BaseModelRelation = (typeof BASE_MODEL_RELATIONS)[number];

/** What a dataset was for: `annotations.purpose`. */
export const DATASET_PURPOSES = ['training', 'evaluation'] as const;
export type DatasetPurpose = (typeof DATASET_PURPOSES)[number];

const sha256Digest = {
  type: 'string',
  pattern: '^sha256:[0-9a-f]{64}$',
  'x-expected': '"sha256:" and 64 lowercase hex digits',
} as const satisfies SchemaNode;

const manifestDigest = {
  ...sha256Digest,
  description: 'Manifest digest of a model or dataset; `digest.sha256` is its OMS root digest.',
} as const satisfies SchemaNode;

const filesDigest = {
  ...sha256Digest,
  description:
    'SHA-256 of the RFC 8785 JSON of `[{name, sha256}]` of its files in OMS order: a signature of a model or dataset must be over these names too.',
} as const satisfies SchemaNode;

/** What of the code differed from the commit: `annotations.changes`. */
const SOURCE_CHANGES = ['none', 'uncommitted', 'unknown'] as const;

const dependency = {
  ...resourceDescriptor,
  required: ['annotations'],
  properties: {
    ...resourceDescriptor.properties,
    annotations: {
      type: 'object',
      description: 'What it was to the run, and what else is known of it.',
      required: ['role'],
      properties: {
        role: { type: 'string', enum: DEPENDENCY_ROLES, description: 'What it was to the run.' },
        relation: {
          type: 'string',
          enum: BASE_MODEL_RELATIONS,
          description: 'For a base model: how the model comes from it.',
        },
        purpose: { type: 'string', enum: DATASET_PURPOSES, description: 'For a dataset: what it was for.' },
        manifestDigest,
        filesDigest,
        card: {
          type: 'object',
          description: 'For a dataset: what the YAML at the head of its card says, by the names of the Hub.',
        },
        croissant: { type: 'object', description: 'For a dataset: what its Croissant description says.' },
        changes: {
          type: 'string',
          enum: SOURCE_CHANGES,
          description:
            'For code: what differed from the commit, in files that git does not ignore; submodules are not looked into, so that it is `unknown` with them where nothing else differs.',
        },
        changesDigest: {
          ...sha256Digest,
          description:
            'For code: SHA-256 over the diff and the files that git does not track. Absent where they are too many.',
        },
      },
    },
  },
} as const satisfies SchemaNode;

const environment = {
  type: 'object',
  maxProperties: 1000,
  additionalProperties: { type: 'string', maxLength: 4096 },
  description: 'The environment variables that were chosen to be recorded.',
} as const satisfies SchemaNode;

const packages = {
  type: 'array',
  maxItems: MAX_PREDICATE_ITEMS,
  description: 'Installed Python packages.',
  items: {
    type: 'object',
    required: ['name', 'version'],
    properties: {
      name: { ...text, description: 'Name of the distribution.' },
      version: { ...text, description: 'Its version; `unknown` where it states none.' },
    },
  },
} as const satisfies SchemaNode;

const platform = {
  type: 'object',
  description: 'The machine that it ran on.',
  properties: {
    system: { ...text, description: 'Operating system, as Node names it, such as `linux`.' },
    release: { ...text, description: 'Version of its kernel.' },
    architecture: { ...text, description: 'Architecture of the processor, as Node names it, such as `x64`.' },
    processors: { type: 'integer', minimum: 0, description: 'Number of logical processors.' },
    processor: { ...text, description: 'What the processor calls itself.' },
  },
} as const satisfies SchemaNode;

const python = {
  type: 'object',
  description: 'The interpreter that the command used.',
  properties: {
    implementation: { ...text, description: 'Such as `CPython`.' },
    version: { ...text, description: 'Such as `3.11.7`.' },
    packages,
  },
} as const satisfies SchemaNode;

const accelerators = {
  type: 'array',
  maxItems: 1024,
  description: 'Accelerators that the machine had, as `nvidia-smi` or `rocm-smi` told.',
  items: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { ...text, description: 'Name of the card.' },
      driver: { ...text, description: 'Version of its driver. NVIDIA only.' },
      memory: {
        ...text,
        description: 'Its memory with the unit, as the tool prints it, such as `81559 MiB`. NVIDIA only.',
      },
    },
  },
} as const satisfies SchemaNode;

/** The `buildDefinition` of a run that this kit recorded. */
const recordedRun = {
  type: 'object',
  required: ['buildType', 'externalParameters', 'resolvedDependencies'],
  properties: {
    buildType: { ...text, description: 'This build type.' },
    externalParameters: {
      type: 'object',
      description: 'What whoever asked for the run chose.',
      required: ['command'],
      properties: {
        command: { ...texts('The command and its arguments, secrets taken out.'), minItems: 1 },
        environment,
        configFiles: resourceDescriptors(
          'Configuration files that the run was given (`--config`): `name` and `digest.sha256` of each.',
        ),
        hyperparameters: {
          type: 'object',
          description: 'Hyperparameters, where another tool stated them; `mpk record` does not.',
        },
      },
    },
    internalParameters: {
      type: 'object',
      description: 'What else the run depended on.',
      properties: {
        seed: { type: 'integer', description: 'Seed of the random numbers (`--seed`).' },
        platform,
        python,
        accelerators,
        resumedFrom: {
          ...sha256Digest,
          description: 'Manifest digest of what lay in the output before a run that went on with it (`--resume`).',
        },
        notRecorded: texts('Names of what was not recorded, because it looks like a secret or is too long.'),
      },
    },
    resolvedDependencies: {
      type: 'array',
      maxItems: MAX_PREDICATE_ITEMS,
      description: 'Base models, datasets, code and images, each with its role.',
      items: dependency,
    },
  },
} as const satisfies SchemaNode;

/** What `buildDefinition` must be, by `buildType`; other build types are held to SLSA alone. */
export const BUILD_TYPE_SCHEMAS: Readonly<Record<string, SchemaNode>> = {
  [TRAINING_BUILD_TYPE]: recordedRun,
  [DATASET_BUILD_TYPE]: recordedRun,
};
