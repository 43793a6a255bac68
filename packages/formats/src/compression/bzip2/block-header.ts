// SPDX-License-Identifier: Apache-2.0
import type { Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import type { BitReader } from './bit-reader.js';
import { CodeTable, MAX_CODE_BITS } from './code-table.js';

/** What a block says before its symbols. */
export interface BlockHeader {
  readonly crc: number;
  /** where in the sorted rotations the block itself stands */
  readonly origin: number;
  /** bytes that occur in the block */
  readonly alphabet: Uint8Array;
  /** which table is used for each group of symbols */
  readonly selectors: Uint8Array;
  readonly tables: readonly CodeTable[];
}

/** Most selectors that are kept; bzip2 itself ignores more of them. */
const MAX_SELECTORS = 18_002;

/** Reads the header of a block, after the number that it begins with. */
export function* readBlockHeader(bits: BitReader): Reading<BlockHeader> {
  yield* bits.fill(32 + 1 + 24);
  const crc = bits.read(16) * 0x10000 + bits.read(16);
  // Of bzip2 before 0.9.5, which nobody has used since.
  if (bits.read(1) === 1) throw new Malformed('a randomised block of bzip2');
  const origin = bits.read(24);
  const alphabet = yield* readAlphabet(bits);
  yield* bits.fill(3 + 15);
  const tableCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (tableCount < 2 || tableCount > 6 || selectorCount < 1) throw new Malformed('tables of a bzip2 block');
  const selectors = yield* readSelectors(bits, tableCount, selectorCount);
  const tables: CodeTable[] = [];
  for (let i = 0; i < tableCount; i++) tables.push(yield* readTable(bits, alphabet.length + 2));
  return { crc, origin, alphabet, selectors, tables };
}

function* readAlphabet(bits: BitReader): Reading<Uint8Array> {
  yield* bits.fill(16 + 256);
  const ranges = bits.read(16);
  const alphabet: number[] = [];
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const bytes = bits.read(16);
    for (let i = 0; i < 16; i++) if ((bytes & (0x8000 >> i)) !== 0) alphabet.push(range * 16 + i);
  }
  if (alphabet.length === 0) throw new Malformed('a bzip2 block without bytes');
  return Uint8Array.from(alphabet);
}

/** Selectors are numbers of tables, the last used first. */
function* readSelectors(bits: BitReader, tableCount: number, count: number): Reading<Uint8Array> {
  const recent = Array.from({ length: tableCount }, (_, table) => table);
  const selectors = new Uint8Array(Math.min(count, MAX_SELECTORS));
  for (let i = 0; i < count; i++) {
    yield* bits.fill(8);
    let place = 0;
    while (bits.read(1) === 1) if (++place >= tableCount) throw new Malformed('a selector of a bzip2 block');
    const [table = 0] = recent.splice(place, 1);
    recent.unshift(table);
    if (i < MAX_SELECTORS) selectors[i] = table;
  }
  return selectors;
}

/** Lengths of codes are written as steps from one to the next. */
function* readTable(bits: BitReader, symbols: number): Reading<CodeTable> {
  yield* bits.fill(5);
  let length = bits.read(5);
  const lengths = new Uint8Array(symbols);
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (;;) {
      if (length < 1 || length > MAX_CODE_BITS) throw new Malformed('length of a code of a bzip2 block');
      yield* bits.fill(2);
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return new CodeTable(lengths);
}
