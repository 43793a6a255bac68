// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import type { Finding } from '@mpk/core';
import { isJsonObject, memberOf, type JsonContent, type JsonObject } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { filesByName, partsOf, type FoundPart, type InspectedFile } from '../inspected-model.js';
import { splitsOf } from './split-gguf.js';

const id = 'shard-index';

/** Names that one finding shows. */
const MAX_SHOWN = 3;

/** An index that says which tensor lies in which file must agree with the files. */
export const shardIndex: Check = {
  id,
  description: 'Weights in several files that are not all there, or do not agree with their index or with each other.',
  about: {
    finds:
      '`*.index.json` files with a `weight_map`: each file that is named must be there, in the folder, and, where it is safetensors, hold exactly the tensors that the index says. Files of one GGUF model (`split.count`): all must be there, named and numbered alike, and hold as many tensors as they say, each once.',
    risk: 'Loaders go by the index, other tools by the files: a tensor that one of them does not see is one that was not checked, or an old one that is used in silence.',
    severities: [
      ['critical', 'a file outside of the folder'],
      [
        'high',
        'a tensor that is in a file and not in the index, or in another file than it says; files of GGUF that do not belong together',
      ],
      ['inconclusive', 'a file that is not there'],
    ],
    fix: 'Get the missing files, or have the model saved anew.',
    limits: 'Of shards that are pickles the tensors are not known by name.',
    references: ['CWE-345'],
  },
  run: (model) => {
    const files = filesByName(model);
    return [...[...partsOf(model, 'json')].flatMap((found) => compareIndex(found, files)), ...splitsOf(model, id)];
  },
};

function compareIndex(
  { file, part, content }: FoundPart<'json'>,
  files: ReadonlyMap<string, InspectedFile>,
): readonly Finding[] {
  const map = part.path.length === 0 && file.name.endsWith('.index.json') ? weightMapOf(content) : undefined;
  if (map === undefined) return [];
  const byShard = new Map<string, string[]>();
  for (const [tensor, shard] of map.members) {
    if (typeof shard !== 'string') continue;
    const known = byShard.get(shard);
    if (known === undefined) byShard.set(shard, [tensor]);
    else known.push(tensor);
  }
  const where = locate({ file, part });
  return [...byShard].flatMap(([shard, tensors]): readonly Finding[] => {
    if (shard.startsWith('/') || shard.includes('\\') || shard.split('/').includes('..')) {
      return [
        finding({ check: id, severity: 'critical', message: `names a file outside of the folder: ${shard}` }, where),
      ];
    }
    const target = files.get(posix.join(posix.dirname(file.name), shard));
    if (target === undefined) {
      return [unknown({ check: id, severity: 'medium', message: `${shard} is not there` }, where)];
    }
    return compareShard(target, tensors).map((message) => finding({ check: id, severity: 'high', message }, where));
  });
}

function weightMapOf({ value, kept }: JsonContent): JsonObject | undefined {
  const map =
    value === undefined ? kept.find(({ pointer }) => pointer === '/weight_map')?.value : memberOf(value, 'weight_map');
  return isJsonObject(map) ? map : undefined;
}

function compareShard({ name, reading }: InspectedFile, expected: readonly string[]): readonly string[] {
  const content = reading.parts[0]?.content;
  if (content?.kind !== 'tensors' || !content.complete) return [];
  const found = new Set(content.tensors.map((tensor) => tensor.name));
  const wanted = new Set(expected);
  const missing = expected.filter((tensor) => !found.has(tensor));
  const more = [...found].filter((tensor) => !wanted.has(tensor));
  return [
    ...(missing.length === 0 ? [] : [`${missing.length} tensors are not in ${name}: ${shown(missing)}`]),
    ...(more.length === 0 ? [] : [`${more.length} tensors of ${name} are not in the index: ${shown(more)}`]),
  ];
}

const shown = (names: readonly string[]): string => names.slice(0, MAX_SHOWN).join(', ');
