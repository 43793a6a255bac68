// SPDX-License-Identifier: Apache-2.0
import type { ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import { step } from '../values.js';
import type { ClaimName } from '../vocabulary.js';

/** Texts of a header by their names; of two with one name the last, as readers have it. */
export type HeaderTexts = ReadonlyMap<string, string>;

/** A header of texts, and where its claims go. */
export interface HeaderSource {
  readonly file: ModelFile;
  readonly sink: ClaimSink;
  readonly texts: HeaderTexts;
}

export const headerPointer = (key: string): string => `/__metadata__${step(key)}`;

/** Claims the texts that are there as they stand. */
export function addHeaderTexts(
  { file, sink, texts }: HeaderSource,
  table: readonly (readonly [key: string, claim: ClaimName])[],
  subject?: string,
): void {
  for (const [key, claim] of table) {
    const text = texts.get(key);
    if (text !== undefined && !isUnset(text))
      sink.add(file, claim, text, { pointer: headerPointer(key), ...(subject !== undefined && { subject }) });
  }
}

/** What trainers in Python write for nothing. */
export const isUnset = (text: string): boolean => /^\s*(?:none|null)?\s*$/i.test(text);
