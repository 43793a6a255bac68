// SPDX-License-Identifier: Apache-2.0
import { MAX_COMPARED_NAMES, MemberNames } from '../../src/archive/member-names.js';
import { ReadingBudget } from '../../src/reading/budget.js';
import { PartBuilder } from '../../src/reading/part-builder.js';

function toldOf(names: readonly string[]): string[] {
  const part = new PartBuilder({ path: [], sizeBytes: 1_000_000 }, new ReadingBudget(0), () => {
    throw new Error('opens nothing');
  });
  const members = new MemberNames(part);
  names.forEach((name, i) => members.add(name, i));
  const [own] = part.build();
  return (own?.irregularities ?? []).map(({ kind, offset, detail }) => `${kind} ${offset} ${detail}`);
}

describe('names of members', () => {
  it('are fine where they are those of ordinary models', () => {
    const names = [
      'archive/data.pkl',
      'archive/data/0',
      'archive/.data/serialization_id',
      'dense/kernel:0.npy',
      '模型/größe.bin',
      './a/b',
      'folder/',
      'a..b',
    ];
    expect(toldOf(names)).toEqual([]);
  });

  it.each([
    ['', 'empty: '],
    ['/etc/passwd', 'absolute: /etc/passwd'],
    ['\\\\host\\share', 'absolute: \\\\host\\share'],
    ['C:\\x', 'drive letter: C:\\x'],
    ['c:x', 'drive letter: c:x'],
    ['..', 'leads out of its folder: ..'],
    ['a/../../b', 'leads out of its folder: a/../../b'],
    ['a\\..\\b', 'leads out of its folder: a\\..\\b'],
    ['a\\b', 'backslash: a\\b'],
    ['．．/b', 'leads out of its folder: ．．/b'],
    ['a\0.txt', 'control or invisible characters: a\\u0000.txt'],
    ['a\u202etxt.exe', 'control or invisible characters: a\\u202etxt.exe'],
    ['a\u200b', 'control or invisible characters: a\\u200b'],
    ['a.', 'ends in a dot or space: a.'],
    ['a /b', 'ends in a dot or space: a /b'],
    ['\ufffd', 'not UTF-8: \ufffd'],
  ])('are unsafe where they are %j', (name, detail) => {
    expect(toldOf(['x', name])).toEqual([`unsafe-name 1 ${detail}`]);
  });

  it('are told once they are longer than any path, and cost no more for it', () => {
    const [told] = toldOf(['../'.repeat(2_000_000)]);
    expect(told).toMatch(/^unsafe-name 0 longer than 4096 characters/);
    expect(told?.length).toBeLessThan(350);
  });

  it.each([
    ['a', 'a'],
    ['a', './a'],
    ['a/b', 'a//b'],
    ['a', 'a/'],
    ['x'.repeat(5000), 'x'.repeat(5000)],
  ])('are duplicates where they lead to one path', (one, other) => {
    expect(toldOf([one, other]).some((told) => told.startsWith('duplicate-name 1 '))).toBe(true);
  });

  it.each([
    ['Model.bin', 'model.BIN'],
    ['caf\u00e9', 'cafe\u0301'],
    ['ﬁle', 'file'],
    ['straße', 'STRASSE'],
  ])('are unsafe where %s and %s may be one file', (one, other) => {
    expect(toldOf([one, other])).toEqual([
      `unsafe-name 1 differs from another in case or Unicode form alone: ${other}`,
    ]);
  });

  it('are not compared where there are too many of them, which is told once', () => {
    const names = Array.from({ length: MAX_COMPARED_NAMES + 3 }, (_, i) => `n${i}`);
    expect(toldOf([...names, 'n1'])).toEqual([`too-many ${MAX_COMPARED_NAMES} names in an archive`]);
  });
});
