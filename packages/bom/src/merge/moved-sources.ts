// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { SOURCE_PREFIX } from '../bom-document/index.js';
import { isObject, itemsOf } from '../bom-document/place.js';
import { stableText } from '../bom-document/stable-text.js';
import type { DocumentCopy } from './copy-document.js';
import type { MergeRemarks } from './merge-remarks.js';
import type { Moves } from './moves.js';
import { MovedPointers } from './pointers.js';

export interface NumberedCopy {
  readonly copy: DocumentCopy;
  /** of the document, from 0 */
  readonly number: number;
}

type Moved = (pointer: string) => string | undefined;
type Sink = ReturnType<MergeRemarks['of']>;

/**
 * Citations, and properties that do for them, with pointers to where what they speak of stands now.
 *
 * @param bom - finished, but for these
 */
export function movedSources(
  bom: JsonObject,
  copies: readonly NumberedCopy[],
  moves: Moves,
  remarks: MergeRemarks,
): { readonly citations: readonly JsonObject[]; readonly properties: readonly JsonObject[] } {
  const pointers = new MovedPointers(bom, moves);
  const citations: JsonObject[] = [];
  const properties: JsonObject[] = [];
  for (const { copy, number } of copies) {
    const sink = remarks.of(number);
    const moved: Moved = (pointer) => pointers.moved(copy.source.json, pointer);
    for (const { value } of itemsOf({ value: copy.root['citations'], pointer: '/citations' })) {
      if (isObject(value)) citations.push(...movedCitation(value, moved, sink));
    }
    for (const property of copy.sourceProperties) properties.push(...movedProperty(property, moved, sink));
  }
  return { citations: uniqueOf(citations), properties };
}

/** Expressions cannot be followed, and go with what they speak of. */
function movedCitation(citation: JsonObject, moved: Moved, sink: Sink): readonly JsonObject[] {
  const old = itemsOf({ value: citation['pointers'], pointer: '' });
  const pointers = old.flatMap(({ value }) => {
    const now = typeof value === 'string' ? moved(value) : undefined;
    if (now === undefined) sink.add(String(value), 'what a citation spoke of is not in the merged document');
    return now ?? [];
  });
  if (citation['expressions'] !== undefined) sink.add('/citations', 'an expression of a citation cannot be followed');
  return pointers.length === 0 ? [] : [{ ...citation, pointers: [...new Set(pointers)] }];
}

function movedProperty(property: JsonObject, moved: Moved, sink: Sink): readonly JsonObject[] {
  const old = String(property['name']).slice(SOURCE_PREFIX.length);
  const now = moved(old);
  if (now !== undefined) return [{ ...property, name: SOURCE_PREFIX + now }];
  sink.add(old, 'what a source spoke of is not in the merged document');
  return [];
}

/** Each once. */
const uniqueOf = (list: readonly JsonObject[]): readonly JsonObject[] => [
  ...new Map(list.map((item) => [stableText(item), item])).values(),
];
