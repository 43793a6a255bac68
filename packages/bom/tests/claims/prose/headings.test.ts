// SPDX-License-Identifier: Apache-2.0
import { claimsIn } from '../../model.js';

/** Whether a size below such headings is of the model. */
const isOfModel = (...headings: readonly string[]): boolean =>
  claimsIn({ 'README.md': `${headings.join('\n\nText.\n\n')}\n\n- **Parameters:** 7B\n` }).claims.some(
    ({ name }) => name === 'parameters.stated',
  );

describe('what a section stands under', () => {
  it.each<[readonly string[], boolean]>([
    [['# Toy', '## Details'], true],
    [['# Toy', '## Base model', '### Details'], false],
    [['# Toy', '## Base model', '### Details', '## Details'], true],
    [['# Toy', '## Base model', '#### Details', '### Details'], false],
    [['# Toy encoder'], true],
    [['# Toy encoder', '## Details'], true],
    [['# Toy', '# Base model'], false],
    [['# Toy', '# Base model', '# Details'], true],
  ])('of %j decides whether it speaks of the model: %s', (headings, expected) => {
    expect(isOfModel(...headings)).toBe(expected);
  });
});
