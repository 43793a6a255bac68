// SPDX-License-Identifier: Apache-2.0
import type { ClaimSource } from '@mpk/core';
import type { TensorsContent } from '@mpk/formats';
import { baseNameOf, contentOf, type ModelFile } from '../../model-files.js';

/** Files of tensors that are one whole: a file by itself, or shards of one. */
export interface TensorGroup {
  readonly format: TensorsContent['format'];
  /** in the order of the model's files */
  readonly files: readonly TensorFile[];
  /** as the names say; undefined: no shards */
  readonly total: number | undefined;
  /** `model` for what the model's own weights are, else `file:<name>` of the first */
  readonly subject: string;
}

export interface TensorFile {
  readonly file: ModelFile;
  readonly content: TensorsContent;
  /** 1 for the first; undefined: no shard */
  readonly index: number | undefined;
}

/** What libraries call the weights of a model, where other files of tensors lie beside them. */
const MAIN = /^(?:model|pytorch_model|adapter_model|diffusion_pytorch_model|pytorch_lora_weights)\.safetensors$/;

/** Groups the files of tensors of a model: `x-00001-of-00003.safetensors` and its fellows are one. */
export function tensorGroups(files: readonly ModelFile[]): readonly TensorGroup[] {
  const groups = new Map<
    string,
    { format: TensorsContent['format']; total: number | undefined; files: TensorFile[] }
  >();
  for (const file of files) {
    const content = contentOf(file, 'tensors');
    if (content === undefined) continue;
    const { key, index, total } = shardOf(file.name);
    const group = groups.get(`${content.format} ${key}`) ?? { format: content.format, total, files: [] };
    group.files.push({ file, content, index });
    groups.set(`${content.format} ${key}`, group);
  }
  const all = [...groups.values()];
  const main = mainOf(all);
  return all.map((group) => ({
    ...group,
    subject: group === main ? 'model' : `file:${group.files[0]?.file.name ?? ''}`,
  }));
}

/** Every shard is there, once. */
export function isWhole({ files, total }: TensorGroup): boolean {
  if (total === undefined) return files.length === 1;
  const indexes = new Set(files.map(({ index = 0 }) => index));
  return (
    files.length === total && indexes.size === total && [...indexes].every((index) => index >= 1 && index <= total)
  );
}

/** Where a fact of the whole group stands. */
export const groupSource = ({ files }: TensorGroup): ClaimSource => filesSource(files.map(({ file }) => file));

/** Where what was counted of several files stands. */
export function filesSource([first, ...more]: readonly ModelFile[]): ClaimSource {
  if (first === undefined) return {};
  if (more.length === 0) return { file: first.name, sha256: first.sha256 };
  return { what: `${first.name} and ${more.length} more` };
}

function shardOf(name: string): { readonly key: string; readonly index?: number; readonly total?: number } {
  const [, stem, index, total, end] = /^(.*)-(\d{5})-of-(\d{5})(\.[^/]*)$/s.exec(name) ?? [];
  if (stem === undefined) return { key: name };
  return { key: `${stem}-of-${total}${end}`, index: Number(index), total: Number(total) };
}

/** The only group; else the only one at the top; else, at the top, the only one that is called as weights are. */
function mainOf<G extends { readonly files: readonly TensorFile[] }>(groups: readonly G[]): G | undefined {
  const atTop = groups.filter(({ files }) => files[0]?.file.name.includes('/') === false);
  const named = atTop.filter(({ files: [first] }) => {
    return first !== undefined && MAIN.test(baseNameOf(first.file).replace(/-\d{5}-of-\d{5}/, ''));
  });
  return [groups, atTop, named].find(({ length }) => length === 1)?.[0];
}
