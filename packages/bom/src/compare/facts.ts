// SPDX-License-Identifier: Apache-2.0
import type { BomComparison } from './bom-against-files.js';

/** A fact that the BOM says, and that its files do not; or that they say, and it does not. */
export interface DifferentFact {
  /** RFC 6901: into the BOM, or where it would stand in it */
  readonly pointer: string;
  /** `source`: the value is right, and it is not known from where the BOM says */
  readonly what: 'value' | 'source';
  /** of the BOM; absent where it says nothing */
  readonly said?: string;
  /** of the files, as they are; absent where they say nothing */
  readonly found?: string;
  /** file and key that it comes from, as far as anybody says so */
  readonly source?: string;
}

/** Something that no file of the model says, such as what whoever asked for the BOM gave it. */
export interface UncheckedFact {
  readonly pointer: string;
  readonly source: string;
}

/** The facts of a BOM of this kit, held against those that are collected from the files anew. */
export type FactComparison =
  | { readonly isCompared: false; readonly reason: string }
  | {
      readonly isCompared: true;
      readonly totals: { readonly different: number; readonly unchecked: number };
      readonly different: readonly DifferentFact[];
      readonly unchecked: readonly UncheckedFact[];
    };

/** Most facts of each list; the totals count all. */
export const MAX_COMPARED_FACTS = 1000;

/** A comparison of files with that of facts: one that differs makes it fail. */
export function withFacts(comparison: BomComparison, facts: FactComparison): BomComparison {
  const differs = facts.isCompared && facts.totals.different > 0;
  return { ...comparison, ...(differs && { outcome: 'fail' as const }), facts };
}
