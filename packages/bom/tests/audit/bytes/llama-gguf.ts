// SPDX-License-Identifier: Apache-2.0
import { makeGguf, type GgufTensor, type GgufValue } from '../../gguf.js';

/** Numbers of ggml's types that tests take, with bytes of 256 values. */
const GGML_BYTES: Readonly<Record<number, number>> = {
  0: 1024,
  1: 512,
  6: 176,
  8: 272,
  10: 84,
  11: 110,
  12: 144,
  13: 176,
  18: 98,
  22: 82,
  30: 512,
  39: 136,
};

/** A small Llama of two layers, four heads of 128, two for keys, whose matrices are of one type and its table of F32. */
export function llama(metadata: Readonly<Record<string, GgufValue>>, type = 1): Buffer {
  const matrix = (rows: number, columns: number, of = type): GgufTensor => ({
    shape: [rows, columns],
    type: of,
    sizeBytes: ((rows * columns) / 256) * (GGML_BYTES[of] ?? 0),
  });
  const layer = (i: number): Record<string, GgufTensor> => ({
    [`blk.${i}.attn_norm.weight`]: { shape: [512], type: 0, sizeBytes: 2048 },
    [`blk.${i}.attn_q.weight`]: matrix(512, 512),
    [`blk.${i}.attn_k.weight`]: matrix(256, 512),
    [`blk.${i}.ffn_up.weight`]: matrix(1024, 512),
  });
  const header = {
    'general.architecture': 'llama',
    'llama.block_count': 2,
    'llama.embedding_length': 512,
    'llama.feed_forward_length': 1024,
    'llama.attention.head_count': 4,
    'llama.attention.head_count_kv': 2,
    'tokenizer.ggml.tokens': ['a', 'b', 'c', 'd'],
  };
  return makeGguf({ ...header, ...metadata }, { 'token_embd.weight': matrix(4, 512, 0), ...layer(0), ...layer(1) });
}
