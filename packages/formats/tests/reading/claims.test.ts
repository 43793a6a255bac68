// SPDX-License-Identifier: Apache-2.0
import { Claims } from '../../src/reading/claims.js';

interface Swept {
  readonly gaps: [number, number][];
  readonly overlaps: string[];
}

function sweep(claims: Claims, sizeBytes: number): Swept {
  const swept: Swept = { gaps: [], overlaps: [] };
  claims.sweep(sizeBytes, {
    gap: (start, end) => swept.gaps.push([start, end]),
    overlap: (a, b) => swept.overlaps.push(`${a.what} ${b.what}`),
  });
  return swept;
}

function claimed(...ranges: readonly (readonly [start: number, size: number, what: string])[]): Claims {
  const claims = new Claims();
  for (const range of ranges) claims.add(...range);
  return claims;
}

describe('claims to the bytes of a file', () => {
  it('leave gaps, in the order of the file', () => {
    expect(sweep(claimed([20, 5, 'b'], [5, 5, 'a']), 30)).toEqual({
      gaps: [
        [0, 5],
        [10, 20],
        [25, 30],
      ],
      overlaps: [],
    });
    expect(sweep(claimed(), 30)).toEqual({ gaps: [[0, 30]], overlaps: [] });
    expect(sweep(claimed([0, 30, 'a']), 30)).toEqual({ gaps: [], overlaps: [] });
  });

  it('may overlap, also where one is within another', () => {
    const { gaps, overlaps } = sweep(claimed([0, 20, 'a'], [5, 2, 'b'], [10, 15, 'c'], [25, 5, 'd']), 30);
    expect(gaps).toEqual([]);
    expect(overlaps).toEqual(['a b', 'a c']);
  });

  it('may go beyond the end of the file', () => {
    expect(sweep(claimed([10, 100, 'a'], [500, 5, 'b']), 30)).toEqual({ gaps: [[0, 10]], overlaps: [] });
    expect(sweep(claimed([500, 5, 'b']), 30)).toEqual({ gaps: [[0, 30]], overlaps: [] });
  });

  it('are nothing where they have no bytes', () => {
    expect(sweep(claimed([10, 0, 'a'], [10, -5, 'b']), 20)).toEqual({ gaps: [[0, 20]], overlaps: [] });
  });

  it('are one where the same is claimed again, and two where it is claimed as something else', () => {
    const claims = new Claims();
    expect(claims.once(0, 10, 'table')).toBe(true);
    expect(claims.once(0, 10, 'table')).toBe(false);
    expect(claims.once(0, 10, 'vtable')).toBe(true);
    expect(sweep(claims, 10).overlaps).toEqual(['table vtable']);
  });
});
