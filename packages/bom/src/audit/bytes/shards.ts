// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import { memberOf } from '@mpk/formats';
import { numberOf } from '../../claims/values.js';
import { contentOf } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { indexesOf } from './weight-index.js';

/** Names that one finding shows. */
const MAX_SHOWN = 3;
const shown = (names: readonly string[]): string => names.slice(0, MAX_SHOWN).join(', ');

export const shardMissing: AuditRule = {
  id: 'shard-missing',
  theme: 'bytes',
  severity: 'high',
  description: 'A file of weights is not there that the index, or the number of its fellows, says is.',
  risk: 'The model is not whole.',
  fix: 'Get the missing files.',
  *check(model) {
    for (const { file, shards } of indexesOf(model)) {
      for (const shard of shards.keys()) {
        if (!model.hasFile(shard)) yield { message: `${shard} is in the index, and not there`, file: file.name };
      }
    }
    yield* missingNumbers(model);
  },
};

/** `model-00002-of-00003.safetensors`, of any format. */
const NUMBERED = /^(.*)-(\d{5})-of-(\d{5})(\.[^/]*)$/s;

const WEIGHTS = /^\.(?:safetensors|gguf|bin|pt|pth|h5|msgpack)$/;

/** Files that number themselves, where no index tells of those that are missing. */
function* missingNumbers(model: AuditedModel): Generator<AuditMatch> {
  const listed = indexesOf(model).flatMap(({ shards }) => [...shards.keys()]);
  const told = new Set(listed.filter((name) => !model.hasFile(name)));
  const series = new Map<string, { readonly name: string; readonly total: number; readonly found: Set<number> }>();
  for (const name of [...told, ...model.files.map((file) => file.name)]) {
    const [, stem, number, total, ending = ''] = NUMBERED.exec(name) ?? [];
    if (stem === undefined || !WEIGHTS.test(ending)) continue;
    const key = `${stem} ${total} ${ending}`;
    const known = series.get(key) ?? { name, total: Number(total), found: new Set() };
    known.found.add(Number(number));
    series.set(key, known);
  }
  for (const { name, total, found } of series.values()) {
    // Some count from 0.
    const first = found.has(0) ? 0 : 1;
    const missing = total - [...found].filter((number) => number >= first && number < first + total).length;
    if (missing > 0) yield { message: `${missing} of ${total} files are not there that ${name} counts`, file: name };
  }
}

export const shardTensorsDiffer: AuditRule = {
  id: 'shard-tensors-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'The index says of a file of weights that it holds other tensors than it does.',
  risk: 'Loaders go by the index and other tools by the files: a tensor that one of them does not see was checked by nobody, or is made up at random.',
  fix: 'Have the model saved anew, with its index.',
  limits: 'Of shards that are pickles the tensors are not known by name.',
  *check(model) {
    const byName = new Map(model.files.map((file) => [file.name, file]));
    for (const { file, shards } of indexesOf(model)) {
      for (const [shard, listed] of shards) {
        const target = byName.get(shard);
        const content = target === undefined ? undefined : contentOf(target, 'tensors');
        if (content?.complete !== true) continue;
        const found = new Set(content.tensors.map(({ name }) => name));
        const told = new Set(listed);
        const missing = listed.filter((name) => !found.has(name));
        const more = [...found].filter((name) => !told.has(name));
        if (missing.length > 0)
          yield { message: `${missing.length} tensors are not in ${shard}: ${shown(missing)}`, file: file.name };
        if (more.length > 0)
          yield { message: `${more.length} tensors of ${shard} are not in the index: ${shown(more)}`, file: file.name };
      }
    }
  },
};

export const shardNotListed: AuditRule = {
  id: 'shard-not-listed',
  theme: 'bytes',
  severity: 'medium',
  description: 'A file of weights lies beside the others, and the index does not name it.',
  risk: 'Some loaders take every file, others those of the index: they load different models.',
  fix: 'Remove the file, or write the index anew.',
  *check(model) {
    const indexes = indexesOf(model);
    const listed = new Set(indexes.flatMap(({ shards }) => [...shards.keys()]));
    for (const { file } of indexes) {
      const [, stem = '', ending = ''] =
        /^(.*?)\.(safetensors|bin)\.index(?:\.[\w-]+)?\.json$/.exec(posix.basename(file.name)) ?? [];
      const folder = posix.dirname(file.name);
      for (const { name } of model.files) {
        const base = posix.basename(name);
        const isShard = stem !== '' && base.startsWith(`${stem}-`) && base.endsWith(`.${ending}`);
        if (isShard && posix.dirname(name) === folder && !listed.has(posix.normalize(name))) {
          yield { message: `${name} is not in ${file.name}`, file: name };
        }
      }
    }
  },
};

export const indexTotal: AuditRule = {
  id: 'index-total-differs',
  theme: 'bytes',
  severity: 'medium',
  description: 'The index states another size of all tensors than they have.',
  risk: 'Weights and index are not of one export.',
  fix: 'Write weights and index together.',
  limits: 'Old exports counted a tensor twice that stands for two: one that is stated once more is passed over.',
  *check(model) {
    for (const { file, value, shards } of indexesOf(model)) {
      const stated = numberOf(memberOf(memberOf(value, 'metadata'), 'total_size'));
      const contents = model.files
        .filter(({ name }) => shards.has(posix.normalize(name)))
        .map((one) => contentOf(one, 'tensors'));
      if (stated === undefined || contents.length !== shards.size) continue;
      if (contents.some((content) => content?.format !== 'safetensors' || !content.complete)) continue;
      const sizes = contents.flatMap((content) => (content?.tensors ?? []).map(({ sizeBytes }) => sizeBytes));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const isCountedTwice = sizes.includes(stated - total);
      if (total !== stated && !isCountedTwice)
        yield { message: `stated are ${stated} bytes, there are ${total}`, file: file.name };
    }
  },
};
