// SPDX-License-Identifier: Apache-2.0
import { judge, type Finding, type Inspection } from '@mpk/core';
import { NOW, evidenceOf, file, finderOf, policyOf } from './fixtures.js';

const bad: Finding = {
  check: 'base-model-differs',
  outcome: 'fail',
  severity: 'high',
  message: 'a/b and c/d',
  location: { file: 'README.md' },
};
const rules = { version: '1', digest: `sha256:${'0'.repeat(64)}` };
const audited = (...findings: Finding[]): Inspection => ({
  rules,
  checks: ['base-model-differs', 'card-missing'],
  findings,
});

function lineOf(audit: object, found: Inspection) {
  const evidence = { ...evidenceOf([file('a')]), audit: found };
  const result = judge({ evidence, policy: policyOf({ requirements: { audit } }), statements: finderOf([]), now: NOW });
  return { ...result.requirements[0], verdict: result.verdict };
}

describe('audit', () => {
  it.each<[string, object, Inspection, string, string]>([
    ['passes where nothing was found', {}, audited(), 'pass', 'PASSED'],
    ['fails at a finding of the default severity', {}, audited(bad), 'fail', 'REQUIREMENT_FAILED'],
    ['passes at a lesser one', { failOn: 'critical' }, audited(bad), 'pass', 'PASSED'],
    ['takes the severity of the policy', { rules: { 'base-model-differs': 'low' } }, audited(bad), 'pass', 'PASSED'],
    ['leaves out a rule that is off', { rules: { 'base-model-differs': 'off' } }, audited(bad), 'pass', 'PASSED'],
    [
      'is undecided where a named rule did not run',
      { rules: { other: 'high' } },
      audited(),
      'undecided',
      'NOT_MEASURED',
    ],
    ['is undecided where none ran', {}, { rules, checks: [], findings: [] }, 'undecided', 'NOT_MEASURED'],
  ])('%s', (_, audit, found, verdict, code) => {
    expect(lineOf(audit, found)).toMatchObject({ id: 'audit', verdict, code });
  });

  it('shows what it failed at, and how much more there is', () => {
    const { found } = lineOf({}, audited(...Array.from({ length: 5 }, () => bad)));
    expect(found).toContain('base-model-differs in README.md: a/b and c/d');
    expect(found).toContain('and 2 more');
  });
});
