// SPDX-License-Identifier: Apache-2.0
import { findingsIn, folder } from '../shown.js';
import type { Files } from '../../model.js';

const found = (files: Files): readonly string[] =>
  findingsIn(folder(files)).flatMap(({ check, severity, message }) =>
    check === 'license-missing' ? [`${severity}: ${message}`] : [],
  );
const CARD = '---\nlibrary_name: transformers\n---\n# m\n';

describe('a licence that nothing states', () => {
  it.each(['MODEL_LICENSE', 'LICENSE_MODEL.txt', 'gemma-license.md'])('lies there as %s', (name) => {
    expect(found({ 'README.md': CARD, [name]: 'Terms of ours' })).toEqual([
      expect.stringMatching(/^low: .* lies there, and nothing states it$/),
    ]);
  });

  it('is linked by the card', () => {
    expect(
      found({ 'README.md': `${CARD}Under the [licence](https://github.com/a/b/blob/main/MODEL_LICENSE).\n` }),
    ).toEqual(['low: the card links to https://github.com/a/b/blob/main/MODEL_LICENSE, and nothing states it']);
  });

  it.each<[string, Files]>([
    ['there is none', {}],
    ['one of the code lies there', { CODE_LICENSE: 'Terms' }],
    ['one lies with a part', { 'tools/MODEL_LICENSE': 'Terms' }],
    ['a program is called so', { 'check_license.py': 'pass' }],
    ['one of the code is linked', { 'README.md': `${CARD}[code](https://github.com/a/code/LICENSE)` }],
  ])('is missing where %s', (_, files) => {
    expect(found({ 'README.md': CARD, ...files })).toEqual(['high: no file states a licence']);
  });
});
