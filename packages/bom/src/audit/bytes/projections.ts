// SPDX-License-Identifier: Apache-2.0
import type { TensorDescription } from '@mpk/formats';
import type { AuditMatch, AuditRule } from '../rule.js';
import { isUniform, languageConfiguration, sizeIn } from './configuration.js';
import { expectedProjections, type Expected } from './expected-projections.js';
import { layerTensor } from './layer-names.js';
import { embeddingWidth } from './shapes.js';
import { factOf, isUnpacked, mainWeights, type Weights } from './weight-groups.js';

export const projectionsDiffer: AuditRule = {
  id: 'projection-shapes-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'Attention or feed-forward layers have other shapes than the configuration states.',
  risk: 'Weights and configuration are of different models: loading fails, or layers are made up at random.',
  fix: 'Write weights and configuration together.',
  limits:
    'Names as Llama has them (`self_attn.k_proj`, `mlp.up_proj`, experts). Packed, quantised weights are passed over. Where layers of a family differ, one that fits is enough.',
  *check(model) {
    const configuration = languageConfiguration(model);
    const weights = mainWeights(model);
    if (configuration === undefined || weights === undefined) return;
    const layers = weights.tensors.flatMap((tensor): readonly Placed[] => {
      const { kind } = layerTensor(tensor.name) ?? {};
      return kind !== undefined && tensor.shape.length === 2 && isUnpacked(tensor) ? [{ tensor, kind }] : [];
    });
    const differences = expectedProjections(configuration).flatMap((expected) =>
      compare(layers, expected, isUniform(configuration)),
    );
    // Heads are as wide as the width makes them, where nothing else is said.
    const isFollowed = sizeIn(configuration, 'head_dim') === undefined && [...embeddingWidth.check(model)].length > 0;
    for (const [part, ofPart] of Map.groupBy(differences, ({ expected }) => expected.part)) {
      if (part !== 'attention' || !isFollowed) yield* toMatch(weights, ofPart);
    }
  },
};

interface Placed {
  readonly tensor: TensorDescription;
  readonly kind: string;
}

/** Tensors of one kind that are not what is stated. */
interface Difference {
  readonly expected: Expected;
  readonly first: TensorDescription;
  readonly count: number;
}

function compare(layers: readonly Placed[], expected: Expected, uniform: boolean): readonly Difference[] {
  const { kind, axis, sizes } = expected;
  const meant = layers.filter((one) => kind.test(one.kind));
  const others = meant.filter(({ tensor }) => !sizes.includes(tensor.shape[axis] ?? 0));
  const [first] = others;
  if (first === undefined || (!uniform && others.length < meant.length)) return [];
  return [{ expected, first: first.tensor, count: others.length }];
}

/** What differs in one part of a layer has one cause. */
function* toMatch(weights: Weights, differences: readonly Difference[]): Generator<AuditMatch> {
  const [difference] = differences;
  if (difference === undefined) return;
  const { name, shape } = difference.first;
  const { axis, sizes, inWords } = difference.expected;
  const found = `${shape[axis] ?? 0} ${axis === 0 ? 'rows' : 'columns'}`;
  const more = differences.reduce((all, { count }) => all + count, -1);
  const others = more === 0 ? '' : `; ${more} more tensors differ`;
  yield {
    message: `${name} has ${found}, not ${sizes[0] ?? 0}: ${inWords}${others}`,
    file: 'config.json',
    evidence: differences.flatMap(({ expected, first }) => [expected.stated, factOf(weights, first)]),
  };
}
