// SPDX-License-Identifier: Apache-2.0
import { ReadingBudget } from '../../src/reading/budget.js';
import { PartBuilder } from '../../src/reading/part-builder.js';

const newPart = (sizeBytes: number): PartBuilder =>
  new PartBuilder({ path: [], fileOffset: 0, sizeBytes }, new ReadingBudget(sizeBytes), () => ({
    write: () => undefined,
    end: () => undefined,
  }));

describe('what a reader says of a place that is not in the part', () => {
  it.each([101, 2 ** 61, -1, 0.5, NaN])('is told without the place %p', (offset) => {
    const part = newPart(100);
    part.irregular('malformed', offset, 'why');
    expect(part.build()[0]?.irregularities).toEqual([{ kind: 'malformed', detail: 'why' }]);
  });

  it.each([0, 100])('keeps the place %p, which is in it', (offset) => {
    const part = newPart(100);
    part.irregular('malformed', offset);
    expect(part.build()[0]?.irregularities).toEqual([{ kind: 'malformed', offset }]);
  });

  it.each([101, 2 ** 61, -1, NaN])('leaves all of the part uninspected where it goes on from %p', (offset) => {
    const part = newPart(100);
    part.uninspected('malformed', offset);
    expect(part.uninspectedBytes()).toBe(100);
    expect(part.build()[0]?.uninspected).toEqual([{ offset: 0, reason: 'malformed' }]);
  });
});
