// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '../../json/narrow.js';
import type { SchemaNode } from '../../schema/schema-node.js';
import { anyObject, resourceDescriptors, text, time, type ResourceDescriptor } from './resource-descriptor.js';

export const SLSA_PROVENANCE_TYPE = 'https://slsa.dev/provenance/v1';

/** How something was made: SLSA Build Provenance v1. */
export interface SlsaProvenance {
  readonly buildDefinition: {
    readonly buildType: string;
    /** demanded where it is written; some tools leave an empty one out */
    readonly externalParameters?: JsonObject;
    readonly internalParameters?: JsonObject;
    readonly resolvedDependencies?: readonly ResourceDescriptor[];
  };
  readonly runDetails: {
    readonly builder: {
      readonly id: string;
      readonly version?: Readonly<Record<string, string>>;
      readonly builderDependencies?: readonly ResourceDescriptor[];
    };
    readonly metadata?: { readonly invocationId?: string; readonly startedOn?: string; readonly finishedOn?: string };
    readonly byproducts?: readonly ResourceDescriptor[];
  };
}

/** @see https://slsa.dev/spec/v1.2/build-provenance */
export const slsaProvenanceSchema = {
  type: 'object',
  required: ['buildDefinition', 'runDetails'],
  properties: {
    buildDefinition: {
      type: 'object',
      description: 'What went in.',
      required: ['buildType'],
      properties: {
        buildType: { ...text, description: 'URI of the page that says what the parameters mean.' },
        externalParameters: { ...anyObject, description: 'What whoever asked for the run chose.' },
        internalParameters: { ...anyObject, description: 'What the builder chose.' },
        resolvedDependencies: resourceDescriptors('What was used: base models, datasets, code, images.'),
      },
    },
    runDetails: {
      type: 'object',
      description: 'The run itself.',
      required: ['builder'],
      properties: {
        builder: {
          type: 'object',
          description: 'Who ran it.',
          required: ['id'],
          properties: {
            id: { ...text, description: 'URI of the builder: whose word this is.' },
            version: { type: 'object', additionalProperties: text, description: 'Versions of its parts.' },
            builderDependencies: resourceDescriptors('What the builder itself was made of.'),
          },
        },
        metadata: {
          type: 'object',
          description: 'Which run it was, and when.',
          properties: {
            invocationId: { ...text, description: 'Id of the run, unique for the builder.' },
            startedOn: { ...time, description: 'When it started.' },
            finishedOn: { ...time, description: 'When it ended.' },
          },
        },
        byproducts: resourceDescriptors('What came out besides: metrics, logs.'),
      },
    },
  },
} as const satisfies SchemaNode;

/** What SLSA demands and readers do without. */
export const slsaWrittenSchema = {
  type: 'object',
  properties: { buildDefinition: { type: 'object', required: ['externalParameters'] } },
} as const satisfies SchemaNode;
