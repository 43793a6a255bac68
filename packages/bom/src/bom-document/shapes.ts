// SPDX-License-Identifier: Apache-2.0

/** What a value should be: a text, any number, an object of members, or a list of one shape. */
export type Shape = 'text' | 'scalar' | 'any' | { readonly [member: string]: Shape } | readonly [Shape];

const property: Shape = { name: 'text', value: 'scalar' };
const entity: Shape = { name: 'text', url: ['text'], contact: [{ name: 'text', email: 'text' }] };
const contact: Shape = { name: 'text', email: 'text' };
const license: Shape = {
  expression: 'text',
  license: { id: 'text', name: 'text', url: 'text', acknowledgement: 'text' },
};
const reference: Shape = { type: 'text', url: 'text', comment: 'text' };
const attachment: Shape = { content: 'text' };
const data: Shape = {
  type: 'text',
  name: 'text',
  description: 'text',
  classification: 'text',
  sensitiveData: ['text'],
  contents: { url: 'text', attachment, properties: [property] },
  governance: {
    custodians: [{ organization: entity, contact }],
    stewards: [{ organization: entity, contact }],
    owners: [{ organization: entity, contact }],
  },
};
const modelCard: Shape = {
  properties: [property],
  modelParameters: {
    approach: { type: 'text' },
    task: 'text',
    architectureFamily: 'text',
    modelArchitecture: 'text',
    datasets: ['any'],
    inputs: [{ format: 'text' }],
    outputs: [{ format: 'text' }],
  },
  quantitativeAnalysis: { performanceMetrics: [{ type: 'text', value: 'scalar', slice: 'text' }] },
  considerations: {
    users: ['text'],
    useCases: ['text'],
    technicalLimitations: ['text'],
    performanceTradeoffs: ['text'],
    ethicalConsiderations: [{ name: 'text', mitigationStrategy: 'text' }],
    fairnessAssessments: [{ groupAtRisk: 'text', benefits: 'text', harms: 'text', mitigationStrategy: 'text' }],
    environmentalConsiderations: { energyConsumptions: ['any'], properties: [property] },
  },
};

/** A component, without the components within it, which are walked by themselves. */
export const COMPONENT_SHAPE = {
  type: 'text',
  'bom-ref': 'text',
  group: 'text',
  name: 'text',
  version: 'text',
  description: 'text',
  purl: 'text',
  publisher: 'text',
  author: 'text',
  supplier: entity,
  manufacturer: entity,
  authors: [contact],
  tags: ['text'],
  hashes: [{ alg: 'text', content: 'text' }],
  licenses: [license],
  externalReferences: [reference],
  properties: [property],
  releaseNotes: { timestamp: 'text' },
  pedigree: { ancestors: ['any'], descendants: ['any'], variants: ['any'], notes: 'text' },
  components: ['any'],
  data: [data],
  modelCard,
} satisfies Shape;

/** A document, without its components. */
export const DOCUMENT_SHAPE = {
  bomFormat: 'text',
  specVersion: 'text',
  serialNumber: 'text',
  version: 'scalar',
  metadata: {
    timestamp: 'text',
    tools: 'any',
    lifecycles: [{ phase: 'text', name: 'text' }],
    authors: [contact],
    supplier: entity,
    manufacturer: entity,
    component: 'any',
    properties: [property],
  },
  components: ['any'],
  services: ['any'],
  dependencies: [{ ref: 'text', dependsOn: ['text'], provides: ['text'] }],
  compositions: [{ aggregate: 'text', assemblies: ['text'], dependencies: ['text'] }],
  formulation: ['any'],
  vulnerabilities: ['any'],
  externalReferences: [reference],
  citations: [{ pointers: ['text'], expressions: ['text'], attributedTo: 'text', process: 'text', note: 'text' }],
  properties: [property],
} satisfies Shape;
