// SPDX-License-Identifier: Apache-2.0
import { unitedFacts, type AttestedFacts, type UnitedFacts } from '../documents/attested.js';
import type { SignedVerdict } from '../documents/input.js';

const PROVENANCE = /^provenance signed by [^]+$/;

/** Whether a source is a signed statement of provenance, whoever is said to have signed it. */
export const isAttestedSource = (what: string): boolean => PROVENANCE.test(what);

/** The source that a note names, where that is a signed statement. */
export function attestedSource(note: string): string | undefined {
  const what = note.endsWith(STATED) ? note.slice(0, -STATED.length) : '';
  return isAttestedSource(what) ? what : undefined;
}
const STATED = ' (stated)';

/** What a document says that it rests on. */
export interface Grounds {
  /** a source that claims have */
  names(what: string): boolean;
  hasRun(id: string): boolean;
  hasVerdict(verdict: SignedVerdict): boolean;
}

/** What verified statements say, of those that a document rests on. */
export interface AttestedPart extends UnitedFacts {
  /** whether claims from there are among these */
  readonly covers: (what: string) => boolean;
}

/** Picks out of what is known for certain what a document was made of: what came later it cannot have. */
export function attestedPart(attested: AttestedFacts | undefined, grounds: Grounds): AttestedPart {
  const { provenance = [], verdicts = [] } = attested ?? {};
  const used = provenance.filter(
    ({ what, production: { runs = [] } }) => grounds.names(what) || runs.some(({ id }) => grounds.hasRun(id)),
  );
  const covered = new Set(used.map(({ what }) => what));
  const united = unitedFacts({ provenance: used, verdicts: verdicts.filter((one) => grounds.hasVerdict(one)) });
  return { ...united, covers: (what) => covered.has(what) };
}
