// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonValue } from '@mpk/formats';
import type { ModelFile } from '../model-files.js';
import type { ClaimSink } from './claim-sink.js';
import { step } from './values.js';

/** Most names that come twice, of one document, that are remarked. */
const MAX_DUPLICATES = 100;
/** Most values of one name that are kept. */
const MAX_VALUES = 10;
/** Most characters of a value that are shown. */
const MAX_SHOWN_CHARS = 200;

/** Remarks names of members that come twice, anywhere in a document, with what stands under them. */
export function remarkDuplicates(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  for (const { pointer, values } of duplicatesIn(value, MAX_DUPLICATES)) {
    const source = { file: file.name, pointer };
    sink.remark(file, 'duplicate-key', { pointer, both: values.map((one) => ({ source, value: inShort(one) })) });
  }
}

/** A name that comes twice. */
interface Duplicate {
  readonly pointer: string;
  /** all that stand under it, in their order */
  readonly values: readonly JsonValue[];
}

function duplicatesIn(value: JsonValue, limit: number): readonly Duplicate[] {
  const found: Duplicate[] = [];
  const open: { readonly value: JsonValue; readonly pointer: string }[] = [{ value, pointer: '' }];
  for (let next = open.pop(); next !== undefined && found.length < limit; next = open.pop()) {
    const { pointer } = next;
    if (Array.isArray(next.value)) {
      (next.value as readonly JsonValue[]).forEach((item, i) => open.push({ value: item, pointer: pointer + step(i) }));
    } else if (isJsonObject(next.value)) {
      for (const [name, members] of Map.groupBy(next.value.members, ([one]) => one)) {
        const at = pointer + step(name);
        const values = members.map(([, member]) => member);
        if (values.length > 1) found.push({ pointer: at, values: values.slice(0, MAX_VALUES) });
        for (const member of values) open.push({ value: member, pointer: at });
      }
    }
  }
  return found.slice(0, limit);
}

/** A text as it is, cut; of what has parts how many. */
function inShort(value: JsonValue): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return `a mapping of ${value.members.length}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS).toWellFormed()}…` : text;
}
