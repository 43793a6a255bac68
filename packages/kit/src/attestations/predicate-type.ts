// SPDX-License-Identifier: Apache-2.0
import {
  CYCLONEDX_TYPE,
  MpkError,
  OMS_PREDICATE_TYPE,
  REFERENCE_TYPE,
  SLSA_PROVENANCE_TYPE,
  SPDX_2_TYPE,
  SPDX_3_TYPE,
  TEST_RESULT_TYPE,
  VSA_TYPE,
  isOmsStatement,
  type JsonObject,
} from '@mpk/core';

/** What people call kinds of attestations. */
export const ATTESTATION_TYPES = ['training', 'dataset', 'evaluation', 'scan', 'bom', 'vsa', 'custom'] as const;
export type AttestationType = (typeof ATTESTATION_TYPES)[number];

interface Shape {
  readonly type: string;
  /** a member that only predicates of this type have */
  readonly member: string;
}

const PROVENANCE: Shape = { type: SLSA_PROVENANCE_TYPE, member: 'buildDefinition' };
const REFERENCE: Shape = { type: REFERENCE_TYPE, member: 'references' };
const TEST_RESULT: Shape = { type: TEST_RESULT_TYPE, member: 'result' };

/** The vetted predicates of each kind; which one it is shows in the predicate. */
const SHAPES: Readonly<Record<Exclude<AttestationType, 'custom'>, readonly Shape[]>> = {
  training: [PROVENANCE],
  dataset: [PROVENANCE, REFERENCE],
  evaluation: [TEST_RESULT, REFERENCE],
  scan: [TEST_RESULT, REFERENCE],
  bom: [
    { type: CYCLONEDX_TYPE, member: 'bomFormat' },
    { type: SPDX_2_TYPE, member: 'spdxVersion' },
    { type: SPDX_3_TYPE, member: '@graph' },
    REFERENCE,
  ],
  vsa: [{ type: VSA_TYPE, member: 'verificationResult' }],
};

/** URIs with a scheme; predicate types of in-toto are TypeURIs. */
const TYPE_URI = /^[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,500}$/;

/**
 * The predicateType of a predicate of a kind.
 *
 * @param custom - the type, for kind `custom`
 * @throws MpkError `USAGE` where a type is missing, not wanted, or no URI; `INPUT_MALFORMED` where the predicate is of another kind
 */
export function predicateTypeOf(kind: AttestationType, predicate: JsonObject, custom: string | undefined): string {
  if (kind === 'custom') return customType(custom);
  if (custom !== undefined) throw new MpkError('USAGE', `a predicate type is for --type custom, not for ${kind}`);
  const shape = SHAPES[kind].find(({ member }) => Object.hasOwn(predicate, member));
  if (shape !== undefined) return shape.type;
  const members = SHAPES[kind].map(({ member }) => member).join(' or ');
  throw new MpkError('INPUT_MALFORMED', `the predicate is none for ${kind}: it has no ${members}`, {
    hint: 'see docs/predicates for the predicates of each type',
  });
}

function customType(type: string | undefined): string {
  if (type === undefined) throw new MpkError('USAGE', '--type custom needs --predicate-type');
  if (!TYPE_URI.test(type)) throw new MpkError('USAGE', 'the predicate type is not a URI');
  if (isOmsStatement({ predicateType: type }) || type.startsWith(OMS_PREDICATE_TYPE.replace(/v1\.0$/, ''))) {
    throw new MpkError('USAGE', 'a signature of a model is made by mpk sign, not as an attestation');
  }
  return type;
}
