// SPDX-License-Identifier: Apache-2.0
import type { ClaimMethod } from '@mpk/core';
import type { JsonValue } from '@mpk/formats';
import type { ModelFile } from '../model-files.js';
import { plainValue, type ClaimSink } from './claim-sink.js';
import { atPointer } from './documents.js';
import { each, isNothing, numberOf, occurrencesOf } from './values.js';
import type { ClaimName } from './vocabulary.js';

/** Members that are facts by themselves: where one stands, from the value that is looked at, and what it claims. */
export type FieldTable = readonly (readonly [pointer: string, claim: ClaimName])[];

/** What claims are made of, and where they go. */
export interface FieldSource {
  readonly file: ModelFile;
  readonly sink: ClaimSink;
  readonly value: JsonValue | undefined;
  /** where the value stands in its file; without it: the whole document */
  readonly under?: string;
  readonly subject?: string;
  readonly method?: ClaimMethod;
}

/** Claims texts, and each of a list of them; anything else is remarked. */
export function addTexts(source: FieldSource, table: FieldTable): void {
  for (const [step, claim] of table) {
    const cut = step.lastIndexOf('/');
    const parent = atPointer(source.value, step.slice(0, cut));
    const all = occurrencesOf(parent, step.slice(cut + 1), `${source.under ?? ''}${step}`);
    for (const [item, pointer] of all.flatMap(([value, under]) => each(value, under))) {
      if (typeof item !== 'string') remarkType(source, pointer, 'no text');
      else if (!isNothing(item)) source.sink.add(source.file, claim, item, { ...placeOf(source), pointer });
    }
  }
}

/** Claims numbers; anything else is remarked. */
export function addNumbers(source: FieldSource, table: FieldTable): void {
  for (const [step, claim] of table) {
    const pointer = `${source.under ?? ''}${step}`;
    const value = atPointer(source.value, step);
    const number = numberOf(value);
    if (number !== undefined) source.sink.add(source.file, claim, number, { ...placeOf(source), pointer });
    else if (!isAbsent(value)) remarkType(source, pointer, 'no number');
  }
}

/** Claims `{name, value}` of the members that are there, for {@link names}: what they mean is the family's own affair. */
export function addSettings(source: FieldSource, claim: ClaimName, names: readonly string[]): void {
  for (const name of names) {
    const value = atPointer(source.value, `/${name}`);
    // An empty list or mapping is a setting that is not set.
    if (value === undefined || isAbsent(value) || plainValue(value) === undefined) continue;
    const pointer = `${source.under ?? ''}/${name}`;
    source.sink.add(
      source.file,
      claim,
      {
        members: [
          ['name', name],
          ['value', value],
        ],
      },
      { ...placeOf(source), pointer },
    );
  }
}

/** A text at a pointer, if it is one and says something. */
export function textAt(value: JsonValue | undefined, pointer: string): string | undefined {
  const found = atPointer(value, pointer);
  return typeof found === 'string' && !isNothing(found) ? found.trim() : undefined;
}

const isAbsent = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && isNothing(value));

const placeOf = ({ subject, method }: FieldSource): { subject?: string; method?: ClaimMethod } => ({
  ...(subject !== undefined && { subject }),
  ...(method !== undefined && { method }),
});

const remarkType = ({ file, sink }: FieldSource, pointer: string, detail: string): void => {
  sink.remark(file, 'wrong-type', { pointer, detail });
};
