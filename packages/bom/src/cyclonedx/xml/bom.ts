// SPDX-License-Identifier: Apache-2.0
import { isList, isObject } from '../model/json.js';
import { contact, externalReferences, hashes, licenses, organization, properties } from './basics.js';
import { component, components } from './component.js';
import { declarations } from './declarations.js';
import { element } from './element.js';
import { formulation } from './formulation.js';
import { services } from './service.js';
import { vulnerabilities } from './vulnerability.js';
import {
  as,
  choice,
  each,
  line,
  list,
  object,
  readAttributes,
  readFields,
  reference,
  text,
  token,
  type Codec,
  type Fields,
} from './codecs.js';

const lifecycle: Codec = object(
  [
    ['phase', token],
    ['name', line],
    ['description', text],
  ],
  [],
);

/** `vendor`, `name` and `version`, as before 1.5. */
const oldTool: Codec = object(
  [
    ['vendor', line],
    ['name', line],
    ['version', line],
    ['hashes', hashes],
    ['externalReferences', externalReferences],
  ],
  [],
);
const newTools: Codec = object(
  [
    ['components', components],
    ['services', services],
  ],
  [],
);
const oldTools: Codec = list('tool', oldTool);
const tools: Codec = {
  write: (name, value) => (isList(value) ? oldTools : newTools).write(name, value),
  read: (elements, place) =>
    (elements[0]?.children.some(({ name }) => name === 'tool') === true ? oldTools : newTools).read(elements, place),
};

const metadata: Codec = object(
  [
    ['timestamp', token],
    ['lifecycles', list('lifecycle', lifecycle)],
    ['tools', tools],
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

const refs: Codec = each(reference);

/** What it depends on is inside of it. */
const dependency: Codec = {
  write: (name, value) => {
    if (!isObject(value) || typeof value.ref !== 'string') return [];
    const inner = value.dependsOn === undefined ? [] : refs.write(name, value.dependsOn);
    return [element(name, inner.length === 0 ? undefined : inner, { ref: value.ref })];
  },
  read: ([one], place) =>
    one && {
      ...readAttributes(one, ['ref'], place),
      ...readFields(
        one,
        [
          ['dependsOn', as('dependency', refs)],
          ['provides', refs],
        ],
        place,
      ),
    },
};

const composition: Codec = object([
  ['aggregate', token],
  ['assemblies', list('assembly', reference)],
  ['dependencies', list('dependency', reference)],
  ['vulnerabilities', list('vulnerability', reference)],
]);

const annotation: Codec = object([
  ['subjects', list('subject', reference)],
  [
    'annotator',
    choice([
      ['organization', organization],
      ['individual', contact],
    ]),
  ],
  ['timestamp', token],
  ['text', text],
]);

const citation: Codec = object([
  ['pointers', list('pointer', text)],
  ['timestamp', token],
  ['attributedTo', text],
  ['process', text],
  ['note', text],
]);

/** The children of `bom`, in order of `bom-1.7.xsd`. */
export const BOM_FIELDS: Fields = [
  ['metadata', metadata],
  ['components', components],
  ['services', services],
  ['externalReferences', externalReferences],
  ['dependencies', list('dependency', dependency)],
  ['compositions', list('composition', composition)],
  ['properties', properties],
  ['vulnerabilities', vulnerabilities],
  ['annotations', list('annotation', annotation)],
  ['formulation', formulation],
  ['declarations', declarations],
  ['citations', list('citation', citation)],
];
