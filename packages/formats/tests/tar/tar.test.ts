// SPDX-License-Identifier: Apache-2.0
import { makeTar, makeZip } from '../builders/archives.js';
import { PICKLES } from '../builders/pickles.js';
import { recognise, shown } from '../builders/recognise.js';

const CALLS = PICKLES['protocol 2, calls']!;
const hello = Buffer.from('hello');

describe('tar archives', () => {
  it.each<[string, Record<string, Buffer>, string]>([
    ['texts', { 'a.txt': hello, 'b/c.txt': hello }, 'tar'],
    ['a pickle by name', { 'a.pkl': hello }, 'tar+pickle'],
    ['a pickle by content', { 'a.txt': hello, 'b.txt': CALLS }, 'tar+pickle'],
    ['a zip archive', { 'a.txt': makeZip([{ name: 'a', content: hello }]) }, 'tar+opaque+zip'],
    [
      'a PyTorch checkpoint of the first kind',
      { sys_info: CALLS, pickle: CALLS, tensors: hello, storages: hello },
      'torch-legacy+pickle+tar',
    ],
  ])('with %s are told', (_, files, expected) => {
    expect(shown(makeTar(files))).toBe(expected);
  });

  it('are told without the ustar mark', () => {
    const bytes = makeTar({ 'a.txt': hello });
    bytes.fill(0, 257, 265);
    const sum = bytes.subarray(0, 512).reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
    bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    expect(shown(bytes)).toBe('tar');
  });

  it('are opaque when a header is damaged', () => {
    const bytes = makeTar({ 'a.txt': hello, 'b.txt': hello });
    bytes[1024] = 0x7e;
    expect(shown(bytes)).toBe('tar+opaque');
  });

  it('are opaque when they have more members than are looked at', () => {
    const files = Object.fromEntries(Array.from({ length: 1100 }, (_, i) => [`${i}`, hello]));
    expect(recognise(makeTar(files)).contains).toContain('opaque');
  });

  it('are not told by a header whose checksum is wrong', () => {
    const bytes = makeTar({ 'a.txt': hello });
    bytes[0] = 0x7e;
    expect(shown(bytes)).toBe('unknown');
  });
});
