// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../model/json.js';
import { externalReferences, organization, properties } from './basics.js';
import { componentData, graphics } from './data.js';
import { element } from './element.js';
import { decimal, each, list, object, text, type Codec } from './codecs.js';

const format: Codec = object([['format', text]]);
const measure: Codec = object([
  ['value', decimal],
  ['unit', text],
]);

/** `{ref}` is an element with text, anything else a dataset. */
const dataset: Codec = {
  write: (_, value) =>
    isObject(value) && typeof value.ref === 'string'
      ? [element('ref', value.ref)]
      : componentData.write('dataset', value),
  read: (elements, place) =>
    elements[0]?.name === 'ref' ? { ref: elements[0].text } : componentData.read(elements, place),
  elements: ['dataset', 'ref'],
};

const modelParameters: Codec = object([
  ['approach', object([['type', text]])],
  ['task', text],
  ['architectureFamily', text],
  ['modelArchitecture', text],
  ['datasets', list('dataset', dataset)],
  ['inputs', list('input', format)],
  ['outputs', list('output', format)],
]);

const performanceMetric: Codec = object([
  ['type', text],
  ['value', text],
  ['slice', text],
  [
    'confidenceInterval',
    object([
      ['lowerBound', text],
      ['upperBound', text],
    ]),
  ],
]);

const energyProvider: Codec = object([
  ['description', text],
  ['organization', organization],
  ['energySource', text],
  ['energyProvided', measure],
  ['externalReferences', externalReferences],
]);

const energyConsumption: Codec = object([
  ['activity', text],
  ['energyProviders', each(energyProvider)],
  ['activityEnergyCost', measure],
  ['co2CostEquivalent', measure],
  ['co2CostOffset', measure],
  ['properties', properties],
]);

const considerations: Codec = object([
  ['users', list('user', text)],
  ['useCases', list('useCase', text)],
  ['technicalLimitations', list('technicalLimitation', text)],
  ['performanceTradeoffs', list('performanceTradeoff', text)],
  [
    'ethicalConsiderations',
    list(
      'ethicalConsideration',
      object([
        ['name', text],
        ['mitigationStrategy', text],
      ]),
    ),
  ],
  [
    'environmentalConsiderations',
    object([
      ['energyConsumptions', list('energyConsumption', energyConsumption)],
      ['properties', properties],
    ]),
  ],
  [
    'fairnessAssessments',
    list(
      'fairnessAssessment',
      object([
        ['groupAtRisk', text],
        ['benefits', text],
        ['harms', text],
        ['mitigationStrategy', text],
      ]),
    ),
  ],
]);

/** `modelCardType` */
export const modelCard: Codec = object([
  ['modelParameters', modelParameters],
  [
    'quantitativeAnalysis',
    object([
      ['performanceMetrics', list('performanceMetric', performanceMetric)],
      ['graphics', graphics],
    ]),
  ],
  ['considerations', considerations],
  ['properties', properties],
]);
