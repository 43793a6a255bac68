// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { memberOf } from '@mpk/formats';
import { isUniform, sizeFact, sizeIn, type Configuration } from './configuration.js';

/** What tensors of one kind have to be. */
export interface Expected {
  /** of a layer: what is of one part has one cause */
  readonly part: string;
  /** what follows the number of the layer in their names */
  readonly kind: RegExp;
  /** 0: rows, 1: columns */
  readonly axis: 0 | 1;
  /** any of them is right */
  readonly sizes: readonly number[];
  readonly inWords: string;
  /** where it is stated */
  readonly stated: Claim;
}

export const expectedProjections = (configuration: Configuration): readonly Expected[] => [
  ...forwards(configuration),
  ...attention(configuration),
];

/** Families whose experts are as wide as `intermediate_size` says. */
const EXPERTS_ALIKE: ReadonlySet<string> = new Set(['mixtral', 'olmoe', 'phimoe']);

function forwards(configuration: Configuration): readonly Expected[] {
  const type = memberOf(configuration.value, 'model_type');
  const own = sizeIn(configuration, 'moe_intermediate_size') === undefined ? [] : ['moe_intermediate_size' as const];
  const alike = typeof type === 'string' && EXPERTS_ALIKE.has(type) ? ['intermediate_size' as const] : [];
  const [ofExperts] = [...own, ...alike];
  return [
    ...forward(configuration, 'mlp', 'intermediate_size'),
    ...forward(configuration, 'mlp\\.experts\\.\\d{1,5}', ofExperts),
    ...forward(configuration, 'block_sparse_moe\\.experts\\.\\d{1,5}', alike[0]),
  ];
}

function forward(
  configuration: Configuration,
  part: string,
  name: 'intermediate_size' | 'moe_intermediate_size' | undefined,
): readonly Expected[] {
  const width = name === undefined ? undefined : sizeIn(configuration, name);
  if (name === undefined || width === undefined) return [];
  const inWords = part === 'mlp' ? `${name} is ${width}` : `the width of experts is ${width}`;
  const expected = { part, sizes: [width], inWords, stated: sizeFact(configuration, name, width) };
  return [
    { ...expected, kind: new RegExp(`^${part}\\.(?:gate_proj|up_proj|w1|w3)$`), axis: 0 },
    { ...expected, kind: new RegExp(`^${part}\\.(?:down_proj|w2)$`), axis: 1 },
  ];
}

/** Members of configurations by which attention is laid out otherwise. */
const OTHERWISE =
  'attention_head_size d_kv head_size kv_channels kv_lora_rank q_lora_rank share_q_dim v_head_dim'.split(' ');

function attention(configuration: Configuration): readonly Expected[] {
  const size = (name: string): number | undefined => sizeIn(configuration, name);
  const heads = size('num_attention_heads');
  const width = size('head_dim') ?? (size('hidden_size') ?? Number.NaN) / (heads ?? Number.NaN);
  if (!Number.isInteger(width) || OTHERWISE.some((name) => size(name) !== undefined)) return [];
  const rows = (
    kind: RegExp,
    name: 'num_attention_heads' | 'num_key_value_heads',
    times: readonly number[],
  ): readonly Expected[] => {
    const count = size(name);
    if (count === undefined) return [];
    const inWords = `${name} is ${count}, each of ${width}`;
    const stated = sizeFact(configuration, name, count);
    return [{ part: 'attention', kind, axis: 0, sizes: times.map((one) => one * count * width), inWords, stated }];
  };
  return [
    // Some families have a gate for what comes out beside each query.
    ...rows(/^self_attn\.q_proj$/, 'num_attention_heads', isUniform(configuration) ? [1] : [1, 2]),
    ...rows(/^self_attn\.[kv]_proj$/, 'num_key_value_heads', [1]),
  ];
}
