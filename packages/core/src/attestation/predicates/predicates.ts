// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../../errors.js';
import type { JsonObject } from '../../json/narrow.js';
import { FaultList, nowhere } from '../../schema/fault.js';
import { checkSchema } from '../../schema/schema-check.js';
import type { SchemaNode } from '../../schema/schema-node.js';
import { CYCLONEDX_TYPE, SPDX_2_TYPE, SPDX_3_TYPE, cycloneDxSchema, spdx2Schema, spdx3Schema } from './bom.js';
import { BUILD_TYPE_SCHEMAS } from './build-types.js';
import { REFERENCE_TYPE, referenceSchema } from './reference.js';
import { SCAI_TYPE, SCAI_TYPE_0_2, scaiSchema } from './scai.js';
import { SLSA_PROVENANCE_TYPE, slsaProvenanceSchema, slsaWrittenSchema } from './slsa-provenance.js';
import { TEST_RESULT_TYPE, testResultSchema } from './test-result.js';
import { TRUST_BUNDLE_TYPE, trustBundleSchema } from './trust-bundle.js';
import { VSA_TYPE, vsaSchema } from './vsa.js';

/** A kind of predicate that this kit writes and reads. */
export interface PredicateKind {
  /** kebab-case; also the name of its page and its schema */
  readonly id: string;
  readonly title: string;
  /** what is written; read are `types` too */
  readonly type: string;
  /** whether a predicateType is of this kind */
  readonly isType: (predicateType: string) => boolean;
  readonly schema: SchemaNode;
  /** demanded besides of what this kit writes */
  readonly writtenSchema?: SchemaNode;
  /** where the field defines it */
  readonly specification: string;
}

const only =
  (...types: readonly string[]) =>
  (type: string): boolean =>
    types.includes(type);

/** Every vetted predicate that this kit knows, listed by hand. */
export const PREDICATES: readonly PredicateKind[] = [
  {
    id: 'slsa-provenance',
    title: 'SLSA Build Provenance',
    type: SLSA_PROVENANCE_TYPE,
    isType: only(SLSA_PROVENANCE_TYPE),
    schema: slsaProvenanceSchema,
    writtenSchema: slsaWrittenSchema,
    specification: 'https://slsa.dev/spec/v1.2/build-provenance',
  },
  {
    id: 'verification-summary',
    title: 'SLSA Verification Summary (VSA)',
    type: VSA_TYPE,
    isType: only(VSA_TYPE),
    schema: vsaSchema,
    specification: 'https://slsa.dev/spec/v1.2/verification_summary',
  },
  {
    id: 'test-result',
    title: 'Test result',
    type: TEST_RESULT_TYPE,
    isType: only(TEST_RESULT_TYPE),
    schema: testResultSchema,
    specification: 'https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md',
  },
  {
    id: 'reference',
    title: 'Reference',
    type: REFERENCE_TYPE,
    isType: only(REFERENCE_TYPE),
    schema: referenceSchema,
    specification: 'https://github.com/in-toto/attestation/blob/main/spec/predicates/reference.md',
  },
  {
    id: 'scai',
    title: 'SCAI attribute report',
    type: SCAI_TYPE,
    isType: only(SCAI_TYPE, SCAI_TYPE_0_2),
    schema: scaiSchema,
    specification: 'https://github.com/in-toto/attestation/blob/main/spec/predicates/scai.md',
  },
  {
    id: 'cyclonedx',
    title: 'CycloneDX bill of materials',
    type: CYCLONEDX_TYPE,
    isType: (type) => /^https:\/\/cyclonedx\.org\/bom(?:\/v1\.[0-9]{1,2})?$/.test(type),
    schema: cycloneDxSchema,
    specification: 'https://github.com/in-toto/attestation/blob/main/spec/predicates/cyclonedx.md',
  },
  {
    id: 'spdx-2',
    title: 'SPDX 2 document',
    type: SPDX_2_TYPE,
    isType: (type) => /^https:\/\/spdx\.dev\/Document(?:\/v2(?:\.[0-9])?)?$/.test(type),
    schema: spdx2Schema,
    specification: 'https://github.com/in-toto/attestation/blob/main/spec/predicates/spdx2.md',
  },
  {
    id: 'spdx-3',
    title: 'SPDX 3 document',
    type: SPDX_3_TYPE,
    isType: (type) => /^https:\/\/spdx\.dev\/Document\/v3(?:\.[0-9]){0,2}$/.test(type),
    schema: spdx3Schema,
    specification: 'https://github.com/in-toto/attestation/blob/main/spec/predicates/spdx3.md',
  },
  {
    id: 'trust-bundle',
    title: 'Trust bundle',
    type: TRUST_BUNDLE_TYPE,
    isType: only(TRUST_BUNDLE_TYPE),
    schema: trustBundleSchema,
    specification: 'https://modelprovenance.dev/trust-bundle/v1',
  },
];

/** The kind that a predicateType is of; undefined for one that this kit does not know. */
export const predicateKind = (predicateType: string): PredicateKind | undefined =>
  PREDICATES.find(({ isType }) => isType(predicateType));

/** Most faults that one message shows. */
const MAX_FAULTS_SHOWN = 5;

/**
 * Holds a predicate to the schema of its type, and provenance of this kit's build types to theirs too.
 *
 * Members that a schema does not name are allowed, as in-toto's parsing rules demand. A predicateType that is not known is
 * not checked.
 *
 * @param use - what is written must be all that the standard demands; what is read, all that is relied upon
 * @throws MpkError `INPUT_MALFORMED` with what differs, by JSON pointer
 */
export function checkPredicate(predicateType: string, predicate: JsonObject, use: 'read' | 'write' = 'read'): void {
  const kind = predicateKind(predicateType);
  if (kind === undefined) return;
  const faults = new FaultList(nowhere);
  checkSchema(kind.schema, predicate, faults);
  if (use === 'write' && kind.writtenSchema && !faults.hasErrors) checkSchema(kind.writtenSchema, predicate, faults);
  if (!faults.hasErrors && kind.type === SLSA_PROVENANCE_TYPE) checkBuildType(predicate, faults);
  const found = faults.sorted.map(({ pointer, message }) => `${pointer || '/'}: ${message}`);
  if (found.length === 0) return;
  throw new MpkError('INPUT_MALFORMED', `not a ${kind.title}: ${found.slice(0, MAX_FAULTS_SHOWN).join('; ')}`, {
    hint: `see docs/predicates/${kind.id}.md`,
  });
}

function checkBuildType(predicate: JsonObject, faults: FaultList): void {
  const definition = predicate['buildDefinition'] as JsonObject;
  const buildType = String(definition['buildType']);
  const schema = Object.hasOwn(BUILD_TYPE_SCHEMAS, buildType) ? BUILD_TYPE_SCHEMAS[buildType] : undefined;
  if (schema !== undefined) checkSchema(schema, definition, faults);
}
