// SPDX-License-Identifier: Apache-2.0
import { combine } from '../src/combine.js';
import type { VerifyAnswer } from '../src/index.js';
import { resultOf } from './support.js';

const answer = (verdict: 'pass' | 'fail' | 'undecided', exitCode: number): VerifyAnswer => ({
  result: resultOf(`file:///${verdict}`, { verdict }),
  exitCode,
});

describe('combine', () => {
  it('keeps a single result unchanged', () => {
    const only = answer('pass', 0);
    expect(combine([only]).result).toBe(only.result);
  });

  it.each([
    ['all pass', [answer('pass', 0), answer('pass', 0)], 'pass', 0],
    ['one is refused', [answer('pass', 0), answer('fail', 10), answer('undecided', 20)], 'fail', 10],
    ['one is undecided', [answer('pass', 0), answer('undecided', 20)], 'undecided', 20],
    ['a service is away', [answer('pass', 0), answer('undecided', 75)], 'undecided', 75],
    ['a bug beside a refusal', [answer('undecided', 70), answer('fail', 10)], 'fail', 10],
    ['a bug beside a bad input', [answer('undecided', 20), answer('undecided', 70)], 'undecided', 70],
    ['one fails under an advisory mode', [answer('fail', 0), answer('pass', 0)], 'fail', 0],
  ] as const)('answers for all when %s', (_what, answers, verdict, exitCode) => {
    const combined = combine(answers);
    expect(combined.result.verdict).toBe(verdict);
    expect(combined.exitCode).toBe(exitCode);
    expect(combined.result.models).toHaveLength(answers.length);
  });
});
