// SPDX-License-Identifier: Apache-2.0
import { MAX_FINDINGS, type Finding } from '@mpk/core';
import { MAX_ALIKE, inspect, runChecks, type Check } from '@mpk/inspect';
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

  it('counts findings of one file that are alike', () => {
    const many = [...Array.from({ length: 200 }, () => at('a', 'low')), at('a', 'critical')];
    const findings = runChecks([check('x', () => many)], model);
    expect(findings).toHaveLength(MAX_ALIKE + 1);
    expect(findings[0]?.severity).toBe('critical');
    expect(findings.at(-1)).toMatchObject({ severity: 'low', message: '181 more findings like this one' });
  });

  it.each([
    ['in files of their own', (i: number) => `f${i}`],
    ['in one file', () => 'a'],
  ])('lets nothing push out what is not known, or lesser: %s', (_, nameOf) => {
    const many = Array.from({ length: 150_000 }, (_unused, i) => at(nameOf(i), 'critical'));
    const findings = runChecks([check('x', () => [...many, at('b', 'info'), at('b', 'low', 'inconclusive')])], model);
    expect(findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
    expect(findings).toContainEqual(at('b', 'info'));
    expect(findings).toContainEqual(at('b', 'low', 'inconclusive'));
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
