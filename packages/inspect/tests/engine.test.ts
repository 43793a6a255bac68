// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import { MAX_FINDINGS_PER_FILE, inspect, runChecks, type Check } from '@mpk/inspect';
import { inspectedFile } from './inspected.js';

const about = { finds: '', risk: '', severities: [], fix: '', limits: '', references: [] };
const check = (id: string, run: Check['run']): Check => ({ id, description: '', about, run });
const at = (file: string, severity: Finding['severity'], outcome: Finding['outcome'] = 'fail'): Finding => ({
  check: 'x',
  outcome,
  severity,
  message: severity,
  location: { file },
});
const model = { files: [inspectedFile('a', 'a'), inspectedFile('b', 'b')] };

describe('runChecks', () => {
  it('reports a check that breaks as inconclusive, and runs the others', () => {
    const broken = check('broken', () => {
      throw new Error('no');
    });
    const findings = runChecks([broken, check('x', () => [at('a', 'low')])], model);
    expect(findings.map(({ check: id, outcome }) => [id, outcome])).toEqual([
      ['broken', 'inconclusive'],
      ['x', 'fail'],
    ]);
  });

  it('orders findings by file, the worst first, and what fails before what is not known', () => {
    const found = [at('b', 'high'), at('a', 'low'), at('a', 'critical'), at('a', 'critical', 'inconclusive')];
    const findings = runChecks([check('x', () => found)], model);
    expect(findings.map(({ location, severity, outcome }) => [location?.file, severity, outcome])).toEqual([
      ['a', 'critical', 'fail'],
      ['a', 'low', 'fail'],
      ['a', 'critical', 'inconclusive'],
      ['b', 'high', 'fail'],
    ]);
  });

  it('keeps the worst of many findings in one file, and says how many there are', () => {
    const many = [...Array.from({ length: 200 }, () => at('a', 'low')), at('a', 'critical')];
    const findings = runChecks([check('x', () => many)], model);
    expect(findings).toHaveLength(MAX_FINDINGS_PER_FILE);
    expect(findings[0]?.severity).toBe('critical');
    expect(findings.at(-1)).toMatchObject({ severity: 'low', message: '152 more findings of this check' });
  });

  it('does not let what is not known push out what fails', () => {
    const many = [...Array.from({ length: 200 }, () => at('a', 'critical', 'inconclusive')), at('a', 'info')];
    expect(runChecks([check('x', () => many)], model)[0]).toMatchObject({ outcome: 'fail', severity: 'info' });
  });
});

describe('inspect', () => {
  it('names the rules and every check that ran', () => {
    const { rules, checks, findings } = inspect(model);
    expect(rules.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(checks).toContain('pickle-imports');
    expect(findings).toEqual([]);
  });
});
