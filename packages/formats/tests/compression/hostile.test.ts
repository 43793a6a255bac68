// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { DECODERS } from '../../src/compression/decoders.js';
import { xxh32 } from '../../src/compression/xxh32.js';
import { compressed } from '../builders/compressed.js';
import { latin } from '../builders/pickles.js';
import { linesOf } from '../builders/lines.js';
import { decodeAll, withByte } from './decode.js';

const told = (format: keyof typeof DECODERS, bytes: Buffer): string => {
  const { thrown, mismatches } = decodeAll(DECODERS[format].decode, bytes);
  return thrown ?? mismatches.join(', ');
};
const joined = (...pieces: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? latin(piece) : piece)));
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

describe('bzip2', () => {
  const plain = compressed('bzip2');
  /** A stream whose first block begins with these bits. */
  const block = (bits: string): Buffer => {
    const bytes = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
    return joined('BZh91AY&SY', Buffer.alloc(4), Buffer.from(bytes), Buffer.alloc(3000));
  };
  const ZEROS = '0'.repeat(24);
  // One byte occurs, two tables.
  const alphabet = `0${ZEROS}1${'0'.repeat(15)}1${'0'.repeat(15)}`;

  it.each([
    ['a wrong checksum of a block', withByte(plain, 10, (byte) => byte ^ 1), /^CRC of a bzip2 block/],
    ['a wrong checksum of the stream', withByte(plain, -1, (byte) => byte ^ 0x10), /^CRC of a bzip2 stream$/],
    ['level 0', withByte(plain, 3, () => 0x30), /no bzip2 stream/],
    ['no block', joined('BZh9', Buffer.alloc(20)), /no bzip2 block/],
    ['a randomised block', block('1'), /a randomised block/],
    ['no bytes that occur', block(`0${ZEROS}${'0'.repeat(16)}`), /a bzip2 block without bytes/],
    ['one table', block(`${alphabet}001`), /tables of a bzip2 block/],
    ['no selectors', block(`${alphabet}010${'0'.repeat(15)}`), /tables of a bzip2 block/],
    ['a selector of no table', block(`${alphabet}01000000000000000111`), /a selector of a bzip2 block/],
    ['a code of no length', block(`${alphabet}010000000000000001000000`), /length of a code/],
    ['a code that is too long', block(`${alphabet}01000000000000000101010${'10'.repeat(30)}`), /length of a code/],
  ])('is refused with %s', (_, bytes, expected) => {
    expect(told('bzip2', bytes)).toMatch(expected);
  });
});

describe('LZ4', () => {
  const header = (flags: number, sizes: number, size = ''): Buffer => {
    const descriptor = joined(Buffer.from([flags, sizes]), size);
    return joined('\x04\x22\x4d\x18', descriptor, Buffer.from([(xxh32(descriptor) >>> 8) & 0xff]));
  };
  const frame = (block: string, flags = 0x60): Buffer => joined(header(flags, 0x40), u32(block.length), block, u32(0));

  it.each([
    ['another version', header(0xa0, 0x40), /header of an LZ4 frame/],
    ['a reserved flag', header(0x62, 0x40), /header of an LZ4 frame/],
    ['a size of blocks that does not exist', header(0x60, 0x30), /header of an LZ4 frame/],
    ['a dictionary', header(0x61, 0x40, ''), /with a dictionary/],
    [
      'a wrong checksum of the header',
      joined(
        withByte(header(0x60, 0x40), -1, (byte) => byte ^ 1),
        u32(0),
      ),
      /^header of an LZ4 frame$/,
    ],
    ['another length', joined(header(0x68, 0x40, '\x05\0\0\0\0\0\0\0'), u32(0)), /^length of an LZ4 frame$/],
    ['a block that is too long', joined(header(0x60, 0x40), u32(65_537)), /length of an LZ4 block/],
    [
      'a wrong checksum of a block',
      joined(header(0x70, 0x40), u32(0x80000001), 'a', u32(0), u32(0)),
      /^XXH32 of an LZ4 block$/,
    ],
    [
      'a wrong checksum of the content',
      joined(header(0x64, 0x40), u32(0x80000001), 'a', u32(0), u32(0)),
      /^XXH32 of an LZ4 frame$/,
    ],
    ['literals beyond the block', frame('\x50ab'), /an LZ4 block/],
    ['a length without an end', frame('\xf0\xff'), /an LZ4 block/],
    ['a match without its distance', frame('\x10a\x01'), /an LZ4 block/],
    ['a match of no distance', frame('\x10a\0\0\0'), /an LZ4 block/],
    ['a match before the beginning', frame('\x10a\x02\0\0'), /an LZ4 block/],
    ['no last literals', frame('\x10a\x01\0'), /an LZ4 block/],
    ['more than a block may expand to', frame(`\x1fa\x01\0${'\xff'.repeat(300)}\0\0`), /an LZ4 block/],
  ])('is refused with %s', (_, bytes, expected) => {
    expect(told('lz4', bytes)).toMatch(expected);
  });

  it('does not reach into the block before where blocks are independent', () => {
    const first = joined(u32(0x80000004), 'abcd');
    const second = joined(u32(6), '\x00\x04\0\x10z');
    const after = (flags: number): string =>
      told('lz4', joined(header(flags, 0x40), first, second.subarray(0, 4), '\x00\x04\0\x20zz', u32(0)));
    expect(after(0x40)).toBe('');
    expect(after(0x60)).toMatch(/an LZ4 block/);
  });
});

describe('LZMA', () => {
  const plain = compressed('lzma');
  const sized = (size: number): Buffer => joined(plain.subarray(0, 5), u32(size), u32(0), plain.subarray(13));

  it.each([
    ['properties that do not exist', withByte(plain, 0, () => 0xff), /properties of an LZMA stream/],
    ['properties that take much memory', withByte(plain, 0, () => 8 + 9 * 4), /properties of an LZMA stream/],
    ['another first byte', withByte(plain, 13, () => 1), /the beginning of an LZMA stream/],
    ['a length that is too small', sized(1999), /more bytes of LZMA|the end of an LZMA/],
    ['a length that is too large', sized(2001), /fewer bytes of LZMA/],
  ])('is refused with %s', (_, bytes, expected) => {
    expect(told('lzma', bytes)).toMatch(expected);
  });

  it('may have an end mark after its length', () => {
    expect(told('lzma', sized(2000))).toBe('');
  });

  it('takes no memory on the word of the file', () => {
    const { bytes } = decodeAll(DECODERS.lzma.decode, joined(plain.subarray(0, 1), u32(0xffffffff), plain.subarray(5)));
    expect(bytes.length).toBe(2000);
  });
});

describe('xz', () => {
  const plain = compressed('xz', 'check CRC32');
  const header = plain.subarray(0, 12);
  /** A stream with one block of this header, without its size and checksum, and these chunks. */
  const block = (fields: string, chunks: string): Buffer => {
    const padded = joined('x', fields, Buffer.alloc((7 - (fields.length % 4)) % 4));
    padded[0] = padded.length / 4;
    return joined(header, padded, u32(crc32(padded)), chunks);
  };
  const lzma2 = '\x00\x21\x01\x16';

  it.each([
    ['a wrong checksum of its header', withByte(plain, 8, (byte) => byte ^ 1), /header of an xz stream/],
    [
      'flags that do not exist',
      joined(plain.subarray(0, 6), '\x01\x01', u32(crc32(latin('\x01\x01')))),
      /flags of an xz stream/,
    ],
    ['a wrong check of a block', withByte(plain, -28, (byte) => byte ^ 1), /^check of an xz block$/],
    ['a wrong checksum of the index', withByte(plain, -13, (byte) => byte ^ 1), /CRC-32 of a header of xz/],
    ['a wrong footer', withByte(plain, -1, (byte) => byte ^ 1), /footer of an xz stream/],
    ['reserved flags of a block', block('\x04\x21\x01\x16', ''), /flags of an xz block/],
    ['two filters', block('\x01\x03\x01\x00\x21\x01\x16', ''), /^TooLarge: xz filters/],
    ['another filter', block('\x00\x04\x00', ''), /^TooLarge: xz filters/],
    ['properties of another length', block('\x00\x21\x02\x16\x16', ''), /properties of LZMA2/],
    ['a dictionary that does not exist', block('\x00\x21\x01\x29', ''), /size of an LZMA dictionary/],
    ['a number that is longer than it need be', block('\x40\x80\x00\x21\x01\x16', ''), /a number of an xz stream/],
    ['a number without an end', block(`\x40${'\xff'.repeat(10)}`, ''), /a number of an xz stream/],
    ['padding', block(`${lzma2}\x01`, ''), /padding of an xz stream/],
    ['a chunk that goes on with nothing', block(lzma2, '\x02\0\0a'), /without a dictionary/],
    ['a chunk that has no properties', block(lzma2, '\xa0\0\0\0\x05\0\0\0\0\0\0'), /goes on with nothing/],
    ['a chunk that does not exist', block(lzma2, '\x03'), /a chunk of LZMA2/],
    ['a chunk that is too short', block(lzma2, '\xe0\0\0\0\0\x5d\0'), /that is too short/],
    ['another length of a block', block(`\x80\x05\x21\x01\x16`, '\x01\0\0a\0\0\0\0\0\0\0\0'), /^CutShort/],
  ])('is refused with %s', (_, bytes, expected) => {
    expect(told('xz', bytes)).toMatch(expected);
  });

  it('is not followed through filters of programs, which is told', () => {
    expect(linesOf(block('\x00\x04\x00', ''))[0]).toContain('-unsupported@0 xz filters other than LZMA2');
  });
});

describe('Zstandard', () => {
  const frame = (block: string, descriptor = '\x00\x00'): Buffer => joined('\x28\xb5\x2f\xfd', descriptor, block);
  /** A last block of a type. */
  const block = (type: number, content: string, size = content.length): string =>
    `${String.fromCharCode(((size << 3) | (type << 1) | 1) & 0xff)}${String.fromCharCode((size >> 5) & 0xff)}${String.fromCharCode(size >> 13)}${content}`;
  const checked = compressed('zstd', 'checksum, no length');

  it.each([
    ['a wrong checksum', withByte(checked, -1, (byte) => byte ^ 1), /^XXH64 of a Zstandard frame$/],
    ['a reserved bit', frame('', '\x08\x00'), /no Zstandard frame/],
    ['a dictionary', frame('', '\x01\x00\x07'), /^TooLarge: a Zstandard frame with a dictionary/],
    ['another length', frame(block(0, 'ab'), '\x20\x03'), /^length of a Zstandard frame$/],
    ['a block that does not exist', frame(block(3, '')), /a block of Zstandard/],
    ['a block that is too long', frame(block(0, '', 131_073)), /a block of Zstandard/],
    ['literals beyond the block', frame(block(2, '\x28ab')), /literals of a block/],
    ['too many literals', frame(block(2, '\x0d\xff\xffa\0')), /literals of a block/],
    ['literals that go on with nothing', frame(block(2, '\x13\x40\0\x01')), /literals of a block/],
    ['codes of no weight', frame(block(2, '\x12\x80\0\x80\x00\x01\0')), /codes of literals/],
    ['no count of sequences', frame(block(2, '\x08a')), /sequences of a block/],
    ['bytes after no sequences', frame(block(2, '\x08a\0x')), /sequences of a block/],
    ['reserved modes', frame(block(2, '\x08a\x01\x03\x01')), /sequences of a block/],
    ['a table that goes on with nothing', frame(block(2, '\x08a\x01\xc0\x01')), /sequences of a block/],
    ['a code that does not exist', frame(block(2, '\x08a\x01\x40\x40\x01')), /sequences of a block/],
    ['bits without an end', frame(block(2, '\x08a\x01\x00\0')), /bits of Zstandard without an end/],
    ['too few bits', frame(block(2, '\x08a\x01\x00\x01')), /sequences of a block|a match before/],
  ])('is refused with %s', (_, bytes, expected) => {
    expect(told('zstd', bytes)).toMatch(expected);
  });

  it('takes no memory on the word of the file', () => {
    // A window of 3.75 TiB.
    expect(told('zstd', frame(block(1, 'a', 1000), '\x00\xff'))).toBe('');
  });
});
