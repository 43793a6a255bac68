// SPDX-License-Identifier: Apache-2.0

/** What is known of a value that rules see: its fields by name, or the shape of the elements of a list. */
export interface CelShape {
  /** CEL type, for people */
  readonly type?: string;
  readonly description?: string;
  readonly fields?: Readonly<Record<string, CelShape>>;
  readonly elements?: CelShape;
  /** what its keys are names of, where they are known */
  readonly keys?: 'claims';
}

/** Shapes of variables by name. */
export type CelShapes = Readonly<Record<string, CelShape>>;

const value = (type: string, description: string): CelShape => ({ type, description });

const file: CelShape = {
  fields: {
    name: value('string', 'Model-relative name.'),
    sizeBytes: value('int', 'Size in bytes.'),
    sha256: value('string', 'SHA-256 of the content, lowercase hex.'),
    format: value('string', 'Id of the recognised format, or `unknown`. Absent where the content was not read.'),
    contains: value('list of string', 'Ids of formats inside it. Absent where the content was not read.'),
  },
};

const signature: CelShape = {
  fields: {
    method: value('string', '`key`, `certificate` or `keyless`.'),
    signer: value('string', 'Name under `spec.trust.signers`.'),
    identity: value(
      'string',
      'Proven identity: subject alternative name, or digest of the key. Absent where there is none.',
    ),
    issuer: value('string', 'OpenID Connect issuer. Only for `keyless`.'),
    subject: value('string', 'Subject of the certificate. Only for `certificate`.'),
  },
};

const model: CelShape = {
  type: 'map',
  description: 'The model, as measured.',
  fields: {
    name: value('string', 'Name of the model.'),
    uri: value('string', 'Where it is said to come from; not proven.'),
    sizeBytes: value('int', 'Size of all files in bytes.'),
    manifestDigest: value('string', 'Manifest digest, `sha256:` and hex.'),
    omsRootDigest: value('string', 'OMS root digest, `sha256:` and hex. Covers no names.'),
    files: { type: 'list', description: 'Its files.', elements: file },
  },
};

const now = value('timestamp', 'The time of the decision.');

const predicate = value('map', 'The predicate of the statement. Whole numbers are `int`.');

const attestation: CelShape = {
  fields: {
    id: value('string', 'Id of the requirement under `requirements.attestations`.'),
    predicateType: value('string', 'Predicate type of the statement.'),
    signer: value('string', 'Name under `spec.trust.signers`.'),
    predicate,
  },
};

/** The variables of a rule. `celContext` makes values of these shapes. */
export const CEL_VARIABLES: CelShapes = {
  model,
  signatures: {
    type: 'list',
    description: 'The signatures that verified and count for `requirements.signature`.',
    elements: signature,
  },
  attestations: {
    type: 'list',
    description: 'The statements that verified and count for `requirements.attestations`.',
    elements: attestation,
  },
  claims: {
    type: 'map of lists',
    keys: 'claims',
    description:
      'What the files state of the model, what was measured of it, and what provenance states that a signer of `trust` signed, by ' +
      'names of facts: `"mit" in claims["license"]`. A fact that nothing states is not there: `"license" in claims`.',
  },
  policy: {
    type: 'map',
    description: 'The policy itself.',
    fields: {
      name: value('string', '`metadata.name`.'),
      version: value('string', '`metadata.version`. Absent where the policy has none.'),
    },
  },
  now,
};

/** The variables of an expression over one attestation. `attestationContext` makes values of these shapes. */
export const ATTESTATION_VARIABLES: CelShapes = {
  predicate,
  predicateType: value('string', 'Predicate type of the statement.'),
  subjects: {
    type: 'list',
    description: 'What the statement is about.',
    elements: {
      fields: {
        name: value('string', 'Name of the subject; informational.'),
        digest: value('map', 'Digests by algorithm, lowercase hex.'),
      },
    },
  },
  signer: value('string', 'Name under `spec.trust.signers`.'),
  model,
  now,
};
