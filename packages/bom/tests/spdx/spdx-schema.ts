// SPDX-License-Identifier: Apache-2.0
import { Ajv, type ValidateFunction } from 'ajv';

/**
 * What SPDX 3.0.1 says of the classes that this kit writes, and of no others: written by hand after the published model, whose
 * JSON schema is on no registry by itself. A member that is not here is refused.
 */
const text = { type: 'string' };
const iri = { type: 'string', pattern: '^urn:uuid:[0-9a-f-]{36}#[^\\s<>"{}|\\\\^`#\\[\\]]+$' };
const iris = { type: 'array', minItems: 1, items: iri };
const uri = { type: 'string', pattern: '^(?:https?|pkg):[!-~]+$' };
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };
const texts = { type: 'array', minItems: 1, items: text };
const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties: { type: text, ...properties },
  required: ['type', ...required],
  additionalProperties: false,
});
const dictionary = {
  type: 'array',
  minItems: 1,
  items: object({ type: { const: 'DictionaryEntry' }, key: text, value: text }, ['key']),
};
const element = (properties: object = {}, required: readonly string[] = []) =>
  object({ spdxId: iri, creationInfo: { const: '_:creationInfo' }, name: text, comment: text, ...properties }, [
    'spdxId',
    'creationInfo',
    ...required,
  ]);
const artifact = {
  description: text,
  releaseTime: time,
  suppliedBy: iri,
  originatedBy: iris,
  software_primaryPurpose: { enum: ['model', 'data', 'library', 'platform'] },
  software_packageVersion: text,
  software_packageUrl: uri,
  software_downloadLocation: uri,
};
const PROFILES = ['core', 'software', 'simpleLicensing', 'ai', 'dataset'];
const collection = {
  profileConformance: { type: 'array', minItems: 1, items: { enum: PROFILES } },
  rootElement: iris,
  element: iris,
};

const CLASSES: Readonly<Record<string, object>> = {
  CreationInfo: object(
    {
      '@id': { const: '_:creationInfo' },
      specVersion: { const: '3.0.1' },
      created: time,
      createdBy: iris,
      createdUsing: iris,
    },
    ['@id', 'specVersion', 'created', 'createdBy'],
  ),
  Agent: element({}, ['name']),
  Organization: element({}, ['name']),
  SoftwareAgent: element({}, ['name']),
  Tool: element({}, ['name']),
  Annotation: element({ annotationType: { const: 'other' }, subject: iri, statement: text }, [
    'annotationType',
    'subject',
  ]),
  Relationship: element(
    {
      from: iri,
      to: iris,
      completeness: { enum: ['complete', 'incomplete', 'noAssertion'] },
      relationshipType: {
        enum: [
          'ancestorOf',
          'contains',
          'dependsOn',
          'hasConcludedLicense',
          'hasDeclaredLicense',
          'testedOn',
          'trainedOn',
        ],
      },
    },
    ['from', 'to', 'relationshipType'],
  ),
  software_File: element(
    {
      software_fileKind: { const: 'file' },
      verifiedUsing: {
        type: 'array',
        items: object({ algorithm: { const: 'sha256' }, hashValue: { type: 'string', pattern: '^[0-9a-f]{64}$' } }, [
          'algorithm',
          'hashValue',
        ]),
      },
    },
    ['name'],
  ),
  software_Package: element(artifact, ['name']),
  ai_AIPackage: element(
    {
      ...artifact,
      ai_domain: texts,
      ai_typeOfModel: texts,
      ai_hyperparameter: dictionary,
      ai_metric: dictionary,
      ai_limitation: text,
      ai_informationAboutApplication: text,
      ai_informationAboutTraining: text,
    },
    ['name'],
  ),
  dataset_DatasetPackage: element(
    {
      ...artifact,
      dataset_datasetType: { type: 'array', minItems: 1, items: { enum: ['noAssertion'] } },
      dataset_datasetSize: { type: 'integer', minimum: 0 },
      dataset_dataCollectionProcess: text,
      dataset_dataPreprocessing: texts,
      dataset_knownBias: texts,
      dataset_intendedUse: text,
    },
    ['name', 'dataset_datasetType'],
  ),
  simplelicensing_LicenseExpression: element(
    { simplelicensing_licenseExpression: text, simplelicensing_customIdToUri: dictionary },
    ['simplelicensing_licenseExpression'],
  ),
  software_Sbom: element({ ...collection, software_sbomType: { const: ['analyzed'] } }, ['rootElement', 'element']),
  SpdxDocument: element(collection, ['rootElement', 'element']),
};

const ajv = new Ajv({ allErrors: true });
const validators = new Map<string, ValidateFunction>(
  Object.entries(CLASSES).map(([name, schema]) => [name, ajv.compile(schema)]),
);

/** What is wrong with a document: with its elements, or with references between them. */
export function spdxFaults(document: string): readonly string[] {
  const { '@context': context, '@graph': graph, ...others } = JSON.parse(document);
  const faults = graph.flatMap((one: any) => {
    const validate = validators.get(one.type);
    if (validate === undefined) return [`${one.type} is no class`];
    return validate(one) ? [] : [`${one.spdxId}: ${ajv.errorsText(validate.errors)}`];
  });
  const ids = graph.flatMap(({ spdxId }: any) => spdxId ?? []);
  const known = new Set(ids);
  const references: string[] = JSON.stringify(graph).match(/"urn:uuid:[^"]*"/g) ?? [];
  const dangling = references.map((text) => JSON.parse(text)).filter((reference) => !known.has(reference));
  return [
    ...faults,
    ...dangling.map((reference) => `${reference} is nowhere`),
    ...(known.size < ids.length ? ['an id stands twice'] : []),
    ...(context === 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld' ? [] : ['another context']),
    ...Object.keys(others),
  ];
}
