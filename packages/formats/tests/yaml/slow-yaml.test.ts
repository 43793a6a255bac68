// SPDX-License-Identifier: Apache-2.0
import { readYaml } from '@mpk/formats/yaml';

describe('YAML of four megabytes that was made to take long', () => {
  const fill = (piece: string, head = ''): string => head + piece.repeat(Math.floor((4 * 1024 * 1024) / piece.length));
  it.each([
    ['names without values', fill('a:\n')],
    ['names', fill('a: b\n')],
    ['aliases', fill('- *a\n', 'a: &a 1\nb:\n')],
    ['marks of lists', fill('- ')],
    ['empty items', fill('-\n')],
    ['keys that ask', fill('? a\n')],
    ['brackets', fill('"a",', '[')],
    ['braces', fill('a: 1,', '{')],
    ['documents', fill('---\n')],
    ['comments', fill('#\n')],
    ['quotes', fill('"\\x41')],
    ['words', fill('a ')],
    ['words and colons', fill('a:b ')],
    ['spaces', fill(' ')],
    ['a block', fill(' x\n', 'a: |\n')],
    ['aliases in prose', fill('*a ', 'a: |\n  ')],
  ])('ends soon: %s', (_, text) => {
    const started = performance.now();
    readYaml(text);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
