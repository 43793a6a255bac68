// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonObject, type JsonValue } from '@mpk/formats';
import { baseNameOf, jsonOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { jsonLdMember, jsonLdTexts, type JsonLdVocabulary } from '../json-ld.js';
import { each, step } from '../values.js';
import type { ClaimName } from '../vocabulary.js';

/** Most files, and most columns, of one data set that are claimed. */
const MAX_FILES = 1000;
const MAX_COLUMNS = 1000;
/** Members that are facts of the data set, by vocabulary. */
const TEXTS: readonly (readonly [name: string, claim: ClaimName, vocabulary?: JsonLdVocabulary])[] = [
  ['name', 'dataset.name'],
  ['description', 'dataset.description'],
  ['license', 'dataset.license'],
  ['url', 'dataset.url'],
  ['creator', 'dataset.creator'],
  ['publisher', 'dataset.publisher'],
  ['datePublished', 'dataset.published'],
  ['version', 'dataset.version'],
  ['inLanguage', 'dataset.language'],
  ['citeAs', 'citation', 'cr'],
  ['wasDerivedFrom', 'dataset.source', 'prov'],
  ['dataCollection', 'dataset.collection', 'rai'],
  ['dataCollectionType', 'dataset.collection', 'rai'],
  ['dataCollectionRawData', 'dataset.collection', 'rai'],
  ['dataCollectionTimeframe', 'dataset.collection', 'rai'],
  ['dataCollectionMissingData', 'dataset.limitation', 'rai'],
  ['dataPreprocessingProtocol', 'dataset.preprocessing', 'rai'],
  ['dataImputationProtocol', 'dataset.preprocessing', 'rai'],
  ['dataManipulationProtocol', 'dataset.preprocessing', 'rai'],
  ['dataAnnotationProtocol', 'dataset.preprocessing', 'rai'],
  ['personalSensitiveInformation', 'dataset.sensitive', 'rai'],
  ['dataBiases', 'dataset.bias', 'rai'],
  ['dataLimitations', 'dataset.limitation', 'rai'],
  ['dataUseCases', 'dataset.use', 'rai'],
];

const NAME = /croissant[^/]{0,100}\.json(?:ld)?$/i;

/** Croissant, the description of data sets of MLCommons, 1.0 and 1.1. */
export const croissant: Collector = {
  id: 'croissant',
  reads:
    'Croissant (`croissant.json`, and other JSON-LD of that kind): name, licence, origin, files with digests, columns, `rai:*`',
  collect(file, sink) {
    const value = jsonOf(file);
    if (isJsonObject(value) && isCroissant(file, value)) addDataset(file, sink, value);
    else if (value === undefined && NAME.test(baseNameOf(file))) sink.unread(file, 'malformed', 'no JSON that is kept');
  },
};

/** Any JSON-LD of a data set that says that it is one, or is called so. */
function isCroissant(file: ModelFile, value: JsonObject): boolean {
  const isDataset = jsonLdTexts(memberOf(value, '@type'), '').some(([type]) => /(?:^|[:/])Dataset$/.test(type));
  if (!isDataset) return false;
  const conforms = jsonLdTexts(jsonLdMember(value, 'conformsTo', 'dct')?.value, '');
  const isNamed = NAME.test(baseNameOf(file));
  return isNamed || conforms.some(([text]) => text.includes('mlcommons.org/croissant'));
}

function addDataset(file: ModelFile, sink: ClaimSink, value: JsonObject): void {
  const [name = baseNameOf(file)] = jsonLdTexts(jsonLdMember(value, 'name')?.value, '').map(([text]) => text);
  const subject = `dataset:${name}`;
  for (const [member, claim, vocabulary] of TEXTS) {
    const found = jsonLdMember(value, member, vocabulary);
    if (found === undefined) continue;
    const texts = jsonLdTexts(found.value, step(found.key));
    if (texts.length === 0) sink.remark(file, 'wrong-type', { pointer: step(found.key), detail: 'no text' });
    for (const [text, pointer] of texts) sink.add(file, claim, text, { subject, pointer });
  }
  addFiles(file, sink, value, subject);
  addColumns(file, sink, value, subject);
}

function addFiles(file: ModelFile, sink: ClaimSink, value: JsonObject, subject: string): void {
  const found = jsonLdMember(value, 'distribution');
  for (const [one, pointer] of each(found?.value, step(found?.key ?? '')).slice(0, MAX_FILES)) {
    const hash = jsonLdMember(one, 'sha256');
    const [sha256] = jsonLdTexts(hash?.value, '').map(([text]) => text);
    if (hash === undefined || sha256 === undefined) continue;
    const [url] = jsonLdTexts(jsonLdMember(one, 'contentUrl')?.value, '').map(([text]) => text);
    const names = [memberOf(one, '@id'), jsonLdMember(one, 'name')?.value, url];
    const name = names.find((text) => typeof text === 'string');
    sink.add(
      file,
      'dataset.hash',
      { file: typeof name === 'string' ? name : undefined, url, sha256 },
      { subject, pointer: `${pointer}${step(hash.key)}` },
    );
  }
}

/** Fields of all record sets together, as they are named. */
function addColumns(file: ModelFile, sink: ClaimSink, value: JsonObject, subject: string): void {
  const found = jsonLdMember(value, 'recordSet', 'cr');
  for (const [set, pointer] of each(found?.value, step(found?.key ?? '')).slice(0, MAX_FILES)) {
    const fields = jsonLdMember(set, 'field', 'cr');
    const columns = each(fields?.value, '')
      .slice(0, MAX_COLUMNS)
      .flatMap(([field]) => columnOf(field));
    sink.add(file, 'dataset.columns', columns, { subject, pointer: `${pointer}${step(fields?.key ?? '')}` });
  }
}

const columnOf = (field: JsonValue): readonly string[] =>
  jsonLdTexts(jsonLdMember(field, 'name')?.value ?? memberOf(field, '@id'), '').map(([text]) => text);
