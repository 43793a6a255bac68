// SPDX-License-Identifier: Apache-2.0
import { CutShort, type ByteStream, type Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import type { Decoder, DecoderOutput } from '../decoder.js';
import { LzmaDecoder, MAX_SYMBOL_BYTES } from './lzma-decoder.js';
import { readProperties } from './properties.js';
import { RANGE_START_BYTES } from './range-decoder.js';
import { MatchWindow } from '../match-window.js';

/** Properties, and the size of the dictionary. */
const PROPERTIES_BYTES = 5;
const UNKNOWN_SIZE = 0xffffffffffffffffn;

/** One LZMA stream of the old kind, `.lzma`: properties, size of the dictionary, length. */
export const decodeLzma: Decoder = function* (input, output) {
  const properties = Buffer.from(yield* input.take(PROPERTIES_BYTES));
  const size = (yield* input.take(8)).readBigUInt64LE(0);
  yield* decodeBody(input, output, { properties, sizeBytes: size === UNKNOWN_SIZE ? Infinity : Number(size) });
};

/** LZMA as zip has it (APPNOTE.TXT, 5.8.8): version of the writer, length of the properties, these, and an end mark. */
export const decodeZipLzma: Decoder = function* (input, output) {
  const header = yield* input.take(4);
  if (header.readUInt16LE(2) !== PROPERTIES_BYTES) throw new Malformed('properties of an LZMA stream');
  const properties = Buffer.from(yield* input.take(PROPERTIES_BYTES));
  yield* decodeBody(input, output, { properties, sizeBytes: Infinity });
};

/** @param stream - its properties; its length, `Infinity` where an end mark says that */
function* decodeBody(
  input: ByteStream,
  output: DecoderOutput,
  { properties, sizeBytes }: { readonly properties: Buffer; readonly sizeBytes: number },
): Reading {
  const window = new MatchWindow(properties.readUInt32LE(1), (bytes) => output.write(bytes));
  const decoder = new LzmaDecoder(window);
  decoder.properties = readProperties(properties[0] ?? 0);
  decoder.resetState();
  decoder.range.use(yield* input.take(RANGE_START_BYTES));
  decoder.range.start();
  yield* decodeSymbols(input, decoder, sizeBytes);
  window.flush();
}

/** Decodes to the end mark, or to a length after which an end mark may follow. */
function* decodeSymbols(input: ByteStream, decoder: LzmaDecoder, sizeBytes: number): Reading {
  const { range } = decoder;
  let left = sizeBytes;
  for (;;) {
    const bytes = yield* input.peek(MAX_SYMBOL_BYTES + 1);
    const isLast = bytes.length <= MAX_SYMBOL_BYTES;
    range.use(bytes);
    let isOver = false;
    do {
      if (left === 0 && range.isAtEnd) isOver = true;
      else {
        const count = decoder.symbol(left);
        isOver = count < 0;
        left -= Math.max(0, count);
      }
      if (range.at > bytes.length) throw new CutShort(input.offset + bytes.length);
    } while (!isOver && (isLast || range.at + MAX_SYMBOL_BYTES < bytes.length));
    if (isOver && left > 0 && left !== Infinity) throw new Malformed('fewer bytes of LZMA than there should be');
    if (isOver && !range.isAtEnd) throw new Malformed('the end of an LZMA stream');
    yield* input.skip(range.at);
    if (isOver) return;
  }
}
