// SPDX-License-Identifier: Apache-2.0
// Models with the tensors of Llama 2 7B, whose numbers are zeros that take no room on the disk.
import { closeSync, mkdirSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const LAYERS = 32;
const SHARDS = 3;

/** How wide it is, and what its card calls it. */
export interface Width {
  readonly title: string;
  readonly hidden: number;
  readonly feedForward: number;
  readonly vocabulary: number;
}

/** As it is: 13.5 GB. */
export const SEVEN_BILLION: Width = { title: 'Llama 2 7B', hidden: 4096, feedForward: 11_008, vocabulary: 32_000 };
/** 57 MB: enough that threads read it, and little to hash. */
export const NARROW: Width = { title: 'Llama', hidden: 256, feedForward: 688, vocabulary: 8000 };

type Tensor = readonly [name: string, shape: readonly number[]];

/** The 291 tensors of the model, in the order of its layers. */
function tensorsOf({ hidden, feedForward, vocabulary }: Width): readonly Tensor[] {
  const layers = Array.from({ length: LAYERS }, (_, i): readonly Tensor[] => {
    const at = `model.layers.${i}`;
    return [
      ...['q', 'k', 'v', 'o'].map((name): Tensor => [`${at}.self_attn.${name}_proj.weight`, [hidden, hidden]]),
      ...['gate', 'up'].map((name): Tensor => [`${at}.mlp.${name}_proj.weight`, [feedForward, hidden]]),
      [`${at}.mlp.down_proj.weight`, [hidden, feedForward]],
      ...['input', 'post_attention'].map((name): Tensor => [`${at}.${name}_layernorm.weight`, [hidden]]),
    ];
  });
  const table: readonly number[] = [vocabulary, hidden];
  return [
    ['model.embed_tokens.weight', table],
    ...layers.flat(),
    ['model.norm.weight', [hidden]],
    ['lm_head.weight', table],
  ];
}

/** A shard whose numbers are zeros that take no room on the disk. */
function writeShard(path: string, tensors: readonly Tensor[]): number {
  let end = 0;
  const header: Record<string, object> = {};
  for (const [name, shape] of tensors) {
    const start = end;
    end += 2 * shape.reduce((product, length) => product * length, 1);
    header[name] = { dtype: 'F16', shape, data_offsets: [start, end] };
  }
  const text = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...header }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const fd = openSync(path, 'w');
  for (const piece of [length, text]) writeSync(fd, piece);
  closeSync(fd);
  truncateSync(path, 8 + text.length + end);
  return end;
}

/** Writes a model of the shape of Llama 2 7B, in sparse files. @returns the names of those with tensors */
export function writeLlama(folder: string, width: Width): readonly string[] {
  mkdirSync(folder);
  const tensors = tensorsOf(width);
  const each = Math.ceil(tensors.length / SHARDS);
  const map: Record<string, string> = {};
  let total = 0;
  for (let i = 0; i < SHARDS; i++) {
    const name = `model-0000${i + 1}-of-0000${SHARDS}.safetensors`;
    const own = tensors.slice(i * each, (i + 1) * each);
    total += writeShard(join(folder, name), own);
    for (const [tensor] of own) map[tensor] = name;
  }
  const files: Readonly<Record<string, object | string>> = {
    'model.safetensors.index.json': { metadata: { total_size: total }, weight_map: map },
    'config.json': {
      architectures: ['LlamaForCausalLM'],
      model_type: 'llama',
      vocab_size: width.vocabulary,
      hidden_size: width.hidden,
      num_hidden_layers: LAYERS,
      torch_dtype: 'float16',
    },
    'README.md': `---\nlicense: llama2\nlanguage: en\ndatasets: [acme/text]\n---\n# ${width.title}\n`,
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return [...new Set(Object.values(map))];
}
