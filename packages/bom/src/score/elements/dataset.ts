// SPDX-License-Identifier: Apache-2.0
import { placesAt, textAt } from '../../bom-document/place.js';
import { byPerson, fromFile, type Element } from '../element.js';
import { anyOf, licenses, properties, references, within, type Finder } from '../finders.js';
import { digests, isDate, isStrongDigest, WEAK_DIGESTS } from '../values.js';

/** References of the card to a dataset; the dataset itself where it stands within the card. */
const relationsOf: Finder = ({ datasetRefs, model }, dataset) => {
  if (dataset.pointer.startsWith(`${model.place.pointer}/modelCard/`)) return placesAt(dataset, 'name');
  const place = datasetRefs.get(textAt(dataset, 'bom-ref') ?? '');
  return place === undefined ? [] : [place];
};

/** What is known of each dataset; one that stands within a model card has neither licence, digest nor identifier. */
export const DATASET_ELEMENTS = {
  'dataset.name': {
    label: 'Names of the datasets',
    home: 'components of type data, modelCard.modelParameters.datasets',
    scope: 'dataset',
    find: within('name', 'data/*/name'),
    close: [fromFile('README.md', 'datasets'), fromFile('model.gguf', 'general.datasets')],
  },
  'dataset.description': {
    label: 'Descriptions of the datasets',
    home: 'components[].data[].description',
    scope: 'dataset',
    find: within('description', 'data/*/description'),
    close: [fromFile('croissant.json', 'description')],
  },
  'dataset.content': {
    label: 'Contents of the datasets',
    home: 'components[].data[].contents',
    scope: 'dataset',
    find: anyOf(
      within(
        'contents/url',
        'contents/attachment/content',
        'data/*/contents/url',
        'data/*/contents/attachment/content',
      ),
      properties('cdx:ai-ml:dataset:modality', 'mpk:dataset.columns'),
    ),
    close: [fromFile('croissant.json', 'distribution, recordSet')],
  },
  'dataset.id': {
    label: 'Identifiers of the datasets',
    home: 'components[].purl',
    scope: 'dataset',
    find: anyOf(within('purl', 'swhid/*', 'omniborId/*'), references('distribution', 'citation')),
    close: [fromFile('README.md', 'datasets'), fromFile('croissant.json', 'url')],
  },
  'dataset.hash': {
    label: 'Digests of the datasets',
    home: 'components[].hashes',
    scope: 'dataset',
    find: anyOf((_, dataset) => digests(dataset), properties('mpk:dataset.hash')),
    // Of a data set of several files each has its own.
    accept: (text) => isStrongDigest(text) || /"sha256":"[0-9a-f]{64}"/i.test(text),
    refused: WEAK_DIGESTS,
    backedBy: 'digest',
    close: [fromFile('croissant.json', 'distribution[].sha256')],
  },
  'dataset.provenance': {
    label: 'Where the datasets come from',
    home: 'components[].pedigree, data[].governance',
    scope: 'dataset',
    find: anyOf(
      within(
        'pedigree/ancestors/*/name',
        'pedigree/notes',
        ...['custodians', 'stewards', 'owners'].flatMap((who) =>
          ['', 'data/*/'].flatMap((at) => [
            `${at}governance/${who}/*/organization/name`,
            `${at}governance/${who}/*/contact/name`,
          ]),
        ),
      ),
      properties('mpk:dataset.collection', 'mpk:dataset.source'),
    ),
    close: [fromFile('croissant.json', 'rai:dataCollection'), fromFile('croissant.json', 'prov:wasDerivedFrom')],
  },
  'dataset.producer': {
    label: 'Who made the datasets',
    home: 'components[].manufacturer, supplier, authors',
    scope: 'dataset',
    find: within(
      'manufacturer/name',
      'supplier/name',
      'authors/*/name',
      'author',
      'publisher',
      'data/*/governance/owners/*/organization/name',
    ),
    close: [fromFile('croissant.json', 'creator')],
  },
  'dataset.timestamp': {
    label: 'Times of release of the datasets',
    home: 'components[].releaseNotes.timestamp',
    scope: 'dataset',
    find: within('releaseNotes/timestamp'),
    accept: isDate,
    close: [fromFile('croissant.json', 'datePublished')],
  },
  'dataset.statistics': {
    label: 'Sizes and statistics of the datasets',
    home: 'components[].properties',
    scope: 'dataset',
    find: properties(
      'cdx:ai-ml:dataset:size',
      'mpk:dataset.size',
      'mpk:dataset.rows',
      'mpk:dataset.bytes',
      'mpk:dataset.bias',
    ),
    close: [fromFile('croissant.json', 'rai:dataBiases'), byPerson('rows and bytes of each dataset')],
  },
  'dataset.sensitivity': {
    label: 'Sensitivity of the datasets',
    home: 'components[].data[].sensitiveData, classification',
    scope: 'dataset',
    find: within('sensitiveData/*', 'classification', 'data/*/sensitiveData/*', 'data/*/classification'),
    close: [fromFile('croissant.json', 'rai:personalSensitiveInformation')],
  },
  'dataset.relation': {
    label: 'What the datasets are to the model',
    home: 'modelCard.modelParameters.datasets[].ref',
    scope: 'dataset',
    isOfModels: true,
    // A dataset within the card is related by where it stands.
    find: relationsOf,
    close: [fromFile('README.md', 'datasets'), fromFile('README.md', 'model-index')],
  },
  'dataset.license': {
    label: 'Licences of the datasets',
    home: 'components[].licenses',
    scope: 'dataset',
    find: licenses,
    close: [fromFile('croissant.json', 'license')],
  },
} as const satisfies Record<string, Element>;
