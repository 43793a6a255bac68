// SPDX-License-Identifier: Apache-2.0
import { contact, externalReferences, hashes, licenses, organization, properties } from './basics.js';
import { componentData } from './data.js';
import { modelCard } from './model-card.js';
import { each, later, line, list, object, text, type Writer } from './writers.js';

const releaseNotes: Writer = object(
  [
    ['type', line],
    ['title', text],
    ['description', text],
    ['timestamp', text],
    ['aliases', list('alias', line)],
    ['tags', list('tag', line)],
    ['properties', properties],
  ],
  [],
);

export const components: Writer = list(
  'component',
  later(() => component),
);

const pedigree: Writer = object(
  [
    ['ancestors', components],
    ['descendants', components],
    ['variants', components],
    ['notes', text],
  ],
  [],
);

/** `component` of the XSD, as far as this kit fills it. */
export const component: Writer = object(
  [
    ['supplier', organization],
    ['manufacturer', organization],
    ['authors', list('author', contact)],
    ['author', line],
    ['publisher', line],
    ['group', line],
    ['name', line],
    ['version', line],
    ['versionRange', line],
    ['description', line],
    ['scope', text],
    ['hashes', hashes],
    ['licenses', licenses],
    ['copyright', line],
    ['cpe', text],
    ['purl', text],
    ['pedigree', pedigree],
    ['externalReferences', externalReferences],
    ['properties', properties],
    ['components', components],
    ['releaseNotes', releaseNotes],
    ['modelCard', modelCard],
    ['data', each(componentData)],
    ['tags', list('tag', line)],
  ],
  ['type', 'mime-type', 'bom-ref', 'isExternal'],
);
