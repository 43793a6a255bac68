// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonObject } from '@mpk/formats';
import { textsOf } from '../../claims/values.js';
import { declared } from '../facts.js';
import type { AuditRule } from '../rule.js';
import { configJson } from './configuration.js';
import { factOf, mainWeights } from './weight-groups.js';

/** Models whose last layer has a row for each class. */
const CLASSIFIER = /For(?:Sequence|Token|Image|Audio|Video)Classification$/;
/** That layer, as families of transformers call it. */
const HEAD = /^(?:classifier|score|classifier\.out_proj|classification_head\.out_proj|logits_proj)\.weight$/;

/** How many classes a configuration names; undefined where it leaves that to the library. */
function classesIn(configuration: JsonObject): number | undefined {
  const named = memberOf(configuration, 'id2label');
  return isJsonObject(named) ? new Set(named.members.map(([id]) => id)).size : undefined;
}

export const labelsDiffer: AuditRule = {
  id: 'labels-differ',
  theme: 'bytes',
  severity: 'medium',
  description: 'The last layer of a classifier has another number of rows than the configuration names classes.',
  risk: 'Weights and configuration are of different models: loading fails, or classes have the names of others.',
  fix: 'Write weights and configuration together.',
  limits: 'It knows the layer by the names that transformers has for it, in safetensors that are read whole.',
  *check(model) {
    const configuration = configJson(model);
    const isClassifier = textsOf(memberOf(configuration, 'architectures'), '').some(([one]) => CLASSIFIER.test(one));
    const classes = isClassifier && configuration !== undefined ? classesIn(configuration) : undefined;
    const weights = classes === undefined ? undefined : mainWeights(model);
    const heads = weights?.tensors.filter(({ name, shape }) => HEAD.test(name) && shape.length === 2) ?? [];
    // Of two, nobody knows which is the last.
    const [head, ...others] = heads;
    if (classes === undefined || weights === undefined || head === undefined || others.length > 0) return;
    if (head.shape[0] === classes || !/^(?:F|BF)\d/.test(head.dtype)) return;
    yield {
      message: `${head.name} has ${head.shape[0] ?? 0} rows for ${classes} classes`,
      evidence: [declared('labels', classes, { file: 'config.json', pointer: '/id2label' }), factOf(weights, head)],
    };
  },
};
