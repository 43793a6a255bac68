// SPDX-License-Identifier: Apache-2.0
import { asObject, parseJson, readFileBounded, refuseInexactNumbers, showName } from '@mpk/core';
import { keptPredicate, type KeptPredicate } from '../record/unsigned-record.js';

/** Largest predicate file. */
export const MAX_PREDICATE_BYTES = 32 * 1024 * 1024;

/** A predicate, and the bytes that it was read from. */
export interface PredicateFile extends KeptPredicate {
  readonly bytes: Buffer;
}

/** Reads a predicate. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED` */
export function readPredicate(path: string): PredicateFile {
  const bytes = readFileBounded(path, { maxBytes: MAX_PREDICATE_BYTES, what: 'predicate' });
  const what = `the predicate ${showName(path)}`;
  const predicate = asObject(parseJson(bytes, { maxBytes: MAX_PREDICATE_BYTES, what }), what);
  // What is signed is written anew: it must say what was read.
  refuseInexactNumbers(bytes.toString('utf8'), what);
  return { ...keptPredicate(predicate, what), bytes };
}
