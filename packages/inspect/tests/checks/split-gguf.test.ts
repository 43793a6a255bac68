// SPDX-License-Identifier: Apache-2.0
import { shown } from '../inspected.js';
import { makeGguf } from '../fixtures/gguf.js';

const split = (no: number, count: number, tensors: number, names: readonly string[]): Buffer =>
  makeGguf({ 'general.architecture': 'llama' }, Object.fromEntries(names.map((name) => [name, 1])), {
    'split.no': no,
    'split.count': count,
    'split.tensors.count': tensors,
  });
const ONE = 'm-00001-of-00002.gguf';
const TWO = 'm-00002-of-00002.gguf';
const of = (files: Readonly<Record<string, Buffer>>): readonly string[] => shown(files, 'shard-index');

describe('a GGUF model in several files', () => {
  it('is fine where all are there and hold together', () => {
    expect(of({ [ONE]: split(0, 2, 2, ['a']), [TWO]: split(1, 2, 2, ['b']) })).toEqual([]);
    expect(of({ [`sub/${ONE}`]: split(0, 2, 1, []), [`sub/${TWO}`]: split(1, 2, 1, ['b']) })).toEqual([]);
    expect(of({ 'm.gguf': split(0, 1, 1, ['a']) })).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, Buffer>>, readonly string[]]>([
    [
      'a later file is missing',
      { [ONE]: split(0, 2, 2, ['a']) },
      [`inconclusive ${ONE}: 1 of its 2 files are not there: ${TWO}`],
    ],
    [
      'the first is missing',
      { [TWO]: split(1, 2, 2, ['b']) },
      [`inconclusive ${TWO}: 1 of its 2 files are not there: ${ONE}`],
    ],
    [
      'a tensor is missing',
      { [ONE]: split(0, 2, 3, ['a']), [TWO]: split(1, 2, 3, ['b']) },
      [`high ${ONE}: all files together hold 2 tensors, not 3 as they say`],
    ],
    [
      'a tensor is in two',
      { [ONE]: split(0, 2, 2, ['a']), [TWO]: split(1, 2, 2, ['a']) },
      [`high ${ONE}: 1 tensors are in two of the files`],
    ],
    [
      'one says another number',
      { [ONE]: split(1, 2, 2, ['a']) },
      [`high ${ONE}: says that it is file 1, from 0, of 2, and its name says something else`],
    ],
    [
      'one is named otherwise',
      { 'm.gguf': split(0, 2, 2, ['a']) },
      ['high m.gguf: says that it is file 0, from 0, of 2, and its name says something else'],
    ],
    [
      'one is of another model',
      { [ONE]: split(0, 2, 2, ['a']), [TWO]: makeGguf({}, { b: 1 }) },
      [`high ${ONE}: ${TWO} is none of these 2 files by what it says itself`],
    ],
  ])('is told of where %s', (_, files, expected) => {
    expect(of(files)).toEqual(expected);
  });

  it('of more files than anybody writes ends soon', () => {
    const [line] = of({ 'm-00001-of-4294967295.gguf': split(0, 0xffff_ffff, 1, ['a']) });
    expect(line).toContain('its name says something else');
    const name = `m-00001-of-4294967295.gguf`;
    expect(of({ [name]: split(0, 0xffff_ffff, 1, ['a']) })).toHaveLength(1);
  });
});
