// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import { step } from '../../claims/values.js';
import type { AuditedModel } from '../audited-model.js';
import { declared, nameSays, presence } from '../facts.js';
import { counted, namesIn } from '../in-words.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { indexesOf, type WeightIndex } from './weight-index.js';

export const shardMissing: AuditRule = {
  id: 'shard-missing',
  theme: 'bytes',
  severity: 'high',
  description: 'A file of weights is not there that the index, or the number of its fellows, says is.',
  risk: 'The model is not whole.',
  fix: 'Get the missing files.',
  *check(model) {
    for (const index of indexesOf(model)) yield* missingFrom(model, index);
    yield* missingNumbers(model);
  },
};

function* missingFrom(model: AuditedModel, { file, shards }: WeightIndex): Generator<AuditMatch> {
  const missing = [...shards].filter(([shard]) => !model.hasFile(shard));
  const [[first, [tensor = '']] = ['', []]] = missing;
  if (missing.length === 0) return;
  const names = missing.map(([shard]) => shard);
  const message =
    missing.length === 1
      ? `${first} is in the index, and not there`
      : `${missing.length} of ${shards.size} files of the index are not there: ${namesIn(names)}`;
  const said = declared('tensor.file', first, { file: file.name, pointer: `/weight_map${step(tensor)}` });
  yield { message, file: file.name, evidence: [said, presence(false, { file: first })] };
}

/** `model-00002-of-00003.safetensors`, of any format. */
const NUMBERED = /^(.*)-(\d{5})-of-(\d{5})(\.[^/]*)$/s;

const WEIGHTS = /^\.(?:safetensors|gguf|bin|pt|pth|h5|msgpack)$/;

/** Files that count themselves. */
interface Series {
  /** of the first that was found */
  readonly name: string;
  readonly total: number;
  readonly found: Set<number>;
  readonly nameOf: (number: number) => string;
}

/** Files that number themselves, where no index tells of those that are missing. */
function* missingNumbers(model: AuditedModel): Generator<AuditMatch> {
  const listed = indexesOf(model).flatMap(({ shards }) => [...shards.keys()]);
  const told = new Set(listed.filter((name) => !model.hasFile(name)));
  const all = new Map<string, Series>();
  for (const name of [...told, ...model.files.map((file) => file.name)]) {
    const [, stem, number, total = '', ending = ''] = NUMBERED.exec(name) ?? [];
    if (stem === undefined || !WEIGHTS.test(ending)) continue;
    const key = `${stem} ${total} ${ending}`;
    const nameOf = (one: number): string => `${stem}-${String(one).padStart(5, '0')}-of-${total}${ending}`;
    const series = all.get(key) ?? { name, total: Number(total), found: new Set(), nameOf };
    series.found.add(Number(number));
    all.set(key, series);
  }
  for (const series of all.values()) yield* gapsIn(series);
}

function* gapsIn({ name, total, found, nameOf }: Series): Generator<AuditMatch> {
  // Some count from 0.
  const first = found.has(0) ? 0 : 1;
  const missing = total - [...found].filter((number) => number >= first && number < first + total).length;
  if (missing <= 0) return;
  let gap = first;
  while (found.has(gap)) gap++;
  yield {
    message: `${missing} of ${total} files are not there that ${name} counts`,
    file: name,
    evidence: [nameSays(name, `one of ${total}`), presence(false, { file: nameOf(gap) })],
  };
}

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
    for (const index of indexes) {
      const { name } = index.file;
      const others = besideIndex(model, name).filter((one) => !listed.has(posix.normalize(one)));
      const [first] = others;
      if (first === undefined) continue;
      const message =
        others.length === 1
          ? `${first} is not in ${name}`
          : `${counted(others.length, 'file')} of weights are not in ${name}: ${namesIn(others)}`;
      const said = declared('weights.files', namesIn([...index.shards.keys()]), { file: name, pointer: '/weight_map' });
      yield { message, file: first, evidence: [said, ...others.map((file) => presence(true, { file }))] };
    }
  },
};

/** Files that are named as shards of an index are, in its folder. */
function besideIndex({ files }: AuditedModel, index: string): readonly string[] {
  const [, stem = '', ending = ''] =
    /^(.*?)\.(safetensors|bin)\.index(?:\.[\w-]+)?\.json$/.exec(posix.basename(index)) ?? [];
  const folder = posix.dirname(index);
  return files.flatMap(({ name }) => {
    const base = posix.basename(name);
    const isShard = stem !== '' && base.startsWith(`${stem}-`) && base.endsWith(`.${ending}`);
    return isShard && posix.dirname(name) === folder ? [name] : [];
  });
}
