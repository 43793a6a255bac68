// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';
import { decodeHuffman, readHuffmanTable, type HuffmanTable } from './huffman.js';

/** Most bytes of a block, and of its literals. */
export const MAX_BLOCK_BYTES = 128 * 1024;

/** How literals are written. */
const RAW = 0;
const RUN = 1;
const TREELESS = 3;

/** The literals of a block, and what stands after them. */
export interface Literals {
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  /** for literals that go on with it */
  readonly table: HuffmanTable | undefined;
}

interface Header {
  readonly headerBytes: number;
  readonly literalBytes: number;
  readonly codedBytes: number;
  readonly streams: 1 | 4;
}

const malformed = (): Malformed => new Malformed('literals of a block of Zstandard');

/**
 * Reads literals from the beginning of a block.
 *
 * @param before - the table of the literals before
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3.1
 */
export function readLiterals(block: Buffer, before: HuffmanTable | undefined): Literals {
  const type = (block[0] ?? 0) & 3;
  const header = type <= RUN ? plainHeader(block, type) : codedHeader(block);
  const end = header.headerBytes + header.codedBytes;
  if (header.literalBytes > MAX_BLOCK_BYTES || end > block.length) throw malformed();
  const coded = block.subarray(header.headerBytes, end);
  if (type === RAW) return { bytes: coded, sizeBytes: end, table: before };
  if (type === RUN) return { bytes: Buffer.alloc(header.literalBytes, coded), sizeBytes: end, table: before };
  const [table, tableBytes] = type === TREELESS ? [before, 0] : readHuffmanTable(coded);
  if (table === undefined) throw malformed();
  const bytes = Buffer.alloc(header.literalBytes);
  decodeStreams(table, coded.subarray(tableBytes), { output: bytes, streams: header.streams });
  return { bytes, sizeBytes: end, table };
}

/** Sizes of 5, 12 or 20 bits. */
function plainHeader(block: Buffer, type: number): Header {
  const format = ((block[0] ?? 0) >> 2) & 3;
  const headerBytes = (format & 1) === 0 ? 1 : format === 1 ? 2 : 3;
  if (block.length < headerBytes) throw malformed();
  const literalBytes = block.readUIntLE(0, headerBytes) >> (headerBytes === 1 ? 3 : 4);
  return { headerBytes, literalBytes, codedBytes: type === RUN ? 1 : literalBytes, streams: 1 };
}

/** Two sizes of 10, 14 or 18 bits each. */
function codedHeader(block: Buffer): Header {
  const format = ((block[0] ?? 0) >> 2) & 3;
  const sizeBits = format <= 1 ? 10 : format === 2 ? 14 : 18;
  const headerBytes = (4 + 2 * sizeBits) / 8;
  if (block.length < headerBytes) throw malformed();
  const sizes = Math.floor(block.readUIntLE(0, headerBytes) / 16);
  const literalBytes = sizes % 2 ** sizeBits;
  return { headerBytes, literalBytes, codedBytes: Math.floor(sizes / 2 ** sizeBits), streams: format === 0 ? 1 : 4 };
}

/** The sizes of the first three of four streams stand before them. */
function decodeStreams(
  table: HuffmanTable,
  bytes: Buffer,
  { output, streams }: { readonly output: Buffer; readonly streams: 1 | 4 },
): void {
  if (streams === 1) {
    decodeHuffman(table, bytes, output);
    return;
  }
  if (bytes.length < 6) throw malformed();
  const each = (output.length + 3) >> 2;
  if (each * 3 > output.length) throw malformed();
  let at = 6;
  for (let i = 0; i < 4; i++) {
    const end = i === 3 ? bytes.length : at + bytes.readUInt16LE(2 * i);
    if (end > bytes.length) throw malformed();
    decodeHuffman(table, bytes.subarray(at, end), output.subarray(i * each, i === 3 ? output.length : (i + 1) * each));
    at = end;
  }
}
