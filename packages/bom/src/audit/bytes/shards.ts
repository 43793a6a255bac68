// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import { isJsonObject, memberOf, type JsonObject, type JsonValue } from '@mpk/formats';
import { numberOf } from '../../claims/values.js';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

interface Index {
  readonly file: ModelFile;
  readonly value: JsonValue | undefined;
  readonly map: JsonObject;
  /** names of shards, from the folder of the model */
  readonly shards: ReadonlySet<string>;
}

function indexesOf({ files }: AuditedModel): readonly Index[] {
  return files.flatMap((file): readonly Index[] => {
    const content = file.name.endsWith('.index.json') ? contentOf(file, 'json') : undefined;
    const map =
      memberOf(content?.value, 'weight_map') ?? content?.kept.find(({ pointer }) => pointer === '/weight_map')?.value;
    if (!isJsonObject(map)) return [];
    const names = map.members.flatMap(([, shard]) => (typeof shard === 'string' ? [shard] : []));
    const shards = new Set(names.map((name) => posix.join(posix.dirname(file.name), name)));
    return [{ file, value: content?.value, map, shards }];
  });
}

export const shardMissing: AuditRule = {
  id: 'shard-missing',
  theme: 'bytes',
  severity: 'high',
  description: 'The index names a file of weights that is not there.',
  risk: 'The model is not whole.',
  fix: 'Get the missing files.',
  *check(model) {
    for (const { file, shards } of indexesOf(model)) {
      for (const shard of shards) {
        if (!model.hasFile(shard)) yield { message: `${shard} is in the index, and not there`, file: file.name };
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
    for (const { file, shards } of indexesOf(model)) {
      const [, stem = '', ending = ''] =
        /^(.*?)\.(safetensors|bin)\.index\.json$/.exec(posix.basename(file.name)) ?? [];
      const folder = posix.dirname(file.name);
      for (const { name } of model.files) {
        const base = posix.basename(name);
        const isShard = stem !== '' && base.startsWith(`${stem}-`) && base.endsWith(`.${ending}`);
        if (isShard && posix.dirname(name) === folder && !shards.has(posix.normalize(name))) {
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
