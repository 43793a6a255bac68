// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '../../schema/schema-node.js';
import { text, time } from './resource-descriptor.js';

export const TRUST_BUNDLE_TYPE = 'https://modelprovenance.dev/trust-bundle/v1';

/** Most policies of one bundle, and most files or roots of one policy. */
const MAX_ENTRIES = 1000;
/** Longest file, base64. */
const MAX_CONTENT_CHARS = 24 * 1024 * 1024;

/** A root of trust that a policy names without holding it: the public instance, or a TUF repository. */
export type BundledRoot =
  /** base64 of `trusted_root.json` */
  | { readonly trustedRoot: string; readonly takenOn: string }
  /** base64 of the trust cache: TUF metadata and targets, to be verified again */
  | { readonly tufCache: string };

/** A policy with all that it refers to. */
export interface BundledPolicy {
  readonly name: string;
  /** base64 of the document's bytes */
  readonly document: string;
  /** digest of the effective policy: `sha256:` + hex */
  readonly digest: string;
  /** by path as written in the policy: base64 */
  readonly files: Readonly<Record<string, string>>;
  /** by name under `spec.trust.roots` */
  readonly roots: Readonly<Record<string, BundledRoot>>;
}

/** All that a machine without network needs to verify under some policies. Its subjects are the effective policies. */
export interface TrustBundle {
  readonly createdOn: string;
  /** not used after this time */
  readonly expiresOn: string;
  readonly policies: readonly BundledPolicy[];
}

const content = {
  type: 'string',
  maxLength: MAX_CONTENT_CHARS,
  pattern: '^[A-Za-z0-9+/]*={0,2}$',
  'x-expected': 'base64',
} as const satisfies SchemaNode;

const policy = {
  type: 'object',
  required: ['name', 'document', 'digest', 'files', 'roots'],
  properties: {
    name: { ...text, description: 'Name of the policy.' },
    document: { ...content, description: 'The policy document, base64.' },
    digest: {
      type: 'string',
      pattern: '^sha256:[0-9a-f]{64}$',
      'x-expected': '"sha256:" and 64 lowercase hex digits',
      description: 'Digest of the effective policy.',
    },
    files: {
      type: 'object',
      maxProperties: MAX_ENTRIES,
      additionalProperties: content,
      description: 'Every file that the policy refers to, by path as written there, base64.',
    },
    roots: {
      type: 'object',
      maxProperties: MAX_ENTRIES,
      description: 'Roots of trust that the policy names without holding them, by name.',
      additionalProperties: {
        type: 'object',
        oneOf: [{ required: ['trustedRoot'] }, { required: ['tufCache'] }],
        properties: {
          trustedRoot: { ...content, description: 'A Sigstore `trusted_root.json`, base64.' },
          takenOn: { ...time, description: 'How old that is.' },
          tufCache: { ...content, description: 'Metadata and targets of a TUF repository, verified again when used.' },
        },
      },
    },
  },
} as const satisfies SchemaNode;

/** Published as `docs/predicates/trust-bundle.md`. */
export const trustBundleSchema = {
  type: 'object',
  required: ['createdOn', 'expiresOn', 'policies'],
  properties: {
    createdOn: { ...time, description: 'When it was made.' },
    expiresOn: { ...time, description: 'After this time it is not used.' },
    policies: { type: 'array', minItems: 1, maxItems: MAX_ENTRIES, items: policy, description: 'Whole policies.' },
  },
} as const satisfies SchemaNode;
