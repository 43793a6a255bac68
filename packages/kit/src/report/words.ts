// SPDX-License-Identifier: Apache-2.0
import type { RequirementResult, VerifyResult, Verdict } from '@mpk/core';

/** The verdict as a sentence: what it means for the reader. */
export const VERDICT_SENTENCES: Readonly<Record<Verdict, string>> = {
  pass: 'This model may go on.',
  fail: 'This model is refused.',
  undecided: 'Nobody can say whether this model may go on. That is not a pass.',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { pass: 'PASS', fail: 'FAIL', undecided: 'UNDECIDED' };

const OUTCOME_WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'met',
  fail: 'not met',
  undecided: 'undecided',
};

/** How a line ended; one that an exception waives is not called met. */
export const wordOf = (line: RequirementResult): string =>
  line.exception === undefined ? OUTCOME_WORDS[line.outcome] : 'waived';

/** Most files that a report lists; the evidence holds all. */
export const MAX_LISTED_FILES = 500;

/** What a mode does to the verdict, when it does something. */
export function modeSentence({ mode, verdict }: VerifyResult): string | undefined {
  if (mode === 'enforce' || verdict === 'pass') return undefined;
  return `The policy is in mode ${mode}: this verdict stops nothing.`;
}
