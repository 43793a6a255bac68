// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../../claims/vocabulary.js';
import { numberIn } from '../../claims/tensors/gguf-metadata.js';
import type { AuditedModel } from '../audited-model.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { ggufModels, type GgufModel } from './gguf-model.js';

/** What a header says, and what the tensors are instead. */
interface Difference {
  readonly key: string;
  readonly claim: ClaimName;
  readonly message: string;
}

export const ggufSizesDiffer: AuditRule = {
  id: 'gguf-sizes-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'The header of a GGUF file states other sizes than its tensors have.',
  risk: 'Header and tensors are of different models: loading fails, or programs that go by the header plan for another model.',
  fix: 'Convert the model anew, or get the file from who made it.',
  limits:
    'Layers, vocabulary and width of every architecture; heads and feed-forward of those that have one size in all layers.',
  *check(model) {
    for (const gguf of ggufModels(model)) {
      for (const difference of differencesOf(gguf)) yield toMatch(model, gguf, difference);
    }
  },
};

function toMatch(model: AuditedModel, { file }: GgufModel, { key, claim, message }: Difference): AuditMatch {
  const evidence = model.about(claim).filter(({ source }) => source.file === file && source.pointer === key);
  return { message, evidence, file };
}

const differencesOf = (gguf: GgufModel): readonly Difference[] => [
  ...layers(gguf),
  ...vocabulary(gguf),
  ...width(gguf),
  ...projections(gguf),
];

const sizeOf = ({ architecture, metadata }: GgufModel, key: string): number | undefined =>
  numberIn(metadata, `${architecture}.${key}`);

function layers(gguf: GgufModel): readonly Difference[] {
  const stated = sizeOf(gguf, 'block_count');
  const numbers = gguf.tensors.flatMap(({ name }) => /^blk\.(\d{1,5})\./.exec(name)?.[1] ?? []);
  const found = numbers.reduce((most, number) => Math.max(most, Number(number) + 1), 0);
  // Layers that predict further tokens are counted, and may be left out.
  const least = (stated ?? 0) - (sizeOf(gguf, 'nextn_predict_layers') ?? 0);
  if (stated === undefined || found === 0 || (found >= least && found <= stated)) return [];
  const message = `${found} layers among the tensors, stated are ${stated}`;
  return [{ key: `${gguf.architecture}.block_count`, claim: 'layers', message }];
}

/** Rows and columns of the table of tokens, which one architecture has otherwise. */
function tableOf({ architecture, tensors }: GgufModel): readonly [rows: number, columns: number] | undefined {
  const shape = tensors.find(({ name }) => name === 'token_embd.weight')?.shape;
  const [rows, columns, ...more] = shape ?? [];
  if (rows === undefined || columns === undefined || more.length > 0 || architecture === 'wavtokenizer-dec')
    return undefined;
  return [rows, columns];
}

function vocabulary(gguf: GgufModel): readonly Difference[] {
  const [rows] = tableOf(gguf) ?? [];
  if (rows === undefined) return [];
  const told = (key: string, message: string): Difference => ({ key, claim: 'vocabulary.size', message });
  const tokens = gguf.metadata.get('tokenizer.ggml.tokens')?.count ?? 0;
  const stated = sizeOf(gguf, 'vocab_size') ?? 0;
  return [
    ...(tokens > 0 && tokens !== rows
      ? [told('tokenizer.ggml.tokens', `${tokens} tokens, token_embd.weight has ${rows} rows`)]
      : []),
    // More rows than words are common: tables are padded.
    ...(stated > rows
      ? [told(`${gguf.architecture}.vocab_size`, `${stated} words stated, token_embd.weight has ${rows} rows`)]
      : []),
  ];
}

function width(gguf: GgufModel): readonly Difference[] {
  const [, columns] = tableOf(gguf) ?? [];
  const stated = sizeOf(gguf, 'embedding_length');
  if (stated === undefined || columns === undefined || stated === columns) return [];
  const message = `token_embd.weight is ${columns} wide, stated are ${stated}`;
  return [{ key: `${gguf.architecture}.embedding_length`, claim: 'hidden-size', message }];
}

/** Architectures whose layers are all alike, with a projection each for queries, keys and the feed-forward. */
const UNIFORM: ReadonlySet<string> = new Set(
  'command-r exaone gemma gemma2 gemma3 granite internlm2 llama minicpm mistral3 nemotron olmo olmo2 orion qwen2 qwen2vl qwen3 qwen3moe qwen3vl seed_oss smollm3 stablelm starcoder2'.split(
    ' ',
  ),
);

function projections(gguf: GgufModel): readonly Difference[] {
  const heads = sizeOf(gguf, 'attention.head_count');
  const width = sizeOf(gguf, 'embedding_length');
  const forward = sizeOf(gguf, 'feed_forward_length');
  if (!UNIFORM.has(gguf.architecture)) return [];
  const isByLayer = gguf.metadata.has(`${gguf.architecture}.attention.head_count_kv`);
  const keyHeads = sizeOf(gguf, 'attention.head_count_kv') ?? (isByLayer ? undefined : heads);
  const headWidth = sizeOf(gguf, 'attention.key_length') ?? (width ?? Number.NaN) / (heads ?? Number.NaN);
  const times = (count: number | undefined): number | undefined =>
    count === undefined || !Number.isInteger(headWidth) ? undefined : count * headWidth;
  return [
    ...rowsOf(gguf, 'attn_q', times(heads), ['attention.head_count', 'attention-heads']),
    ...rowsOf(gguf, 'attn_k', times(keyHeads), ['attention.head_count_kv', 'key-value-heads']),
    ...rowsOf(gguf, 'ffn_up', forward, ['feed_forward_length', 'intermediate-size']),
  ];
}

/** The first projection of that kind that has another number of rows. */
function rowsOf(
  { architecture, tensors }: GgufModel,
  kind: string,
  rows: number | undefined,
  [key, claim]: readonly [key: string, claim: ClaimName],
): readonly Difference[] {
  if (rows === undefined) return [];
  const other = tensors.find(
    ({ name, shape }) =>
      name.startsWith('blk.') && name.endsWith(`.${kind}.weight`) && shape.length === 2 && shape[0] !== rows,
  );
  if (other === undefined) return [];
  const message = `${other.name} has ${other.shape[0] ?? 0} rows, by the header ${rows}`;
  return [{ key: `${architecture}.${key}`, claim, message }];
}
