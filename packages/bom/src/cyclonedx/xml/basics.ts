// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../model/index.js';
import { element } from './element.js';
import { each, fieldsOf, line, list, object, text, textObject, type Fields, type Writer } from './writers.js';

/** What many parts have, in the order of `bom-1.7.xsd`; those of 1.5 and 1.6 have the same, with less in them. */
export const properties: Writer = list('property', textObject('value', { name: 'name' }, line));
export const attachment: Writer = textObject('content', { 'content-type': 'contentType', encoding: 'encoding' });
export const hashes: Writer = list('hash', textObject('content', { alg: 'alg' }));

export const contact: Writer = object([
  ['name', line],
  ['email', line],
  ['phone', line],
]);

export const organization: Writer = object([
  ['name', line],
  ['url', each(text)],
  ['contact', each(contact)],
]);

export const externalReference: Writer = object(
  [
    ['url', text],
    ['comment', text],
    ['hashes', hashes],
    ['properties', properties],
  ],
  ['type'],
);
export const externalReferences: Writer = list('reference', externalReference);

const license: Writer = object(
  [
    ['id', text],
    ['name', line],
    ['text', attachment],
    ['url', text],
    ['properties', properties],
  ],
  ['bom-ref', 'acknowledgement'],
);

/** `{license}` or `{expression}`: in XML they are what they hold. */
const licenseChoice: Writer = (_, value) => {
  if (!isObject(value)) return [];
  if (value.license !== undefined) return license('license', value.license);
  return textObject(
    'expression',
    { acknowledgement: 'acknowledgement', 'bom-ref': 'bom-ref' },
    line,
  )('expression', value);
};
export const licenses: Writer = list('license', licenseChoice);

/** An element that has one of several members, and no attributes. */
export const choice =
  (fields: Fields): Writer =>
  (name, value) =>
    isObject(value) ? [element(name, fieldsOf(value, fields))] : [];
