// SPDX-License-Identifier: Apache-2.0
import { shownClaims } from '../model.js';

const licenses = (...lines: readonly string[]): readonly string[] =>
  shownClaims({ 'README.md': ['---', ...lines, '---', '# Toy', ''].join('\n') }, 'license').map(
    (shown) => shown.split(' ')[0] ?? '',
  );

describe('a merge key of front matter', () => {
  it.each([
    ['of a mapping', ['base: &b {license: gpl-3.0}', '<<: *b'], ['gpl-3.0']],
    ['of a mapping that stands there', ['<<: {license: gpl-3.0}'], ['gpl-3.0']],
    ['of a list, whose first counts', ['<<: [{license: gpl-3.0}, {license: mit}]'], ['gpl-3.0']],
    ['of a mapping with one', ['a: &a {license: gpl-3.0}', 'b: &b {<<: *a}', '<<: *b'], ['gpl-3.0']],
    ['twice, whose last counts', ['<<: {license: mit}', '<<: {license: gpl-3.0}'], ['gpl-3.0']],
  ])('%s states what that states', (_, lines, expected) => {
    expect(licenses(...lines)).toEqual(expected);
  });

  it('is passed over for what stands there by itself', () => {
    expect(licenses('base: &b {license: gpl-3.0}', '<<: *b', 'license: mit')).toEqual(['mit']);
  });

  it('of a text is none', () => {
    expect(licenses('<<: text', 'license: mit')).toEqual(['mit']);
  });

  it('of very many mappings takes no more time than there are values', () => {
    const many = Array.from({ length: 90 }, (_, i) => `m${i}: &m${i} {<<: *m${i - 1}, k${i}: v}`);
    expect(licenses('m-1: &m-1 {license: mit}', ...many, '<<: *m89')).toEqual(['mit']);
  });
});

it.each(['\r', '\r\n', '\n'])('front matter whose lines end in %j is read', (end) => {
  const card = ['---', 'license: gpl-3.0', 'tags:', '- a', '---', '# Toy', ''].join(end);
  expect(shownClaims({ 'README.md': card }, 'license')).toEqual(['gpl-3.0 <declared README.md#/license>']);
});
