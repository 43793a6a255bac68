// SPDX-License-Identifier: Apache-2.0
import { exitFor, type Verdict } from '@mpk/core';
import type { StepVerifyResult } from './answer.js';
import type { VerifyAnswer } from './ports.js';

/** Worst first: a refusal is an answer, a bug and the rest are not. */
const EXIT_ORDER = [exitFor('REQUIREMENT_FAILED'), exitFor('INTERNAL'), exitFor('CHECK_BROKEN')];
const VERDICT_ORDER: readonly Verdict[] = ['fail', 'undecided', 'pass'];

/** Several models, one answer: all must pass. With one model its own result, unchanged. */
export function combine(answers: readonly [VerifyAnswer, ...VerifyAnswer[]]): {
  result: StepVerifyResult;
  exitCode: number;
  /** the answer that decided */
  worst: VerifyAnswer;
} {
  const worst = answers.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  if (answers.length === 1) return { result: worst.result, exitCode: worst.exitCode, worst };
  const models = answers.map(({ result }) => ({
    uri: result.model.uri,
    verdict: result.verdict,
    code: result.code,
    ...(result.model.manifestDigest === undefined ? {} : { manifestDigest: result.model.manifestDigest }),
  }));
  return { result: { ...worst.result, models }, exitCode: worstExit(answers.map((a) => a.exitCode)), worst };
}

const rank = (answer: VerifyAnswer): number => VERDICT_ORDER.indexOf(answer.result.verdict);

function worstExit(codes: readonly number[]): number {
  const failing = codes.filter((code) => code !== 0);
  return EXIT_ORDER.find((code) => failing.includes(code)) ?? failing[0] ?? 0;
}
