// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../../reading/byte-stream.js';
import { Malformed } from '../../reading/drive.js';
import { TooLarge, type DecoderOutput } from '../decoder.js';
import { decodeLzma2 } from '../lzma/decode-lzma2.js';
import { CHECK_BYTES, openCheck } from './check.js';
import { XzFields } from './fields.js';

/** Sizes of a block, as the index repeats them. */
export interface XzBlock {
  /** header, content and check, without what fills it up to a multiple of four */
  readonly unpaddedBytes: number;
  readonly expandedBytes: number;
}

interface BlockHeader {
  readonly headerBytes: number;
  readonly dictionaryBytes: number;
  /** undefined where it is not said */
  readonly codedBytes: number | undefined;
  readonly expandedBytes: number | undefined;
}

const LZMA2 = 0x21;

/** Reads a block; the stream stands at its first byte, which is not zero. @param checkKind - which check follows it */
export function* readXzBlock(input: ByteStream, checkKind: number, output: DecoderOutput): Reading<XzBlock> {
  const header = yield* readBlockHeader(input);
  const start = input.offset;
  const check = openCheck(checkKind);
  let expandedBytes = 0;
  yield* decodeLzma2(input, header.dictionaryBytes, (bytes) => {
    check?.update(bytes);
    expandedBytes += bytes.length;
    output.write(bytes);
  });
  const codedBytes = input.offset - start;
  if ((header.codedBytes ?? codedBytes) !== codedBytes) output.mismatch('compressed length of an xz block');
  if ((header.expandedBytes ?? expandedBytes) !== expandedBytes) output.mismatch('length of an xz block');
  yield* new XzFields(input).padding((4 - (codedBytes % 4)) % 4);
  const checkBytes = CHECK_BYTES[checkKind] ?? 0;
  const stated = yield* input.take(checkBytes);
  if (check !== undefined && !check.digest().equals(stated)) output.mismatch('check of an xz block');
  return { unpaddedBytes: header.headerBytes + codedBytes + checkBytes, expandedBytes };
}

function* readBlockHeader(input: ByteStream): Reading<BlockHeader> {
  const fields = new XzFields(input);
  const [size = 0, flags = 0] = yield* fields.take(2);
  const headerBytes = (size + 1) * 4;
  if ((flags & 0x3c) !== 0) throw new Malformed('flags of an xz block');
  const codedBytes = (flags & 0x40) === 0 ? undefined : yield* fields.number();
  const expandedBytes = (flags & 0x80) === 0 ? undefined : yield* fields.number();
  const filters = (flags & 3) + 1;
  const id = yield* fields.number();
  if (filters > 1 || id !== LZMA2) throw new TooLarge('xz filters other than LZMA2', 'unsupported');
  if ((yield* fields.number()) !== 1) throw new Malformed('properties of LZMA2');
  const dictionaryBytes = dictionaryBytesOf((yield* fields.take(1))[0] ?? 0);
  yield* fields.padding(headerBytes - 4);
  yield* fields.checksum();
  return { headerBytes, dictionaryBytes, codedBytes, expandedBytes };
}

/** 2^n or 3 * 2^(n-1), by one byte. */
function dictionaryBytesOf(byte: number): number {
  if (byte > 40) throw new Malformed('size of an LZMA dictionary');
  return byte === 40 ? 0xffffffff : (2 | (byte & 1)) * 2 ** ((byte >> 1) + 11);
}
