// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  canonicalJson,
  countBySeverity,
  DEFAULT_FAIL_ON,
  isAtLeast,
  type Finding,
  type Inspection,
  type JsonObject,
} from '@mpk/core';
import { TOOL } from '../runtime.js';

/**
 * What checks saw in a model, as a predicate of in-toto's test-result: each check is a test. One that found something of the
 * severity that fails, or that could not be carried through, has failed; one with lesser findings has warned.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
 */
export function scanPredicate(inspection: Inspection): JsonObject {
  const { rules, checks, findings } = inspection;
  const worst = new Map<string, 'failed' | 'warned'>();
  for (const finding of findings) {
    if (hasFailed(finding)) worst.set(finding.check, 'failed');
    else if (!worst.has(finding.check)) worst.set(finding.check, 'warned');
  }
  const those = (state: 'failed' | 'warned' | undefined): string[] => checks.filter((id) => worst.get(id) === state);
  const [failedTests, warnedTests] = [those('failed'), those('warned')];
  return {
    result: failedTests.length > 0 ? 'FAILED' : warnedTests.length > 0 ? 'WARNED' : 'PASSED',
    configuration: [
      {
        name: 'rules of mpk inspect',
        digest: { sha256: rules.digest.slice('sha256:'.length) },
        annotations: { version: rules.version, tool: `${TOOL.name} ${TOOL.version}`, failOn: DEFAULT_FAIL_ON },
      },
      // What mpk inspect --evidence writes as `inspection`, in canonical JSON: who has it can tell that it is what was signed.
      { name: 'inspection', digest: { sha256: sha256Of(canonicalJson(inspection)) }, annotations: countsOf(findings) },
    ],
    passedTests: those(undefined),
    warnedTests,
    failedTests,
  };
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** How many findings there are of each severity, and how often something could not be looked into. */
const countsOf = (findings: readonly Finding[]): JsonObject => ({
  ...countBySeverity(findings),
  inconclusive: findings.filter(({ outcome }) => outcome === 'inconclusive').length,
});

const hasFailed = ({ outcome, severity }: Finding): boolean =>
  outcome === 'inconclusive' || isAtLeast(severity, DEFAULT_FAIL_ON);
