// SPDX-License-Identifier: Apache-2.0
import { withoutOverlaps } from '../../src/sandbox/overlaps.js';

const always = (): boolean => true;
const never = (): boolean => false;

describe('withoutOverlaps', () => {
  it.each([
    ['what a granted folder holds', ['/w/m', '/w/m/a', '/w/m/b/c', '/p'], always, ['/p', '/w/m']],
    ['a folder whose neighbour begins with its name', ['/w/m', '/w/m2'], always, ['/w']],
    ['several such neighbours, up to a common folder', ['/w/x/m', '/w/x/m2', '/w/x2'], always, ['/w']],
    ['files beside each other', ['/w/m.gguf', '/w/m.gguf.sig'], never, ['/w/m.gguf', '/w/m.gguf.sig']],
    ['neighbours in the root, which is never granted', ['/m', '/m2'], always, ['/m', '/m2']],
    ['the same path twice', ['/w/m', '/w/m'], always, ['/w/m']],
  ])('joins %s', (_what, paths, isFolder, granted) => {
    expect(withoutOverlaps(paths, isFolder)).toEqual(granted);
  });
});
