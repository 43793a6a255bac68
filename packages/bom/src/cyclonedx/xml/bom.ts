// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../model/index.js';
import { choice, contact, externalReferences, licenses, organization, properties } from './basics.js';
import { component, components } from './component.js';
import { declarations } from './declarations.js';
import { element } from './element.js';
import { formulation } from './formulation.js';
import { list, object, reference, text, line, type Fields, type Writer } from './writers.js';

const lifecycle: Writer = object(
  [
    ['phase', text],
    ['name', line],
    ['description', text],
  ],
  [],
);

const metadata: Writer = object(
  [
    ['timestamp', text],
    ['lifecycles', list('lifecycle', lifecycle)],
    ['tools', object([['components', components]], [])],
    ['authors', list('author', contact)],
    ['component', component],
    ['manufacturer', organization],
    ['manufacture', organization],
    ['supplier', organization],
    ['licenses', licenses],
    ['properties', properties],
  ],
  [],
);

/** What it depends on is inside of it. */
const dependency: Writer = (name, value) => {
  if (!isObject(value) || typeof value.ref !== 'string') return [];
  const inner = Array.isArray(value.dependsOn) ? value.dependsOn.flatMap((ref) => reference(name, ref as string)) : [];
  return [element(name, inner.length === 0 ? undefined : inner, { ref: value.ref })];
};

const composition: Writer = object([
  ['aggregate', text],
  ['assemblies', list('assembly', reference)],
  ['dependencies', list('dependency', reference)],
]);

const annotation: Writer = object([
  ['subjects', list('subject', reference)],
  [
    'annotator',
    choice([
      ['organization', organization],
      ['individual', contact],
    ]),
  ],
  ['timestamp', text],
  ['text', text],
]);

const citation: Writer = object([
  ['pointers', list('pointer', text)],
  ['timestamp', text],
  ['attributedTo', text],
  ['process', text],
  ['note', text],
]);

/** The children of `bom`, in order of `bom-1.7.xsd`. */
export const BOM_FIELDS: Fields = [
  ['metadata', metadata],
  ['components', components],
  ['externalReferences', externalReferences],
  ['dependencies', list('dependency', dependency)],
  ['compositions', list('composition', composition)],
  ['properties', properties],
  ['annotations', list('annotation', annotation)],
  ['formulation', formulation],
  ['declarations', declarations],
  ['citations', list('citation', citation)],
];
