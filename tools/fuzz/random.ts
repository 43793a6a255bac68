// SPDX-License-Identifier: Apache-2.0

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** @returns a whole number from 0 to `below` - 1; 0 where there is none */
  below(below: number): number;
  /** Whether it is the one time in so many. */
  oneIn(times: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** Mulberry32: small, and good enough to choose where a byte is flipped. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, oneIn: (times) => below(times) === 0, pick: (list) => list[below(list.length)] ?? list[0] };
}
