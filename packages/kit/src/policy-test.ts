// SPDX-License-Identifier: Apache-2.0
import { dirname, resolve } from 'node:path';
import {
  MAX_POLICY_BYTES,
  isMpkError,
  parsePolicyTests,
  readFileBounded,
  type EffectivePolicy,
  type PolicyTest,
} from '@mpk/core';
import { readEvidence } from './decide.js';
import { loadPolicy, type PolicySource } from './policy.js';
import { decideEvidence } from './verify.js';

/** How one test of a policy ended. */
export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** what differed from what was expected, or why the evidence could not be judged */
  readonly faults: readonly string[];
}

/**
 * Judges the stored evidence of every test under the policy and compares. Evidence that cannot be read fails its own test.
 *
 * @param testsPath - a `ModelPolicyTests` document, YAML; evidence paths start from its folder
 * @param env - says where this user's cache of trust is
 * @throws MpkError where policy or tests cannot be read
 */
export async function runPolicyTests(
  testsPath: string,
  source: PolicySource,
  env: NodeJS.ProcessEnv = {},
): Promise<readonly PolicyTestResult[]> {
  const policy = await loadPolicy(source);
  const bytes = readFileBounded(testsPath, { maxBytes: MAX_POLICY_BYTES, what: 'policy tests' });
  const tests = await parsePolicyTests(bytes, { path: testsPath });
  const folder = dirname(resolve(testsPath));
  const results: PolicyTestResult[] = [];
  // One after the other: evidence can be large.
  for (const test of tests) {
    const faults = await faultsOf(test, policy, { folder, env });
    results.push({ name: test.name, passed: faults.length === 0, faults });
  }
  return results;
}

/** Where evidence lies, and what trusting depends on besides the policy. */
interface Surroundings {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

async function faultsOf(test: PolicyTest, policy: EffectivePolicy, around: Surroundings): Promise<readonly string[]> {
  try {
    return await differences(test, policy, around);
  } catch (error) {
    if (!isMpkError(error)) throw error;
    return [`${error.code}: ${error.message}`];
  }
}

async function differences(
  test: PolicyTest,
  policy: EffectivePolicy,
  { folder, env }: Surroundings,
): Promise<readonly string[]> {
  const evidence = readEvidence(resolve(folder, test.evidence));
  const result = await decideEvidence(evidence, policy, {
    now: test.now ?? new Date(evidence.collectedAt),
    env,
  });
  const faults =
    result.verdict === test.expect ? [] : [`expected ${test.expect}, got ${result.verdict} (${result.code})`];
  for (const [id, expected] of Object.entries(test.requirements ?? {})) {
    const found = result.requirements.find((line) => line.id === id)?.outcome ?? 'no such line';
    if (found !== expected) faults.push(`${id}: expected ${expected}, got ${found}`);
  }
  return faults;
}
