// SPDX-License-Identifier: Apache-2.0
import { FileTail } from '../../src/tables/file-tail.js';

describe('the tail of a file', () => {
  const all = Buffer.from(Array.from({ length: 100 }, (_, i) => i));

  it.each([1, 3, 10, 40, 100, 200])('of %d bytes is the same in pieces of any size', (maxBytes) => {
    for (const pieceBytes of [1, 7, 100]) {
      const tail = new FileTail(maxBytes);
      for (let at = 0; at < all.length; at += pieceBytes) tail.push(all.subarray(at, at + pieceBytes));
      expect(tail.bytes()).toEqual(all.subarray(-maxBytes));
    }
  });
});
