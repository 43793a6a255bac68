// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../../claims/vocabulary.js';
import type { AuditMatch } from '../rule.js';
import { ggufFact, ggufStates, sizeOf, type GgufModel } from './gguf-model.js';

/** Architectures whose layers are all alike, with a projection each for queries, keys and the feed-forward. */
const UNIFORM: ReadonlySet<string> = new Set(
  'command-r exaone gemma gemma2 gemma3 granite internlm2 llama minicpm mistral3 nemotron olmo olmo2 orion qwen2 qwen2vl qwen3 qwen3moe qwen3vl seed_oss smollm3 stablelm starcoder2'.split(
    ' ',
  ),
);

/** Projections that have other rows than heads and feed-forward by the header: what is of attention has one cause. */
export function projections(gguf: GgufModel): readonly AuditMatch[] {
  if (!UNIFORM.has(gguf.architecture)) return [];
  const heads = sizeOf(gguf, 'attention.head_count');
  const isByLayer = gguf.metadata.has(`${gguf.architecture}.attention.head_count_kv`);
  const keyHeads = sizeOf(gguf, 'attention.head_count_kv') ?? (isByLayer ? undefined : heads);
  const headWidth = sizeOf(gguf, 'attention.key_length') ?? (sizeOf(gguf, 'embedding_length') ?? NaN) / (heads ?? NaN);
  const rows = (count: number | undefined): number | undefined =>
    count === undefined || !Number.isInteger(headWidth) ? undefined : count * headWidth;
  const forward = sizeOf(gguf, 'feed_forward_length');
  return [
    ...together([
      ...rowsOf(gguf, 'attn_q', rows(heads), ['attention.head_count', 'attention-heads', heads]),
      ...rowsOf(gguf, 'attn_k', rows(keyHeads), ['attention.head_count_kv', 'key-value-heads', keyHeads]),
    ]),
    ...rowsOf(gguf, 'ffn_up', forward, ['feed_forward_length', 'intermediate-size', forward]),
  ];
}

function together(differences: readonly AuditMatch[]): readonly AuditMatch[] {
  const message = differences.map((one) => one.message).join('; ');
  return differences.length === 0 ? [] : [{ message, evidence: differences.flatMap(({ evidence = [] }) => evidence) }];
}

/** The first projection of that kind that has another number of rows. */
function rowsOf(
  gguf: GgufModel,
  kind: string,
  rows: number | undefined,
  [key, claim, value = 0]: readonly [key: string, claim: ClaimName, value: number | undefined],
): readonly AuditMatch[] {
  if (rows === undefined) return [];
  const other = gguf.tensors.find(
    ({ name, shape }) =>
      name.startsWith('blk.') && name.endsWith(`.${kind}.weight`) && shape.length === 2 && shape[0] !== rows,
  );
  if (other === undefined) return [];
  const message = `${other.name} has ${other.shape[0] ?? 0} rows, by the header ${rows}`;
  return [{ message, evidence: [ggufStates(gguf, key, claim, value), ggufFact(gguf, other)] }];
}
