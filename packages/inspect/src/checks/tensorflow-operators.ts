// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import type { TensorflowOperator } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { partsOf, type FoundPart, type InspectedFile } from '../inspected-model.js';
import { TENSORFLOW_EFFECTS, type TensorflowEffect } from '../tables/tensorflow-effects.js';
import { TENSORFLOW_OPERATORS } from '../tables/tensorflow-operators.js';

const id = 'tensorflow-operators';

const EFFECTS: Readonly<Record<TensorflowEffect, readonly [severity: Severity, what: string]>> = {
  python: ['critical', 'calls a function of Python'],
  'runs-other': ['critical', 'runs a graph or an engine that it is given as bytes or by name'],
  'writes-files': ['critical', 'writes files'],
  'reads-files': ['high', 'reads files'],
  'reads-assets': ['info', 'reads a file that should be an asset of the model'],
  network: ['critical', 'uses the network'],
};

/** Graphs of TensorFlow are programs: what their operators do beside computing. */
export const tensorflowOperators: Check = {
  id,
  description: 'Graphs of TensorFlow whose operators reach files, the network or Python, or are of no known library.',
  about: {
    finds:
      "Every operator of SavedModels and frozen graphs, in functions too: those that read or write files, use the network, call Python or run other graphs; operators that TensorFlow does not register itself; and paths that lead out of the model's assets.",
    risk: 'A graph is a program. It runs when the model is called, some of it when it is loaded, with the rights of whoever does that.',
    severities: [
      ['critical', 'an operator that writes files, uses the network, calls Python or runs other graphs'],
      ['high', 'an operator that reads files; a path that leads out of the assets'],
      ['medium', 'an operator of a library that TensorFlow must be given'],
      ['info', 'an operator that reads assets, as tables of words do'],
      ['inconclusive', 'a SavedModel as text (`saved_model.pbtxt`); a graph with more than is looked at'],
    ],
    fix: 'Have the model exported anew, without input pipelines and summaries in its graph. Where an operator is meant, write an exception for this one model.',
    limits:
      'Operators that every SavedModel has to save and restore its variables (SaveV2, RestoreV2) are not told of. What a known operator computes is not judged.',
    references: ['CWE-94', 'https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md'],
  },
  run: (model) => [...[...partsOf(model, 'tensorflow')].flatMap(operatorsOf), ...model.files.flatMap(asText)],
};

/** TensorFlow loads a graph that is written as text, where there is none as bytes. */
function asText(file: InspectedFile): readonly Finding[] {
  if (!/(?:^|\/)saved_model\.pbtxt$/i.test(file.name)) return [];
  const message = 'a SavedModel as text, which no reader follows';
  return [unknown({ check: id, severity: 'medium', message }, locate({ file }))];
}

function operatorsOf({ file, part, content }: FoundPart<'tensorflow'>): readonly Finding[] {
  const where = locate({ file, part });
  const found = content.operators.flatMap((operator) => {
    const told = tell(operator);
    return told === undefined ? [] : [finding({ check: id, severity: told[0], message: told[1] }, where)];
  });
  const leading = content.paths.flatMap(({ node, operator, text }) => {
    const message = `${operator} ${node} names ${text}`;
    return leadsOut(text) ? [finding({ check: id, severity: 'high', message }, where)] : [];
  });
  const more = content.moreNodes + content.moreEntries;
  const message = 'the graph has more operators or paths than are looked at';
  return [...found, ...leading, ...(more > 0 ? [unknown({ check: id, severity: 'medium', message }, where)] : [])];
}

function tell({ name, count, nodes, isFunction }: TensorflowOperator): readonly [Severity, string] | undefined {
  const shown = `${name} (${count} times, ${nodes.slice(0, 3).join(', ')})`;
  const effect = TENSORFLOW_EFFECTS.get(name);
  if (effect !== undefined) return [EFFECTS[effect][0], `${shown} ${EFFECTS[effect][1]}`];
  if (isFunction || TENSORFLOW_OPERATORS.has(name)) return undefined;
  return ['medium', `${shown} is no operator of TensorFlow`];
}

/** Absolute, climbing, of another drive, or an address: but not where models are trained, which is no more than a trace. */
const leadsOut = (path: string): boolean =>
  /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path) ||
  /^(?:https?|ftp|file|gs|s3|hdfs):/i.test(path) ||
  /^\/(?:etc|proc|dev|root)\//.test(path);
