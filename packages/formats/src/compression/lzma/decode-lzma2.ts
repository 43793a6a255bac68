// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import { LzmaDecoder } from './lzma-decoder.js';
import { readProperties } from './properties.js';
import { RANGE_START_BYTES } from './range-decoder.js';
import { MatchWindow } from '../match-window.js';

/** What a chunk must reset before it: all at the beginning, then what the chunk before asks for. */
type Needed = 'dictionary' | 'properties' | 'state' | 'nothing';
const NEEDS: readonly Needed[] = ['nothing', 'state', 'properties', 'dictionary'];

const END = 0;
const STORED_RESET = 1;
const STORED = 2;
const CODED = 0x80;

/** Decodes the chunks of LZMA2. @param dictionaryBytes - how far a match may reach */
export function* decodeLzma2(input: ByteStream, dictionaryBytes: number, write: (bytes: Buffer) => void): Reading {
  const chunks = new Lzma2Chunks(new MatchWindow(dictionaryBytes, write));
  for (;;) {
    const control = (yield* input.take(1))[0] ?? 0;
    if (control === END) return;
    if (control >= CODED) yield* chunks.decode(input, control);
    else if (control <= STORED) yield* chunks.store(input, control === STORED_RESET);
    else throw new Malformed('a chunk of LZMA2');
  }
}

class Lzma2Chunks {
  readonly #decoder: LzmaDecoder;
  #needed: Needed = 'dictionary';

  constructor(private readonly window: MatchWindow) {
    this.#decoder = new LzmaDecoder(window);
  }

  *store(input: ByteStream, isReset: boolean): Reading {
    if (isReset) this.#resetDictionary();
    else if (this.#needed === 'dictionary') throw new Malformed('a chunk of LZMA2 without a dictionary');
    const count = (yield* input.take(2)).readUInt16BE(0) + 1;
    this.window.append(yield* input.take(count));
    this.#decoder.advance(count);
    this.window.flush();
  }

  *decode(input: ByteStream, control: number): Reading {
    const sizes = Buffer.from(yield* input.take(4));
    const sizeBytes = (control & 0x1f) * 0x10000 + sizes.readUInt16BE(0) + 1;
    const codedBytes = sizes.readUInt16BE(2) + 1;
    const resets = (control >> 5) & 3;
    if (NEEDS.indexOf(this.#needed) > resets) throw new Malformed('a chunk of LZMA2 that goes on with nothing');
    if (resets === 3) this.#resetDictionary();
    if (resets >= 2) this.#decoder.properties = readProperties((yield* input.take(1))[0] ?? 0);
    if (resets >= 1) this.#decoder.resetState();
    this.#needed = 'nothing';
    this.#decodeBytes(yield* input.take(codedBytes), sizeBytes);
  }

  #decodeBytes(coded: Buffer, sizeBytes: number): void {
    const { range } = this.#decoder;
    if (coded.length < RANGE_START_BYTES) throw new Malformed('a chunk of LZMA2 that is too short');
    range.use(coded);
    range.start();
    for (let left = sizeBytes; left > 0;) {
      const count = this.#decoder.symbol(left);
      if (count < 0 || range.at > coded.length) throw new Malformed('the end of a chunk of LZMA2');
      left -= count;
    }
    if (!range.isAtEnd || range.at !== coded.length) throw new Malformed('the end of a chunk of LZMA2');
    this.window.flush();
  }

  #resetDictionary(): void {
    this.window.reset();
    this.#decoder.resetPosition();
    this.#needed = 'properties';
  }
}
