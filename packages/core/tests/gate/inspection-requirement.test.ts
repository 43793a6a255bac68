// SPDX-License-Identifier: Apache-2.0
import { judge, parseEvidence, type Evidence, type Finding, type Inspection } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { NOW, evidenceOf, file, finderOf, policyOf } from './fixtures.js';

const files = [file('a.pkl'), file('b.bin')];
const bad: Finding = {
  check: 'pickle-imports',
  outcome: 'fail',
  severity: 'critical',
  message: 'runs os.system',
  location: { file: 'a.pkl', path: ['pickle@0'] },
};
const blind: Finding = { check: 'coverage', outcome: 'inconclusive', severity: 'medium', message: 'nobody looked' };
const rules = { version: '1', digest: `sha256:${'0'.repeat(64)}` };
const inspected = (...findings: Finding[]): Inspection => ({ rules, checks: ['pickle-imports', 'coverage'], findings });
const evidenceWith = (inspection?: Inspection): Evidence => ({
  ...evidenceOf(files),
  ...(inspection !== undefined && { inspection }),
});

function lineOf(inspection: object, findings?: Inspection, exceptions: any[] = []) {
  const policy = policyOf({ requirements: { inspection }, exceptions });
  const result = judge({ evidence: evidenceWith(findings), policy, statements: finderOf([]), now: NOW });
  const [line] = result.requirements;
  return { ...line, verdict: result.verdict, exit: result.code };
}

describe('inspection', () => {
  it.each<[string, object, Inspection | undefined, string, string]>([
    ['passes where nothing was found', {}, inspected(), 'pass', 'PASSED'],
    [
      'fails at a finding of the default severity',
      {},
      inspected({ ...bad, severity: 'high' }),
      'fail',
      'REQUIREMENT_FAILED',
    ],
    ['passes at a lesser finding', {}, inspected({ ...bad, severity: 'medium' }), 'pass', 'PASSED'],
    [
      'fails at what the policy says fails',
      { failOn: 'low' },
      inspected({ ...bad, severity: 'low' }),
      'fail',
      'REQUIREMENT_FAILED',
    ],
    ['takes the severity of the policy', { checks: { 'pickle-imports': 'info' } }, inspected(bad), 'pass', 'PASSED'],
    [
      'raises a severity as the policy says',
      { checks: { 'pickle-imports': 'high' } },
      inspected({ ...bad, severity: 'info' }),
      'fail',
      'REQUIREMENT_FAILED',
    ],
    ['leaves out a check that is off', { checks: { 'pickle-imports': 'off' } }, inspected(bad), 'pass', 'PASSED'],
    ['is undecided where a check could not be carried through', {}, inspected(blind), 'undecided', 'INCONCLUSIVE'],
    ['lets that pass where the policy says so', { inconclusive: 'allow' }, inspected(blind), 'pass', 'PASSED'],
    ['fails rather than being undecided', {}, inspected(blind, bad), 'fail', 'REQUIREMENT_FAILED'],
    ['is undecided where nothing was inspected', { inconclusive: 'allow' }, undefined, 'undecided', 'NOT_MEASURED'],
    ['is undecided where no check ran', {}, { rules, checks: [], findings: [] }, 'undecided', 'NOT_MEASURED'],
    [
      'is undecided where a check that the policy names did not run',
      { checks: { later: 'high' } },
      inspected(),
      'undecided',
      'NOT_MEASURED',
    ],
    ['does not miss a check that is off', { checks: { later: 'off' } }, inspected(), 'pass', 'PASSED'],
  ])('%s', (_, requirement, findings, verdict, code) => {
    expect(lineOf(requirement, findings)).toMatchObject({ verdict, code });
  });

  it('says what was found, where, and how many more', () => {
    expect(lineOf({}, inspected(bad, bad, bad, bad, bad)).found).toBe(
      `${Array.from({ length: 3 }, () => 'pickle-imports in a.pkl!pickle@0: runs os.system').join('; ')}; and 2 more`,
    );
  });
});

describe('an exception for a check', () => {
  const digest = evidenceWith().model.manifestDigest;
  const exception = { id: 'EX-1', check: 'pickle-imports', match: { digest }, reason: 'known', expires: '2999-12-31' };

  it('waives its findings, and is named', () => {
    const line = lineOf({}, inspected(bad), [exception]);
    expect(line).toMatchObject({ verdict: 'pass', exception: 'EX-1' });
    expect(line.found).toContain('(waived: pickle-imports by EX-1 until 2999-12-31: known)');
  });

  it.each([
    ['is over', { expires: '2001-01-01' }],
    ['is for another model', { match: { digest: `sha256:${'1'.repeat(64)}` } }],
    ['is for another check', { check: 'coverage' }],
  ])('waives nothing that it %s', (_, other) => {
    expect(lineOf({}, inspected(bad), [{ ...exception, ...other }])).toMatchObject({ verdict: 'fail' });
  });

  it('is named where it is over', () => {
    const { found } = lineOf({}, inspected(bad), [{ ...exception, expires: '2001-01-01' }]);
    expect(found).toContain('(over: exception EX-1 for pickle-imports expired on 2001-01-01)');
  });

  it('waives no other check', () => {
    expect(lineOf({}, inspected(bad, blind), [exception])).toMatchObject({ code: 'INCONCLUSIVE' });
  });

  it('names the one that ends first', () => {
    const later = { ...exception, id: 'EX-2', check: 'coverage', expires: '2998-01-01' };
    expect(lineOf({}, inspected(bad, blind), [exception, later]).exception).toBe('EX-2');
  });
});

describe('stored evidence', () => {
  const parse = (evidence: unknown): Evidence => parseEvidence(Buffer.from(JSON.stringify(evidence)));

  it('keeps what was found', () => {
    expect(parse(evidenceWith(inspected(bad, blind))).inspection).toEqual(inspected(bad, blind));
  });

  it.each([
    ['an unknown severity', inspected({ ...bad, severity: 'bad' as 'high' })],
    ['an unknown outcome', inspected({ ...bad, outcome: 'fine' as 'fail' })],
    ['a check that is no plain word', inspected({ ...bad, check: 'a b' })],
    ['a negative offset', inspected({ ...bad, location: { byteOffset: -1 } })],
    ['a rules digest that is none', { ...inspected(), rules: { version: '1', digest: 'x' } }],
  ])('is refused with %s', async (_, inspection) => {
    expect(await thrownCode(() => parse(evidenceWith(inspection)))).toBe('INPUT_MALFORMED');
  });

  it('is refused with too many findings', async () => {
    const many = inspected(...Array.from({ length: 100_001 }, () => blind));
    expect(await thrownCode(() => parse(evidenceWith(many)))).toBe('INPUT_TOO_LARGE');
  });
});
