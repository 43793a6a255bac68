// SPDX-License-Identifier: Apache-2.0

/**
 * What a scanner made of a file: `undecided` wherever it says itself that it did not look at all of it, ended in an error or past
 * its limit, or did not name the file at all.
 */
export type Outcome = 'flagged' | 'undecided' | 'clean';

export type Label = 'malicious' | 'benign' | 'inert' | 'ambiguous';

export const LABELS: readonly Label[] = ['malicious', 'benign', 'inert', 'ambiguous'];

/** One scanner over one folder. */
export interface Answer {
  readonly scanner: string;
  readonly version: string;
  /** by file, `/` between folders */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly processes: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** of the largest process */
  readonly maxRssBytes: number;
}

/** Names by outcome, of the files of one label. */
export type Tally = Readonly<Record<Outcome, readonly string[]>>;

export function tally({ outcomes }: Answer, files: readonly string[]): Tally {
  const having = (wanted: Outcome): readonly string[] =>
    files.filter((file) => (outcomes[file] ?? 'undecided') === wanted);
  return { flagged: having('flagged'), undecided: having('undecided'), clean: having('clean') };
}

/** The worse of two answers about the same file. */
export function worse(one: Outcome | undefined, other: Outcome): Outcome {
  if (one === 'flagged' || other === 'flagged') return 'flagged';
  return one === 'undecided' || other === 'undecided' ? 'undecided' : 'clean';
}
