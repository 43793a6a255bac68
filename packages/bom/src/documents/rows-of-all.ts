// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { DocumentInput } from './input.js';

const TABLE = /\.parquet$/i;
/** Files that may hold rows, too, of which nobody counted them. */
const OTHER_DATA =
  /\.(?:csv|tsv|jsonl|ndjson|arrow|feather|orc|avro|h5|hdf5|lance|mds|npy|npz|tar|tgz|zip|7z|gz|bz2|xz|zst|sqlite|db|txt)$/i;
const WORDS = /(?:^|\/)(?:licen[cs]e|notice|readme|requirements|version)[^/]*\.txt$/i;

/** How many rows a data set of several Parquet files has: their sum, where every one of them was read, and nothing else holds rows. */
export function rowsOfAll({ model, claims }: Pick<DocumentInput, 'model' | 'claims'>): readonly Claim[] {
  const tables = model.files.filter(({ name }) => TABLE.test(name));
  const others = model.files.some(({ name }) => OTHER_DATA.test(name) && !WORDS.test(name));
  if (model.kind !== 'dataset' || tables.length < 2 || others) return [];
  const rows = new Map<string | undefined, number>();
  for (const { name, value, method, source } of claims)
    if (name === 'dataset.rows' && method === 'measured' && typeof value === 'number') rows.set(source.file, value);
  const counts = tables.flatMap(({ name }) => rows.get(name) ?? []);
  if (counts.length < tables.length) return [];
  const value = counts.reduce((sum, count) => sum + count, 0);
  const source = { what: `rows of ${tables.length} Parquet files` };
  return [{ subject: 'model', name: 'dataset.rows', value, source, method: 'measured' }];
}
