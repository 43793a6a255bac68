// SPDX-License-Identifier: Apache-2.0
import { parsePolicyTests } from '../../src/index.js';
import { bytesOf } from './example.js';

const testsText = (...lines: readonly string[]): string =>
  ['apiVersion: modelprovenance.dev/v1alpha1', 'kind: ModelPolicyTests', 'tests:', ...lines].join('\n');
const parse = (text: string) => parsePolicyTests(bytesOf(text), { path: 't' });

describe('parsePolicyTests', () => {
  it('gives the cases, times as dates', async () => {
    const text = testsText(
      '  - {name: good, evidence: e/good.json, expect: pass}',
      '  - name: bad',
      '    evidence: e/bad.json',
      '    expect: fail',
      '    requirements: {signature: fail, "rule:size": pass}',
      '    now: 2026-06-01T00:00:00Z',
    );
    expect(await parse(text)).toEqual([
      { name: 'good', evidence: 'e/good.json', expect: 'pass' },
      {
        name: 'bad',
        evidence: 'e/bad.json',
        expect: 'fail',
        requirements: { signature: 'fail', 'rule:size': 'pass' },
        now: new Date('2026-06-01T00:00:00Z'),
      },
    ]);
  });

  it.each([
    ['no cases', testsText().replace('tests:', 'tests: []'), 't:3:8: found an empty list'],
    ['a policy', 'apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicy\nspec: {}', 't:2:7: found "ModelPolicy"'],
    ['an outcome that is none', testsText('  - {name: a, evidence: e, expect: passed}'), 'did you mean "pass"?'],
    ['a case without an outcome', testsText('  - {name: a, evidence: e}'), 't:4:5: found no field "expect"'],
    [
      'a line that cannot exist',
      testsText('  - {name: a, evidence: e, expect: pass, requirements: {"rule:": pass}}'),
      'found "rule:", expected the id of a requirement, or rule:<id>',
    ],
    [
      'a day that does not exist',
      testsText('  - {name: a, evidence: e, expect: pass, now: 2026-02-30T00:00:00Z}'),
      't:4:47: found a time that does not exist',
    ],
    [
      'a time without a zone',
      testsText('  - {name: a, evidence: e, expect: pass, now: "2026-02-20T00:00:00"}'),
      'expected a time in UTC',
    ],
    ['an alias', testsText('  - &a {name: a, evidence: e, expect: pass}', '  - *a'), 'found an anchor'],
  ])('refuses %s', async (_, text, message) => {
    await expect(parse(text)).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      message: expect.stringContaining(message),
    });
  });
});
