// SPDX-License-Identifier: Apache-2.0
import { hubNamesIn } from '../../src/established/hub-names.js';

describe('hubNamesIn', () => {
  it.each([
    ['pkg:huggingface/acme/toy@0123abc', ['acme/toy']],
    ['pkg:huggingface/acme/to%20y?x=1#model.gguf', ['acme/to y']],
    [`pkg:huggingface/${'a'.repeat(401)}`, []],
    ['pkg:huggingface/acme/%', []],
    ['pkg:pypi/torch@2', []],
    [undefined, []],
  ])('takes of %s %j', (purl, names) => {
    expect(hubNamesIn(purl)).toEqual(names);
  });
});
