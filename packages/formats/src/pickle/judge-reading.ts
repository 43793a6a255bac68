// SPDX-License-Identifier: Apache-2.0
import type { PickleOddityKind, PickleReading } from './machine/reading.js';

/** Oddities by which something is imported or run although no name of it is known. */
const RUNS: ReadonlySet<PickleOddityKind> = new Set(['computed-import', 'computed-call', 'extension']);

/**
 * Whether bytes that were followed from their beginning are a pickle for certain.
 *
 * What runs something always is, even if it breaks afterwards: a loader has run it by then. Short runs that other formats give by
 * chance are not.
 *
 * @param isSomethingElse - the bytes begin as another format does
 */
export function isPickle(reading: PickleReading, isSomethingElse: boolean): boolean {
  const { imports, oddities, opcodes, streams, longestStream, end } = reading;
  if (imports.some(({ called, created }) => called || created) || longestStream >= 4) return true;
  const begins = reading.protocol >= 2;
  // A number of the extension registry alone names what somebody registered, or ends the loader: any byte may be one.
  const mayBeChance = !begins && streams === 0;
  if (oddities.some(({ kind }) => RUNS.has(kind) && !(kind === 'extension' && mayBeChance))) return true;
  if (begins && (opcodes >= 16 || imports.length > 0)) return true;
  return !isSomethingElse && streams > 0 && end === 'stop';
}

/** Whether bytes are rather a pickle than nothing that is known. */
export function mayBePickle({ imports, opcodes, streams, protocol, end }: PickleReading): boolean {
  return imports.length > 0 || streams > 0 || (protocol >= 2 && opcodes >= 2) || (end === 'cut' && opcodes >= 8);
}
