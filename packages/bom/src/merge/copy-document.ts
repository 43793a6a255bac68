// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { SOURCE_PREFIX, type BomDocument } from '../bom-document/index.js';
import { isObject, stepOf } from '../bom-document/place.js';
import type { RemarkSink } from '../bom-document/passed-over.js';
import type { Moves } from './moves.js';

/** A document as it may be changed, with what points into it. */
export interface DocumentCopy {
  readonly source: BomDocument;
  readonly root: JsonObject;
  /** properties `mpk:source:<pointer>`, taken out: their pointers are of the old document */
  readonly sourceProperties: readonly JsonObject[];
}

/** Copies a document without its signatures, which no merged document could keep. Depth was bounded when it was read. */
export function copyDocument(source: BomDocument, moves: Moves, sink: Pick<RemarkSink, 'add'>): DocumentCopy {
  const sourceProperties: JsonObject[] = [];
  const copy = (value: unknown, pointer: string): unknown => {
    if (Array.isArray(value)) {
      const items = value.flatMap((item, i) => {
        if (isSourceProperty(item)) {
          sourceProperties.push(item);
          return [];
        }
        return [copy(item, `${pointer}/${i}`)];
      });
      moves.record(value, items);
      return items;
    }
    return isObject(value) ? copyObject(value, pointer) : value;
  };
  const copyObject = (value: JsonObject, pointer: string): JsonObject => {
    const members = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
      const at = pointer + stepOf(name);
      if (name === 'signature' && isObject(member)) {
        sink.add(at, 'a signature does not hold for the merged document');
        return [];
      }
      const copied = copy(member, at);
      // A list of nothing but sources is left out: lists that have to hold something exist.
      return Array.isArray(copied) && copied.length === 0 && Array.isArray(member) && member.length > 0
        ? []
        : [[name, copied]];
    });
    // As data alone: "__proto__" is a name like any other.
    const result = Object.fromEntries(members);
    moves.record(value, result);
    return result;
  };
  return { source, root: copyObject(source.json, ''), sourceProperties };
}

const isSourceProperty = (value: unknown): value is JsonObject =>
  isObject(value) && typeof value['name'] === 'string' && value['name'].startsWith(`${SOURCE_PREFIX}/`);
