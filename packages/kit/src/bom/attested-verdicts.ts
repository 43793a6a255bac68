// SPDX-License-Identifier: Apache-2.0
import {
  subjectDigests,
  TEST_RESULT_TYPE,
  VSA_TYPE,
  type JsonObject,
  type ModelStatementsQuery,
  type Statement,
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

const VERDICTS: Readonly<Record<string, (predicate: JsonObject) => Verdict>> = {
  [TEST_RESULT_TYPE]: (predicate) => testsOf(predicate as unknown as TestResult),
  [VSA_TYPE]: (predicate) => verificationOf(predicate as unknown as VerificationSummary),
};

/** Takes verified statements of how tests of exactly this model ended, and of what verifiers decided. */
export function attestedVerdicts({
  statements,
  signers,
  manifestDigest,
}: ModelStatementsQuery): readonly SignedVerdict[] {
  const digest = manifestDigest.slice('sha256:'.length);
  const isMeant = (statement: Statement): boolean =>
    Object.hasOwn(VERDICTS, statement.predicateType) && subjectDigests(statement).includes(digest);
  return statements.find({ signers, isMeant }).flatMap(({ signer, outcome, bundleSha256 }) => {
    if (!outcome.verified || !isMeant(outcome.statement.statement)) return [];
    const { predicateType, predicate } = outcome.statement.statement;
    const read = VERDICTS[predicateType];
    return read === undefined ? [] : [{ signer, bundleSha256, ...read(predicate) }];
  });
}

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
