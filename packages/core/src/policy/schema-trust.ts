// SPDX-License-Identifier: Apache-2.0
import { MAX_INLINE_CHARS } from './schema-parts.js';
import type { SchemaNode } from '../schema/schema-node.js';

const keySigner = {
  type: 'object',
  description: 'A public key.',
  additionalProperties: false,
  oneOf: [{ required: ['file'] }, { required: ['inline'] }],
  properties: {
    file: { $ref: '#/$defs/path', description: 'Path of the public key, PEM.', examples: ['keys/release.pub'] },
    inline: {
      type: 'string',
      minLength: 1,
      maxLength: MAX_INLINE_CHARS,
      description: 'The public key itself, PEM.',
    },
    notAfter: {
      $ref: '#/$defs/date',
      description:
        'Last day (UTC) on which the key counts. Without a trusted timestamp on the signature it is compared with now.',
      examples: ['2027-06-30'],
    },
  },
} as const satisfies SchemaNode;

const certificateSigner = {
  type: 'object',
  description: 'A certificate issued by an authority of your own, and whose it must be.',
  additionalProperties: false,
  required: ['ca'],
  anyOf: [{ required: ['subject'] }, { required: ['identity'] }],
  properties: {
    ca: { $ref: '#/$defs/fileOrInline', description: 'The certificate authorities that are trusted, PEM.' },
    subject: {
      $ref: '#/$defs/text',
      description: 'Subject of the signing certificate, exact, on one line.',
      examples: ['CN=ML Release, O=ACME'],
    },
    identity: {
      $ref: '#/$defs/text',
      description: 'One subject alternative name of the signing certificate, exact.',
      examples: ['release@acme.example'],
    },
  },
} as const satisfies SchemaNode;

const keylessSigner = {
  type: 'object',
  description: 'An identity proven to a Sigstore certificate authority when signing; no key to keep.',
  additionalProperties: false,
  required: ['root', 'issuer', 'identity'],
  properties: {
    root: { $ref: '#/$defs/name', description: 'Name under `spec.trust.roots`.', examples: ['corp'] },
    issuer: {
      $ref: '#/$defs/text',
      description: 'OpenID Connect issuer that vouched for the identity, exact.',
      examples: ['https://token.actions.githubusercontent.com'],
    },
    identity: {
      $ref: '#/$defs/text',
      description:
        'Subject alternative name in the certificate, exact: an address or the URI of a workflow or workload.',
      examples: ['https://kubernetes.io/namespaces/ml/serviceaccounts/trainer'],
    },
  },
} as const satisfies SchemaNode;

/** `spec.trust`: whom the policy knows. */
export const trustSchema = {
  type: 'object',
  description: 'Whom the policy knows: roots of trust, and the signers that requirements name.',
  additionalProperties: false,
  properties: {
    roots: {
      type: 'object',
      description: 'Sigstore roots of trust by name; keyless signers refer to them.',
      maxProperties: 64,
      propertyNames: { $ref: '#/$defs/name' },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['trustedRoot'],
        properties: {
          trustedRoot: {
            $ref: '#/$defs/path',
            description:
              'Path of a Sigstore `trusted_root.json`: certificate authorities, logs and timestamp authorities.',
            examples: ['trust/corp.json'],
          },
        },
      },
    },
    signers: {
      type: 'object',
      description: 'Signers by name. Each states exactly whom it means.',
      maxProperties: 256,
      propertyNames: { $ref: '#/$defs/name' },
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        oneOf: [{ required: ['key'] }, { required: ['certificate'] }, { required: ['keyless'] }],
        properties: { key: keySigner, certificate: certificateSigner, keyless: keylessSigner },
      },
    },
  },
} as const satisfies SchemaNode;
