// SPDX-License-Identifier: Apache-2.0
import type { Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import type { BitReader } from './bit-reader.js';
import type { BlockHeader } from './block-header.js';
import type { BlockMemory } from './block-memory.js';
import { MAX_CODE_BITS } from './code-table.js';

/** Symbols that are read by one table. */
const GROUP_SYMBOLS = 50;
/** Longest run of equal bytes, in binary digits: more do not fit any block. */
const MAX_RUN_DIGITS = 21;

/** Reads the symbols of a block. @returns its transformed bytes, which are valid until the next block */
export function* readBlock(bits: BitReader, header: BlockHeader, memory: BlockMemory): Reading<Uint32Array> {
  const bytes = new TransformedBytes(header.alphabet, memory);
  for (const selector of header.selectors) {
    const table = header.tables[selector];
    yield* bits.fill(GROUP_SYMBOLS * MAX_CODE_BITS);
    if (table === undefined) break;
    for (let i = 0; i < GROUP_SYMBOLS; i++) if (!bytes.push(table.read(bits))) return bytes.all;
  }
  throw new Malformed('a bzip2 block without an end');
}

/** Undoes move-to-front and the coding of runs. */
class TransformedBytes {
  length = 0;
  /** bytes, the last used first */
  readonly #recent: Uint8Array;
  readonly #end: number;
  #target: Uint32Array;
  #run = 0;
  #runDigits = 0;

  constructor(
    alphabet: Uint8Array,
    private readonly memory: BlockMemory,
  ) {
    this.#recent = Uint8Array.from(alphabet);
    this.#end = alphabet.length + 1;
    this.#target = memory.room(0);
  }

  get all(): Uint32Array {
    return this.#target.subarray(0, this.length);
  }

  /** @returns false at the end of the block */
  push(symbol: number): boolean {
    // Lengths of runs are written in digits 1 and 2, the lowest first.
    if (symbol <= 1) {
      if (this.#runDigits >= MAX_RUN_DIGITS) throw new Malformed('a run in a bzip2 block');
      this.#run += (symbol + 1) << this.#runDigits++;
      return true;
    }
    this.#endRun();
    if (symbol === this.#end) return false;
    const place = symbol - 1;
    const byte = this.#recent[place] ?? 0;
    this.#recent.copyWithin(1, 0, place);
    this.#recent[0] = byte;
    this.#append(byte, 1);
    return true;
  }

  #endRun(): void {
    if (this.#runDigits === 0) return;
    this.#append(this.#recent[0] ?? 0, this.#run);
    this.#run = this.#runDigits = 0;
  }

  #append(byte: number, count: number): void {
    const end = this.length + count;
    if (end > this.#target.length) this.#target = this.memory.room(end);
    this.#target.fill(byte, this.length, end);
    this.length = end;
  }
}
