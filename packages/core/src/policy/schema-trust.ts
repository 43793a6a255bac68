// SPDX-License-Identifier: Apache-2.0
import { MAX_INLINE_CHARS, MAX_POLICY_ITEMS } from './schema-parts.js';
import type { SchemaNode } from '../schema/schema-node.js';

/** Who is asked when a key or certificate signed. */
const timestamps = {
  type: 'object',
  description:
    'Timestamps (RFC 3161) that say when the signature was made, so that it outlives the key or certificate. Without this none is looked at.',
  additionalProperties: false,
  required: ['from'],
  properties: {
    from: { $ref: '#/$defs/names', description: 'Names under `spec.trust.timestampAuthorities`.' },
    required: {
      type: 'boolean',
      default: false,
      description: 'Refuse signatures without a timestamp of theirs.',
    },
  },
} as const satisfies SchemaNode;

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
    notBefore: {
      $ref: '#/$defs/date',
      description: 'First day (UTC) on which the key counts; compared like `notAfter`.',
      examples: ['2026-01-01'],
    },
    notAfter: {
      $ref: '#/$defs/date',
      description:
        'Last day (UTC) on which the key counts. Without a trusted timestamp on the signature it is compared with now.',
      examples: ['2027-06-30'],
    },
    timestamps,
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
      description:
        'Subject of the signing certificate, exact, on one line as `mpk signature show` prints it: the last part of the encoding first (RFC 4514).',
      examples: ['CN=ML Release, O=ACME'],
    },
    identity: {
      $ref: '#/$defs/text',
      description: 'One subject alternative name of the signing certificate, exact.',
      examples: ['release@acme.example'],
    },
    timestamps,
  },
} as const satisfies SchemaNode;

const keylessSigner = {
  type: 'object',
  description: 'An identity proven to a Sigstore certificate authority when signing; no key to keep.',
  additionalProperties: false,
  required: ['root'],
  allOf: [
    { oneOf: [{ required: ['issuer'] }, { required: ['issuerPattern'] }] },
    { oneOf: [{ required: ['identity'] }, { required: ['identityPattern'] }] },
  ],
  properties: {
    root: { $ref: '#/$defs/name', description: 'Name under `spec.trust.roots`.', examples: ['corp'] },
    issuer: {
      $ref: '#/$defs/text',
      description: 'OpenID Connect issuer that vouched for the identity, exact.',
      examples: ['https://token.actions.githubusercontent.com'],
    },
    issuerPattern: {
      $ref: '#/$defs/text',
      description: 'RE2 expression that must match the whole issuer.',
      examples: ['https://oidc\\.eks\\.eu-west-1\\.amazonaws\\.com/id/[0-9A-F]{32}'],
    },
    identity: {
      $ref: '#/$defs/text',
      description:
        'Subject alternative name in the certificate, exact: an address or the URI of a workflow or workload.',
      examples: ['https://kubernetes.io/namespaces/ml/serviceaccounts/trainer'],
    },
    identityPattern: {
      $ref: '#/$defs/text',
      description: 'RE2 expression that must match the whole subject alternative name.',
      examples: ['https://github\\.com/acme/[a-z-]+/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+'],
    },
  },
} as const satisfies SchemaNode;

const threshold = (minimum: 0 | 1, description: string) =>
  ({ type: 'integer', minimum, maximum: 8, default: 1, description }) as const satisfies SchemaNode;

const root = {
  type: 'object',
  additionalProperties: false,
  oneOf: [{ required: ['trustedRoot'] }, { required: ['sigstore'] }, { required: ['tuf'] }],
  properties: {
    trustedRoot: {
      $ref: '#/$defs/path',
      description: 'Path of a Sigstore `trusted_root.json`: certificate authorities, logs and timestamp authorities.',
      examples: ['trust/corp.json'],
    },
    sigstore: {
      type: 'string',
      enum: ['public-good'],
      description: 'The public Sigstore instance, as of when this version was made; `mpk trust show` shows it.',
    },
    tuf: {
      type: 'object',
      description:
        'A TUF repository. What `mpk trust update` fetched from it is used; the digest of the policy covers its address and first root only.',
      additionalProperties: false,
      required: ['url'],
      properties: {
        url: {
          type: 'string',
          minLength: 1,
          maxLength: 2000,
          pattern: '^https?://',
          'x-expected': 'the https address of a TUF repository',
          description: 'Address of the repository or a mirror of it.',
          examples: ['https://tuf.corp.example'],
        },
        root: {
          $ref: '#/$defs/path',
          description:
            'Path of a `root.json` of TUF that is trusted already. May be left out for the public instance alone.',
          examples: ['trust/root.json'],
        },
        maxExpired: {
          $ref: '#/$defs/duration',
          description:
            'Longest time for which what was fetched is still used after it expired. Default: without limit, with a warning.',
          examples: ['30d'],
        },
      },
    },
    secondOpinion: {
      type: 'boolean',
      default: false,
      description: "Ask Sigstore's own JavaScript library as well: both must accept.",
    },
    thresholds: {
      type: 'object',
      description: 'How many different logs and authorities must vouch for a signature.',
      additionalProperties: false,
      properties: {
        logEntries: threshold(0, 'Transparency logs that hold the signature; 0: none is looked at.'),
        certificateTimestamps: threshold(0, 'Certificate logs that hold the certificate; 0: none is looked at.'),
        timestamps: threshold(1, 'Logs and timestamp authorities that vouch for the time.'),
      },
    },
  },
} as const satisfies SchemaNode;

const timestampAuthority = {
  type: 'object',
  additionalProperties: false,
  oneOf: [{ required: ['ca'] }, { required: ['root'] }],
  properties: {
    ca: { $ref: '#/$defs/fileOrInline', description: 'The authorities that certify whoever makes timestamps, PEM.' },
    root: {
      $ref: '#/$defs/name',
      description: 'Name under `spec.trust.roots`: the timestamp authorities of that root.',
    },
  },
} as const satisfies SchemaNode;

const revocation = {
  type: 'object',
  additionalProperties: false,
  required: ['digest'],
  properties: {
    digest: {
      $ref: '#/$defs/digest',
      description: 'SHA-256 of the DER of a public key or certificate, as reports and `mpk trust show` print it.',
    },
    since: {
      $ref: '#/$defs/date',
      description:
        'Signatures that a trusted timestamp proves to be older than this day (UTC) stay good. Without it none does; leave it out for keys of logs and timestamp authorities.',
      examples: ['2026-03-01'],
    },
    reason: { $ref: '#/$defs/text', description: 'For people.' },
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
      additionalProperties: root,
    },
    timestampAuthorities: {
      type: 'object',
      description: 'Timestamp authorities by name; signers with keys and certificates refer to them.',
      maxProperties: 64,
      propertyNames: { $ref: '#/$defs/name' },
      additionalProperties: timestampAuthority,
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
    revoked: {
      type: 'array',
      description: 'Keys and certificates that are no longer trusted: of signers, authorities, logs.',
      maxItems: MAX_POLICY_ITEMS,
      items: revocation,
    },
  },
} as const satisfies SchemaNode;
