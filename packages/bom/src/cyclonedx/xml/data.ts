// SPDX-License-Identifier: Apache-2.0
import { attachment, choice, contact, organization, properties } from './basics.js';
import { each, list, object, text, type Writer } from './writers.js';

export const graphics: Writer = object([
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
const party: Writer = choice([
  ['organization', organization],
  ['contact', (_, value) => contact('individual', value)],
]);

export const governance: Writer = object([
  ['custodians', list('custodian', party)],
  ['stewards', list('steward', party)],
  ['owners', list('owner', party)],
]);

/** `componentDataType` */
export const componentData: Writer = object([
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
