// SPDX-License-Identifier: Apache-2.0
import { Enums } from '@cyclonedx/cyclonedx-library';
import { MlBom, MlComponent } from '@mpk/bom/documents';

const time = '2026-01-01T00:00:00.000Z';

/** A BOM with all that the classes have, which claims alone do not fill. */
export function fullBom(): MlBom {
  const component = new MlComponent(Enums.ComponentType.MachineLearningModel, 'full', { bomRef: 'model' });
  Object.assign(component, {
    manufacturer: {
      name: 'ACME',
      url: ['https://acme.example'],
      contact: [{ name: 'Ada', email: 'ada@acme.example' }],
    },
    authors: [{ 'bom-ref': 'ada', name: 'Ada', phone: '1' }],
    tags: ['a', 'b'],
    releaseNotes: {
      type: 'major',
      title: 'One',
      description: 'First.',
      timestamp: time,
      aliases: ['x'],
      tags: ['t'],
      properties: [{ name: 'a', value: 'b' }],
    },
    pedigree: {
      ancestors: [new MlComponent(Enums.ComponentType.MachineLearningModel, 'parent', { bomRef: 'parent' })],
      descendants: [new MlComponent(Enums.ComponentType.MachineLearningModel, 'child', { bomRef: 'child' })],
      variants: [new MlComponent(Enums.ComponentType.MachineLearningModel, 'twin', { bomRef: 'twin' })],
      notes: 'a\nb',
    },
  });
  component.modelCard = {
    'bom-ref': 'card',
    modelParameters: {
      approach: { type: 'self-supervised' },
      task: 'text-generation',
      architectureFamily: 'transformer',
      modelArchitecture: 'X',
      datasets: [{ ref: 'data' }, { type: 'dataset', name: 'inline' }],
      inputs: [{ format: 'text' }],
      outputs: [{ format: 'text' }],
    },
    quantitativeAnalysis: {
      performanceMetrics: [
        { type: 'acc', value: '1', slice: 's', confidenceInterval: { lowerBound: '0', upperBound: '2' } },
      ],
      graphics: { description: 'g', collection: [{ name: 'n', image: { content: 'eA==', encoding: 'base64' } }] },
    },
    considerations: {
      users: ['u'],
      useCases: ['c'],
      technicalLimitations: ['l'],
      performanceTradeoffs: ['t'],
      ethicalConsiderations: [{ name: 'n', mitigationStrategy: 'm' }],
      environmentalConsiderations: {
        energyConsumptions: [
          {
            activity: 'training',
            energyProviders: [
              {
                'bom-ref': 'grid',
                description: 'd',
                organization: { name: 'Grid' },
                energySource: 'wind',
                energyProvided: { value: 1e-7, unit: 'kWh' },
              },
            ],
            activityEnergyCost: { value: 12.5, unit: 'kWh' },
            co2CostEquivalent: { value: 1, unit: 'tCO2eq' },
            co2CostOffset: { value: 0.5, unit: 'tCO2eq' },
            properties: [{ name: 'a', value: 'b' }],
          },
        ],
        properties: [{ name: 'a', value: 'b' }],
      },
      fairnessAssessments: [{ groupAtRisk: 'g', benefits: 'b', harms: 'h', mitigationStrategy: 'm' }],
    },
    properties: [{ name: 'a', value: 'b' }],
  };
  const data = new MlComponent(Enums.ComponentType.Data, 'data', { bomRef: 'data' });
  data.data = [
    {
      'bom-ref': 'data-content',
      type: 'dataset',
      name: 'd',
      contents: {
        attachment: { content: 'x', contentType: 'text/plain' },
        url: 'https://a.example',
        properties: [{ name: 'a', value: 'b' }],
      },
      classification: 'public',
      sensitiveData: ['a', 'b'],
      graphics: { description: 'g' },
      description: 'd',
      governance: {
        custodians: [{ organization: { name: 'o' } }],
        stewards: [{ contact: { name: 'c' } }],
        owners: [{ organization: { name: 'o' } }],
      },
    },
  ];
  return filled(component, data);
}

function filled(component: MlComponent, data: MlComponent): MlBom {
  const bom = new MlBom();
  bom.metadata.component = component;
  bom.metadata.timestamp = new Date(time);
  bom.metadata.tools.components.add(new MlComponent(Enums.ComponentType.Application, 'tool', { bomRef: 'tool' }));
  bom.components.add(data);
  bom.manufacturer = { name: 'Maker of the BOM' };
  bom.dependencies = [{ ref: 'model', dependsOn: ['data', 'parent'] }, { ref: 'data' }];
  bom.compositions = [{ 'bom-ref': 'comp', aggregate: 'incomplete', assemblies: ['model'], dependencies: ['model'] }];
  bom.properties = [{ name: 'a', value: 'b' }];
  bom.annotations = [
    { 'bom-ref': 'note', subjects: ['model'], annotator: { individual: { name: 'Ada' } }, timestamp: time, text: 'n' },
    { subjects: ['data'], annotator: { organization: { name: 'ACME' } }, timestamp: time, text: 'n' },
  ];
  bom.formulation = [
    {
      bomRef: 'formula',
      components: [new MlComponent(Enums.ComponentType.Container, 'image', { bomRef: 'image' })],
      properties: [{ name: 'a', value: 'b' }],
      workflows: [
        {
          'bom-ref': 'flow',
          uid: 'flow',
          name: 'n',
          description: 'd',
          taskTypes: ['build', 'test'],
          tasks: [{ 'bom-ref': 'task', uid: 'task', taskTypes: ['other'], timeStart: time, timeEnd: time }],
          inputs: [
            { resource: { ref: 'data' }, properties: [{ name: 'a', value: 'b' }] },
            { resource: { externalReference: { type: 'other', url: 'https://a.example' } } },
            { parameters: [{ name: 'lr', value: '1' }] },
          ],
          outputs: [{ type: 'artifact', resource: { ref: 'model' } }],
          timeStart: time,
          timeEnd: time,
          properties: [{ name: 'a', value: 'b' }],
        },
      ],
    },
  ];
  bom.declarations = {
    assessors: [{ 'bom-ref': 'assessor', thirdParty: true, organization: { name: 'Lab' } }],
    attestations: [
      {
        summary: 's',
        assessor: 'assessor',
        map: [
          {
            requirement: 'model',
            claims: ['claim'],
            counterClaims: ['claim'],
            conformance: { score: 0.5, rationale: 'r' },
            confidence: { score: 1, rationale: 'r' },
          },
        ],
      },
    ],
    claims: [
      {
        'bom-ref': 'claim',
        target: 'target',
        predicate: 'p',
        reasoning: 'r',
        evidence: ['evidence'],
        counterEvidence: ['evidence'],
      },
    ],
    evidence: [
      {
        'bom-ref': 'evidence',
        propertyName: 'p',
        description: 'd',
        data: [{ name: 'n', contents: { attachment: { content: 'x' }, url: 'https://a.example' } }],
        created: time,
        expires: time,
      },
    ],
    targets: { organizations: [{ 'bom-ref': 'target', name: 'ACME' }] },
  };
  bom.facts = [{ of: 'data', path: ['data', 0, 'name'], attributedTo: 'tool', note: 'x' }];
  return bom;
}
