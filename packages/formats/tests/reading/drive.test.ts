// SPDX-License-Identifier: Apache-2.0
import { shownParts } from '../builders/read.js';
import { tarOf } from '../builders/tar.js';

const CALLS = "cos\nsystem\n(S'id'\ntR.";

describe('a reader that breaks off', () => {
  it('ends what it has opened, so that what was seen of that is told', () => {
    const cut = tarOf({ name: 'a.pkl', content: CALLS + 'x'.repeat(600) }).subarray(0, 512 + CALLS.length + 100);
    expect(shownParts(cut)).toEqual(expect.arrayContaining([expect.stringMatching(/^a\.pkl pickle/)]));
  });
});
