// SPDX-License-Identifier: Apache-2.0
import { utf8Extent } from '../../src/text/utf8-extent.js';

const extentOf = (hex: string): [number, boolean] => {
  const { wholeBytes, broken } = utf8Extent(Buffer.from(hex, 'hex'));
  return [wholeBytes, broken];
};

describe('utf8Extent', () => {
  it.each([
    ['', 0, false],
    ['61c3a9e282acf09f9880', 10, false],
    ['61c3', 1, false],
    ['61e282', 1, false],
    ['61f09f98', 1, false],
    ['61ff', 1, true],
    ['61c0', 1, true],
    ['61c0af', 1, true],
    ['61eda0', 1, true],
    ['61f5', 1, true],
    ['61f490', 1, true],
    ['61f0', 1, false],
    ['6180', 1, true],
    ['61e228a1', 1, true],
  ])('%s has %i bytes of whole characters (broken after: %s)', (hex, wholeBytes, broken) => {
    expect(extentOf(hex)).toEqual([wholeBytes, broken]);
  });

  it('finds the first broken byte wherever it is', () => {
    for (let at = 0; at < 200; at++) {
      const bytes = Buffer.from('é€😀x'.repeat(20));
      const place = Math.min(at, bytes.length - 1);
      bytes[place] = 0xff;
      const { wholeBytes, broken } = utf8Extent(bytes);
      expect(broken).toBe(true);
      // The character that the byte stood in goes with it.
      expect(place - wholeBytes).toBeLessThan(4);
      expect(utf8Extent(bytes.subarray(0, wholeBytes))).toEqual({ wholeBytes, broken: false });
    }
  });
});
