// SPDX-License-Identifier: Apache-2.0
import {
  statementsOf,
  TEST_RESULT_TYPE,
  VSA_TYPE,
  type JsonObject,
  type ModelStatementsQuery,
  type VerificationSummary,
} from '@mpk/core';
import type { SignedVerdict } from '@mpk/bom/documents';

/** A test result as its schema has it. */
interface TestResult {
  readonly result: SignedVerdict['result'];
  readonly url?: string;
  readonly passedTests?: readonly string[];
  readonly warnedTests?: readonly string[];
  readonly failedTests?: readonly string[];
}

type Verdict = Omit<SignedVerdict, 'signer' | 'bundleSha256'>;

const VERDICTS: ReadonlyMap<string, (predicate: JsonObject) => Verdict> = new Map([
  [TEST_RESULT_TYPE, (predicate: JsonObject) => testsOf(predicate as unknown as TestResult)],
  [VSA_TYPE, (predicate: JsonObject) => verificationOf(predicate as unknown as VerificationSummary)],
]);

/** Takes verified statements of how tests of exactly this model ended, and of what verifiers decided. */
export const attestedVerdicts = (query: ModelStatementsQuery): readonly SignedVerdict[] =>
  statementsOf(query, [...VERDICTS.keys()]).flatMap(({ statement: { predicateType, predicate }, ...signed }) => {
    const read = VERDICTS.get(predicateType);
    return read === undefined ? [] : [{ ...signed, ...read(predicate) }];
  });

const testsOf = ({ result, url, passedTests = [], warnedTests = [], failedTests = [] }: TestResult): Verdict => ({
  kind: 'tests',
  result,
  met: [...passedTests, ...warnedTests],
  unmet: failedTests,
  ...(url !== undefined && { url }),
});

function verificationOf({ verificationResult, policy, timeVerified }: VerificationSummary): Verdict {
  const named = policy.uri === undefined ? [] : [policy.uri];
  const isPassed = verificationResult === 'PASSED';
  return {
    kind: 'verification',
    result: verificationResult,
    met: isPassed ? named : [],
    unmet: isPassed ? [] : named,
    at: new Date(timeVerified),
  };
}
