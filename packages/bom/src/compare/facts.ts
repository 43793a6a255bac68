// SPDX-License-Identifier: Apache-2.0
import type { BomComparison } from './bom-against-files.js';

/** A fact that the BOM says, and that its files do not; or that they say, and it does not. */
export interface DifferentFact {
  /** RFC 6901: into the BOM, or where it would stand in it */
  readonly pointer: string;
  /** what it is about, such as `license`: where facts are compared one by one */
  readonly fact?: string;
  /** `source`: the value is right, and it is not known from where the BOM says */
  readonly what: 'value' | 'source';
  /** of the BOM; absent where it says nothing */
  readonly said?: string;
  /** of the files, as they are; absent where they say nothing */
  readonly found?: string;
  /** file and key that it comes from, as far as anybody says so */
  readonly source?: string;
}

/** Something that no file of the model establishes, such as what whoever asked for the BOM gave it. */
export interface UncheckedFact {
  readonly pointer: string;
  /** where facts are compared one by one */
  readonly fact?: string;
  /** of the BOM, where facts are compared one by one */
  readonly said?: string;
  readonly source: string;
}

/** A licence or a base that the files declare, and of which the BOM says nothing. */
export interface LeftOutFact {
  readonly fact: string;
  /** of the files */
  readonly found: string;
  readonly source: string;
}

/** The facts of a BOM, held against those that are collected from the files anew. */
export type FactComparison = NoFacts | ComparedFacts;

export interface NoFacts {
  readonly isCompared: false;
  readonly reason: string;
}

export interface ComparedFacts {
  readonly isCompared: true;
  /**
   * `all`: the document was made of the files anew, and everything in it is compared. `some`: licences, bases, data sets, sizes and
   * names are, one by one; of the rest nothing is known.
   */
  readonly extent: 'all' | 'some';
  /** why it is `some` */
  readonly reason?: string;
  readonly totals: {
    /** facts that the files say, too */
    readonly confirmed: number;
    /** contradicted */
    readonly different: number;
    /** not established by the files */
    readonly unchecked: number;
  };
  readonly different: readonly DifferentFact[];
  readonly unchecked: readonly UncheckedFact[];
  /** where facts are compared one by one; no contradiction */
  readonly leftOut: readonly LeftOutFact[];
}

/** Most facts of each list; the totals count all. */
export const MAX_COMPARED_FACTS = 1000;

/** What is to be told of a comparison, with no list longer than is told. */
export const comparedFacts = (
  extent: Pick<ComparedFacts, 'extent' | 'reason'>,
  {
    confirmed,
    different,
    unchecked,
    leftOut = [],
  }: { readonly confirmed: number; readonly leftOut?: ComparedFacts['leftOut'] } & Pick<
    ComparedFacts,
    'different' | 'unchecked'
  >,
): ComparedFacts => ({
  isCompared: true,
  ...extent,
  totals: { confirmed, different: different.length, unchecked: unchecked.length },
  different: different.slice(0, MAX_COMPARED_FACTS),
  unchecked: unchecked.slice(0, MAX_COMPARED_FACTS),
  leftOut: leftOut.slice(0, MAX_COMPARED_FACTS),
});

/** A comparison of files with that of facts: one that differs makes it fail. */
export function withFacts(comparison: BomComparison, facts: FactComparison): BomComparison {
  const differs = facts.isCompared && facts.totals.different > 0;
  return { ...comparison, ...(differs && { outcome: 'fail' as const }), facts };
}

/**
 * Where nothing less than the whole will do, a comparison that passes is undecided if facts were not compared, were compared in part, or
 * are not established by the files.
 */
export function requireWhole(comparison: BomComparison): BomComparison {
  const { outcome, facts } = comparison;
  const isWhole = facts?.isCompared === true && facts.extent === 'all' && facts.totals.unchecked === 0;
  return outcome === 'pass' && !isWhole ? { ...comparison, outcome: 'undecided' } : comparison;
}
