// SPDX-License-Identifier: Apache-2.0
import type { ModelView } from '../../bom-document/index.js';
import { byCommand, byPerson, fromFile, type Element } from '../element.js';
import { anyOf, hasComposition, inDocument, properties, useCases, within } from '../finders.js';
import { isDate, isVersion } from '../values.js';

const onlyOfSystems = ({ isSubject }: ModelView): string | undefined =>
  isSubject ? 'the document is about a model, not about a system that runs it' : undefined;

/** What the document is about: the model itself, or a system that has it. */
export const SYSTEM_ELEMENTS = {
  'system.name': {
    label: 'Name of the system',
    home: 'metadata.component.name',
    scope: 'model',
    find: inDocument('metadata/component/name'),
    close: [byPerson('what the system is called')],
  },
  'system.components': {
    label: 'Components of the system',
    home: 'components, metadata.component.components',
    scope: 'model',
    find: inDocument('metadata/component/components/*/name', 'components/*/name'),
    isUnknown: (view) => hasComposition(view, 'assemblies', ['unknown', 'not_specified']),
    close: [byCommand('mpk bom', 'lists the files of the model')],
  },
  'system.producer': {
    label: 'Producer of the system',
    home: 'metadata.component.manufacturer',
    scope: 'model',
    find: inDocument(
      'metadata/component/manufacturer/name',
      'metadata/component/supplier/name',
      'metadata/component/publisher',
      'metadata/supplier/name',
    ),
    close: [byPerson('who makes the system')],
  },
  'system.version': {
    label: 'Version of the system',
    home: 'metadata.component.version',
    scope: 'model',
    find: inDocument('metadata/component/version'),
    accept: isVersion,
    close: [byPerson('a version, or the commit of the repository')],
  },
  'system.timestamp': {
    label: 'Time of release of the system',
    home: 'metadata.component.releaseNotes.timestamp',
    scope: 'model',
    find: inDocument('metadata/component/releaseNotes/timestamp'),
    accept: isDate,
    close: [byPerson('when it was released')],
  },
  'system.dataFlow': {
    label: 'Flow of data',
    home: 'services[].data[].flow',
    scope: 'model',
    find: inDocument('services/*/data/*/flow'),
    notApplicable: onlyOfSystems,
    close: [byPerson('which data goes in and out of which service')],
  },
  'system.dataUsage': {
    label: 'Use of data',
    home: 'services[].data[].classification',
    scope: 'model',
    find: inDocument('services/*/data/*/classification', 'services/*/data/*/description'),
    notApplicable: onlyOfSystems,
    close: [byPerson('what the system does with the data that it is given')],
  },
  'system.io': {
    label: 'Input and output of the system',
    home: 'modelCard.modelParameters.inputs and outputs, services',
    scope: 'model',
    find: anyOf(
      inDocument('services/*/endpoints/*'),
      within('modelCard/modelParameters/inputs/*/format', 'modelCard/modelParameters/outputs/*/format'),
    ),
    close: [fromFile('MLmodel', 'signature'), fromFile('model.onnx', 'graph inputs and outputs')],
  },
  'system.area': {
    label: 'Intended area of application',
    home: 'modelCard.considerations.useCases',
    scope: 'model',
    find: anyOf(
      // A tag is a word, and seldom an area.
      useCases,
      properties('genai:aibom:modelcard:domain', 'domain'),
    ),
    close: [fromFile('README.md', '#Uses')],
  },
} as const satisfies Record<string, Element>;
