// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';
import type { LzmaProperties } from './properties.js';
import { EVEN_PROBABILITY, RangeDecoder } from './range-decoder.js';
import type { MatchWindow } from '../match-window.js';

/** Most bytes that one symbol takes. */
export const MAX_SYMBOL_BYTES = 20;

/** Where probabilities stand; names are those of lzma-specification.txt. */
const IS_MATCH = 0;
const IS_REP = IS_MATCH + 12 * 16;
const IS_REP_G0 = IS_REP + 12;
const IS_REP_G1 = IS_REP_G0 + 12;
const IS_REP_G2 = IS_REP_G1 + 12;
const IS_REP_0_LONG = IS_REP_G2 + 12;
const POS_SLOT = IS_REP_0_LONG + 12 * 16;
const POS_DECODERS = POS_SLOT + 4 * 64;
const ALIGN = POS_DECODERS + 1 + 128 - 14;
const LENGTH = ALIGN + 16;
const LENGTH_LOW = 2;
const LENGTH_MIDDLE = LENGTH_LOW + 16 * 8;
const LENGTH_HIGH = LENGTH_MIDDLE + 16 * 8;
const LENGTH_ALL = LENGTH_HIGH + 256;
const REP_LENGTH = LENGTH + LENGTH_ALL;
const LITERAL = REP_LENGTH + LENGTH_ALL;
const LITERAL_EACH = 0x300;

const MIN_MATCH = 2;
/** The distance that marks the end. */
const END_MARK = 2 ** 32;

/** Decodes the symbols of LZMA, whatever stands around them. */
export class LzmaDecoder {
  readonly #probabilities = new Uint16Array(LITERAL + LITERAL_EACH * 16);
  readonly range = new RangeDecoder(this.#probabilities);
  /** what the last symbols were, as one of 12 */
  #state = 0;
  /** distances that were used last, 1 for the byte before */
  #recent: [number, number, number, number] = [1, 1, 1, 1];
  /** of the next byte */
  #position = 0;
  #properties: LzmaProperties = { literalContextBits: 0, literalPositionBits: 0, positionBits: 0 };

  constructor(private readonly window: MatchWindow) {}

  set properties(properties: LzmaProperties) {
    this.#properties = properties;
  }

  resetState(): void {
    this.#probabilities.fill(EVEN_PROBABILITY);
    this.#state = 0;
    this.#recent = [1, 1, 1, 1];
  }

  resetPosition(): void {
    this.#position = 0;
  }

  /** Takes note of bytes that were put into the window by others. */
  advance(count: number): void {
    this.#position = (this.#position + count) >>> 0;
  }

  /** Decodes one symbol. @param limit - most bytes that it may give @returns how many it gave; -1 for the end mark */
  symbol(limit: number): number {
    const { range } = this;
    const position = this.#position & ((1 << this.#properties.positionBits) - 1);
    const state = this.#state;
    if (range.bit(IS_MATCH + state * 16 + position) === 0) return this.#literal(limit);
    const isRepeated = range.bit(IS_REP + state) === 1;
    if (isRepeated && this.#chooseRecent(position)) return this.#copy(1, limit, state < 7 ? 9 : 11);
    const length = this.#length(isRepeated ? REP_LENGTH : LENGTH, position);
    if (isRepeated) return this.#copy(length + MIN_MATCH, limit, state < 7 ? 8 : 11);
    const distance = this.#distance(length);
    if (distance === END_MARK) return -1;
    const [first, second, third] = this.#recent;
    this.#recent = [distance, first, second, third];
    return this.#copy(length + MIN_MATCH, limit, state < 7 ? 7 : 10);
  }

  #literal(limit: number): number {
    const { range, window } = this;
    if (limit < 1) throw new Malformed('more bytes of LZMA than there should be');
    const { literalContextBits, literalPositionBits } = this.#properties;
    const position = this.#position & ((1 << literalPositionBits) - 1);
    const before = this.#position === 0 ? 0 : window.byteAt(1);
    const base = LITERAL + LITERAL_EACH * ((position << literalContextBits) + (before >> (8 - literalContextBits)));
    let symbol = 1;
    if (this.#state >= 7) symbol = this.#matchedLiteral(base);
    while (symbol < 0x100) symbol = symbol * 2 + range.bit(base + symbol);
    window.put(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state - (this.#state < 10 ? 3 : 6);
    this.advance(1);
    return 1;
  }

  /** After a match, the byte that would have gone on with it tells of the literal, up to where they differ. */
  #matchedLiteral(base: number): number {
    let match = this.window.byteAt(this.#recent[0]);
    let symbol = 1;
    while (symbol < 0x100) {
      const matchBit = (match >> 7) & 1;
      match <<= 1;
      const bit = this.range.bit(base + ((1 + matchBit) << 8) + symbol);
      symbol = symbol * 2 + bit;
      if (matchBit !== bit) break;
    }
    return symbol;
  }

  /** Puts one of the recent distances first. @returns whether one byte is all that is copied */
  #chooseRecent(position: number): boolean {
    const { range } = this;
    const state = this.#state;
    const [first, second, third, fourth] = this.#recent;
    if (range.bit(IS_REP_G0 + state) === 0) return range.bit(IS_REP_0_LONG + state * 16 + position) === 0;
    if (range.bit(IS_REP_G1 + state) === 0) this.#recent = [second, first, third, fourth];
    else if (range.bit(IS_REP_G2 + state) === 0) this.#recent = [third, first, second, fourth];
    else this.#recent = [fourth, first, second, third];
    return false;
  }

  #length(base: number, position: number): number {
    const { range } = this;
    if (range.bit(base) === 0) return range.tree(base + LENGTH_LOW + position * 8, 3);
    if (range.bit(base + 1) === 0) return 8 + range.tree(base + LENGTH_MIDDLE + position * 8, 3);
    return 16 + range.tree(base + LENGTH_HIGH, 8);
  }

  #distance(length: number): number {
    const { range } = this;
    const slot = range.tree(POS_SLOT + Math.min(length, 3) * 64, 6);
    if (slot < 4) return slot + 1;
    const bits = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return start + range.reverseTree(POS_DECODERS + start - slot, bits) + 1;
    return start + range.direct(bits - 4) * 16 + range.reverseTree(ALIGN, 4) + 1;
  }

  #copy(count: number, limit: number, state: number): number {
    if (count > limit) throw new Malformed('more bytes of LZMA than there should be');
    this.window.repeat(this.#recent[0], count);
    this.#state = state;
    this.advance(count);
    return count;
  }
}
