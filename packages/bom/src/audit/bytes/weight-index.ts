// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';

/** `model.safetensors.index.json`, and `….index.fp16.json` of diffusers. */
const INDEX = /\.index(?:\.[\w-]+)?\.json$/;

/** An index of weights: which tensor lies in which file. */
export interface WeightIndex {
  readonly file: ModelFile;
  readonly value: JsonValue | undefined;
  /** names of tensors by name of the shard, from the folder of the model; attacker-controlled */
  readonly shards: ReadonlyMap<string, readonly string[]>;
}

export const indexesOf = ({ files }: AuditedModel): readonly WeightIndex[] =>
  files.flatMap((file): readonly WeightIndex[] => {
    const content = INDEX.test(file.name) ? contentOf(file, 'json') : undefined;
    const map =
      memberOf(content?.value, 'weight_map') ?? content?.kept.find(({ pointer }) => pointer === '/weight_map')?.value;
    if (!isJsonObject(map)) return [];
    const shards = new Map<string, string[]>();
    for (const [tensor, shard] of map.members) {
      if (typeof shard !== 'string') continue;
      const name = posix.join(posix.dirname(file.name), shard);
      const known = shards.get(name);
      if (known === undefined) shards.set(name, [tensor]);
      else known.push(tensor);
    }
    return [{ file, value: content?.value, shards }];
  });
