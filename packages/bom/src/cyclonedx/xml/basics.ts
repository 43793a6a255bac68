// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../model/json.js';
import { each, line, list, object, text, textObject, token, type Codec } from './codecs.js';

/** What many parts have, in the order of `bom-1.7.xsd`; those of 1.4 to 1.6 have the same, with less in them. */
export const properties: Codec = list('property', textObject('value', { name: 'name' }, line));
export const attachment: Codec = textObject('content', { 'content-type': 'contentType', encoding: 'encoding' });
export const hashes: Codec = list('hash', textObject('content', { alg: 'alg' }, token));

export const contact: Codec = object([
  ['name', line],
  ['email', line],
  ['phone', line],
]);

export const organization: Codec = object([
  ['name', line],
  ['url', each(token)],
  ['contact', each(contact)],
]);

export const externalReference: Codec = object(
  [
    ['url', token],
    ['comment', text],
    ['hashes', hashes],
    ['properties', properties],
  ],
  ['type'],
);
export const externalReferences: Codec = list('reference', externalReference);

const license: Codec = object(
  [
    ['id', token],
    ['name', line],
    ['text', attachment],
    ['url', token],
    ['properties', properties],
  ],
  ['bom-ref', 'acknowledgement'],
);
const expression: Codec = textObject('expression', { acknowledgement: 'acknowledgement', 'bom-ref': 'bom-ref' }, line);

/** `{license}` or `{expression}`: in XML they are what they hold. */
const licenseChoice: Codec = {
  write: (_, value) => {
    if (!isObject(value)) return [];
    return value.license === undefined
      ? expression.write('expression', value)
      : license.write('license', value.license);
  },
  read: (elements, place) =>
    elements[0]?.name === 'expression'
      ? expression.read(elements, place)
      : { license: license.read(elements, place.at('license')) },
  elements: ['license', 'expression'],
};
export const licenses: Codec = list('license', licenseChoice);
