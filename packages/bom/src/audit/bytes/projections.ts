// SPDX-License-Identifier: Apache-2.0
import { memberOf, type TensorDescription } from '@mpk/formats';
import type { AuditMatch, AuditRule } from '../rule.js';
import { isUniform, languageConfiguration, sizeIn, type Configuration } from './configuration.js';
import { layerTensor } from './layer-names.js';
import { isUnpacked, mainWeights } from './weight-groups.js';

/** What tensors of one kind have to be. */
interface Expected {
  /** what follows the number of the layer in their names */
  readonly kind: RegExp;
  /** 0: rows, 1: columns */
  readonly axis: 0 | 1;
  /** any of them is right */
  readonly sizes: readonly number[];
  /** what was said */
  readonly stated: string;
}

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
    for (const expected of [...forwards(configuration), ...attention(configuration)]) {
      yield* compare(layers, expected, isUniform(configuration));
    }
  },
};

interface Placed {
  readonly tensor: TensorDescription;
  readonly kind: string;
}

function* compare(layers: readonly Placed[], expected: Expected, uniform: boolean): Generator<AuditMatch> {
  const { kind, axis, sizes, stated } = expected;
  const meant = layers.filter((one) => kind.test(one.kind));
  const others = meant.filter(({ tensor }) => !sizes.includes(tensor.shape[axis] ?? 0));
  const [first] = others;
  if (first === undefined || (!uniform && others.length < meant.length)) return;
  const { name, shape } = first.tensor;
  const found = `${shape[axis] ?? 0} ${axis === 0 ? 'rows' : 'columns'}`;
  yield { message: `${name} has ${found}, not ${sizes[0] ?? 0}: ${stated}`, file: 'config.json' };
}

/** Families whose experts are as wide as `intermediate_size` says. */
const EXPERTS_ALIKE: ReadonlySet<string> = new Set(['mixtral', 'olmoe', 'phimoe']);

function forwards(configuration: Configuration): readonly Expected[] {
  const type = memberOf(configuration.value, 'model_type');
  const width = sizeIn(configuration, 'intermediate_size');
  const ofExperts = sizeIn(configuration, 'moe_intermediate_size');
  const alike = typeof type === 'string' && EXPERTS_ALIKE.has(type) ? width : undefined;
  return [
    ...forward('mlp', width, 'intermediate_size'),
    ...forward('mlp\\.experts\\.\\d{1,5}', ofExperts ?? alike, 'the width of experts'),
    ...forward('block_sparse_moe\\.experts\\.\\d{1,5}', alike, 'the width of experts'),
  ];
}

function forward(part: string, width: number | undefined, name: string): readonly Expected[] {
  if (width === undefined) return [];
  const stated = `${name} is ${width}`;
  return [
    { kind: new RegExp(`^${part}\\.(?:gate_proj|up_proj|w1|w3)$`), axis: 0, sizes: [width], stated },
    { kind: new RegExp(`^${part}\\.(?:down_proj|w2)$`), axis: 1, sizes: [width], stated },
  ];
}

/** Members of configurations by which attention is laid out otherwise. */
const OTHERWISE =
  'attention_head_size d_kv head_size kv_channels kv_lora_rank q_lora_rank share_q_dim v_head_dim'.split(' ');

function attention(configuration: Configuration): readonly Expected[] {
  const size = (name: string): number | undefined => sizeIn(configuration, name);
  const heads = size('num_attention_heads');
  const keyHeads = size('num_key_value_heads');
  const width = size('head_dim') ?? (size('hidden_size') ?? Number.NaN) / (heads ?? Number.NaN);
  if (!Number.isInteger(width) || OTHERWISE.some((name) => size(name) !== undefined)) return [];
  const rows = (
    kind: RegExp,
    count: number | undefined,
    name: string,
    times: readonly number[],
  ): readonly Expected[] =>
    count === undefined
      ? []
      : [
          {
            kind,
            axis: 0,
            sizes: times.map((one) => one * count * width),
            stated: `${name} is ${count}, each of ${width}`,
          },
        ];
  return [
    // Some families have a gate for what comes out beside each query.
    ...rows(/^self_attn\.q_proj$/, heads, 'num_attention_heads', isUniform(configuration) ? [1] : [1, 2]),
    ...rows(/^self_attn\.[kv]_proj$/, keyHeads, 'num_key_value_heads', [1]),
  ];
}
