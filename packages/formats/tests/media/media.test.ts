// SPDX-License-Identifier: Apache-2.0
import { linesOf } from '../builders/lines.js';
import { GIF, JPEG, PNG, box, pngChunk, riff } from '../builders/media.js';
import { PICKLES, latin } from '../builders/pickles.js';
import { readFile } from '../builders/read.js';

const CALLS = PICKLES['protocol 2, calls']!;
const WEBP = riff('WEBP', [
  ['VP8 ', 'abc'],
  ['EXIF', 'de'],
]);
const MP4 = Buffer.concat([box('ftyp', latin('isom\0\0\0\0')), box('mdat', Buffer.alloc(50))]);
const FILES: readonly (readonly [id: string, bytes: Buffer])[] = [
  ['png', PNG],
  ['jpeg', JPEG],
  ['gif', GIF],
  ['webp', WEBP],
  [
    'wav',
    riff('WAVE', [
      ['fmt ', '1234'],
      ['data', 'abcde'],
    ]),
  ],
  ['mp4', MP4],
];
const first = (bytes: Buffer): string => linesOf(bytes)[0] ?? '';

describe.each(FILES)('a file of %s', (id, bytes) => {
  it('is read to its end', () => {
    expect(linesOf(bytes)).toEqual([`:${id}:${bytes.length}`]);
    expect(readFile(bytes).inspectedBytes).toBe(bytes.length);
  });

  it('does not hide a pickle behind it', () => {
    const lines = linesOf(Buffer.concat([bytes, CALLS]));
    expect(lines.slice(1)).toEqual([`@${bytes.length}:pickle:${CALLS.length}`]);
  });

  it('is told where it was cut', () => {
    for (let length = 20; length < bytes.length; length++) {
      const [part] = readFile(bytes.subarray(0, length)).parts;
      // Of MP4, what is shorter than a box stands behind the last one.
      expect(part?.irregularities.map(({ kind }) => kind)).toEqual([
        expect.stringMatching(/^t(?:runcated|railing-bytes)$/),
      ]);
    }
  });
});

describe('media files', () => {
  const header = PNG.subarray(0, 8);
  it.each([
    [
      'a wrong checksum',
      Buffer.concat([PNG.subarray(0, 29), Buffer.alloc(4), PNG.subarray(33)]),
      'checksum-mismatch@8 chunk IHDR',
    ],
    [
      'an odd first chunk',
      Buffer.concat([header, pngChunk('tEXt'), pngChunk('IEND')]),
      'odd-order@8 tEXt is the first',
    ],
    ['a chunk of no name', Buffer.concat([header, pngChunk('I\0DR')]), 'malformed@8 no chunk of PNG'],
    ['a chunk that is too long', Buffer.concat([header, latin('\xff\xff\xff\xffIHDR')]), 'malformed@8 no chunk of PNG'],
    ['no marker', latin('\xff\xd8\xff\xe0\x00\x02xx'), 'malformed@6 no marker of JPEG'],
    ['a segment that is too short', latin('\xff\xd8\xff\xe0\x00\x01xx'), 'malformed@2 length of a segment'],
    ['a JPEG in a JPEG', latin('\xff\xd8\xff\xe0\x00\x02\xff\xd8'), 'malformed@6 one more beginning'],
    ['no block of GIF', latin('GIF87a\x01\0\x01\0\0\0\0\x7f'), 'malformed@13 no block of GIF'],
    ['a chunk beyond its file', riff('WEBP', [['VP8 ', 'ab']]).fill(9, 16, 17), 'out-of-bounds@12'],
    ['a chunk of RIFF without a name', riff('WEBP', [['\0\0\0\0', 'ab']]), 'malformed@12 no chunk of RIFF'],
    ['a box that goes up to the end', Buffer.concat([MP4, box('free', CALLS, 0)]), 'odd-order@74'],
    ['a box that is too short', Buffer.concat([MP4, box('free', CALLS, 7)]), 'malformed@74 no box'],
    ['a long box', Buffer.concat([MP4, box('free', Buffer.from('0000000000000010', 'hex'), 1)]), ':mp4:90'],
    [
      'a long box that is short',
      Buffer.concat([MP4, box('free', Buffer.from('000000000000000f', 'hex'), 1)]),
      'malformed@74',
    ],
  ])('of %s are told', (_, bytes, told) => {
    expect(first(bytes)).toContain(told);
  });
});
