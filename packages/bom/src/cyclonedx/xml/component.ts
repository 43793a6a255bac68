// SPDX-License-Identifier: Apache-2.0
import { contact, externalReferences, hashes, licenses, organization, properties } from './basics.js';
import { componentData } from './data.js';
import { modelCard } from './model-card.js';
import { boolean, each, later, line, list, object, text, token, type Codec } from './codecs.js';

const releaseNotes: Codec = object(
  [
    ['type', line],
    ['title', text],
    ['description', text],
    ['timestamp', token],
    ['aliases', list('alias', line)],
    ['tags', list('tag', line)],
    ['properties', properties],
  ],
  [],
);

export const components: Codec = list(
  'component',
  later(() => component),
);

const commitOf: Codec = object(
  [
    ['timestamp', token],
    ['name', line],
    ['email', line],
  ],
  [],
);
const commit: Codec = object(
  [
    ['uid', line],
    ['url', token],
    ['author', commitOf],
    ['committer', commitOf],
    ['message', line],
  ],
  [],
);

const pedigree: Codec = object(
  [
    ['ancestors', components],
    ['descendants', components],
    ['variants', components],
    ['commits', list('commit', commit)],
    ['notes', text],
  ],
  [],
);

/** `component` of the XSD, as far as this kit fills it. */
export const component: Codec = object(
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
    ['scope', token],
    ['hashes', hashes],
    ['licenses', licenses],
    ['copyright', line],
    ['cpe', token],
    ['purl', token],
    ['omniborId', each(token)],
    ['swhid', each(token)],
    ['modified', boolean],
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
