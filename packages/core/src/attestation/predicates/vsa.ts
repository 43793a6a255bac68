// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../../schema/schema-node.js';
import type { DigestSet } from '../statement.js';
import { digestSet, resourceDescriptors, text, texts, time, type ResourceDescriptor } from './resource-descriptor.js';

export const VSA_TYPE = 'https://slsa.dev/verification_summary/v1';

/** A decision that others may reuse: SLSA Verification Summary Attestation v1. */
export interface VerificationSummary {
  readonly verifier: { readonly id: string; readonly version?: Readonly<Record<string, string>> };
  readonly timeVerified: string;
  readonly resourceUri: string;
  readonly policy: { readonly uri?: string; readonly digest?: DigestSet };
  readonly inputAttestations?: readonly ResourceDescriptor[];
  readonly verificationResult: 'PASSED' | 'FAILED';
  readonly verifiedLevels: readonly string[];
  readonly slsaVersion?: string;
  /** ours: the summary counts until then; names of extensions are `<vendor>_<field>`, as SLSA asks */
  readonly mpk_expiresOn?: string;
}

/** @see https://slsa.dev/spec/v1.2/verification_summary */
export const vsaSchema = {
  type: 'object',
  required: ['verifier', 'timeVerified', 'resourceUri', 'policy', 'verificationResult', 'verifiedLevels'],
  properties: {
    verifier: {
      type: 'object',
      description: 'Who decided.',
      required: ['id'],
      properties: {
        id: { ...text, description: 'URI of the verifier: whose decision this is.' },
        version: { type: 'object', additionalProperties: text, description: 'Versions of its parts.' },
      },
    },
    timeVerified: { ...time, description: 'When it was decided.' },
    resourceUri: { ...text, description: 'The name under which the subject was verified.' },
    policy: {
      type: 'object',
      description: 'The policy that it was verified under.',
      properties: {
        uri: { ...text, description: 'What it is called; this kit writes `policy:` and its name.' },
        digest: { ...digestSet, description: 'Digests of it; this kit writes that of the effective policy.' },
      },
    },
    inputAttestations: resourceDescriptors('The attestations that the decision rests on.'),
    verificationResult: { type: 'string', enum: ['PASSED', 'FAILED'], description: 'The decision.' },
    verifiedLevels: texts('Levels that the subject was found to have.'),
    slsaVersion: { ...text, description: 'Version of SLSA that the levels are of.' },
    mpk_expiresOn: { ...time, description: 'An extension of this kit: the summary counts until then.' },
  },
} as const satisfies SchemaNode;
