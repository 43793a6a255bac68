// SPDX-License-Identifier: Apache-2.0
import { MAX_INPUT_BYTES, mutate } from '../mutations.ts';
import type { Random } from '../random.ts';
import { mutateDocument } from './mutate-document.ts';
import { pack, unpack } from './packed.ts';

/** Names that collectors know, and some that none does. */
const NAMES = [
  'README.md',
  'config.json',
  'generation_config.json',
  'tokenizer_config.json',
  'tokenizer.json',
  'adapter_config.json',
  'model_index.json',
  'trainer_state.json',
  'mergekit_config.yml',
  'MLmodel',
  'conda.yaml',
  'croissant.json',
  'requirements.txt',
  'LICENSE',
  'model.safetensors',
  'model.safetensors.index.json',
  'm-Q4_K_M.gguf',
  'model.onnx',
  'sub/README.md',
  '../x',
  '__proto__',
  'a b\u0007\u202e.json',
] as const;

type Files = Map<string, Buffer>;
type Change = (files: Files, random: Random, other: () => Buffer) => void;

const anyName = (files: Files, random: Random): string => [...files.keys()][random.below(files.size)] ?? '';

const changeDocument: Change = (files, random) => {
  const name = anyName(files, random);
  files.set(name, mutateDocument(files.get(name) ?? Buffer.alloc(0), random));
};
const changeBytes: Change = (files, random, other) => {
  const name = anyName(files, random);
  files.set(name, mutate(files.get(name) ?? Buffer.alloc(0), random, other));
};
const rename: Change = (files, random) => {
  const name = anyName(files, random);
  const bytes = files.get(name) ?? Buffer.alloc(0);
  files.delete(name);
  files.set(random.pick(NAMES), bytes);
};
const copy: Change = (files, random) => {
  files.set(random.pick(NAMES), files.get(anyName(files, random)) ?? Buffer.alloc(0));
};
const remove: Change = (files, random) => {
  files.delete(anyName(files, random));
};
const addOthers: Change = (files, _random, other) => {
  for (const [name, bytes] of unpack(other())) files.set(name, bytes);
};

/** Those that stand here several times are as much more frequent. */
const CHANGES: readonly [Change, ...Change[]] = [
  changeDocument,
  changeDocument,
  changeDocument,
  changeDocument,
  changeBytes,
  changeBytes,
  rename,
  copy,
  remove,
  addOthers,
  addOthers,
];

/** Makes a model that is like others and like none that anybody wrote. */
export function mutateModel(choose: () => Buffer, random: Random): Buffer {
  if (random.oneIn(6)) return mutate(choose(), random, choose);
  const files = new Map(unpack(choose()));
  for (let left = 1 + random.below(random.pick([2, 4, 10])); left > 0; left--)
    random.pick(CHANGES)(files, random, choose);
  return pack(files).subarray(0, MAX_INPUT_BYTES);
}
