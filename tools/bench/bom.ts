// SPDX-License-Identifier: Apache-2.0
// What a bill of materials costs besides hashing: a model of the shape of Llama 2 7B, whose files are sparse.
import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { runMpk } from './measure.ts';
import { report } from './report.ts';

/** Where and how often. */
export interface BomBench {
  readonly scratch: string;
  readonly rounds: number;
}

const LAYERS = 32;
const HIDDEN = 4096;
const FEED_FORWARD = 11_008;
const VOCABULARY = 32_000;
const SHARDS = 3;

type Tensor = readonly [name: string, shape: readonly number[]];

/** The 291 tensors of the model, in the order of its layers. */
function tensorsOf(): readonly Tensor[] {
  const layers = Array.from({ length: LAYERS }, (_, i): readonly Tensor[] => {
    const at = `model.layers.${i}`;
    return [
      ...['q', 'k', 'v', 'o'].map((name): Tensor => [`${at}.self_attn.${name}_proj.weight`, [HIDDEN, HIDDEN]]),
      ...['gate', 'up'].map((name): Tensor => [`${at}.mlp.${name}_proj.weight`, [FEED_FORWARD, HIDDEN]]),
      [`${at}.mlp.down_proj.weight`, [HIDDEN, FEED_FORWARD]],
      ...['input', 'post_attention'].map((name): Tensor => [`${at}.${name}_layernorm.weight`, [HIDDEN]]),
    ];
  });
  const table: readonly number[] = [VOCABULARY, HIDDEN];
  return [
    ['model.embed_tokens.weight', table],
    ...layers.flat(),
    ['model.norm.weight', [HIDDEN]],
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

function writeModel(folder: string): void {
  mkdirSync(folder);
  const tensors = tensorsOf();
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
      vocab_size: VOCABULARY,
      hidden_size: HIDDEN,
      num_hidden_layers: LAYERS,
      torch_dtype: 'float16',
    },
    'README.md': '---\nlicense: llama2\nlanguage: en\ndatasets: [acme/text]\n---\n# Llama 2 7B\n',
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** CPU over `mpk digest` of the same files; of several runs the ones that took least. */
export function benchBom({ scratch, rounds }: BomBench): void {
  const folder = join(scratch, 'llama-7b');
  writeModel(folder);
  let [digest, bom, audit] = [Infinity, Infinity, Infinity];
  // The system makes pages of what is not on the disk when it is first read.
  runMpk(['digest', folder], scratch);
  for (let round = 0; round < Math.min(rounds, 5); round++) {
    digest = Math.min(digest, runMpk(['digest', folder], scratch).cpuSeconds);
    bom = Math.min(bom, runMpk(['bom', folder, '-o', join(scratch, 'bom.json'), '--force'], scratch).cpuSeconds);
    audit = Math.min(audit, runMpk(['audit', folder], scratch).cpuSeconds);
  }
  rmSync(folder, { recursive: true });
  const what = 'of a 7B model (13.5 GB, sparse), CPU over mpk digest';
  report(`mpk bom ${what}`, '< 0.3 s', `${(bom - digest).toFixed(2)} s`, bom - digest < 0.3);
  report(`mpk audit ${what}`, '—', `${(audit - digest).toFixed(2)} s`, undefined);
}
