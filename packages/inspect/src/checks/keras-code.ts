// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import { memberOf, readKerasConfig, type KerasConfig, type KerasObject } from '@mpk/formats';
import { dangerOf } from '../allowed/index.js';
import type { Check } from '../check.js';
import { finding, locate, unknown, type Spot } from '../findings.js';
import { partsOf, type FoundPart, type InspectedModel } from '../inspected-model.js';
import { KERAS_CLASSES, KERAS_FUNCTIONS } from '../tables/keras-classes.js';
import { KERAS_EFFECTS, KERAS_VALUES } from '../tables/keras-effects.js';

const id = 'keras-code';

/** Functions of TensorFlow, as layers name them, that do more than to compute. */
const REACHING =
  /^(?:io|raw_ops|py_function|numpy_function|saved_model|data|distribute|debugging|train|summary)(?:\.|$)/;

/** Configurations of Keras that bring code, or make things that Keras does not make by itself. */
export const kerasCode: Check = {
  id,
  description: 'Keras models whose configuration brings code, names functions, loads files, or makes unknown classes.',
  about: {
    finds:
      'The configurations in `.keras` archives, HDF5 files, SavedModels and JSON files of architectures: every object that says what is to be made, wherever it is. Lambda layers and compiled Python, wrapped modules of PyTorch, layers that load other models, functions named by text, vocabularies that are paths, and classes or functions that are not of Keras by exact module and name.',
    risk: 'Keras makes these objects when it loads the model: compiled Python runs then, a module that is named is imported, a path is read. Safe mode does not hold for HDF5.',
    severities: [
      ['critical', 'compiled Python, wrapped modules, functions that reach files or programs'],
      [
        'high',
        'a model that is loaded from a path, a path or address as vocabulary, a class or function of an unknown module',
      ],
      ['medium', 'a class that Keras does not know, which its user must supply'],
      ['low', 'any other function of TensorFlow that is named by text'],
      ['inconclusive', 'a configuration that is larger than what is looked at'],
    ],
    fix: 'Have the model saved without Lambda layers and custom objects, as `.keras` by the current version. Else review the code and write an exception for this one model.',
    limits: 'Code of custom classes that the user supplies is not in the model and not seen.',
    references: ['CVE-2024-3660', 'CVE-2025-1550', 'CVE-2025-8747', 'CVE-2025-9905', 'CVE-2025-9906', 'CWE-502'],
  },
  run: (model) => [
    ...[...configsOf(model)].flatMap(({ spot, config }) => findingsOf(spot, config)),
    ...[...partsOf(model, 'json')].flatMap(tooLarge),
  ],
};

/** Of what was not kept whole nobody knows what its layers are. */
function tooLarge({ file, part, content }: FoundPart<'json'>): readonly Finding[] {
  if (content.value !== undefined || !content.kept.some(({ pointer }) => pointer === '/class_name')) return [];
  const message = 'the configuration is larger than what is looked at';
  return [unknown({ check: id, severity: 'medium', message }, locate({ file, part }))];
}

interface Configured {
  readonly spot: Spot;
  readonly config: KerasConfig;
}

function* configsOf(model: InspectedModel): Generator<Configured> {
  for (const { file, part, content } of partsOf(model, 'hdf5')) {
    for (const { config } of content.keras) yield { spot: { file, part }, config };
  }
  for (const { file, part, content } of partsOf(model, 'tensorflow')) {
    for (const config of content.keras) yield { spot: { file, part }, config };
  }
  for (const { file, part, content } of partsOf(model, 'keras-metadata')) {
    for (const { config } of content.nodes) yield { spot: { file, part }, config };
  }
  for (const { file, part, content } of partsOf(model, 'json')) {
    if (content.value === undefined || !isArchitecture(content.value)) continue;
    yield { spot: { file, part }, config: readKerasConfig(content.value) };
  }
}

/** What `model.to_json()` and `.keras` archives begin with. The first versions had layers as a list, and Keras 2 reads them. */
const isArchitecture = (value: Parameters<typeof memberOf>[0]): boolean =>
  typeof memberOf(value, 'class_name') === 'string' && memberOf(value, 'config') !== undefined;

function findingsOf(spot: Spot, { objects, moreObjects, isCut }: KerasConfig): readonly Finding[] {
  const found = objects.flatMap((object) => {
    const told = tell(object);
    if (told === undefined) return [];
    const message = `${told[1]} (${object.pointer})`;
    return [finding({ check: id, severity: told[0], message }, locate(spot))];
  });
  if (moreObjects === 0 && !isCut) return found;
  const message = 'the configuration has more objects than are looked at';
  return [...found, unknown({ check: id, severity: 'medium', message }, locate(spot))];
}

type Told = readonly [severity: Severity, message: string];

function tell(object: KerasObject): Told | undefined {
  const { className, hasCode, paths, functionName } = object;
  if (hasCode) return ['critical', `${className} with compiled Python`];
  switch (KERAS_EFFECTS.get(className)) {
    case 'code':
      return ['critical', `${className}: code that the model brings, or names`];
    case 'loads-model':
      return ['high', `${className}: loads another model ${paths.join(', ')}`];
    case 'names-function':
      return REACHING.test(functionName)
        ? ['critical', `${className}: calls ${functionName}`]
        : ['low', `${className}: calls ${functionName}`];
    case 'reads-files':
      if (paths.length > 0) return ['high', `${className}: reads ${paths.join(', ')}`];
      break;
    case undefined:
  }
  return unknownName(object);
}

function unknownName({ className, module, functionName }: KerasObject): Told | undefined {
  if (className === '' || KERAS_VALUES.has(className)) return undefined;
  if (className === 'function') {
    if (module === 'builtins' || module === '' || KERAS_FUNCTIONS.get(module)?.has(functionName) === true) {
      return undefined;
    }
    return foreign(module, functionName);
  }
  if (KERAS_CLASSES.get(module)?.has(className) === true) return undefined;
  // Without a module Keras makes nothing that it does not know or was not given.
  if (module === '' || module === 'builtins') return ['medium', `${className} is no class of Keras`];
  return foreign(module, className);
}

function foreign(module: string, name: string): Told {
  const danger = dangerOf(module, name);
  const why = danger === undefined ? 'which is not of Keras' : `which ${danger.replaceAll('-', ' ')}`;
  return [danger === undefined ? 'high' : 'critical', `imports ${module}.${name}, ${why}`];
}
