// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';
import type { MatchWindow } from '../match-window.js';
import { BackwardBits } from './backward-bits.js';
import { LITERAL_LENGTHS, MATCH_LENGTHS, OFFSETS, type CodeKind } from './codes.js';
import { FseState, readFseTable, singleSymbol, type FseTable } from './fse.js';
import { MAX_BLOCK_BYTES } from './literals.js';

/** Tables of a block's sequences, with which the next one may go on. */
export interface SequenceTables {
  literalLengths?: FseTable;
  offsets?: FseTable;
  matchLengths?: FseTable;
}

/** The three offsets that were used last, the last first. */
export type RecentOffsets = [number, number, number];

const malformed = (): Malformed => new Malformed('sequences of a block of Zstandard');

/** How a table is given. */
const USUAL = 0;
const SINGLE = 1;
const WRITTEN = 2;

/** What sequences are executed on. */
export interface SequenceTarget {
  readonly window: MatchWindow;
  readonly literals: Buffer;
  readonly tables: SequenceTables;
  readonly recent: RecentOffsets;
}

/**
 * Executes the sequences of a block: some literals, then a match, and so on; the literals that are left come last.
 *
 * @param bytes - from the count of sequences to the end of the block
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3.2
 */
export function executeSequences(bytes: Buffer, target: SequenceTarget): void {
  const [count, countBytes] = readCount(bytes);
  const { window, literals } = target;
  if (count === 0) {
    if (countBytes !== bytes.length) throw malformed();
    window.append(literals);
    return;
  }
  const start = readTables(bytes, countBytes, target.tables);
  const sequences = new Sequences(new BackwardBits(bytes.subarray(start)), target.tables);
  let used = 0;
  let sizeBytes = literals.length;
  for (let i = 0; i < count; i++) {
    const { literalLength, matchLength, offset } = sequences.read(target.recent);
    sizeBytes += matchLength;
    if (used + literalLength > literals.length || sizeBytes > MAX_BLOCK_BYTES) throw malformed();
    window.append(literals.subarray(used, used + literalLength));
    used += literalLength;
    window.repeat(offset, matchLength);
    if (i + 1 < count) sequences.next();
  }
  if (!sequences.isOver) throw malformed();
  window.append(literals.subarray(used));
}

function readCount(bytes: Buffer): readonly [count: number, sizeBytes: number] {
  const [first, second, third] = bytes;
  if (first === undefined) throw malformed();
  if (first < 128) return [first, 1];
  if (second === undefined) throw malformed();
  if (first < 255) return [(first - 128) * 256 + second, 2];
  if (third === undefined) throw malformed();
  return [second + third * 256 + 0x7f00, 3];
}

/** @returns where the bits begin */
function readTables(bytes: Buffer, start: number, tables: SequenceTables): number {
  const modes = bytes[start] ?? 0;
  if ((modes & 3) !== 0) throw malformed();
  let at = start + 1;
  const read = (kind: CodeKind, mode: number, before: FseTable | undefined): FseTable => {
    const [table, sizeBytes] = readTable(bytes.subarray(at), kind, { mode, before });
    at += sizeBytes;
    return table;
  };
  tables.literalLengths = read(LITERAL_LENGTHS, modes >> 6, tables.literalLengths);
  tables.offsets = read(OFFSETS, (modes >> 4) & 3, tables.offsets);
  tables.matchLengths = read(MATCH_LENGTHS, (modes >> 2) & 3, tables.matchLengths);
  return at;
}

function readTable(
  bytes: Buffer,
  kind: CodeKind,
  { mode, before }: { readonly mode: number; readonly before: FseTable | undefined },
): readonly [table: FseTable, sizeBytes: number] {
  if (mode === USUAL) return [kind.usual, 0];
  if (mode === WRITTEN) return readFseTable(bytes, kind);
  if (mode === SINGLE) {
    const [symbol] = bytes;
    if (symbol === undefined || symbol > kind.maxSymbol) throw malformed();
    return [singleSymbol(symbol), 1];
  }
  if (before === undefined) throw malformed();
  return [before, 0];
}

class Sequences {
  readonly #literalLengths: FseState;
  readonly #offsets: FseState;
  readonly #matchLengths: FseState;

  constructor(
    private readonly bits: BackwardBits,
    { literalLengths, offsets, matchLengths }: SequenceTables,
  ) {
    this.#literalLengths = new FseState(literalLengths ?? LITERAL_LENGTHS.usual, bits);
    this.#offsets = new FseState(offsets ?? OFFSETS.usual, bits);
    this.#matchLengths = new FseState(matchLengths ?? MATCH_LENGTHS.usual, bits);
  }

  /** Whether all bits were used, and no more. */
  get isOver(): boolean {
    return this.bits.left === 0;
  }

  read(recent: RecentOffsets): { literalLength: number; matchLength: number; offset: number } {
    const value = this.#value(OFFSETS, this.#offsets.symbol);
    const matchLength = this.#value(MATCH_LENGTHS, this.#matchLengths.symbol);
    const literalLength = this.#value(LITERAL_LENGTHS, this.#literalLengths.symbol);
    return { literalLength, matchLength, offset: offsetOf(value, literalLength, recent) };
  }

  next(): void {
    this.#literalLengths.next();
    this.#matchLengths.next();
    this.#offsets.next();
  }

  #value({ values }: CodeKind, code: number): number {
    const [base, bits] = values[code] ?? [0, 0];
    return base + this.bits.read(bits);
  }
}

/** 1 to 3 stand for recent offsets, or for others where there are no literals before. Takes note of what was used. */
function offsetOf(value: number, literalLength: number, recent: RecentOffsets): number {
  const [first, second, third] = recent;
  const place = value > 3 ? 4 : literalLength === 0 ? value : value - 1;
  if (place === 0) return first;
  const offset = place === 4 ? value - 3 : place === 1 ? second : place === 2 ? third : first - 1;
  if (offset === 0) throw malformed();
  recent[2] = place === 1 ? third : second;
  recent[1] = first;
  recent[0] = offset;
  return offset;
}
