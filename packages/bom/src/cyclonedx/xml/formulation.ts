// SPDX-License-Identifier: Apache-2.0
import { attachment, externalReference, properties } from './basics.js';
import { components } from './component.js';
import { choice, list, object, text, type Codec } from './codecs.js';

const resource: Codec = choice([
  ['ref', text],
  ['externalReference', externalReference],
]);

const parameter: Codec = object(
  [
    ['name', text],
    ['value', text],
    ['dataType', text],
  ],
  [],
);

const input: Codec = object(
  [
    ['resource', resource],
    ['parameters', list('parameter', parameter)],
    ['data', attachment],
    ['source', resource],
    ['target', resource],
    ['properties', properties],
  ],
  [],
);

const output: Codec = object(
  [
    ['resource', resource],
    ['data', attachment],
    ['type', text],
    ['source', resource],
    ['target', resource],
    ['properties', properties],
  ],
  [],
);

const work = [
  ['taskTypes', list('taskType', text)],
  ['inputs', list('input', input)],
  ['outputs', list('output', output)],
  ['timeStart', text],
  ['timeEnd', text],
  ['properties', properties],
] as const;
const head = [
  ['uid', text],
  ['name', text],
  ['description', text],
] as const;

const task: Codec = object([...head, ...work]);
const workflow: Codec = object([...head, ['tasks', list('task', task)], ...work]);

/** `formulationType` */
export const formulation: Codec = list(
  'formula',
  object([
    ['components', components],
    ['workflows', list('workflow', workflow)],
    ['properties', properties],
  ]),
);
