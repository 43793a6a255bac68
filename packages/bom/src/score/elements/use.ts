// SPDX-License-Identifier: Apache-2.0
import { byCommand, byPerson, fromFile, type Element, wholeFile } from '../element.js';
import type { BomComponent } from '../../bom-document/index.js';
import { placesAt } from '../../bom-document/place.js';
import { anyOf, inDocument, MAX_FOUND, properties, references, useCases, within, type Finder } from '../finders.js';

const considerations = 'modelCard/considerations';

/** What the kit writes of a run; the path that a model had then (`mpk:training.path`) says nothing of how. */
const TRAINING = ['steps', 'epochs', 'flops', 'framework', 'started', 'finished', 'hyperparameter:*'].map(
  (name) => `mpk:training.${name}`,
);

const SOFTWARE = ['library', 'framework', 'container'];
const isSoftware = (role: string, type: string | undefined): boolean =>
  role === 'part' && SOFTWARE.includes(type ?? '');

/** Names of components of a kind. */
const componentNames =
  (isMeant: (component: BomComponent) => boolean): Finder =>
  ({ document }) =>
    document.components
      .filter(isMeant)
      .slice(0, MAX_FOUND)
      .flatMap(({ place }) => placesAt(place, 'name'));

/** How the model was trained, how well it does, and what is said of its use. */
export const USE_ELEMENTS = {
  'model.training': {
    label: 'How it was trained',
    home: 'formulation, cdx:ai-ml:model:parameter:tune_method',
    scope: 'model',
    isOfModels: true,
    find: anyOf(
      inDocument('formulation/*/workflows/*/uid', 'formulation/*/workflows/*/name'),
      properties('cdx:ai-ml:model:parameter:tune_method', 'genai:aibom:training:*', ...TRAINING),
    ),
    close: [
      byCommand('mpk record', 'records the run'),
      wholeFile('trainer_state.json'),
      fromFile('README.md', '#Training hyperparameters'),
    ],
  },
  'model.useCases': {
    label: 'Intended use and users',
    home: 'modelCard.considerations.useCases, users',
    scope: 'model',
    find: anyOf(useCases, within(`${considerations}/users/*`), properties('mpk:dataset.use')),
    close: [fromFile('README.md', '#Uses')],
  },
  'model.limitations': {
    label: 'Technical limitations',
    home: 'modelCard.considerations.technicalLimitations',
    scope: 'model',
    find: anyOf(
      within(`${considerations}/technicalLimitations/*`, `${considerations}/performanceTradeoffs/*`),
      properties('mpk:dataset.limitation'),
    ),
    close: [fromFile('README.md', '#Bias, Risks, and Limitations')],
  },
  'model.ethics': {
    label: 'Ethical considerations and bias',
    home: 'modelCard.considerations.ethicalConsiderations, fairnessAssessments',
    scope: 'model',
    find: anyOf(
      within(
        `${considerations}/ethicalConsiderations/*/mitigationStrategy`,
        `${considerations}/ethicalConsiderations/*/name`,
        `${considerations}/fairnessAssessments/*/harms`,
      ),
      properties('mpk:dataset.bias'),
    ),
    // A heading alone says nothing.
    accept: (text) => !/^(?:ethical considerations?|bias|risks?)$/i.test(text),
    close: [fromFile('README.md', '#Bias, Risks, and Limitations')],
  },
  'model.sensitive': {
    label: 'Use of sensitive personal information',
    home: 'modelCard.considerations, data[].sensitiveData',
    scope: 'model',
    find: anyOf(
      properties('genai:aibom:safety:useSensitivePersonalInformation', 'useSensitivePersonalInformation'),
      ({ datasets }) =>
        datasets.flatMap(({ place }) => placesAt(place, 'data/*/sensitiveData/*', 10)).slice(0, MAX_FOUND),
    ),
    close: [fromFile('croissant.json', 'rai:personalSensitiveInformation')],
  },
  'model.metrics': {
    label: 'Performance',
    home: 'modelCard.quantitativeAnalysis.performanceMetrics',
    scope: 'model',
    isOfModels: true,
    find: within('modelCard/quantitativeAnalysis/performanceMetrics/*/value'),
    close: [fromFile('README.md', 'model-index'), fromFile('.eval_results/*.yaml', 'value')],
  },
  'model.securityMetrics': {
    label: 'Security measurements and adversarial tests',
    home: 'declarations, externalReferences of type pentest-report and the like',
    scope: 'model',
    isOfModels: true,
    find: anyOf(
      references(
        'pentest-report',
        'adversary-model',
        'static-analysis-report',
        'dynamic-analysis-report',
        'risk-assessment',
      ),
      properties('mpk:inspect:*'),
    ),
    close: [byCommand('mpk inspect', 'what is in the files'), byPerson('reports of red teams')],
  },
  'model.energy': {
    label: 'Energy and emissions',
    home: 'modelCard.considerations.environmentalConsiderations',
    scope: 'model',
    isOfModels: true,
    find: anyOf(
      within(
        `${considerations}/environmentalConsiderations/energyConsumptions/*/activityEnergyCost/value`,
        `${considerations}/environmentalConsiderations/energyConsumptions/*/co2CostEquivalent/value`,
        `${considerations}/environmentalConsiderations/properties/*/value`,
      ),
      properties(
        'cdx:huggingface:co2EmissionsGrams',
        'mpk:energy.co2*',
        'energyConsumption',
        'genai:aibom:modelcard:energyConsumption',
      ),
    ),
    accept: (text) => /\d/.test(text),
    close: [fromFile('README.md', 'co2_eq_emissions')],
  },
  'model.explainability': {
    label: 'Explainability',
    home: 'modelCard.properties',
    scope: 'model',
    isOfModels: true,
    find: properties('genai:aibom:modelcard:modelExplainability', 'modelExplainability', 'mpk:explainability'),
    close: [byPerson('how its answers can be explained, as property mpk:explainability')],
  },
  'infra.software': {
    label: 'Software that it was made with',
    home: 'formulation[].components, components of type library or framework',
    scope: 'model',
    find: componentNames(({ role, type }) => type !== 'device' && (role === 'formulation' || isSoftware(role, type))),
    close: [fromFile('config.json', 'transformers_version'), fromFile('requirements.txt', 'packages')],
  },
  'infra.hardware': {
    label: 'Hardware that it was made on',
    home: 'formulation[].components of type device',
    scope: 'model',
    find: anyOf(
      componentNames(({ role, type }) => type === 'device' && (role === 'formulation' || role === 'part')),
      properties('mpk:hardware', 'genai:aibom:training:hardware'),
    ),
    close: [fromFile('README.md', 'co2_eq_emissions.hardware_used'), byCommand('mpk record', 'records the machine')],
  },
} as const satisfies Record<string, Element>;
