// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../vocabulary.js';
import { addHeaderTexts, headerPointer, isUnset, type HeaderSource } from './header-texts.js';

const PREFIX = 'modelspec.';
const TEXTS: readonly (readonly [key: string, claim: ClaimName])[] = [
  ['title', 'name'],
  ['architecture', 'model-type'],
  ['implementation', 'library.name'],
  ['description', 'description'],
  ['author', 'author'],
  ['date', 'released'],
  ['usage_hint', 'intended-use'],
];
/** Lists, with commas between. */
const LISTS: readonly (readonly [key: string, claim: ClaimName])[] = [
  ['tags', 'tag'],
  ['merged_from', 'base-model'],
  ['language', 'language'],
];
/** Most items of a list. */
const MAX_ITEMS = 100;

/**
 * What the SAI Model Spec has in a header.
 *
 * @see https://github.com/Stability-AI/ModelSpec
 */
export function addModelSpec(source: HeaderSource): void {
  const { file, sink, texts } = source;
  addHeaderTexts(
    source,
    TEXTS.map(([key, claim]) => [`${PREFIX}${key}`, claim] as const),
  );
  for (const [key, claim] of LISTS) {
    for (const item of (texts.get(`${PREFIX}${key}`) ?? '').split(',').slice(0, MAX_ITEMS)) {
      if (!isUnset(item)) sink.add(file, claim, item, { pointer: headerPointer(`${PREFIX}${key}`) });
    }
  }
  const merged = texts.get(`${PREFIX}merged_from`);
  if (merged !== undefined && !isUnset(merged)) {
    const pointer = headerPointer(`${PREFIX}merged_from`);
    sink.add(file, 'base-model.relation', 'merge', { pointer, method: 'inferred' });
  }
  addHeaderTexts(source, [[`${PREFIX}hash_sha256`, 'file.hash']], `file:${file.name}`);
}
