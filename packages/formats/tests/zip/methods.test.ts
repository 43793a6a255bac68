// SPDX-License-Identifier: Apache-2.0
import { DECODERS } from '../../src/compression/decoders.js';
import { decodeAll } from '../compression/decode.js';
import { makeZip } from '../builders/archives.js';
import { compressed } from '../builders/compressed.js';
import { linesOf } from '../builders/lines.js';

const alone = compressed('lzma');
/** LZMA in zip has another header: version, length of the properties, these. */
const zipLzma = Buffer.concat([Buffer.from([9, 20, 5, 0]), alone.subarray(0, 5), alone.subarray(13)]);

describe('members of a zip archive that are not compressed by deflate', () => {
  it.each([
    ['bzip2', 12, compressed('bzip2')],
    ['lzma', 14, zipLzma],
    ['zstd', 93, compressed('zstd', 'level 3')],
    ['xz', 95, compressed('xz', 'check CRC64')],
  ] as const)('are expanded where it is %s', (_, method, data) => {
    const content = decodeAll(DECODERS.bzip2.decode, compressed('bzip2')).bytes;
    const [own, member] = linesOf(makeZip([{ name: 'm', content, method, data }]));
    expect(own).toMatch(/^:zip:\d+$/);
    expect(member).toMatch(/^m:[a-z]+:2000/);
    const [cut] = linesOf(makeZip([{ name: 'm', content, method, data: data.subarray(0, -3) }]));
    expect(cut).toContain('-malformed@');
    const [longer] = linesOf(makeZip([{ name: 'm', content, method, data: Buffer.concat([data, Buffer.alloc(40)]) }]));
    expect(longer).toContain('gap@');
  });

  it('are not expanded where properties of LZMA are none', () => {
    const data = Buffer.concat([Buffer.from([9, 20, 4, 0]), zipLzma.subarray(4)]);
    expect(linesOf(makeZip([{ name: 'm', content: Buffer.alloc(0), method: 14, data }]))[0]).toContain(
      'properties of an LZMA',
    );
  });
});
