// SPDX-License-Identifier: Apache-2.0
import { readParts, shownParts } from '../builders/read.js';

const RUNS = 'cposix\nsystem\n(S"id"\ntR.';
const junk = (length: number): string => '\xf1'.repeat(length);

describe('bytes that are nothing known', () => {
  it.each([
    ['of protocol 0', `${junk(3)}${RUNS}`],
    ['of protocol 4', `${junk(9)}\x80\x04\x8c\x05posix\x8c\x06system\x93)R.`],
    ['that makes something', `${junk(5)}\x80\x02cm\nC\n)\x81.`],
  ])('may hold a pickle %s, which is told of', (_, bytes) => {
    const [whole, pickle] = readParts(bytes);
    expect(whole).toMatchObject({ format: 'unknown', uninspected: [{ reason: 'unrecognised' }] });
    expect(pickle).toMatchObject({ format: 'pickle', isOutside: true, content: { kind: 'pickle' } });
  });

  it('may hold several', () => {
    expect(shownParts(`${junk(3)}${RUNS}${junk(4)}${RUNS}`)).toEqual([
      '. unknown (unrecognised)',
      '@3 pickle',
      `@${3 + RUNS.length + 4} pickle`,
    ]);
  });

  it('say nothing where they run nothing, or by no plausible name', () => {
    for (const bytes of [`${junk(3)}\x80\x04}.`, `${junk(3)}\x80\x02c m\nx y\n)R.`, junk(70_000)]) {
      expect(shownParts(bytes)).toEqual(['. unknown (unrecognised)']);
    }
  });

  it('are followed at a bounded number of places', () => {
    expect(shownParts(junk(1) + '\x80\x02N'.repeat(20_000))).toEqual(['. unknown (unrecognised)']);
  });
});
