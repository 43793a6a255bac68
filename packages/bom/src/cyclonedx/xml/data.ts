// SPDX-License-Identifier: Apache-2.0
import { attachment, contact, organization, properties } from './basics.js';
import { as, choice, each, list, object, text, type Codec } from './codecs.js';

export const graphics: Codec = object([
  ['description', text],
  [
    'collection',
    list(
      'graphic',
      object([
        ['name', text],
        ['image', attachment],
      ]),
    ),
  ],
]);

/** In JSON a person is a `contact`, in XML an `individual`. */
const party: Codec = choice([
  ['organization', organization],
  ['contact', as('individual', contact)],
]);

export const governance: Codec = object([
  ['custodians', list('custodian', party)],
  ['stewards', list('steward', party)],
  ['owners', list('owner', party)],
]);

/** `componentDataType` */
export const componentData: Codec = object([
  ['type', text],
  ['name', text],
  [
    'contents',
    object([
      ['attachment', attachment],
      ['url', text],
      ['properties', properties],
    ]),
  ],
  ['classification', text],
  ['sensitiveData', each(text)],
  ['graphics', graphics],
  ['description', text],
  ['governance', governance],
]);
