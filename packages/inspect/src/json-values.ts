// SPDX-License-Identifier: Apache-2.0
import { childPointer } from '@mpk/core';
import { isJsonObject, type JsonContent, type JsonValue } from '@mpk/formats';

/** A value somewhere in a JSON document. */
export interface NamedValue {
  /** of the member; undefined for items of arrays and the document itself */
  readonly name: string | undefined;
  readonly value: JsonValue;
  /** RFC 6901 */
  readonly pointer: string;
}

/** Most values of one document that are looked at: more than a document has that is kept whole, at one value a byte. */
const MAX_VALUES = 2 * 1024 * 1024;

/** Every value that was kept of a document, from the outside in. */
export function* valuesOf(content: JsonContent): Generator<NamedValue> {
  const roots: NamedValue[] =
    content.value === undefined
      ? content.kept.flatMap(({ pointer, value }) =>
          value === undefined ? [] : [{ name: lastStep(pointer), value, pointer }],
        )
      : [{ name: undefined, value: content.value, pointer: '' }];
  yield* walk(roots);
}

/** Every value of documents, from the outside in. */
export const valuesWithin = (documents: readonly JsonValue[]): Generator<NamedValue> =>
  walk(documents.map((value) => ({ name: undefined, value, pointer: '' })));

function* walk(roots: NamedValue[]): Generator<NamedValue> {
  const open = roots.reverse();
  for (let count = 0; open.length > 0 && count < MAX_VALUES; count++) {
    const next = open.pop();
    if (next === undefined) return;
    yield next;
    // One by one: there may be more than a call takes arguments.
    for (const inner of within(next).reverse()) open.push(inner);
  }
}

function within({ value, pointer }: NamedValue): NamedValue[] {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item, i) => ({
      name: undefined,
      value: item,
      pointer: `${pointer}/${i}`,
    }));
  }
  if (!isJsonObject(value)) return [];
  return value.members.map(([name, member]) => ({ name, value: member, pointer: childPointer(pointer, name) }));
}

const lastStep = (pointer: string): string =>
  pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
