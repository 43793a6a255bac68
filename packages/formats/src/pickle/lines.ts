// SPDX-License-Identifier: Apache-2.0
import type { PickleArgument } from './opcodes.js';

/** Bytes of a line argument that are looked at. */
export const MAX_LINE_BYTES = 256;

// CPython reads numbers with strtol and friends, for which a NUL ends the text whatever follows.
const INTEGER = /^(?:[ \t\v\f\r]*[-+]?\d[\da-fA-FxXoObBlL_]*\s*(?:\0|$)|\0)/;
const FLOAT = /^(?:[ \t\v\f\r]*[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*|inf(?:inity)?|nan)(?:e[-+]?\d+)?\s*(?:\0|$)|\0)/i;
const CUT_NUMBER = /^[-+\s]*[\da-fA-FxXoObBlL_.]+$/;
const QUOTED = /^(?:'.*'|".*")\s*$/s;

/**
 * Whether a line may be the argument of an opcode. Lenient where CPython's answer is not certain: what CPython reads on from
 * must not be taken for the end of a pickle.
 *
 * @param line - Latin-1, without its line feed; cut at {@link MAX_LINE_BYTES} when `cut`
 */
export function isLineArgument(kind: PickleArgument, line: string, cut: boolean): boolean {
  switch (kind) {
    case 'integer':
      return cut ? CUT_NUMBER.test(line) || INTEGER.test(line) : INTEGER.test(line);
    case 'float':
      return cut ? CUT_NUMBER.test(line) || FLOAT.test(line) : FLOAT.test(line);
    case 'quoted':
      return cut ? line.startsWith("'") || line.startsWith('"') : QUOTED.test(line);
    case 'two-lines':
      return line !== '';
    default:
      return true;
  }
}
