// SPDX-License-Identifier: Apache-2.0
import { ELEMENT_STATUSES } from './assess-element.js';
import { BACKINGS, EVIDENCE_CLASSES } from './evidence.js';
import { OBLIGATIONS, PROFILE_IDS } from './profile.js';
import { SCORE_SCHEMA } from './result.js';

const count = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string' } as const;
const ratio = { type: 'number', minimum: 0, maximum: 1 } as const;
const pointer = { type: 'string', description: 'RFC 6901, into the BOM' } as const;
const obligation = { enum: Object.keys(OBLIGATIONS) } as const;
const evidence = { enum: EVIDENCE_CLASSES, description: 'how a value is known, as the BOM says' } as const;

const object = <const P extends object>(properties: P, required: readonly (keyof P & string)[]) =>
  ({ type: 'object', required, properties }) as const;

const completeness = object({ present: count, of: count, ratio, weighted: ratio }, [
  'present',
  'of',
  'ratio',
  'weighted',
]);

const value = object({ pointer, text, evidence, backing: { enum: BACKINGS }, source: text }, [
  'pointer',
  'text',
  'evidence',
]);

const element = object(
  {
    reference: { ...text, description: 'what the profile calls it' },
    element: { ...text, description: 'id of the element' },
    label: text,
    home: { ...text, description: 'where CycloneDX has it' },
    obligation,
    status: { enum: ELEMENT_STATUSES },
    isSubstantiated: { type: 'boolean' },
    evidence,
    why: text,
    coverage: object({ have: count, of: count }, ['have', 'of']),
    values: { type: 'array', items: value, description: 'the first of them' },
    valueCount: count,
  },
  ['reference', 'element', 'label', 'home', 'obligation', 'status', 'isSubstantiated', 'values', 'valueCount'],
);

const remedy = object({ file: text, key: text, command: text, note: text }, []);

const gap = object(
  {
    reference: text,
    element: text,
    label: text,
    obligation,
    kind: { enum: ['absent', 'unknown', 'unsubstantiated'] },
    why: text,
    lacking: { type: 'array', items: text, description: 'names of datasets or files, the first of them' },
    close: { type: 'array', items: remedy, description: 'ways to close it' },
  },
  ['reference', 'element', 'label', 'obligation', 'kind', 'close'],
);

/** JSON Schema of what was passed over in a document. */
export const passedOverSchema = object(
  { listed: { type: 'array', items: object({ pointer, reason: text }, ['pointer', 'reason']) }, total: count },
  ['listed', 'total'],
);

/** JSON Schema of the score of a BOM. */
export const bomScoreSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://modelprovenance.dev/schemas/bom-score-v1alpha1.schema.json',
  title: 'Model Provenance Kit: what a BOM says of a model',
  description: 'Elements of one profile, how each is known, and what would close each gap. Additions only.',
  ...object(
    {
      schema: { const: SCORE_SCHEMA },
      profile: object({ id: { enum: PROFILE_IDS }, title: text, issuer: text, status: text, source: text }, [
        'id',
        'title',
        'issuer',
        'status',
        'source',
      ]),
      document: object(
        {
          specVersion: text,
          serialNumber: text,
          tools: { type: 'array', items: text },
          model: object({ name: text, pointer }, ['name', 'pointer']),
          otherModels: count,
        },
        ['tools', 'model', 'otherModels'],
      ),
      completeness: { ...completeness, description: 'of values that say something' },
      signature: {
        ...object({ isVerified: { type: 'boolean' }, by: text }, ['isVerified']),
        description: 'of a BOM that was given signed: one that was not verified counts for nothing',
      },
      substantiated: { ...completeness, description: 'of values that a citation, a digest or a signature backs' },
      statuses: object(
        { present: count, absent: count, 'not-applicable': count, 'asserted-unknown': count },
        ELEMENT_STATUSES,
      ),
      elements: { type: 'array', items: element },
      gaps: { type: 'array', items: gap, description: 'the heaviest first' },
      passedOver: passedOverSchema,
    },
    ['schema', 'profile', 'document', 'completeness', 'substantiated', 'statuses', 'elements', 'gaps', 'passedOver'],
  ),
} as const;
