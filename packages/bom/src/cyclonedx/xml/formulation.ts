// SPDX-License-Identifier: Apache-2.0
import { attachment, choice, externalReference, properties } from './basics.js';
import { components } from './component.js';
import { list, object, text, type Writer } from './writers.js';

const resource: Writer = choice([
  ['ref', text],
  ['externalReference', externalReference],
]);

const parameter: Writer = object(
  [
    ['name', text],
    ['value', text],
    ['dataType', text],
  ],
  [],
);

const input: Writer = object(
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

const output: Writer = object(
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

const task: Writer = object([...head, ...work]);
const workflow: Writer = object([...head, ['tasks', list('task', task)], ...work]);

/** `formulationType` */
export const formulation: Writer = list(
  'formula',
  object([
    ['components', components],
    ['workflows', list('workflow', workflow)],
    ['properties', properties],
  ]),
);
