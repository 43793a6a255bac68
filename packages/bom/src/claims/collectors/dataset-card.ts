// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonObject, type JsonValue } from '@mpk/formats';
import { textOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { addNumbers, addTexts, textAt, type FieldSource } from '../fields.js';
import { frontMatterOf } from '../front-matter.js';
import { isTemplateText } from '../section-texts.js';
import { sectionsOf } from '../sections.js';
import { each, numberOf } from '../values.js';
import type { ClaimName } from '../vocabulary.js';

/** Keys that cards of data sets have, and cards of models have not. */
const TELLING = [
  'dataset_info',
  'configs',
  'size_categories',
  'source_datasets',
  'task_categories',
  'task_ids',
  'annotations_creators',
  'language_creators',
  'pretty_name',
];
const TEXTS: readonly (readonly [pointer: string, claim: ClaimName])[] = [
  ['/pretty_name', 'dataset.name'],
  ['/license', 'dataset.license'],
  ['/language', 'dataset.language'],
  ['/size_categories', 'dataset.size'],
  ['/source_datasets', 'dataset.source'],
  ['/task_categories', 'dataset.use'],
  ['/annotations_creators', 'dataset.collection'],
  ['/language_creators', 'dataset.collection'],
];
/** Sections of the Hub's template for cards of data sets. */
const SECTIONS: readonly (readonly [title: RegExp, claim: ClaimName])[] = [
  [/sensitive information/i, 'dataset.sensitive'],
  [/\bbias/i, 'dataset.bias'],
  [/limitations/i, 'dataset.limitation'],
  [/data collection|collection process/i, 'dataset.collection'],
  [/processing/i, 'dataset.preprocessing'],
  [/(?:direct|intended) uses?/i, 'dataset.use'],
];
/** Most configurations of one data set. */
const MAX_CONFIGS = 200;
const MAX_COLUMNS = 1000;

/** `README.md` of a data set: in a folder of its own, or at the top where its keys say that it is one. */
export const datasetCard: Collector = {
  id: 'dataset-card',
  reads: '`README.md` with keys of cards of data sets: licence, sizes, columns, rows, sources, sections',
  collect(file, sink) {
    if (!/(?:^|\/)README\.md$/i.test(file.name)) return;
    const text = textOf(file);
    // The card of the model reads it, too, and says so.
    if (text === undefined || !text.startsWith('---')) return;
    if (file.name.includes('/') && !sink.mayParse(text.length)) {
      sink.unread(file, 'too-large', 'more YAML than is read of one model');
      return;
    }
    const { value, body } = frontMatterOf(file, text);
    if (isJsonObject(value) && TELLING.some((key) => memberOf(value, key) !== undefined))
      addDataset(file, sink, value, body);
  },
};

function addDataset(file: ModelFile, sink: ClaimSink, value: JsonObject, body: string): void {
  const folder = file.name.slice(0, Math.max(0, file.name.lastIndexOf('/')));
  const subject = `dataset:${textAt(value, '/pretty_name') ?? (folder === '' ? file.name : folder)}`;
  const source = { file, sink, value, subject };
  addTexts(source, TEXTS);
  const infos = each(memberOf(value, 'dataset_info'), '/dataset_info');
  if (infos.length > MAX_CONFIGS) sink.remark(file, 'too-large', { pointer: '/dataset_info' });
  for (const [info, under] of infos.slice(0, MAX_CONFIGS)) addInfo({ ...source, value: info, under });
  for (const { title, text } of sectionsOf(body)) {
    if (text === '' || isTemplateText(text)) continue;
    for (const [known, claim] of SECTIONS)
      if (known.test(title)) sink.add(file, claim, text, { subject, pointer: `#${title}` });
  }
}

/** One configuration: `{config_name, features: [{name, dtype}], splits: [{name, num_bytes, num_examples}], dataset_size}`. */
function addInfo(source: FieldSource): void {
  const { file, sink, value, under = '', subject = 'model' } = source;
  if (!isJsonObject(value)) {
    sink.remark(file, 'wrong-type', { pointer: under, detail: 'no mapping' });
    return;
  }
  addNumbers(source, [['/dataset_size', 'dataset.bytes']]);
  const features = each(memberOf(value, 'features'), '').slice(0, MAX_COLUMNS);
  const columns = features.flatMap(([feature]) => textAt(feature, '/name') ?? []);
  sink.add(file, 'dataset.columns', columns, { subject, pointer: `${under}/features` });
  const rows = each(memberOf(value, 'splits'), '').map(([split]) => rowsOf(split));
  if (rows.length === 0 || rows.includes(undefined)) return;
  const sum = rows.reduce<number>((all, count = 0) => all + count, 0);
  sink.add(file, 'dataset.rows', sum, { subject, pointer: `${under}/splits` });
}

const rowsOf = (split: JsonValue): number | undefined => numberOf(memberOf(split, 'num_examples'));
