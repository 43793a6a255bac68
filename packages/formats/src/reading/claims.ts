// SPDX-License-Identifier: Apache-2.0
import { TooLarge } from './paged-bytes.js';

/** Most ranges that are kept. */
export const MAX_CLAIMS = 1_000_000;

/** A range of the file, and of what. */
export interface Claim {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

/** Which bytes of a file something in it refers to. */
export class Claims {
  readonly #claims: Claim[] = [];
  readonly #structures = new Map<number, string>();

  /** @throws TooLarge where there are too many */
  add(start: number, sizeBytes: number, what: string): void {
    if (sizeBytes <= 0) return;
    if (this.#claims.length >= MAX_CLAIMS) throw new TooLarge();
    this.#claims.push({ start, end: start + sizeBytes, what });
  }

  /** Claims what several things may refer to. @returns false where it is claimed as the same already */
  once(start: number, sizeBytes: number, what: string): boolean {
    if (this.#structures.get(start) === what) return false;
    this.#structures.set(start, what);
    this.add(start, sizeBytes, what);
    return true;
  }

  /** Tells, in the order of the file, what no claim covers, and which claims share bytes. */
  sweep(fileBytes: number, found: { gap(start: number, end: number): void; overlap(a: Claim, b: Claim): void }): void {
    this.#claims.sort((a, b) => a.start - b.start || a.end - b.end);
    let last: Claim | undefined;
    for (const claim of this.#claims) {
      const covered = last?.end ?? 0;
      if (claim.start > covered && covered < fileBytes) found.gap(covered, Math.min(claim.start, fileBytes));
      else if (last !== undefined && claim.start < covered) found.overlap(last, claim);
      if (claim.end > covered) last = claim;
    }
    if ((last?.end ?? 0) < fileBytes) found.gap(last?.end ?? 0, fileBytes);
  }
}
