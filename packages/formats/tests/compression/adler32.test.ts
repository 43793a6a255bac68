// SPDX-License-Identifier: Apache-2.0
import { deflateSync } from 'node:zlib';
import { adler32 } from '../../src/compression/adler32.js';

describe('adler32', () => {
  it('is that of zlib, in one piece and in several', () => {
    for (const length of [0, 1, 5552, 5553, 100_000]) {
      const bytes = Buffer.alloc(length, 0xff);
      const expected = deflateSync(bytes).readUInt32BE(deflateSync(bytes).length - 4);
      expect(adler32(bytes)).toBe(expected);
      expect(adler32(bytes.subarray(7), adler32(bytes.subarray(0, 7)))).toBe(expected);
    }
  });
});
